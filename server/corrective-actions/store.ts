import type { Kysely } from 'kysely'
import { type ActionFacts, isDealerRole } from '../access/can.ts'
import type {
  ActionFindingRow,
  ActionPhotoRow,
  ActionRoundRow,
  ActionStepRow,
  CorrectiveActionRow,
  Database,
  UserRow,
} from '../db/schema.ts'

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

/** Open actions that findings of an audit are in, and behind which no finding stands any more. */
export const listOpenWithoutFinding = async (db: Db, auditId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('corrective_actions')
    .select('corrective_actions.id')
    .where('corrective_actions.state', 'not in', ['closed', 'void'])
    .where((eb) => {
      const findings = eb
        .selectFrom('action_findings')
        .innerJoin('findings', 'findings.id', 'action_findings.finding_id')
        .select('findings.id')
        .whereRef('action_findings.action_id', '=', 'corrective_actions.id')
      return eb.and([
        eb.exists(findings.where('findings.audit_id', '=', auditId)),
        eb.not(eb.exists(findings.where('findings.state', '!=', 'withdrawn'))),
      ])
    })
    .orderBy('corrective_actions.number')
    .execute()
  return rows.map((row) => row.id)
}

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

/** Makes other transactions that change this action wait: an update that changes nothing locks on both databases. */
export const lockAction = (db: Db, id: string) =>
  db
    .updateTable('corrective_actions')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('id', '=', id)
    .execute()

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

/** An action with its dealer and what the permission table asks about it. */
export type ActionCase = CorrectiveActionRow & {
  facts: ActionFacts
  dealer_code: string
  dealer_zh: string
  dealer_en: string
}

/** The action, or undefined. Who may see it is decided by `can`, not here. */
export const findAction = async (db: Db, id: string): Promise<ActionCase | undefined> => {
  const row = await db
    .selectFrom('corrective_actions')
    .innerJoin('dealers', 'dealers.id', 'corrective_actions.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .selectAll('corrective_actions')
    .select(['dealers.code as dealer_code', 'dealers.name_zh as dealer_zh', 'dealers.name_en as dealer_en'])
    .select('regions.path as region_path')
    .where('corrective_actions.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const people = await db
    .selectFrom('action_steps')
    .select('person_id')
    .distinct()
    .where('action_id', '=', id)
    .where('round', '=', row.round)
    .where('person_id', 'is not', null)
    .execute()
  const { region_path, ...action } = row
  return {
    ...action,
    facts: {
      dealerId: action.dealer_id,
      regionPath: region_path,
      state: action.state,
      ownerId: action.owner_id,
      stepPersonIds: people.flatMap(({ person_id }) => person_id ?? []),
    },
  }
}

export const listRounds = (db: Db, actionId: string): Promise<ActionRoundRow[]> =>
  db.selectFrom('action_rounds').selectAll().where('action_id', '=', actionId).orderBy('round').execute()

export const updateRound = (db: Db, actionId: string, round: number, change: Partial<ActionRoundRow>) =>
  db.updateTable('action_rounds').set(change).where('action_id', '=', actionId).where('round', '=', round).execute()

/** Steps of every round, in their order. */
export const listSteps = (db: Db, actionId: string): Promise<ActionStepRow[]> =>
  db
    .selectFrom('action_steps')
    .selectAll()
    .where('action_id', '=', actionId)
    .orderBy('round')
    .orderBy('position')
    .execute()

/** A draft's steps are written as a whole; once the plan is approved they are only settled. */
export const replaceSteps = async (db: Db, actionId: string, round: number, steps: ActionStepRow[]): Promise<void> => {
  await db.deleteFrom('action_steps').where('action_id', '=', actionId).where('round', '=', round).execute()
  if (steps.length > 0) await db.insertInto('action_steps').values(steps).execute()
}

export const updateStep = (db: Db, id: string, change: Partial<ActionStepRow>) =>
  db.updateTable('action_steps').set(change).where('id', '=', id).execute()

export type ActionPhoto = ActionPhotoRow & { taken_at: string | null }

/** Photos of every round, in the order in which they were added. */
export const listPhotos = (db: Db, actionId: string): Promise<ActionPhoto[]> =>
  db
    .selectFrom('action_photos')
    .innerJoin('files', 'files.sha256', 'action_photos.sha256')
    .selectAll('action_photos')
    .select('files.taken_at')
    .where('action_photos.action_id', '=', actionId)
    .orderBy('action_photos.added_at')
    .orderBy('action_photos.id')
    .execute()

export const insertPhotos = async (db: Db, rows: ActionPhotoRow[]): Promise<void> => {
  if (rows.length > 0) await db.insertInto('action_photos').values(rows).execute()
}

export type DealerPerson = Pick<UserRow, 'id' | 'name' | 'position'>

/** Active people of a dealership, by name. */
export const listDealerPeople = async (db: Db, dealerId: string): Promise<DealerPerson[]> => {
  const people = await db
    .selectFrom('users')
    .innerJoin('user_dealers', 'user_dealers.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.position', 'users.role'])
    .where('user_dealers.dealer_id', '=', dealerId)
    .where('users.active', '=', 1)
    .orderBy('users.name')
    .execute()
  return people.filter((person) => isDealerRole(person.role)).map(({ role: _, ...person }) => person)
}
