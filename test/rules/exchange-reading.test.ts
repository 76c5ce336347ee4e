import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '../../server/exchange/excel/open.ts'
import { createExchangePool, exchangeHere } from '../../server/exchange/pool.ts'
import { checklistSheets, checklistWorkbook } from '../../server/exchange/workbook.ts'
import { common, everyField } from '../support/workbooks.ts'

const worker = (code: string) =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${code}`)}`)

describe('files are read and written in a worker', () => {
  test('a file that takes too long is refused at its field, and the next is read by a new worker', async () => {
    const pool = createExchangePool({
      entry: worker(
        `parentPort.on('message', ({ bytes }) => { if (bytes[0] === 1) for (;;); parentPort.postMessage({ done: { checklist: { problems: [] } } }) })`,
      ),
      timeLimitMs: 200,
    })
    const hostile = pool.readChecklist('a.xlsx', new Uint8Array([1]), common)
    const next = pool.readChecklist('b.xlsx', new Uint8Array([2]), common)
    await expect(hostile).rejects.toMatchObject({
      code: 'bad_input',
      fields: [{ field: 'file', word: 'exchange.problem.not_read_in_time' }],
      cause: 'took longer than 200 ms',
    })
    expect(await next).toEqual({ problems: [] })
    await pool.close()
  })

  test('a file that needs too much memory ends its worker only', async () => {
    const pool = createExchangePool({
      entry: worker(`parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) })`),
      memoryMb: 16,
    })
    await expect(pool.readChecklist('a.xlsx', new Uint8Array(), common)).rejects.toMatchObject({ code: 'bad_input' })
    await pool.close()
  })

  test('only so many files wait', async () => {
    const pool = createExchangePool({
      entry: worker(`parentPort.on('message', () => {})`),
      queue: 1,
      timeLimitMs: 300,
    })
    const all = [1, 2, 3].map(() =>
      pool.readChecklist('a.xlsx', new Uint8Array(), common).catch((problem) => String(problem.cause)),
    )
    expect(await all[2]).toBe('too much is waiting')
    await pool.close()
    expect(await Promise.all(all)).toHaveLength(3)
  })

  test('a workbook that cannot be made is unavailable, and one with a text that no cell holds is refused', async () => {
    const pool = createExchangePool({ entry: worker('process.exit(3)') })
    await expect(pool.write(checklistSheets(everyField(), 'en', common))).rejects.toMatchObject({
      code: 'unavailable',
      cause: 'the worker ended with code 3',
    })
    const column = { heading: 'Note', isRequired: false, isNumber: false, width: 10, help: '' }
    const tooLong = [{ name: 'Notes', columns: [column], rows: [['x'.repeat(32_768)]] }]
    await expect(pool.write(tooLong)).rejects.toMatchObject({ code: 'conflict', params: { name: 'Notes' } })
    await pool.close()
  })
})

describe.runIf(existsSync('dist/server/exchange/worker.js'))('the built worker', () => {
  test('reads and writes the same as this thread does, what is wrong included', async () => {
    const pool = createExchangePool()
    const bytes = await checklistWorkbook(everyField(), 'zh-CN', common)
    const files = [
      ['a.xlsx', bytes],
      ['a.yaml', Buffer.from('id: 1\n')],
      ['b.yml', Buffer.from([0xff, 0xfe, 0x00])],
      ['c.csv', Buffer.from('a,b')],
    ] as const
    for (const [file, content] of files) {
      expect(await pool.readChecklist(file, content, common)).toEqual(
        await exchangeHere.readChecklist(file, content, common),
      )
    }
    const written = await pool.write(checklistSheets(everyField(), 'zh-CN', common))
    expect(await openWorkbook(written)).toEqual(await openWorkbook(bytes))
    await pool.close()
  })
})
