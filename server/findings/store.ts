import type { Kysely } from 'kysely'
import type { AuditRow, Database, FindingRow } from '../db/schema.ts'
import type { EarlierFinding, RaisedFinding } from './raise.ts'

type Db = Kysely<Database>

/**
 * Per item the latest released finding at a dealer, of audits between two days (the first included), without the audit's own.
 * Withdrawn findings and those of voided or practice audits do not count.
 */
export const listEarlierFindings = async (
  db: Db,
  audit: Pick<AuditRow, 'id' | 'dealer_id'>,
  from: string,
  to: string,
): Promise<Map<string, EarlierFinding>> => {
  const rows = await db
    .selectFrom('findings')
    .innerJoin('audits', 'audits.id', 'findings.audit_id')
    .select(['findings.id', 'findings.item_code', 'findings.repeat_count'])
    .where('findings.dealer_id', '=', audit.dealer_id)
    .where('findings.state', '=', 'released')
    .where('findings.audit_id', '!=', audit.id)
    .where('audits.state', 'in', ['released', 'final'])
    .where('audits.practice', '=', 0)
    .where('audits.planned_on', '>=', from)
    .where('audits.planned_on', '<=', to)
    .orderBy('audits.planned_on')
    .orderBy('findings.released_at')
    .orderBy('findings.id')
    .execute()
  // The later of two overwrites the earlier.
  return new Map(rows.map((row) => [row.item_code, { id: row.id, repeatCount: row.repeat_count }]))
}

/**
 * Stores what a (re)submission raised: an item found again keeps its finding's id, one that is no longer found is withdrawn.
 */
export const replaceFindings = async (
  db: Db,
  audit: Pick<AuditRow, 'id' | 'dealer_id' | 'checklist_id'>,
  raised: readonly RaisedFinding[],
  at: string,
  newId: () => string,
): Promise<void> => {
  await db
    .updateTable('findings')
    .set({ state: 'withdrawn' })
    .where('audit_id', '=', audit.id)
    .where('state', '=', 'raised')
    .execute()
  if (raised.length === 0) return
  await db
    .insertInto('findings')
    .values(
      raised.map((finding) => ({
        id: newId(),
        audit_id: audit.id,
        dealer_id: audit.dealer_id,
        checklist_id: audit.checklist_id,
        section_id: finding.sectionId,
        item_code: finding.itemCode,
        base_severity: finding.baseSeverity,
        severity: finding.severity,
        lost_milli: finding.lostMilli,
        losses: JSON.stringify(finding.losses),
        note: finding.note,
        responsible: finding.responsible,
        capa_days: finding.capaDays,
        repeat_of: finding.repeatOf,
        repeat_count: finding.repeatCount,
        state: 'raised' as const,
        raised_at: at,
        released_at: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['audit_id', 'item_code']).doUpdateSet((eb) => ({
        section_id: eb.ref('excluded.section_id'),
        base_severity: eb.ref('excluded.base_severity'),
        severity: eb.ref('excluded.severity'),
        lost_milli: eb.ref('excluded.lost_milli'),
        losses: eb.ref('excluded.losses'),
        note: eb.ref('excluded.note'),
        responsible: eb.ref('excluded.responsible'),
        capa_days: eb.ref('excluded.capa_days'),
        repeat_of: eb.ref('excluded.repeat_of'),
        repeat_count: eb.ref('excluded.repeat_count'),
        state: eb.ref('excluded.state'),
        raised_at: eb.ref('excluded.raised_at'),
      })),
    )
    .execute()
}

/** The findings of an audit that stand, in no particular order. */
export const listFindings = (db: Db, auditId: string): Promise<FindingRow[]> =>
  db
    .selectFrom('findings')
    .selectAll()
    .where('audit_id', '=', auditId)
    .where('state', '!=', 'withdrawn')
    .orderBy('item_code')
    .execute()

/** Items of several audits whose finding repeats an earlier one, for each audit its own. */
export const listRepeats = async (db: Db, auditIds: readonly string[]): Promise<Map<string, Set<string>>> => {
  const rows = await db
    .selectFrom('findings')
    .select(['audit_id', 'item_code'])
    .where('audit_id', 'in', auditIds)
    .where('state', '!=', 'withdrawn')
    .where('repeat_of', 'is not', null)
    .execute()
  const repeats = new Map(auditIds.map((id) => [id, new Set<string>()]))
  for (const { audit_id, item_code } of rows) repeats.get(audit_id)?.add(item_code)
  return repeats
}

export const releaseFindings = (db: Db, auditId: string, at: string) =>
  db
    .updateTable('findings')
    .set({ state: 'released', released_at: at })
    .where('audit_id', '=', auditId)
    .where('state', '=', 'raised')
    .execute()

export const withdrawFindings = (db: Db, auditId: string) =>
  db
    .updateTable('findings')
    .set({ state: 'withdrawn' })
    .where('audit_id', '=', auditId)
    .where('state', '!=', 'withdrawn')
    .execute()
