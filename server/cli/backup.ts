import { createWriteStream, existsSync, type WriteStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import SqliteDatabase from 'better-sqlite3'
import { sealLog } from '../activity/commands.ts'
import type { Config } from '../config.ts'
import { connectSqlite, databaseFile } from '../db/connect.ts'
import { copySqlite } from '../db/sqlite-copy.ts'
import { dumpTables, onSnapshot } from '../db/tables.ts'
import { schemaVersion } from '../db/version.ts'
import { fileStore } from '../evidence/files.ts'
import { type Data, withData } from './data.ts'
import { checkFiles, fingerprint, type Manifest, manifestName } from './manifest.ts'
import { listWantedFiles } from './store.ts'
import { checkDatabase, checkWanted } from './verify.ts'

/** Folders under `DATA_DIR` whose files are kept: originals, and the pictures made from them. */
const kept = ['files', 'derived']

/** Paths of finished files below a folder; the drafts of uploads under way begin with a dot. */
const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

const copyKept = async (dataDir: string, target: string) => {
  for (const kind of kept) {
    for (const path of await filesBelow(join(dataDir, kind))) {
      await mkdir(dirname(join(target, kind, path)), { recursive: true })
      await copyFile(join(dataDir, kind, path), join(target, kind, path))
    }
  }
}

/** A database as it was written into a backup: found whole, and the files that it counts on. */
type WrittenDatabase = { tables: Manifest['tables']; wanted: string[] }

const writeSqlite = async (source: SqliteDatabase.Database, target: string): Promise<WrittenDatabase> => {
  await copySqlite(source, databaseFile(target))
  const sqlite = new SqliteDatabase(databaseFile(target), { readonly: true })
  const { db, close } = connectSqlite(sqlite)
  try {
    await checkDatabase(db, sqlite)
    return { tables: {}, wanted: await listWantedFiles(db) }
  } finally {
    await close()
  }
}

const writePostgres = async ({ db }: Data, target: string): Promise<WrittenDatabase> => {
  await mkdir(join(target, 'tables'))
  return onSnapshot(db, async (trx) => {
    const streams = new Map<string, WriteStream>()
    const streamOf = (table: string) => {
      const stream = streams.get(table) ?? createWriteStream(join(target, 'tables', `${table}.ndjson`))
      streams.set(table, stream)
      return stream
    }
    const tables = await dumpTables(trx, async (table, line) => {
      const stream = streamOf(table)
      if (!stream.write(`${line}\n`)) await new Promise<void>((drained) => stream.once('drain', drained))
    })
    for (const table of Object.keys(tables)) streamOf(table).end()
    await Promise.all([...streams.values()].map((stream) => finished(stream)))
    await checkDatabase(trx, null)
    return { tables, wanted: await listWantedFiles(trx) }
  })
}

const syncToDisk = async (path: string) => {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

const write = async (data: Data, dataDir: string, target: string, now: () => Date): Promise<Manifest> => {
  const seal = await sealLog({ transact: data.transact, now })
  const schema = await schemaVersion(data.db)
  const { tables, wanted } = data.sqlite ? await writeSqlite(data.sqlite, target) : await writePostgres(data, target)
  // After the database: files never change and are there before the rows that name them.
  await copyKept(dataDir, target)
  await checkWanted(wanted, fileStore(target))

  const files: Manifest['files'] = []
  for (const path of await filesBelow(target)) files.push({ path, ...(await fingerprint(join(target, path))) })
  const manifest: Manifest = {
    format: 'dealer-audit backup 1',
    at: now().toISOString(),
    database: data.sqlite ? 'sqlite' : 'postgresql',
    schema,
    seal: seal && { position: seal.position, hash: seal.hash },
    tables,
    files,
  }
  await writeFile(join(target, manifestName), `${JSON.stringify(manifest, null, 1)}\n`)
  for (const { path } of files) await syncToDisk(join(target, path))
  await syncToDisk(join(target, manifestName))
  await syncToDisk(target)
  await checkFiles(target, manifest)
  return manifest
}

const refuseUnlessFree = async (target: string, partial: string) => {
  if (existsSync(target)) {
    const names = await readdir(target).catch(() => null)
    if (!names) throw new Error(`${target} is not a folder`)
    if (names.length > 0) throw new Error(`${target} is not empty; a backup goes into a folder of its own`)
  }
  if (existsSync(partial)) throw new Error(`${partial} is left from a backup that did not finish; remove it first`)
}

/**
 * Writes a whole backup into a new folder while the program goes on: the database as of one moment, then all files. It has
 * its name only once it is complete and was read back; until then it is called `DIR.partial`.
 */
export const backUp = async (config: Config, folder: string, now: () => Date): Promise<Manifest> => {
  const target = resolve(folder)
  const partial = `${target}.partial`
  await refuseUnlessFree(target, partial)
  return withData(config, async (data) => {
    try {
      await mkdir(partial, { recursive: true })
      const manifest = await write(data, config.dataDir, partial, now)
      if (existsSync(target)) await rmdir(target)
      await rename(partial, target)
      await syncToDisk(dirname(target))
      return manifest
    } catch (error) {
      await rm(partial, { recursive: true, force: true })
      throw error
    }
  })
}
