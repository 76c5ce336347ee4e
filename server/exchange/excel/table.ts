import type { exchange } from '../../i18n/exchange.ts'
import type { ColumnName } from '../../i18n/exchange-columns.ts'
import { type Locale, type WordKey, words } from '../../i18n/words.ts'

/** How the sheets of a workbook are described: what stands in which column, and where it belongs. */

type Suffix<Prefix extends string> = keyof typeof exchange extends infer Key
  ? Key extends `${Prefix}${infer Name}`
    ? Name
    : never
  : never
export type SheetName = Suffix<'exchange.sheet.'>
export type ListName = Suffix<'exchange.list.'>

/**
 * What a cell may hold. `yes` is yes or empty, `no` is no or empty, `yes_or_text` is yes or a code, `codes` several
 * codes separated by commas, `list` one entry of a closed list, `day` a day.
 */
export type CellKind = 'text' | 'number' | 'yes_no' | 'yes' | 'no' | 'yes_or_text' | 'codes' | 'list' | 'day'

/** What stands at the top of a column: labels of its own, or the words `exchange.column.<name>`. */
export type Head = { readonly language?: 'zh' | 'en' } & (
  | { readonly name: ColumnName; readonly labels?: undefined }
  | { readonly name: string; readonly labels: Labels }
)

/** What reading a column needs to know of it. */
export type ReadColumn = Head & { readonly kind: CellKind; readonly list?: string; readonly blank?: boolean }

export type Column = {
  readonly name: ColumnName
  /** One of two columns of a text in both languages. */
  readonly language?: 'zh' | 'en'
  readonly kind: CellKind
  /** Where the value belongs in the object of its row; the language is added to it. */
  readonly path?: readonly string[]
  /** The closed list, for the kind `list`; for `codes` what their names are; for others what the drop-down offers. */
  readonly list?: ListName
  /** The sheet and column whose entries the drop-down offers. */
  readonly from?: readonly [sheet: SheetName, column: ColumnName]
  readonly isRequired?: boolean
  /** The column and its only value with which this one counts, where another column holds the same field otherwise. */
  readonly onlyFor?: readonly [column: ColumnName, value: string]
  /** What an empty cell means, where that is not “nothing”. */
  readonly blank?: boolean
  /** In characters. */
  readonly width: number
}

/** A column within its sheet. */
export const keyOf = ({ name, language }: Head): string => (language ? `${name}.${language}` : name)

export type Labels = { readonly zh: string; readonly en: string }

/** A word in both languages. */
export const labelsOf = (key: WordKey): Labels => ({ zh: words[key][0], en: words[key][1] })

/** What the heading of a column says in either language. */
export function headingOf(head: Head): Labels {
  const { zh, en } = head.labels === undefined ? labelsOf(`exchange.column.${head.name}`) : head.labels
  if (!head.language) return { zh, en }
  const frame = labelsOf(`exchange.in.${head.language}`)
  return { zh: frame.zh.replace('{name}', zh), en: frame.en.replace('{name}', en) }
}

/** Both languages as one text, the reader's first. */
export const bilingual = ({ zh, en }: Labels, locale: Locale, between: string): string =>
  locale === 'zh-CN' ? `${zh}${between}${en}` : `${en}${between}${zh}`

/** A heading or name without what people change by accident: width of signs, case, spaces and line breaks. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** All ways in which a heading or sheet name may be written. */
export const waysToWrite = ({ zh, en }: Labels): string[] => [zh, en, zh + en, en + zh].map(plain)
