import { measure, page, paper, type } from './page.ts'
import type { Sheet, TagElement } from './sheet.ts'
import type { Line, Run } from './text.ts'

/** `width` in points; exactly one column may have 0 and takes what is left. */
export type Column = { head: string; width: number; align?: 'left' | 'right' }

/** A cell: paragraphs, each a list of runs with its line height, and a drawing that goes with its first line. */
export type Cell = {
  paragraphs: { runs: Run[]; line?: number; indent?: number }[]
  draw?: (x: number, top: number, width: number) => void
}

/** `header` is the column that names the row; `tint` marks it; `last` has no rule below (a total, the end). */
export type DataRow = { kind: 'row'; cells: Cell[]; header?: number; tint?: string; last?: boolean }
/** Spans the table and stays with the row after it; `onDraw` is called where it stands, for a bookmark. */
export type HeadingRow = { kind: 'heading'; left: Run; right: Run; onDraw?: () => void }
export type Row = DataRow | HeadingRow

type Placed = { line: Line; height: number; indent: number }

const gap = 10
const headHeight = 18
const headingHeight = 32

/** Plain text as a cell. */
export const text = (content: string, style: Partial<Run> = {}): Cell => ({
  paragraphs: [{ runs: [{ ...type.table, ...style, text: content }] }],
})

const heightOf = (lines: readonly Placed[]): number => lines.reduce((sum, each) => sum + each.height, 0)

/** How many of the lines fit into `room`; at least one, so that a table always moves on. */
const fitting = (lines: readonly Placed[], room: number): number => {
  let used = 0
  const end = lines.findIndex((each) => {
    used += each.height
    return used > room + 0.01
  })
  return end === -1 ? lines.length : Math.max(1, end)
}

class Table {
  readonly #sheet: Sheet
  readonly #columns: readonly Column[]
  readonly #padding: number
  readonly #lefts: number[]
  readonly #widths: number[]
  /** The heading that the rows belong to; a page that begins among them repeats it. */
  #group: Run | undefined

  constructor(sheet: Sheet, columns: readonly Column[], padding: number) {
    this.#sheet = sheet
    this.#columns = columns
    this.#padding = padding
    const fixed = columns.reduce((sum, column) => sum + column.width, 0)
    const outer = columns.map((column) => column.width || measure - fixed)
    this.#lefts = outer.map((_, i) => page.left + outer.slice(0, i).reduce((sum, width) => sum + width, 0))
    this.#widths = outer.map((width, i) => width - (i === outer.length - 1 ? 0 : gap))
  }

  place(row: Row): Placed[][] {
    if (row.kind === 'heading') return []
    return row.cells.map((cell, i) =>
      cell.paragraphs.flatMap(({ runs, line = type.table.line, indent = 0 }) =>
        this.#sheet.lines(runs, (this.#widths[i] ?? 0) - indent).map((each) => ({ line: each, height: line, indent })),
      ),
    )
  }

  height(row: Row | undefined, placed: readonly Placed[][]): number {
    if (!row) return 0
    return row.kind === 'heading' ? headingHeight : Math.max(0, ...placed.map(heightOf)) + 2 * this.#padding
  }

