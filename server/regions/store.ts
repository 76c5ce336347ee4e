import { type Kysely, sql } from 'kysely'
import { under } from '../db/portable.ts'
import type { Database, RegionRow } from '../db/schema.ts'

type Db = Kysely<Database>

/** All regions, or those at and below some paths. */
export const listRegions = async (db: Db, paths: readonly string[] | null = null): Promise<RegionRow[]> =>
  paths?.length === 0
    ? []
    : db
        .selectFrom('regions')
        .selectAll()
        .$if(paths !== null, (query) =>
          query.where((eb) => eb.or((paths ?? []).map((path) => under(eb.ref('path'), path)))),
        )
        .orderBy('code')
        .execute()

export const findRegion = (db: Db, id: string): Promise<RegionRow | undefined> =>
  db.selectFrom('regions').selectAll().where('id', '=', id).executeTakeFirst()

/** Active dealers and people of each region itself, parts not counted. */
export const countInRegions = async (
  db: Db,
): Promise<{ dealers: Map<string, number>; managers: Map<string, number> }> => {
  const dealers = await db
    .selectFrom('dealers')
    .select(['region_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('active', '=', 1)
    .groupBy('region_id')
    .execute()
  const managers = await db
    .selectFrom('user_regions')
    .innerJoin('users', 'users.id', 'user_regions.user_id')
    .select(['user_regions.region_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('users.active', '=', 1)
    .groupBy('user_regions.region_id')
    .execute()
  return {
    dealers: new Map(dealers.map((row) => [row.region_id, row.count])),
    managers: new Map(managers.map((row) => [row.region_id, row.count])),
  }
}

/** Active people who look after exactly this region. */
export const listManagers = (db: Db, regionId: string) =>
  db
    .selectFrom('user_regions')
    .innerJoin('users', 'users.id', 'user_regions.user_id')
    .select(['users.id', 'users.name'])
    .where('user_regions.region_id', '=', regionId)
    .where('users.active', '=', 1)
    .orderBy('users.name')
    .execute()

/** What keeps a region open: active dealers in it and active regions directly under it. */
export const countActiveIn = async (db: Db, region: RegionRow): Promise<{ dealers: number; regions: number }> => {
  const dealers = await db
    .selectFrom('dealers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('region_id', '=', region.id)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow()
  const regions = await db
    .selectFrom('regions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('parent_id', '=', region.id)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow()
  return { dealers: dealers.count, regions: regions.count }
}

/**
 * Makes changes of the tree wait for each other: each writes the roots first, and reads only then. Two moves at once could
 * otherwise put two regions under each other.
 */
export const holdTree = (db: Db) =>
  db
    .updateTable('regions')
    .set((eb) => ({ depth: eb.ref('depth') }))
    .where('parent_id', 'is', null)
    .execute()

export const insertRegion = (db: Db, row: RegionRow) => db.insertInto('regions').values(row).execute()

export const updateRegion = (db: Db, id: string, values: Partial<RegionRow>) =>
  db.updateTable('regions').set(values).where('id', '=', id).execute()

/** Rewrites path and depth of a region and everything under it. Returns how many regions moved. */
export const moveSubtree = async (db: Db, from: string, to: string, deeperBy: number): Promise<number> => {
  const result = await db
    .updateTable('regions')
    .set((eb) => ({
      path: sql<string>`${to} || substr(${eb.ref('path')}, ${sql.lit(from.length + 1)})`,
      depth: sql<number>`${eb.ref('depth')} + ${sql.lit(deeperBy)}`,
    }))
    .where((eb) => under(eb.ref('path'), from))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
