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
])('refuses %s=%s and names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`\\n  ${name}: `))
})
