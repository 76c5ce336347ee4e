import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * A standing answer is nothing but its key. SQLite keeps such a table as one tree instead of two when told so; every save then
 * writes two pages less. PostgreSQL knows no such choice.
 */
export const up = async (db: Kysely<unknown>) => {
  if (db.getExecutor().adapter instanceof PostgresAdapter) return
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table answer_tips_in_one_tree (
    audit_id text not null references audits (id),
    item_code text not null,
    register text not null,
    op_id text not null references answer_ops (op_id),
    primary key (audit_id, item_code, register, op_id)
  ) without rowid`,
  'insert into answer_tips_in_one_tree select audit_id, item_code, register, op_id from answer_tips',
  'drop table answer_tips',
  'alter table answer_tips_in_one_tree rename to answer_tips',
]
