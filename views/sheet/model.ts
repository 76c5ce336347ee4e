import { gather, grouped, type Recorded, type RecordedPhoto, type Tip } from '../../server/answers/gather.ts'
import { type Missing, missingFrom } from '../../server/answers/missing.ts'
import type { ChecklistContent, Frequency, Item, Section } from '../../server/checklists/format.ts'
import type { AuditState } from '../../server/db/schema.ts'
import type { Circumstances, ItemResult, ScoreResult } from '../../server/scoring/result.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import type { Reader } from '../view.ts'
import type { Said } from './said.ts'

/** How an item came out the time before. `when` names that audit. */
export type LastAudit = {
  when: string
  /** Its score as a value on the scale of this sheet; null where its checklist was read otherwise then. */
  score: number | null
  items: Record<string, { said: Said; points: string | null; finding: boolean }>
}

/** What the page hands to its script: everything that a laptop needs to go on alone. Plain JSON. */
export type SheetData = {
  auditId: string
  versionId: string
  state: AuditState
  /** Whether this reader may change anything now. */
  open: boolean
  me: string
  /** The day for which it is planned: new times are on it. */
  day: string
  frequency: Frequency | null
  /** What conditions look at besides answers and marks. */
  circumstances: Circumstances | null
  content: ChecklistContent
  tips: Tip[]
  photos: RecordedPhoto[]
  /** Who wrote what is recorded, by id. */
  people: Record<string, string>
  last: LastAudit | null
  /** A shopper never sees a score. */
  showsScore: boolean
  /** The checklist is only tried out: nothing is kept, and nothing submitted. */
  trial?: true
}

/** Where an item is safe: the sign at its right end. */
export type Safety = 'none' | 'typing' | 'unsaved' | 'sending' | 'saved' | 'two' | 'refused'

/** A photo that this page is sending. `problem` is the sentence of its refusal. */
export type Upload = { code: string; url: string; percent: number; problem?: string }

export const filters = ['all', 'unanswered', 'missing', 'findings'] as const
export type Filter = (typeof filters)[number]

/** Why nothing is being saved at the moment. */
export type Trouble = 'network' | 'server' | 'signed_out' | 'gone' | 'other_user'

/** What only this open page knows. */
export type Local = {
  current: string | null
  filter: Filter
  search: string
  /** Texts being typed, by `draftKey`; not yet an op. */
  drafts: ReadonlyMap<string, string>
  /** Fields whose text cannot be read, by `draftKey`. */
  unreadable: ReadonlySet<string>
  /** Ops that wait for the server, by item or mark. */
  waiting: ReadonlyMap<string, number>
  unsent: number
  refusedItems: ReadonlySet<string>
  refusals: readonly { kept: boolean; reason: string }[]
  uploads: ReadonlyMap<string, Upload>
  trouble: Trouble | null
  /** An item whose answer is about to become N/A and waits for its reason. */
  reasonFor: string | null
  /** Which of several ratings of the open item is being given, from 0; one more than there are adds one. */
  rating: number
}

export const quiet: Local = {
  current: null,
  filter: 'all',
  search: '',
  drafts: new Map(),
  unreadable: new Set(),
  waiting: new Map(),
  unsent: 0,
  refusedItems: new Set(),
  refusals: [],
  uploads: new Map(),
  trouble: null,
  reasonFor: null,
  rating: 0,
}

/** Everything that the parts of the sheet draw from, on the server and in the browser. */
export type Sheet = {
  reader: Reader
  data: SheetData
  local: Local
  recorded: Recorded
  result: ScoreResult
  results: ReadonlyMap<string, ItemResult>
  missing: readonly Missing[]
  missingOf: ReadonlyMap<string, Missing[]>
  photosOf: ReadonlyMap<string, RecordedPhoto[]>
  /** Items or marks with more than one content. */
  contested: ReadonlySet<string>
  /** Items or marks of which anything is recorded. */
  touched: ReadonlySet<string>
}

