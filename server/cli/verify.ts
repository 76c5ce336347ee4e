import type SqliteDatabase from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { type LogVerdict, verifyLog } from '../activity/verify.ts'
import type { Database } from '../db/schema.ts'
import { sqliteProblems } from '../db/sqlite-copy.ts'
import { type FileStore, fileStore } from '../evidence/files.ts'
import { fingerprint } from './manifest.ts'
import { listWantedFiles } from './store.ts'

/** One sentence on a broken log. */
export const brokenLog = ({ place, what }: NonNullable<LogVerdict['broken']>): string =>
  `The log is not as it was written: ${place}: ${what}.`

/** Each of these files is there and has the bytes that its name promises. Throws otherwise. */
export const checkWanted = async (wanted: readonly string[], files: FileStore): Promise<void> => {
  for (const sha256 of wanted) {
    const found = await fingerprint(files.path(sha256)).catch(() => null)
    if (!found) throw new Error(`The file ${sha256} is missing, but the database counts on it`)
    if (found.sha256 !== sha256) throw new Error(`The file ${sha256} is damaged: its content does not fit its name`)
  }
}

/** The database and its log are whole. Throws with a plain sentence at the first problem. */
export const checkDatabase = async (
  db: Kysely<Database>,
  sqlite: SqliteDatabase.Database | null,
): Promise<LogVerdict> => {
  const [problem] = sqlite ? sqliteProblems(sqlite) : []
  if (problem) throw new Error(`The database is damaged: ${problem}`)
  const verdict = await verifyLog(db)
  if (verdict.broken) throw new Error(brokenLog(verdict.broken))
  return verdict
}

/** What was found whole. */
export type Verified = { entries: number; files: number }

/** The database, its log, and the files in `dataDir` that it counts on are whole. Throws otherwise. */
export const checkData = async (
  db: Kysely<Database>,
  sqlite: SqliteDatabase.Database | null,
  dataDir: string,
): Promise<Verified> => {
  const { entries } = await checkDatabase(db, sqlite)
  const wanted = await listWantedFiles(db)
  await checkWanted(wanted, fileStore(dataDir))
  return { entries, files: wanted.length }
}
