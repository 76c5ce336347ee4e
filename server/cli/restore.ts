import { createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Config } from '../config.ts'
import { databaseFile, migrate } from '../db/connect.ts'
import { isSqliteInUse } from '../db/sqlite-copy.ts'
import { dropTables, hasTables, loadTables } from '../db/tables.ts'
import { knowsVersion } from '../db/version.ts'
import { type Data, withData } from './data.ts'
import { checkFiles, type Manifest, readManifest } from './manifest.ts'
import { forgetAccess } from './store.ts'
import { checkData, type Verified } from './verify.ts'

const refuseExisting = (where: string) =>
  new Error(`${where} holds data already; give --replace to replace it by the backup`)

const putInPlace = async (from: string, to: string) => {
  await mkdir(dirname(to), { recursive: true })
  await copyFile(from, `${to}.restoring`)
  await rename(`${to}.restoring`, to)
}

const isDatabase = (path: string) => path === databaseFile('.') || path.startsWith('tables')

const restoreSqlite = async (config: Config, folder: string, replace: boolean) => {
  const file = databaseFile(config.dataDir)
  if (existsSync(file)) {
    if (!replace) throw refuseExisting(config.dataDir)
    if (isSqliteInUse(file)) throw new Error(`The program is running on ${config.dataDir}; stop it first`)
  }
  return async () => {
    await rm(`${file}-wal`, { force: true })
    await rm(`${file}-shm`, { force: true })
    await putInPlace(databaseFile(folder), file)
  }
}

const linesOf = (folder: string) => (table: string) =>
  createInterface({
    input: createReadStream(join(folder, 'tables', `${table}.ndjson`)),
    crlfDelay: Number.POSITIVE_INFINITY,
  })

/** Fills a PostgreSQL database from a dump: empty, or emptied by `replace`. */
export const restoreTables = async (
  data: Pick<Data, 'db'>,
  folder: string,
  manifest: Manifest,
  replace: boolean,
): Promise<void> => {
  if (await hasTables(data.db)) {
    if (!replace) throw refuseExisting('The database at DATABASE_URL')
    await dropTables(data.db)
  }
  await migrate(data.db, manifest.schema)
  await loadTables(data.db, manifest.tables, linesOf(folder))
}

/**
 * Brings back a backup: checked first, files before the database, checked again at the end. Refuses to touch data that is
 * there unless told to replace it; files that the backup does not know stay. Everyone has to sign in again.
 */
export const restore = async (config: Config, from: string, replace: boolean): Promise<Verified> => {
  const folder = resolve(from)
  const manifest = await readManifest(folder)
  const database = config.databaseUrl ? 'postgresql' : 'sqlite'
  if (manifest.database !== database) {
    throw new Error(`This is a backup of ${manifest.database}, but the configuration names ${database} (DATABASE_URL)`)
  }
  if (!knowsVersion(manifest.schema)) throw new Error('This backup was made by a newer version of this program')
  await checkFiles(folder, manifest)

  const putFiles = async () => {
    for (const { path } of manifest.files.filter((file) => !isDatabase(file.path))) {
      await putInPlace(join(folder, path), join(config.dataDir, path))
    }
  }
  if (database === 'sqlite') {
    const putDatabase = await restoreSqlite(config, folder, replace)
    await putFiles()
    await putDatabase()
  } else {
    await putFiles()
    await withData(config, (data) => restoreTables(data, folder, manifest, replace))
  }
  return withData(config, async (data) => {
    await forgetAccess(data.db)
    return checkData(data.db, data.sqlite, config.dataDir)
  })
}
