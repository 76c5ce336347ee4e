import { expect, it } from 'vitest'
import { createLog } from '../../server/log.ts'

const logged = (write: (log: ReturnType<typeof createLog>) => void) => {
  const lines: string[] = []
  write(createLog('debug', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

it('strikes out passwords, tokens, codes and cookies, wherever they are handed in', () => {
  const secrets = {
    password: 'harbour-1',
    new_password: 'harbour-2',
    token: 'harbour-3',
    token_hash: 'harbour-4',
    cookie: 'session=harbour-5',
    'set-cookie': 'session=harbour-6',
    authorization: 'Bearer harbour-7',
    databaseUrl: 'postgres://audit:harbour-8@db/audit',
    code: 'harbour-9',
  }
  const text = logged((log) => {
    log.info(secrets)
    log.info({ form: secrets })
    log.info({ request: { headers: secrets } })
  })
  expect(text).not.toContain('harbour')
  expect(text.match(/\[secret\]/g)).toHaveLength(3 * Object.keys(secrets).length)
})

it('keeps of an error what it is and where it came from, not the rows and addresses that it carries', () => {
  const error = Object.assign(new Error('null value in column "name"'), {
    code: '23502',
    detail: 'Failing row contains (42, $argon2id$harbour)',
    input: 'postgres://audit:harbour@db',
    cause: Object.assign(new Error('cause'), { where: 'harbour' }),
  })
  const text = logged((log) => log.error({ err: error }, 'request failed'))
  expect(text).not.toContain('harbour')
  expect(JSON.parse(text).err).toMatchObject({
    type: 'Error',
    message: 'null value in column "name"',
    error_code: '23502',
    cause: { message: 'cause' },
  })
  expect(JSON.parse(text).err.stack).toContain('log.test.ts')
})
