import { z } from 'zod'
import type { Frozen } from './vocabulary-format.ts'

/** How an item came out in the dealer's last counted audit of the same checklist; `none`: not judged then, or no such audit. */
export const lastOutcomes = ['failed', 'finding', 'passed', 'none'] as const

/** The answer value that says that an item was answered as not applicable. */
export const notApplicableAnswer = 'not_applicable'

/** `applies_if` of an item or a section, as written; where several conditions are written, all must hold. */
export const writtenCondition = z.strictObject({
  /** The timeline mark was not declared “not reached”. */
  reached: z.string().optional(),
  /**
   * An item that stands earlier has one of these answers: `yes`, `no`, codes of options (any that was chosen), scores of a
   * scale as text (any rating), `not_applicable`. Does not hold while that item is not answered or does not apply itself.
   */
  answer: z.strictObject({ item: z.string(), is: z.array(z.string()).min(1) }).optional(),
  /** The dealer has all of the first features and none of the second. */
  dealer: z
    .strictObject({ has: z.array(z.string()).min(1).optional(), lacks: z.array(z.string()).min(1).optional() })
    .optional(),
  /** The item (of a section: any of its items) came out in one of these ways the last time. */
  last: z.array(z.enum(lastOutcomes)).min(1).optional(),
})

export type Condition = Frozen<z.infer<typeof writtenCondition>>
export type LastOutcome = (typeof lastOutcomes)[number]
