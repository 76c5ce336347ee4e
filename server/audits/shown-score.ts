import type { Scoring } from '../checklists/format.ts'
import { bandOf } from '../scoring/grade.ts'
import { basisPoints, fraction, fromExact, type Rational, roundHalfUp } from '../scoring/rational.ts'
import type { ScoreResult } from '../scoring/result.ts'

/**
 * The score in basis points as it is stored and shown: half-up, but never into a better grade than the exact score has
 * (89.996 is 8999, not 9000), so that figure and grade agree. Where the checklist grades the displayed figure, that one.
 */
export const shownBp = (result: Pick<ScoreResult, 'percent'>, scoring: Scoring): number | null => {
  if (result.percent === null) return null
  const exact = fromExact(result.percent)
  const shown = scoring.grade_on === 'displayed' ? roundHalfUp(exact, scoring.display_decimals) : exact
  const bp = basisPoints(shown)
  return rowOf(fraction(bp, 100), scoring) < rowOf(shown, scoring) ? bp - 1 : bp
}

const rowOf = (percent: Rational, scoring: Scoring) => bandOf(percent, { ...scoring, grade_on: 'exact' })
