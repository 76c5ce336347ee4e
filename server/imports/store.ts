import type { Kysely } from 'kysely'
import type { Database, ImportKind, ImportLineRow, ImportRow } from '../db/schema.ts'

type Db = Kysely<Database>

export const insertImport = (db: Db, row: ImportRow) => db.insertInto('imports').values(row).execute()

export const updateImport = (db: Db, id: string, values: Partial<ImportRow>) =>
  db.updateTable('imports').set(values).where('id', '=', id).execute()

/** Moves an import on; false when it was somewhere else by then. */
export const moveImport = async (
  db: Db,
  id: string,
  from: readonly ImportRow['state'][],
  values: Partial<ImportRow>,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set(values)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

const withPeople = (db: Db) =>
  db
    .selectFrom('imports')
    .innerJoin('users as maker', 'maker.id', 'imports.created_by')
    .leftJoin('users as settler', 'settler.id', 'imports.settled_by')
    .selectAll('imports')
    .select(['maker.name as maker', 'settler.name as settler'])

export const findImport = (db: Db, id: string) => withPeople(db).where('imports.id', '=', id).executeTakeFirst()
export type Import = NonNullable<Awaited<ReturnType<typeof findImport>>>

export type ImportQuery = { kinds: readonly ImportKind[]; size: number; offset: number }

/** Imports of some kinds, the newest first. */
export const listImports = async (db: Db, { kinds, size, offset }: ImportQuery) => {
  const { n } = await db
    .selectFrom('imports')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('kind', 'in', kinds)
    .executeTakeFirstOrThrow()
  const rows = await withPeople(db)
    .where('imports.kind', 'in', kinds)
    .orderBy('imports.created_at', 'desc')
    .orderBy('imports.id')
    .limit(size)
    .offset(offset)
    .execute()
  return { rows, total: n }
}

export const insertLines = (db: Db, rows: readonly ImportLineRow[]) =>
  db.insertInto('import_rows').values(rows).execute()

export const updateLine = (db: Db, row: ImportLineRow) => {
  const { import_id, position, ...values } = row
  return db
    .updateTable('import_rows')
    .set(values)
    .where('import_id', '=', import_id)
    .where('position', '=', position)
    .execute()
}

/** The rows of an import in the order of the file, a part of them at a time. */
export const listLines = (
  db: Db,
  importId: string,
  query: { outcome?: ImportLineRow['outcome']; size: number; offset: number },
): Promise<ImportLineRow[]> => {
  let rows = db.selectFrom('import_rows').selectAll().where('import_id', '=', importId)
  if (query.outcome) rows = rows.where('outcome', '=', query.outcome)
  return rows.orderBy('position').limit(query.size).offset(query.offset).execute()
}

export const listAllLines = (db: Db, importId: string): Promise<ImportLineRow[]> =>
  db.selectFrom('import_rows').selectAll().where('import_id', '=', importId).orderBy('position').execute()

export const deleteLines = (db: Db, importId: string) =>
  db.deleteFrom('import_rows').where('import_id', '=', importId).execute()

/** Imports from before an instant. */
export const listImportsBefore = async (db: Db, at: string): Promise<string[]> =>
  (await db.selectFrom('imports').select('id').where('created_at', '<', at).execute()).map(({ id }) => id)

export const deleteImport = (db: Db, id: string) => db.deleteFrom('imports').where('id', '=', id).execute()

/** People with these sign-in names who are active and have no password. */
export const listWithoutPassword = async (db: Db, signInNames: readonly string[]) => {
  const found: { id: string; name: string; sign_in_name: string }[] = []
  for (let from = 0; from < signInNames.length; from += 500) {
    found.push(
      ...(await db
        .selectFrom('users')
        .select(['id', 'name', 'sign_in_name'])
        .where('sign_in_name', 'in', signInNames.slice(from, from + 500))
        .where('active', '=', 1)
        .where('password_hash', 'is', null)
        .execute()),
    )
  }
  return found.sort((a, b) => (a.sign_in_name < b.sign_in_name ? -1 : 1))
}

/** Whose invitations these are, of those that still wait. */
export const listInvited = async (db: Db, tokenHashes: readonly string[]) => {
  const found: { token_hash: string; expires_at: string; name: string; sign_in_name: string }[] = []
  for (let from = 0; from < tokenHashes.length; from += 500) {
    found.push(
      ...(await db
        .selectFrom('one_time_links')
        .innerJoin('users', 'users.id', 'one_time_links.user_id')
        .select(['one_time_links.token_hash', 'one_time_links.expires_at', 'users.name', 'users.sign_in_name'])
        .where('one_time_links.token_hash', 'in', tokenHashes.slice(from, from + 500))
        .where('one_time_links.purpose', '=', 'invitation')
        .where('one_time_links.used_at', 'is', null)
        .execute()),
    )
  }
  return found
}
