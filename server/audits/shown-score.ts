import type { Scoring } from '../checklists/format.ts'
import {
  basisPoints,
  fraction,
  fromExact,
  fromNumber,
  isAtMost,
  type Rational,
  roundHalfUp,
} from '../scoring/rational.ts'
import type { ScoreResult } from '../scoring/result.ts'

/**
 * What a score is read as: a percentage, points off (fewer is better), points left of a start, or points earned. What the
 * grade table compares decides; a rollup that only counts points off, or takes them off a start, decides by itself.
 */
export type ScoreUnit = 'percent' | 'points_off' | 'points_left' | 'points_earned'

export const unitOf = ({ bands, rollup }: Scoring): ScoreUnit => {
  if (rollup === 'demerit_sum') return 'points_off'
  if (rollup === 'start_minus') return 'points_left'
  const rows = bands.flatMap((band) => [band, ...(band.any_of ?? [])])
  if (rows.some((row) => row.min !== undefined)) return 'percent'
  if (rows.some((row) => row.max_total !== undefined)) return 'points_off'
  return rows.some((row) => row.min_points !== undefined) ? 'points_earned' : 'percent'
}

/** Every percentage at which a checklist's grades change. */
const limitsOf = (scoring: Scoring): number[] =>
  scoring.bands
    .flatMap(({ any_of = [], min }) => [min, ...any_of.map((row) => row.min)])
    .filter((min) => min !== undefined)

/** The limits of the grades in basis points, so that a figure never rounds into a grade that was not given. */
export const gradeLimits = (scoring: Scoring): { minBp: number }[] =>
  limitsOf(scoring).map((min) => ({ minBp: Math.round(min * 100) }))

/**
 * The score in basis points as it is stored and shown: half-up, but never over a limit of the grades that the exact score does
 * not reach (89.996 is 8999, not 9000), so that figure and grade agree. Where the checklist grades the displayed figure, that one.
 */
export const shownBp = (result: Pick<ScoreResult, 'percent'>, scoring: Scoring): number | null => {
  if (result.percent === null) return null
  const exact = fromExact(result.percent)
  const shown = scoring.grade_on === 'displayed' ? roundHalfUp(exact, scoring.display_decimals) : exact
  const reached = (value: Rational) => limitsOf(scoring).filter((min) => isAtMost(fromNumber(min), value)).length
  const bp = basisPoints(shown)
  return reached(fraction(bp, 100)) > reached(shown) ? bp - 1 : bp
}
