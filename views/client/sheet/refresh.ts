import type { Desk } from './desk.ts'
import { photosWait } from './photos.ts'
import { fetchRecorded, isFailure } from './wire.ts'

const every = 30_000
const open = new Set(['planned', 'in_progress', 'returned'])

/** Fetches from time to time what colleagues recorded, which photos arrived, and whether the audit is still open. */
export const keepFresh = (desk: Desk): void => {
  let isAsking = false
  const refresh = async () => {
    if (isAsking || document.hidden || desk.state.pending.length > 0) return
    isAsking = true
    const { version } = desk.state
    const now = await fetchRecorded(desk.state.data.auditId)
    isAsking = false
    // Something was recorded or answered meanwhile: this picture is an older one.
    if (isFailure(now) || version !== desk.state.version || desk.state.pending.length > 0) return
    if (now.user !== desk.state.data.me) return
    if (!open.has(now.state) || !now.records) {
      if (desk.state.drafts.size === 0 && !photosWait()) location.reload()
      return
    }
    desk.change((state) => {
      state.tips = now.tips
      state.data = { ...state.data, photos: now.photos, people: { ...state.data.people, ...now.people } }
    })
  }
  setInterval(refresh, every)
  window.addEventListener('focus', refresh)
  document.addEventListener('visibilitychange', refresh)
  window.addEventListener('online', () => desk.drainer.retry())
}
