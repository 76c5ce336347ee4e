import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { migrations } from '../migrations/index.ts'
import { connectSqlite, databaseFile, migrate, openSqlite } from '../server/db/connect.ts'
import { migratedPglite, testDatabase } from './support/database.ts'
import { connectPglite } from './support/pglite.ts'

type Watch = (statement: string) => void

/** One database on which processes start, migrate, and die. */
type Place = {
  /** Empties it. */
  clear: () => Promise<void>
  /** Starts a process that migrates; every statement goes through `watch`, which may throw in its place. */
  start: (watch: Watch, version?: string) => Promise<void>
  /** Everything that the database says of its own schema, and which migrations it `had`. */
  look: () => Promise<unknown>
}

const onSqlite = (): Place => {
  let folder = ''
  const clear = async () => {
    if (folder) rmSync(folder, { recursive: true })
    folder = mkdtempSync(join(tmpdir(), 'dealer-audit-'))
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return {
    clear,
    start: async (watch, version) => {
      const sqlite = openSqlite(databaseFile(folder))
      const watched = new Proxy(sqlite, {
        get: (target, name) => {
          if (name !== 'prepare') return Reflect.get(target, name).bind(target)
          return (text: string) => {
            watch(text)
            return target.prepare(text)
          }
        },
      })
      // Closing is what the end of a process does to it: a transaction that was open is undone.
      await migrate(connectSqlite(watched).db, version).finally(() => sqlite.close())
    },
    look: async () => {
      const sqlite = openSqlite(databaseFile(folder))
      const schema = sqlite.prepare('select type, name, tbl_name, sql from sqlite_master order by type, name').all()
      const rowsOf = (table: string) => {
        const known = sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(table)
        return known ? sqlite.prepare(`select * from ${table} order by 1`).all() : []
      }
      const had = rowsOf('kysely_migration').map((row) => (row as { name: string }).name)
      const lock = rowsOf('kysely_migration_lock')
      sqlite.close()
      return { schema, had, lock }
    },
  }
}

const onPglite = async (): Promise<Place> => {
  const pglite = await migratedPglite()
  onTestFinished(() => pglite.close())
  return {
    clear: async () => void (await pglite.exec('drop schema public cascade; create schema public')),
    start: async (watch, version) => {
      // The server undoes an open transaction when its client is gone.
      await migrate(connectPglite(pglite, watch).db, version).finally(() => pglite.exec('rollback'))
    },
    look: async () => {
      const schema = await pglite.query(`
        select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
        where table_schema = 'public'
        union all select tablename, indexname, indexdef, null, null from pg_indexes where schemaname = 'public'
        union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid), null, null from pg_constraint
        where connamespace = 'public'::regnamespace
        order by 1, 2, 3`)
      const rowsOf = async (table: string) => {
        const { rows } = await pglite.query<{ known: string | null }>('select to_regclass($1)::text as known', [table])
        return rows[0]?.known ? (await pglite.query(`select * from ${table} order by 1`)).rows : []
      }
      const had = (await rowsOf('kysely_migration')).map((row) => (row as { name: string }).name)
      return { schema: schema.rows, had, lock: await rowsOf('kysely_migration_lock') }
    },
  }
}

const place = async () => (testDatabase === 'sqlite' ? onSqlite() : onPglite())
const live: Watch = () => undefined

/** A process that is killed as it sends its statement number `last`: neither that one nor any later one arrives. */
const dyingAt = (last: number): Watch => {
  let sent = 0
  return () => {
    sent++
    if (sent >= last) throw new Error('killed')
  }
}

it('makes the whole schema from nothing, and changes nothing when it is run again', async () => {
  const { clear, start, look } = await place()
  await clear()
  await start(live)
  const first = await look()
  expect(first).toMatchObject({ had: Object.keys(migrations) })
  await start(live)
  expect(await look()).toEqual(first)
})

it('comes from every earlier version to the same schema as from nothing', async () => {
  const { clear, start, look } = await place()
  await clear()
  await start(live)
  const expected = await look()
  for (const version of Object.keys(migrations)) {
    await clear()
    await start(live, version)
    await start(live)
    expect(await look()).toEqual(expected)
  }
})

it('starts again after it was killed at any statement, and comes to the same schema', {
  timeout: 240_000,
}, async () => {
  const { clear, start, look } = await place()
  let statements = 0
  await clear()
  await start(() => {
    statements++
  })
  const expected = await look()
  expect(statements).toBeGreaterThan(Object.keys(migrations).length * 2)
  // From the same state the next start does the same, so each state in which a death leaves the database is tried once.
  const tried = new Set<string>()
  for (let last = 1; last <= statements; last++) {
    await clear()
    await expect(start(dyingAt(last))).rejects.toThrow('killed')
    const left = JSON.stringify(await look())
    if (tried.has(left)) continue
    tried.add(left)
    await start(live)
    expect(await look(), `killed at statement ${last}`).toEqual(expected)
  }
})
