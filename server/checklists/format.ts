import { z } from 'zod'
import {
  type Anchor,
  type Frozen,
  type Limits,
  pair,
  pairOf,
  ratio,
  type SampleBand,
  type Severity,
  sentence,
  severity,
  type Text,
  writtenOwn,
} from './vocabulary-format.ts'

export type { Anchor, Common, Limits, SampleBand, Scale, Severity, Text } from './vocabulary-format.ts'

/**
 * The format of a checklist file (`dealer-checklist/1`), as a person writes it, and the types of the resolved, self-contained content that the rest of the product works with.
 * Pure code takes the types with `import type`, so that zod never reaches the browser. The message of a pattern is the end of the word key
 * `checklist.problem.…` that explains it.
 */

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'bad_code')
const percent = z.number().min(0).max(100)
const count = z.int().min(0)
const share = z.string().regex(/^\d{1,6}\/[1-9]\d{0,5}$/, 'bad_share')
const decimals = z.int().min(0).max(4)

export const kinds = ['oem_audit', 'mystery_shop', 'self_check'] as const
export const classes = ['must', 'should', 'bonus', 'info'] as const
export const factors = ['dissatisfier', 'neutral', 'satisfier'] as const
export const frequencies = ['daily', 'weekly', 'monthly'] as const

const ratings = z.strictObject({ combine: z.enum(['mean', 'worst']), decimals })
const sample = { type: z.literal('sample'), size: z.int().min(1), unit: pair }

/** `response` of an item, as written. */
export const writtenResponse = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('yes_no') }),
  z.strictObject({ type: z.literal('scale'), scale: z.string(), ratings: ratings.optional() }),
  z.discriminatedUnion('rule', [
    z.strictObject({ ...sample, rule: z.literal('ratio') }),
    z.strictObject({ ...sample, rule: z.literal('accept'), accept: count }),
    z.strictObject({ ...sample, rule: z.literal('bands'), bands: z.string() }),
  ]),
  z.strictObject({
    type: z.literal('number'),
    unit: z.union([sentence, pair]),
    min_ok: z.number().optional(),
    max_ok: z.number().optional(),
  }),
  z.strictObject({
    type: z.literal('duration'),
    from: z.string(),
    to: z.string(),
    bands: z.array(z.union([z.strictObject({ max_s: count, ratio }), z.strictObject({ else_ratio: ratio })])).min(2),
  }),
  z.strictObject({
    type: z.literal('choice'),
    options: z.array(pairOf({ code, ratio: z.number().min(-1).max(1) })).min(2),
  }),
  z.strictObject({ type: z.literal('text') }),
])

const onFail = z.enum(['on_fail', 'always'])
const always = z.literal('always')

/** One fact to judge, as written. */
export const writtenItem = z.strictObject({
  id: code,
  text: pair,
  method: z.string(),
  response: writtenResponse,
  points: z.number().min(0).max(10_000),
  class: z.enum(classes),
  critical: z.boolean(),
  factor: z.enum(factors),
  evidence: z.strictObject({
    photo: onFail.optional(),
    note: onFail.optional(),
    document: onFail.optional(),
    sample_refs: always.optional(),
    measured_value: always.optional(),
    timestamps: always.optional(),
    receipt: always.optional(),
  }),
  responsible: z.string(),
  capa_days: z.int().min(0).max(3650),
  na_allowed: z.boolean(),
  frequency: z.enum(frequencies).optional(),
  applies_if: z.strictObject({ reached: z.string() }).optional(),
  losses: z.array(pairOf({ code, severity: severity.optional() })).optional(),
  photos: z.array(pairOf({ code })).optional(),
  guide: pair.optional(),
  tags: z.array(z.string().regex(/^[a-z0-9]+(:[a-z0-9-]+|-[a-z0-9-]+)?$/, 'bad_tag')).optional(),
})

