import { type Kysely, sql } from 'kysely'

/** What was recorded: the append-only log of answer operations, the current tips per register, and photo files. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table answer_ops (
    op_id text primary key,
    audit_id text not null references audits (id),
    user_id text not null references users (id),
    device_id text not null,
    seq integer not null,
    checklist_version text not null,
    item_code text not null,
    kind text not null,
    value text not null,
    supersedes text not null,
    client_time text not null,
    monotonic_ms integer not null,
    v integer not null,
    body_hash text not null,
    received_at text not null,
    quarantine text
  )`,
  'create index answer_ops_item on answer_ops (audit_id, item_code)',
  'create index answer_ops_quarantine on answer_ops (user_id) where quarantine is not null',
  `create table answer_tips (
    audit_id text not null references audits (id),
    item_code text not null,
    register text not null,
    op_id text not null references answer_ops (op_id),
    primary key (audit_id, item_code, register, op_id)
  )`,
  `create table files (
    sha256 text primary key,
    mime text not null,
    bytes integer not null,
    width integer,
    height integer,
    taken_at text,
    stored_at text not null,
    stored_by text not null references users (id)
  )`,
  `create table photos (
    id text primary key,
    audit_id text not null references audits (id),
    item_code text not null,
    sha256 text not null,
    name text,
    caption text not null default '',
    added_by text not null references users (id),
    added_at text not null,
    removed_at text,
    removed_by text references users (id)
  )`,
  'create index photos_audit on photos (audit_id, item_code)',
  'create index photos_sha256 on photos (sha256)',
]
