import type { ChoicesResponse, Item, NumberResponse, SampleResponse, ScaleResponse } from '../checklists/format.ts'
import { aqlPlan } from './aql.ts'
import { fromDecimal, fromNumber, isBelow, zero } from './rational.ts'

/**
 * What is recorded for one item. Codes and values only; a reason or text is the writer's own words. `number` keeps the
 * decimal text as typed, so that no measured value passes through a float. Duration items have no answer of their own
 * except `not_applicable`: they are read from the marks.
 */
export type ItemAnswer =
  | { type: 'yes_no'; value: 'yes' | 'no' }
  /** `score` is an anchor of the scale; `further` holds more ratings of the same question where the checklist combines them. */
  | { type: 'scale'; score: number; further?: number[] }
  /**
   * `checked` of at most `size` cases (by an AQL: exactly `sampleSize`), `conform` of them good; none checked needs
   * `population: 0` and a `reason`, and is N/A.
   */
  | { type: 'sample'; checked: number; conform: number; population?: number; reason?: string }
  | { type: 'number'; value: string }
  | { type: 'choice'; option: string }
  /** Every option that holds, in any order, each once; an empty list says that none does. */
  | { type: 'choices'; options: string[] }
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
  | 'population_missing'
  | 'not_the_sample'
  | 'not_a_number'
  | 'outside'
  | 'no_such_option'
  | 'chosen_twice'
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
      return numberProblem(response as NumberResponse, answer.value)
    case 'choice':
      return response.type === 'choice' && response.options.some((option) => option.code === answer.option)
        ? null
        : problem('no_such_option')
    case 'choices':
      return choicesProblem(response as ChoicesResponse, answer.options)
    case 'text':
      if (typeof answer.text !== 'string' || answer.text.trim() === '') return problem('text_empty')
      return answer.text.length > longestText ? problem('text_too_long', { most: longestText }) : null
  }
}

/** The answer where it fits its item; one that is refused counts as not given. */
export const acceptedAnswer = (
  item: Item,
  given: ItemAnswer | undefined,
  forbidsNa: boolean,
): ItemAnswer | undefined =>
  given && !(forbidsNa && given.type === 'not_applicable') && validateAnswer(item, given) === null ? given : undefined

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
  if (response.rule !== 'aql' && checked > response.size) return problem('more_than_sample', { size: response.size })
  if (conform > checked) return problem('more_conform_than_checked', { checked })
  if (checked === 0) return population === 0 ? reasonProblem(answer.reason) : problem('population_not_zero')
  if (population !== undefined && checked > population) return problem('more_than_population', { population })
  if (response.rule !== 'aql') return null
  if (population === undefined) return problem('population_missing')
  const { size } = aqlPlan(response.level, response.aql, population)
  return checked === size ? null : problem('not_the_sample', { size, population })
}

/** How many cases are to be checked; with an AQL that follows from the population, and is null while that is not known. */
export function sampleSize(response: SampleResponse, population: number | undefined): number | null {
  if (response.rule !== 'aql') return response.size
  return population ? aqlPlan(response.level, response.aql, population).size : null
}

function numberProblem(response: NumberResponse, value: string): AnswerProblem | null {
  if (!isDecimal(value)) return problem('not_a_number')
  const number = fromDecimal(value)
  if (response.rule === 'count_deduct') return number.d === 1 && !isBelow(number, zero) ? null : problem('not_a_count')
  if (response.rule !== 'share') return null
  const isOutside = isBelow(number, zero) || isBelow(fromNumber(response.of), number)
  return isOutside ? problem('outside', { least: 0, most: response.of }) : null
}

function choicesProblem({ options }: ChoicesResponse, chosen: unknown): AnswerProblem | null {
  if (!Array.isArray(chosen)) return problem('wrong_type')
  if (!chosen.every((code) => options.some((option) => option.code === code))) return problem('no_such_option')
  return new Set(chosen).size === chosen.length ? null : problem('chosen_twice')
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** Up to 15 digits before and after the point: more than any gauge gives, and never an exponent. */
export const isDecimal = (text: unknown): text is string =>
  typeof text === 'string' && /^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(text.trim())

/** The exact value of a valid `number` answer. */
export const measured = (answer: ItemAnswer & { type: 'number' }) => fromDecimal(answer.value)
