import type { SampleRef } from '../../../server/answers/op.ts'
import type { Item, SampleResponse } from '../../../server/checklists/format.ts'
import { type Cell, cellsOf, sampled } from '../../sheet/choices.ts'
import { answer } from './answering.ts'
import type { Desk } from './desk.ts'

type Sample = { item: Item; response: SampleResponse; cells: Cell[] }

const sampleOf = (desk: Desk, code: string): Sample | null => {
  const item = desk.item(code)
  if (item?.response.type !== 'sample' || !desk.state.data.open) return null
  return { item, response: item.response, cells: cellsOf(desk.sheet().recorded, item, item.response) }
}

/** Writes which cases were checked and how each came out. Cases that were not checked are left out. */
function write(desk: Desk, { item }: Sample, cells: readonly Cell[]): void {
  const judged = cells.filter((cell): cell is SampleRef => cell.conform !== null)
  const { recorded } = desk.sheet()
  if (judged.length === 0) {
    if (recorded.refs[item.id]) desk.record({ code: item.id, kind: 'sample_refs', value: [] })
    if (recorded.answers[item.id]) desk.record({ code: item.id, kind: 'clear', value: null })
    return
  }
  const next = sampled(recorded, item, judged)
  if (JSON.stringify(next.refs) !== JSON.stringify(recorded.refs[item.id] ?? [])) {
    desk.record({ code: item.id, kind: 'sample_refs', value: next.refs ?? [] })
  }
  answer(desk, item.id, next.answer)
}

/** Where a case stands once those before it that were not checked fall away. */
const placeOf = (cells: readonly Cell[], at: number) =>
  cells.slice(0, at).filter((cell) => cell.conform !== null).length

/** Judges a case, or turns it over: conforms, does not. A case not checked yet conforms at first. Gives its place. */
export const judgeCase = (desk: Desk, code: string, at: number, verdict?: boolean): number => {
  const sample = sampleOf(desk, code)
  const cell = sample?.cells[at]
  if (!sample || !cell) return at
  const conform = verdict ?? cell.conform !== true
  write(
    desk,
    sample,
    sample.cells.map((one, index) => (index === at ? { ...one, conform } : one)),
  )
  return placeOf(sample.cells, at)
}

/** Takes a case out of the sample: it was not checked after all. */
export const dropCase = (desk: Desk, code: string, at: number): void => {
  const sample = sampleOf(desk, code)
  if (!sample || sample.cells[at]?.conform === null) return
  write(
    desk,
    sample,
    sample.cells.map((one, index) => (index === at ? { ref: '', conform: null } : one)),
  )
}

/** Writes the number of a case; several numbers, as pasted, fill the cases after it. */
export const setRef = (desk: Desk, code: string, at: number, typed: string): boolean => {
  const sample = sampleOf(desk, code)
  const known = sample?.cells[at]
  if (!sample || !known) return true
  const isTimed = sample.item.evidence.timestamps !== undefined
  const refs = (isTimed ? [typed] : typed.split(/[\s,，、;；]+/)).map((ref) => ref.trim().slice(0, 60))
  const given = refs.filter(Boolean).slice(0, sample.response.size - at)
  if (given.length === 0 && known.conform === null) return true
  const cells = sample.cells.map((cell, index): Cell => {
    const ref = given[index - at]
    if (index === at && given.length === 0) return { ...cell, ref: '' }
    return ref === undefined ? cell : { ref, conform: cell.conform ?? true }
  })
  write(desk, sample, cells)
  return true
}

/** Takes the numbers of the cases from the nearest item before this one that samples the same things. */
export const copyCases = (desk: Desk, code: string): void => {
  const sample = sampleOf(desk, code)
  if (!sample) return
  const items = desk.items()
  const { recorded } = desk.sheet()
  const isAlike = (item: Item) =>
    item.response.type === 'sample' &&
    item.response.unit.zh === sample.response.unit.zh &&
    item.response.unit.en === sample.response.unit.en &&
    (recorded.refs[item.id] ?? []).some(({ ref }) => ref !== '')
  const at = items.indexOf(sample.item)
  const source = [...items.slice(0, at).reverse(), ...items.slice(at + 1)].find(isAlike)
  const refs = source ? (recorded.refs[source.id] ?? []) : []
  if (refs.length === 0) return
  const judged = sample.cells.filter((cell) => cell.conform !== null).length
  const count = Math.min(sample.response.size, judged || refs.length)
  write(
    desk,
    sample,
    sample.cells.map((cell, index) =>
      index < count ? { ref: refs[index]?.ref ?? cell.ref, conform: cell.conform ?? true } : cell,
    ),
  )
}
