import { type Kysely, sql } from 'kysely'

/** Files with checklists that people sent: what they say, or what is wrong with them, kept until it is settled. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table checklist_imports (
    id text primary key,
    file_name text not null,
    checklist_id text,
    content text,
    problems text not null,
    problem_count integer not null,
    base text not null,
    created_at text not null,
    created_by text not null references users (id),
    settled_at text,
    settled_by text references users (id),
    draft_id text
  )`,
  'create index checklist_imports_created on checklist_imports (created_at)',
]
