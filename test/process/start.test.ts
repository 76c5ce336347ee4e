import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { onLoopback, runBuilt, startBuiltApp, temporaryFolder } from '../support/built-app.ts'

/** Starts with these settings, which must fail with one plain sentence and no stack trace. */
const refusalOf = async (env: Record<string, string>) => {
  const { code, stdout, stderr } = await runBuilt('server/main.js', [], env)
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).not.toMatch(/\n\s+at |node:internal/)
  return stderr.trim()
}

it('names each wrong variable and does not start', async () => {
  expect(await refusalOf({ PORT: 'http', TIME_ZONE: 'Mars/Olympus' })).toBe(
    'The configuration is not right, so the program does not start:\n' +
      '  PORT: must be a whole number from 0 to 65535\n' +
      '  TIME_ZONE: must be a time zone such as Asia/Shanghai',
  )
})

it('says that a port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const sentence = await refusalOf({ ...onLoopback(temporaryFolder()), PORT: String(port) })
  expect(sentence).toBe(`PORT: port ${port} on 127.0.0.1 is already in use; stop what uses it or choose another`)
  other.close()
})

it('says that an address is not one of this machine', async () => {
  expect(await refusalOf({ ...onLoopback(temporaryFolder()), HOST: '192.0.2.1' })).toBe(
    'HOST: 192.0.2.1 is not an address of this machine',
  )
})

it('says that the data folder cannot be written to', async () => {
  const file = join(temporaryFolder(), 'a-file')
  writeFileSync(file, '')
  const dataDir = join(file, 'data')
  expect(await refusalOf(onLoopback(dataDir))).toBe(`DATA_DIR: cannot write to the folder ${dataDir} (ENOTDIR)`)
})

it('says that a database file is damaged, and leaves it as it is', async () => {
  const dataDir = temporaryFolder()
  writeFileSync(join(dataDir, 'audit.sqlite'), 'this is no database, '.repeat(200))
  expect(await refusalOf(onLoopback(dataDir))).toBe(
    `DATA_DIR: the database in ${dataDir} is damaged (SQLITE_NOTADB); restore a backup`,
  )
})

it('says that a PostgreSQL server does not answer, without its password', async () => {
  const sentence = await refusalOf({
    ...onLoopback(temporaryFolder()),
    DATABASE_URL: 'postgres://audit:very-secret@127.0.0.1:1/audit',
  })
  expect(sentence).toBe('DATABASE_URL: the PostgreSQL server does not answer there (ECONNREFUSED)')
})

it('prints the code for the first administrator, answers as healthy, and ends with 0 when told to', async () => {
  const app = await startBuiltApp(onLoopback(temporaryFolder()))
  expect(await (await fetch(`${app.origin}/healthz`)).json()).toEqual({ ok: true })
  expect(app.written.stdout).toMatch(/enter this one-time code: [A-Z2-9]{12}"/)
  app.child.kill('SIGTERM')
  expect(await app.end).toMatchObject({ code: 0, signal: null, stderr: '' })
  expect(app.written.stdout.trimEnd().split('\n').at(-1)).toMatch(/"msg":"stopped"/)
})
