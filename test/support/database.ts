import { readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { inject } from 'vitest'
import {
  type Connection,
  connectPostgres,
  connectSqlite,
  databaseFile,
  migrate,
  openSqlite,
} from '../../server/db/connect.ts'
import { connectPglite, startPglite } from './pglite.ts'
import { databaseUrl, onServer } from './postgres-template.ts'

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

/** A migrated SQLite database in the file where a server on this data folder looks for it. */
export const freshSqliteFile = async (dataDir: string): Promise<Connection> => {
  const connection = connectSqlite(openSqlite(databaseFile(dataDir)))
  await migrate(connection.db)
  return connection
}

let postgres: Promise<Connection> | undefined

/** A PGlite that is migrated already; from nothing its start takes seconds. */
export const migratedPglite = (): Promise<PGlite> => startPglite(new Blob([readFileSync(inject('pgliteTemplate'))]))

/** One database per worker: a PGlite, or a database of a real server; both are copies of a migrated one. */
const openPostgres = async (): Promise<Connection> => {
  if (testDatabase === 'pglite') {
    return connectPglite(await migratedPglite())
  }
  const template = inject('postgresTemplate')
  const name = `${template}_${process.pid}`
  await onServer(`create database ${name} template ${template}`)
  return connectPostgres(databaseUrl(name))
}

// Row by row without checks takes a tenth of the time of truncating, which makes every table anew. It asks for a superuser.
const emptying = `do $$
  declare name text;
  begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = current_schema() and tablename not like 'kysely%' loop
      execute format('delete from %I', name);
    end loop;
  end $$`

const emptied = async (connection: Connection): Promise<Connection> => {
  await sql.raw(emptying).execute(connection.db)
  return connection
}

/** A migrated, empty database for one test. */
export const freshDatabase = async (): Promise<Connection> => {
  if (testDatabase === 'sqlite') return freshSqlite()
  postgres ??= openPostgres()
  const connection = await emptied(await postgres)
  return { ...connection, close: async () => {} }
}
