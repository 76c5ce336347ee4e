/** Fields that depend on another one: the server draws them for what is typed now, and they take the place of the old ones. */

const show = async (field: HTMLElement, what: string): Promise<void> => {
  const form = field.closest('form')
  if (!form) return
  const typed = new URLSearchParams()
  for (const [name, value] of new FormData(form)) typed.append(name, String(value))
  typed.append('show', what)
  const answer = await fetch(form.action, { method: 'POST', body: typed, headers: { accept: 'text/html' } })
  const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(what)
  const old = document.getElementById(what)
  if (!answer.ok || !drawn || !old) return
  // The field itself may be among what is drawn anew.
  const focused = document.activeElement?.id
  old.replaceWith(drawn)
  if (focused) document.getElementById(focused)?.focus()
}

export const startShown = (): void => {
  let last = Promise.resolve()
  document.addEventListener('change', (event) => {
    const field = event.target as HTMLElement
    const what = field.closest<HTMLElement>('[data-shows]')?.dataset.shows
    if (what) last = last.then(() => show(field, what)).catch(() => undefined)
  })
}
