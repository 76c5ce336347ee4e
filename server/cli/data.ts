import { existsSync } from 'node:fs'
import type SqliteDatabase from 'better-sqlite3'
import type { Config } from '../config.ts'
import { type Connection, connectPostgres, connectSqlite, databaseFile, openSqlite } from '../db/connect.ts'
import { ping } from '../db/ping.ts'
import { dataProblem } from '../start-problem.ts'

/** The data of an installation as a command of the shell works on it; the program itself may be running meanwhile. */
export type Data = Connection & { sqlite: SqliteDatabase.Database | null }

/** Runs `work` on the database that the configuration names, as it is: nothing is created, nothing migrated. */
export const withData = async <T>(config: Config, work: (data: Data) => Promise<T>): Promise<T> => {
  if (!config.databaseUrl && !existsSync(databaseFile(config.dataDir))) {
    throw new Error(`DATA_DIR: there is no database in ${config.dataDir}`)
  }
  const data = await open(config).catch((error) => {
    throw dataProblem(error, config)
  })
  return work(data).finally(() => data.close())
}

const open = async (config: Config): Promise<Data> => {
  if (config.databaseUrl) {
    const connection = connectPostgres(config.databaseUrl)
    await ping(connection.db)
    return { ...connection, sqlite: null }
  }
  const sqlite = openSqlite(databaseFile(config.dataDir))
  return { ...connectSqlite(sqlite), sqlite }
}
