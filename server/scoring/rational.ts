/**
 * Exact fractions, in the browser too. Numerator and denominator are numbers while both are safe integers (which keeps a
 * 200-item audit well under a millisecond) and BigInt beyond that, so no result is ever rounded unless a rule says so.
 * Always in lowest terms, denominator positive: equal values have equal fields.
 */
export type Rational =
  | { readonly n: number; readonly d: number; readonly big?: undefined }
  | { readonly n: bigint; readonly d: bigint; readonly big: true }

const safe = Number.MAX_SAFE_INTEGER
const fits = (value: number) => value <= safe && value >= -safe

export const zero: Rational = { n: 0, d: 1 }
export const one: Rational = { n: 1, d: 1 }
export const hundred: Rational = { n: 100, d: 1 }

function small(n: number, d: number): Rational {
  if (d === 1) return { n: n + 0, d: 1 }
  let a = n < 0 ? -n : n
  let b = d < 0 ? -d : d
  while (b !== 0) {
    const rest = a % b
    a = b
    b = rest
  }
  const divisor = d < 0 ? -a : a
  return { n: n / divisor + 0, d: d / divisor }
}

function large(n: bigint, d: bigint): Rational {
  let a = n < 0n ? -n : n
  let b = d < 0n ? -d : d
  while (b !== 0n) [a, b] = [b, a % b]
  const divisor = d < 0n ? -a : a
  const top = n / divisor
  const bottom = d / divisor
  return top <= safe && top >= -safe && bottom <= safe
    ? { n: Number(top), d: Number(bottom) }
    : { n: top, d: bottom, big: true }
}

/** `n / d` for safe integers; throws RangeError on a zero denominator or on anything that is not a safe integer. */
export function fraction(n: number, d = 1): Rational {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || d === 0) throw new RangeError(`not a fraction: ${n}/${d}`)
  return small(n, d)
}

/** A decimal text such as `-0.125`, `22` or `1e-7`, exactly as written. Throws RangeError when it is not one. */
export function fromDecimal(text: string): Rational {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text.trim())
  if (!parts || !(parts[2] || parts[3])) throw new RangeError(`not a decimal: ${text}`)
  const [, sign, whole = '', part = '', exponent = '0'] = parts
  const shift = Number(exponent) - part.length
  if (whole.length + part.length <= 15 && shift <= 0 && shift >= -15) {
    const size = Number(`${whole}${part}`)
    return small(sign === '-' ? -size : size, 10 ** -shift)
  }
  const digits = BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n)
  return shift >= 0 ? large(digits * 10n ** BigInt(shift), 1n) : large(digits, 10n ** BigInt(-shift))
}

/** The decimal that a JSON or YAML number was written as: 0.1 is one tenth, not the nearest binary fraction. */
export const fromNumber = (value: number): Rational =>
  Number.isSafeInteger(value) ? { n: value + 0, d: 1 } : fromDecimal(String(value))

/** Reads what `exact` wrote. */
export function fromExact(text: string): Rational {
  const [n = '', d = '1'] = text.split('/')
  return large(BigInt(n), BigInt(d))
}

/** `n/d` in lowest terms, always with the denominator: `13/20`, `5/1`. */
export const exact = (value: Rational): string => `${value.n}/${value.d}`

export function add(a: Rational, b: Rational): Rational {
  if (!a.big && !b.big) {
    if (a.d === b.d) {
      const same = a.n + b.n
      if (fits(same)) return small(same, a.d)
    }
    const left = a.n * b.d
    const right = b.n * a.d
    const bottom = a.d * b.d
    // A float product or sum within the safe range is the true one: a true one beyond it cannot round back into it.
    if (fits(left) && fits(right) && fits(left + right) && fits(bottom)) return small(left + right, bottom)
  }
  return large(BigInt(a.n) * BigInt(b.d) + BigInt(b.n) * BigInt(a.d), BigInt(a.d) * BigInt(b.d))
}

export const negate = (a: Rational): Rational => (a.big ? { ...a, n: -a.n } : { n: 0 - a.n, d: a.d })

export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b))

export function multiply(a: Rational, b: Rational): Rational {
  if (!a.big && !b.big) {
    const top = a.n * b.n
    const bottom = a.d * b.d
    if (fits(top) && fits(bottom)) return small(top, bottom)
  }
  return large(BigInt(a.n) * BigInt(b.n), BigInt(a.d) * BigInt(b.d))
}

/** Throws RangeError when `b` is zero: a score without possible points is null, never a division. */
export function divide(a: Rational, b: Rational): Rational {
  if (isZero(b)) throw new RangeError('division by zero')
  return multiply(a, b.big ? large(b.d, b.n) : small(b.d, b.n))
}

export const isZero = (a: Rational): boolean => !a.big && a.n === 0

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): number {
  if (!a.big && !b.big) {
    if (a.d === b.d) return a.n - b.n
    const left = a.n * b.d
    const right = b.n * a.d
    if (fits(left) && fits(right)) return left - right
  }
  const left = BigInt(a.n) * BigInt(b.d)
  const right = BigInt(b.n) * BigInt(a.d)
  return left < right ? -1 : left > right ? 1 : 0
}

export const isBelow = (a: Rational, b: Rational): boolean => compare(a, b) < 0
export const isAtMost = (a: Rational, b: Rational): boolean => compare(a, b) <= 0
export const greater = (a: Rational, b: Rational): Rational => (isAtMost(a, b) ? b : a)
export const lesser = (a: Rational, b: Rational): Rational => (isAtMost(a, b) ? a : b)

/** The whole number at or below the value. */
export function floor(value: Rational): Rational {
  if (!value.big) return { n: Math.floor(value.n / value.d) + 0, d: 1 }
  const rest = value.n % value.d
  return large((value.n - rest) / value.d - (rest < 0n ? 1n : 0n), 1n)
}
export const ceiling = (value: Rational): Rational => negate(floor(negate(value)))

/** Rounded half-up (a half goes away from zero, as in commercial rounding) to `decimals`; as a count of 10^-decimals. */
function roundedUnits(value: Rational, decimals: number): bigint {
  const top = BigInt(value.n) * 10n ** BigInt(decimals)
  const bottom = BigInt(value.d)
  const size = top < 0n ? -top : top
  const units = (2n * size + bottom) / (2n * bottom)
  return top < 0n ? -units : units
}

/** The nearest value with so many decimals; a half goes away from zero. */
export const roundHalfUp = (value: Rational, decimals: number): Rational =>
  large(roundedUnits(value, decimals), 10n ** BigInt(decimals))

/** A percentage in basis points (87.654 → 8765), rounded half-up. */
export const basisPoints = (percent: Rational): number => {
  if (!percent.big) {
    const top = percent.n * 200
    if (fits(top + percent.d) && top >= 0) return Math.floor((top + percent.d) / (2 * percent.d))
  }
  return Number(roundedUnits(percent, 2))
}

/** Decimal text with exactly `decimals` places, rounded half-up: `89.95`, `-3.0`, never `-0.0`. */
export function decimalText(value: Rational, decimals: number): string {
  const units = roundedUnits(value, decimals)
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0')
  const sign = units < 0n ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
