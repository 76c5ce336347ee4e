import { type Kysely, sql } from 'kysely'

/**
 * A score that is read as points (off, left of a start, or earned) is kept as points beside its percentage, in hundredths and
 * so that greater is better: points off are negative. Scores read as percentages have none. The indexes that figures over a
 * whole wave are read from hold them too.
 */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table audits add column score_unit text check (score_unit in ('points_off', 'points_left', 'points_earned'))`,
  'alter table audits add column score_points integer',
  'alter table audit_section_scores add column points integer',
  'drop index audits_round',
  `create index audits_round on audits (wave_id, checklist_id, practice, dealer_id, state, planned_on, released_at, id,
    score_bp, grade, checklist_version_id, kind, score_points, score_unit)`,
  'drop index audit_section_scores_percent',
  'create index audit_section_scores_percent on audit_section_scores (audit_id, section_id, percent_bp, points)',
]
