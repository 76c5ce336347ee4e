import type { ChecklistContent, Frequency, Item, Section } from '../checklists/format.ts'
import type { Circumstances, ItemResult } from '../scoring/result.ts'
import { scoreAudit } from '../scoring/score.ts'
import { grouped, type Recorded, type RecordedPhoto } from './gather.ts'

export type MissingKind =
  | 'answer'
  | 'conflict'
  | 'reason'
  | 'photo'
  | 'note'
  | 'document'
  | 'sample_refs'
  | 'measured_value'
  | 'timestamps'
  | 'receipt'
  | 'named_photo'
  | 'photo_bytes'

/** One thing that stands in the way of submission. `name` is the code of the named photo. */
export type Missing = { item_code: string; section: string; what: MissingKind; name?: string }

/**
 * Everything that is still missing before an audit may be submitted, in the order of the checklist. Evidence is asked of
 * answered items only; `on_fail` means on every finding, as the scoring engine judges it. A document or a receipt is shown by
 * a photo of it. What does not apply lacks nothing. A conflict of a timeline mark stands under the mark's id, in the first section that uses it.
 */
export const missingOf = (
  content: ChecklistContent,
  recorded: Recorded,
  frequency: Frequency | null = null,
  circumstances?: Circumstances,
): Missing[] => {
  const { items } = scoreAudit({
    checklist: content,
    answers: recorded.answers,
    marks: recorded.marks,
    losses: recorded.losses,
    frequency: frequency ?? undefined,
    circumstances,
    mode: 'running',
  })
  return missingFrom(content, recorded, items)
}

/** The same for items that are scored already, as the sheet has them. */
export const missingFrom = (
  content: ChecklistContent,
  recorded: Recorded,
  results: readonly ItemResult[],
): Missing[] => {
  const resultOf = new Map(results.map((result) => [result.code, result]))
  const photosOf = grouped(recorded.photos, (photo) => photo.item_code)
  const inConflict = new Set(recorded.conflicts.map((conflict) => conflict.item_code))
  const ofItems = content.sections.flatMap((section) =>
    section.items.flatMap((item) => {
      const result = resultOf.get(item.id)
      if (!result || result.state === 'not_asked' || result.away) return []
      const photos = photosOf.get(item.id) ?? []
      const kinds: Omit<Missing, 'item_code' | 'section'>[] = inConflict.has(item.id) ? [{ what: 'conflict' }] : []
      kinds.push(...(result.state === 'unanswered' ? unanswered(content, recorded, item) : []))
      if (result.state === 'answered') kinds.push(...evidence(item, recorded, photos, result.finding))
      if (photos.some((photo) => !photo.arrived)) kinds.push({ what: 'photo_bytes' })
      return kinds.map((kind) => ({ item_code: item.id, section: section.id, ...kind }))
    }),
  )
  const ofMarks = recorded.conflicts
    .filter((conflict) => conflict.register === 'mark')
    .map((conflict) => ({
      item_code: conflict.item_code,
      section: sectionOfMark(content, conflict.item_code),
      what: 'conflict' as const,
    }))
  return [...ofMarks, ...ofItems]
}

function unanswered(content: ChecklistContent, recorded: Recorded, item: Item): { what: MissingKind }[] {
  const contested = (code: string, register: string) =>
    recorded.conflicts.some((conflict) => conflict.item_code === code && conflict.register === register)
  if (content.scoring.unanswered !== 'block_submit' || contested(item.id, 'answer')) return []
  return [{ what: item.response.type === 'duration' ? 'timestamps' : 'answer' }]
}

function evidence(
  item: Item,
  recorded: Recorded,
  photos: readonly RecordedPhoto[],
  finding: boolean,
): { what: MissingKind; name?: string }[] {
  const { evidence: rules, response } = item
  const asked = (rule: 'always' | 'on_fail' | undefined) => rule === 'always' || (rule === 'on_fail' && finding)
  const note = (recorded.notes[item.id] ?? '').trim()
  const missing: { what: MissingKind; name?: string }[] = []
  if (asked(rules.photo) && photos.length === 0) missing.push({ what: 'photo' })
  for (const named of item.photos) {
    if (!photos.some((photo) => photo.name === named.code)) missing.push({ what: 'named_photo', name: named.code })
  }
  if (asked(rules.document) && photos.length === 0) missing.push({ what: 'document' })
  if (asked(rules.receipt) && photos.length === 0) missing.push({ what: 'receipt' })
  if (asked(rules.sample_refs) && !refsAreComplete(item, recorded)) missing.push({ what: 'sample_refs' })
  // A duration is read from its marks; a sample of timed cases holds each time in place of the case number.
  if (asked(rules.timestamps) && response.type !== 'duration') {
    const isTimed = response.type === 'sample' ? refsAreComplete(item, recorded) : note !== ''
    if (!isTimed) missing.push({ what: 'timestamps' })
  }
  if (asked(rules.measured_value) && response.type !== 'number' && note === '') missing.push({ what: 'measured_value' })
  // A free text is an account already; nobody writes it twice.
  if (asked(rules.note) && note === '' && response.type !== 'text') missing.push({ what: 'note' })
  return missing
}

/** Every checked case has its number, and as many of them conform as the answer says. */
function refsAreComplete(item: Item, recorded: Recorded): boolean {
  const answer = recorded.answers[item.id]
  const refs = (recorded.refs[item.id] ?? []).filter(({ ref }) => ref.trim() !== '')
  if (answer?.type !== 'sample') return refs.length > 0
  return refs.length === answer.checked && refs.filter(({ conform }) => conform).length === answer.conform
}

const usesMark = (section: Section, mark: string) =>
  section.items.some(({ response }) => response.type === 'duration' && (response.from === mark || response.to === mark))

const sectionOfMark = (content: ChecklistContent, mark: string): string =>
  (content.sections.find((section) => usesMark(section, mark)) ?? content.sections[0])?.id ?? ''
