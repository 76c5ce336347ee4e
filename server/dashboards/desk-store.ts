import type { Kysely } from 'kysely'
import type { AuditState, Database } from '../db/schema.ts'

type Db = Kysely<Database>

const recordable: readonly AuditState[] = ['planned', 'in_progress', 'returned']

/** Audits that a person records now, as auditor, lead or co-auditor: visits to come, in the field, and returned. */
export const listToRecord = (db: Db, userId: string, limit: number) => {
  const own = db.selectFrom('audits as own').select('own.id').where('own.state', 'in', recordable)
  const byVisit = own.innerJoin('visits', 'visits.id', 'own.visit_id')
  return db
    .selectFrom('audits')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('checklist_versions', 'checklist_versions.id', 'audits.checklist_version_id')
    .select([
      'audits.id',
      'audits.visit_id',
      'audits.auditor_id',
      'audits.kind',
      'audits.practice',
      'audits.state',
      'audits.planned_on',
      'audits.returned_at',
      'audits.return_reason',
      'checklists.title_zh',
      'checklists.title_en',
      'checklist_versions.item_count',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'dealers.city_zh',
      'dealers.city_en',
    ])
    .where(
      'audits.id',
      'in',
      own
        .where('own.auditor_id', '=', userId)
        .union(byVisit.where('visits.lead_id', '=', userId))
        .union(
          byVisit.innerJoin('visit_co_auditors as co', 'co.visit_id', 'own.visit_id').where('co.user_id', '=', userId),
        ),
    )
    .orderBy('audits.planned_on')
    .orderBy('dealers.code')
    .orderBy('audits.id')
    .limit(limit)
    .execute()
}
export type AuditToRecord = Awaited<ReturnType<typeof listToRecord>>[number]

/** How many items of each audit have an answer; taken-back answers do not count. */
export const countAnswered = async (db: Db, auditIds: readonly string[]): Promise<Map<string, number>> => {
  if (auditIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('answer_tips as tip')
    .innerJoin('answer_ops as op', 'op.op_id', 'tip.op_id')
    .select((eb) => ['tip.audit_id', eb.fn.count<number>('tip.item_code').distinct().as('n')])
    .where('tip.audit_id', 'in', auditIds)
    .where('tip.register', '=', 'answer')
    .where('op.kind', '!=', 'clear')
    .groupBy('tip.audit_id')
    .execute()
  return new Map(rows.map((row) => [row.audit_id, row.n]))
}
