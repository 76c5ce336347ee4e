import { type Kysely, sql } from 'kysely'

/** Ways into visits by who is on them, and into audits by day: what lists of one person and of a whole network read. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  'create index visits_lead on visits (lead_id)',
  'create index visits_day on visits (on_day)',
  'create index visit_co_auditors_user on visit_co_auditors (user_id)',
  'create index audits_day on audits (planned_on)',
  'create index audits_checklist on audits (checklist_id, state)',
]
