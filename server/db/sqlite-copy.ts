import SqliteDatabase from 'better-sqlite3'

/** Copies a database as it stands at one moment, while others go on writing to it. The copy is one file. */
export const copySqlite = async (source: SqliteDatabase.Database, target: string): Promise<void> => {
  // All pages in one step: between two steps another process could write, and the copy would begin anew.
  await source.backup(target, { progress: () => 0x7fffffff })
  const copy = new SqliteDatabase(target)
  copy.pragma('journal_mode = DELETE')
  copy.close()
}

/** What the database itself says is wrong with it: damaged pages, rows that refer to nothing. Empty when all is well. */
export const sqliteProblems = (sqlite: SqliteDatabase.Database): string[] => {
  const integrity = sqlite.pragma('integrity_check') as { integrity_check: string }[]
  const foreignKeys = sqlite.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
  return [
    ...integrity.map((row) => row.integrity_check).filter((said) => said !== 'ok'),
    ...foreignKeys.map(({ table, rowid, parent }) => `row ${rowid} of ${table} refers to a missing row of ${parent}`),
  ]
}

/** Does another process hold this database open? It must not be replaced under its feet. */
export const isSqliteInUse = (file: string): boolean => {
  const sqlite = new SqliteDatabase(file, { timeout: 500 })
  try {
    // Only someone alone on the database may end its write-ahead log.
    sqlite.pragma('journal_mode = DELETE')
    return false
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true
    // A damaged one is nobody's, and about to be replaced.
    return false
  } finally {
    sqlite.close()
  }
}
