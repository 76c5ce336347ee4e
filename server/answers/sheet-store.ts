import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { ScoreResult } from '../scoring/result.ts'

type Db = Kysely<Database>

/** What people are called on the sheet; a shopper by their alias. */
export const listNames = async (db: Db, ids: string[]): Promise<Record<string, string>> => {
  if (ids.length === 0) return {}
  const rows = await db
    .selectFrom('users')
    .select('id')
    .select((eb) => eb.fn.coalesce('alias', 'name').as('name'))
    .where('id', 'in', ids)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}

/** The dealer, wave and checklist over a sheet. */
export const getSheetNames = (db: Db, auditId: string) =>
  db
    .selectFrom('audits')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .select(['dealers.code', 'dealers.name_zh', 'dealers.name_en', 'checklists.title_zh', 'checklists.title_en'])
    .select(['waves.name_zh as wave_zh', 'waves.name_en as wave_en'])
    .where('audits.id', '=', auditId)
    .executeTakeFirstOrThrow()

type Asked = { id: string; dealerId: string; checklistId: string; frequency: string | null; previousId: string | null }

/** The dealer's last released audit of the same checklist, with its score as it stands now. */
export const findLastAudit = async (db: Db, asked: Asked) => {
  const released = db
    .selectFrom('audits')
    .innerJoin('audit_scores', 'audit_scores.audit_id', 'audits.id')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .select(['audits.id', 'audits.planned_on', 'audits.checklist_version_id'])
    .select(['audits.score_bp', 'audits.score_points', 'audits.score_unit'])
    .select(['waves.name_zh as wave_zh', 'waves.name_en as wave_en', 'audit_scores.result'])
    .where('audits.id', '!=', asked.id)
  const row = await (asked.previousId
    ? released.where('audits.id', '=', asked.previousId)
    : released
        .where('audits.dealer_id', '=', asked.dealerId)
        .where('audits.checklist_id', '=', asked.checklistId)
        .where('audits.frequency', asked.frequency === null ? 'is' : '=', asked.frequency as 'daily' | null)
        .where('audits.practice', '=', 0)
        .where('audits.state', 'in', ['released', 'final'])
  )
    .orderBy('audits.planned_on', 'desc')
    .orderBy('audits.released_at', 'desc')
    .orderBy('audit_scores.sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, result: JSON.parse(row.result) as ScoreResult }
}
