/** Rows of fields: adds, removes and moves them at once. Without this module their buttons post the form. */

const numbered = (text: string, n: number) => text.replace('{n}', String(n))

/** What names a field in the page: all of it begins with the name of its row, as a name or as an id. */
const rename = (root: ParentNode, from: string, to: string): void => {
  const [oldId, newId] = [from, to].map((name) => name.replace(/[^\w-]+/g, '-')) as [string, string]
  const renamed = (value: string) =>
    value === from || value.startsWith(`${from}.`) ? to + value.slice(from.length) : value
  const reidentified = (value: string) =>
    value
      .split(' ')
      .map((id) => id.replace(new RegExp(`^(\\w+)-${oldId}(?=-)`), `$1-${newId}`))
      .join(' ')
  for (const element of root.querySelectorAll('*')) {
    for (const name of ['name', 'data-row', 'data-rows']) {
      const value = element.getAttribute(name)
      if (value !== null) element.setAttribute(name, renamed(value))
    }
    if (element instanceof HTMLButtonElement) element.value = renamed(element.value)
    for (const name of ['id', 'for', 'list', 'aria-describedby']) {
      const value = element.getAttribute(name)
      if (value) element.setAttribute(name, reidentified(value))
    }
    if (element instanceof HTMLTemplateElement) rename(element.content, from, to)
  }
}

const rowsOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>(':scope > ol > li')]

/** Gives the rows their numbers as they stand now. Two steps, so that no two rows have one name on the way. */
const renumber = (list: HTMLElement): void => {
  const name = list.dataset.rows ?? ''
  const rows = rowsOf(list)
  const call = (to: (at: number) => string) => {
    for (const [at, row] of rows.entries()) {
      const from = row.dataset.row ?? ''
      rename(row, from, to(at))
      row.dataset.row = to(at)
    }
  }
  call((at) => `${name}.MOVING${at}`)
  call((at) => `${name}.${at}`)
  for (const [at, row] of rows.entries()) {
    const label = `${list.dataset.one} ${at + 1}`
    const group = row.querySelector('.row')
    const before = group?.getAttribute('aria-label') ?? ''
    group?.setAttribute('aria-label', label)
    for (const tool of row.querySelectorAll<HTMLButtonElement>(':scope > .row > .tools button')) {
      const words = (tool.getAttribute('aria-label') ?? '').replace(before, label)
      tool.setAttribute('aria-label', words)
      tool.title = words
      tool.disabled = (tool.name === 'up' && at === 0) || (tool.name === 'down' && at === rows.length - 1)
    }
    const number = row.querySelector(':scope > .row > .n')
    if (number) number.textContent = String(at + 1)
  }
}

const say = (list: HTMLElement, text: string) => {
  const status = list.querySelector(':scope > [role="status"]')
  if (status) status.textContent = text
}

const add = (list: HTMLElement): void => {
  const template = list.querySelector<HTMLTemplateElement>(':scope > template')
  const row = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined
  if (!row) return
  list.querySelector(':scope > ol')?.append(row)
  renumber(list)
  say(list, numbered(list.dataset.added ?? '', rowsOf(list).length))
  row.querySelector<HTMLElement>('.fields :is(input:not([type="hidden"]), select, textarea)')?.focus()
}

const remove = (list: HTMLElement, row: HTMLElement): void => {
  const next = (row.nextElementSibling ?? row.previousElementSibling) as HTMLElement | null
  row.remove()
  renumber(list)
  say(list, list.dataset.removed ?? '')
  const to = next?.querySelector<HTMLElement>('button[name="remove"]')
  ;(to ?? list.querySelector<HTMLElement>(':scope > button[name="add"]'))?.focus()
}

const move = (list: HTMLElement, row: HTMLElement, order: 'up' | 'down', focus: Element | null): void => {
  const other = order === 'up' ? row.previousElementSibling : row.nextElementSibling
  if (!other) return
  if (order === 'up') other.before(row)
  else other.after(row)
  renumber(list)
  say(list, numbered(list.dataset.moved ?? '', rowsOf(list).indexOf(row) + 1))
  const wanted = focus as HTMLButtonElement | null
  const possible = wanted?.disabled ? row.querySelector<HTMLElement>('.tools button:not([disabled])') : wanted
  possible?.focus()
}

/** Tells the page that the form differs from what is saved. */
const touch = (form: HTMLFormElement | null) =>
  form?.querySelector('input')?.dispatchEvent(new Event('input', { bubbles: true }))

export const startRows = (): void => {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-rows] button')
    const list = button?.closest<HTMLElement>('[data-rows]')
    if (!button || !list) return
    const row = button.closest<HTMLElement>('li')
    if (button.name === 'add') add(list)
    else if (button.name === 'remove' && row) remove(list, row)
    else if ((button.name === 'up' || button.name === 'down') && row) move(list, row, button.name, button)
    else return
    event.preventDefault()
    touch(list.closest('form'))
  })

  document.addEventListener('keydown', (event) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    const row = (event.target as Element).closest<HTMLElement>('[data-rows] > ol > li')
    const list = row?.closest<HTMLElement>('[data-rows]')
    if (!row || !list) return
    event.preventDefault()
    move(list, row, event.key === 'ArrowUp' ? 'up' : 'down', document.activeElement)
    touch(list.closest('form'))
  })
}
