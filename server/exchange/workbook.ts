import type { ChecklistContent, Common } from '../checklists/format.ts'
import type { Locale } from '../i18n/words.ts'
import { bilingual, type Column, headingOf, labelsOf } from './excel/table.ts'
import { type CellOut, type ColumnOut, type SheetOut, writeWorkbook } from './excel/write.ts'
import { guideSheet } from './guide.ts'
import { Lines } from './lines.ts'
import { Choosing, checklistLists } from './lists-sheet.ts'
import { checklistFields, checklistHeads, listsTable, tables } from './sheets.ts'
import { writtenInFull } from './written.ts'

/**
 * A checklist as the sheets of an Excel workbook, one for each concern, names and choices in the reader's language and
 * headings in both. Reading it again gives the same content. The sheets are built in memory: a checklist has some hundred
 * rows.
 */
export function checklistSheets(content: ChecklistContent, locale: Locale, common: Common): SheetOut[] {
  const written = writtenInFull(content)
  const lists = checklistLists(written, common)
  const choosing = new Choosing(lists, locale)
  const columnsOf = (columns: readonly Column[]) => columns.map((column) => columnOut(column, choosing, locale))
  const lines = new Lines(written, lists, locale)
  const nameOf = (field: Pick<Column, 'name'>) => bilingual(headingOf({ name: field.name }), locale, ' ')
  const sheets: SheetOut[] = [
    guideSheet(content, lists, locale),
    {
      name: choosing.sheetName('checklist'),
      columns: columnsOf(checklistHeads),
      rows: lines.ofFields(nameOf),
      cells: fieldCells(choosing, locale),
    },
    ...tables.map((table) => ({
      name: choosing.sheetName(table.sheet),
      columns: columnsOf(table.columns),
      frozenColumns: table.frozenColumns,
      rows: lines.of(table),
    })),
    { name: choosing.sheetName('lists'), columns: columnsOf(listsTable.columns), rows: choosing.rows },
  ]
  lines.requireComplete()
  return sheets
}

/** The workbook (.xlsx), written in this thread. Throws Problem('conflict') for a text that no cell can hold. */
export const checklistWorkbook = async (content: ChecklistContent, locale: Locale, common: Common): Promise<Buffer> =>
  writeWorkbook(checklistSheets(content, locale, common))

function columnOut(column: Column, choosing: Choosing, locale: Locale): ColumnOut {
  return {
    heading: bilingual(headingOf(column), locale, '\n'),
    isRequired: column.isRequired ?? false,
    isNumber: column.kind === 'number',
    width: column.width,
    dropDown: choosing.dropDownOf(column),
    help: helpOf(column, locale),
  }
}

const helpOf = ({ name }: Pick<Column, 'name'>, locale: Locale) => {
  const { zh, en } = labelsOf(`exchange.help.${name}`)
  return locale === 'zh-CN' ? zh : en
}

/** In the sheet with a field in each row every cell has its own choices, and its help at the name. */
function fieldCells(choosing: Choosing, locale: Locale): CellOut[] {
  const names = [...new Set(checklistFields.map(({ name }) => name))]
  return names.flatMap((name, at): CellOut[] => {
    const field = checklistFields.find((candidate) => candidate.name === name)
    const { zh, en } = headingOf({ name })
    const title = locale === 'zh-CN' ? zh : en
    const dropDown = field && choosing.dropDownOf(field)
    return [
      { cell: `A${at + 2}`, title, help: helpOf({ name }, locale) },
      ...(dropDown ? [{ cell: `B${at + 2}`, title, dropDown }] : []),
    ]
  })
}
