import { z } from 'zod'

/**
 * What checklists share: texts in both languages, scales, sample bands and the vocabularies of `_common.yaml`
 * (`dealer-checklist-common/1`), as a person writes them. A part of the format; see format.ts.
 */

export const sentence = z.string().trim().min(1)
export const pair = z.strictObject({ zh: sentence, en: sentence })
export const pairOf = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject({ ...shape, zh: sentence, en: sentence })
export const ratio = z.number().min(0).max(1)
export const severity = z.enum(['critical', 'major', 'minor', 'observation'])
export const writtenSeverity = z.enum([...severity.options, 'none'])
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'bad_code')
export const percent = z.number().min(0).max(100)
export const count = z.int().min(0)
export const share = z.string().regex(/^\d{1,6}\/[1-9]\d{0,5}$/, 'bad_share')
export const decimals = z.int().min(0).max(4)
export const points = z.number().min(0).max(10_000)
export const signedPoints = z.number().min(-10_000).max(10_000)

const vocabulary = z.record(z.string(), pair)
const limits = { max: z.number().positive(), finding_at_or_below: z.number(), critical_fail_at_or_below: z.number() }
const scale = z.strictObject({
  ...limits,
  anchors: z.array(pairOf({ score: z.number(), severity: writtenSeverity })).min(2),
})
const sampleBands = z.array(z.strictObject({ min: ratio, ratio })).min(1)

/** Scales, band sets and words of one checklist alone; a name used here wins over the same name in `_common.yaml`. */
export const writtenOwn = {
  scales: z.record(z.string(), scale).optional(),
  /** `limits` judge the banded result; without them those of the scale that judges all banded samples do. */
  sample_band_sets: z
    .record(z.string(), z.strictObject({ limits: z.strictObject(limits).optional(), bands: sampleBands }))
    .optional(),
  words: z
    .strictObject({
      positions: vocabulary.optional(),
      methods: vocabulary.optional(),
      classes: vocabulary.optional(),
      factors: vocabulary.optional(),
      dealer_features: vocabulary.optional(),
    })
    .optional(),
}

/** `_common.yaml`: the vocabularies that every checklist names. */
export const writtenCommon = z.strictObject({
  schema: z.literal('dealer-checklist-common/1'),
  positions: vocabulary,
  methods: vocabulary,
  factor_classes: vocabulary,
  classes: vocabulary,
  /** What a dealer may have or be, for conditions. */
  dealer_features: vocabulary,
  response_types: z.record(z.string(), z.string()),
  scales: z.record(z.string(), scale),
  sample_band_sets: z.record(z.string(), sampleBands),
  root_cause_3bu: vocabulary,
})

/** Published content is frozen, at run time too. */
export type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T

/** One text in both languages of the product. */
export type Text = Frozen<z.infer<typeof pair>>
export type Severity = z.infer<typeof severity>
export type Common = Frozen<z.infer<typeof writtenCommon>>
/** One mark of a scale. */
export type Anchor = Scale['anchors'][number]
/** A named scale; anchors from best to worst. */
export type Scale = Frozen<z.infer<typeof scale>>
/** Descending; the first whose `min` is at most conform / checked gives the ratio. */
export type SampleBand = Frozen<z.infer<typeof sampleBands>>[number]

/** Scores at or below these are a finding, or failed. `max` is the best score of the scale they belong to. */
export type Limits = {
  readonly max: number
  readonly finding_at_or_below: number
  readonly critical_fail_at_or_below: number
}
