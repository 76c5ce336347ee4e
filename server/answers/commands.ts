import { createHash } from 'node:crypto'
import { type Actor, can } from '../access/can.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import type { AnswerOpRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { grouped } from './gather.ts'
import { canonicalText, type Operation } from './op.ts'
import { refreshPhotos, takenPhotoIds } from './photo-register.ts'
import { mostOps } from './protocol.ts'
import { registerKey, registerOf } from './register.ts'
import { mostQuarantined, type OpResult, type QuarantineReason, quarantineOf } from './rules.ts'
import {
  type AuditToRecord,
  countQuarantined,
  deleteTips,
  insertOps,
  insertSupersededEarly,
  insertTips,
  listAuditsToRecord,
  listOpsById,
} from './store.ts'

export type { OpResult } from './rules.ts'

/** An op with what was decided about it. */
type Judged = { op: Operation; hash: string; quarantine: QuarantineReason | null }

/**
 * Stores answer operations, all in one transaction. Sending an op again changes nothing; the same id with another body
 * is refused. What comes from someone who records or ever recorded the audit but does not fit any more is kept in quarantine, so
 * that nothing blocks a laptop's queue. When none of the audits is theirs to record, the place does not exist (`not_found`).
 * Results stand in the order of `ops`.
 */
export const recordOps = async (app: AppContext, actor: Actor, ops: readonly Operation[]): Promise<OpResult[]> => {
  if (ops.length > mostOps) throw new Problem('too_large', 'general.problem.too_large')
  if (ops.length === 0) return []
  return app.transact(async (trx) => {
    const asked = await listAuditsToRecord(trx, [...new Set(ops.map((op) => op.audit_id))], actor.id)
    const audits = new Map(asked.filter((audit) => mayHaveRecorded(actor, audit)).map((audit) => [audit.id, audit]))
    if (audits.size === 0) throw new Problem('not_found', 'general.problem.not_found')

    const results = new Map<string, OpResult>()
    const judged = await judge(trx, actor, ops, audits, results)
    const fresh = await store(app, trx, actor, judged, results)
    await stand(
      app,
      trx,
      actor,
      fresh.filter(({ quarantine }) => quarantine === null).map(({ op }) => op),
    )
    return ops.flatMap((op) => results.get(op.op_id) ?? [])
  })
}

/** Whoever ever held the audit may send what they recorded then. */
const mayHaveRecorded = (actor: Actor, { facts }: AuditToRecord) =>
  can(actor, 'audit.record', { ...facts, auditorIds: facts.everAuditorIds })

async function judge(
  trx: Trx,
  actor: Actor,
  ops: readonly Operation[],
  audits: ReadonlyMap<string, AuditToRecord>,
  results: Map<string, OpResult>,
): Promise<Judged[]> {
  const judged = new Map<string, Judged>()
  const elsewhere = await takenPhotoIds(trx, ops)
  for (const op of ops) {
    const audit = audits.get(op.audit_id)
    if (!audit) {
      results.set(op.op_id, { op_id: op.op_id, status: 'refused', reason: 'unknown_audit' })
      continue
    }
    const hash = createHash('sha256').update(canonicalText(op)).digest('hex')
    const twin = judged.get(op.op_id)
    if (twin) {
      if (twin.hash !== hash) results.set(op.op_id, { op_id: op.op_id, status: 'refused', reason: 'other_body' })
      continue
    }
    const content = await getContent(trx, audit.checklistVersionId)
    const recordsNow = can(actor, 'audit.record', audit.facts)
    const quarantine =
      quarantineOf(op, { ...audit, recordsNow }, content) ?? (elsewhere.has(op.op_id) ? 'photo_elsewhere' : null)
    judged.set(op.op_id, { op, hash, quarantine })
  }
  return [...judged.values()].filter(({ op }) => !results.has(op.op_id))
}

