import type { Kysely } from 'kysely'
import type { AuditFacts } from '../access/can.ts'
import type { AuditRow, Database } from '../db/schema.ts'

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
