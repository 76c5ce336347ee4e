import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { importShippedChecklists } from '../../server/checklists/commands.ts'
import { readShipped } from '../../server/checklists/shipped.ts'
import type { AppContext } from '../../server/context.ts'
import { testApp } from '../support/app.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checklists-'))
  cpSync('checklists', folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const importFolder = async (app: AppContext) => importShippedChecklists(app, await readShipped(folder))

const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))

it('imports every shipped checklist once, as a published version', async () => {
  const { app, db } = await testApp()
  await importFolder(app)
  const first = await db.selectFrom('checklist_versions').selectAll().orderBy('id').execute()
  expect(first).toHaveLength(8)
  expect(new Set(first.map((row) => row.state))).toEqual(new Set(['published']))
  expect(first.reduce((sum, row) => sum + row.item_count, 0)).toBe(254)
  await importFolder(app)
  expect(await db.selectFrom('checklist_versions').selectAll().orderBy('id').execute()).toEqual(first)
})

it('refuses changed content under an old version number and imports nothing of it', async () => {
  const { app, db } = await testApp()
  await importFolder(app)
  const before = await db.selectFrom('checklist_versions').selectAll().orderBy('id').execute()
  edit('6s-workshop-showroom.yaml', (text) => text.replace('points: 4', 'points: 5'))
  await expect(importFolder(app)).rejects.toThrow(/6s-workshop-showroom\.yaml: version 1\.1\.0 .* new version number/)
  expect(await db.selectFrom('checklist_versions').selectAll().orderBy('id').execute()).toEqual(before)
  edit('6s-workshop-showroom.yaml', (text) => text.replace(/version: [\d.]+/, 'version: 9.0.0'))
  await importFolder(app)
  expect(
    await db.selectFrom('checklist_versions').selectAll().where('checklist_id', '=', '6s-workshop-showroom').execute(),
  ).toHaveLength(2)
})

it('names a checklist after its highest version, also when a lower one is shipped later', async () => {
  const { app, db } = await testApp()
  const titleOf = async () =>
    (await db.selectFrom('checklists').select('title_en').where('id', '=', '6s-workshop-showroom').execute())[0]
      ?.title_en
  const ship = (version: string, title: string) =>
    edit('6s-workshop-showroom.yaml', (text) =>
      text.replace(/version: [\d.]+/, `version: ${version}`).replace(/(title:\n.*\n {2}en: ).*/, `$1${title}`),
    )
  await importFolder(app)
  ship('10.0.0', 'Ten')
  await importFolder(app)
  expect(await titleOf()).toBe('Ten')
  ship('9.0.0', 'Nine')
  await importFolder(app)
  expect(await titleOf()).toBe('Ten')
  const versions = await db
    .selectFrom('checklist_versions')
    .select('version')
    .where('checklist_id', '=', '6s-workshop-showroom')
    .execute()
  expect(versions.map(({ version }) => version).sort()).toEqual(['1.1.0', '10.0.0', '9.0.0'])
})

it('names file, place and problem of a broken checklist and imports nothing', async () => {
  const { app, db } = await testApp()
  edit('process-compliance.yaml', (text) => text.replace('responsible: sales_manager', 'responsible: sales_wizard'))
  await expect(importFolder(app)).rejects.toThrow(/process-compliance\.yaml.*sections\[0\]\.items\[\d+\].*sales_wizard/)
  expect(await db.selectFrom('checklist_versions').selectAll().execute()).toEqual([])
})
