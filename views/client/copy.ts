// A one-time link goes to the clipboard with one press; without script the field can be selected and copied by hand.

const copy = async (button: HTMLButtonElement, field: HTMLInputElement) => {
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
    button.textContent = button.dataset.copied ?? ''
  } catch {
    // Over plain http browsers keep the clipboard closed: the text is selected, so Ctrl+C does it.
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
  const field = document.querySelector<HTMLInputElement>(button.dataset.copies ?? '')
  if (!field) continue
  button.hidden = false
  button.addEventListener('click', () => void copy(button, field))
  field.addEventListener('focus', () => field.select())
}
