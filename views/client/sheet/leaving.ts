import { nextBatch } from './batch.ts'
import type { Desk } from './desk.ts'
import { commitDrafts } from './drafts.ts'
import { photosWait } from './photos.ts'
import { postOpsLeaving } from './wire.ts'

/** Most that a browser sends for a page that is gone. */
const lastWords = 20

/** Leaving asks first while anything is not saved; what is typed is saved as far as there is time. */
export const guardLeaving = (desk: Desk): void => {
  window.addEventListener('beforeunload', (event) => {
    commitDrafts(desk)
    if (desk.state.pending.length > 0 || desk.state.drafts.size > 0 || photosWait()) event.preventDefault()
  })
  window.addEventListener('pagehide', () => {
    commitDrafts(desk)
    const batch = nextBatch(desk.state.pending, lastWords)
    if (batch.length > 0) postOpsLeaving(desk.state.data.me, batch)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) commitDrafts(desk)
  })
}
