import type { Recorded } from '../answers/gather.ts'
import { type ItemAnswer, type MarkValue, validateAnswer } from '../scoring/answer.ts'
import { validateMark } from '../scoring/marks.ts'
import type { ChecklistContent } from './format.ts'

/** What of an audit fits another version of its checklist, item by item code; the codes of the rest say why it does not. */
export type CarriedOver = {
  answers: Record<string, ItemAnswer>
  marks: Record<string, MarkValue>
  losses: Record<string, string[]>
  /** Answered then, and not asked any more. */
  gone: string[]
  /** Answered in a way that the item does not take any more. */
  unfit: string[]
  /** Asked now, and without an answer then. */
  open: string[]
}

export const carriedOver = (
  { answers, marks, losses }: Pick<Recorded, 'answers' | 'marks' | 'losses'>,
  content: ChecklistContent,
): CarriedOver => {
  const items = new Map(content.sections.flatMap((section) => section.items.map((item) => [item.id, item] as const)))
  const carried: CarriedOver = { answers: {}, marks: {}, losses: {}, gone: [], unfit: [], open: [] }
  for (const [code, answer] of Object.entries(answers)) {
    const item = items.get(code)
    if (!item) carried.gone.push(code)
    else if (validateAnswer(item, answer) === null) carried.answers[code] = answer
    else carried.unfit.push(code)
  }
  for (const [mark, value] of Object.entries(marks)) {
    if (validateMark(content, mark, value) === null) carried.marks[mark] = value
    else carried.gone.push(mark)
  }
  for (const [code, ticked] of Object.entries(losses)) {
    const known = ticked.filter((loss) => items.get(code)?.losses.some((one) => one.code === loss))
    if (known.length > 0) carried.losses[code] = known
  }
  for (const [code, { response }] of items) {
    const isOpen =
      response.type === 'duration'
        ? !(response.from in carried.marks && response.to in carried.marks)
        : !(code in carried.answers) && !carried.unfit.includes(code)
    if (isOpen) carried.open.push(code)
  }
  return carried
}
