import type { z } from 'zod'
import type { Actor } from '../access/can.ts'
import type { ImportKind, ImportLineRow } from '../db/schema.ts'
import { problemOf } from '../http/form.ts'
import type { FieldProblem } from '../problem.ts'
import { columnsOf } from './columns.ts'
import type { Flaw, Line } from './lines.ts'

/** What a thing says in the columns of its kind: how it is compared, and how it is exported. */
export type Values = Readonly<Record<string, string>>

/** A column that a row changes, with what it said before and what it says afterwards. */
export type Change = readonly [column: string, before: string, after: string]

/** What one row would do. */
export type Checked = {
  readonly line: Line
  /** What the row is about, for people. */
  readonly name: string
  readonly outcome: ImportLineRow['outcome']
  readonly changes: readonly Change[]
  readonly flaws: readonly Flaw[]
}

/** Who imports, on which day, and how new things get their ids. */
export type ImportContext = { readonly actor: Actor; readonly today: string; readonly newId: () => string }

/** Checks rows one after the other, so that others get their turn in between; at the end what is to be written. */
export type Checking<Plan> = Generator<Checked, Plan>

/** Finds things by code, whatever the case in which it was written; the exact one first. */
export const codeBook = <Thing>(things: Iterable<Thing>, codeOf: (thing: Thing) => string) => {
  const exact = new Map<string, Thing>()
  const loose = new Map<string, Thing>()
  const add = (thing: Thing) => {
    const code = codeOf(thing)
    exact.set(code, thing)
    if (!loose.has(code.toLowerCase())) loose.set(code.toLowerCase(), thing)
  }
  for (const thing of things) add(thing)
  return { add, find: (code: string): Thing | undefined => exact.get(code) ?? loose.get(code.toLowerCase()) }
}
export type CodeBook<Thing> = ReturnType<typeof codeBook<Thing>>

/** Collects what is wrong with one row: one sentence for each cell. */
export class Flaws {
  readonly list: Flaw[]
  constructor(found: readonly Flaw[]) {
    this.list = [...found]
  }

  add(column: string, word: Flaw['word'], params?: Flaw['params']): void {
    if (column !== '' && this.has(column)) return
    this.list.push(params ? { column, word, params } : { column, word })
  }

  has(column: string): boolean {
    return this.list.some((flaw) => flaw.column === column)
  }

  /** Refusals of a form; `columnOf` names the column of a field where it is called otherwise. */
  addFields(problems: readonly FieldProblem[], columnOf: Readonly<Record<string, string>> = {}): void {
    for (const { field, word, params } of problems) this.add(columnOf[field] ?? field, word, params)
  }

  /** What the form of the same thing makes of these values; undefined when it refuses them. */
  parse<S extends z.ZodType>(
    schema: S,
    values: object,
    columnOf?: Readonly<Record<string, string>>,
  ): z.output<S> | undefined {
    const parsed = schema.safeParse(values)
    if (parsed.success) return parsed.data
    this.addFields(
      parsed.error.issues.map((issue) => problemOf(issue as z.core.$ZodIssue)),
      columnOf,
    )
    return undefined
  }
}

/** Refuses empty cells that must be filled; a new thing also needs the columns that the file leaves out. */
export const requireFilled = (kind: ImportKind, line: Line, isNew: boolean, flaws: Flaws): void => {
  for (const { name, isRequired, labels } of columnsOf[kind]) {
    if (!isRequired) continue
    const value = line.values[name]
    if (value === '') flaws.add(name, 'imports.problem.blank')
    if (value === undefined && isNew) {
      flaws.add('', 'imports.problem.needed', { column: `${labels.zh} ${labels.en}` })
    }
  }
}

/** What a row says in full: what it leaves out stays as it was. */
export const inFull = (kind: ImportKind, line: Line, before: Values | undefined): Record<string, string> =>
  Object.fromEntries(columnsOf[kind].map(({ name }) => [name, line.values[name] ?? before?.[name] ?? '']))

/** The columns that differ; the first one names the thing and never does. */
export const changesOf = (kind: ImportKind, before: Values, after: Values): Change[] =>
  columnsOf[kind].slice(1).flatMap(({ name }): Change[] => {
    const [old = '', now = ''] = [before[name], after[name]]
    return old === now ? [] : [[name, old, now]]
  })

/** Remembers the row in which each key stands first. */
export class Keys {
  readonly #rows = new Map<string, number>()

  /** Refuses a row whose key another row had before. */
  take(key: string, row: number, flaws: Flaws, column: string, word: Flaw['word'] = 'imports.problem.twice'): void {
    if (key === '') return
    const first = this.#rows.get(key.toLowerCase())
    if (first === undefined) this.#rows.set(key.toLowerCase(), row)
    else flaws.add(column, word, { row: first })
  }
}

/** The row as it will be shown. */
export const checkedLine = (
  line: Line,
  name: string,
  flaws: Flaws,
  before: Values | undefined,
  changes: readonly Change[],
): Checked => ({
  line,
  name,
  outcome: flaws.list.length > 0 ? 'wrong' : !before ? 'new' : changes.length > 0 ? 'changed' : 'unchanged',
  changes: flaws.list.length > 0 || !before ? [] : changes,
  flaws: flaws.list,
})
