import type { Item } from '../../../server/checklists/format.ts'
import { choicesOf, ratingAt, ratingsOf } from '../../sheet/choices.ts'
import { choose, clearAnswer, removeRating, stepRating, toggleLoss, turnToRating } from './answering.ts'
import { copyCases } from './cases.ts'
import type { Desk } from './desk.ts'
import { markNotReached, markNow } from './marking.ts'
import { nextUnanswered, openItem, step } from './move.ts'

const lossLetters = 'abcdefgh'

/** Keys that work anywhere but in a field. `/` belongs to every page with a search; shell.ts does it. */
export const pressed = (desk: Desk, event: KeyboardEvent): boolean => {
  const { key } = event
  switch (key) {
    case 'j':
    case 'ArrowDown':
      step(desk, 1)
      return true
    case 'k':
    case 'ArrowUp':
      step(desk, -1)
      return true
    case 'u':
      nextUnanswered(desk)
      return true
    case '?':
      help()
      return true
    case 't':
      return focusOn(document.querySelector<HTMLElement>('#timeline [data-main]'))
  }
  const code = desk.state.current
  return code !== null && desk.state.data.open && pressedOnItem(desk, code, event)
}

export const help = (): void => document.querySelector<HTMLDialogElement>('#key-help')?.showModal()

function pressedOnItem(desk: Desk, code: string, { key, target }: KeyboardEvent): boolean {
  const article = document.getElementById(`item-${code}`)
  const item = desk.item(code)
  if (!article || !item) return false
  switch (key) {
    case 'n':
      return focusOn(document.getElementById(`note-${code}`))
    case 'p':
      document.getElementById(`add-${code}`)?.click()
      return true
    case 's':
      copyCases(desk, code)
      return true
    case 'Delete':
      clearAnswer(desk, code)
      return true
    case 'Enter':
      if (target instanceof HTMLElement && target.closest('button, a, label, summary')) return false
      return focusOn(article.querySelector<HTMLElement>('[data-main]'))
  }
  if (item.response.type === 'scale' && item.response.ratings && pressedRating(desk, item, key)) return true
  const loss = item.losses[lossLetters.indexOf(key)]
  if (key.length === 1 && loss) {
    toggleLoss(desk, code, loss.code)
    return true
  }
  return /^\d$/.test(key) && pressedDigit(desk, code, key)
}

/** `+` adds a rating, `-` takes the present one away, the arrows to the side go from one to the next. */
function pressedRating(desk: Desk, item: Item, key: string): boolean {
  const { id } = item
  switch (key) {
    case '+':
    case '=':
      turnToRating(desk, id, ratingsOf(desk.sheet(), item).length)
      return true
    case '-': {
      const at = ratingAt(desk.sheet(), item)
      const last = ratingsOf(desk.sheet(), item).length - 1
      if (at > last) turnToRating(desk, id, last)
      else removeRating(desk, id, at)
      return true
    }
    case 'ArrowRight':
    case 'ArrowLeft':
      stepRating(desk, id, key === 'ArrowRight' ? 1 : -1)
      return true
    default:
      return false
  }
}

function pressedDigit(desk: Desk, code: string, digit: string): boolean {
  const item = desk.item(code)
  if (!item) return false
  // The digit itself goes into the field that gets the focus.
  if (item.response.type === 'number') {
    focusOn(document.getElementById(`number-${code}`))
    return false
  }
  if (item.response.type === 'duration' && digit !== '0') {
    const { from, to } = item.response
    const mark = digit === '1' ? from : to
    const known = desk.sheet().recorded.marks[to]
    if (digit === '3') {
      if (!known || 'at' in known) markNotReached(desk, to)
    } else if (desk.sheet().recorded.marks[mark]) focusOn(document.getElementById(`mark-${code}-${mark}-time`))
    else if (digit <= '2') markNow(desk, mark)
    return true
  }
  const choice = choicesOf(desk.sheet(), item).find((one) => one.key === digit)
  if (!choice || choice.off) return false
  choose(desk, code, choice.value)
  return true
}

const focusOn = (element: HTMLElement | null): boolean => {
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
  return element !== null
}

/** Enter in a field saves it and goes on: to the next case or the next time, else back to the item. */
export const afterEnter = (desk: Desk, field: HTMLElement): void => {
  const list = field.closest('.samples, .marks, .counted')
  const alike = list?.matches('.counted') ? '[data-field]' : `[data-field="${field.dataset.field}"]`
  const peers = list ? [...list.querySelectorAll<HTMLElement>(alike)] : []
  const next = peers.slice(peers.indexOf(field) + 1).find((peer) => !(peer as HTMLInputElement).disabled)
  if (next) focusOn(next)
  else leave(desk, field)
}

/** From a field back to its item. */
export const leave = (desk: Desk, field: HTMLElement): void => {
  field.blur()
  const code = field.closest<HTMLElement>('[data-item]')?.dataset.item ?? desk.state.current
  if (code) openItem(desk, code)
}
