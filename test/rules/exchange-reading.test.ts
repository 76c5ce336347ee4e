import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createReadPool, readHere } from '../../server/exchange/read-pool.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { common, everyField } from '../support/workbooks.ts'

const worker = (code: string) =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${code}`)}`)

describe('files that people send are read in a worker', () => {
  test('a file that takes too long is refused at its field, and the next is read by a new worker', async () => {
    const pool = createReadPool({
      entry: worker(
        `parentPort.on('message', ({ bytes }) => { if (bytes[0] === 1) for (;;); parentPort.postMessage({ done: { sheets: [] } }) })`,
      ),
      timeLimitMs: 200,
    })
    const hostile = pool.sheets(new Uint8Array([1]))
    const next = pool.sheets(new Uint8Array([2]))
    await expect(hostile).rejects.toMatchObject({
      code: 'bad_input',
      fields: [{ field: 'file', word: 'exchange.problem.not_read_in_time' }],
      cause: 'took longer than 200 ms',
    })
    expect(await next).toEqual([])
    await pool.close()
  })

  test('a file that needs too much memory ends its worker only', async () => {
    const pool = createReadPool({
      entry: worker(`parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) })`),
      memoryMb: 16,
    })
    await expect(pool.sheets(new Uint8Array())).rejects.toMatchObject({ code: 'bad_input' })
    await pool.close()
  })

  test('only so many files wait', async () => {
    const pool = createReadPool({
      entry: worker(`parentPort.on('message', () => {})`),
      queue: 1,
      timeLimitMs: 300,
    })
    const all = [1, 2, 3].map(() => pool.sheets(new Uint8Array()).catch((problem) => String(problem.cause)))
    expect(await all[2]).toBe('too much is waiting')
    await pool.close()
    expect(await Promise.all(all)).toHaveLength(3)
  })
})

describe.runIf(existsSync('dist/server/exchange/read-worker.js'))('the built worker', () => {
  test('reads the same as this thread does, what is wrong included', async () => {
    const pool = createReadPool()
    const bytes = await checklistWorkbook(everyField(), 'zh-CN', common)
    const files = [
      ['a.xlsx', bytes],
      ['a.yaml', Buffer.from('id: 1\n')],
      ['b.yml', Buffer.from([0xff, 0xfe, 0x00])],
      ['c.csv', Buffer.from('a,b')],
    ] as const
    for (const [file, content] of files) {
      expect(await pool.checklist(file, content, common)).toEqual(await readHere.checklist(file, content, common))
    }
    expect(await pool.sheets(bytes)).toEqual(await readHere.sheets(bytes))
    await pool.close()
  })
})
