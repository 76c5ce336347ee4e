import { type Kysely, sql } from 'kysely'

/** Imports from workbooks: a preview that can be left and found again, line by line, until it is confirmed. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table imports (
    id text primary key,
    kind text not null check (kind in ('regions', 'dealers', 'users', 'audit_plans')),
    state text not null check (state in ('reading', 'checking', 'ready', 'failed', 'applied', 'withdrawn')),
    file_name text not null,
    file_hash text not null,
    file_bytes integer not null,
    created_by text not null references users (id),
    created_at text not null,
    moved_at text not null,
    settled_by text references users (id),
    row_count integer not null default 0,
    checked_count integer not null default 0,
    new_count integer not null default 0,
    changed_count integer not null default 0,
    unchanged_count integer not null default 0,
    wrong_count integer not null default 0,
    example_count integer not null default 0,
    places text not null default '{}',
    problems text not null default '[]'
  )`,
  'create index imports_created on imports (created_at)',
  `create table import_rows (
    import_id text not null references imports (id),
    position integer not null,
    sheet_row integer not null,
    outcome text not null check (outcome in ('new', 'changed', 'unchanged', 'wrong')),
    name text not null,
    line text not null,
    changes text not null,
    flaws text not null,
    moved integer not null default 0,
    primary key (import_id, position)
  )`,
]
