import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { people } from '../../server/demo/cast.ts'
import { testApp } from '../support/app.ts'
import { type Environment, onLoopback, runBuilt, startBuiltApp, temporaryFolder } from '../support/built-app.ts'

const cli = (env: Environment, ...args: string[]) => runBuilt('server/cli/main.js', args, env)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const photo = Buffer.from('the bytes of a photo')

/** A data folder with the cast, one stored file, and a report that counts on it. */
const givenData = async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const test = await testApp({ dataDir })
  const stored = await test.app.files.put(photo)
  await test.app.files.putDerived(stored, 'page.jpg', Buffer.from('smaller'))
  const row = { sha256: stored, mime: 'image/jpeg', bytes: photo.byteLength, width: 1, height: 1, taken_at: null }
  await test.db
    .insertInto('files')
    .values({ ...row, stored_at: '2026-11-18T01:30:00.000Z', stored_by: people.auditor.id })
    .execute()
  const token = await test.tokenOf('administrator')
  await test.close()
  return { dataDir, env: { DATA_DIR: dataDir }, stored, token }
}

/** Everyone's language choices, which the writers below change all the time. */
const usersOf = (file: string) => {
  const sqlite = new SqliteDatabase(file, { readonly: true })
  const rows = sqlite.prepare('select id, locale, name from users order by id').all()
  sqlite.close()
  return rows
}

it('backs up while the program writes, and the backup restores, whole, as of one moment', async () => {
  const { dataDir, env, stored, token } = await givenData()
  const app = await startBuiltApp(onLoopback(dataDir))
  const headers = { cookie: `session=${token}`, 'sec-fetch-site': 'same-origin', accept: 'application/json' }
  let writing = true
  let written = 0
  const writer = async () => {
    while (writing) {
      const body = new URLSearchParams({ locale: written % 2 ? 'en' : 'zh-CN' })
      const answer = await fetch(`${app.origin}/language`, { method: 'POST', headers, body, redirect: 'manual' })
      expect(answer.status).toBe(303)
      written++
    }
  }
  const writers = [1, 2, 3, 4].map(writer)
  const folders = [1, 2].map((n) => join(temporaryFolder(), `backup-${n}`))
  for (const folder of folders) {
    const before = written
    const { code, stdout, stderr } = await cli(env, 'backup', folder)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^Backup of sqlite in .*: 3 files, [\d.]+ MB, read back and found whole\. Seal \d+ of the log: [0-9a-f]{64}\n$/,
    )
    expect(written).toBeGreaterThan(before)
    expect(existsSync(`${folder}.partial`)).toBe(false)
  }
  writing = false
  await Promise.all(writers)
  app.child.kill('SIGTERM')
  expect((await app.end).code).toBe(0)

  for (const folder of folders) {
    const elsewhere = join(temporaryFolder(), 'elsewhere')
    const restored = await cli({ DATA_DIR: elsewhere }, 'restore', folder)
    expect(restored).toMatchObject({ code: 0, stderr: '' })
    expect(restored.stdout).toMatch(/: \d+ log entries and 1 files, all found whole\. You can start the program\.\n$/)
    expect(usersOf(join(elsewhere, 'audit.sqlite'))).toEqual(usersOf(join(folder, 'audit.sqlite')))
    expect(readFileSync(join(elsewhere, 'files', stored.slice(0, 2), stored))).toEqual(photo)
    expect(readFileSync(join(elsewhere, 'derived', stored.slice(0, 2), `${stored}-page.jpg`), 'utf8')).toBe('smaller')
    expect(await cli({ DATA_DIR: elsewhere }, 'verify-log')).toMatchObject({ code: 0, stderr: '' })
    // Nobody is signed in who may have been signed out since.
    const sqlite = new SqliteDatabase(join(elsewhere, 'audit.sqlite'), { readonly: true })
    expect(sqlite.prepare('select count(*) from sessions').pluck().get()).toBe(0)
    sqlite.close()
  }
})

it('notes in its manifest every file with its hash', async () => {
  const { env, stored } = await givenData()
  const folder = join(temporaryFolder(), 'backup')
  await cli(env, 'backup', folder)
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  expect(manifest.files.map((file: { path: string }) => file.path)).toEqual([
    'audit.sqlite',
    `derived/${stored.slice(0, 2)}/${stored}-page.jpg`,
    `files/${stored.slice(0, 2)}/${stored}`,
  ])
  for (const { path, sha256: noted } of manifest.files) expect(sha256(readFileSync(join(folder, path)))).toBe(noted)
  expect(readdirSync(folder).sort()).toEqual(['audit.sqlite', 'derived', 'files', 'manifest.json'])
})

it('refuses a folder that is not empty, an unfinished backup, and a data folder without a database', async () => {
  const { env } = await givenData()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mine'), 'keep me')
  const full = await cli(env, 'backup', folder)
  expect(full).toMatchObject({ code: 1, stdout: '' })
  expect(full.stderr).toBe(`${folder} is not empty; a backup goes into a folder of its own\n`)
  expect(readdirSync(folder)).toEqual(['mine'])

  const unfinished = join(temporaryFolder(), 'backup')
  mkdirSync(`${unfinished}.partial`)
  expect((await cli(env, 'backup', unfinished)).stderr).toContain('is left from a backup that did not finish')

  const nothing = temporaryFolder()
  const missing = await cli({ DATA_DIR: nothing }, 'backup', join(temporaryFolder(), 'backup'))
  expect(missing).toMatchObject({ code: 1, stderr: `DATA_DIR: there is no database in ${nothing}\n` })
  expect(readdirSync(nothing)).toEqual([])
})

