import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

/** SHA-256 of every file that the database counts on: photos that arrived, reports that were issued. */
export const listWantedFiles = async (db: Kysely<Database>): Promise<string[]> => {
  const rows = await db
    .selectFrom('files')
    .select('sha256')
    .union(db.selectFrom('report_files').select('sha256'))
    .orderBy('sha256')
    .execute()
  return rows.map((row) => row.sha256)
}

/** Ends every session and one-time link: what was revoked since the backup must not come back with it. */
export const forgetAccess = async (db: Kysely<Database>): Promise<void> => {
  await db.deleteFrom('sessions').execute()
  await db.deleteFrom('one_time_links').execute()
}
