import type { Item } from '../../../server/checklists/format.ts'
import { askedSections, itemsNow, type Sheet } from '../../sheet/model.ts'
import { type Drainer, startDrainer } from './drainer.ts'
import { draw as drawSheet } from './draw.tsx'
import { announceSaved, announceTrouble } from './live.ts'
import { memoryStore, type OpStore } from './op-store.ts'
import { currentSheet, type Entry, newOp, type State, settle } from './state.ts'
import { toServer, type Wire } from './wire.ts'

/** The open sheet: what the other modules read, record on and draw through. */
export type Desk = {
  state: State
  /** The sheet as it stands now. */
  sheet: () => Sheet
  /** Changes something and draws once when this turn is over. */
  change: (how: (state: State) => void) => void
  /** Draws at once, for those who need the new elements. */
  drawNow: () => void
  /** Writes ops and starts sending them. */
  record: (...entries: Entry[]) => void
  drainer: Drainer
  wire: Wire
  items: () => Item[]
  item: (code: string) => Item | undefined
}

/** What a desk stands on; each has its usual. */
export type Ground = {
  store?: OpStore
  wire?: Wire
  /** Brings the page in line with the sheet. */
  draw?: (sheet: Sheet) => void
}

export const openDesk = (
  state: State,
  { store = memoryStore(), wire = toServer, draw = drawSheet }: Ground = {},
): Desk => {
  let known: Sheet | null = null
  let isDue = false
  const sheet = () => {
    known ??= currentSheet(state)
    return known
  }
  const drawNow = () => {
    isDue = false
    draw(sheet())
  }
  const change = (how: (state: State) => void) => {
    how(state)
    known = null
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      if (isDue) drawNow()
    })
  }
  const record = (...entries: Entry[]) => {
    if (!state.data.open) return
    for (const entry of entries) {
      const op = newOp(sheet(), entry)
      change(() => {
        state.refusedItems.delete(op.item_code)
        state.pending.push(op)
      })
      void store.add([op]).then(drainer.kick)
    }
  }
  const drainer = startDrainer(state.data.me, store, wire, {
    answered: (results) => {
      change(() => announceSaved(sheet(), settle(state, results)))
    },
    trouble: (trouble) => {
      if (trouble === state.trouble) return
      change(() => {
        announceTrouble(state.reader, state.trouble, trouble)
        state.trouble = trouble
      })
    },
  })
  const items = () => askedSections(sheet()).flatMap((section) => itemsNow(sheet(), section))
  return {
    state,
    sheet,
    change,
    drawNow,
    record,
    drainer,
    wire,
    items,
    item: (code) => items().find(({ id }) => id === code),
  }
}
