import type { Common, WrittenChecklist } from '../../server/checklists/format.ts'
import { isRecord } from '../../server/checklists/place.ts'
import type { FieldChange } from '../../server/checklists/versions/changes.ts'
import { writeCell } from '../../server/exchange/excel/cell.ts'
import type { Lists } from '../../server/exchange/excel/lists.ts'
import { type Column, headingOf } from '../../server/exchange/excel/table.ts'
import { checklistLists } from '../../server/exchange/lists-sheet.ts'
import { owners, type RowKind, type SheetTable } from '../../server/exchange/sheet-table.ts'
import { checklistFields, listsTable, tables } from '../../server/exchange/sheets.ts'
import { pick, type WordKey, words } from '../../server/i18n/words.ts'
import { formatNumber } from '../format.ts'
import type { Reader } from '../view.ts'

/**
 * What a field of a checklist is called and how its value is said: as in the workbook, whose columns name every field that the
 * format has.
 */

type Pattern = string
const keyOf = (path: readonly string[]): Pattern => path.join('.')

/** Where rows of a kind stand, `*` for each entry. */
const placeOf = ({ at }: RowKind): string[] =>
  at.flatMap((step) => {
    if (typeof step === 'string') return [step]
    return 'owner' in step ? [...owners[step.owner].path] : ['*']
  })

const languagesOf = ({ language }: Column) => (language ? [language] : [])

const columns = new Map<Pattern, Column[]>()
const rowKinds = new Map<Pattern, { kind: RowKind; table: SheetTable }[]>()
const add = <T>(map: Map<Pattern, T[]>, key: Pattern, value: T) => map.set(key, [...(map.get(key) ?? []), value])

for (const field of checklistFields) add(columns, keyOf([...(field.path ?? []), ...languagesOf(field)]), field)
for (const table of [...tables, listsTable]) {
  for (const kind of table.rows) {
    const base = placeOf(kind)
    add(rowKinds, keyOf(base), { kind, table })
    for (const column of table.columns) {
      const own = kind.fields ? kind.fields[column.name] : column.path
      if (own) add(columns, keyOf([...base, ...own, ...languagesOf(column)]), column)
    }
  }
  for (const { column, path } of table.lists ?? []) {
    const found = table.columns.find(({ name }) => name === column)
    if (found) add(columns, keyOf(path), found)
  }
}

/** The column of a field; some fields are of two kinds, told apart by the value. */
const columnOf = (path: readonly string[], value: unknown): Column | undefined => {
  const found = columns.get(keyOf(path)) ?? []
  return found.find(({ kind }) => (kind === 'number') === (typeof value === 'number')) ?? found[0]
}

/** The word `prefix` + `name`, where there is one. */
const wordOf = (key: string): WordKey | undefined => (Object.hasOwn(words, key) ? (key as WordKey) : undefined)

/** What says fields in a reader's words; `checklist` and the shared vocabularies name positions, scales and the like. */
export type FieldReader = { view: Reader; lists: Lists }

export const fieldReader = (view: Reader, checklist: WrittenChecklist, common: Common): FieldReader => ({
  view,
  lists: checklistLists(checklist, common),
})

/** What an entry of a list is: a loss description, an option, a grade. */
const entryLabel = ({ view }: FieldReader, path: readonly string[], entry: unknown): string | undefined => {
  const kinds = rowKinds.get(keyOf(path)) ?? []
  const knows = ({ kind }: { kind: RowKind }) =>
    Object.keys(isRecord(entry) ? entry : {}).every((key) =>
      Object.values(kind.fields ?? {}).some((own) => own[0] === key || own.length === 0),
    )
  const found = kinds.find(knows) ?? kinds[0]
  if (!found) return undefined
  const { kind, table } = found
  const word = ['option_kind', 'scenario_kind', 'lists']
    .map((list) => wordOf(kind.kind ? `exchange.value.${list}.${kind.kind}` : '') ?? undefined)
    .find((one) => one !== undefined)
  const list = kind.kind ? wordOf(`exchange.list.${kind.kind}`) : undefined
  return view.t(word ?? list ?? `exchange.sheet.${table.sheet}`)
}

const columnLabel = ({ locale }: Reader, column: Column) => pick(locale, headingOf(column))

const isEntry = (path: readonly string[]) => path.at(-1) === '*'
/** The place around a field that is an entry: `losses.*` of `losses.*.zh`. */
const around = (path: readonly string[]): readonly string[] => path.slice(0, path.lastIndexOf('*') + 1)

/** What a changed field is called, with the entry that it belongs to. `base` is where its path starts. */
export function fieldLabel(reader: FieldReader, change: FieldChange, base: readonly string[]): string {
  const { t } = reader.view
  const path = [...base, ...change.path]
  const value = change.after ?? change.before
  const name = change.entries.filter(Boolean).join(' ')
  const inEntry = change.path.includes('*')
  const entry = inEntry ? [entryLabel(reader, around(path), isEntry(path) ? value : undefined), name] : []
  const column = isEntry(path) ? undefined : columnOf(path, value)
  const isOrder = !column && path.at(-1) === 'order'
  const list = isOrder ? entryLabel(reader, [...path.slice(0, -1), '*'], undefined) : undefined
  const own = column
    ? columnLabel(reader.view, column)
    : isOrder
      ? t('versions.order', { list: list ?? '' })
      : isEntry(path)
        ? undefined
        : change.path.join('.')
  return [entry.filter(Boolean).join(' '), own].filter(Boolean).join(' · ')
}

/** What a field says, in words; null where there is nothing. */
export function fieldValue(reader: FieldReader, path: readonly string[], value: unknown): string | null {
  const { view } = reader
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null
  if (isEntry(path)) return isRecord(value) ? entryWords(reader, path, value) : String(value)
  if (Array.isArray(value)) return value.join(view.t('exchange.problem.between'))
  const column = columnOf(path, value)
  if (typeof value === 'number') return formatNumber(view, value)
  if (!column || isRecord(value)) return isRecord(value) ? JSON.stringify(value) : String(value)
  return String(writeCell(value, column, reader.lists, view.locale) ?? '')
}

/** An entry in one line: its text, then what else it says. */
function entryWords(reader: FieldReader, path: readonly string[], entry: Record<string, unknown>): string {
  const { t, locale } = reader.view
  const names = ['id', 'code', 'grade', 'zh', 'en']
  const text = pick(locale, { zh: String(entry.zh ?? ''), en: String(entry.en ?? '') })
  const said = leavesOf(entry, [])
    .filter(([own]) => own.length > 1 || !names.includes(own[0] ?? ''))
    .map(([own, value]) => {
      const column = columnOf([...path, ...own], value)
      const label = column ? columnLabel(reader.view, column) : own.join('.')
      return `${label}${t('form.colon')}${fieldValue(reader, [...path, ...own], value) ?? ''}`
    })
  return [...(text ? [text] : []), ...said].join(t('history.semicolon'))
}

const leavesOf = (value: unknown, path: string[]): [string[], unknown][] => {
  if (Array.isArray(value) && value.some(isRecord)) {
    return value.flatMap((inner) => leavesOf(inner, [...path, '*']))
  }
  if (!isRecord(value)) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}
