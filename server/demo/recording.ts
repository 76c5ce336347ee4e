import type { Actor } from '../access/can.ts'
import { recordOps } from '../answers/commands.ts'
import { type Missing, missingOf } from '../answers/missing.ts'
import type { Operation, OperationKind } from '../answers/op.ts'
import { mostOps } from '../answers/protocol.ts'
import { loadRecorded } from '../answers/recorded.ts'
import { circumstancesOf } from '../audits/circumstances.ts'
import { findAudit } from '../audits/store.ts'
import type { ChecklistContent } from '../checklists/format.ts'
import type { AppContext } from '../context.ts'
import type { AuditRow } from '../db/schema.ts'
import { awayFrom } from '../scoring/conditions.ts'
import { answersOf, type Dealership, type DemoAnswer } from './answering.ts'
import type { Chance } from './random.ts'

type MakeOp = <K extends OperationKind>(
  kind: K,
  code: string,
  value: Extract<Operation, { kind: K }>['value'],
) => Operation
type AddPhoto = (code: string, faulty: boolean, name?: string | null) => Operation

/** What recording one audit of the demo takes. `share` of the items are answered; 1 for an audit that will be submitted. */
export type Recording = {
  app: AppContext
  actor: Actor
  audit: Pick<AuditRow, 'id' | 'checklist_version_id' | 'frequency'>
  content: ChecklistContent
  dealership: Dealership
  by: Chance
  /** SHA-256 of stored photos to choose from; those at even places show a fault. */
  photos: readonly string[]
  share?: number
}

/** Records answers, losses, notes and all evidence that the checklist asks for, through the same door as a laptop. */
export const recordAudit = async (given: Recording): Promise<void> => {
  const { app, actor, audit, content, dealership, by, photos, share = 1 } = given
  const visitAt = app.now().toISOString()
  let seq = 0
  const op: MakeOp = (kind, item_code, value) =>
    ({
      v: 1,
      op_id: by.id(),
      device_id: 'demo-laptop',
      seq: ++seq,
      audit_id: audit.id,
      checklist_version: audit.checklist_version_id,
      item_code,
      kind,
      value,
      supersedes: [],
      client_time: visitAt,
      monotonic_ms: seq * 4_000,
    }) as unknown as Operation
  const photoOf = (faulty: boolean) =>
    photos[by.whole(0, Math.floor(photos.length / 2) - 1) * 2 + (faulty ? 0 : 1)] ?? ''
  const addPhoto: AddPhoto = (item_code, faulty, name = null) =>
    op('add_photo', item_code, { photo_id: by.id(), sha256: photoOf(faulty), name, caption: '' })

  const recorded = answersOf(content, dealership, by, visitAt, audit.frequency ?? undefined)
  const frequency = audit.frequency ?? undefined
  const started = await findAudit(app.db, audit.id)
  const circumstances = started && circumstancesOf(started)
  const answers = Object.fromEntries(
    Object.entries(recorded.items).flatMap(([code, { answer }]) => (answer ? [[code, answer] as const] : [])),
  )
  const away = awayFrom({ checklist: content, answers, marks: recorded.marks, frequency, circumstances })
  const codes = Object.keys(recorded.items).filter((code) => !away.has(code))
  const ops: Operation[] = Object.entries(recorded.marks).map(([mark, value]) => op('mark', mark, value))
  for (const code of codes.slice(0, Math.round(codes.length * share))) {
    const item = recorded.items[code]
    if (!item) continue
    if (item.answer?.type === 'not_applicable') ops.push(op('not_applicable', code, { reason: item.answer.reason }))
    else if (item.answer) ops.push(op('answer', code, item.answer))
    if (item.losses.length > 0) ops.push(op('losses', code, item.losses))
    if (item.note) ops.push(op('note', code, item.note))
    if (!item.good && by.happens(0.5)) ops.push(addPhoto(code, true))
  }
  await send(app, actor, ops)

  // What the checklist still asks for as evidence is added the way an auditor would.
  const missing = missingOf(content, await loadRecorded(app.db, audit.id), audit.frequency, circumstances)
  const asked = new Map(missing.map((lack) => [`${lack.item_code} ${registerOfEvidence(lack, recorded.items)}`, lack]))
  const evidence = [...asked.values()].flatMap((lack) => {
    const answered = recorded.items[lack.item_code]
    return answered ? evidenceFor(lack, answered, by, op, addPhoto) : []
  })
  await send(app, actor, share === 1 ? evidence : evidence.slice(0, Math.round(evidence.length * 0.8)))
}

/** Two things that one operation settles are asked for once: case numbers show the times of a timed sample too. */
const registerOfEvidence = (lack: Missing, items: Record<string, DemoAnswer>) => {
  if (lack.what === 'sample_refs' || lack.what === 'timestamps')
    return items[lack.item_code]?.answer?.type === 'sample' ? 'refs' : 'note'
  return lack.what === 'named_photo' ? lack.name : lack.what
}

const send = async (app: AppContext, actor: Actor, ops: Operation[]) => {
  for (let from = 0; from < ops.length; from += mostOps) {
    const results = await recordOps(app, actor, ops.slice(from, from + mostOps))
    const kept = results.find((result) => result.status !== 'stored')
    if (kept) throw new Error(`the demo recorded something that does not fit: ${JSON.stringify(kept)}`)
  }
}

const evidenceFor = (
  lack: Missing,
  { answer, good }: DemoAnswer,
  by: Chance,
  op: MakeOp,
  addPhoto: AddPhoto,
): Operation[] => {
  const code = lack.item_code
  switch (lack.what) {
    case 'photo':
    case 'document':
    case 'receipt':
      return [addPhoto(code, !good)]
    case 'named_photo':
      return [addPhoto(code, !good, lack.name ?? null)]
    case 'sample_refs':
    case 'timestamps':
      return answer?.type === 'sample' ? [op('sample_refs', code, casesOf(answer, by))] : [op('note', code, remark(by))]
    case 'note':
      return [op('note', code, remark(by))]
    default:
      return []
  }
}

const remark = (by: Chance) =>
  by.one(['与当班人员核对，情况属实。', '抽查记录完整，签字齐全。', '现场观察两次，结果一致。'])

/** Case numbers of a sample, as they stand on repair orders. */
const casesOf = ({ checked, conform }: { checked: number; conform: number }, by: Chance) => {
  let number = by.whole(1_000, 8_000)
  return Array.from({ length: checked }, (_, n) => {
    number += by.whole(3, 17)
    return { ref: String(number), conform: n < conform }
  })
}
