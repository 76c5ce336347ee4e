import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Role } from '../access/can.ts'
import { contains, under } from '../db/portable.ts'
import type { Database, OneTimeLinkRow, UserRow } from '../db/schema.ts'

type Db = Kysely<Database>

export type UserState = 'active' | 'invited' | 'inactive'
export type UserQuery = {
  q: string
  sort: 'name' | 'sign_in_name' | 'role' | 'signed_in_at'
  dir: 'asc' | 'desc'
  size: number
  offset: number
  filters: { role?: Role; state?: UserState; region?: string; dealer?: string }
}

type UserColumns = ExpressionBuilder<Database, 'users'>

const dealersOf = (eb: UserColumns) =>
  eb
    .selectFrom('user_dealers')
    .innerJoin('dealers', 'dealers.id', 'user_dealers.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .select('user_dealers.user_id')
    .whereRef('user_dealers.user_id', '=', 'users.id')

const regionsOf = (eb: UserColumns) =>
  eb
    .selectFrom('user_regions')
    .innerJoin('regions', 'regions.id', 'user_regions.region_id')
    .select('user_regions.user_id')
    .whereRef('user_regions.user_id', '=', 'users.id')

/** People that match; `regionPath` is the path of the region filter. */
const matching = (db: Db, { q, filters }: UserQuery, regionPath: string | null) => {
  let rows = db.selectFrom('users')
  if (q !== '') {
    rows = rows.where((eb) =>
      eb.or([
        contains(eb.ref('users.name'), q),
        contains(eb.ref('users.sign_in_name'), q),
        contains(eb.ref('users.alias'), q),
        contains(eb.ref('users.email'), q),
        contains(eb.ref('users.phone'), q),
        eb.exists(
          dealersOf(eb).where((dealer) =>
            dealer.or([
              contains(dealer.ref('dealers.code'), q),
              contains(dealer.ref('dealers.name_zh'), q),
              contains(dealer.ref('dealers.name_en'), q),
            ]),
          ),
        ),
      ]),
    )
  }
  const { role, state, dealer } = filters
  if (role) rows = rows.where('users.role', '=', role)
  if (state) rows = rows.where('users.active', '=', state === 'inactive' ? 0 : 1)
  if (state === 'invited') rows = rows.where('users.password_hash', 'is', null)
  if (state === 'active') rows = rows.where('users.password_hash', 'is not', null)
  if (dealer) rows = rows.where((eb) => eb.exists(dealersOf(eb).where('dealers.id', '=', dealer)))
  if (regionPath !== null) {
    rows = rows.where((eb) =>
      eb.or([
        eb.exists(regionsOf(eb).where((region) => under(region.ref('regions.path'), regionPath))),
        eb.exists(dealersOf(eb).where((region) => under(region.ref('regions.path'), regionPath))),
      ]),
    )
  }
  return rows
}

export const listUsers = async (db: Db, query: UserQuery, regionPath: string | null) => {
  const { count } = await matching(db, query, regionPath)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await matching(db, query, regionPath)
    .selectAll('users')
    // Who never signed in stands at the early end, in both databases.
    .orderBy(`users.${query.sort}`, (order) =>
      query.dir === 'asc' ? order.asc().nullsFirst() : order.desc().nullsLast(),
    )
    .orderBy('users.id')
    .limit(query.size)
    .offset(query.offset)
    .execute()
  return { rows, total: count }
}

export const findUser = (db: Db, id: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()

export type UserPlace = { user_id: string; id: string; code: string; name_zh: string; name_en: string }

/** Dealers of several people at once, by code. */
export const listDealersOfUsers = async (db: Db, userIds: readonly string[]): Promise<UserPlace[]> =>
  userIds.length === 0
    ? []
    : db
        .selectFrom('user_dealers')
        .innerJoin('dealers', 'dealers.id', 'user_dealers.dealer_id')
        .select(['user_dealers.user_id', 'dealers.id', 'dealers.code', 'dealers.name_zh', 'dealers.name_en'])
        .where('user_dealers.user_id', 'in', userIds)
        .orderBy('dealers.code')
        .execute()

/** Regions of several people at once, by code. */
export const listRegionsOfUsers = async (db: Db, userIds: readonly string[]): Promise<UserPlace[]> =>
  userIds.length === 0
    ? []
    : db
        .selectFrom('user_regions')
        .innerJoin('regions', 'regions.id', 'user_regions.region_id')
        .select(['user_regions.user_id', 'regions.id', 'regions.code', 'regions.name_zh', 'regions.name_en'])
        .where('user_regions.user_id', 'in', userIds)
        .orderBy('regions.code')
        .execute()

/** Dealers by code, whatever the case in which it was typed. */
export const findDealersByCode = async (db: Db, codes: readonly string[]) =>
  codes.length === 0
    ? []
    : db
        .selectFrom('dealers')
        .select(['id', 'code', 'name_zh', 'name_en'])
        .where(
          (eb) => sql<string>`lower(${eb.ref('code')})`,
          'in',
          codes.map((code) => code.toLowerCase()),
        )
        .orderBy('code')
        .execute()

/** Does someone else go by this alias? */
export const isAliasTaken = async (db: Db, alias: string, exceptId: string): Promise<boolean> =>
  (await db
    .selectFrom('users')
    .select('id')
    .where('alias', '=', alias)
    .where('id', '!=', exceptId)
    .limit(1)
    .executeTakeFirst()) !== undefined

export const updateUser = (db: Db, id: string, values: Partial<UserRow>) =>
  db.updateTable('users').set(values).where('id', '=', id).execute()

/** Databases limit the values of one statement. */
const atOnce = 500

export const insertUsers = async (db: Db, rows: readonly UserRow[]): Promise<void> => {
  for (let from = 0; from < rows.length; from += atOnce) {
    await db
      .insertInto('users')
      .values(rows.slice(from, from + atOnce))
      .execute()
  }
}

/** The dealers and regions of new people. */
export const insertPlacesOf = async (
  db: Db,
  people: readonly { id: string; dealerIds: readonly string[]; regionIds: readonly string[] }[],
): Promise<void> => {
  const dealers = people.flatMap(({ id, dealerIds }) => dealerIds.map((dealer_id) => ({ user_id: id, dealer_id })))
  for (let from = 0; from < dealers.length; from += atOnce) {
    await db
      .insertInto('user_dealers')
      .values(dealers.slice(from, from + atOnce))
      .execute()
  }
  const regions = people.flatMap(({ id, regionIds }) => regionIds.map((region_id) => ({ user_id: id, region_id })))
  for (let from = 0; from < regions.length; from += atOnce) {
    await db
      .insertInto('user_regions')
      .values(regions.slice(from, from + atOnce))
      .execute()
  }
}

export const replaceDealersOf = async (db: Db, userId: string, dealerIds: readonly string[]) => {
  await db.deleteFrom('user_dealers').where('user_id', '=', userId).execute()
  if (dealerIds.length > 0) {
    await db
      .insertInto('user_dealers')
      .values(dealerIds.map((dealer_id) => ({ user_id: userId, dealer_id })))
      .execute()
  }
}

export const replaceRegionsOf = async (db: Db, userId: string, regionIds: readonly string[]) => {
  await db.deleteFrom('user_regions').where('user_id', '=', userId).execute()
  if (regionIds.length > 0) {
    await db
      .insertInto('user_regions')
      .values(regionIds.map((region_id) => ({ user_id: userId, region_id })))
      .execute()
  }
}

/** Is there somebody else who is active and of one of these roles? */
export const isOtherActiveIn = async (db: Db, roles: readonly Role[], exceptId: string): Promise<boolean> =>
  (await db
    .selectFrom('users')
    .select('id')
    .where('role', 'in', roles)
    .where('active', '=', 1)
    .where('id', '!=', exceptId)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Did they ever hold an audit? Then their work is known under the name that their role goes by. */
export const hasHeldAudits = async (db: Db, userId: string): Promise<boolean> =>
  (await db
    .selectFrom('audit_assignments')
    .select('audit_id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** A new link takes the place of those that were not used. */
export const replaceLink = async (db: Db, row: OneTimeLinkRow) => {
  await deleteOpenLinks(db, row.user_id)
  await db.insertInto('one_time_links').values(row).execute()
}

export const deleteOpenLinks = (db: Db, userId: string) =>
  db.deleteFrom('one_time_links').where('user_id', '=', userId).where('used_at', 'is', null).execute()

/** The link with its person, when it still works: not used, not run out, person active. */
export const findWorkingLink = (db: Db, tokenHash: string, purpose: OneTimeLinkRow['purpose'], now: string) =>
  db
    .selectFrom('one_time_links')
    .innerJoin('users', 'users.id', 'one_time_links.user_id')
    .select(['users.id', 'users.name', 'users.sign_in_name', 'users.role', 'users.locale'])
    .where('one_time_links.token_hash', '=', tokenHash)
    .where('one_time_links.purpose', '=', purpose)
    .where('one_time_links.used_at', 'is', null)
    .where('one_time_links.expires_at', '>', now)
    .where('users.active', '=', 1)
    .executeTakeFirst()

/** Marks a link as used; false when somebody else was faster. */
export const useLink = async (db: Db, tokenHash: string, at: string): Promise<boolean> => {
  const result = await db
    .updateTable('one_time_links')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** The link that waits to be used, for the administrator's page. */
export const findOpenLink = (db: Db, userId: string, now: string) =>
  db
    .selectFrom('one_time_links')
    .select(['purpose', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
