import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, Migrator, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import type { Database } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'
import { groupedTransactions, plainTransactions, type Transact } from './transact.ts'

/** An open database and the one way to run a transaction on it. */
export type Connection = { db: Kysely<Database>; transact: Transact; close: () => Promise<void> }

/** Where the SQLite database of a data folder lies. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'audit.sqlite')

/**
 * Opens the SQLite file (made with its folder when missing).
 * better-sqlite3 is compiled so that a reopened WAL database runs synchronous=NORMAL, which can lose an acknowledged
 * write on power loss: FULL is set on every connection and must read back as 2, else the start fails.
 */
export const openSqlite = (file: string): SqliteDatabase.Database => {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const sqlite = new SqliteDatabase(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  const synchronous = sqlite.pragma('synchronous', { simple: true })
  if (synchronous !== 2) throw new Error(`SQLite runs with synchronous=${synchronous}, not FULL (2); refusing to start`)
  return sqlite
}

export const connectSqlite = (sqlite: SqliteDatabase.Database): Connection => {
  const db = new Kysely<Database>({ dialect: sqliteDialect(sqlite) })
  return { db, transact: groupedTransactions(db), close: () => db.destroy() }
}

/** Connects to PostgreSQL; counts come back as numbers, as they do from SQLite. */
export const connectPostgres = (url: string): Connection => {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionString: url, types, max: 10 })
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { db, transact: plainTransactions(db), close: () => db.destroy() }
}

/**
 * Brings the database up to date, or up to a named version. All or nothing: what is interrupted begins anew at the next
 * start. Safe when several processes start at once (Kysely takes a lock).
 */
export const migrate = async (db: Kysely<Database>, version?: string): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await (version ? migrator.migrateTo(version) : migrator.migrateToLatest())
  if (error) throw error
}
