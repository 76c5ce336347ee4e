import type { Kysely } from 'kysely'
import { contains } from '../db/portable.ts'
import type { Database } from '../db/schema.ts'

type Db = Kysely<Database>

const released = (db: Db, checklistId: string) =>
  db
    .selectFrom('audits')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklist_versions', 'checklist_versions.id', 'audits.checklist_version_id')
    .select(['audits.id', 'audits.planned_on', 'audits.checklist_version_id'])
    .select(['audits.score_bp', 'audits.score_points', 'audits.score_unit', 'audits.grade'])
    .select(['dealers.code', 'dealers.name_zh', 'dealers.name_en', 'checklist_versions.version'])
    .where('audits.checklist_id', '=', checklistId)
    .where('audits.state', 'in', ['released', 'final'])
    .where('audits.practice', '=', 0)

/** Audits with any version of the checklist whose result is out, the latest first; `q`: dealer's code or name. */
export const listFormerAudits = (db: Db, checklistId: string, q: string, limit: number) => {
  let query = released(db, checklistId)
  if (q) {
    query = query.where((eb) =>
      eb.or([
        contains(eb.ref('dealers.code'), q),
        contains(eb.ref('dealers.name_zh'), q),
        contains(eb.ref('dealers.name_en'), q),
      ]),
    )
  }
  return query.orderBy('audits.planned_on', 'desc').orderBy('audits.id').limit(limit).execute()
}
export type FormerAudit = Awaited<ReturnType<typeof listFormerAudits>>[number]

export const findFormerAudit = (db: Db, checklistId: string, id: string): Promise<FormerAudit | undefined> =>
  released(db, checklistId).where('audits.id', '=', id).executeTakeFirst()
