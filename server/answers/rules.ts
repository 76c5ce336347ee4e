import type { AuditFacts } from '../access/can.ts'
import type { ChecklistContent, Item } from '../checklists/format.ts'
import type { AuditState } from '../db/schema.ts'
import { validateAnswer } from '../scoring/answer.ts'
import { validateMark } from '../scoring/marks.ts'
import type { Operation } from './op.ts'

/** Why an op is kept but does not count; worded as `answers.quarantine.<reason>`. */
export const quarantineReasons = [
  'reassigned',
  'not_open',
  'other_version',
  'unknown_item',
  'invalid_value',
  'photo_elsewhere',
] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

/** Why an op is not kept at all. */
export type RefusalReason = 'malformed' | 'other_body' | 'unknown_audit' | 'quarantine_full'

/** What became of an op, as its sender is told. */
export type OpResult =
  | { op_id: string; status: 'stored' }
  | { op_id: string; status: 'quarantined'; reason: QuarantineReason }
  | { op_id: string; status: 'refused'; reason: RefusalReason }

/** Most quarantined ops of one person: a faulty laptop must not fill the disk. */
export const mostQuarantined = 5_000

/** While an audit is in one of these states, what is sent counts. A first answer does not start a planned audit. */
const open: ReadonlySet<AuditState> = new Set(['planned', 'in_progress', 'returned'])
export const isOpen = (state: AuditState): boolean => open.has(state)

/** Whether a well-formed op counts: null, or why it is only kept. */
export const quarantineOf = (
  op: Operation,
  audit: { checklistVersionId: string; facts: AuditFacts; recordsNow: boolean },
  content: ChecklistContent,
): QuarantineReason | null => {
  if (!audit.recordsNow) return 'reassigned'
  if (!isOpen(audit.facts.state)) return 'not_open'
  if (op.checklist_version !== audit.checklistVersionId) return 'other_version'
  if (op.kind === 'mark') return markProblem(op, content)
  const item = findItem(content, op.item_code)
  if (!item) return 'unknown_item'
  return isValid(op, item) ? null : 'invalid_value'
}

const findItem = (content: ChecklistContent, code: string): Item | undefined => {
  for (const section of content.sections) {
    const item = section.items.find(({ id }) => id === code)
    if (item) return item
  }
  return undefined
}

const markProblem = (op: Operation & { kind: 'mark' }, content: ChecklistContent): QuarantineReason | null => {
  if (!content.timeline?.marks.some(({ id }) => id === op.item_code)) return 'unknown_item'
  return op.value === null || validateMark(content, op.item_code, op.value) === null ? null : 'invalid_value'
}

const isValid = (op: Exclude<Operation, { kind: 'mark' }>, item: Item): boolean => {
  switch (op.kind) {
    case 'answer':
      return validateAnswer(item, op.value) === null
    case 'not_applicable':
      return validateAnswer(item, { type: 'not_applicable', reason: op.value.reason }) === null
    case 'losses':
      return op.value.every((code) => item.losses.some((loss) => loss.code === code))
    case 'sample_refs':
      return item.response.type === 'sample' && op.value.length <= item.response.size
    case 'add_photo':
      return op.value.name === null || item.photos.some((photo) => photo.code === op.value.name)
    case 'clear':
    case 'note':
    case 'remove_photo':
      return true
  }
}
