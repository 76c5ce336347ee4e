/** Choices among names that stand in the same form, such as grades: brought up to date when one goes there, before any save. */

const namesTyped = (form: HTMLFormElement, list: string, key: string): Set<string> => {
  const names = new Set<string>()
  for (const input of form.querySelectorAll<HTMLInputElement>(`input[name^="${list}."][name$=".${key}"]`)) {
    const isOwn = /^\d+$/.test(input.name.slice(list.length + 1, -key.length - 1))
    if (isOwn && input.value.trim() !== '') names.add(input.value.trim())
  }
  return names
}

export const startOffers = (): void => {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || !target.form) return
    const [list, key] = target.closest<HTMLElement>('[data-offers]')?.dataset.offers?.split('.') ?? []
    if (!list || !key) return
    const names = namesTyped(target.form, list, key)
    for (const option of [...target.options]) {
      if (!names.delete(option.value) && option.value !== '' && !option.selected) option.remove()
    }
    for (const name of names) target.add(new Option(name, name))
  })
}
