import type { Desk } from './desk.ts'
import { openItem } from './move.ts'
import { addPhotos } from './photos.ts'

const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])]

/** Photos that are dropped on an item or pasted anywhere. */
export const takeFiles = (desk: Desk): void => {
  document.addEventListener('dragover', (event) => {
    // Anywhere else the browser would leave the page to show the file.
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  document.addEventListener('drop', (event) => {
    const files = filesOf(event.dataTransfer)
    if (files.length === 0) return
    event.preventDefault()
    const over = (event.target as HTMLElement).closest<HTMLElement>('[data-item]')?.dataset.item
    addTo(desk, over ?? desk.state.current, files)
  })
  document.addEventListener('paste', (event) => {
    const files = filesOf(event.clipboardData)
    if (files.length === 0) return
    event.preventDefault()
    addTo(desk, desk.state.current, files)
  })
}

function addTo(desk: Desk, code: string | null, files: File[]): void {
  if (!code || !desk.state.data.open) return
  if (desk.state.current !== code) openItem(desk, code)
  void addPhotos(desk, code, files, null)
}
