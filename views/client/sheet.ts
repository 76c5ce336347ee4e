import { openDesk } from './sheet/desk.ts'
import { takeAsDrawn } from './sheet/draw.tsx'
import { listen } from './sheet/events.ts'
import { takeFiles } from './sheet/files-in.ts'
import { guardLeaving } from './sheet/leaving.ts'
import { openFirst } from './sheet/move.ts'
import { readPage } from './sheet/reader.ts'
import { keepFresh } from './sheet/refresh.ts'
import { newState } from './sheet/state.ts'

const page = readPage()
if (page) {
  const desk = openDesk(newState(page.data, page.reader))
  takeAsDrawn(desk.sheet())
  listen(desk)
  openFirst(desk)
  if (page.data.open) {
    takeFiles(desk)
    guardLeaving(desk)
    keepFresh(desk)
  }
  // Tests and the curious see that the page listens now.
  document.documentElement.dataset.sheet = 'ready'
}