/** Puts the sheet together: what is recorded, what it scores, what is missing. */
export const sheetOf = (
  reader: Reader,
  data: SheetData,
  tips: readonly Tip[] = data.tips,
  photos: readonly RecordedPhoto[] = data.photos,
  local: Local = quiet,
): Sheet => {
  const recorded = gather(tips, photos)
  const { answers, marks, losses } = recorded
  const result = scoreAudit({
    checklist: data.content,
    answers,
    marks,
    losses,
    frequency: data.frequency ?? undefined,
    circumstances: data.circumstances ?? undefined,
    mode: 'running',
  })
  const missing = missingFrom(data.content, recorded, result.items)
  return {
    reader,
    data,
    local,
    recorded,
    result,
    results: new Map(result.items.map((item) => [item.code, item])),
    missing,
    missingOf: grouped(missing, (one) => one.item_code),
    photosOf: grouped(photos, (photo) => photo.item_code),
    contested: new Set(recorded.conflicts.map((conflict) => conflict.item_code)),
    touched: new Set([
      ...[answers, marks, losses, recorded.notes, recorded.refs].flatMap((register) => Object.keys(register)),
      ...photos.map((photo) => photo.item_code),
    ]),
  }
}

/** Items of a section that this run may ask: all that the page holds, those too that do not apply as it stands. */
export const askedItems = (sheet: Sheet, section: Section): readonly Item[] =>
  section.items.filter((item) => sheet.results.get(item.id)?.state !== 'not_asked')

/** Items of a section that apply now. */
export const itemsNow = (sheet: Sheet, section: Section): readonly Item[] =>
  askedItems(sheet, section).filter((item) => !isAway(sheet, item))

export const isAway = (sheet: Sheet, item: Item): boolean => sheet.results.get(item.id)?.away !== undefined

/** Sections that the page holds, in their order. */
export const askedSections = (sheet: Sheet): readonly Section[] =>
  sheet.data.content.sections.filter((section) => askedItems(sheet, section).length > 0)

export const isSettled = (sheet: Sheet, code: string): boolean => {
  const state = sheet.results.get(code)?.state
  return state === 'answered' || state === 'not_applicable'
}

/** Whether evidence is missing of an item that is answered. */
export const lacksEvidence = (sheet: Sheet, code: string): boolean =>
  isSettled(sheet, code) && (sheet.missingOf.get(code) ?? []).some(({ what }) => what !== 'conflict')

/**
 * The grade so far: that of the points, held down by the gates that are triggered already. A running score has no grade of
 * its own while answers are missing.
 */
export const gradeSoFar = ({ result, data }: Sheet): string | null => {
  if (result.grade !== null || result.gradeByScore === null) return result.grade
  const { bands } = data.content.scoring
  const rowOf = (grade: string) => bands.findIndex((band) => band.grade === grade)
  const effects = result.gates.filter((gate) => gate.triggered).map((gate) => gate.then)
  const set = effects.flatMap(({ set_grade }) => (set_grade === undefined ? [] : rowOf(set_grade)))
  const caps = effects.flatMap(({ cap_grade }) => (cap_grade === undefined ? [] : rowOf(cap_grade)))
  const row = Math.max(set.length > 0 ? Math.max(...set) : rowOf(result.gradeByScore), ...caps)
  return bands[row]?.grade ?? null
}

export const safetyOf = (sheet: Sheet, code: string): Safety => {
  const { local, contested, touched } = sheet
  if (contested.has(code)) return 'two'
  if (local.refusedItems.has(code)) return 'refused'
  if ([...local.drafts.keys()].some((key) => key.startsWith(`${code} `))) return 'typing'
  if (local.waiting.has(code)) return local.trouble ? 'unsaved' : 'sending'
  return touched.has(code) || isSettled(sheet, code) ? 'saved' : 'none'
}

/** Names a text being typed: `AS-1-01 note`, `AS-1-01 ref 3`, `P0 time`. */
export const draftKey = (code: string, field: string): string => `${code} ${field}`

/** What stands in a field: the text being typed, else what is recorded. */
export const fieldText = (sheet: Sheet, code: string, field: string, recorded: string): string =>
  sheet.local.drafts.get(draftKey(code, field)) ?? recorded

/** Whether an item applies and filter and search let it be seen. The open item always is. */
export const isShown = (sheet: Sheet, item: Item): boolean => {
  const { filter, search, current } = sheet.local
  if (isAway(sheet, item)) return false
  if (item.id === current) return true
  const result = sheet.results.get(item.id)
  if (filter === 'unanswered' && isSettled(sheet, item.id)) return false
  if (filter === 'missing' && !lacksEvidence(sheet, item.id) && !sheet.contested.has(item.id)) return false
  if (filter === 'findings' && !result?.finding) return false
  const words = search.trim().toLowerCase()
  return words === '' || `${item.id} ${item.text.zh} ${item.text.en}`.toLowerCase().includes(words)
}
