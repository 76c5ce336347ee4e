/** Plain fractions of BigInt for the reference: nothing clever, never reduced until they are printed. */
export type Fraction = { n: bigint; d: bigint }

export const F = (n: number | bigint, d: number | bigint = 1): Fraction =>
  d < 0 ? { n: -BigInt(n), d: -BigInt(d) } : { n: BigInt(n), d: BigInt(d) }

/** A number exactly as JavaScript prints it. */
export function fromNumber(value: number | string): Fraction {
  const [whole = '', part = ''] = String(value).split('.')
  return F(BigInt(whole + part), 10n ** BigInt(part.length))
}

export const plus = (a: Fraction, b: Fraction) => F(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Fraction, b: Fraction) => F(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Fraction, b: Fraction) => F(a.n * b.n, a.d * b.d)
export const over = (a: Fraction, b: Fraction) => F(a.n * b.d, a.d * b.n)
export const less = (a: Fraction, b: Fraction) => a.n * b.d < b.n * a.d
export const same = (a: Fraction, b: Fraction) => a.n * b.d === b.n * a.d
export const max = (a: Fraction, b: Fraction) => (less(a, b) ? b : a)
export const min = (a: Fraction, b: Fraction) => (less(a, b) ? a : b)
export const sum = (values: Fraction[]) => values.reduce(plus, F(0))
export const mean = (values: Fraction[]) => over(sum(values), F(values.length))

/** How many whole times `b` goes into `a`, both not negative. */
export const wholeTimes = (a: Fraction, b: Fraction) => (a.n * b.d) / (a.d * b.n)

/** To the nearest 10^-decimals, a half away from zero. */
export function rounded(value: Fraction, decimals: number): Fraction {
  const units = 10n ** BigInt(decimals)
  const size = value.n < 0n ? -value.n : value.n
  const below = (size * units) / value.d
  const rest = size * units - below * value.d
  const nearest = 2n * rest >= value.d ? below + 1n : below
  return F(value.n < 0n ? -nearest : nearest, units)
}

/** `n/d` in lowest terms. */
export function shown(value: Fraction): string {
  let a = value.n < 0n ? -value.n : value.n
  let b = value.d
  while (b > 0n) [a, b] = [b, a % b]
  return `${value.n / a}/${value.d / a}`
}
