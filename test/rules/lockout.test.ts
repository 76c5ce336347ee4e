import { expect, it } from 'vitest'
import { type Attempts, afterFailure, lockedUntil } from '../../server/sessions/lockout.ts'

const start = new Date('2026-11-18T01:00:00Z')
const failing = (times: number, kind: 'account' | 'address'): Attempts => {
  let attempts: Attempts | null = null
  for (let n = 0; n < times; n++) attempts = afterFailure(attempts, kind, start)
  return attempts!
}
const wait = (attempts: Attempts) =>
  attempts.lockedUntil ? (attempts.lockedUntil.getTime() - start.getTime()) / 1000 : 0

it('locks an account from the fifth failure on, twice as long each time, never above 15 minutes', () => {
  expect([4, 5, 6, 7, 8].map((n) => wait(failing(n, 'account')))).toEqual([0, 15, 30, 60, 120])
  expect(wait(failing(40, 'account'))).toBe(900)
})

it('lets an address fail more often, because a dealership shares one', () => {
  expect(wait(failing(24, 'address'))).toBe(0)
  expect(wait(failing(25, 'address'))).toBe(15)
})

it('ends by itself and forgets after a day', () => {
  const attempts = failing(6, 'account')
  expect(lockedUntil(attempts, new Date(start.getTime() + 29_000))).not.toBeNull()
  expect(lockedUntil(attempts, new Date(start.getTime() + 30_000))).toBeNull()
  expect(afterFailure(attempts, 'account', new Date(start.getTime() + 25 * 3_600_000)).failures).toBe(1)
})
