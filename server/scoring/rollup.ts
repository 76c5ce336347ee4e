import type { Group, Scoring, Section } from '../checklists/format.ts'
import type { ScoredItem } from './item.ts'
import {
  add,
  divide,
  fraction,
  fromNumber,
  greater,
  hundred,
  isZero,
  lesser,
  multiply,
  type Rational,
  roundHalfUp,
  subtract,
  zero,
} from './rational.ts'

/** Points of a section, group or the whole; `percent` is null where nothing counts. `lost` are points off (demerits). */
export type Total = { earned: Rational; possible: Rational; lost: Rational; percent: Rational | null }
export type ScoredSection = Total & {
  section: Section
  /** Points of bonus items, in `earned` too. */
  bonus: Rational
  /** Whether any item but a bonus takes part in the score. */
  counts: boolean
  answered: number
  asked: number
  zeroed: boolean
}
export type ScoredGroup = Total & { group: Group }

/** `100 · earned / possible`; null without possible points: never 0, never 100. */
export const percentOf = (earned: Rational, possible: Rational): Rational | null =>
  isZero(possible) ? null : multiply(divide(earned, possible), hundred)

/** Adds up points; nothing possible gives no percentage. */
export function totalOf(parts: Iterable<{ points: ScoredItem['points']; lost: Rational | null }>): Total {
  let earned = zero
  let possible = zero
  let lost = zero
  for (const part of parts) {
    if (part.points === null) continue
    earned = add(earned, part.points.earned)
    possible = add(possible, part.points.possible)
    if (part.lost) lost = add(lost, part.lost)
  }
  return { earned, possible, lost, percent: percentOf(earned, possible) }
}

/** One section from its items: see `ownTotal`; the percentage is rounded where the checklist rounds sections for good. */
export function rollUpSection(section: Section, items: readonly ScoredItem[], scoring: Scoring): ScoredSection {
  const asked = items.filter((scored) => scored.state !== 'not_asked')
  const bonus = totalOf(asked.filter(({ item }) => item.class === 'bonus')).earned
  const counts = asked.some(({ item, points }) => points !== null && item.class !== 'bonus')
  const { percent, ...total } = ownTotal(section, asked, counts, bonus, scoring)
  const decimals = scoring.round?.section
  return {
    section,
    ...total,
    bonus,
    counts,
    percent: percent === null || decimals === undefined ? percent : roundHalfUp(percent, decimals),
    answered: asked.filter((scored) => scored.state !== 'unanswered').length,
    asked: asked.length,
    zeroed: false,
  }
}

/**
 * `start`: what the items lose comes off the section's own points, down to 0 (扣完为止), bonus on top. Else Σ earned /
 * Σ possible (`pooled_points`), the mean of the items' percentages whatever their points, or the lowest of them.
 */
function ownTotal(
  section: Section,
  asked: readonly ScoredItem[],
  counts: boolean,
  bonus: Rational,
  scoring: Scoring,
): Total {
  const pooled = totalOf(asked)
  if (section.start !== undefined) {
    const possible = counts ? fromNumber(section.start) : zero
    const lost = lesser(pooled.lost, possible)
    const earned = add(subtract(possible, lost), bonus)
    return { earned, possible, lost, percent: percentOf(earned, possible) }
  }
  const rollup = section.rollup ?? scoring.section_rollup ?? 'pooled_points'
  if (rollup === 'pooled_points') return pooled
  const percents = asked.flatMap(({ points }) => (points ? (percentOf(points.earned, points.possible) ?? []) : []))
  return { ...pooled, percent: rollup === 'mean_items' ? mean(percents) : lowest(percents) }
}

/** Each group pooled over the items that name it, whatever section they are in. */
export function rollUpGroups(groups: readonly Group[], items: readonly ScoredItem[]): ScoredGroup[] {
  const members = membersOf(groups, items)
  return groups.map((group) => ({ group, ...totalOf(members.get(group.id) ?? []) }))
}

