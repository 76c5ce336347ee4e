import type { SampleResponse } from '../../server/checklists/format.ts'
import { type ItemAnswer, sampleSize } from '../../server/scoring/answer.ts'

/** The numbers of a counted sample, in the order in which they are entered. */
export const countFields = ['population', 'checked', 'conform'] as const

const numberIn = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN)

/** The answer that three typed numbers make; what is missing or no number makes it one that `validateAnswer` refuses. */
export const countedAnswer = (
  typed: Record<(typeof countFields)[number], string>,
): ItemAnswer & { type: 'sample' } => ({
  type: 'sample',
  checked: numberIn(typed.checked),
  conform: numberIn(typed.conform),
  ...(typed.population.trim() === '' ? {} : { population: numberIn(typed.population) }),
})

/** How many were checked: with an AQL that is no choice but follows from the population. */
export const checkedText = (
  response: SampleResponse,
  text: (field: (typeof countFields)[number]) => string,
): string => {
  if (response.rule !== 'aql') return text('checked')
  const size = sampleSize(response, numberIn(text('population')) || undefined)
  return size === null ? '' : String(size)
}