/** Conditions of a gate; where several are written, all must hold. */
export const gateCondition = z.strictObject({
  /** At least n critical items failed. */
  critical_failed_min: z.int().min(1).optional(),
  /** Some section with a score lies below this percentage (after `section_round_decimals`). */
  any_section_below: percent.optional(),
  /** The named section has a score and lies below this percentage. */
  section_below: z.strictObject({ section: z.string(), percent }).optional(),
  /** The named item failed. */
  item_failed: z.string().optional(),
  /** Some critical item has this score or less: the anchor of a scale, the score of a banded sample, else points earned. */
  critical_score_at_most: z.number().optional(),
  /** As `critical_score_at_most`, over all items with possible points. */
  any_score_at_most: z.number().optional(),
  /** At least so many findings of each named severity. */
  count_by_severity: z
    .strictObject({
      critical: count.optional(),
      major: count.optional(),
      minor: count.optional(),
      observation: count.optional(),
    })
    .optional(),
  /** One single item lost at least so many points. */
  max_single: z.number().positive().optional(),
  /** A smaller share of the scorable items than n/m was answered with something other than N/A. */
  coverage_below: share.optional(),
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
})

export const writtenScoring = z.strictObject({
  rollup: z.enum(['pooled_points', 'weighted_sections']),
  /** What N/A is worth: outside the score, 0 of the item's points, or all of them. */
  na: z.enum(['exclude', 'zero', 'full']),
  unanswered: z.enum(['block_submit', 'zero']),
  min_coverage: z.strictObject({ scope: z.enum(['audit', 'section']), min: share }),
  rounding: z.literal('half_up'),
  display_decimals: decimals,
  section_round_decimals: decimals.optional(),
  grade_on: z.enum(['exact', 'displayed']).optional(),
  bonus_cap: z.number().min(100).optional(),
  index_scale: z.int().min(1).optional(),
  bands: z.array(pairOf({ grade: z.string().min(1), min: z.number(), rebate: z.number().min(0).optional() })).min(1),
  // biome-ignore lint/suspicious/noThenProperty: when/then is the format's wording, and `then` never holds a function
  gates: z.array(pairOf({ id: code, when: gateCondition, then: gateEffect })).optional(),
})

export const writtenTimeline = z.strictObject({
  marks: z.array(pairOf({ id: code })).min(1),
  order: z.array(z.string()),
  not_reached_allowed: z.array(z.string()),
})

/** A whole checklist file, as written. Names that point elsewhere are checked in read.ts. */
export const writtenChecklist = z.strictObject({
  schema: z.literal('dealer-checklist/1'),
  id: code,
  version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'bad_version'),
  kind: z.enum(kinds),
  program: z.string().regex(/^[a-z0-9_]+$/, 'bad_code'),
  title: pair,
  purpose: pair,
  announce: z.enum(['announced', 'unannounced', 'covert', 'none']),
  blind: z.boolean(),
  duration_min: z.int().min(1),
  scoring: writtenScoring,
  scenario: z
    .strictObject({
      brief: pair,
      must_do: z.array(pair),
      must_not: z.array(pair),
      proof_of_visit: z.array(pair),
    })
    .optional(),
  timeline: writtenTimeline.optional(),
  schedule: z
    .strictObject({
      daily: z.string().optional(),
      weekly: z.string().optional(),
      monthly: z.string().optional(),
    })
    .optional(),
  ...writtenOwn,
  sections: z
    .array(
      z.strictObject({ id: code, title: pair, weight: z.number().min(0).max(100), items: z.array(writtenItem).min(1) }),
    )
    .min(1),
})

export type WrittenChecklist = z.infer<typeof writtenChecklist>
export type WrittenItem = z.infer<typeof writtenItem>