/** The items of each group. */
export function membersOf(groups: readonly Group[], items: readonly ScoredItem[]): Map<string, ScoredItem[]> {
  const members = new Map(groups.map(({ id }) => [id, [] as ScoredItem[]]))
  if (groups.length > 0) for (const one of items) for (const id of one.item.groups ?? []) members.get(id)?.push(one)
  return members
}

/** A section whose points a gate took: what was possible stays. */
export const withoutPoints = (section: ScoredSection): ScoredSection => ({
  ...section,
  earned: zero,
  bonus: zero,
  lost: section.possible,
  percent: percentOf(zero, section.possible),
  zeroed: true,
})

/** A section that a gate took points from; it may fall below 0. */
export function lessPoints(section: ScoredSection, points: Rational): ScoredSection {
  const off = percentOf(points, section.possible)
  if (off === null || section.percent === null) return section
  return {
    ...section,
    earned: subtract(section.earned, points),
    lost: add(section.lost, points),
    percent: subtract(section.percent, off),
  }
}

/**
 * The whole from its sections, before caps. `pooled_points` and `demerit_sum`: Σ earned / Σ possible. `weighted_sections`:
 * Σ weight · percent / Σ weight over the sections with a score, so an empty section's weight falls to the others and weights
 * need not add to 100; `mean_sections` the same with equal weights; `lowest_section` the lowest. `start_minus`: what is left
 * of the start after all points lost.
 */
export function rollUp(sections: readonly ScoredSection[], scoring: Scoring): Total {
  const pooled = totalOf(sections.map((section) => ({ points: section, lost: section.lost })))
  const excess = bonusBeyond(sections, scoring)
  switch (scoring.rollup) {
    case 'weighted_sections':
      return { ...pooled, percent: weightedMean(sections.map(weighed)) }
    case 'mean_sections':
      return { ...pooled, percent: mean(percentsOf(sections)) }
    case 'lowest_section':
      return { ...pooled, percent: lowest(percentsOf(sections)) }
    case 'start_minus': {
      const counts = sections.some((section) => section.counts)
      const possible = counts ? fromNumber(scoring.start_minus?.start ?? 100) : zero
      const bonus = subtract(
        sections.reduce((sum, section) => add(sum, section.bonus), zero),
        excess,
      )
      const earned = add(subtract(possible, pooled.lost), bonus)
      return { ...pooled, earned, possible, percent: percentOf(earned, possible) }
    }
    default: {
      const earned = subtract(pooled.earned, excess)
      return { ...pooled, earned, percent: percentOf(earned, pooled.possible) }
    }
  }
}

/** How much of the whole each section is, as a number from 0 to 1; null where it has no score or the rollup no shares. */
export function sharesOf(sections: readonly ScoredSection[], scoring: Scoring): (Rational | null)[] {
  const sizes = sections.map((section): Rational | null => {
    if (section.percent === null) return null
    if (scoring.rollup === 'weighted_sections') return fromNumber(section.section.weight)
    if (scoring.rollup === 'mean_sections') return fraction(1)
    return scoring.rollup === 'pooled_points' ? section.possible : null
  })
  const sum = sizes.reduce<Rational>((total, size) => (size ? add(total, size) : total), zero)
  return sizes.map((size) => (size === null || isZero(sum) ? null : divide(size, sum)))
}

/** Bonus points beyond `bonus_points_cap`. */
function bonusBeyond(sections: readonly ScoredSection[], { bonus_points_cap: cap }: Scoring): Rational {
  if (cap === undefined) return zero
  const bonus = sections.reduce((sum, section) => add(sum, section.bonus), zero)
  return greater(zero, subtract(bonus, fromNumber(cap)))
}

const weighed = ({ section, percent }: ScoredSection) => ({ weight: fromNumber(section.weight), percent })
const percentsOf = (sections: readonly ScoredSection[]) => sections.flatMap(({ percent }) => percent ?? [])

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

const mean = (percents: readonly Rational[]): Rational | null =>
  percents.length === 0 ? null : divide(percents.reduce(add), fraction(percents.length))
const lowest = (percents: readonly Rational[]): Rational | null =>
  percents.length === 0 ? null : percents.reduce(lesser)