  head(again = false): void {
    const sheet = this.#sheet
    const cells = () =>
      this.#columns.forEach((column, i) => {
        if (!column.head) return
        const draw = () =>
          this.#put(sheet.one({ ...type.small, text: column.head }, this.#widths[i] ?? 0), i, sheet.y, 12.5)
        if (again) draw()
        else sheet.mark('TH', draw, { scope: 'Column' })
      })
    // The repeated head is for the eye; a screen reader has heard it.
    if (again) sheet.artifact(cells)
    else sheet.within('TR', cells)
    sheet.y += headHeight - 1
    sheet.artifact(() => sheet.rule(sheet.y, 0.75, paper.edge))
    sheet.y += 1
  }

  heading(row: HeadingRow, next: number): void {
    const sheet = this.#sheet
    if (headingHeight + next > sheet.room) this.#turn()
    row.onDraw?.()
    this.#group = row.left
    sheet.within('TR', () =>
      sheet.mark(
        'TH',
        () => {
          sheet.line(sheet.one(row.left, measure * 0.72), page.left, sheet.y + 11, 16)
          sheet.lineRight(sheet.one(row.right, measure * 0.28), page.right, sheet.y + 11, 16)
        },
        { scope: 'Row' },
      ),
    )
    sheet.y += headingHeight - 1
    sheet.artifact(() => sheet.rule(sheet.y, 0.75, paper.edge))
    sheet.y += 1
  }

  row(row: DataRow, placed: readonly Placed[][]): void {
    const sheet = this.#sheet
    const whole = this.height(row, placed)
    const full = page.bottom - page.top - headHeight
    if (whole > sheet.room && (whole <= full || sheet.room < 80)) this.#turn(true)
    const tr = sheet.open('TR')
    const elements = row.cells.map((_, i) =>
      i === row.header ? sheet.element('TH', { scope: 'Row' }) : sheet.element('TD'),
    )
    let rest = placed
    for (let first = true; ; first = false) {
      const parts = rest.map((lines) => lines.slice(0, fitting(lines, sheet.room - 2 * this.#padding)))
      this.#part(row, elements, parts, first)
      rest = rest.map((lines, i) => lines.slice(parts[i]?.length ?? 0))
      if (rest.every((lines) => lines.length === 0)) break
      this.#turn(true)
    }
    for (const element of elements) element.end()
    sheet.close(tr)
  }

  #part(row: DataRow, elements: readonly TagElement[], parts: readonly Placed[][], first: boolean): void {
    const sheet = this.#sheet
    const top = sheet.y
    const height = Math.max(0, ...parts.map(heightOf)) + 2 * this.#padding
    const { tint } = row
    if (tint) sheet.artifact(() => sheet.box(page.left - 6, top, measure + 12, height, tint))
    parts.forEach((lines, i) => {
      const element = elements[i]
      const drawing = first ? row.cells[i]?.draw : undefined
      if (!element || (lines.length === 0 && !drawing)) return
      sheet.contentOf(element, i === row.header ? 'TH' : 'TD', () => {
        let y = top + this.#padding
        drawing?.(this.#lefts[i] ?? 0, y, this.#widths[i] ?? 0)
        for (const each of lines) {
          this.#put(each.line, i, y, each.height, each.indent)
          y += each.height
        }
      })
    })
    sheet.y = top + height
    if (!row.last) sheet.artifact(() => sheet.rule(sheet.y, 0.5, paper.line))
  }

  #put(line: Line, column: number, top: number, height: number, indent = 0): void {
    const left = this.#lefts[column] ?? 0
    if (this.#columns[column]?.align === 'right') {
      this.#sheet.lineRight(line, left + (this.#widths[column] ?? 0), top, height)
    } else this.#sheet.line(line, left + indent, top, height)
  }

  #turn(inside = false): void {
    const sheet = this.#sheet
    sheet.newPage()
    this.head(true)
    const group = this.#group
    if (!inside || !group) return
    sheet.artifact(() => {
      const title = sheet.t('reports.continued', { title: group.text })
      sheet.line(sheet.one({ ...group, colour: paper.ink3, text: title }, measure), page.left, sheet.y + 6, 16)
      sheet.rule(sheet.y + 25, 0.5, paper.line)
    })
    sheet.y += 25
  }
}

/** The height that a table would take on one page. */
export const tableHeight = (
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly Row[],
  padding: number,
): number => {
  const table = new Table(sheet, columns, padding)
  return headHeight + rows.reduce((sum, row) => sum + table.height(row, table.place(row)), 0)
}

/** A table over as many pages as it needs, its head repeated on each; rows stay whole unless one is taller than a page. */
export const drawTable = (sheet: Sheet, columns: readonly Column[], rows: readonly Row[], padding = 4.5): void => {
  const table = new Table(sheet, columns, padding)
  const placed = rows.map((row) => table.place(row))
  const height = (i: number) => table.height(rows[i], placed[i] ?? [])
  sheet.within('Table', () => {
    sheet.need(headHeight + height(0) + (rows[0]?.kind === 'heading' ? height(1) : 0))
    table.head()
    rows.forEach((row, i) => {
      if (row.kind === 'heading') table.heading(row, Math.min(height(i + 1), 200))
      else table.row(row, placed[i] ?? [])
    })
  })
}
