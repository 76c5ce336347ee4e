import type { Path } from '../checklists/place.ts'
import type { ColumnName } from '../i18n/exchange-columns.ts'
import { type Place, problemAt, type WorkbookProblem } from './excel/problem.ts'
import type { Row } from './excel/rows.ts'
import { type Column, keyOf } from './excel/table.ts'
import { problemOfChoice } from './flaws.ts'
import { keyColumns, type Owner, owners, type RowKind, type SheetTable, type Step } from './sheet-table.ts'

/** A place in the workbook that a field of the checklist came from, or would have come from. */
export type Origin = { readonly place: Place; readonly column?: Column; readonly isAbsent: boolean }

type Fields = Record<PropertyKey, unknown>

/** The checklist that the rows of a workbook make, as it would have been read from a file, and where each field stands. */
export class Assembly {
  readonly root: Fields = fields()
  readonly problems: WorkbookProblem[] = []
  readonly #origins = new Map<string, Origin>()
  readonly #firstInside = new Map<string, Origin>()
  readonly #owners = {
    section: new Map<unknown, Path>(),
    item: new Map<unknown, Path>(),
    band: new Map<unknown, Path>(),
  }
  readonly #singles = new Set<string>()

  /** Adds one row of a sheet. */
  add(table: SheetTable, row: Row): void {
    const kind = this.#kindOf(table, row)
    const path = kind && this.#pathOf(kind.at, table, row)
    if (!kind || !path) return
    const first = table.columns.find(({ isRequired, path: own }) => isRequired && own) ?? table.columns[0]
    for (let length = 2; length <= path.length; length++) {
      this.locate(path.slice(0, length), row.placeOf(first ? keyOf(first) : ''), first)
    }
    for (const [below, value] of kind.defaults ?? []) this.set([...path, ...below], structuredClone(value))
    for (const column of table.columns) this.#fill(column, table, kind, row, path)
    this.#remember(path)
  }

  /** Takes over the fields of a sheet that has one in each row. */
  addFields(columns: readonly Column[], row: Row): void {
    for (const column of columns) {
      if (column.path) this.#put(column, withLanguage(column.path, column), row)
    }
  }

  /** The lists of codes that columns such as “order” make. */
  addLists(table: SheetTable, rows: readonly Row[]): void {
    for (const { column, path, code } of table.lists ?? []) {
      const named = rows
        .map((row) => ({ row, rank: row.values.get(column), code: row.values.get(code) }))
        .filter(({ rank, code: name }) => rank !== undefined && rank !== false && name !== undefined)
      named.sort((a, b) => (typeof a.rank === 'number' && typeof b.rank === 'number' ? a.rank - b.rank : 0))
      this.set(
        path,
        named.map((entry) => entry.code),
      )
      for (const [at, { row }] of named.entries()) {
        this.locate([...path, at], row.placeOf(column))
      }
    }
  }

  /** Sets a field, unless something is there already or its parent is no group of fields. */
  set(path: Path, value: unknown): void {
    const parent = this.#container(path.slice(0, -1))
    const key = path.at(-1)
    if (parent && key !== undefined && parent[key] === undefined) parent[key] = value
  }

  /** Says where a field stands, unless that is known already. */
  locate(path: Path, place: Place, column?: Column, isAbsent = false): void {
    const origin: Origin = { place, column, isAbsent }
    const key = JSON.stringify(path)
    if (!this.#origins.has(key)) this.#origins.set(key, origin)
    for (let length = path.length - 1; length > 0; length--) {
      const around = JSON.stringify(path.slice(0, length))
      if (this.#firstInside.has(around)) return
      this.#firstInside.set(around, origin)
    }
  }

  /** Where a field stands: itself, else the first thing inside it, else the nearest thing that it is inside of. */
  originOf(path: Path): Origin | undefined {
    const key = JSON.stringify(path)
    const found = this.#origins.get(key) ?? this.#firstInside.get(key)
    if (found) return found
    const around = path.map((_, at) => this.#origins.get(JSON.stringify(path.slice(0, path.length - at))))
    return around.find((origin) => origin !== undefined)
  }

  #kindOf({ rows, columns }: SheetTable, row: Row): RowKind | undefined {
    const [column] = columns
    if (rows.length === 1 || !column) return rows[0]
    const said = row.values.get(keyOf(column))
    const kind = rows.find((candidate) => candidate.kind === said)
    if (!kind) this.problems.push(problemOfChoice(said, row.placeOf(keyOf(column)), column))
    return kind
  }

  /** Where the object of a row belongs; a place in a list is made for it. Undefined when there is nothing that it belongs to. */
  #pathOf(steps: readonly Step[], table: SheetTable, row: Row): Path | undefined {
    let path: Path = []
    for (const step of steps) {
      if (typeof step === 'string') path = [...path, step]
      else if ('each' in step) {
        const list = this.#list(path)
        if (!list) return undefined
        path = [...path, list.push(fields()) - 1]
      } else if ('name' in step) {
        const name = this.#needed(step.name, row)
        if (name === undefined) return undefined
        path = [...path, String(name)]
      } else {
        const owner = this.#ownerOf(step.owner, step.column, row)
        if (!owner) return undefined
        path = owner
      }
    }
    if (!steps.some((step) => typeof step !== 'string' && 'each' in step)) this.#onlyOnce(path, table, row)
    return path
  }

  #needed(column: ColumnName, row: Row): unknown {
    const said = row.values.get(column)
    if (said === undefined) this.problems.push(problemAt(row.placeOf(column), 'exchange.problem.blank'))
    return said
  }

  /** An item of no known section is looked at all the same, as if it were in the first. */
  #ownerOf(kind: Owner, column: ColumnName, row: Row): Path | undefined {
    const said = this.#needed(column, row)
    const owner = this.#owners[kind].get(said)
    if (owner) return owner
    // Where there are none at all their sheet is missing, and that is said once.
    if (said !== undefined && this.#owners[kind].size > 0) {
      this.problems.push(problemAt(row.placeOf(column), unknownOwner[kind], { name: String(said) }))
    }
    return kind === 'section' ? [...this.#owners.section.values()][0] : undefined
  }

  #onlyOnce(path: Path, { columns }: SheetTable, row: Row): void {
    const key = JSON.stringify(path)
    if (this.#singles.has(key)) {
      this.problems.push(
        problemAt(row.placeOf(columns[0] ? keyOf(columns[0]) : ''), 'exchange.problem.row_kind_twice', {
          name: String(path[1]),
        }),
      )
    }
    this.#singles.add(key)
  }

  #fill(column: Column, { columns, rows }: SheetTable, kind: RowKind, row: Row, path: Path): void {
    const own = kind.fields ? kind.fields[column.name] : column.path
    if (own) this.#put(column, [...path, ...withLanguage(own, column)], row)
    const isKey = (rows.length > 1 && column === columns[0]) || keyColumns(kind).includes(column.name)
    if (!own && kind.fields && !isKey && row.values.get(keyOf(column)) !== undefined) {
      this.problems.push(problemAt(row.placeOf(keyOf(column)), 'exchange.problem.not_for_row'))
    }
  }

  #put(column: Column, path: Path, row: Row): void {
    const key = keyOf(column)
    const value = row.values.get(key)
    const [decided, only] = column.onlyFor ?? []
    if (decided && value === undefined && row.values.get(decided) !== only) return
    if (value !== undefined) this.set(path, value)
    else if (column.isRequired) this.#container(path.slice(0, -1))
    this.locate(path, row.placeOf(key), column, !row.has(key))
  }

  #remember(path: Path): void {
    for (const [kind, { path: pattern, code }] of Object.entries(owners) as [Owner, (typeof owners)[Owner]][]) {
      const isOne = path.length === pattern.length && pattern.every((key, at) => key === '*' || key === path[at])
      const name = isOne ? this.#container(path)?.[code] : undefined
      if (name !== undefined && !this.#owners[kind].has(name)) this.#owners[kind].set(name, path)
    }
  }

  #container(path: Path): Fields | undefined {
    let value: Fields = this.root
    for (const key of path) {
      value[key] ??= fields()
      const next = value[key]
      if (typeof next !== 'object' || next === null) return undefined
      value = next as Fields
    }
    return value
  }

  #list(path: Path): unknown[] | undefined {
    const parent = this.#container(path.slice(0, -1))
    const key = path.at(-1)
    if (!parent || key === undefined) return undefined
    parent[key] ??= []
    return Array.isArray(parent[key]) ? parent[key] : undefined
  }
}

const unknownOwner = {
  section: 'checklist.problem.unknown_section',
  item: 'checklist.problem.unknown_item',
  band: 'exchange.problem.unknown_band',
} as const

/** Names from a file become keys: no object that has any by itself. */
const fields = (): Fields => Object.create(null)

const withLanguage = (path: readonly string[], { language }: Column): readonly string[] =>
  language ? [...path, language] : path
