import type { WrittenChecklist } from '../checklists/format.ts'
import { isRecord, type Path, valueAt } from '../checklists/place.ts'
import type { ColumnName } from '../i18n/exchange-columns.ts'
import type { Locale } from '../i18n/words.ts'
import { writeCell } from './excel/cell.ts'
import type { Lists } from './excel/lists.ts'
import type { Column } from './excel/table.ts'
import type { Line } from './excel/write.ts'
import { owners, type RowKind, type SheetTable, type Step } from './sheet-table.ts'
import { checklistFields, constants } from './sheets.ts'

/** The rows of the sheets that a checklist makes. */
export class Lines {
  readonly #written: WrittenChecklist
  readonly #lists: Lists
  readonly #locale: Locale
  /** What stands in some cell, or needs none: words are in the sheet of lists. */
  readonly #used = new Set([...constants.map(([path]) => path), ['words']].map((path) => JSON.stringify(path)))

  constructor(written: WrittenChecklist, lists: Lists, locale: Locale) {
    this.#written = written
    this.#lists = lists
    this.#locale = locale
  }

  /** The rows of a sheet; those that belong to the same thing stand together. */
  of(table: SheetTable): Line[] {
    const rows = table.rows.flatMap((kind) =>
      entriesOf(this.#written, kind.at)
        .filter(({ path }) => table.rows.length === 1 || this.#fits(kind, path))
        .map((entry) => ({ owner: [...entry.keys.values()].join(), line: this.#line(table, kind, entry) })),
    )
    const owners = [...new Set(rows.map(({ owner }) => owner))]
    return owners.flatMap((owner) => rows.flatMap((row) => (row.owner === owner ? [row.line] : [])))
  }

  /** One line for each field: its name, what it says, and the English text where it has one. */
  ofFields(nameOf: (field: Column) => string): Line[] {
    const names = [...new Set(checklistFields.map(({ name }) => name))]
    return names.map((name) => {
      const columns = checklistFields.filter((field) => field.name === name)
      return [nameOf(columns[0] as Column), ...columns.map((column) => this.#cell(column, [], column.path ?? []))]
    })
  }

  /**
   * Throws where the checklist holds something that no row and no column took: the table of sheets does not know a field of
   * the format, and a workbook without it would not be the same checklist.
   */
  requireComplete(): void {
    const lost = leavesOf(this.#written, []).filter(
      (path) => !path.some((_, at) => this.#used.has(JSON.stringify(path.slice(0, at + 1)))),
    )
    if (lost.length > 0) throw new Error(`no column of a workbook for ${lost.map((path) => path.join('.')).join(', ')}`)
  }

  /** Whether a kind of row has a place for everything that an object says itself. */
  #fits({ fields = {} }: RowKind, path: Path): boolean {
    const places = Object.values(fields).map((place) => place[0])
    const said = Object.entries(valueAt(this.#written, path) ?? {}).filter(([, value]) => typeof value !== 'object')
    return said.every(([key]) => places.includes(key) || (places.includes(undefined) && (key === 'zh' || key === 'en')))
  }

  #line(table: SheetTable, kind: RowKind, { path, keys }: Entry): Line {
    return table.columns.map((column, at) => {
      if (at === 0 && table.rows.length > 1) return writeCell(kind.kind, column, this.#lists, this.#locale)
      const key = keys.get(column.name)
      if (key !== undefined) return key
      const list = table.lists?.find((candidate) => candidate.column === column.name)
      if (list) return this.#rank(column, list.path, valueAt(this.#written, [...path, 'id']))
      const own = kind.fields ? kind.fields[column.name] : column.path
      return own ? this.#cell(column, path, own) : null
    })
  }

  #cell(column: Column, base: Path, own: Path) {
    const path = [...base, ...own]
    const found = valueAt(this.#written, path)
    // A unit that is the same in both languages is written once.
    if (typeof found === 'string' && column.language) {
      this.#used.add(JSON.stringify(path))
      return found
    }
    const at = column.language ? [...path, column.language] : path
    const value = valueAt(this.#written, at)
    // Some fields are of two kinds, by the type of the response; each has a column or rows of its own.
    if (column.kind === 'list' && typeof value === 'object') return null
    if (column.onlyFor && (column.kind === 'number') !== (typeof value === 'number')) return null
    this.#used.add(JSON.stringify(at))
    return writeCell(value, column, this.#lists, this.#locale)
  }

  #rank(column: Column, path: Path, code: unknown) {
    this.#used.add(JSON.stringify(path))
    const list = valueAt(this.#written, path)
    const rank = Array.isArray(list) ? list.indexOf(code) : -1
    if (column.kind === 'number') return rank < 0 ? null : rank + 1
    return writeCell(rank >= 0, column, this.#lists, this.#locale)
  }
}

/** An object that becomes a row, and the codes of what it belongs to. */
type Entry = { path: Path; keys: ReadonlyMap<ColumnName, string> }

function entriesOf(written: WrittenChecklist, steps: readonly Step[]): Entry[] {
  const start: Entry = { path: [], keys: new Map() }
  return steps.reduce<Entry[]>((entries, step) => entries.flatMap((entry) => next(written, entry, step)), [start])
}

function next(written: WrittenChecklist, { path, keys }: Entry, step: Step): Entry[] {
  const here = valueAt(written, path)
  if (typeof step === 'string')
    return isRecord(here) && here[step] !== undefined ? [{ path: [...path, step], keys }] : []
  if ('each' in step) return Array.isArray(here) ? here.map((_, at) => ({ path: [...path, at], keys })) : []
  if ('name' in step) {
    return Object.keys(isRecord(here) ? here : {}).map((name) => ({
      path: [...path, name],
      keys: new Map([[step.name, name]]),
    }))
  }
  const { path: pattern, code } = owners[step.owner]
  const places = pattern.reduce<Path[]>((found, key) => found.flatMap((place) => below(written, place, key)), [[]])
  return places.map((place) => ({
    path: place,
    keys: new Map([[step.column, String(valueAt(written, [...place, code]))]]),
  }))
}

function below(written: WrittenChecklist, path: Path, key: string): Path[] {
  if (key !== '*') return [[...path, key]]
  const list = valueAt(written, path)
  return Array.isArray(list) ? list.map((_, at) => [...path, at]) : []
}

const leavesOf = (value: unknown, path: Path): Path[] => {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}
