import type { Band, BandCondition, Scoring, Severity } from '../checklists/format.ts'
import { type EvaluatedGate, type Facts, findingsOf, sectionsBelow, sectionsFailed } from './gate-conditions.ts'
import {
  decimalText,
  exact,
  fraction,
  fromNumber,
  greater,
  isAtMost,
  isBelow,
  type Rational,
  roundHalfUp,
  zero,
} from './rational.ts'
import type { Tried, Unmet } from './result.ts'
import type { Total } from './rollup.ts'

/** What the grade table looks at: the whole, and everything that gates see too. */
export type Graded = Facts & { total: Total & { percent: Rational } }

/**
 * The row of the grade table: the first whose conditions all hold, else the last; with every row tried on the way. Which
 * percentage `min` looks at, exact or as displayed, the checklist says.
 */
export function bandOf(graded: Graded, scoring: Scoring): { row: number; tried: Tried[] } {
  const tried: Tried[] = []
  for (const [row, band] of scoring.bands.entries()) {
    const unmet = unmetOf(band, graded, scoring)
    tried.push({ grade: band.grade, unmet })
    if (unmet.length === 0) return { row, tried }
  }
  return { row: scoring.bands.length - 1, tried }
}

function unmetOf(band: Band, graded: Graded, scoring: Scoring): Unmet[] {
  const unmet = unmetConditions(band, graded, scoring)
  const alternatives = band.any_of?.map((alternative) => unmetConditions(alternative, graded, scoring))
  if (!alternatives || alternatives.some((missing) => missing.length === 0)) return unmet
  return [...unmet, { condition: 'any_of', alternatives }]
}

function unmetConditions(row: BandCondition, { total, ...facts }: Graded, scoring: Scoring): Unmet[] {
  const unmet: Unmet[] = []
  const atLeast = (condition: keyof BandCondition, limit: number | undefined, found: () => Rational) => {
    if (limit === undefined) return
    const value = found()
    if (isBelow(value, fromNumber(limit))) unmet.push({ condition, limit, found: exact(value) })
  }
  const atMost = (condition: keyof BandCondition, limit: number | undefined, found: () => Rational) => {
    if (limit === undefined) return
    const value = found()
    if (!isAtMost(value, fromNumber(limit))) unmet.push({ condition, limit, found: exact(value) })
  }
  const none = (condition: keyof BandCondition, limit: number | true, found: string[]) => {
    if (found.length > 0) unmet.push({ condition, limit, found })
  }
  const countOf = (severity: Severity) => () => fraction(findingsOf(facts.items, severity).length)

  atLeast('min', row.min, () => compared(total.percent, scoring))
  atLeast('min_points', row.min_points, () => total.earned)
  if (row.min_section !== undefined) {
    none('min_section', row.min_section, sectionsBelow(facts.sections, row.min_section, scoring))
  }
  if (row.all_sections_pass) none('all_sections_pass', true, sectionsFailed(facts.sections, scoring))
  atMost('max_total', row.max_total, () => total.lost)
  atMost('max_single', row.max_single, () => facts.items.reduce((most, { lost }) => greater(most, lost ?? zero), zero))
  atMost('max_critical', row.max_critical, countOf('critical'))
  atMost('max_major', row.max_major, countOf('major'))
  atMost('max_minor', row.max_minor, countOf('minor'))
  atMost('max_observation', row.max_observation, countOf('observation'))
  return unmet
}

const compared = (percent: Rational, { grade_on, display_decimals }: Scoring): Rational =>
  grade_on === 'displayed' ? roundHalfUp(percent, display_decimals) : percent

/** The row after gates: `set_grade` replaces the score's own row, caps hold it down; of several the lowest wins. */
export function bandAfterGates(byScore: number, gates: readonly EvaluatedGate[], scoring: Scoring): number {
  const rowOf = (grade: string) => scoring.bands.findIndex((band) => band.grade === grade)
  const triggered = gates.filter((evaluated) => evaluated.triggered).map(({ gate }) => gate.then)
  const set = triggered.flatMap(({ set_grade }) => (set_grade === undefined ? [] : rowOf(set_grade)))
  const caps = triggered.flatMap(({ cap_grade }) => (cap_grade === undefined ? [] : rowOf(cap_grade)))
  return Math.max(set.length > 0 ? Math.max(...set) : byScore, ...caps)
}

const mostDecimals = 8

/**
 * The percentage as printed, without the sign, never below 0. Where the grade looks at the exact value and rounding would
 * print one on the other side of a limit, it gets as many decimals as it takes: 89.95 and B, not 90.0 and B.
 */
export function printedPercent(percent: Rational, scoring: Scoring): string {
  if (isAtMost(percent, zero)) return decimalText(zero, scoring.display_decimals)
  const limits = scoring.bands.flatMap(({ min, any_of = [] }) => [min, ...any_of.map((each) => each.min)])
  const reached = (value: Rational) =>
    limits.filter((limit) => limit !== undefined && isAtMost(fromNumber(limit), value)).length
  const own = reached(compared(percent, scoring))
  for (let decimals = scoring.display_decimals; decimals < mostDecimals; decimals += 1) {
    if (reached(compared(roundHalfUp(percent, decimals), scoring)) === own) return decimalText(percent, decimals)
  }
  return decimalText(percent, mostDecimals)
}
