import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Database } from './schema.ts'

/** Stands where a value will stand. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Gives the place of a value, typed as the value. */
export type Named<Values extends object> = <Name extends keyof Values & string>(name: Name) => Values[Name]

/**
 * A statement that is built and compiled once per dialect and only gets its values afterwards: building costs several times
 * what a small statement takes to run. For the few that run with every request. `value('id')` names a value; a list has
 * a fixed length, so name each of its members.
 */
export const compiledOnce = <Values extends object, Row>(
  build: (db: Kysely<Database>, value: Named<Values>) => Compilable<Row>,
) => {
  const compiled = new Map<unknown, CompiledQuery<Row>>()
  return async (db: Kysely<Database>, values: Values): Promise<Row[]> => {
    const dialect = db.getExecutor().adapter.constructor
    let query = compiled.get(dialect)
    if (!query) {
      query = build(db, (name) => new Slot(name) as never).compile()
      compiled.set(dialect, query)
    }
    const parameters = query.parameters.map((one) => (one instanceof Slot ? values[one.name as keyof Values] : one))
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}
