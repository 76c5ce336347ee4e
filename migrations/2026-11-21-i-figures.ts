import { type Kysely, sql } from 'kysely'

/** Figures over a whole wave or all open actions are read from an index alone, so that first pages stay fast with thousands of dealers. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create index audits_round on audits (wave_id, checklist_id, practice, dealer_id, state, planned_on, released_at, id,
    score_bp, grade, checklist_version_id, kind)`,
  'create index audit_section_scores_percent on audit_section_scores (audit_id, section_id, percent_bp)',
  'create index findings_lost on findings (audit_id, state, item_code, lost_milli)',
  `create index corrective_actions_open on corrective_actions (state, dealer_id, severity, plan_due_on, due_on, check_on,
    containment_due_at, moved_at, round, id)`,
]
