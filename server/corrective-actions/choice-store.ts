import type { Kysely } from 'kysely'
import type { ActionScope } from '../access/can.ts'
import type { Database } from '../db/schema.ts'
import { type Builder, filtered, inScope, type Moment } from './list-store.ts'

type Db = Kysely<Database>

const dealersOf = (db: Db) =>
  db.selectFrom('dealers').select(['dealers.id', 'dealers.code', 'dealers.name_zh as zh', 'dealers.name_en as en'])

/** Dealers with plans that wait for review, the one with the most first. */
export const listDealersWithPlans = async (db: Db, scope: ActionScope, moment: Moment) => {
  const waiting = await filtered(db, scope, { state: 'plan_review' }, moment)
    .select((eb) => ['corrective_actions.dealer_id', eb.fn.countAll<number>().as('n')])
    .groupBy('corrective_actions.dealer_id')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .limit(100)
    .execute()
  if (waiting.length === 0) return []
  const counts = new Map(waiting.map(({ dealer_id, n }) => [dealer_id, Number(n)]))
  const dealers = await dealersOf(db)
    .where('dealers.id', 'in', [...counts.keys()])
    .orderBy('dealers.code')
    .execute()
  return dealers.map((dealer) => ({ ...dealer, n: counts.get(dealer.id) ?? 0 })).sort((one, other) => other.n - one.n)
}

/** Dealers that have actions in a scope, for the filter; at most `most`, by code. */
export const listDealersWithActions = (db: Db, scope: ActionScope, most: number) =>
  dealersOf(db)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('corrective_actions')
          .select('corrective_actions.id')
          .whereRef('corrective_actions.dealer_id', '=', 'dealers.id')
          .where((action) => inScope(action as unknown as Builder, scope)),
      ),
    )
    .orderBy('dealers.code')
    .limit(most)
    .execute()

/** Codes of the positions that answer for actions in a scope. */
export const listPositions = async (db: Db, scope: ActionScope): Promise<string[]> => {
  const rows = await db
    .selectFrom('corrective_actions')
    .select('corrective_actions.owner_position as code')
    .distinct()
    .where((eb) => inScope(eb, scope))
    .orderBy('corrective_actions.owner_position')
    .execute()
  return rows.map(({ code }) => code)
}