/** Inserts what is new, says of everything what became of it, and gives back what was new. */
async function store(
  app: AppContext,
  trx: Trx,
  actor: Actor,
  judged: readonly Judged[],
  results: Map<string, OpResult>,
): Promise<Judged[]> {
  let keep = judged
  const quarantined = judged.filter(({ quarantine }) => quarantine !== null)
  if (quarantined.length > 0) {
    const room = Math.max(0, mostQuarantined - (await countQuarantined(trx, actor.id)))
    const known = new Set((await listOpsById(trx, idsOf(quarantined))).map((row) => row.op_id))
    const turnedAway = new Set(quarantined.filter(({ op }) => !known.has(op.op_id)).slice(room))
    for (const { op } of turnedAway) {
      results.set(op.op_id, { op_id: op.op_id, status: 'refused', reason: 'quarantine_full' })
    }
    keep = judged.filter((one) => !turnedAway.has(one))
  }
  if (keep.length === 0) return []

  const receivedAt = app.now().toISOString()
  const inserted = await insertOps(
    trx,
    keep.map((one) => rowOf(one, actor.id, receivedAt)),
  )
  for (const { op, quarantine } of keep) results.set(op.op_id, outcome(op.op_id, quarantine))
  const fresh = keep.filter(({ op }) => inserted.has(op.op_id))
  if (fresh.length < keep.length) {
    await answerAgain(
      app,
      trx,
      actor,
      keep.filter(({ op }) => !inserted.has(op.op_id)),
      results,
    )
  }
  return fresh
}

/** Ops that were stored before: the same answer again, or a refusal where the body is another. */
async function answerAgain(
  app: AppContext,
  trx: Trx,
  actor: Actor,
  again: readonly Judged[],
  results: Map<string, OpResult>,
) {
  const known = new Map((await listOpsById(trx, idsOf(again))).map((row) => [row.op_id, row]))
  for (const { op, hash } of again) {
    const row = known.get(op.op_id)
    if (row?.body_hash === hash) {
      results.set(op.op_id, outcome(op.op_id, row.quarantine as QuarantineReason | null))
    } else {
      results.set(op.op_id, { op_id: op.op_id, status: 'refused', reason: 'other_body' })
      app.log.warn({ op: op.op_id, audit: op.audit_id, user: actor.id }, 'op refused: same id, other body')
    }
  }
}

const idsOf = (judged: readonly Judged[]) => judged.map(({ op }) => op.op_id)

const outcome = (op_id: string, quarantine: QuarantineReason | null): OpResult =>
  quarantine === null ? { op_id, status: 'stored' } : { op_id, status: 'quarantined', reason: quarantine }

const rowOf = ({ op, hash, quarantine }: Judged, userId: string, receivedAt: string): AnswerOpRow => ({
  op_id: op.op_id,
  audit_id: op.audit_id,
  user_id: userId,
  device_id: op.device_id,
  seq: op.seq,
  checklist_version: op.checklist_version,
  item_code: op.item_code,
  kind: op.kind,
  value: JSON.stringify(op.value),
  supersedes: JSON.stringify(op.supersedes),
  client_time: op.client_time,
  monotonic_ms: op.monotonic_ms,
  v: op.v,
  body_hash: hash,
  received_at: receivedAt,
  quarantine,
})

/** Lets new ops stand in their registers, in place of those that they replace. */
async function stand(app: AppContext, trx: Trx, actor: Actor, ops: readonly Operation[]): Promise<void> {
  if (ops.length === 0) return
  const tips = []
  const early = []
  for (const group of grouped(ops, (op) => `${op.audit_id} ${registerKey(op.item_code, registerOf(op))}`).values()) {
    const [first] = group
    if (!first) continue
    const of = { audit_id: first.audit_id, item_code: first.item_code, register: registerOf(first) }
    const here = new Set(group.map((op) => op.op_id))
    const replaced = new Set(group.flatMap((op) => op.supersedes))
    const elsewhere = [...replaced].filter((id) => !here.has(id))
    if (elsewhere.length > 0) {
      const stood = new Set(await deleteTips(trx, of, elsewhere))
      // Replaced before, or not arrived yet: should it still come, it will not stand.
      early.push(...elsewhere.filter((id) => !stood.has(id)).map((op_id) => ({ ...of, op_id })))
    }
    tips.push(...group.filter((op) => !replaced.has(op.op_id)).map((op) => ({ ...of, op_id: op.op_id })))
  }
  if (tips.length > 0) await insertTips(trx, tips)
  if (early.length > 0) await insertSupersededEarly(trx, early)
  await refreshPhotos(trx, ops, { by: actor.id, at: app.now().toISOString() })
}
