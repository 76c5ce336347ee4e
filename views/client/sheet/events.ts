import { type Filter, filters } from '../../sheet/model.ts'
import { choose, removeRating, toggleLoss, turnToRating } from './answering.ts'
import { copyCases, dropCase, judgeCase } from './cases.ts'
import { join, take } from './conflicts.ts'
import type { Desk } from './desk.ts'
import { commitField, draft } from './drafts.ts'
import { afterEnter, help, leave, pressed } from './keys.ts'
import { markNotReached, markNow } from './marking.ts'
import { openItem, openSection } from './move.ts'
import { addPhotos, dismissUpload, removePhoto } from './photos.ts'

/** The item, mark or photo that an element belongs to. */
const codeOf = (element: HTMLElement): string =>
  element.closest<HTMLElement>('[data-mark]')?.dataset.mark ??
  element.closest<HTMLElement>('[data-item]')?.dataset.item ??
  ''

/** The name under which a field's text is kept while it is typed. */
const fieldOf = (element: HTMLElement): string => {
  const { field = '', at } = element.dataset
  if (field === 'ref') return `ref ${at}`
  if (field === 'caption') return `caption ${element.closest<HTMLElement>('[data-photo]')?.dataset.photo ?? ''}`
  return field
}

const itemOf = (element: HTMLElement) => element.closest<HTMLElement>('[data-item]')?.dataset.item ?? ''
const isTextField = (element: EventTarget | null): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && !['checkbox', 'file', 'button', 'radio'].includes(element.type))

const deeds: Record<string, (desk: Desk, element: HTMLElement, value: string) => void> = {
  open: (desk, element) => openItem(desk, itemOf(element)),
  choose: (desk, element, value) => choose(desk, itemOf(element), value),
  case: (desk, element) => judge(desk, element),
  rating: (desk, element) => turnToRating(desk, itemOf(element), Number(element.dataset.at)),
  unrate: (desk, element) => removeRating(desk, itemOf(element), Number(element.dataset.at)),
  copy: (desk, element) => copyCases(desk, itemOf(element)),
  now: (desk, element) => markNow(desk, codeOf(element)),
  'not-reached': (desk, element) => markNotReached(desk, codeOf(element)),
  take: (desk, element, value) => take(desk, codeOf(element), element.dataset.register ?? '', value),
  join: (desk, element) => join(desk, codeOf(element)),
  'remove-photo': (desk, element) =>
    removePhoto(desk, element.closest<HTMLElement>('[data-photo]')?.dataset.photo ?? ''),
  dismiss: (desk, _, value) => dismissUpload(desk, value),
  'dismiss-refusals': (desk) =>
    desk.change((state) => {
      state.refusals = []
    }),
  retry: (desk) => desk.drainer.retry(),
  section: (desk, _, value) => openSection(desk, value),
  timeline: () => document.querySelector<HTMLElement>('#timeline [data-main]')?.focus(),
  filter: (desk, _, value) => setFilter(desk, value),
  help: () => help(),
}

/** Judges the case of a cell and keeps the focus on it, wherever it stands now. */
function judge(desk: Desk, element: HTMLElement, verdict?: boolean): void {
  const code = itemOf(element)
  const place = judgeCase(desk, code, Number(element.dataset.at), verdict)
  desk.drawNow()
  document.getElementById(`${element.tagName === 'BUTTON' ? 'cell' : 'ref'}-${code}-${place}`)?.focus()
}

function setFilter(desk: Desk, value: string): void {
  const filter: Filter = filters.find((one) => one === value) ?? 'all'
  desk.change((state) => {
    state.filter = filter
    if (filter === 'all') state.search = ''
  })
  const select = document.querySelector<HTMLSelectElement>('#sheet-filter')
  const search = document.querySelector<HTMLInputElement>('#sheet-search')
  if (select) select.value = filter
  if (search) search.value = desk.state.search
}

