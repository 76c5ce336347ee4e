import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { createExchangePool } from '../../server/exchange/pool.ts'
import { createImportPool } from '../../server/imports/pool.ts'
import { csvOf } from '../support/imports.ts'

const file = {
  kind: 'dealers' as const,
  name: 'dealers.csv',
  bytes: csvOf([
    ['Dealer code', 'Chinese name', 'Region code'],
    ['N1', '店', 'E'],
  ]),
}

it('reads lists and writes workbooks in the built workers', async () => {
  const pool = createImportPool()
  onTestFinished(() => pool.close())
  const reading = await pool.read(file)
  expect(reading.lines).toEqual([{ row: 2, values: { code: 'N1', name_zh: '店', region: 'E' }, flaws: [] }])
  const column = { heading: 'Code', isRequired: true, isNumber: false, width: 10, help: '' }
  const exchange = createExchangePool()
  onTestFinished(() => exchange.close())
  const written = await exchange.write([{ name: 'Dealers', columns: [column], rows: [['N1']] }])
  expect(Buffer.from(written.subarray(0, 2)).toString()).toBe('PK')
})

/** A worker that does nothing but this. */
const workerThat = (does: string): URL => {
  const folder = mkdtempSync(join(tmpdir(), 'dealer-audit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'worker.mjs'), does)
  return pathToFileURL(join(folder, 'worker.mjs'))
}

it('survives a worker that dies, one that takes for ever, and more files than it has room for', async () => {
  const dying = createImportPool({ entry: workerThat('process.exit(3)') })
  await expect(dying.read(file)).rejects.toThrow('the worker ended with code 3')
  await expect(dying.read(file)).rejects.toThrow('the worker ended with code 3')
  await dying.close()
  const endless = createImportPool({ entry: workerThat('setInterval(() => {}, 1000)'), timeLimitMs: 300, queue: 1 })
  const first = expect(endless.read(file)).rejects.toThrow('took longer than 300 ms')
  expect(() => endless.mustHaveRoom()).not.toThrow()
  const second = expect(endless.read(file)).rejects.toThrow('closed')
  expect(() => endless.mustHaveRoom()).toThrow(expect.objectContaining({ code: 'unavailable' }))
  await expect(endless.read(file)).rejects.toThrow('too much is waiting')
  await first
  expect(() => endless.mustHaveRoom()).not.toThrow()
  await endless.close()
  await second
  await expect(endless.read(file)).rejects.toThrow('closed')
})
