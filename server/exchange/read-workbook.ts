import { resolve } from '../checklists/content.ts'
import { type ChecklistContent, type Common, writtenChecklist } from '../checklists/format.ts'
import { checkChecklist } from '../checklists/rules.ts'
import { flawsOf } from '../checklists/wording.ts'
import { Assembly } from './assembly.ts'
import { fixedLists, type Lists } from './excel/lists.ts'
import { type Grid, openWorkbook } from './excel/open.ts'
import { problemAt, type WorkbookProblem } from './excel/problem.ts'
import { type ReadRows, readFields, readRows } from './excel/rows.ts'
import { labelsOf, plain, type SheetName, waysToWrite } from './excel/table.ts'
import { problemOf } from './flaws.ts'
import { checklistFields, checklistHeads, constants, listsTable, ownLists, tables } from './sheets.ts'
import { listNames, wordsOf } from './vocabulary-lists.ts'

/** What a workbook says: a checklist, or everything that is wrong with it, in the order of its sheets and rows. */
export type WorkbookReading = { content?: ChecklistContent; problems: WorkbookProblem[] }

const file = { sheet: '', row: 0, column: '', heading: '' }

/** Reads a checklist from an Excel workbook (.xlsx). The rules are those of files; nothing of a workbook with a problem is used. */
export async function readWorkbook(bytes: Uint8Array, common: Common): Promise<WorkbookReading> {
  const opened = await openWorkbook(bytes)
  if (!Array.isArray(opened)) {
    return { problems: [problemAt({ ...file, sheet: opened.sheet ?? '' }, opened.word, opened.params)] }
  }
  if (!opened.some(isFilled)) return { problems: [problemAt(file, 'exchange.problem.no_content')] }
  const { grids, problems } = sheetsIn(opened)
  const assembly = assemble(grids, common, problems)
  const parsed = writtenChecklist.safeParse(assembly.root)
  const flaws = [
    ...(parsed.success ? [] : flawsOf(parsed.error.issues, assembly.root)),
    ...checkChecklist(assembly.root, common),
  ]
  for (const problem of assembly.problems) problems.push(problem)
  const spoilt = new Set(problems.map(cellOf))
  for (const flaw of flaws) {
    const problem = problemOf(flaw, assembly)
    if (problem && !spoilt.has(cellOf(problem))) problems.push(problem)
    else if (!problem && problems.length === 0) problems.push(problemAt(file, flaw.word, flaw.params))
  }
  if (parsed.success && problems.length === 0) return { content: resolve(parsed.data, common), problems }
  return { problems: inOrder(withoutRepeats(problems), opened) }
}

const isFilled = ({ rows }: Grid) => rows.some((cells) => cells.some((cell) => cell !== null && cell !== ''))
const cellOf = ({ sheet, row, column }: WorkbookProblem) => `${sheet}!${column}${row}`

/** The sheets that a checklist workbook has, by their names in either language. */
function sheetsIn(opened: readonly Grid[]): { grids: Map<SheetName, Grid>; problems: WorkbookProblem[] } {
  const names: SheetName[] = ['guide', 'checklist', ...tables.map(({ sheet }) => sheet), 'lists']
  const byWay = new Map(
    names.flatMap((name) => waysToWrite(labelsOf(`exchange.sheet.${name}`)).map((way) => [way, name])),
  )
  const grids = new Map<SheetName, Grid>()
  const problems: WorkbookProblem[] = []
  for (const grid of opened) {
    const name = byWay.get(plain(grid.name))
    const place = { ...file, sheet: grid.name }
    if (name !== undefined && !grids.has(name)) grids.set(name, grid)
    else if (name !== undefined) problems.push(problemAt(place, 'exchange.problem.sheet_twice'))
    else if (isFilled(grid)) problems.push(problemAt(place, 'exchange.problem.unknown_sheet'))
  }
  const required: SheetName[] = ['checklist', ...tables.flatMap(({ sheet, isRequired }) => (isRequired ? sheet : []))]
  for (const name of required) {
    if (grids.has(name)) continue
    problems.push({ ...problemAt(file, 'exchange.problem.no_sheet'), terms: { sheet: [`exchange.sheet.${name}`] } })
  }
  return { grids, problems }
}

function assemble(grids: ReadonlyMap<SheetName, Grid>, common: Common, problems: WorkbookProblem[]): Assembly {
  const assembly = new Assembly()
  const read = (name: SheetName, reader: (grid: Grid) => ReadRows) => {
    const grid = grids.get(name)
    const found: ReadRows = grid && isFilled(grid) ? reader(grid) : { rows: [], problems: [] }
    for (const problem of found.problems) problems.push(problem)
    return found
  }
  const words = read('lists', (grid) => readRows({ grid, lists: { lists: listNames } }, listsTable.columns))
  for (const row of words.rows) {
    const list = row.values.get('list.list')
    const isFixed = listNames.some(({ code }) => code === list) && !ownLists.some((own) => own === list)
    if (!isFixed) assembly.add(listsTable, row)
  }
  const lists: Lists = { ...fixedLists, ...wordsOf(common, assembly.root.words) }

  const fields = read('checklist', (grid) => readFields({ grid, lists }, checklistFields, checklistHeads))
  for (const row of fields.rows) assembly.addFields(checklistFields, row)
  for (const [path, value] of constants) assembly.set(path, value)
  for (const table of tables) {
    const { rows, headingAt } = read(table.sheet, (grid) => readRows({ grid, lists }, table.columns))
    if (table.whole && headingAt) assembly.locate(table.whole.path, headingAt(table.whole.column))
    for (const row of rows) assembly.add(table, row)
    if (rows.length === 0) continue
    for (const [path, value] of table.defaults ?? []) assembly.set(path, structuredClone(value))
    assembly.addLists(table, rows)
  }
  return assembly
}

function withoutRepeats(problems: readonly WorkbookProblem[]): WorkbookProblem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = JSON.stringify([cellOf(problem), problem.word, problem.terms])
    return seen.size !== seen.add(key).size
  })
}

function inOrder(problems: readonly WorkbookProblem[], opened: readonly Grid[]): WorkbookProblem[] {
  const sheetAt = new Map(opened.map(({ name }, at) => [name, at]))
  const rank = ({ sheet, row, column }: WorkbookProblem) => [sheetAt.get(sheet) ?? -1, row, column.length] as const
  return [...problems].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)]
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || (a.column < b.column ? -1 : 1)
  })
}
