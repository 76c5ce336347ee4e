import type { Kysely } from 'kysely'
import type { Database, DealerGroupRow } from '../db/schema.ts'

type Db = Kysely<Database>

/** All groups by code, each with its number of active dealers. */
export const listGroups = (db: Db) =>
  db
    .selectFrom('dealer_groups')
    .selectAll('dealer_groups')
    .select((eb) =>
      eb
        .selectFrom('dealers')
        .select((dealer) => dealer.fn.countAll<number>().as('n'))
        .whereRef('dealers.group_id', '=', 'dealer_groups.id')
        .where('dealers.active', '=', 1)
        .as('dealers'),
    )
    .orderBy('code')
    .execute()
export type GroupLine = Awaited<ReturnType<typeof listGroups>>[number]

export const findGroup = (db: Db, id: string): Promise<DealerGroupRow | undefined> =>
  db.selectFrom('dealer_groups').selectAll().where('id', '=', id).executeTakeFirst()

export const countActiveInGroup = async (db: Db, id: string): Promise<number> =>
  (
    await db
      .selectFrom('dealers')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('group_id', '=', id)
      .where('active', '=', 1)
      .executeTakeFirstOrThrow()
  ).n

export const insertGroup = (db: Db, row: DealerGroupRow) => db.insertInto('dealer_groups').values(row).execute()

export const updateGroup = (db: Db, id: string, values: Partial<DealerGroupRow>) =>
  db.updateTable('dealer_groups').set(values).where('id', '=', id).execute()
