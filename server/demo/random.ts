/** A repeatable source of chance: the same seed gives the same demo network every time. */
export type Chance = {
  /** 0 <= n < 1 */
  next: () => number
  /** Whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number
  /** True with this probability. */
  happens: (probability: number) => boolean
  one: <T>(of: readonly T[]) => T
  /** A UUID of version 4 in form. */
  id: () => string
}

/** Mulberry32: 32 bits of state, enough to scatter a demo. */
export const chance = (seed: number): Chance => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const hex = (digits: number) => Array.from({ length: digits }, () => whole(0, 15).toString(16)).join('')
  return {
    next,
    whole,
    happens: (probability) => next() < probability,
    one: (of) => {
      const picked = of[whole(0, of.length - 1)]
      if (picked === undefined) throw new Error('nothing to choose from')
      return picked
    },
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[whole(0, 3)]}${hex(3)}-${hex(12)}`,
  }
}

/** A number from 0 to 1 that depends only on the words: what one dealer is always bad at. */
export const traitOf = (...words: string[]): number => {
  let hash = 2_166_136_261
  for (const sign of words.join('|')) hash = Math.imul(hash ^ sign.charCodeAt(0), 16_777_619)
  return chance(hash).next()
}
