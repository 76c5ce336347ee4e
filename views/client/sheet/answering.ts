import { sameValue } from '../../../server/answers/register.ts'
import { type ItemAnswer, validateAnswer } from '../../../server/scoring/answer.ts'
import { chosen, ratedAnswer, ratingAt, ratingsOf } from '../../sheet/choices.ts'
import { checkedText, countedAnswer, countFields } from '../../sheet/counts.ts'
import { draftKey } from '../../sheet/model.ts'
import type { Desk } from './desk.ts'
import { openItem } from './move.ts'

/** Writes an answer unless it is what stands already. */
export const answer = (desk: Desk, code: string, given: ItemAnswer): void => {
  const { recorded, contested } = desk.sheet()
  const known = recorded.answers[code]
  const isSame =
    known !== undefined &&
    sameValue({ kind: 'answer', value: known as never }, { kind: 'answer', value: given as never })
  if (isSame && !contested.has(code)) return
  if (given.type === 'not_applicable') desk.record({ code, kind: 'not_applicable', value: { reason: given.reason } })
  else desk.record({ code, kind: 'answer', value: given })
}

/** A choice of the item, by its value; what needs evidence or a reason opens the item. */
export const choose = (desk: Desk, code: string, value: string): void => {
  const item = desk.item(code)
  const choice = item && chosen(desk.sheet(), item, value)
  if (!item || !choice || !desk.state.data.open) return
  if (choice === 'reason') {
    askReason(desk, code)
    return
  }
  desk.change((state) => {
    if (state.reasonFor === code) state.reasonFor = null
  })
  if (choice.refs) {
    const before = desk.sheet().recorded.refs[code] ?? []
    // The cases stand beside the count only where something about single cases is known.
    if (before.length > 0 || choice.refs.some((ref) => !ref.conform || ref.ref !== '')) {
      const isSame = JSON.stringify(before) === JSON.stringify(choice.refs)
      if (!isSame) desk.record({ code, kind: 'sample_refs', value: choice.refs })
    }
  }
  answer(desk, code, choice.answer)
  if (desk.state.current !== code && value !== 'pass') openItem(desk, code)
}

/** Chooses which of several ratings is given next; one past the last adds one. */
export const turnToRating = (desk: Desk, code: string, at: number): void => {
  const item = desk.item(code)
  if (item?.response.type !== 'scale' || !item.response.ratings || at < 0) return
  const most = ratingsOf(desk.sheet(), item).length
  desk.change((state) => {
    state.rating = Math.min(at, most)
  })
}

/** Moves between the ratings of the open item; `+1` beyond the last one adds one. */
export const stepRating = (desk: Desk, code: string, by: 1 | -1): void => {
  const item = desk.item(code)
  if (item) turnToRating(desk, code, ratingAt(desk.sheet(), item) + by)
}

/** Takes a rating away; without any left the item is not answered. */
export const removeRating = (desk: Desk, code: string, at: number): void => {
  const item = desk.item(code)
  if (!item || !desk.state.data.open) return
  const ratings = ratingsOf(desk.sheet(), item)
  if (ratings[at] === undefined) return
  const left = ratedAnswer(ratings.filter((_, index) => index !== at))
  if (left) answer(desk, code, left)
  else clearAnswer(desk, code)
  desk.change((state) => {
    state.rating = Math.max(0, Math.min(at, ratings.length - 2))
  })
}

function askReason(desk: Desk, code: string): void {
  openItem(desk, code)
  desk.change((state) => {
    state.reasonFor = code
  })
  desk.drawNow()
  document.getElementById(`reason-${code}`)?.focus()
}

/** N/A with its reason, or a sample of which none exist. Without a reason nothing is recorded. */
export const setReason = (desk: Desk, code: string, typed: string): boolean => {
  const item = desk.item(code)
  const reason = typed.trim()
  if (!item || reason === '') return true
  const isNone = !item.na_allowed && item.response.type === 'sample'
  if (isNone && desk.sheet().recorded.refs[code]) desk.record({ code, kind: 'sample_refs', value: [] })
  answer(
    desk,
    code,
    isNone ? { type: 'sample', checked: 0, conform: 0, population: 0, reason } : { type: 'not_applicable', reason },
  )
  desk.change((state) => {
    state.reasonFor = null
  })
  return true
}

export const clearAnswer = (desk: Desk, code: string): void => {
  const { recorded } = desk.sheet()
  desk.change((state) => {
    state.reasonFor = null
  })
  if (recorded.refs[code]) desk.record({ code, kind: 'sample_refs', value: [] })
  if (recorded.answers[code]) desk.record({ code, kind: 'clear', value: null })
}

export const setText = (desk: Desk, code: string, field: 'note' | 'text', text: string): boolean => {
  const { recorded } = desk.sheet()
  if (field === 'note') {
    if (text !== (recorded.notes[code] ?? '')) desk.record({ code, kind: 'note', value: text })
  } else if (text.trim() !== '') answer(desk, code, { type: 'text', text })
  else if (recorded.answers[code]) clearAnswer(desk, code)
  return true
}

export const setNumber = (desk: Desk, code: string, typed: string): boolean => {
  // A full-width or a comma as the point is how some keyboards write it.
  const value = typed.trim().replace(/[，,。]/, '.')
  if (value === '') {
    if (desk.sheet().recorded.answers[code]) clearAnswer(desk, code)
    return true
  }
  const item = desk.item(code)
  if (!item || validateAnswer(item, { type: 'number', value }) !== null) return false
  answer(desk, code, { type: 'number', value })
  return true
}

/** One of the numbers of a counted sample. They are an answer once all of them fit; until then they wait in their fields. */
export const setCount = (desk: Desk, code: string): boolean => {
  const item = desk.item(code)
  const known = desk.sheet().recorded.answers[code]
  const text = (field: (typeof countFields)[number]) =>
    desk.state.drafts.get(draftKey(code, field)) ??
    (known?.type === 'sample' && known[field] !== undefined ? String(known[field]) : '')
  if (item?.response.type !== 'sample') return false
  const typed = countedAnswer({
    population: text('population'),
    checked: checkedText(item.response, text),
    conform: text('conform'),
  })
  if (validateAnswer(item, typed) !== null) return false
  answer(desk, code, typed)
  desk.change((state) => {
    for (const field of countFields) {
      state.drafts.delete(draftKey(code, field))
      state.unreadable.delete(draftKey(code, field))
    }
  })
  return true
}

export const toggleLoss = (desk: Desk, code: string, loss: string): void => {
  const item = desk.item(code)
  const ticked = new Set(desk.sheet().recorded.losses[code])
  if (!item?.losses.some((one) => one.code === loss)) return
  if (!ticked.delete(loss)) ticked.add(loss)
  desk.record({ code, kind: 'losses', value: item.losses.map((one) => one.code).filter((one) => ticked.has(one)) })
}
