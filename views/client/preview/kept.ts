import type { Tip } from '../../../server/answers/gather.ts'
import type { Desk } from '../sheet/desk.ts'
import type { State } from '../sheet/state.ts'
import { type Chosen, listenCircumstances } from './circumstances.ts'
import type { Trying } from './trying.tsx'

/**
 * A reload does not lose what was tried: the tab keeps it, and forgets it when it is closed. Only what differs from the page is
 * kept, so that answers of an audit that the page brought along are nowhere else.
 */
type Kept = {
  me: string
  seed: number
  why: boolean
  circumstances: Chosen | null
  added: Tip[]
  removed: string[]
}

const keyOfPage = () => `preview ${location.pathname}${location.search}`

export const keepInTab = ({ data, tips }: State, { seed, why, circumstances }: Trying): void => {
  const brought = new Set(data.tips.map(({ op_id }) => op_id))
  const standing = new Set(tips.map(({ op_id }) => op_id))
  const kept: Kept = {
    me: data.me,
    seed,
    why,
    circumstances: circumstances(),
    // The bytes of photos go with the page.
    added: tips.filter(({ op_id, register }) => !brought.has(op_id) && !register.startsWith('photo:')),
    removed: [...brought].filter((id) => !standing.has(id)),
  }
  try {
    sessionStorage.setItem(keyOfPage(), JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing: then a reload begins anew.
  }
}

/** Takes up what was tried here before, unless it was somebody else. */
export const restoreFromTab = (desk: Desk, trying: Trying): void => {
  const kept = readKept()
  const isOwn = kept?.me === desk.state.data.me
  trying.circumstances = listenCircumstances(desk, isOwn ? kept.circumstances : null)
  if (!kept || !isOwn) return
  trying.seed = kept.seed
  trying.why = kept.why
  const removed = new Set(kept.removed)
  desk.change((state) => {
    state.tips = [...state.data.tips.filter(({ op_id }) => !removed.has(op_id)), ...kept.added]
  })
}

const readKept = (): Kept | null => {
  try {
    const text = sessionStorage.getItem(keyOfPage())
    return text === null ? null : (JSON.parse(text) as Kept)
  } catch {
    return null
  }
}
