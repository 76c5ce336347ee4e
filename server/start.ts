import { randomInt } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { importShippedChecklists } from './checklists/commands.ts'
import { readShipped } from './checklists/shipped.ts'
import { everyHour } from './chores.ts'
import type { Config } from './config.ts'
import type { AppContext } from './context.ts'
import { type Connection, connectPostgres, connectSqlite, databaseFile, migrate, openSqlite } from './db/connect.ts'
import { fileStore } from './evidence/files.ts'
import { createExchangePool } from './exchange/pool.ts'
import { loadAssets } from './http/assets.ts'
import { newId, newTimeId } from './ids.ts'
import { createImportPool } from './imports/pool.ts'
import { createLog } from './log.ts'
import { createReportPool } from './reports/pool.ts'
import { startServing } from './serving.ts'
import { isAnyAdministrator } from './sessions/store.ts'
import { dataProblem } from './start-problem.ts'

/** Where the program's own files lie: this module is `dist/server/start.js`. */
const root = join(import.meta.dirname, '..', '..')

const connect = async (config: Config): Promise<Connection> => {
  mkdirSync(config.dataDir, { recursive: true })
  accessSync(config.dataDir, constants.W_OK)
  const connection = config.databaseUrl
    ? connectPostgres(config.databaseUrl)
    : connectSqlite(openSqlite(databaseFile(config.dataDir)))
  try {
    await migrate(connection.db)
  } catch (error) {
    await connection.close()
    throw error
  }
  return connection
}

/** Letters and digits that nobody confuses when reading them from a log. */
const signs = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const newSetupCode = () => Array.from({ length: 12 }, () => signs[randomInt(signs.length)]).join('')

/** An app that is ready to serve, and how to close it. */
export type OpenApp = { app: AppContext; close: () => Promise<void> }

/** Connects, migrates, imports the shipped checklists. Throws with a plain sentence when something is not as it must be. */
export const openApp = async (config: Config): Promise<OpenApp> => {
  const connection = await connect(config).catch((error) => {
    throw dataProblem(error, config)
  })
  const shipped = await readShipped(join(root, 'checklists'))
  const reports = createReportPool()
  const exchange = createExchangePool()
  const imports = createImportPool()
  const app: AppContext = {
    config,
    db: connection.db,
    transact: connection.transact,
    now: () => new Date(),
    newId,
    newTimeId: () => newTimeId(new Date()),
    files: fileStore(config.dataDir),
    vocabulary: shipped.common,
    reports,
    exchange,
    imports,
    log: createLog(config.logLevel),
    setup: { code: (await isAnyAdministrator(connection.db)) ? null : newSetupCode() },
    assets: loadAssets(join(root, 'views', 'assets'), join(root, 'dist', 'client')),
  }
  await importShippedChecklists(app, shipped)
  reports.warm()
  const chores = everyHour(app)
  return {
    app,
    close: async () => {
      await chores.finish()
      await reports.close()
      await exchange.close()
      await imports.close()
      await connection.close()
    },
  }
}

/** Serves until SIGTERM or SIGINT; then finishes the requests under way, closes the database and ends. Resolves with the port. */
export const serveUntilStopped = async ({ app, close }: OpenApp): Promise<number> => {
  const serving = await startServing(app)
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    app.log.info({ signal }, 'stopping')
    try {
      await serving.stop()
      await close()
      app.log.info('stopped')
      process.exit(0)
    } catch (error) {
      app.log.error({ err: error }, 'stop failed')
      process.exit(1)
    }
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  return serving.port
}
