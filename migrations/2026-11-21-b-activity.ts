import { type Kysely, sql } from 'kysely'

/** The append-only log: one hash chain per subject, and seals over the heads of all chains. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table activity (
    id text primary key,
    subject_type text not null,
    subject_id text not null,
    position integer not null,
    verb text not null,
    actor_id text,
    actor_role text,
    at text not null,
    details text not null,
    previous_hash text not null,
    hash text not null,
    constraint activity_chain unique (subject_type, subject_id, position)
  )`,
  `create table activity_seals (
    position integer primary key,
    at text not null,
    previous_hash text not null,
    hash text not null
  )`,
  `create table activity_sealed_heads (
    subject_type text not null,
    subject_id text not null,
    position integer not null,
    hash text not null,
    seal integer not null references activity_seals (position),
    primary key (subject_type, subject_id, position)
  )`,
  'create index activity_sealed_heads_seal on activity_sealed_heads (seal)',
]