export type Kind = (typeof kinds)[number]
export type Frequency = (typeof frequencies)[number]
/** A moment of a mystery visit whose time is taken. */
export type Mark = Text & { readonly id: string }
/** A row of the grade table: the first whose `min` (percent) is at most the result wins. `rebate` is a coefficient. */
export type Band = Text & { readonly grade: string; readonly min: number; readonly rebate?: number }
export type GateCondition = Frozen<z.infer<typeof gateCondition>>
export type GateEffect = Frozen<z.infer<typeof gateEffect>>
export type Gate = Text & { readonly id: string; readonly when: GateCondition; readonly then: GateEffect }
/** A loss description to tick; `severity` may raise the severity of the finding. */
export type Loss = Text & { readonly code: string; readonly severity?: Severity }
export type NamedPhoto = Text & { readonly code: string }
export type Option = Text & { readonly code: string; readonly ratio: number }

/** `{type: 'scale'}` with the named scale written into it; anchors from best to worst. */
export type ScaleResponse = Limits & {
  readonly type: 'scale'
  readonly scale: string
  readonly anchors: readonly Anchor[]
  /** Present where a question is rated several times: how the ratings become one score (VDA 6.3: mean, 2 decimals). */
  readonly ratings?: { readonly combine: 'mean' | 'worst'; readonly decimals: number }
}
/** `{type: 'sample'}`; with rule `bands` the band set is written into it, with the limits of the scale it is judged by. */
export type SampleResponse = { readonly type: 'sample'; readonly size: number; readonly unit: Text } & (
  | { readonly rule: 'ratio' }
  | { readonly rule: 'accept'; readonly accept: number }
  | {
      readonly rule: 'bands'
      readonly band_set: string
      readonly bands: readonly SampleBand[]
      readonly limits: Limits
    }
)
export type NumberResponse = {
  readonly type: 'number'
  readonly unit: Text
  readonly min_ok?: number
  readonly max_ok?: number
}
/** Seconds between two marks; the first band whose `max_s` is not exceeded gives the ratio, else `else_ratio`. */
export type DurationResponse = {
  readonly type: 'duration'
  readonly from: string
  readonly to: string
  readonly bands: readonly { readonly max_s: number; readonly ratio: number }[]
  readonly else_ratio: number
}
export type ChoiceResponse = { readonly type: 'choice'; readonly options: readonly Option[] }
export type Response =
  | { readonly type: 'yes_no' }
  | ScaleResponse
  | SampleResponse
  | NumberResponse
  | DurationResponse
  | ChoiceResponse
  | { readonly type: 'text' }

/** An item as the product uses it: names resolved, `losses`, `photos` and `tags` always present (possibly empty). */
export type Item = Omit<Frozen<WrittenItem>, 'response' | 'losses' | 'photos' | 'tags'> & {
  readonly response: Response
  readonly losses: readonly Loss[]
  readonly photos: readonly NamedPhoto[]
  readonly tags: readonly string[]
}
export type Section = {
  readonly id: string
  readonly title: Text
  readonly weight: number
  readonly items: readonly Item[]
}
export type Scoring = Omit<Frozen<WrittenChecklist['scoring']>, 'bands' | 'gates' | 'grade_on'> & {
  readonly grade_on: 'exact' | 'displayed'
  readonly bands: readonly Band[]
  readonly gates: readonly Gate[]
}

/**
 * One checklist version with everything in it that is needed to run, score and print it for ever: the shared vocabularies
 * are resolved, and `words` holds the names of exactly those positions, methods, classes and factors that it uses.
 * Plain JSON, deeply frozen.
 */
export type ChecklistContent = Omit<Frozen<WrittenChecklist>, 'scoring' | 'sections' | keyof typeof writtenOwn> & {
  readonly scoring: Scoring
  readonly sections: readonly Section[]
  readonly words: {
    readonly positions: Readonly<Record<string, Text>>
    readonly methods: Readonly<Record<string, Text>>
    readonly classes: Readonly<Record<string, Text>>
    readonly factors: Readonly<Record<string, Text>>
  }
}
