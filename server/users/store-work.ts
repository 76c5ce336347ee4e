import type { Kysely } from 'kysely'
import type { AuditState, Database } from '../db/schema.ts'
import type { OpenWork } from './rules.ts'

type Db = Kysely<Database>

const needsAuditor: readonly AuditState[] = ['planned', 'in_progress', 'returned']

/** What somebody holds that another must carry on when they leave. */
export const listOpenWork = async (db: Db, userId: string): Promise<OpenWork> => {
  const audits = await db
    .selectFrom('audits')
    .innerJoin('visits', 'visits.id', 'audits.visit_id')
    .select([
      'audits.id',
      'audits.visit_id',
      'audits.dealer_id',
      'audits.kind',
      'audits.state',
      'audits.auditor_id',
      'audits.reviewer_id',
      'visits.lead_id',
    ])
    .where('audits.state', 'in', needsAuditor)
    .where((eb) => eb.or([eb('audits.auditor_id', '=', userId), eb('visits.lead_id', '=', userId)]))
    .orderBy('audits.planned_on')
    .execute()
  const actions = await db
    .selectFrom('corrective_actions')
    .select(['id', 'dealer_id'])
    .where('owner_id', '=', userId)
    .where('state', 'not in', ['closed', 'void'])
    .orderBy('number')
    .execute()
  const steps = await db
    .selectFrom('action_steps')
    .innerJoin('corrective_actions', (join) =>
      join
        .onRef('corrective_actions.id', '=', 'action_steps.action_id')
        .onRef('corrective_actions.round', '=', 'action_steps.round'),
    )
    .select(['action_steps.id', 'action_steps.action_id', 'corrective_actions.dealer_id'])
    .where('action_steps.person_id', '=', userId)
    .where('action_steps.state', '=', 'open')
    .where('corrective_actions.state', 'not in', ['closed', 'void'])
    .orderBy('action_steps.due_on')
    .execute()
  return { audits, actions, steps }
}

/** Active people, without one, who could carry on audits; who fits is decided by role. */
export const listActivePeople = (db: Db, exceptId: string) =>
  db
    .selectFrom('users')
    .select(['id', 'name', 'alias', 'role'])
    .where('active', '=', 1)
    .where('id', '!=', exceptId)
    .orderBy('name')
    .execute()

/** Active people of some dealers, without one, with the dealer at which they are. */
export const listPeopleAtDealers = async (db: Db, dealerIds: readonly string[], exceptId: string) =>
  dealerIds.length === 0
    ? []
    : db
        .selectFrom('user_dealers')
        .innerJoin('users', 'users.id', 'user_dealers.user_id')
        .innerJoin('dealers', 'dealers.id', 'user_dealers.dealer_id')
        .select(['users.id', 'users.name', 'users.role', 'users.position', 'user_dealers.dealer_id'])
        .where('user_dealers.dealer_id', 'in', dealerIds)
        .where('users.active', '=', 1)
        .where('users.id', '!=', exceptId)
        .orderBy('users.name')
        .execute()

export const listDealersById = async (db: Db, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('dealers')
        .select(['id', 'code', 'name_zh', 'name_en'])
        .where('id', 'in', ids)
        .orderBy('code')
        .execute()

/** Takes somebody off the visits that they would only have joined. */
export const leaveVisits = (db: Db, userId: string) =>
  db
    .deleteFrom('visit_co_auditors')
    .where('user_id', '=', userId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('audits')
          .select('audits.id')
          .whereRef('audits.visit_id', '=', 'visit_co_auditors.visit_id')
          .where('audits.state', 'in', needsAuditor),
      ),
    )
    .execute()

export const reassignAction = (db: Db, actionId: string, from: string, to: string) =>
  db
    .updateTable('corrective_actions')
    .set({ owner_id: to })
    .where('id', '=', actionId)
    .where('owner_id', '=', from)
    .execute()

export const reassignStep = (db: Db, stepId: string, to: { id: string; name: string }) =>
  db
    .updateTable('action_steps')
    .set({ person_id: to.id, person_name: to.name })
    .where('id', '=', stepId)
    .where('state', '=', 'open')
    .execute()
