import { z } from 'zod'
import { type Condition, writtenCondition } from './condition-format.ts'
import { type Response, writtenResponse } from './response-format.ts'
import { type Scoring, sectionRollups, writtenScoring } from './scoring-format.ts'
import {
  code,
  type Frozen,
  pair,
  pairOf,
  percent,
  points,
  type Severity,
  severity,
  type Text,
  writtenOwn,
} from './vocabulary-format.ts'

export type { Condition, LastOutcome } from './condition-format.ts'
export type {
  ChoiceResponse,
  ChoicesResponse,
  DurationResponse,
  NumberResponse,
  Option,
  Response,
  SampleResponse,
  ScaleResponse,
} from './response-format.ts'
export type { Band, BandCondition, Gate, GateCondition, GateEffect, Group, Scoring } from './scoring-format.ts'
export type { Anchor, Common, Limits, SampleBand, Scale, Severity, Text } from './vocabulary-format.ts'

/**
 * The format of a checklist file (`dealer-checklist/1`), as a person writes it, and the types of the resolved, self-contained content that the rest of the product works with.
 * Pure code takes the types with `import type`, so that zod never reaches the browser. The message of a pattern is the end of the word key
 * `checklist.problem.…` that explains it.
 */

export const kinds = ['oem_audit', 'mystery_shop', 'self_check'] as const
export const classes = ['must', 'should', 'bonus', 'info'] as const
export const factors = ['dissatisfier', 'neutral', 'satisfier'] as const
export const frequencies = ['daily', 'weekly', 'monthly'] as const

const onFail = z.enum(['on_fail', 'always'])
const always = z.literal('always')

/** One fact to judge, as written. */
export const writtenItem = z.strictObject({
  id: code,
  text: pair,
  method: z.string(),
  response: writtenResponse,
  points,
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
  applies_if: writtenCondition.optional(),
  /** Asked, answered and shown, but without points, findings and any part in the result. */
  scored: z.literal(false).optional(),
  losses: z.array(pairOf({ code, severity: severity.optional() })).optional(),
  photos: z.array(pairOf({ code })).optional(),
  guide: pair.optional(),
  /** Groups of `scoring.groups` that the item counts in too. */
  groups: z.array(z.string()).min(1).optional(),
  tags: z.array(z.string().regex(/^[a-z0-9]+(:[a-z0-9-]+|-[a-z0-9-]+)?$/, 'bad_tag')).optional(),
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
      z.strictObject({
        id: code,
        title: pair,
        weight: points,
        rollup: z.enum(sectionRollups).optional(),
        /** Points that the section starts with: what its items lose is taken off, down to 0. */
        start: z.number().positive().optional(),
        pass_mark: percent.optional(),
        applies_if: writtenCondition.optional(),
        items: z.array(writtenItem).min(1),
      }),
    )
    .min(1),
})

export type WrittenChecklist = z.infer<typeof writtenChecklist>
export type WrittenItem = z.infer<typeof writtenItem>

export type Kind = (typeof kinds)[number]
export type Frequency = (typeof frequencies)[number]
/** A moment of a mystery visit whose time is taken. */
export type Mark = Text & { readonly id: string }
/** A loss description to tick; `severity` may raise the severity of the finding. */
export type Loss = Text & { readonly code: string; readonly severity?: Severity }
export type NamedPhoto = Text & { readonly code: string }
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
  readonly rollup?: (typeof sectionRollups)[number]
  readonly start?: number
  readonly pass_mark?: number
  readonly applies_if?: Condition
  readonly items: readonly Item[]
}

/**
 * One checklist version with everything in it that is needed to run, score and print it for ever: the shared vocabularies
 * are resolved, and `words` holds the names of exactly those positions, methods, classes, factors and dealer features that it
 * uses (`dealer_features` only where it uses any).
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
    readonly dealer_features?: Readonly<Record<string, Text>>
  }
}
