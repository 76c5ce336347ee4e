import type SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'

/**
 * Takes the write lock when a transaction begins. A deferred one that reads before it writes fails at once when another
 * process (a backup that seals the log) commits in between, whatever the busy timeout says.
 */
class WritingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite undoes changes of the schema with the transaction; Kysely's own adapter does not count on it. */
class UndoableAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const mostPrepared = 400
const isCacheable = (text: string) => /^(select|insert|update|delete|with|savepoint|release|rollback)\b/.test(text)

/** Prepares each text once: preparing costs more than running a small statement. The least recently used ones go first. */
const preparing = (sqlite: SqliteDatabase.Database) => {
  const prepared = new Map<string, SqliteStatement>()
  return (text: string): SqliteStatement => {
    const known = prepared.get(text)
    if (known) {
      prepared.delete(text)
      prepared.set(text, known)
      return known
    }
    const statement = sqlite.prepare<unknown[]>(text) as SqliteStatement
    if (isCacheable(text)) {
      prepared.set(text, statement)
      const [oldest] = prepared.keys()
      if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest)
    }
    return statement
  }
}

/** How Kysely speaks to a SQLite database of ours. */
export const sqliteDialect = (sqlite: SqliteDatabase.Database): Dialect => ({
  createAdapter: () => new UndoableAdapter(),
  createDriver: () => new WritingDriver({ database: { prepare: preparing(sqlite), close: () => void sqlite.close() } }),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})
