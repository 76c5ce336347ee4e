import type { Kysely } from 'kysely'
import type { AuditFacts } from '../access/can.ts'
import { compiledOnce, type Named } from '../db/compiled.ts'
import { contains, keptStill } from '../db/portable.ts'
import type { AnswerOpRow, AnswerTipRow, Database, PhotoRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import type { RecordedPhoto, Tip } from './gather.ts'
import type { QuarantineReason } from './rules.ts'

type Db = Kysely<Database>

/** The standing ops of an audit, with their values. */
export const listTips = async (db: Db, auditId: string): Promise<Tip[]> =>
  (await standing(db, [auditId]).orderBy('tip.op_id').execute()).map(tipOf)

/** Of several audits the standing ops that a score depends on, for each its own: not the notes, photos and case numbers. */
export const listScoredTips = async (db: Db, auditIds: readonly string[]): Promise<Map<string, Tip[]>> => {
  const rows = await standing(db, auditIds)
    .select('tip.audit_id')
    .where('tip.register', 'in', ['answer', 'mark', 'losses'])
    .orderBy('tip.op_id')
    .execute()
  const tips = new Map<string, Tip[]>(auditIds.map((id) => [id, []]))
  for (const { audit_id, ...row } of rows) tips.get(audit_id)?.push(tipOf(row))
  return tips
}

/** The standing ops of one photo. */
export const listTipsOfPhoto = async (db: Db, auditId: string, itemCode: string, photoId: string): Promise<Tip[]> =>
  (
    await standing(db, [auditId])
      .where('tip.item_code', '=', itemCode)
      .where('tip.register', '=', `photo:${photoId}`)
      .orderBy('tip.op_id')
      .execute()
  ).map(tipOf)

const standing = (db: Db, auditIds: readonly string[]) =>
  db
    .selectFrom('answer_tips as tip')
    .innerJoin('answer_ops as op', 'op.op_id', 'tip.op_id')
    .leftJoin('answer_superseded_early as early', (join) =>
      join
        .onRef('early.audit_id', '=', 'tip.audit_id')
        .onRef('early.item_code', '=', 'tip.item_code')
        .onRef('early.register', '=', 'tip.register')
        .onRef('early.op_id', '=', 'tip.op_id'),
    )
    .select(['tip.op_id', 'tip.item_code', 'tip.register', 'op.kind', 'op.value', 'op.user_id', 'op.received_at'])
    .where('tip.audit_id', 'in', auditIds)
    .where('early.op_id', 'is', null)

type StandingRow = Pick<Tip, 'op_id' | 'item_code' | 'register'> &
  Pick<AnswerOpRow, 'kind' | 'value' | 'user_id' | 'received_at'>

const tipOf = ({ user_id, received_at, kind, value, ...tip }: StandingRow): Tip => ({
  ...tip,
  kind: kind as Tip['kind'],
  value: JSON.parse(value) as Tip['value'],
  userId: user_id,
  at: received_at,
})

/** Photos that were not removed, oldest first, and whether their bytes have arrived. */
export const listPhotos = async (db: Db, auditId: string): Promise<RecordedPhoto[]> => {
  const rows = await db
    .selectFrom('photos')
    .leftJoin('files', 'files.sha256', 'photos.sha256')
    .select(['photos.id', 'item_code', 'photos.sha256', 'name', 'caption', 'added_at', 'files.taken_at'])
    .select('files.sha256 as arrived')
    .where('audit_id', '=', auditId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('photos.id')
    .execute()
  return rows.map(({ added_at, taken_at, arrived, ...photo }) => ({
    ...photo,
    at: taken_at ?? added_at,
    arrived: arrived !== null,
  }))
}

/** An audit as someone who wants to record it needs it; `facts` name this person only, not everyone. */
export type AuditToRecord = { id: string; checklistVersionId: string; facts: AuditFacts }

/** The audits that ops are for, their rows held still until the end of the transaction. */
export const listAuditsToRecord = async (trx: Trx, ids: string[], userId: string): Promise<AuditToRecord[]> => {
  const found: AuditToRecord[] = []
  for (const id of ids) {
    const [row] = await selectAuditToRecord(trx, { id, userId })
    if (!row) continue
    const now = [row.auditor_id, row.lead_id, row.co_auditor].filter((one) => one !== null)
    found.push({
      id,
      checklistVersionId: row.checklist_version_id,
      facts: {
        dealerId: row.dealer_id,
        regionPath: row.path,
        kind: row.kind,
        state: row.state,
        practice: row.practice === 1,
        wasReleased: row.released_at !== null,
        auditorIds: now,
        everAuditorIds: row.once_held === null ? now : [...now, row.once_held],
      },
    })
  }
  return found
}

const selectAuditToRecord = compiledOnce((db, value: Named<{ id: string; userId: string }>) =>
  keptStill(
    db,
    db
      .selectFrom('audits')
      .innerJoin('visits', 'visits.id', 'audits.visit_id')
      .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
      .innerJoin('regions', 'regions.id', 'dealers.region_id')
      .select(['audits.dealer_id', 'audits.kind', 'audits.state', 'audits.practice'])
      .select(['audits.auditor_id', 'audits.released_at', 'audits.checklist_version_id'])
      .select(['visits.lead_id', 'regions.path'])
      .select((eb) => [
        eb
          .selectFrom('visit_co_auditors as co')
          .select('co.user_id')
          .whereRef('co.visit_id', '=', 'audits.visit_id')
          .where('co.user_id', '=', value('userId'))
          .as('co_auditor'),
        eb
          .selectFrom('audit_assignments as held')
          .select('held.user_id')
          .whereRef('held.audit_id', '=', 'audits.id')
          .where('held.user_id', '=', value('userId'))
          .limit(1)
          .as('once_held'),
      ])
      .where('audits.id', '=', value('id')),
    'audits',
  ),
)

/** Stores ops and gives back the ids that were not there yet. */
export const insertOps = async (trx: Trx, rows: AnswerOpRow[]): Promise<Set<string>> => {
  const [first] = rows
  const inserted = first && rows.length === 1 ? await insertOneOp(trx, first) : await newOps(trx, rows).execute()
  return new Set(inserted.map((row) => row.op_id))
}

const newOps = (db: Db, rows: AnswerOpRow[]) =>
  db
    .insertInto('answer_ops')
    .values(rows)
    .onConflict((conflict) => conflict.column('op_id').doNothing())
    .returning('op_id')

const insertOneOp = compiledOnce((db, value: Named<AnswerOpRow>) =>
  newOps(db, [
    {
      op_id: value('op_id'),
      audit_id: value('audit_id'),
      user_id: value('user_id'),
      device_id: value('device_id'),
      seq: value('seq'),
      checklist_version: value('checklist_version'),
      item_code: value('item_code'),
      kind: value('kind'),
      value: value('value'),
      supersedes: value('supersedes'),
      client_time: value('client_time'),
      monotonic_ms: value('monotonic_ms'),
      v: value('v'),
      body_hash: value('body_hash'),
      received_at: value('received_at'),
      quarantine: value('quarantine'),
    },
  ]),
)

export const listOpsById = (db: Db, ids: string[]) =>
  db.selectFrom('answer_ops').select(['op_id', 'body_hash', 'quarantine']).where('op_id', 'in', ids).execute()

export const countQuarantined = async (db: Db, userId: string): Promise<number> => {
  const { n } = await db
    .selectFrom('answer_ops')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_id', '=', userId)
    .where('quarantine', 'is not', null)
    .executeTakeFirstOrThrow()
  return n
}

export type RegisterOfItem = Pick<AnswerTipRow, 'audit_id' | 'item_code' | 'register'>

/** Takes the named ops out of a register; gives back those that stood there. */
export const deleteTips = async (trx: Trx, of: RegisterOfItem, opIds: string[]): Promise<string[]> => {
  const [first] = opIds
  const gone =
    first !== undefined && opIds.length === 1
      ? await deleteOneTip(trx, { ...of, op_id: first })
      : await tipsOfRegister(trx, of).where('op_id', 'in', opIds).execute()
  return gone.map((row) => row.op_id)
}

const tipsOfRegister = (db: Db, of: RegisterOfItem) =>
  db
    .deleteFrom('answer_tips')
    .where('audit_id', '=', of.audit_id)
    .where('item_code', '=', of.item_code)
    .where('register', '=', of.register)
    .returning('op_id')

const tipOfValues = (value: Named<AnswerTipRow>): AnswerTipRow => ({
  audit_id: value('audit_id'),
  item_code: value('item_code'),
  register: value('register'),
  op_id: value('op_id'),
})

const deleteOneTip = compiledOnce((db, value: Named<AnswerTipRow>) => {
  const { op_id, ...of } = tipOfValues(value)
  return tipsOfRegister(db, of).where('op_id', '=', op_id)
})

export const insertTips = async (trx: Trx, rows: AnswerTipRow[]): Promise<void> => {
  const [first] = rows
  if (first && rows.length === 1) await insertOneTip(trx, first)
  else await trx.insertInto('answer_tips').values(rows).execute()
}

const insertOneTip = compiledOnce((db, value: Named<AnswerTipRow>) =>
  db.insertInto('answer_tips').values(tipOfValues(value)),
)

export const insertSupersededEarly = (trx: Trx, rows: AnswerTipRow[]) =>
  trx
    .insertInto('answer_superseded_early')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const listPhotosById = (db: Db, ids: string[]) =>
  db.selectFrom('photos').selectAll().where('id', 'in', ids).execute()

/** Writes a photo as its standing ops say; only its name, caption and removal ever change. */
export const savePhoto = (trx: Trx, row: PhotoRow) =>
  trx
    .insertInto('photos')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({
          name: row.name,
          caption: row.caption,
          removed_at: row.removed_at,
          removed_by: row.removed_by,
        })
        .where('photos.audit_id', '=', row.audit_id)
        .where('photos.item_code', '=', row.item_code),
    )
    .execute()

export type QuarantineQuery = { q: string; reason: QuarantineReason | ''; limit: number; offset: number }

/** Ops that were set aside, newest first, and how many there are. Shoppers appear under their alias. */
export const listQuarantined = async (db: Db, { q, reason, limit, offset }: QuarantineQuery) => {
  let found = db
    .selectFrom('answer_ops as op')
    .innerJoin('audits', 'audits.id', 'op.audit_id')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('users', 'users.id', 'op.user_id')
    .where('op.quarantine', 'is not', null)
  if (reason) found = found.where('op.quarantine', '=', reason)
  if (q) {
    found = found.where((eb) =>
      eb.or(
        [eb.ref('op.item_code'), eb.ref('dealers.code'), eb.ref('dealers.name_zh'), eb.ref('dealers.name_en')].map(
          (column) => contains(column, q),
        ),
      ),
    )
  }
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['op.op_id', 'op.audit_id', 'op.item_code', 'op.kind', 'op.value', 'op.received_at', 'op.quarantine'])
    .select(['dealers.code as dealer_code', 'dealers.name_zh as dealer_zh', 'dealers.name_en as dealer_en'])
    .select(['checklists.title_zh', 'checklists.title_en', 'audits.checklist_version_id'])
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('person'))
    .orderBy('op.received_at', 'desc')
    .orderBy('op.op_id')
    .limit(limit)
    .offset(offset)
    .execute()
  return { rows, total }
}
export type QuarantinedRow = Awaited<ReturnType<typeof listQuarantined>>['rows'][number]
