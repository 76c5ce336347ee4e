import type { Scoring, Section } from '../checklists/format.ts'
import type { ScoredItem } from './item.ts'
import { add, divide, fromNumber, hundred, isZero, lesser, multiply, type Rational, zero } from './rational.ts'

/** Points of a section or of the whole; `percent` is null where no points were possible. */
export type Total = { earned: Rational; possible: Rational; percent: Rational | null }
export type ScoredSection = Total & { id: string; weight: Rational; answered: number; asked: number; zeroed: boolean }

/** `100 · earned / possible`; null without possible points: never 0, never 100. */
export const percentOf = (earned: Rational, possible: Rational): Rational | null =>
  isZero(possible) ? null : multiply(divide(earned, possible), hundred)

/** Adds up points; nothing possible gives no percentage. */
export function totalOf(parts: Iterable<{ earned: Rational; possible: Rational } | null>): Total {
  let earned = zero
  let possible = zero
  for (const part of parts) {
    if (part === null) continue
    earned = add(earned, part.earned)
    possible = add(possible, part.possible)
  }
  return { earned, possible, percent: percentOf(earned, possible) }
}

/** Adds up one section's items. */
export function rollUpSection(section: Section, items: readonly ScoredItem[]): ScoredSection {
  const asked = items.filter((scored) => scored.state !== 'not_asked')
  return {
    id: section.id,
    weight: fromNumber(section.weight),
    ...totalOf(asked.map((scored) => scored.points)),
    answered: asked.filter((scored) => scored.state !== 'unanswered').length,
    asked: asked.length,
    zeroed: false,
  }
}

/** A section whose points a gate took: what was possible stays. */
export const withoutPoints = (section: ScoredSection): ScoredSection => ({
  ...section,
  earned: zero,
  percent: percentOf(zero, section.possible),
  zeroed: true,
})

/**
 * The whole from its sections. `pooled_points`: Σ earned / Σ possible. `weighted_sections`: Σ weight · percent / Σ weight over
 * the sections with a score, so an empty section's weight falls to the others and weights need not add to 100.
 * Capped at `bonus_cap` percent.
 */
export function rollUp(sections: readonly ScoredSection[], scoring: Scoring): Total {
  const total = totalOf(sections)
  const percent = scoring.rollup === 'pooled_points' ? total.percent : weightedMean(sections)
  const isCapped = percent !== null && scoring.bonus_cap !== undefined
  return { ...total, percent: isCapped ? lesser(percent, fromNumber(scoring.bonus_cap)) : percent }
}

/** Σ weight · percent / Σ weight over the parts that have a percentage; null when none has, or all weights are 0. */
export function weightedMean(parts: readonly { weight: Rational; percent: Rational | null }[]): Rational | null {
  let sum = zero
  let weights = zero
  for (const { weight, percent } of parts) {
    if (percent === null) continue
    sum = add(sum, multiply(weight, percent))
    weights = add(weights, weight)
  }
  return isZero(weights) ? null : divide(sum, weights)
}
