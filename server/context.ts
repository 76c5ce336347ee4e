import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { View } from '../views/view.ts'
import type { Actor } from './access/can.ts'
import type { Common } from './checklists/format.ts'
import type { Config } from './config.ts'
import type { Database } from './db/schema.ts'
import type { Transact } from './db/transact.ts'
import type { FileStore } from './evidence/files.ts'
import type { Exchange } from './exchange/pool.ts'
import type { Assets } from './http/assets.ts'
import type { Locale } from './i18n/words.ts'
import type { ImportPool } from './imports/pool.ts'
import type { ReportPool } from './reports/pool.ts'

/** Everything with an effect that a command or a page may need; passed in, so that tests pass their own. */
export type AppContext = {
  config: Config
  /** For reads. Writes go through `transact`, in commands only. */
  db: Kysely<Database>
  transact: Transact
  now: () => Date
  /** Random id (UUID version 4): for everything that can appear in a URL, a PDF or an export. */
  newId: () => string
  /** Time-ordered id (UUID version 7): only for rows that no dealer sees. */
  newTimeId: () => string
  files: FileStore
  /** Scales, sample bands and words that all checklists share. */
  vocabulary: Common
  /** Draws PDFs outside the thread that answers requests. */
  reports: Pick<ReportPool, 'render'>
  /** Reads checklists that people send and writes workbooks, outside that thread too. */
  exchange: Exchange
  /** Reads lists that people send, outside that thread too. */
  imports: Omit<ImportPool, 'close'>
  log: Logger
  /** One-time code for creating the first administrator; null once there is one. */
  setup: { code: string | null }
  assets: Assets
}

/** Who is signed in, with what a page wants to say about them. */
export type SignedIn = {
  actor: Actor
  name: string
  locale: Locale
  sessionHash: string
  dealerName: { zh: string; en: string } | null
}

export type Env = {
  Variables: {
    app: AppContext
    signedIn: SignedIn | null
    locale: Locale
    view: View
    requestId: string
  }
}
