import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  basisPoints,
  compare,
  decimalText,
  divide,
  exact,
  fraction,
  fromDecimal,
  fromExact,
  fromNumber,
  multiply,
  roundHalfUp,
  subtract,
} from '../../server/scoring/rational.ts'

/** Small and huge ones, so that sums and products cross the limit of safe integers. */
const anyRational = fc
  .tuple(
    fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })),
    fc.oneof(fc.integer({ min: 1 }), fc.bigInt({ min: 1n, max: 10n ** 40n })),
  )
  .map(([n, d]) => fromExact(`${n}/${d}`))
const over = (text: string) => text.split('/').map(BigInt) as [bigint, bigint]

describe('exact fractions', () => {
  test('add, subtract, multiply, divide and compare as unlimited integers do', () => {
    fc.assert(
      fc.property(anyRational, anyRational, (a, b) => {
        const [an, ad] = over(exact(a))
        const [bn, bd] = over(exact(b))
        expect(exact(add(a, b))).toBe(exact(fromExact(`${an * bd + bn * ad}/${ad * bd}`)))
        expect(exact(subtract(a, b))).toBe(exact(fromExact(`${an * bd - bn * ad}/${ad * bd}`)))
        expect(exact(multiply(a, b))).toBe(exact(fromExact(`${an * bn}/${ad * bd}`)))
        if (bn !== 0n) expect(exact(divide(a, b))).toBe(exact(fromExact(`${an * bd}/${ad * bn}`)))
        expect(Math.sign(compare(a, b))).toBe(an * bd < bn * ad ? -1 : an * bd > bn * ad ? 1 : 0)
      }),
    )
  })

  test('have one form per value: lowest terms, positive denominator, no minus zero', () => {
    expect(fraction(6, -4)).toEqual({ n: -3, d: 2 })
    expect(Object.is((fraction(0, -4) as { n: number }).n, 0)).toBe(true)
    expect(exact(multiply(fraction(-1), fraction(0)))).toBe('0/1')
    expect(fromExact('9007199254740993/3')).toEqual({ n: 3002399751580331, d: 1 })
  })

  test('read decimals as written, not as the nearest binary number', () => {
    expect(exact(add(fromNumber(0.1), fromNumber(0.2)))).toBe('3/10')
    expect(exact(fromNumber(1e-7))).toBe('1/10000000')
    expect(exact(fromNumber(1e21))).toBe('1000000000000000000000/1')
    expect(exact(fromDecimal(' -022.50 '))).toBe('-45/2')
    for (const text of ['', '.', '1,5', 'NaN', '1/2', '0x10']) expect(() => fromDecimal(text)).toThrow(RangeError)
  })

  test('refuse a zero denominator', () => {
    expect(() => fraction(1, 0)).toThrow(RangeError)
    expect(() => divide(fraction(1), fraction(0))).toThrow(RangeError)
    expect(() => fraction(0.5)).toThrow(RangeError)
  })

  test('round a half away from zero', () => {
    expect(decimalText(fromDecimal('1.005'), 2)).toBe('1.01')
    expect(decimalText(fromDecimal('-0.5'), 0)).toBe('-1')
    expect(decimalText(fromDecimal('-0.04'), 1)).toBe('0.0')
    expect(decimalText(fraction(2, 3), 4)).toBe('0.6667')
    expect(exact(roundHalfUp(fraction(26, 3), 2))).toBe('867/100')
    expect(basisPoints(fromDecimal('89.995'))).toBe(9000)
    expect(basisPoints(fromDecimal('-89.995'))).toBe(-9000)
  })

  test('give the same basis points by the short and the long way', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (n, d) => {
        expect(String(basisPoints(fraction(n, d)))).toBe(decimalText(multiply(fraction(n, d), fraction(100)), 0))
      }),
    )
  })
})
