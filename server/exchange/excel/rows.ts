import { type Read, readCell } from './cell.ts'
import type { Lists } from './lists.ts'
import { type Cell, columnLetters, type Grid } from './open.ts'
import { type Place, problemAt, type WorkbookProblem } from './problem.ts'
import { type Column, headingOf, keyOf, plain, type ReadColumn, waysToWrite } from './table.ts'

/** What one row says, by the key of its columns. */
export type Row = {
  readonly row: number
  readonly values: ReadonlyMap<string, unknown>
  readonly placeOf: (key: string) => Place
  /** Whether the sheet has a place for this column at all. */
  readonly has: (key: string) => boolean
}

/** `headingAt` is the place of a heading; undefined where the sheet has no row of them. */
export type ReadRows = { rows: Row[]; problems: WorkbookProblem[]; headingAt?: (key: string) => Place }

/** A sheet as found in a workbook. */
export type Found = { grid: Grid; lists: Lists }

/** Reads a sheet that has its headings in one of its first rows and one thing in each row below; empty rows are passed over. */
export function readRows({ grid, lists }: Found, columns: readonly ReadColumn[]): ReadRows {
  const at = headingRow(grid, columns)
  if (at === undefined) {
    return { rows: [], problems: [problemAt(placeIn(grid, 0, 0), 'exchange.problem.no_headings')] }
  }
  const { found, problems } = headings(grid, at, columns)
  const known = new Map([...found].map(([index, column]) => [keyOf(column), index]))
  const rows = grid.rows.flatMap((cells, row): Row[] => {
    if (row <= at || !cells.some(isFilled)) return []
    const placeOf = (key: string) => placeIn(grid, row, known.get(key), at)
    const values = new Map<string, unknown>()
    for (const column of columns) {
      const key = keyOf(column)
      const read = readAt(grid, row, known.get(key), column, lists)
      values.set(key, read.value)
      if (read.problem) problems.push(problemAt(placeOf(key), read.problem))
    }
    return [{ row: row + 1, values, placeOf, has: (key) => known.has(key) }]
  })
  return { rows, problems, headingAt: (key) => placeIn(grid, at, known.get(key), at) }
}

/**
 * Reads a sheet that has one field in each row: its name in the first column, what it says in the second, and in the third
 * the English text of a field in two languages. All fields together are one `Row`.
 */
export function readFields({ grid, lists }: Found, fields: readonly Column[], heads: readonly Column[]): ReadRows {
  const at = headingRow(grid, heads) ?? -1
  const { found, problems } = at < 0 ? { found: new Map<number, Column>(), problems: [] } : headings(grid, at, heads)
  const [nameAt = 0, valueAt = 1, englishAt = 2] = heads.map((head) => {
    const entry = [...found].find(([, column]) => column === head)
    return entry?.[0]
  })
  const byName = new Map(
    fields.flatMap((field) => waysToWrite(headingOf({ name: field.name })).map((way) => [way, field.name])),
  )
  const rowOf = new Map<string, number>()
  grid.rows.forEach((cells, row) => {
    if (row <= at || !cells.some(isFilled)) return
    const name = String(cells[nameAt] ?? '')
    const field = byName.get(plain(name))
    const place = placeIn(grid, row, nameAt, at)
    if (field === undefined) problems.push(problemAt(place, 'exchange.problem.unknown_row', { name }))
    else if (rowOf.has(field)) problems.push(problemAt(place, 'exchange.problem.row_twice', { name }))
    else rowOf.set(field, row)
  })
  const indexOf = ({ language }: Column) => (language === 'en' ? englishAt : valueAt)
  const byKey = new Map(fields.map((field) => [keyOf(field), field]))
  const placeOf = (key: string) => {
    const field = byKey.get(key)
    const row = field && rowOf.get(field.name)
    return row === undefined || !field ? placeIn(grid, undefined, undefined) : placeIn(grid, row, indexOf(field), at)
  }
  const values = new Map<string, unknown>()
  for (const field of fields) {
    const row = rowOf.get(field.name)
    const read = readAt(grid, row, indexOf(field), field, lists)
    values.set(keyOf(field), read.value)
    if (read.problem) problems.push(problemAt(placeOf(keyOf(field)), read.problem))
  }
  const has = (key: string) => rowOf.has(byKey.get(key)?.name ?? '')
  return { rows: [{ row: 0, values, placeOf, has }], problems }
}

const isFilled = (cell: Cell | undefined) => cell !== null && cell !== undefined && cell !== ''

/** Row and column count from 0 here; both may be unknown. */
function placeIn(
  { name, rows }: Grid,
  row: number | undefined,
  column: number | undefined,
  headingsAt?: number,
): Place {
  const heading = headingsAt === undefined || column === undefined ? '' : String(rows[headingsAt]?.[column] ?? '')
  return {
    sheet: name,
    row: row === undefined ? 0 : row + 1,
    column: column === undefined ? '' : columnLetters(column + 1),
    heading: heading.replace(/\s+/g, ' '),
  }
}

function readAt(
  grid: Grid,
  row: number | undefined,
  index: number | undefined,
  column: ReadColumn,
  lists: Lists,
): Read {
  if (index === undefined || row === undefined) return {}
  const address = `${columnLetters(index + 1)}${row + 1}`
  if (grid.errors.has(address)) return { problem: 'exchange.problem.error_value' }
  const cell = grid.rows[row]?.[index]
  // A program that writes formulas may leave their results to Excel.
  if (!isFilled(cell) && grid.formulas.has(address)) return { problem: 'exchange.problem.formula' }
  return readCell(cell, column, lists)
}

/** Of the first rows, the one that reads most like the headings; people put a title above them. */
function headingRow({ rows }: Grid, columns: readonly ReadColumn[]): number | undefined {
  const ways = new Set(columns.flatMap((column) => waysToWrite(headingOf(column))))
  const hits = rows.slice(0, 10).map((cells) => cells.filter((cell) => ways.has(plain(String(cell ?? '')))).length)
  const best = Math.max(0, ...hits)
  return best === 0 ? undefined : hits.indexOf(best)
}

function headings<Of extends ReadColumn>(grid: Grid, at: number, columns: readonly Of[]) {
  const byWay = new Map(columns.flatMap((column) => waysToWrite(headingOf(column)).map((way) => [way, column])))
  const found = new Map<number, Of>()
  const problems: WorkbookProblem[] = []
  const width = Math.max(...grid.rows.map((cells) => cells.length))
  for (let index = 0; index < width; index++) {
    const heading = String(grid.rows[at]?.[index] ?? '').trim()
    const place = placeIn(grid, at, index, at)
    if (heading === '') {
      const row = grid.rows.findIndex((cells, below) => below > at && isFilled(cells[index]))
      if (row > 0) problems.push(problemAt(placeIn(grid, row, index, at), 'exchange.problem.column_without_heading'))
      continue
    }
    const column = byWay.get(plain(heading))
    if (!column) problems.push(problemAt(place, 'exchange.problem.unknown_column', { heading: place.heading }))
    else if ([...found.values()].includes(column)) {
      problems.push(problemAt(place, 'exchange.problem.column_twice', { heading: place.heading }))
    } else found.set(index, column)
  }
  return { found, problems }
}
