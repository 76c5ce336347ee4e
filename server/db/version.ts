import { type Kysely, sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import type { Database } from './schema.ts'

/** The newest migration that this database has had. */
export const schemaVersion = async (db: Kysely<Database>): Promise<string> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]?.name ?? ''
}

/** Can this program open a database of that version? One made by a newer program it cannot. */
export const knowsVersion = (version: string): boolean => version in migrations
