/**
 * What is recorded for one item. Codes and values only; a reason or text is the writer's own words. `number` keeps the
 * decimal text as typed, so that no measured value passes through a float. Duration items have no answer of their own
 * except `not_applicable`: they are read from the marks.
 */
export type ItemAnswer =
  | { type: 'yes_no'; value: 'yes' | 'no' }
  /** `score` is an anchor of the scale; `further` holds more ratings of the same question where the checklist combines them. */
  | { type: 'scale'; score: number; further?: number[] }
  /** `checked` of at most `size` cases, `conform` of them good; none checked needs `population: 0` and a `reason`, and is N/A. */
  | { type: 'sample'; checked: number; conform: number; population?: number; reason?: string }
  | { type: 'number'; value: string }
  | { type: 'choice'; option: string }
  | { type: 'text'; text: string }
  | { type: 'not_applicable'; reason: string }

/** A timeline mark: the instant (ISO 8601) it happened, or the statement that it never did. Missing means not recorded yet. */
export type MarkValue = { at: string } | { reached: false }
