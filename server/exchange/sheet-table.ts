import type { ColumnName } from '../i18n/exchange-columns.ts'
import type { Column, ListName, SheetName } from './excel/table.ts'

/** How the sheets of a checklist workbook are described; see sheets.ts. */

/** What rows of other sheets can belong to. */
export type Owner = 'section' | 'item' | 'band'
/** Where the owners stand (`*` is each of a list), and which of their fields is their code. */
export const owners: Readonly<Record<Owner, { path: readonly string[]; code: string }>> = {
  section: { path: ['sections', '*'], code: 'id' },
  item: { path: ['sections', '*', 'items', '*'], code: 'id' },
  band: { path: ['scoring', 'bands', '*'], code: 'grade' },
}

/** A step on the way from the whole checklist to the object of a row. */
export type Step =
  | string
  /** The section, item or grade whose code stands in the column. */
  | { readonly owner: Owner; readonly column: ColumnName }
  /** The entry of a record whose name stands in the column. */
  | { readonly name: ColumnName }
  /** Each entry of a list. */
  | typeof each

export const each = { each: true } as const

/** What a row is. A sheet with rows of several kinds tells them apart by its first column. */
export type RowKind = {
  readonly kind?: string
  readonly at: readonly Step[]
  /** Where the values of this kind belong, for sheets with several kinds; else the columns say so themselves. */
  readonly fields?: Readonly<Partial<Record<ColumnName, readonly string[]>>>
  /** What is there even if no cell says so. */
  readonly defaults?: readonly (readonly [path: readonly string[], value: unknown])[]
}

/** The columns that say where a row belongs. */
export const keyColumns = ({ at }: RowKind): ColumnName[] =>
  at.flatMap((step) => {
    if (typeof step === 'string' || 'each' in step) return []
    return 'owner' in step ? step.column : step.name
  })

export type SheetTable = {
  readonly sheet: SheetName
  readonly columns: readonly Column[]
  readonly rows: readonly RowKind[]
  readonly isRequired?: boolean
  readonly frozenColumns?: number
  /** What is said about the list as a whole is shown at this heading. */
  readonly whole?: { readonly path: readonly string[]; readonly column: ColumnName }
  /** What the checklist holds as soon as the sheet has a row. */
  readonly defaults?: readonly (readonly [path: readonly string[], value: unknown])[]
  /** Columns that say which rows belong to a list of codes: by their number in it, or by yes. */
  readonly lists?: readonly {
    readonly column: ColumnName
    readonly path: readonly string[]
    readonly code: ColumnName
  }[]
}

type More = Partial<Omit<Column, 'name' | 'path' | 'kind'>>
type Make = (name: ColumnName, path?: readonly string[], more?: More) => Column

export const make =
  (kind: Column['kind'], width: number): Make =>
  (name, path, more) => ({ name, kind, width, path, ...more })
export const text = make('text', 16)
export const number = make('number', 10)
export const yesNo = make('yes_no', 9)
export const list = (name: ColumnName, path: readonly string[] | undefined, of: ListName, more?: More): Column => ({
  ...make('list', 16)(name, path, more),
  list: of,
})
export const pair = (name: ColumnName, path?: readonly string[], more?: More): Column[] =>
  (['zh', 'en'] as const).map((language) => ({ ...make('text', 36)(name, path, more), language }))

export const required = { isRequired: true }
