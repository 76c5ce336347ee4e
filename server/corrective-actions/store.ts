import type { Kysely } from 'kysely'
import { isDealerRole } from '../access/can.ts'
import type { ActionFindingRow, ActionRoundRow, CorrectiveActionRow, Database, UserRow } from '../db/schema.ts'

type Db = Kysely<Database>

/** The next number of a dealer's actions; the unique key makes the loser of a race start again. */
export const nextNumber = async (db: Db, dealerId: string): Promise<number> => {
  const row = await db
    .selectFrom('corrective_actions')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('dealer_id', '=', dealerId)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

/** The action that holds a finding, unless it was declared void. */
export const findActionOfFinding = (
  db: Db,
  dealerId: string,
  findingId: string,
): Promise<CorrectiveActionRow | undefined> =>
  db
    .selectFrom('action_findings')
    .innerJoin('corrective_actions', 'corrective_actions.id', 'action_findings.action_id')
    .selectAll('corrective_actions')
    .where('action_findings.finding_id', '=', findingId)
    .where('corrective_actions.dealer_id', '=', dealerId)
    .where('corrective_actions.state', '!=', 'void')
    .executeTakeFirst()

export const findOpenActionOfItem = (
  db: Db,
  dealerId: string,
  itemCode: string,
): Promise<CorrectiveActionRow | undefined> =>
  db
    .selectFrom('corrective_actions')
    .selectAll()
    .where('dealer_id', '=', dealerId)
    .where('item_code', '=', itemCode)
    .where('state', 'not in', ['closed', 'void'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Active people of a dealership in a position. */
export const listPeopleInPosition = async (
  db: Db,
  dealerId: string,
  position: string,
): Promise<Pick<UserRow, 'id' | 'name'>[]> => {
  const people = await db
    .selectFrom('users')
    .innerJoin('user_dealers', 'user_dealers.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.role'])
    .where('user_dealers.dealer_id', '=', dealerId)
    .where('users.position', '=', position)
    .where('users.active', '=', 1)
    .orderBy('users.name')
    .execute()
  return people.filter((person) => isDealerRole(person.role))
}

export const insertAction = (db: Db, row: CorrectiveActionRow) =>
  db.insertInto('corrective_actions').values(row).execute()

export const insertRound = (db: Db, row: ActionRoundRow) => db.insertInto('action_rounds').values(row).execute()

export const linkFinding = (db: Db, row: ActionFindingRow) => db.insertInto('action_findings').values(row).execute()

export const findRound = (db: Db, actionId: string, round: number): Promise<ActionRoundRow | undefined> =>
  db
    .selectFrom('action_rounds')
    .selectAll()
    .where('action_id', '=', actionId)
    .where('round', '=', round)
    .executeTakeFirst()

/** Changes an action only if nobody moved it since it was read. False: somebody did, and nothing is changed. */
export const moveAction = async (
  db: Db,
  from: Pick<CorrectiveActionRow, 'id' | 'state' | 'round'>,
  change: Partial<CorrectiveActionRow>,
): Promise<boolean> => {
  const result = await db
    .updateTable('corrective_actions')
    .set(change)
    .where('id', '=', from.id)
    .where('state', '=', from.state)
    .where('round', '=', from.round)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
