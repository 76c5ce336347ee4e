import type { Kysely } from 'kysely'
import type { AuditFacts } from '../access/can.ts'
import type { AuditRow, AuditState, Database, UserRow } from '../db/schema.ts'

type Db = Kysely<Database>

/** An audit with what the permission table asks about it. */
export type AuditCase = AuditRow & { facts: AuditFacts }

/** The audit with its facts, or undefined. Who may see it is decided by `can`, not here. */
export const findAudit = async (db: Db, id: string): Promise<AuditCase | undefined> => {
  const row = await db
    .selectFrom('audits')
    .innerJoin('visits', 'visits.id', 'audits.visit_id')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .selectAll('audits')
    .select(['visits.lead_id', 'regions.path as region_path'])
    .where('audits.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const coAuditors = await db
    .selectFrom('visit_co_auditors')
    .select('user_id')
    .where('visit_id', '=', row.visit_id)
    .execute()
  const assigned = await db.selectFrom('audit_assignments').select('user_id').where('audit_id', '=', id).execute()
  const { lead_id, region_path, ...audit } = row
  const now = [audit.auditor_id, lead_id, ...coAuditors.map((co) => co.user_id)]
  return { ...audit, facts: factsOf(audit, region_path, now, [...now, ...assigned.map((one) => one.user_id)]) }
}

const factsOf = (audit: AuditRow, regionPath: string, now: string[], ever: string[]): AuditFacts => ({
  dealerId: audit.dealer_id,
  regionPath,
  kind: audit.kind,
  state: audit.state,
  practice: audit.practice === 1,
  wasReleased: audit.released_at !== null,
  auditorIds: [...new Set(now)],
  everAuditorIds: [...new Set(ever)],
})

/** What a planned audit starts with; everything else is empty until it happens. */
export type NewAudit = Pick<
  AuditRow,
  | 'id'
  | 'visit_id'
  | 'dealer_id'
  | 'wave_id'
  | 'checklist_id'
  | 'checklist_version_id'
  | 'kind'
  | 'conducted_by'
  | 'practice'
  | 'review_required'
  | 'planned_on'
  | 'auditor_id'
  | 'created_by'
  | 'created_at'
>

/** Inserts a planned audit and gives it to its auditor. */
export const insertAudit = async (db: Db, audit: NewAudit): Promise<void> => {
  await db
    .insertInto('audits')
    .values({
      ...audit,
      frequency: null,
      state: 'planned',
      started_at: null,
      submitted_at: null,
      submitted_by: null,
      reviewer_id: null,
      review_started_at: null,
      returned_at: null,
      return_reason: null,
      released_at: null,
      released_by: null,
      appeal_closes_at: null,
      final_at: null,
      cancelled_at: null,
      cancel_reason: null,
      voided_at: null,
      void_reason: null,
      previous_audit_id: null,
      score_bp: null,
      score_points: null,
      score_unit: null,
      grade: null,
      finding_count: 0,
      critical_count: 0,
      report_version: 0,
      circumstances: null,
    })
    .execute()
  await openAssignment(db, audit.id, audit.auditor_id, audit.created_at)
}

/** Gives an audit to a person, who from now on follows its dealer. */
export const openAssignment = async (db: Db, auditId: string, userId: string, at: string): Promise<void> => {
  await db
    .insertInto('audit_assignments')
    .values({ audit_id: auditId, user_id: userId, from_at: at, until_at: null })
    .onConflict((conflict) => conflict.columns(['audit_id', 'user_id', 'from_at']).doUpdateSet({ until_at: null }))
    .execute()
  await db
    .insertInto('followed_dealers')
    .columns(['user_id', 'dealer_id'])
    .expression((eb) =>
      eb
        .selectFrom('audits')
        .select([eb.val(userId).as('user_id'), 'audits.dealer_id'])
        .where('audits.id', '=', auditId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const closeAssignments = (db: Db, auditId: string, at: string) =>
  db
    .updateTable('audit_assignments')
    .set({ until_at: at })
    .where('audit_id', '=', auditId)
    .where('until_at', 'is', null)
    .execute()

/**
 * Compare and move: changes the audit only while it still is in the state, and with the people, that were decided on.
 * False when someone else was faster.
 */
export const moveAudit = async (
  db: Db,
  from: Pick<AuditRow, 'id' | 'state' | 'auditor_id' | 'reviewer_id'>,
  change: Partial<AuditRow> & { state: AuditState },
): Promise<boolean> => {
  const moved = await db
    .updateTable('audits')
    .set(change)
    .where('id', '=', from.id)
    .where('state', '=', from.state)
    .where('auditor_id', '=', from.auditor_id)
    .where('reviewer_id', from.reviewer_id === null ? 'is' : '=', from.reviewer_id)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/**
 * Keeps everyone else from changing the audit, and answers from being stored for it, until the transaction ends: a write that
 * changes nothing takes the row on PostgreSQL, and on SQLite there is one writer anyway.
 */
export const holdAudit = (db: Db, id: string) =>
  db
    .updateTable('audits')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', id)
    .execute()

/** Released audits whose appeal window closed before an instant. */
export const listDue = (db: Db, now: string) =>
  db.selectFrom('audits').select('id').where('state', '=', 'released').where('appeal_closes_at', '<', now).execute()

export const updateAudit = (db: Db, id: string, change: Partial<AuditRow>) =>
  db.updateTable('audits').set(change).where('id', '=', id).execute()

/** How an audit is called on a page: dealer, checklist, wave and people. Shoppers appear under their alias. */
export const findAuditHead = async (db: Db, audit: Pick<AuditRow, 'id' | 'visit_id'>) => {
  const head = await db
    .selectFrom('audits')
    .innerJoin('visits', 'visits.id', 'audits.visit_id')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('checklist_versions', 'checklist_versions.id', 'audits.checklist_version_id')
    .innerJoin('users as auditor', 'auditor.id', 'audits.auditor_id')
    .innerJoin('users as lead', 'lead.id', 'visits.lead_id')
    .leftJoin('users as reviewer', 'reviewer.id', 'audits.reviewer_id')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .leftJoin('programmes', 'programmes.id', 'waves.programme_id')
    .select([
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'dealers.city_zh',
      'dealers.city_en',
      'dealers.appeal_days as dealer_appeal_days',
      'regions.name_zh as region_zh',
      'regions.name_en as region_en',
      'checklists.title_zh',
      'checklists.title_en',
      'checklist_versions.version',
      'checklist_versions.item_count',
      'waves.name_zh as wave_zh',
      'waves.name_en as wave_en',
      'waves.appeal_days as wave_appeal_days',
      'programmes.name_zh as programme_zh',
      'programmes.name_en as programme_en',
      'reviewer.name as reviewer',
    ])
    .select((eb) => [
      eb.fn.coalesce('auditor.alias', 'auditor.name').as('auditor'),
      eb.fn.coalesce('lead.alias', 'lead.name').as('lead'),
    ])
    .where('audits.id', '=', audit.id)
    .executeTakeFirstOrThrow()
  const coAuditors = await db
    .selectFrom('visit_co_auditors')
    .innerJoin('users', 'users.id', 'visit_co_auditors.user_id')
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('name'))
    .where('visit_co_auditors.visit_id', '=', audit.visit_id)
    .orderBy('users.name')
    .execute()
  return { ...head, coAuditors: coAuditors.map((co) => co.name) }
}
export type AuditHead = Awaited<ReturnType<typeof findAuditHead>>

/** Names (or aliases) of people, by id: for wording log entries that hold ids. */
export const listNames = async (db: Db, ids: string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .select('id')
    .select((eb) => eb.fn.coalesce('alias', 'name').as('name'))
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** People who could take an audit of this kind over. */
export const listCandidates = (db: Db, roles: readonly UserRow['role'][]) =>
  db
    .selectFrom('users')
    .select(['id', 'role'])
    .select((eb) => eb.fn.coalesce('alias', 'name').as('name'))
    .where('active', '=', 1)
    .where('role', 'in', roles)
    .orderBy('name')
    .execute()
export type Candidate = Awaited<ReturnType<typeof listCandidates>>[number]

/** What a dealer is told of an announced audit beforehand. */
export const findNotice = (db: Db, id: string) =>
  db
    .selectFrom('audits')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('users', 'users.id', 'audits.auditor_id')
    .select([
      'audits.planned_on',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'checklists.title_zh',
      'checklists.title_en',
      'users.name as auditor',
    ])
    .where('audits.id', '=', id)
    .executeTakeFirstOrThrow()
export type NoticeAudit = Awaited<ReturnType<typeof findNotice>>
