// Every page works without this module; it only makes some of them quicker.

/** Forms that were changed and not sent: leaving the page asks first. */
const changed = new Set<HTMLFormElement>()

const closeMenus = (except: Element | null) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (menu !== except) menu.removeAttribute('open')
}

document.addEventListener('click', (event) => closeMenus((event.target as Element).closest('details.menu')))

document.addEventListener('keydown', (event) => {
  const place = event.target as HTMLElement
  if (event.key === 'Escape') {
    const open = place.closest<HTMLDetailsElement>('details.menu[open]')
    closeMenus(null)
    open?.querySelector('summary')?.focus()
  }
  const typing = place.isContentEditable || /^(input|textarea|select)$/i.test(place.tagName)
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector<HTMLInputElement>('input[type="search"]')
    if (!search) return
    event.preventDefault()
    search.focus()
    search.select()
  }
})

document.addEventListener('input', (event) => {
  const form = (event.target as HTMLInputElement).form
  if (form?.dataset.guarded !== undefined) changed.add(form)
})

document.addEventListener('reset', (event) => changed.delete(event.target as HTMLFormElement))

window.addEventListener('beforeunload', (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault()
})

// A list's URL carries only what was chosen.
document.addEventListener('formdata', (event) => {
  if ((event.target as HTMLFormElement).method !== 'get') return
  for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name)
})

// Sending twice is a mistake of the hand. The button stays in the form data, because the form has been read by then.
document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (form.method !== 'post' || event.defaultPrevented) return
  changed.delete(form)
  // What answers with a file leaves the page as it is.
  if (form.dataset.download !== undefined) return
  setTimeout(() => {
    for (const button of form.querySelectorAll('button')) {
      button.setAttribute('aria-busy', String(button === event.submitter))
      button.disabled = true
    }
  })
})

// The browser's back button may bring the page back as it was left.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[aria-busy]')) {
    button.removeAttribute('aria-busy')
    button.disabled = false
  }
})

// A search that ends elsewhere (signed out, gone) is shown as the page it is, not as a piece of this one.
document.addEventListener('htmx:after:request', (event) => {
  const { sourceElement, response, request } = (event as CustomEvent).detail.ctx
  if (!sourceElement.matches('.list-tools') || (response.raw.ok && !response.raw.redirected)) return
  event.preventDefault()
  location.assign(request.action)
})

document.addEventListener('htmx:after:swap', () => {
  for (const status of document.querySelectorAll<HTMLElement>('[data-follows]')) {
    const text = document.querySelector(status.dataset.follows ?? '')?.textContent ?? ''
    if (status.textContent !== text) status.textContent = text
  }
  // A form that comes back with errors; without htmx the autofocus attribute does this.
  if (document.querySelector('.problems')) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
})

// Where the tabs are wider than the screen, the one that is open is in sight.
for (const tab of document.querySelectorAll<HTMLElement>('.tabs [aria-current]')) {
  const tabs = tab.parentElement
  if (tabs) tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2
}
