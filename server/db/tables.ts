import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'
import type { Trx } from './transact.ts'

/** The rows of a table: how many, and a digest that does not depend on their order. */
export type TableSum = { rows: number; digest: string }

const listTables = async (trx: Kysely<Database>): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = current_schema() and tablename not like 'kysely%' order by tablename`.execute(trx)
  return rows.map((row) => row.name)
}

const asLine = (table: string, row: Record<string, unknown>): string => {
  for (const [column, value] of Object.entries(row)) {
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') {
      throw new Error(`${table}.${column} holds a ${typeof value}, which a dump cannot keep`)
    }
  }
  return JSON.stringify(row)
}

async function* linesOf(trx: Trx, table: string): AsyncGenerator<string> {
  await sql`declare dump no scroll cursor for select * from ${sql.table(table)}`.execute(trx)
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`fetch 1000 from dump`.execute(trx)
    for (const row of rows) yield asLine(table, row)
    if (rows.length === 0) break
  }
  await sql`close dump`.execute(trx)
}

const summing = () => {
  let rows = 0
  let total = 0n
  return {
    add: (line: string) => {
      rows++
      total = (total + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % (1n << 256n)
    },
    sum: (): TableSum => ({ rows, digest: total.toString(16).padStart(64, '0') }),
  }
}

/** Runs `work` on one unchanging view of a PostgreSQL database. */
export const onSnapshot = <T>(db: Kysely<Database>, work: (trx: Trx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)

/** Hands every row of every table, as one line of JSON, to `write`. Gives what was written, by table. PostgreSQL only. */
export const dumpTables = async (
  trx: Trx,
  write: (table: string, line: string) => Promise<void>,
): Promise<Record<string, TableSum>> => {
  const sums: Record<string, TableSum> = {}
  for (const table of await listTables(trx)) {
    const sum = summing()
    for await (const line of linesOf(trx, table)) {
      await write(table, line)
      sum.add(line)
    }
    sums[table] = sum.sum()
  }
  return sums
}

type ForeignKey = { on: string; name: string; definition: string }

const insertLines = async (trx: Trx, table: string, lines: readonly string[]) => {
  const rows = lines.map((line) => JSON.parse(line) as Record<string, string | number | null>)
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`)
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}`.execute(trx)
}

/**
 * Fills empty tables of the same schema with dumped lines, in any order: foreign keys are taken off meanwhile and checked
 * when they are put back. Throws when what is stored then is not what was dumped. PostgreSQL only.
 */
export const loadTables = (
  db: Kysely<Database>,
  dumped: Record<string, TableSum>,
  read: (table: string) => AsyncIterable<string>,
): Promise<void> => db.transaction().execute((trx) => load(trx, dumped, read))

const load = async (
  trx: Trx,
  dumped: Record<string, TableSum>,
  read: (table: string) => AsyncIterable<string>,
): Promise<void> => {
  const foreignKeys = await sql<ForeignKey>`
    select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(trx)
  for (const { on, name } of foreignKeys.rows) {
    await sql`alter table ${sql.raw(on)} drop constraint ${sql.id(name)}`.execute(trx)
  }
  for (const table of Object.keys(dumped)) {
    const lines: string[] = []
    for await (const line of read(table)) {
      lines.push(line)
      // PostgreSQL takes 65,535 values in a statement; no table has so many columns that 500 rows exceed it.
      if (lines.length === 500) await insertLines(trx, table, lines.splice(0))
    }
    if (lines.length > 0) await insertLines(trx, table, lines)
  }
  for (const { on, name, definition } of foreignKeys.rows) {
    await sql`alter table ${sql.raw(on)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(trx)
  }
  const loaded = await dumpTables(trx, async () => undefined)
  for (const [table, sum] of Object.entries(dumped)) {
    if (loaded[table]?.digest !== sum.digest) throw new Error(`The table ${table} did not come back as it was dumped`)
  }
}

/** Removes every table, migrations included. PostgreSQL only. */
export const dropTables = async (db: Kysely<Database>): Promise<void> => {
  const names = [...(await listTables(db)), 'kysely_migration', 'kysely_migration_lock']
  await sql`drop table if exists ${sql.join(names.map((name) => sql.table(name)))} cascade`.execute(db)
}

/** Is there any table yet? PostgreSQL only. */
export const hasTables = async (db: Kysely<Database>): Promise<boolean> => (await listTables(db)).length > 0
