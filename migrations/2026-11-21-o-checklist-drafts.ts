import { type Kysely, sql } from 'kysely'

/** Checklists that are being written: the next version of one, or one that does not exist yet. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table checklist_drafts (
    id text primary key,
    checklist_id text not null unique,
    based_on text references checklist_versions (id),
    content text not null,
    revision integer not null,
    created_at text not null,
    created_by text not null references users (id),
    changed_at text not null,
    changed_by text not null references users (id)
  )`,
]
