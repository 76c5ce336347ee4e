import type { Item, SampleResponse, ScaleResponse } from '../checklists/format.ts'
import { fromDecimal } from './rational.ts'

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

/** Why an answer is refused; worded as `answer.problem.<code>` with these parameters. */
export type AnswerProblem = { code: AnswerProblemCode; params: Record<string, string | number> }
export type AnswerProblemCode =
  | 'wrong_type'
  | 'comes_from_marks'
  | 'na_not_allowed'
  | 'reason_missing'
  | 'not_yes_or_no'
  | 'not_on_scale'
  | 'rated_once_only'
  | 'not_a_count'
  | 'more_than_sample'
  | 'more_than_population'
  | 'more_conform_than_checked'
  | 'population_not_zero'
  | 'not_a_number'
  | 'no_such_option'
  | 'text_empty'
  | 'text_too_long'

/** Longest free text and reason, in UTF-16 units. */
export const longestText = 20_000
export const longestReason = 2_000

const problem = (code: AnswerProblemCode, params: AnswerProblem['params'] = {}): AnswerProblem => ({ code, params })

/**
 * Whether an answer fits its item: null when it does, else the first thing wrong. Out-of-range values are refused, never
 * clamped. The server and the browser ask the same question here; the engine treats a refused answer as no answer.
 */
export function validateAnswer(item: Item, answer: ItemAnswer): AnswerProblem | null {
  const { response } = item
  if (answer.type === 'not_applicable') {
    if (!item.na_allowed) return problem('na_not_allowed')
    return reasonProblem(answer.reason)
  }
  if (response.type === 'duration') return problem('comes_from_marks')
  if (answer.type !== response.type) return problem('wrong_type')
  switch (answer.type) {
    case 'yes_no':
      return answer.value === 'yes' || answer.value === 'no' ? null : problem('not_yes_or_no')
    case 'scale':
      return scaleProblem(response as ScaleResponse, answer)
    case 'sample':
      return sampleProblem(response as SampleResponse, answer)
    case 'number':
      return isDecimal(answer.value) ? null : problem('not_a_number')
    case 'choice':
      return response.type === 'choice' && response.options.some((option) => option.code === answer.option)
        ? null
        : problem('no_such_option')
    case 'text':
      if (typeof answer.text !== 'string' || answer.text.trim() === '') return problem('text_empty')
      return answer.text.length > longestText ? problem('text_too_long', { most: longestText }) : null
  }
}

function reasonProblem(reason: string | undefined): AnswerProblem | null {
  if (typeof reason !== 'string' || reason.trim() === '') return problem('reason_missing')
  return reason.length > longestReason ? problem('text_too_long', { most: longestReason }) : null
}

function scaleProblem(response: ScaleResponse, answer: ItemAnswer & { type: 'scale' }): AnswerProblem | null {
  const isAnchor = (score: number) => response.anchors.some((anchor) => anchor.score === score)
  if (!isAnchor(answer.score)) return problem('not_on_scale', { score: String(answer.score) })
  const offScale = answer.further?.find((score) => !isAnchor(score))
  if (offScale !== undefined) return problem('not_on_scale', { score: String(offScale) })
  return answer.further?.length && !response.ratings ? problem('rated_once_only') : null
}

function sampleProblem(response: SampleResponse, answer: ItemAnswer & { type: 'sample' }): AnswerProblem | null {
  const { checked, conform, population } = answer
  if (!isCount(checked) || !isCount(conform) || !isCount(population ?? 0)) return problem('not_a_count')
  if (checked > response.size) return problem('more_than_sample', { size: response.size })
  if (conform > checked) return problem('more_conform_than_checked', { checked })
  if (checked === 0) return population === 0 ? reasonProblem(answer.reason) : problem('population_not_zero')
  return population !== undefined && checked > population ? problem('more_than_population', { population }) : null
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** Up to 15 digits before and after the point: more than any gauge gives, and never an exponent. */
export const isDecimal = (text: unknown): text is string =>
  typeof text === 'string' && /^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(text.trim())

/** The exact value of a valid `number` answer. */
export const measured = (answer: ItemAnswer & { type: 'number' }) => fromDecimal(answer.value)
