import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { verifyLog } from '../../server/activity/verify.ts'
import type { Manifest } from '../../server/cli/manifest.ts'
import { restoreTables } from '../../server/cli/restore.ts'
import { dumpTables, onSnapshot } from '../../server/db/tables.ts'
import { schemaVersion } from '../../server/db/version.ts'
import { dealers } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Writes the tables as a backup does, and gives the folder and its manifest. */
const dumped = async ({ db }: TestApp) => {
  const folder = mkdtempSync(join(tmpdir(), 'dealer-audit-'))
  folders.push(folder)
  mkdirSync(join(folder, 'tables'))
  const lines = new Map<string, string[]>()
  const tables = await onSnapshot(db, (trx) =>
    dumpTables(trx, async (table, line) => {
      lines.set(table, [...(lines.get(table) ?? []), line])
    }),
  )
  for (const table of Object.keys(tables)) {
    await new Promise<void>((written) => {
      const stream = createWriteStream(join(folder, 'tables', `${table}.ndjson`))
      stream.end((lines.get(table) ?? []).map((line) => `${line}\n`).join(''), () => written())
    })
  }
  const manifest: Manifest = {
    format: 'dealer-audit backup 1',
    at: '2026-11-18T01:30:00.000Z',
    database: 'postgresql',
    schema: await schemaVersion(db),
    seal: null,
    tables,
    files: [],
  }
  return { folder, manifest, lines }
}

const given = async () => {
  const test = await testApp()
  await withChecklists(test)
  const audit = await givenAudit(test)
  // A row that refers to another of its own table, and text that only survives when it is neither cut nor re-encoded.
  await givenAudit(test, { previous_audit_id: audit.id, cancel_reason: '“𠮷”\n\t\\ " \u2028 é 0' })
  return test
}

it('brings every row of every table back, references included', async () => {
  const test = await given()
  const before = await dumped(test)
  expect(before.manifest.tables.audits).toMatchObject({ rows: 2 })
  await test.db.deleteFrom('audit_assignments').execute()
  await restoreTables(test, before.folder, before.manifest, true)
  const after = await dumped(test)
  expect(after.manifest.tables).toEqual(before.manifest.tables)
  expect([...(after.lines.get('audits') ?? [])].sort()).toEqual([...(before.lines.get('audits') ?? [])].sort())
  expect((await verifyLog(test.db)).broken).toBe(null)
  // Foreign keys hold again.
  await expect(test.db.deleteFrom('dealers').where('id', '=', dealers.linjiang.id).execute()).rejects.toThrow(
    /foreign key/,
  )
})

it('refuses a database that holds something, and leaves it as it is', async () => {
  const test = await given()
  const { folder, manifest } = await dumped(test)
  await expect(restoreTables(test, folder, manifest, false)).rejects.toThrow(/holds data already; give --replace/)
  expect(await test.db.selectFrom('audits').select('id').execute()).toHaveLength(2)
})

it('takes over nothing when a row is not the one that was dumped', async () => {
  const test = await given()
  const { folder, manifest } = await dumped(test)
  const audits = manifest.tables.audits ?? { rows: 0, digest: '' }
  await expect(
    restoreTables(
      test,
      folder,
      { ...manifest, tables: { ...manifest.tables, audits: { ...audits, digest: 'f'.repeat(64) } } },
      true,
    ),
  ).rejects.toThrow('The table audits did not come back as it was dumped')
  expect(await test.db.selectFrom('audits').select('id').execute()).toEqual([])
  await restoreTables(test, folder, manifest, true)
})
