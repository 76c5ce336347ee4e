import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'

it('has sensible defaults for every setting', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', timeZone: 'Asia/Shanghai', databaseUrl: null })
  expect(config.publicOrigin).toBe('http://localhost:3000')
  expect(Object.isFrozen(config)).toBe(true)
})

it.each([
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['TIME_ZONE', 'Mars/Olympus'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['PUBLIC_ORIGIN', 'https://audit.example.com/path'],
  ['LOG_LEVEL', 'loud'],
  ['TRUST_PROXY', 'yes'],
  ['PORT', '80.5'],
  ['SESSION_HOURS', '0'],
  ['DATABASE_URL', 'postgres://['],
  ['PUBLIC_ORIGIN', 'audit.example.com'],
])('refuses %s=%s and names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`\\n  ${name}: `))
})

it('takes a secret from the file that its _FILE variable names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dealer-audit-'))
  const file = join(folder, 'database-url')
  writeFileSync(file, 'postgres://audit:secret@db:5432/audit\n')
  expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://audit:secret@db:5432/audit')
  expect(() => readConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://db/audit' })).toThrow(
    'DATABASE_URL: set either DATABASE_URL or DATABASE_URL_FILE, not both',
  )
  writeFileSync(file, '')
  expect(() => readConfig({ DATABASE_URL_FILE: file })).toThrow(`DATABASE_URL_FILE: the file ${file} is empty`)
  rmSync(folder, { recursive: true })
  expect(() => readConfig({ DATABASE_URL_FILE: file })).toThrow(`DATABASE_URL_FILE: the file ${file} cannot be read`)
})

it('asks for the public origin when others than this machine are to reach it', () => {
  expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/\n {2}PUBLIC_ORIGIN: must be set when HOST is 0\.0\.0\.0/)
  expect(readConfig({ HOST: '0.0.0.0', PUBLIC_ORIGIN: 'https://audit.example.com' }).publicOrigin).toBe(
    'https://audit.example.com',
  )
})
