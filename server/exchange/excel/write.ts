import writeWorkbookFile, { type CellObject } from 'write-excel-file/node'
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility'
import { Problem } from '../../problem.ts'
import { columnLetters } from './open.ts'

/** What a cell offers to choose from, and what Excel says about another entry. */
export type DropDown = {
  /** A range such as `'Lists'!$C$2:$C$7`, or a formula that gives one. */
  readonly range: string
  /** Nothing else may be entered; else Excel only asks. */
  readonly isClosed: boolean
  readonly title: string
  readonly error: string
}

export type ColumnOut = {
  readonly heading: string
  readonly isRequired: boolean
  readonly isNumber: boolean
  readonly width: number
  readonly dropDown?: DropDown
  /** Shown when the heading is selected. */
  readonly help: string
}

/** Choices or help of one cell alone. */
export type CellOut = {
  readonly cell: string
  readonly title: string
  readonly help?: string
  readonly dropDown?: DropDown
}

export type Line = readonly (string | number | null)[]
/** A sheet to be written; `above` are lines before the headings. */
export type SheetOut = {
  readonly name: string
  readonly columns: readonly ColumnOut[]
  /** Stay in sight when the sheet is moved sideways, as the headings do when it is moved down. */
  readonly frozenColumns?: number
  readonly rows: readonly Line[]
  readonly above?: readonly string[]
  readonly cells?: readonly CellOut[]
  /** Down to this row cells offer choices; `lastRow` unless told. */
  readonly offersDownTo?: number
}

type WriterFeature = NonNullable<NonNullable<Parameters<typeof writeWorkbookFile>[1]>['features']>[number]

/** Down to this row cells offer choices, and are offered as choices: rows are added. */
export const lastRow = 2000

/** Refuses with Problem `conflict` what no cell of Excel can hold. */
export function mustFit(sheets: readonly SheetOut[]): void {
  for (const { name, rows } of sheets) {
    if (rows.some((cells) => cells.some((cell) => typeof cell === 'string' && cell.length > longest))) {
      throw new Problem('conflict', 'exchange.problem.cell_too_long', { name })
    }
  }
}

/** Writes a workbook with a frozen row of headings in each sheet. Text stays text, whatever it begins with. */
export function writeWorkbook(sheets: readonly SheetOut[]): Promise<Buffer> {
  mustFit(sheets)
  const byName = new Map(sheets.map((sheet) => [sheet.name, sheet]))
  const feature: WriterFeature = {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, { sheet = '' }) => {
            const written = byName.get(sheet)
            return written ? withChoices(withColumnStyles(xml), written) : xml
          },
        },
      },
    },
  }
  const data = sheets.map((sheet) => ({
    sheet: sheet.name,
    data: [
      ...(sheet.above ?? []).map(aboveRow),
      headingRow(sheet),
      ...sheet.rows.map((line) => row(line, sheet)),
      row([], sheet),
    ],
    columns: sheet.columns.map(({ width }) => ({ width })),
    ...(sheet.above ? {} : { stickyRowsCount: 1, stickyColumnsCount: sheet.frozenColumns }),
  }))
  return writeWorkbookFile(data, { ...font, features: [feature] }).toBuffer()
}

/** No cell of Excel holds more characters. */
const longest = 32_767

/** One that has Chinese and Latin letters; a computer without it takes its own. */
const font = { fontFamily: 'Microsoft YaHei', fontSize: 10 }
const ink = '#1F3B57'
const paper = '#E4EAF1'
const line = '#C3CDD8'

const aboveRow = (text: string, at: number): CellObject[] => [
  { value: escaped(text), type: String, ...(at === 0 && { fontWeight: 'bold', fontSize: 14 }) },
]

const headingRow = ({ columns }: SheetOut): CellObject[] =>
  columns.map(({ heading, isRequired }) => ({
    value: escaped(heading),
    type: String,
    fontWeight: 'bold',
    wrap: true,
    alignVertical: 'center',
    backgroundColor: isRequired ? ink : paper,
    textColor: isRequired ? '#FFFFFF' : ink,
    borderColor: line,
    borderStyle: 'thin',
  }))

/** Every cell has its style even if it is empty, so that rows that are added are text where text belongs. */
const row = (cells: Line, { columns }: SheetOut): CellObject[] =>
  columns.map(({ isNumber }, at) => {
    const value = cells[at] ?? undefined
    const style = { wrap: true, alignVertical: 'top' } as const
    if (typeof value === 'number') return { value, type: Number, ...style }
    return {
      value: value === undefined ? undefined : escaped(value),
      type: String,
      ...(isNumber ? {} : { format: '@' }),
      ...style,
    }
  })

/** Signs that XML cannot hold are written as _x0001_, and so is the beginning of a text that looks like that by itself. */
const unwritable = /_(?=x[0-9A-Fa-f]{4}_)|[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}|\ufffd/gu
const asCode = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
const escaped = (text: string): string => {
  // The writer keeps its texts by name in a plain object, which holds these names already.
  if (text in {}) return asCode(text) + text.slice(1)
  return text.replace(unwritable, (sign) => sign.split('').map(asCode).join(''))
}

/** Gives each whole column the style of its last cell. */
function withColumnStyles(xml: string): string {
  const cells = [...(xml.split('<row ').at(-1) ?? '').matchAll(/<c r="([A-Z]+)\d+" s="(\d+)"/g)]
  const styles = new Map(cells.map(([, letters, style]) => [letters, style]))
  return xml.replace(/<col min="(\d+)"/g, (whole, number: string) => {
    const style = styles.get(columnLetters(Number(number)))
    return style === undefined ? whole : `<col style="${style}" min="${number}"`
  })
}

function withChoices(xml: string, { columns, above = [], cells = [], offersDownTo = lastRow }: SheetOut): string {
  const first = above.length + 1
  const ofColumns = columns.flatMap(({ heading, dropDown, help }, at): CellOut[] => {
    const letters = columnLetters(at + 1)
    const title = heading.split('\n')[0] ?? ''
    return [
      { cell: `${letters}${first}`, title, help },
      { cell: `${letters}${first + 1}:${letters}${offersDownTo}`, title, dropDown },
    ]
  })
  const rules = [...ofColumns, ...cells].flatMap(({ cell, title, help, dropDown }) => [
    ...(help ? [prompt(cell, title, help)] : []),
    ...(dropDown ? [choices(cell, dropDown)] : []),
  ])
  if (rules.length === 0) return xml
  const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? []
  const element = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
  return insertElementMarkupAccordingToOrderOfSiblings(xml, element, order, 'worksheet')
}

/** Excel refuses a file whose messages are longer than this. */
const titleLength = 32
const messageLength = 255

const attributeOf = (name: string, text: string, most: number) =>
  ` ${name}="${sanitizeAttributeValue(text.slice(0, most)).replaceAll('\n', '&#10;')}"`

const prompt = (cell: string, title: string, text: string) =>
  `<dataValidation allowBlank="1" showInputMessage="1"${attributeOf('promptTitle', title, titleLength)}` +
  `${attributeOf('prompt', text, messageLength)} sqref="${cell}"/>`

const choices = (cells: string, { range, isClosed, title, error }: DropDown) =>
  `<dataValidation type="list"${isClosed ? '' : ' errorStyle="warning"'} allowBlank="1" showErrorMessage="1"` +
  `${attributeOf('errorTitle', title, titleLength)}${attributeOf('error', error, messageLength)} sqref="${cells}">` +
  `<formula1>${sanitizeTextContent(range)}</formula1></dataValidation>`
