import type { Band, BandCondition, Scoring } from '../checklists/format.ts'
import {
  basisPoints,
  divide,
  fraction,
  fromExact,
  fromNumber,
  hundred,
  isAtMost,
  multiply,
  negate,
  type Rational,
  roundHalfUp,
  subtract,
} from '../scoring/rational.ts'
import type { ScoreResult, SectionResult } from '../scoring/result.ts'

/**
 * What a score is read as: a percentage, points off (fewer is better), points left of a start, or points earned. What the
 * grade table compares decides; a rollup that only counts points off, or takes them off a start, decides by itself.
 *
 * A value of a score is a whole number of hundredths of its unit (basis points of a percentage), and greater is always better:
 * points off are negative. So values of one checklist can be ordered, averaged and compared whatever their unit.
 */
export type ScoreUnit = 'percent' | 'points_off' | 'points_left' | 'points_earned'
export type PointUnit = Exclude<ScoreUnit, 'percent'>

const rowsOf = (bands: readonly Band[]): BandCondition[] => bands.flatMap((band) => [band, ...(band.any_of ?? [])])

export const unitOf = ({ bands, rollup }: Scoring): ScoreUnit => {
  if (rollup === 'demerit_sum') return 'points_off'
  if (rollup === 'start_minus') return 'points_left'
  const rows = rowsOf(bands)
  if (rows.some((row) => row.min !== undefined)) return 'percent'
  if (rows.some((row) => row.max_total !== undefined)) return 'points_off'
  return rows.some((row) => row.min_points !== undefined) ? 'points_earned' : 'percent'
}

/** Sections are read as points off where the whole is points off or left; elsewhere as percentages. */
export const sectionUnitOf = (unit: ScoreUnit): 'percent' | 'points_off' =>
  unit === 'points_off' || unit === 'points_left' ? 'points_off' : 'percent'

/** What a row of the grade table asks of the score itself, in its unit; undefined where it asks for something else. */
const limitOf = (scoring: Scoring, { max_total, min, min_points }: BandCondition): Rational | undefined => {
  const start = fromNumber(scoring.start_minus?.start ?? 100)
  switch (unitOf(scoring)) {
    case 'percent':
      return min === undefined ? undefined : fromNumber(min)
    case 'points_off':
      return max_total === undefined ? undefined : negate(fromNumber(max_total))
    case 'points_left':
      if (min_points !== undefined) return fromNumber(min_points)
      if (max_total !== undefined) return subtract(start, fromNumber(max_total))
      return min === undefined ? undefined : divide(multiply(fromNumber(min), start), hundred)
    case 'points_earned':
      return min_points === undefined ? undefined : fromNumber(min_points)
  }
}

/** Every value of the score at which a checklist's grades change. */
const limitsOf = (scoring: Scoring): Rational[] => rowsOf(scoring.bands).flatMap((row) => limitOf(scoring, row) ?? [])

/** The limits of the grades as values, so that a figure never rounds into a grade that was not given. */
export const gradeLimits = (scoring: Scoring): { minBp: number }[] =>
  limitsOf(scoring).map((limit) => ({ minBp: basisPoints(limit) }))

/** A row of the grade table on the scale of the score; `minBp` is null where the row has no limit of its own on it. */
export type GradeRow = { grade: string; minBp: number | null }

/**
 * The grade table as a scale, best first. What is below every limit falls into the last row: it begins at 0 where nothing
 * can be less, and has no limit where points off may be any number.
 */
export const gradeRows = (scoring: Scoring): GradeRow[] =>
  scoring.bands.map((band, index, all) => {
    if (index === all.length - 1) return { grade: band.grade, minBp: unitOf(scoring) === 'points_off' ? null : 0 }
    const limit = limitOf(scoring, band)
    return { grade: band.grade, minBp: limit === undefined ? null : basisPoints(limit) }
  })

/** How the scores of a checklist are printed: see `views/score.ts`. */
export type ScoreScale = { unit: ScoreUnit; decimals: number; limits: readonly { minBp: number }[] }

export const scaleOf = (scoring: Scoring): ScoreScale => ({
  unit: unitOf(scoring),
  decimals: scoring.display_decimals,
  limits: gradeLimits(scoring),
})

/** Hundredths of an exact value, half-up, but never over a limit that the value does not reach. */
const hundredthsBelow = (exact: Rational, limits: readonly Rational[]): number => {
  const reached = (value: Rational) => limits.filter((limit) => isAtMost(limit, value)).length
  const rounded = basisPoints(exact)
  return reached(fraction(rounded, 100)) > reached(exact) ? rounded - 1 : rounded
}

/**
 * The percentage in basis points as it is stored and shown: half-up, but never over a limit of the grades that the exact score
 * does not reach (89.996 is 8999, not 9000), so that figure and grade agree. Where the checklist grades the displayed figure,
 * that one.
 */
export const shownBp = (result: Pick<ScoreResult, 'percent'>, scoring: Scoring): number | null => {
  if (result.percent === null) return null
  const exact = fromExact(result.percent)
  const shown = scoring.grade_on === 'displayed' ? roundHalfUp(exact, scoring.display_decimals) : exact
  return hundredthsBelow(shown, unitOf(scoring) === 'percent' ? limitsOf(scoring) : [])
}

/** The score in points as a value; null where it is read as a percentage, or where there is none. */
const shownPoints = (result: ScoreResult, scoring: Scoring): number | null => {
  if (result.percent === null) return null
  const limits = limitsOf(scoring)
  switch (unitOf(scoring)) {
    case 'percent':
      return null
    case 'points_off':
      return hundredthsBelow(negate(fromExact(result.lost)), limits)
    case 'points_left': {
      const left = divide(multiply(fromExact(result.percent), fromExact(result.possible)), hundred)
      return hundredthsBelow(left, limits)
    }
    case 'points_earned':
      return hundredthsBelow(fromExact(result.earned), limits)
  }
}

/** The columns of an audit that hold its score. */
export type ScoreColumns = { score_bp: number | null; score_points: number | null; score_unit: PointUnit | null }

export const scoreColumns = (result: ScoreResult, scoring: Scoring): ScoreColumns => {
  const unit = unitOf(scoring)
  return {
    score_bp: shownBp(result, scoring),
    score_points: shownPoints(result, scoring),
    score_unit: unit === 'percent' ? null : unit,
  }
}

/** The value of a stored score, and of a stored section. */
export const scoreValueOf = (row: Pick<ScoreColumns, 'score_bp' | 'score_points'>): number | null =>
  row.score_points ?? row.score_bp
export const sectionValueOf = (row: { percent_bp: number | null; points: number | null }): number | null =>
  row.points ?? row.percent_bp

/** The value of a score that is not stored: that of a sheet being filled in. */
export const scoreValue = (result: ScoreResult, scoring: Scoring): number | null =>
  scoreValueOf(scoreColumns(result, scoring))

/** The columns of a section that hold its score; without a score it has no points either. */
export const sectionColumns = (
  { lost, percent, percentBp }: SectionResult,
  scoring: Scoring,
): { percent_bp: number | null; points: number | null } => ({
  percent_bp: percentBp,
  points:
    percent === null || sectionUnitOf(unitOf(scoring)) === 'percent' ? null : basisPoints(negate(fromExact(lost))),
})

/** The score of a section that is not stored, with its unit. */
export const sectionScore = (
  section: SectionResult,
  scoring: Scoring,
): { unit: ReturnType<typeof sectionUnitOf>; value: number | null } => ({
  unit: sectionUnitOf(unitOf(scoring)),
  value: sectionValueOf(sectionColumns(section, scoring)),
})
