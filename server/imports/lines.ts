import type { ImportKind } from '../db/schema.ts'
import type { Grid } from '../exchange/excel/open.ts'
import { type Place, problemAt, type WorkbookProblem } from '../exchange/excel/problem.ts'
import { type Row, readRows } from '../exchange/excel/rows.ts'
import { bilingual, labelsOf, plain, waysToWrite } from '../exchange/excel/table.ts'
import type { Params, WordKey } from '../i18n/words.ts'
import { closedLists, columnsOf, type ImportColumn, mostRows } from './columns.ts'

/** What is wrong in one row; the column is empty where the row as a whole is concerned. */
export type Flaw = { readonly column: string; readonly word: WordKey; readonly params?: Params }

/** What one row of a file says. `values` holds the columns that the file has; an empty cell is an empty text, a choice its code. */
export type Line = {
  readonly row: number
  readonly values: Readonly<Record<string, string>>
  readonly flaws: readonly Flaw[]
}

/** Where a column stands in the file: its letters, and its heading as written there. */
export type Places = Readonly<Record<string, { readonly letters: string; readonly heading: string }>>

/** A file as read: its rows, or what is wrong with it as a whole. */
export type Reading = {
  readonly sheet: string
  readonly places: Places
  readonly lines: readonly Line[]
  /** How many rows were passed over because they are the template's example. */
  readonly examples: number
  readonly problems: readonly WorkbookProblem[]
}

const whole: Place = { sheet: '', row: 0, column: '', heading: '' }

/** A file of which nothing can be used. */
export const unusable = (word: WordKey, params: Params = {}, place: Place = whole): Reading => ({
  sheet: place.sheet,
  places: {},
  lines: [],
  examples: 0,
  problems: [problemAt(place, word, params)],
})

const isFilled = ({ rows }: Grid) => rows.some((cells) => cells.some((cell) => cell !== null && cell !== ''))

/** The sheet with the data: by its name in either language, or the only one that holds anything. */
const sheetOf = (kind: ImportKind, grids: readonly Grid[]): Grid | undefined => {
  const ways = waysToWrite(labelsOf(`imports.kind.${kind}`))
  const filled = grids.filter(isFilled)
  return grids.find((grid) => ways.includes(plain(grid.name))) ?? (filled.length === 1 ? filled[0] : undefined)
}

/** Reads the rows of a kind from the sheets of a file. */
export const readLines = (kind: ImportKind, grids: readonly Grid[]): Reading => {
  const grid = sheetOf(kind, grids)
  if (!grid) {
    const empty = !grids.some(isFilled)
    const sheet = bilingual(labelsOf(`imports.kind.${kind}`), 'zh-CN', ' ')
    return unusable(empty ? 'exchange.problem.no_content' : 'imports.problem.no_sheet', { sheet })
  }
  const sheet = { ...whole, sheet: grid.name }
  const columns = columnsOf[kind]
  const { rows, problems: found, headingAt } = readRows({ grid, lists: closedLists }, columns)
  if (!headingAt) return { ...unusable('exchange.problem.no_headings', {}, sheet) }
  const places = Object.fromEntries(
    columns.flatMap(({ name }) => {
      const { column, heading } = headingAt(name)
      return column ? [[name, { letters: column, heading }]] : []
    }),
  )
  const byLetters = new Map(Object.entries(places).map(([name, { letters }]) => [letters, name]))
  const dataRows = new Set(rows.map(({ row }) => row))
  const cellFlaws = new Map<number, Flaw[]>()
  const problems: WorkbookProblem[] = []
  for (const problem of found) {
    const column = byLetters.get(problem.column)
    if (!dataRows.has(problem.row) || column === undefined) problems.push(problem)
    else cellFlaws.set(problem.row, [...(cellFlaws.get(problem.row) ?? []), { column, word: problem.word }])
  }
  const says = (row: Row) => cellFlaws.has(row.row) || [...row.values.values()].some((value) => !isEmpty(value))
  const data = rows.filter(says)
  const wanted = data.filter(({ values }) => !isExample(columns[0], values.get(columns[0]?.name ?? '')))
  for (const column of columns) {
    if (column.name in places || !isNeeded(kind, column)) continue
    problems.push(problemAt(sheet, 'imports.problem.no_column', { column: bilingual(column.labels, 'zh-CN', ' ') }))
  }
  if (wanted.length > mostRows) {
    problems.push(problemAt(sheet, 'imports.problem.too_many_rows', { n: wanted.length, max: mostRows }))
  }
  if (wanted.length === 0 && problems.length === 0) problems.push(problemAt(sheet, 'imports.problem.no_rows'))
  const present = columns.filter(({ name }) => name in places)
  const lines = wanted.map(({ row, values }) => lineOf(row, values, present, cellFlaws.get(row) ?? []))
  const examples = data.length - wanted.length
  return { sheet: grid.name, places, lines: problems.length > 0 ? [] : lines, examples, problems }
}

/** Plans are only added, so each says everything; of the others one may change a few columns. */
const isNeeded = (kind: ImportKind, column: ImportColumn) =>
  column === columnsOf[kind][0] || (kind === 'audit_plans' && column.isRequired)

const isEmpty = (value: unknown) => value === undefined || value === null || String(value).trim() === ''

const isExample = (column: ImportColumn | undefined, value: unknown) =>
  column !== undefined && waysToWrite(column.example).includes(plain(String(value ?? '')))

const lineOf = (
  row: number,
  values: ReadonlyMap<string, unknown>,
  columns: readonly ImportColumn[],
  spoilt: readonly Flaw[],
): Line => {
  const flaws = [...spoilt]
  const all: Record<string, string> = {}
  for (const column of columns) {
    const { value, flaw } = said(column, values.get(column.name))
    all[column.name] = value
    if (flaw) flaws.push({ column: column.name, ...flaw })
  }
  return { row, values: all, flaws }
}

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

type Said = { value: string; flaw?: { word: WordKey; params: Params } }

const textOf = (value: unknown): string => {
  if (typeof value === 'boolean') return String(value).toUpperCase()
  return isEmpty(value) ? '' : String(value).replaceAll('\0', '').trim()
}

const said = ({ kind, list = '' }: ImportColumn, value: unknown): Said => {
  if (kind === 'yes_no' && typeof value === 'boolean') return { value: value ? 'yes' : 'no' }
  if (kind === 'codes' && Array.isArray(value)) return { value: value.map(textOf).join(', ') }
  const text = textOf(value)
  if (text === '') return { value: text }
  const flaw = (word: WordKey): Said => ({ value: text, flaw: { word, params: { found: text } } })
  if (kind === 'yes_no') return flaw('imports.problem.not_yes_or_no')
  if (kind === 'day' && !isDay(text)) return flaw('imports.problem.not_a_day')
  if (kind === 'list' && !closedLists[list]?.some(({ code }) => code === text)) {
    return flaw('imports.problem.not_in_list')
  }
  return { value: text }
}
