import type { Scoring } from '../checklists/format.ts'
import type { EvaluatedGate } from './gates.ts'
import { decimalText, fromNumber, isAtMost, type Rational, roundHalfUp } from './rational.ts'

/** Row of the grade table that a percentage falls into: the first `min` it reaches, below all of them the last. */
export function bandOf(percent: Rational, scoring: Scoring): number {
  const shown = scoring.grade_on === 'displayed' ? roundHalfUp(percent, scoring.display_decimals) : percent
  const row = scoring.bands.findIndex((band) => isAtMost(fromNumber(band.min), shown))
  return row < 0 ? scoring.bands.length - 1 : row
}

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
 * print a better (or worse) one than was given, it gets as many decimals as it takes: 89.95 and B, not 90.0 and B.
 */
export function printedPercent(percent: Rational, scoring: Scoring): string {
  if (isAtMost(percent, fromNumber(0))) return decimalText(fromNumber(0), scoring.display_decimals)
  const row = bandOf(percent, scoring)
  for (let decimals = scoring.display_decimals; decimals < mostDecimals; decimals += 1) {
    if (bandOf(roundHalfUp(percent, decimals), scoring) === row) return decimalText(percent, decimals)
  }
  return decimalText(percent, mostDecimals)
}
