/** Averages and ranks that a dealer sees come from released audits of at least so many dealers. */
export const fewestDealers = 5

/** The mean of whole basis points, half-up; `n` is at least 1. */
export const meanBp = (sum: number, n: number): number => Math.floor((2 * sum + n) / (2 * n))