/** Ties the page to its desk. Everything is heard at the document, because parts are drawn again and again. */
export const listen = (desk: Desk): void => {
  document.addEventListener('click', (event) => {
    const target = event.target as HTMLElement
    const element = target.closest<HTMLElement>('[data-do]')
    const deed = element && deeds[element.dataset.do ?? '']
    if (element && deed) {
      if (element instanceof HTMLAnchorElement) event.preventDefault()
      deed(desk, element, element.dataset.value ?? '')
      return
    }
    const article = target.closest<HTMLElement>('article.item:not(.now)')
    if (article && !target.closest('a, button, input, textarea, label')) openItem(desk, article.dataset.item ?? '')
  })

  const typing = (event: Event) => {
    const { target } = event
    // Half a word in the letters of an input method is not what the person means to write.
    if (!(target instanceof HTMLElement) || (event instanceof InputEvent && event.isComposing)) return
    if (target.id === 'sheet-search' && target instanceof HTMLInputElement) {
      desk.change((state) => {
        state.search = target.value
      })
    } else if (isTextField(target) && target.dataset.field && target.type !== 'date') {
      draft(desk, codeOf(target), fieldOf(target), target.value)
    }
  }
  document.addEventListener('input', typing)
  document.addEventListener('compositionend', typing)

  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target.id === 'sheet-filter') setFilter(desk, target.value)
    if (!(target instanceof HTMLInputElement)) return
    const { field, value = '' } = target.dataset
    if (field === 'loss') toggleLoss(desk, itemOf(target), value)
    if (field === 'day') {
      draft(desk, codeOf(target), 'day', target.value)
      commitField(desk, codeOf(target), 'day')
    }
    if (field === 'photos') {
      const files = [...(target.files ?? [])]
      target.value = ''
      void addPhotos(desk, itemOf(target), files, target.dataset.name ?? null)
    }
  })

  document.addEventListener('focusout', ({ target }) => {
    if (isTextField(target) && target.dataset.field) commitField(desk, codeOf(target), fieldOf(target))
  })

  document.addEventListener('submit', (event) => {
    if ((event.target as HTMLElement).dataset.do === 'tools') event.preventDefault()
  })

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (document.querySelector('dialog[open]')) return
    const done = isTextField(event.target) ? typed(desk, event, event.target) : pressedOutside(desk, event)
    if (done) event.preventDefault()
  })
}

function pressedOutside(desk: Desk, event: KeyboardEvent): boolean {
  const { target, key } = event
  if (target instanceof HTMLSelectElement) return false
  if (target instanceof HTMLElement && target.dataset.do === 'case' && /^Arrow/.test(key)) {
    if (key === 'ArrowUp' || key === 'ArrowDown') judge(desk, target, key === 'ArrowUp')
    else {
      const cell =
        key === 'ArrowRight' ? target.parentElement?.nextElementSibling : target.parentElement?.previousElementSibling
      cell?.querySelector<HTMLElement>('[data-do="case"]')?.focus()
    }
    return true
  }
  return pressed(desk, event)
}

/** Keys in a field: Escape leaves it, Enter saves and goes on; in a case, Space turns it over, Backspace in an empty one drops it. */
function typed(desk: Desk, event: KeyboardEvent, field: HTMLInputElement | HTMLTextAreaElement): boolean {
  const { key } = event
  const name = field.dataset.field
  if (key === 'Escape') {
    commitField(desk, codeOf(field), fieldOf(field))
    leave(desk, field)
    return true
  }
  if (field.id === 'sheet-search' && key === 'Enter') {
    field.blur()
    document.querySelector<HTMLElement>('article.item:not([hidden]) [data-do="open"]')?.click()
    return true
  }
  if (!name || field instanceof HTMLTextAreaElement) return false
  if (key === 'Enter') {
    commitField(desk, codeOf(field), fieldOf(field))
    desk.drawNow()
    afterEnter(desk, field)
    return true
  }
  if (name !== 'ref') return false
  const code = itemOf(field)
  const at = Number(field.dataset.at)
  // A time of a call may hold a space; a case number never does.
  const turns = key === ' ' && desk.item(code)?.evidence.timestamps === undefined
  if (turns || key === 'ArrowUp' || key === 'ArrowDown') {
    commitField(desk, code, `ref ${at}`)
    judge(desk, field, turns ? undefined : key === 'ArrowUp')
    return true
  }
  if (key === 'Backspace' && field.value === '') {
    dropCase(desk, code, at)
    return true
  }
  return false
}
