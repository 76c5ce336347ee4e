import type { Kysely } from 'kysely'
import type { Scoring } from '../checklists/format.ts'
import type { AuditRow, Database } from '../db/schema.ts'
import type { ScoreResult } from '../scoring/result.ts'
import { sectionColumns } from './shown-score.ts'

type Db = Kysely<Database>

/** Appends a scoring with its whole trace, and replaces the promoted section figures. */
export const insertScore = async (
  db: Db,
  scored: { id: string; auditId: string; result: ScoreResult; scoring: Scoring; at: string; by: string | null },
): Promise<number> => {
  const { auditId, result, scoring } = scored
  const last = await db
    .selectFrom('audit_scores')
    .select((eb) => eb.fn.max('sequence').as('sequence'))
    .where('audit_id', '=', auditId)
    .executeTakeFirst()
  const sequence = (last?.sequence ?? 0) + 1
  await db
    .insertInto('audit_scores')
    .values({
      id: scored.id,
      audit_id: auditId,
      sequence,
      engine: result.engine,
      result: JSON.stringify(result),
      scored_at: scored.at,
      scored_by: scored.by,
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
          ...sectionColumns(section, scoring),
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

/** States in which the last score of an audit stands: handed in, and neither returned nor voided since. */
const standing = ['submitted', 'in_review', 'released', 'final'] as const

/** Ids of the audits whose last score stands. */
export const listScored = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('audits')
    .select('id')
    .where('state', 'in', standing)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Of these audits, those whose last score stands, with it (as JSON text) and what else it depends on. */
export const listStandingScores = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('audits')
    .innerJoin('audit_scores', 'audit_scores.audit_id', 'audits.id')
    .select(['audits.id', 'audits.checklist_version_id', 'audits.frequency', 'audits.circumstances'])
    .select(['audits.score_bp', 'audits.score_points', 'audits.score_unit', 'audits.grade', 'audit_scores.result'])
    .where('audits.id', 'in', ids)
    .where('audits.state', 'in', standing)
    .where('audit_scores.sequence', '=', (eb) =>
      eb
        .selectFrom('audit_scores as later')
        .select((inner) => inner.fn.max('later.sequence').as('sequence'))
        .whereRef('later.audit_id', '=', 'audits.id'),
    )
    .orderBy('audits.submitted_at')
    .orderBy('audits.id')
    .execute()

/** Section scores of a few audits. */
export const listSectionScores = async (db: Db, auditIds: readonly string[]) => {
  if (auditIds.length === 0) return []
  return db
    .selectFrom('audit_section_scores')
    .select(['audit_id', 'section_id', 'percent_bp', 'points'])
    .where('audit_id', 'in', auditIds)
    .execute()
}
