import { type Kysely, sql } from 'kysely'

/** Checklists and their frozen versions. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table checklists (
    id text primary key,
    kind text not null check (kind in ('oem_audit', 'mystery_shop', 'self_check')),
    program text not null,
    title_zh text not null,
    title_en text not null,
    created_at text not null
  )`,
  `create table checklist_versions (
    id text primary key,
    checklist_id text not null references checklists (id),
    version text not null,
    state text not null check (state in ('draft', 'published', 'retired')),
    content text not null,
    content_hash text not null,
    item_count integer not null,
    created_at text not null,
    published_at text,
    retired_at text,
    unique (checklist_id, version)
  )`,
]
