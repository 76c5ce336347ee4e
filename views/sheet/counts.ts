import type { ItemAnswer } from '../../server/scoring/answer.ts'

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
