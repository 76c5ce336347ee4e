import { isSettled, isShown } from '../../sheet/model.ts'
import type { Desk } from './desk.ts'

/**
 * Opens an item, puts it where it can be seen whole if it fits, and gives it the focus. `first`: the page opens it by itself;
 * then the address stays, or the browser would jump there once everything is loaded.
 */
export const openItem = (desk: Desk, code: string, first = false): void => {
  // Leaving its field saves what was typed there; an element that is drawn away would not say that it was left.
  if (document.activeElement instanceof HTMLElement && document.activeElement.dataset.field)
    document.activeElement.blur()
  desk.change((state) => {
    if (state.current !== code) state.rating = 0
    state.current = code
    if (state.reasonFor !== code) state.reasonFor = null
  })
  desk.drawNow()
  const element = document.getElementById(`item-${code}`)
  if (!element) return
  if (!first) {
    history.replaceState(null, '', `#item-${code}`)
    element.focus({ preventScroll: true })
  }
  bringIntoView(element)
}

/** The room between what sticks at the top and at the bottom. */
function bringIntoView(element: HTMLElement): void {
  const stuck = (id: string) => {
    const box = document.querySelector(id)
    return box && getComputedStyle(box).position === 'sticky' ? box.getBoundingClientRect().height : 0
  }
  const top = stuck('.sheet-top') + 8
  const bottom = window.innerHeight - stuck('.keys') - stuck('.rail .inner') * (window.innerWidth < 760 ? 1 : 0) - 8
  const box = element.getBoundingClientRect()
  const tooLow = Math.max(0, box.bottom - bottom)
  // What is higher than the room begins at its top.
  const by = box.top < top ? box.top - top : Math.min(tooLow, box.top - top)
  if (by !== 0) window.scrollBy({ top: by, behavior: 'instant' })
}

/** The next or previous item that filter and search leave. */
export const step = (desk: Desk, by: 1 | -1): void => {
  const items = desk.items().filter((item) => isShown(desk.sheet(), item))
  const at = items.findIndex((item) => item.id === desk.state.current)
  const next = at < 0 ? items[0] : items[at + by]
  if (next) openItem(desk, next.id)
}

/** The next item that waits for an answer or a choice, from here on and then from the top; after those, one that lacks evidence. */
export const nextUnanswered = (desk: Desk): void => {
  const items = desk.items()
  const at = items.findIndex((item) => item.id === desk.state.current)
  const around = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  const sheet = desk.sheet()
  const next =
    around.find((item) => !isSettled(sheet, item.id) || sheet.contested.has(item.id)) ??
    around.find((item) => sheet.missingOf.has(item.id))
  if (next) openItem(desk, next.id)
}

/** The first item of a section that still waits, else its first. */
export const openSection = (desk: Desk, sectionId: string): void => {
  const section = desk.state.data.content.sections.find(({ id }) => id === sectionId)
  const items = desk.items().filter((item) => section?.items.includes(item))
  const next = items.find((item) => !isSettled(desk.sheet(), item.id)) ?? items[0]
  if (next) openItem(desk, next.id)
}

/** Where one starts: the item or the time in the address, else the first item that waits; on a new visit, the times. */
export const openFirst = (desk: Desk): void => {
  const wanted = decodeURIComponent(location.hash.slice(1)).replace(/^item-/, '')
  const { timeline } = desk.state.data.content
  if (timeline?.marks.some(({ id }) => id === wanted)) {
    document.getElementById(`mark-timeline-${wanted}-time`)?.focus()
    return
  }
  const items = desk.items()
  const named = items.find(({ id }) => id === wanted)
  if (!named && !desk.state.data.open) return
  const first = named ?? items.find((item) => !isSettled(desk.sheet(), item.id)) ?? items[0]
  if (!first || (timeline && !named && first === items[0])) return
  openItem(desk, first.id, true)
}
