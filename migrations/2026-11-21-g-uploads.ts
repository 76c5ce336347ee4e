import { type Kysely, sql } from 'kysely'

/** Ops that were superseded before they arrived, and who sent which bytes. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table answer_superseded_early (
    audit_id text not null references audits (id),
    item_code text not null,
    register text not null,
    op_id text not null,
    primary key (audit_id, item_code, register, op_id)
  )`,
  `create table file_uploads (
    sha256 text not null references files (sha256),
    user_id text not null references users (id),
    at text not null,
    primary key (sha256, user_id)
  )`,
]
