/** Keys of the forms: saving, saving and going on, the item before and after. The page lists them. */
export const startKeys = (): void => {
  document.addEventListener('keydown', (event) => {
    const form = document.querySelector<HTMLFormElement>('.part-form form')
    if (!form || event.isComposing) return
    const isControl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    const wanted =
      isControl && event.key.toLowerCase() === 's'
        ? form.querySelector<HTMLElement>('.acts .main-act')
        : isControl && event.key === 'Enter'
          ? form.querySelector<HTMLElement>('button[name="go"][value="next"]')
          : event.altKey && event.key === 'PageUp'
            ? document.querySelector<HTMLElement>('a[rel="prev"]')
            : event.altKey && event.key === 'PageDown'
              ? document.querySelector<HTMLElement>('a[rel="next"]')
              : null
    if (!wanted) return
    event.preventDefault()
    wanted.click()
  })
}
