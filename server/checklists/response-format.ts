import { z } from 'zod'
import {
  type Anchor,
  code,
  count,
  decimals,
  type Frozen,
  type Limits,
  pair,
  pairOf,
  points,
  ratio,
  type SampleBand,
  sentence,
  signedPoints,
  type Text,
  writtenSeverity,
} from './vocabulary-format.ts'

/** How an item is answered and what each answer is worth: `response` of an item. */

const ratings = z.strictObject({ combine: z.enum(['mean', 'worst', 'sum']), decimals: decimals.optional() })
const sampled = { type: z.literal('sample'), unit: pair }
const sample = { ...sampled, size: z.int().min(1) }
const number = { type: z.literal('number'), unit: z.union([sentence, pair]) }

export const aqlLevels = ['S-1', 'S-2', 'S-3', 'S-4', 'I', 'II', 'III'] as const
/** Acceptance quality limits in percent nonconforming, the columns of MIL-STD-105E table II-A up to 10. */
export const aqls = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10] as const

/** What choosing an option is worth: exactly one of `ratio`, `points` (with `possible` or without) and `demerit`. */
const option = pairOf({
  code,
  ratio: z.number().min(-1).max(1).optional(),
  points: signedPoints.optional(),
  /** Points possible with this option, where they differ from option to option. */
  possible: points.optional(),
  /** Points that it costs. */
  demerit: points.optional(),
  severity: writtenSeverity.optional(),
})

const valueBands = z
  .array(
    z.union([
      z.strictObject({ min: z.number(), ratio }),
      z.strictObject({ max: z.number(), ratio }),
      z.strictObject({ else_ratio: ratio }),
    ]),
  )
  .min(2)

/** `response` of an item, as written. */
export const writtenResponse = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('yes_no') }),
  z.strictObject({ type: z.literal('scale'), scale: z.string(), ratings: ratings.optional() }),
  z.discriminatedUnion('rule', [
    z.strictObject({ ...sample, rule: z.literal('ratio') }),
    z.strictObject({ ...sample, rule: z.literal('accept'), accept: count }),
    z.strictObject({ ...sample, rule: z.literal('bands'), bands: z.string() }),
    z.strictObject({ ...sampled, rule: z.literal('aql'), level: z.enum(aqlLevels), aql: z.literal(aqls) }),
  ]),
  z.discriminatedUnion('rule', [
    z.strictObject({
      ...number,
      rule: z.literal('range').optional(),
      min_ok: z.number().optional(),
      max_ok: z.number().optional(),
    }),
    z.strictObject({ ...number, rule: z.literal('bands'), bands: valueBands }),
    z.strictObject({ ...number, rule: z.literal('share'), of: z.number().positive() }),
    z.strictObject({
      ...number,
      rule: z.literal('count_deduct'),
      per: z.number().positive(),
      most: z.number().positive().optional(),
    }),
    z.strictObject({
      ...number,
      rule: z.literal('step_deduct'),
      from: z.number(),
      step: z.number().positive(),
      per_step: z.number().positive(),
      steps: z.enum(['full', 'started']),
      worse: z.enum(['lower', 'higher']).optional(),
    }),
  ]),
  z.strictObject({
    type: z.literal('duration'),
    from: z.string(),
    to: z.string(),
    bands: z.array(z.union([z.strictObject({ max_s: count, ratio }), z.strictObject({ else_ratio: ratio })])).min(2),
  }),
  z.strictObject({
    type: z.literal('choice'),
    options: z.array(option).min(2),
    half_credit: z.literal(true).optional(),
    demerit_base: points.optional(),
  }),
  z.strictObject({ type: z.literal('choices'), options: z.array(option).min(1) }),
  z.strictObject({ type: z.literal('text') }),
])

export type WrittenResponse = z.infer<typeof writtenResponse>
/** `severity` decides over the item's class; without one the class decides. */
export type Option = Frozen<z.infer<typeof option>>

/** `{type: 'scale'}` with the named scale written into it; anchors from best to worst. */
export type ScaleResponse = Limits & {
  readonly type: 'scale'
  readonly scale: string
  readonly anchors: readonly Anchor[]
  /**
   * Present where a question is rated several times. `mean` (VDA 6.3: 2 decimals; without `decimals` exact) and `worst`
   * make one score of them; with `sum` each rating counts as a question of its own, earned and possible.
   */
  readonly ratings?: { readonly combine: 'mean' | 'worst' | 'sum'; readonly decimals?: number }
}

/**
 * `{type: 'sample'}`; with rule `bands` the band set is written into it, with the limits of the scale it is judged by.
 * `size` is what is checked at most; with rule `aql` that follows from the population, and `size` is the table's largest.
 */
export type SampleResponse = { readonly type: 'sample'; readonly size: number; readonly unit: Text } & (
  | { readonly rule: 'ratio' }
  | { readonly rule: 'accept'; readonly accept: number }
  | {
      readonly rule: 'bands'
      readonly band_set: string
      readonly bands: readonly SampleBand[]
      readonly limits: Limits
    }
  /** Single sampling, normal inspection, MIL-STD-105E: size and accept number from the population. */
  | { readonly rule: 'aql'; readonly level: (typeof aqlLevels)[number]; readonly aql: number }
)

/** One value: inside a range (the rule where none is named), banded, a share, or what it takes off the item's points. */
export type NumberResponse = {
  readonly type: 'number'
  readonly unit: Text
  readonly min_ok?: number
  readonly max_ok?: number
} & (
  | { readonly rule?: 'range' }
  /** The first band reached, all `min` (descending) or all `max` (ascending), gives the ratio, else `else_ratio`. */
  | { readonly rule: 'bands'; readonly bands: readonly ValueBand[]; readonly else_ratio: number }
  /** value / `of`, from 0 to `of`: a result brought in from elsewhere. */
  | { readonly rule: 'share'; readonly of: number }
  /** A count of misses: each takes `per` points, until the item's points (or `most`) are gone. */
  | { readonly rule: 'count_deduct'; readonly per: number; readonly most?: number }
  /** Each full (or started) `step` on the worse side of `from` takes `per_step`, until the item's points are gone. */
  | {
      readonly rule: 'step_deduct'
      readonly from: number
      readonly step: number
      readonly per_step: number
      readonly steps: 'full' | 'started'
      readonly worse?: 'lower' | 'higher'
    }
)
export type ValueBand = { readonly min?: number; readonly max?: number; readonly ratio: number }

/** Seconds between two marks; the first band whose `max_s` is not exceeded gives the ratio, else `else_ratio`. */
export type DurationResponse = {
  readonly type: 'duration'
  readonly from: string
  readonly to: string
  readonly bands: readonly { readonly max_s: number; readonly ratio: number }[]
  readonly else_ratio: number
}

/**
 * One option. `points` count against the largest of them (against the size of the lowest where none is positive).
 * `half_credit`: an item of at most 1 point earns nothing with an option between none and all. `demerit_base` is added to
 * every demerit above 0.
 */
export type ChoiceResponse = {
  readonly type: 'choice'
  readonly options: readonly Option[]
  readonly half_credit?: true
  readonly demerit_base?: number
}

/** Any number of options, also none: their points count against the sum of the positive ones, their demerits add up. */
export type ChoicesResponse = { readonly type: 'choices'; readonly options: readonly Option[] }

export type Response =
  | { readonly type: 'yes_no' }
  | ScaleResponse
  | SampleResponse
  | NumberResponse
  | DurationResponse
  | ChoiceResponse
  | ChoicesResponse
  | { readonly type: 'text' }
