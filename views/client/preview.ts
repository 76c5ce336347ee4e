import { keepInTab, restoreFromTab } from './preview/kept.ts'
import { drawTrying, listenTrying, newTrying } from './preview/trying.tsx'
import { openDesk } from './sheet/desk.ts'
import { commitDrafts } from './sheet/drafts.ts'
import { draw, takeAsDrawn } from './sheet/draw.tsx'
import { listen } from './sheet/events.ts'
import { takeFiles } from './sheet/files-in.ts'
import { openFirst } from './sheet/move.ts'
import { readPage } from './sheet/reader.ts'
import { newState } from './sheet/state.ts'
import { toNowhere } from './sheet/wire.ts'

const page = readPage()
if (page) {
  const state = newState(page.data, page.reader)
  const trying = newTrying()
  const desk = openDesk(state, {
    wire: toNowhere,
    draw: (sheet) => {
      draw(sheet)
      drawTrying(trying, sheet)
      keepInTab(state, trying)
    },
  })
  takeAsDrawn(desk.sheet())
  restoreFromTab(desk, trying)
  listen(desk)
  listenTrying(desk, trying)
  const isNamed = location.hash !== ''
  openFirst(desk)
  // Unless an item was asked for, one begins with what the page is, also where the first item is taller than the window.
  if (!isNamed) window.scrollTo(0, 0)
  takeFiles(desk)
  window.addEventListener('pagehide', () => {
    commitDrafts(desk)
    keepInTab(state, trying)
  })
  // Tests and the curious see that the page listens now.
  document.documentElement.dataset.sheet = 'ready'
}
