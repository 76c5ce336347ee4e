import { readFileSync } from 'node:fs'
import writeWorkbookFile from 'write-excel-file/node'
import type { ChecklistContent, Common } from '../../server/checklists/format.ts'
import { problemLine, readChecklists } from '../../server/checklists/read.ts'
import { type Cell, columnLetters, openWorkbook } from '../../server/exchange/excel/open.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { type Locale, translator } from '../../server/i18n/words.ts'
import { readShipped, shippedCommon } from './checklists.ts'

/** The shared vocabularies of the shipped checklists. */
export const common = readShipped().common as Common

/** A checklist that uses every field of the format. */
export const everyField = (): ChecklistContent => {
  const text = readFileSync(new URL('../rules/exchange-every-field.yaml', import.meta.url), 'utf8')
  const { checklists, problems } = readChecklists(shippedCommon(), [{ file: 'exchange-every-field.yaml', text }])
  if (!checklists[0]) throw new Error(problems.map((problem) => problemLine(problem, translator('en'))).join('\n'))
  return checklists[0].content
}

type Sheet = { name: string; rows: Cell[][] }

/** A workbook that a test changes as a person would in Excel: without styles, drop-downs and other help. */
export class Book {
  readonly sheets: Sheet[]

  private constructor(sheets: Sheet[]) {
    this.sheets = sheets
  }

  static async of(content: ChecklistContent, locale: Locale = 'zh-CN'): Promise<Book> {
    return Book.from(await checklistWorkbook(content, locale, common))
  }

  static async from(bytes: Uint8Array): Promise<Book> {
    const opened = await openWorkbook(bytes)
    if (!Array.isArray(opened)) throw new Error(opened.word)
    return new Book(opened.map(({ name, rows }) => ({ name, rows: rows.map((cells) => [...cells]) })))
  }

  /** A sheet by its English name. */
  sheet(name: string): Sheet {
    const sheet = this.sheets.find((candidate) => candidate.name.split(' ').includes(name))
    if (!sheet) throw new Error(`no sheet ${name}`)
    return sheet
  }

  /** Where a row (by the first cells that it begins with) and a column (by what its heading begins with) meet. */
  find(sheet: string, row: readonly Cell[], heading: string): { row: number; column: number; cell: string } {
    const { rows } = this.sheet(sheet)
    const at = rows.findIndex((cells) => row.every((cell, index) => cells[index] === cell || cell === undefined))
    const column =
      rows[0]?.findIndex((cell) =>
        String(cell)
          .split('\n')
          .some((line) => line === heading),
      ) ?? -1
    if (at < 0 || column < 0) throw new Error(`no ${row.join(' ')} / ${heading} in ${sheet}`)
    return { row: at, column, cell: `${columnLetters(column + 1)}${at + 1}` }
  }

  /** Writes into that cell and says its address. */
  set(sheet: string, row: readonly Cell[], heading: string, value: Cell, index?: number): string {
    const { row: found, column, cell } = this.find(sheet, row, heading)
    const at = index ?? found
    const cells = this.sheet(sheet).rows[at] as Cell[]
    while (cells.length <= column) cells.push(null)
    cells[column] = value
    return cell
  }

  /** Adds a row, its cells by what their headings begin with, and says the address of its first cell. */
  add(sheet: string, cells: Readonly<Record<string, Cell>>): string {
    const { rows } = this.sheet(sheet)
    rows.push([])
    for (const [heading, value] of Object.entries(cells)) this.set(sheet, [], heading, value, rows.length - 1)
    return `A${rows.length}`
  }

  bytes(): Promise<Buffer> {
    return writeWorkbookFile(
      this.sheets.map(({ name, rows }) => ({
        sheet: name,
        data: rows.map((cells) => cells.map((value) => value ?? null)),
        dateFormat: 'yyyy-mm-dd',
      })),
    ).toBuffer()
  }
}
