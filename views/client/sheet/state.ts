import { grouped, type RecordedPhoto, type Tip } from '../../../server/answers/gather.ts'
import type { Operation } from '../../../server/answers/op.ts'
import { registerKey, registerOf } from '../../../server/answers/register.ts'
import type { OpResult } from '../../../server/answers/rules.ts'
import { timeOrdered } from '../../../server/time-id.ts'
import { type Filter, type Sheet, type SheetData, sheetOf, type Trouble, type Upload } from '../../sheet/model.ts'
import type { Reader } from '../../view.ts'
import { standing } from './standing.ts'

/** An op without what every op has: `newOp` adds that. */
export type Entry = {
  [K in Operation['kind']]: { kind: K; value: (Operation & { kind: K })['value'] }
}[Operation['kind']] & {
  code: string
  /** Also replaces these, beyond what stands now. */
  supersedes?: readonly string[]
}

/** Everything that changes while the page is open. Modules change it through `change`, which draws once afterwards. */
export type State = {
  data: SheetData
  reader: Reader
  current: string | null
  filter: Filter
  search: string
  drafts: Map<string, string>
  unreadable: Set<string>
  uploads: Map<string, Upload>
  trouble: Trouble | null
  refusedItems: Set<string>
  refusals: { kept: boolean; reason: string }[]
  reasonFor: string | null
  rating: number
  /** The standing ops as the server last said, and those that it has not answered yet. */
  tips: Tip[]
  pending: Operation[]
  /** Counts answers of the server, so that an older picture of what is recorded is not taken for a newer one. */
  version: number
}

export const newState = (data: SheetData, reader: Reader): State => ({
  data,
  reader,
  current: null,
  filter: 'all',
  search: '',
  drafts: new Map(),
  unreadable: new Set(),
  uploads: new Map(),
  trouble: null,
  refusedItems: new Set(),
  refusals: [],
  reasonFor: null,
  rating: 0,
  tips: data.tips,
  pending: [],
  version: 0,
})

/** The sheet as it stands now, what is not sent yet included. */
export const currentSheet = (state: State): Sheet => {
  const tips = standing(state.tips, state.pending, state.data.me)
  const waiting = new Map<string, number>()
  for (const op of state.pending) waiting.set(op.item_code, (waiting.get(op.item_code) ?? 0) + 1)
  const uploading = [...state.uploads.values()].filter((upload) => upload.percent < 100 && !upload.problem)
  return sheetOf(state.reader, state.data, tips, photosOf(tips, state), {
    current: state.current,
    filter: state.filter,
    search: state.search,
    drafts: state.drafts,
    unreadable: state.unreadable,
    waiting,
    unsent: state.pending.length + state.drafts.size + uploading.length,
    refusedItems: state.refusedItems,
    refusals: state.refusals,
    uploads: state.uploads,
    trouble: state.trouble,
    reasonFor: state.reasonFor,
    rating: state.rating,
  })
}

type AddedPhoto = (Operation & { kind: 'add_photo' })['value']

/** Photos that stand, oldest first; arrived where the server said so or this page has sent the bytes. */
function photosOf(tips: readonly Tip[], { data, uploads }: State): RecordedPhoto[] {
  const known = new Map(data.photos.map((photo) => [photo.id, photo]))
  const photos: RecordedPhoto[] = []
  for (const [, those] of grouped(
    tips.filter((tip) => tip.register.startsWith('photo:')),
    (tip) => tip.register,
  )) {
    const [first] = those
    const adds = those.filter((tip) => tip.kind === 'add_photo').map((tip) => tip.value as AddedPhoto)
    const [added] = adds
    if (!first || !added) continue
    photos.push({
      id: added.photo_id,
      item_code: first.item_code,
      sha256: added.sha256,
      name: adds.find(({ name }) => name !== null)?.name ?? null,
      caption: [...new Set(adds.map(({ caption }) => caption).filter(Boolean))].sort().join(' / '),
      at: known.get(added.photo_id)?.at ?? first.at,
      arrived: (known.get(added.photo_id)?.arrived ?? false) || uploads.get(added.photo_id)?.percent === 100,
    })
  }
  return photos.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
}

/** A random UUID, also where the browser gives none by itself (http on another machine than this). */
export const newUuid = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const device = stored('device', newUuid)
let seq = Number(stored('seq', () => '0'))

/** Kept by the browser where it keeps anything; a private window begins anew. */
function stored(name: string, make: () => string): string {
  try {
    const kept = localStorage.getItem(`sheet-${name}`) ?? make()
    localStorage.setItem(`sheet-${name}`, kept)
    return kept
  } catch {
    return make()
  }
}

/** Makes an op of what was done now. It replaces what stands in its register. */
export const newOp = (sheet: Sheet, { code, kind, value, supersedes = [] }: Entry): Operation => {
  seq += 1
  try {
    localStorage.setItem('sheet-seq', String(seq))
  } catch {
    // Only the order of this page's own ops is lost, and nothing reads it.
  }
  const stands = sheet.recorded.opIdsOf[registerKey(code, registerOf({ kind, value }))] ?? []
  return {
    v: 1,
    op_id: timeOrdered(newUuid(), Date.now()),
    device_id: device,
    seq,
    audit_id: sheet.data.auditId,
    checklist_version: sheet.data.versionId,
    item_code: code,
    supersedes: [...new Set([...stands, ...supersedes])],
    client_time: new Date().toISOString(),
    monotonic_ms: Math.round(performance.now()),
    kind,
    value,
  } as Operation
}

/** Takes the server's word on ops: what counts stands from now on, the rest is told. */
export const settle = (state: State, results: readonly OpResult[]): Operation[] => {
  const answered = new Map(results.map((result) => [result.op_id, result]))
  const those = state.pending.filter((op) => answered.has(op.op_id))
  const stored = those.filter((op) => answered.get(op.op_id)?.status === 'stored')
  state.tips = standing(state.tips, stored, state.data.me)
  state.pending = state.pending.filter((op) => !answered.has(op.op_id))
  for (const op of those) {
    const result = answered.get(op.op_id)
    if (result === undefined || result.status === 'stored') continue
    state.refusals.push({ kept: result.status === 'quarantined', reason: result.reason })
    state.refusedItems.add(op.item_code)
  }
  state.version += 1
  return stored
}
