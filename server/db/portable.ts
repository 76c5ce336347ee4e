import { type Expression, type Kysely, PostgresAdapter, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'

/** The only file that knows what differs between SQLite and PostgreSQL. */

/** Case-insensitive "contains" with `%` and `_` taken literally. */
export const contains = (column: Expression<string | null>, text: string): Expression<SqlBool> => {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql<SqlBool>`lower(${column}) like ${pattern} escape '\\'`
}

/** `path like '/a/b/%'`: everything in a subtree of the region tree. Paths hold only ids and slashes. */
export const under = (path: Expression<string>, ancestor: string): Expression<SqlBool> =>
  sql<SqlBool>`${path} like ${`${ancestor}%`}`

/**
 * Holds the selected rows of a table still until the transaction ends, so that a state read is a state kept. On SQLite
 * there is one writer and nothing to do.
 */
export const keptStill = <DB, TB extends keyof DB & string, O>(
  trx: Kysely<DB>,
  query: SelectQueryBuilder<DB, TB, O>,
  table: NoInfer<TB>,
): SelectQueryBuilder<DB, TB, O> =>
  trx.getExecutor().adapter instanceof PostgresAdapter ? query.forShare(table) : query

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** A unique or primary key was taken. */
export const isUnique = (error: unknown): boolean => {
  const code = codeOf(error)
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** Keys that count up: the next link of a log chain, the next number of a dealer's corrective actions. */
const counted = /activity_chain|corrective_actions_dealer_id_number/

/** Two transactions took the next number of the same row at once; the loser starts again. */
export const isCountRace = (error: unknown): boolean =>
  (isUnique(error) && error instanceof Error && counted.test(error.message)) ||
  ['40001', '40P01'].includes(codeOf(error))

/** The disk or the database has no room left. */
export const isFull = (error: unknown): boolean => ['SQLITE_FULL', 'ENOSPC', '53100'].includes(codeOf(error))
