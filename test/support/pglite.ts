import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import type { Connection } from '../../server/db/connect.ts'
import type { Database } from '../../server/db/schema.ts'
import { plainTransactions } from '../../server/db/transact.ts'

/** PostgreSQL inside this process, from nothing or from a dumped data folder. Counts come back as numbers. */
export const startPglite = (dataFolder?: Blob): Promise<PGlite> =>
  PGlite.create({ parsers: { 20: Number }, ...(dataFolder ? { loadDataDir: dataFolder } : {}) })

/**
 * Presents the one PGlite session as a pool of one, which is what Kysely's PostgreSQL driver wants. `watch` sees every
 * statement before it is run, and may throw in its place.
 */
export const connectPglite = (pglite: PGlite, watch: (statement: string) => void = () => undefined): Connection => {
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
          watch(text)
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
