import { expect, it } from 'vitest'
import { addWorkingDays, isWorkingDay } from '../../server/calendar/working-days.ts'

it('works from Monday to Friday', () => {
  expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map(isWorkingDay)).toEqual([true, false, false, true])
})

it('counts working days after a day that does not count itself', () => {
  expect(addWorkingDays('2026-11-18', 5)).toBe('2026-11-25')
  expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23')
  expect(addWorkingDays('2026-11-21', 1)).toBe('2026-11-23')
  expect(addWorkingDays('2026-11-21', 0)).toBe('2026-11-21')
})
