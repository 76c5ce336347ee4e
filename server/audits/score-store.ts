import type { Kysely } from 'kysely'
import type { AuditRow, Database } from '../db/schema.ts'
import type { ScoreResult } from '../scoring/result.ts'

type Db = Kysely<Database>

/** Appends a scoring with its whole trace, and replaces the promoted section figures. */
export const insertScore = async (
  db: Db,
  scoring: { id: string; auditId: string; result: ScoreResult; at: string; by: string | null },
): Promise<number> => {
  const { auditId, result } = scoring
  const last = await db
    .selectFrom('audit_scores')
    .select((eb) => eb.fn.max('sequence').as('sequence'))
    .where('audit_id', '=', auditId)
    .executeTakeFirst()
  const sequence = (last?.sequence ?? 0) + 1
  await db
    .insertInto('audit_scores')
    .values({
      id: scoring.id,
      audit_id: auditId,
      sequence,
      engine: result.engine,
      result: JSON.stringify(result),
      scored_at: scoring.at,
      scored_by: scoring.by,
    })
    .execute()
  await deleteSectionScores(db, auditId)
  if (result.sections.length > 0) {
    await db
      .insertInto('audit_section_scores')
      .values(
        result.sections.map((section) => ({
          audit_id: auditId,
          section_id: section.id,
          percent_bp: section.percentBp,
        })),
      )
      .execute()
  }
  return sequence
}

export const deleteSectionScores = (db: Db, auditId: string) =>
  db.deleteFrom('audit_section_scores').where('audit_id', '=', auditId).execute()

/** The latest scoring of an audit with its trace, or undefined. */
export const findScore = async (db: Db, auditId: string): Promise<ScoreResult | undefined> => {
  const row = await db
    .selectFrom('audit_scores')
    .select('result')
    .where('audit_id', '=', auditId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && (JSON.parse(row.result) as ScoreResult)
}

/** The same dealer's last released audit of the same checklist before this one, or undefined. */
export const findPreviousAudit = (db: Db, audit: Pick<AuditRow, 'id' | 'dealer_id' | 'checklist_id' | 'planned_on'>) =>
  db
    .selectFrom('audits')
    .select(['id', 'planned_on'])
    .where('dealer_id', '=', audit.dealer_id)
    .where('checklist_id', '=', audit.checklist_id)
    .where('state', 'in', ['released', 'final'])
    .where('practice', '=', 0)
    .where('id', '!=', audit.id)
    .where('planned_on', '<=', audit.planned_on)
    .orderBy('planned_on', 'desc')
    .orderBy('released_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Ids of the audits (or of the one) whose last score stands: handed in, and neither returned nor voided since. */
export const listScored = async (db: Db, only?: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('audits')
    .select('id')
    .where('state', 'in', ['submitted', 'in_review', 'released', 'final'])
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

export const listSectionScores = async (db: Db, auditId: string): Promise<Map<string, number | null>> => {
  const rows = await db
    .selectFrom('audit_section_scores')
    .select(['section_id', 'percent_bp'])
    .where('audit_id', '=', auditId)
    .execute()
  return new Map(rows.map((row) => [row.section_id, row.percent_bp]))
}
