import { registerKey } from '../../../server/answers/register.ts'
import type { Item } from '../../../server/checklists/format.ts'
import { Alerts } from '../../sheet/alerts.tsx'
import { Away } from '../../sheet/away.tsx'
import { Gauge } from '../../sheet/gauge.tsx'
import { ItemRow } from '../../sheet/item.tsx'
import { Timeline } from '../../sheet/marks.tsx'
import { askedItems, askedSections, isAway, isShown, type Sheet, safetyOf } from '../../sheet/model.ts'
import { SectionTitle } from '../../sheet/section.tsx'
import { Sections } from '../../sheet/sections.tsx'
import { morph } from './morph.ts'

/** What each part was last drawn from. */
const drawn = new Map<string, string>()

const put = (id: string, markup: string) => {
  if (drawn.get(id) === markup) return
  drawn.set(id, markup)
  const element = document.getElementById(id)
  if (element) morph(element, markup)
}

/** Notes that the page came from the server as `sheet` says, so that the first drawing touches only what differs. */
export const takeAsDrawn = (sheet: Sheet): void => {
  for (const section of askedSections(sheet)) {
    for (const item of askedItems(sheet, section)) drawn.set(`item-${item.id}`, signature(sheet, item))
  }
}

/** Brings the page in line with the sheet. An item is drawn again only where something of it changed. */
export const draw = (sheet: Sheet): void => {
  put('alerts', String(<Alerts sheet={sheet} />))
  put('gauge', String(<Gauge sheet={sheet} />))
  put('sections', String(<Sections sheet={sheet} />))
  if (sheet.data.content.timeline) put('timeline', String(<Timeline sheet={sheet} />))
  let shown = 0
  askedSections(sheet).forEach((section, index) => {
    put(`title-${section.id}`, String(<SectionTitle sheet={sheet} section={section} number={index + 1} />))
    const items = askedItems(sheet, section)
    for (const item of items) drawItem(sheet, item)
    put(`away-${section.id}`, String(<Away sheet={sheet} section={section} />))
    const { filter, search } = sheet.local
    const foldedAway = filter === 'all' && search.trim() === '' && items.some((item) => isAway(sheet, item))
    const visible = items.filter((item) => isShown(sheet, item)).length + (foldedAway ? 1 : 0)
    shown += visible
    document.getElementById(`section-${section.id}`)?.toggleAttribute('hidden', visible === 0)
  })
  document.getElementById('no-match')?.toggleAttribute('hidden', shown > 0)
}

function drawItem(sheet: Sheet, item: Item): void {
  const id = `item-${item.id}`
  const now = signature(sheet, item)
  if (drawn.get(id) === now) return
  drawn.set(id, now)
  const element = document.getElementById(id)
  if (element) morph(element, String(<ItemRow sheet={sheet} item={item} />))
}

/** Everything that an item's markup depends on, in short: comparing this is cheaper than drawing. */
function signature(sheet: Sheet, item: Item): string {
  const { recorded, local } = sheet
  const isOpen = local.current === item.id
  const { id, response } = item
  const marks = response.type === 'duration' ? [response.from, response.to] : []
  const photos = sheet.photosOf.get(id) ?? []
  const ops = ['answer', 'note', 'losses', 'refs'].map((register) => recorded.opIdsOf[registerKey(id, register)])
  return JSON.stringify([
    isOpen,
    isShown(sheet, item),
    safetyOf(sheet, id),
    sheet.results.get(id),
    sheet.missingOf.get(id),
    ops,
    photos,
    marks.map((mark) => [recorded.marks[mark], isOpen && safetyOf(sheet, mark), local.unreadable.has(`${mark} time`)]),
    isOpen && [...local.drafts].filter(([key]) => [id, ...marks].some((code) => key.startsWith(`${code} `))),
    isOpen && [...local.unreadable],
    isOpen && photos.map((photo) => local.uploads.get(photo.id)),
    isOpen && [...local.uploads.values()].filter((upload) => upload.code === id && upload.problem),
    isOpen && [local.reasonFor, local.rating, local.trouble],
    sheet.data.open,
  ])
}
