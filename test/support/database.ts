import { PGlite } from '@electric-sql/pglite'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Connection, connectPostgres, connectSqlite, migrate } from '../../server/db/connect.ts'
import type { Database } from '../../server/db/schema.ts'
import { plainTransactions } from '../../server/db/transact.ts'

export type TestDatabase = 'sqlite' | 'pglite' | 'postgres'
/** Which database this run of the suite uses; `vitest.config.ts` sets it per project. */
export const testDatabase = (process.env.TEST_DATABASE ?? 'sqlite') as TestDatabase

let template: Buffer | undefined

/** A migrated SQLite database in memory: migrated once, then copied. */
const freshSqlite = async (): Promise<Connection> => {
  if (!template) {
    const first = new SqliteDatabase(':memory:')
    const db = connectSqlite(first)
    await migrate(db.db)
    template = first.serialize()
    await db.close()
  }
  const sqlite = new SqliteDatabase(template)
  sqlite.pragma('foreign_keys = ON')
  return connectSqlite(sqlite)
}

/** Presents the one PGlite session as a pool of one, which is what Kysely's PostgreSQL driver wants. */
const connectPglite = (pglite: PGlite): Connection => {
  let free: Promise<void> = Promise.resolve()
  const pool = {
    connect: async () => {
      let release = () => {}
      const mine = new Promise<void>((resolve) => {
        release = resolve
      })
      const before = free
      free = before.then(() => mine)
      await before
      return {
        query: async (text: string, params: unknown[]) => {
          const result = await pglite.query<Record<string, unknown>>(text, [...params])
          const command = text.trim().split(/\s/, 1)[0]?.toUpperCase()
          return { command, rowCount: result.affectedRows ?? result.rows.length, rows: result.rows }
        },
        release,
      }
    },
    end: async () => {},
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as never }) })
  return { db, transact: plainTransactions(db), close: async () => {} }
}

let postgres: Promise<Connection> | undefined

/** One PGlite per worker (its cold start takes seconds), or one schema per worker on a real server. */
const openPostgres = async (): Promise<Connection> => {
  if (testDatabase === 'pglite') {
    const pglite = await PGlite.create({ parsers: { 20: Number } })
    const connection = connectPglite(pglite)
    await migrate(connection.db)
    return connection
  }
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  const schema = `test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  url.searchParams.set('options', `-c search_path=${schema}`)
  const connection = connectPostgres(url.href)
  await sql`create schema if not exists ${sql.id(schema)}`.execute(connection.db)
  await migrate(connection.db)
  return connection
}

const emptied = async (connection: Connection): Promise<Connection> => {
  const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() and tablename not like 'kysely%'`.execute(
    connection.db,
  )
  await sql`truncate ${sql.join(tables.rows.map((row) => sql.id(row.name)))} cascade`.execute(connection.db)
  return connection
}

/** A migrated, empty database for one test. */
export const freshDatabase = async (): Promise<Connection> => {
  if (testDatabase === 'sqlite') return freshSqlite()
  postgres ??= openPostgres()
  const connection = await emptied(await postgres)
  return { ...connection, close: async () => {} }
}
