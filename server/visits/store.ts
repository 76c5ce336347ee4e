import type { Kysely } from 'kysely'
import type { Database, VisitRow } from '../db/schema.ts'
import type { PlannedPerson } from './rules.ts'

type Db = Kysely<Database>

export const insertVisit = async (db: Db, row: VisitRow, coAuditorIds: string[]): Promise<void> => {
  await db.insertInto('visits').values(row).execute()
  if (coAuditorIds.length === 0) return
  await db
    .insertInto('visit_co_auditors')
    .values(coAuditorIds.map((user_id) => ({ visit_id: row.id, user_id })))
    .execute()
}

export const updateVisitDay = async (db: Db, id: string, day: string): Promise<void> => {
  await db.updateTable('visits').set({ on_day: day }).where('id', '=', id).execute()
  await db
    .updateTable('audits')
    .set({ planned_on: day })
    .where('visit_id', '=', id)
    .where('state', '=', 'planned')
    .execute()
}

export const updateVisitLead = (db: Db, id: string, leadId: string) =>
  db.updateTable('visits').set({ lead_id: leadId }).where('id', '=', id).execute()

/** Who leads a visit and who still records an audit of it. */
export const findCrew = async (db: Db, id: string) => {
  const visit = await db.selectFrom('visits').select('lead_id').where('id', '=', id).executeTakeFirstOrThrow()
  const audits = await db
    .selectFrom('audits')
    .select(['id', 'auditor_id'])
    .where('visit_id', '=', id)
    .where('state', '!=', 'cancelled')
    .execute()
  return { leadId: visit.lead_id, audits }
}

export const findDealerByCode = (db: Db, code: string) =>
  db.selectFrom('dealers').select(['id', 'active', 'code']).where('code', '=', code).executeTakeFirst()

/** A wave with its programme. */
export const findWave = (db: Db, id: string) =>
  db
    .selectFrom('waves')
    .innerJoin('programmes', 'programmes.id', 'waves.programme_id')
    .select(['waves.id', 'waves.from_on', 'waves.to_on', 'programmes.active', 'programmes.review_required'])
    .where('waves.id', '=', id)
    .executeTakeFirst()

export const findPeople = async (db: Db, ids: string[]): Promise<Map<string, PlannedPerson>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('users').select(['id', 'role', 'active']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, { ...row, active: row.active === 1 }]))
}

export const findVersions = async (db: Db, ids: string[]) => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('checklist_versions')
    .innerJoin('checklists', 'checklists.id', 'checklist_versions.checklist_id')
    .select(['checklist_versions.id as version_id', 'checklists.id', 'checklists.kind', 'checklist_versions.state'])
    .where('checklist_versions.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [row.version_id, { id: row.id, kind: row.kind, published: row.state === 'published' }]),
  )
}

/** Checklists that a dealer already has in a wave; re-audits, practice and what was cancelled do not count. */
export const listChecklistsInWave = async (db: Db, dealerId: string, waveId: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('audits')
    .select('checklist_id')
    .where('dealer_id', '=', dealerId)
    .where('wave_id', '=', waveId)
    .where('kind', 'in', ['announced', 'unannounced'])
    .where('practice', '=', 0)
    .where('state', 'not in', ['cancelled', 'voided'])
    .execute()
  return new Set(rows.map((row) => row.checklist_id))
}

/** Shoppers with a shop at this dealer between two days (both excluded); `exceptVisit` leaves one visit out. */
export const listShoppersAt = async (
  db: Db,
  dealerId: string,
  between: { after: string; before: string },
  exceptVisit: string | null,
): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('audits')
    .select('auditor_id')
    .where('dealer_id', '=', dealerId)
    .where('kind', '=', 'mystery')
    .where('state', '!=', 'cancelled')
    .where('planned_on', '>', between.after)
    .where('planned_on', '<', between.before)
    .$if(exceptVisit !== null, (query) => query.where('visit_id', '!=', exceptVisit ?? ''))
    .execute()
  return new Set(rows.map((row) => row.auditor_id))
}
