/**
 * The outline: sections and items move by drag and by Alt with an arrow. Each move is one post of the form that the buttons post too; the
 * outline that comes back takes the place of the old one, so that what is shown is what is stored.
 */

const outline = () => document.getElementById('outline')
const rowOf = (place: string) => outline()?.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`) ?? null
const isItem = (row: HTMLElement) => row.classList.contains('o-item')

const say = (text: string) => {
  const status = document.getElementById('outline-said')
  if (status) status.textContent = text
}

/** Where a row stands, in words. */
const standing = (row: HTMLElement): string => {
  const own = row.dataset.name ?? ''
  const n = String([...(row.parentElement?.children ?? [])].indexOf(row) + 1)
  const section = row.closest<HTMLElement>('.o-section')?.dataset.name ?? ''
  const words = isItem(row) ? outline()?.dataset.moved : outline()?.dataset.movedSection
  return (words ?? '').replace('{what}', own).replace('{n}', n).replace('{section}', section)
}

const draw = async (answer: Response): Promise<void> => {
  const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('outline')
  if (!answer.ok || !drawn) throw new Error('The outline did not come back')
  outline()?.replaceWith(drawn)
}

/** What had the focus, to be found again in the outline that comes back. */
const focusOf = (row: HTMLElement | null): ((row: HTMLElement) => HTMLElement | null) => {
  const button = row?.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLButtonElement>('button')
    : null
  const name = button?.name
  return (drawn) =>
    (name ? drawn.querySelector<HTMLElement>(`button[name="${name}"]:not([disabled])`) : null) ??
    drawn.querySelector<HTMLElement>('a')
}

let last = Promise.resolve()

/** One move after the other, in the order in which they were asked for. */
const post = (place: string, fields: Record<string, string>): void => {
  last = last.then(async () => {
    const form = outline()?.querySelector<HTMLFormElement>('form')
    if (!form) return
    const focus = focusOf(rowOf(place))
    try {
      const body = new URLSearchParams(fields)
      await draw(await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } }))
    } catch {
      // What is shown may not be what is stored: ask again.
      location.reload()
      return
    }
    const row = rowOf(place)
    if (!row) return
    focus(row)?.focus()
    row.scrollIntoView({ block: 'nearest' })
    say(standing(row))
  })
}

/** The row before which `row` stands now. */
const nextPlace = (row: HTMLElement): string =>
  (row.nextElementSibling as HTMLElement | null)?.dataset.place?.replace(/^\w+:/, '') ?? ''

const sectionOf = (row: HTMLElement): string =>
  row.closest<HTMLElement>('.o-section')?.dataset.place?.replace(/^section:/, '') ?? ''

type Drag = { row: HTMLElement; home: { parent: Element; before: Element | null }; pointer: number }

/** Puts the dragged row where the pointer is: before or after the row of its kind there, or into an empty section. */
const follow = ({ row }: Drag, x: number, y: number): void => {
  const under = document.elementFromPoint(x, y)
  const other = under?.closest<HTMLElement>(isItem(row) ? '.o-item' : '.o-section')
  if (other === row) return
  if (other && outline()?.contains(other)) {
    const { top, height } = other.getBoundingClientRect()
    if (y < top + height / 2) other.before(row)
    else other.after(row)
    return
  }
  const section = isItem(row) ? under?.closest<HTMLElement>('.o-section') : null
  const list = section?.querySelector<HTMLElement>('.o-items')
  if (list && list !== row.parentElement) list.append(row)
}

const edge = 56

export const startOutline = (): void => {
  let drag: Drag | null = null

  const end = (keep: boolean) => {
    if (!drag) return
    const { row, home } = drag
    drag = null
    row.classList.remove('dragged')
    const stays = row.parentElement === home.parent && row.nextElementSibling === home.before
    if (!keep) home.parent.insertBefore(row, home.before)
    if (!keep || stays) return
    const what = row.dataset.place ?? ''
    post(what, { what, before: nextPlace(row), ...(isItem(row) ? { into: sectionOf(row) } : {}) })
  }

  document.addEventListener('pointerdown', (event) => {
    const grip = (event.target as Element).closest<HTMLElement>('.grip')
    const row = grip?.closest<HTMLElement>('[data-place]')
    if (!grip || !row?.parentElement || event.button !== 0) return
    event.preventDefault()
    drag = { row, home: { parent: row.parentElement, before: row.nextElementSibling }, pointer: event.pointerId }
    row.classList.add('dragged')
  })
  document.addEventListener('pointermove', (event) => {
    if (drag?.pointer !== event.pointerId) return
    follow(drag, event.clientX, event.clientY)
    if (event.clientY < edge) scrollBy(0, -edge / 4)
    else if (event.clientY > innerHeight - edge) scrollBy(0, edge / 4)
  })
  document.addEventListener('pointerup', () => end(true))
  document.addEventListener('pointercancel', () => end(false))

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') end(false)
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    const row = (event.target as Element).closest<HTMLElement>('#outline [data-place]')
    if (!row) return
    event.preventDefault()
    const place = row.dataset.place ?? ''
    post(place, { [event.key === 'ArrowUp' ? 'up' : 'down']: place })
  })

  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('#outline button')
    if (button?.name !== 'up' && button?.name !== 'down') return
    event.preventDefault()
    post(button.value, { [button.name]: button.value })
  })
}
