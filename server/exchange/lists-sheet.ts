import type { Common, WrittenChecklist } from '../checklists/format.ts'
import { aqlLevels, aqls } from '../checklists/response-format.ts'
import { type Locale, translator } from '../i18n/words.ts'
import { type Choice, fixedLists, type Lists } from './excel/lists.ts'
import { columnLetters } from './excel/open.ts'
import { bilingual, type Column, keyOf, type ListName, labelsOf, type SheetName } from './excel/table.ts'
import { type DropDown, type Line, lastRow } from './excel/write.ts'
import { listsTable, tables } from './sheets.ts'
import { listNames, wordsOf } from './vocabulary-lists.ts'

const asCodes = (values: readonly (string | number)[]): Choice[] =>
  values.map(String).map((code) => ({ code, zh: code, en: code }))

/** All lists of a workbook: the fixed ones, and what the checklist and the shared vocabularies name. */
export function checklistLists(written: WrittenChecklist, common: Common): Lists {
  const names = (own: object | undefined, shared: object): Choice[] =>
    asCodes([...new Set([...Object.keys(own ?? {}), ...Object.keys(shared)])])
  return {
    ...fixedLists,
    scales: names(written.scales, common.scales),
    band_sets: names(written.sample_band_sets, common.sample_band_sets),
    level: asCodes(aqlLevels),
    aql: asCodes(aqls),
    lists: listNames,
    ...wordsOf(common, written.words),
  }
}

/** The sheet of lists, and the drop-downs that take their choices from it or from another sheet. */
export class Choosing {
  readonly rows: Line[] = []
  readonly #locale: Locale
  readonly #ranges = new Map<ListName, string>()

  constructor(lists: Lists, locale: Locale) {
    this.#locale = locale
    let last: { list: ListName; first: number } | undefined
    const shown = listsTable.columns.findIndex(({ language }) => language === (locale === 'zh-CN' ? 'zh' : 'en'))
    for (const [list, choices] of Object.entries(lists) as [ListName, readonly Choice[]][]) {
      if (list === 'lists' || choices.length === 0) continue
      const first = this.rows.length + 2
      const label = labelsOf(`exchange.list.${list}`)
      this.rows.push(...choices.map(({ code, zh, en }) => [locale === 'zh-CN' ? label.zh : label.en, code, zh, en]))
      this.#ranges.set(list, this.#range('lists', shown, first, this.rows.length + 1))
      last = { list, first }
    }
    // Rows that are added below the last list are offered too.
    if (last) this.#ranges.set(last.list, this.#filled('lists', shown, last.first))
  }

  sheetName(sheet: SheetName): string {
    return bilingual(labelsOf(`exchange.sheet.${sheet}`), this.#locale, ' ')
  }

  /** What a cell of the column offers; undefined where it is free. */
  dropDownOf({ kind, list, from }: Pick<Column, 'kind' | 'list' | 'from'>): DropDown | undefined {
    if (from) return this.#dropDown(this.#rangeOf(...from), false)
    const name = list ?? (kind === 'yes_no' || kind === 'yes' || kind === 'no' ? 'yes_no' : undefined)
    const range = name && this.#ranges.get(name)
    // What a checklist may add to the lists is not refused by Excel before it is added; nor are several at once.
    return range ? this.#dropDown(range, kind !== 'codes' && name in fixedLists) : undefined
  }

  #dropDown(range: string, isClosed: boolean): DropDown {
    const t = translator(this.#locale)
    return { range, isClosed, title: t('exchange.drop_down.title'), error: t('exchange.drop_down.error') }
  }

  #rangeOf(sheet: SheetName, column: Column['name']): string {
    const columns = tables.find((table) => table.sheet === sheet)?.columns ?? []
    return this.#filled(
      sheet,
      columns.findIndex((candidate) => keyOf(candidate) === column),
      2,
    )
  }

  /** The cells of a column that hold something, as many as there are when the list is opened. */
  #filled(sheet: SheetName, column: number, first: number): string {
    const range = this.#range(sheet, column, first, lastRow)
    return `OFFSET(${range.split(':')[0]},0,0,MAX(1,COUNTA(${range})),1)`
  }

  #range(sheet: SheetName, column: number, first: number, last: number): string {
    const letters = columnLetters(column + 1)
    return `'${this.sheetName(sheet)}'!$${letters}$${first}:$${letters}$${last}`
  }
}
