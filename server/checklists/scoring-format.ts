import { z } from 'zod'
import { code, count, decimals, type Frozen, pairOf, percent, points, share, type Text } from './vocabulary-format.ts'

/** `scoring` of a checklist: policies, rollups, gates and grades. */

const bySeverity = (value: z.ZodNumber) =>
  z.strictObject({
    critical: value.optional(),
    major: value.optional(),
    minor: value.optional(),
    observation: value.optional(),
  })

/** Conditions of a gate; where several are written, all must hold. */
export const gateCondition = z.strictObject({
  /** At least n critical items failed. */
  critical_failed_min: z.int().min(1).optional(),
  /** Some section with a score lies below this percentage (after `section_round_decimals`). */
  any_section_below: percent.optional(),
  /** The named section has a score and lies below this percentage. */
  section_below: z.strictObject({ section: z.string(), percent }).optional(),
  /** Some group (of this kind, where one is named) with a score lies below this percentage. */
  any_group_below: z.strictObject({ kind: code.optional(), percent }).optional(),
  /** At least n sections lie below their own `pass_mark`. */
  sections_failed_min: z.int().min(1).optional(),
  /** The named item failed. */
  item_failed: z.string().optional(),
  /** The named item has this score or less; see `critical_score_at_most`. */
  item_score_at_most: z.strictObject({ item: z.string(), score: z.number() }).optional(),
  /** Some critical item has this score or less: the anchor of a scale, the score of a banded sample, else points earned. */
  critical_score_at_most: z.number().optional(),
  /** As `critical_score_at_most`, over all items with possible points. */
  any_score_at_most: z.number().optional(),
  /** At least so many findings of each named severity. */
  count_by_severity: bySeverity(count).optional(),
  /** One single item lost at least so many points. */
  max_single: z.number().positive().optional(),
  /** A smaller share of the scorable items than n/m was answered with something other than N/A. */
  coverage_below: share.optional(),
  /** At least n scorable items are N/A. */
  not_applicable_min: z.int().min(1).optional(),
  /** At least n findings repeat a finding of the audit before. */
  finding_repeat: z.int().min(1).optional(),
})

/** What a triggered gate does: exactly one of these. */
export const gateEffect = z.strictObject({
  /** The grade is this one at best. */
  cap_grade: z.string().optional(),
  /** The grade is this one, whatever the score. */
  set_grade: z.string().optional(),
  /** true: every section holding an item or section that triggered the gate gets 0 points; or the id of one section. */
  zero_section: z.union([z.literal(true), z.string()]).optional(),
  zero_audit: z.literal(true).optional(),
  /** Points taken off the points earned. */
  deduct_points: z.number().positive().optional(),
  /** Taken off in percent of all possible points. */
  deduct_percent_of_possible: z.number().positive().optional(),
  /** With a deduction: taken off once for every item that triggered the gate, not once in all. */
  each: z.literal(true).optional(),
  /** With a deduction: taken off the sections that hold what triggered the gate (and of their possible points), not the whole. */
  from: z.literal('section').optional(),
})

/** What a row of the grade table may ask for besides its `min`; all of it must hold. */
const conditions = {
  /** Percent of the whole. */
  min: z.number().optional(),
  /** Points earned in all. */
  min_points: z.number().optional(),
  /** Every section with a score reaches this percentage (after `section_round_decimals`). */
  min_section: percent.optional(),
  /** Every section with a score reaches its own `pass_mark`. */
  all_sections_pass: z.literal(true).optional(),
  /** Points lost in all (demerits), at most. */
  max_total: z.number().min(0).optional(),
  /** Points lost by any single item, at most. */
  max_single: z.number().min(0).optional(),
  /** Findings of a severity, at most. */
  max_critical: count.optional(),
  max_major: count.optional(),
  max_minor: count.optional(),
  max_observation: count.optional(),
}
export const bandCondition = z.strictObject(conditions)
const band = pairOf({
  grade: z.string().min(1),
  rebate: z.number().min(0).optional(),
  ...conditions,
  /** Besides the conditions of the row itself, those of one of these must hold. */
  any_of: z.array(bandCondition).min(2).optional(),
})

export const rollups = [
  'pooled_points',
  'weighted_sections',
  'mean_sections',
  'lowest_section',
  'demerit_sum',
  'start_minus',
] as const
export const sectionRollups = ['pooled_points', 'mean_items', 'lowest_item'] as const

export const writtenScoring = z.strictObject({
  rollup: z.enum(rollups),
  section_rollup: z.enum(sectionRollups).optional(),
  /** With rollup `start_minus`: points at the start; per severity, what a finding takes off instead of its item's lost points. */
  start_minus: z.strictObject({ start: z.number().positive(), per_severity: bySeverity(points).optional() }).optional(),
  /** What N/A is worth: outside the score, 0 of the item's points, all of them; or it may not be chosen at all. */
  na: z.enum(['exclude', 'zero', 'full', 'forbid']),
  unanswered: z.enum(['block_submit', 'zero', 'exclude']),
  min_coverage: z.strictObject({
    scope: z.enum(['audit', 'section', 'group']),
    min: share,
    /** At most so many scorable items without an answer of their own. */
    most_na: count.optional(),
  }),
  rounding: z.literal('half_up'),
  display_decimals: decimals,
  section_round_decimals: decimals.optional(),
  /** Rounds for good, so that what is built on it sees the rounded value: points of items, percent of sections and of the whole. */
  round: z
    .strictObject({ points: decimals.optional(), section: decimals.optional(), whole: decimals.optional() })
    .optional(),
  grade_on: z.enum(['exact', 'displayed']).optional(),
  /** The whole is never below this percentage, whatever was taken off. */
  floor: z.number().optional(),
  bonus_cap: z.number().min(100).optional(),
  /** All bonus items together add so many points at most. */
  bonus_points_cap: points.optional(),
  index_scale: z.int().min(1).optional(),
  /** What the section weights add up to, where published ones do not make 100 (24 + 21 + 21 + 18 + 17). */
  weights_add_to: points.optional(),
  groups: z
    .array(pairOf({ id: code, kind: code }))
    .min(1)
    .optional(),
  bands: z.array(band).min(1),
  // biome-ignore lint/suspicious/noThenProperty: when/then is the format's wording, and `then` never holds a function
  gates: z.array(pairOf({ id: code, when: gateCondition, then: gateEffect })).optional(),
})

export type WrittenScoring = z.infer<typeof writtenScoring>
export type WrittenGate = NonNullable<WrittenScoring['gates']>[number]
export type BandCondition = Frozen<z.infer<typeof bandCondition>>
/** A row of the grade table: the first whose conditions all hold wins, else the last. `rebate` is a coefficient. */
export type Band = Frozen<z.infer<typeof band>>
export type GateCondition = Frozen<z.infer<typeof gateCondition>>
export type GateEffect = Frozen<z.infer<typeof gateEffect>>
export type Gate = Text & { readonly id: string; readonly when: GateCondition; readonly then: GateEffect }
/** Items of several sections that have a result together, such as a process step or a sub-element of VDA 6.3. */
export type Group = Text & { readonly id: string; readonly kind: string }
export type Scoring = Omit<Frozen<WrittenScoring>, 'gates' | 'grade_on'> & {
  readonly grade_on: 'exact' | 'displayed'
  readonly gates: readonly Gate[]
}
