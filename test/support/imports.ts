import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import writeWorkbookFile from 'write-excel-file/node'
import type { ImportKind, ImportRow } from '../../server/db/schema.ts'
import type { CastName } from '../../server/demo/cast.ts'
import type { Cell } from '../../server/exchange/excel/open.ts'
import type { TestApp } from './app.ts'

/** A workbook with one sheet as people make it: headings, then rows; no styles. */
export const sheetOf = (rows: readonly (readonly Cell[])[], sheet = 'Sheet1'): Promise<Buffer> =>
  writeWorkbookFile([
    {
      sheet,
      data: rows.map((cells) =>
        cells.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : value)),
      ),
    },
  ]).toBuffer()

/** Rows as CSV text. */
export const csvOf = (rows: readonly (readonly Cell[])[]): Buffer =>
  Buffer.from(
    rows.map((cells) => cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n'),
  )

/** Sends a file and waits for its preview. */
export const uploaded = async (
  test: TestApp,
  as: CastName,
  kind: ImportKind,
  bytes: Uint8Array,
  name = 'rows.xlsx',
): Promise<ImportRow> => {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new File([new Uint8Array(bytes)], name))
  const response = await test.ask('/imports', { as, form })
  expect(response.status).toBe(303)
  const id = (response.headers.get('location') ?? '').split('/').at(-1) ?? ''
  for (;;) {
    const row = await test.db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    if (row.state !== 'reading' && row.state !== 'checking') return row
    await pause(2)
  }
}

/** What the rows of an import say about themselves. */
export const linesOf = async (test: TestApp, id: string) => {
  const rows = await test.db
    .selectFrom('import_rows')
    .selectAll()
    .where('import_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map(({ sheet_row, outcome, changes, flaws, moved }) => ({
    row: sheet_row,
    outcome,
    changes: JSON.parse(changes) as [string, string, string][],
    flaws: (JSON.parse(flaws) as { column: string; word: string }[]).map(({ column, word }) => `${column}: ${word}`),
    moved,
  }))
}
