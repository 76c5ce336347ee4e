/** Failed sign-ins that count together: for one account, or from one address. */
export type Attempts = { failures: number; lastAt: Date; lockedUntil: Date | null }

const seconds = 1000
const free = { account: 5, address: 25 } as const
const longest = 15 * 60 * seconds
/** After this long without a failure the count starts anew. */
export const forgottenAfter = 24 * 60 * 60 * seconds

/** Until when a further attempt is refused, or null. Never permanent, so nobody can lock a colleague out for ever. */
export const lockedUntil = (attempts: Attempts | null, now: Date): Date | null =>
  attempts?.lockedUntil && attempts.lockedUntil > now ? attempts.lockedUntil : null

/** The counter after one more failure: beyond the free ones each failure doubles the wait from 15 s to at most 15 min. */
export const afterFailure = (before: Attempts | null, kind: keyof typeof free, now: Date): Attempts => {
  const stale = !before || now.getTime() - before.lastAt.getTime() > forgottenAfter
  const failures = (stale ? 0 : before.failures) + 1
  const beyond = failures - free[kind]
  const wait = beyond < 0 ? 0 : Math.min(15 * seconds * 2 ** beyond, longest)
  return { failures, lastAt: now, lockedUntil: wait > 0 ? new Date(now.getTime() + wait) : null }
}
