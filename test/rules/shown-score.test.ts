import { expect, it } from 'vitest'
import { gradeLimits, shownBp } from '../../server/audits/shown-score.ts'
import type { Scoring } from '../../server/checklists/format.ts'

const scoring = {
  grade_on: 'exact',
  display_decimals: 1,
  bands: [{ min: 90 }, { min: 79.5 }, { min: 0 }],
} as unknown as Scoring

it('stores half-up basis points, but never over a limit that the exact score does not reach', () => {
  const shown = ['177/2', '899994/10000', '899996/10000', '90/1', '2/3', '79499996/1000000'].map((percent) =>
    shownBp({ percent }, scoring),
  )
  expect(shown).toEqual([8850, 8999, 8999, 9000, 67, 7949])
})

it('has no figure where there is no score', () => expect(shownBp({ percent: null }, scoring)).toBeNull())

it('follows the displayed figure where the checklist grades that', () => {
  expect(shownBp({ percent: '8996/100' }, { ...scoring, grade_on: 'displayed' })).toBe(9000)
})

it('names every limit, those of alternative conditions too', () => {
  const withAlternative = { ...scoring, bands: [{ any_of: [{ min: 95 }] }, { min: 80 }, {}] } as unknown as Scoring
  expect(gradeLimits(withAlternative)).toEqual([{ minBp: 9500 }, { minBp: 8000 }])
})
