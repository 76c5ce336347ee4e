import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from './app.tsx'
import { importShippedChecklists } from './checklists/commands.ts'
import type { Config } from './config.ts'
import type { AppContext } from './context.ts'
import { type Connection, connectPostgres, connectSqlite, migrate, openSqlite } from './db/connect.ts'
import { fileStore } from './evidence/files.ts'
import { loadAssets } from './http/assets.ts'
import { newId, newTimeId } from './ids.ts'
import { isAnyAdministrator } from './sessions/store.ts'

/** Where the program's own files lie: this module is `dist/server/start.js`. */
const root = join(import.meta.dirname, '..', '..')

const connect = (config: Config): Connection =>
  config.databaseUrl
    ? connectPostgres(config.databaseUrl)
    : connectSqlite(openSqlite(join(config.dataDir, 'audit.sqlite')))

/** Letters and digits that nobody confuses when reading them from a log. */
const signs = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const newSetupCode = () => Array.from({ length: 12 }, () => signs[randomInt(signs.length)]).join('')

/** An app that is ready to serve, and how to close it. */
export type OpenApp = { app: AppContext; close: () => Promise<void> }

/** Connects, migrates, imports the shipped checklists. Throws with a plain sentence when something is not as it must be. */
export const openApp = async (config: Config): Promise<OpenApp> => {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const connection = connect(config)
  await migrate(connection.db)
  const app: AppContext = {
    config,
    db: connection.db,
    transact: connection.transact,
    now: () => new Date(),
    newId,
    newTimeId: () => newTimeId(new Date()),
    files: fileStore(config.dataDir),
    log,
    setup: { code: (await isAnyAdministrator(connection.db)) ? null : newSetupCode() },
    assets: loadAssets(join(root, 'views', 'assets'), join(root, 'dist', 'client')),
  }
  await importShippedChecklists(app, join(root, 'checklists'))
  return {
    app,
    close: async () => {
      await connection.close()
    },
  }
}

/** Serves until SIGTERM or SIGINT; then finishes the requests under way, closes the database and ends. Resolves with the port. */
export const serveUntilStopped = ({ app, close }: OpenApp): Promise<number> =>
  new Promise((listening, refused) => {
    const server = serve({ fetch: createApp(app).fetch, port: app.config.port, hostname: app.config.host }, (info) =>
      listening(info.port),
    )
    server.on('error', refused)
    let stopping = false
    const stop = (signal: string) => {
      if (stopping) return
      stopping = true
      app.log.info({ signal }, 'stopping')
      server.close(() => {
        close().then(
          () => process.exit(0),
          (error) => {
            app.log.error({ err: error }, 'stop failed')
            process.exit(1)
          },
        )
      })
      // Idle keep-alive connections would hold the process open; requests under way are finished.
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections()
      }, 10_000).unref()
    }
    process.on('SIGTERM', () => stop('SIGTERM'))
    process.on('SIGINT', () => stop('SIGINT'))
  })