it('finds a photo that is missing or damaged when it backs up, and leaves no backup', async () => {
  const { dataDir, env, stored } = await givenData()
  const file = join(dataDir, 'files', stored.slice(0, 2), stored)
  const folder = join(temporaryFolder(), 'backup')
  writeFileSync(file, 'other bytes')
  expect((await cli(env, 'backup', folder)).stderr).toBe(
    `The file ${stored} is damaged: its content does not fit its name\n`,
  )
  rmSync(file)
  expect((await cli(env, 'backup', folder)).stderr).toBe(
    `The file ${stored} is missing, but the database counts on it\n`,
  )
  expect([existsSync(folder), existsSync(`${folder}.partial`)]).toEqual([false, false])
})

it('refuses a backup with a changed or missing file before it touches anything', async () => {
  const { env, stored } = await givenData()
  const folder = join(temporaryFolder(), 'backup')
  await cli(env, 'backup', folder)
  const target = join(temporaryFolder(), 'target')
  const path = `files/${stored.slice(0, 2)}/${stored}`
  for (const [damage, sentence] of [
    [
      (copy: string) => writeFileSync(join(copy, path), 'other'),
      `The backup is not whole: ${path} is not the file that was backed up\n`,
    ],
    [(copy: string) => rmSync(join(copy, path)), `The backup is not whole: ${path} is missing\n`],
    [(copy: string) => rmSync(join(copy, 'manifest.json')), 'there is no manifest.json in it\n'],
    [(copy: string) => writeFileSync(join(copy, 'manifest.json'), '{'), 'its manifest.json is not as expected\n'],
  ] as const) {
    const copy = join(temporaryFolder(), 'copy')
    cpSync(folder, copy, { recursive: true })
    damage(copy)
    const { code, stderr } = await cli({ DATA_DIR: target }, 'restore', copy)
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
    expect(existsSync(target)).toBe(false)
  }
})

it('replaces data only when told to, and never under a running program', async () => {
  const { dataDir, env } = await givenData()
  const folder = join(temporaryFolder(), 'backup')
  await cli(env, 'backup', folder)
  const refused = await cli(env, 'restore', folder)
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toBe(`${dataDir} holds data already; give --replace to replace it by the backup\n`)

  const app = await startBuiltApp(onLoopback(dataDir))
  expect((await cli(env, 'restore', folder, '--replace')).stderr).toBe(
    `The program is running on ${dataDir}; stop it first\n`,
  )
  app.child.kill('SIGTERM')
  await app.end

  // A damaged database is what a backup is for.
  writeFileSync(join(dataDir, 'audit.sqlite'), 'no database at all')
  expect(await cli(env, 'restore', folder, '--replace')).toMatchObject({ code: 0, stderr: '' })
  expect(usersOf(join(dataDir, 'audit.sqlite'))).toEqual(usersOf(join(folder, 'audit.sqlite')))
})

it('names the first broken row of a log', async () => {
  const { dataDir, env } = await givenData()
  const app = await startBuiltApp(onLoopback(dataDir))
  app.child.kill('SIGTERM')
  await app.end
  const whole = await cli(env, 'verify-log')
  expect(whole).toMatchObject({ code: 0, stderr: '' })
  expect(whole.stdout).toMatch(
    /^The log is whole: \d+ entries in \d+ chains under 1 seals\. The last seal, 1 of .*: [0-9a-f]{64}\n$/,
  )

  const sqlite = new SqliteDatabase(join(dataDir, 'audit.sqlite'))
  const { id, subject_id } = sqlite
    .prepare('select id, subject_id from activity order by subject_id limit 1')
    .get() as {
    id: string
    subject_id: string
  }
  sqlite.prepare("update activity set details = '{}' where id = ?").run(id)
  sqlite.close()
  const broken = await cli(env, 'verify-log')
  expect(broken).toMatchObject({ code: 1, stdout: '' })
  expect(broken.stderr).toBe(
    `The log is not as it was written: checklist ${subject_id}, entry 1 (row ${id}): its content does not fit its hash.\n`,
  )
  expect((await cli(env, 'backup', join(temporaryFolder(), 'backup'))).stderr).toBe(broken.stderr)
})

it.each([
  [['backup'], 'The folder is missing.\nUsage: npm run backup -- DIR\n'],
  [['backup', 'a', 'b'], 'One folder is enough; what is "b"?\nUsage: npm run backup -- DIR\n'],
  [['restore', 'a', '--force'], 'Usage: npm run restore -- DIR [--replace]\n'],
  [['verify-log', 'x'], 'This command takes nothing.\nUsage: npm run verify-log\n'],
  [['rescore'], 'Say --check: scores are compared, never changed.\nUsage: npm run rescore -- --check\n'],
  [['bakcup'], 'There is no command "bakcup".\nUsage: npm run backup -- DIR\n'],
])('answers %j with how it is used', async (args, sentence) => {
  const { code, stdout, stderr } = await cli({ DATA_DIR: temporaryFolder() }, ...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(sentence)
})
