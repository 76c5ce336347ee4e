import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** Resolves when the database answers. */
export const ping = async (db: Kysely<Database>): Promise<void> => {
  await sql`select 1`.execute(db)
}
