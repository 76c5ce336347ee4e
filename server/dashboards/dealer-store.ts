import { type Kysely, type SqlBool, sql } from 'kysely'
import { phases, soonDays } from '../corrective-actions/flags.ts'
import type { Moment } from '../corrective-actions/list-store.ts'
import { addDays } from '../days.ts'
import type { ActionState, Database } from '../db/schema.ts'

type Db = Kysely<Database>

/** Whose actions: those of dealers, or within them those that one person answers for. */
export type Whose = { dealerIds: readonly string[]; ownerId?: string }

/** The dealers of a person, by code. */
export const listOwnDealers = async (db: Db, dealerIds: readonly string[]) => {
  if (dealerIds.length === 0) return []
  return db
    .selectFrom('dealers')
    .select(['id', 'code as dealer_code', 'name_zh as dealer_zh', 'name_en as dealer_en'])
    .where('id', 'in', dealerIds)
    .orderBy('code')
    .execute()
}
export type OwnDealer = Awaited<ReturnType<typeof listOwnDealers>>[number]

const openStates: readonly ActionState[] = Object.values(phases).flat()

/** Actions with their present round, the steps of it and their owner. */
const actionsOf = (db: Db, { dealerIds, ownerId }: Whose, states: readonly ActionState[]) =>
  db
    .selectFrom('corrective_actions as action')
    .innerJoin('action_rounds as now', (join) =>
      join.onRef('now.action_id', '=', 'action.id').onRef('now.round', '=', 'action.round'),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('action_steps')
          .innerJoin('corrective_actions', 'corrective_actions.id', 'action_steps.action_id')
          .select(['action_steps.action_id', 'action_steps.round'])
          .select((inner) => [
            inner.fn.countAll<number>().as('steps'),
            sql<number>`sum(case when action_steps.state = 'open' then 1 else 0 end)`.as('steps_open'),
            sql<string | null>`min(case when action_steps.state = 'open' then action_steps.due_on end)`.as('due_on'),
          ])
          .where('corrective_actions.dealer_id', 'in', dealerIds)
          .where('corrective_actions.state', '=', 'doing')
          .groupBy(['action_steps.action_id', 'action_steps.round'])
          .as('step'),
      (join) => join.onRef('step.action_id', '=', 'action.id').onRef('step.round', '=', 'action.round'),
    )
    .leftJoin('users as owner', 'owner.id', 'action.owner_id')
    .where('action.dealer_id', 'in', dealerIds)
    .where('action.state', 'in', states)
    .$if(ownerId !== undefined, (query) => query.where('action.owner_id', '=', ownerId ?? ''))

/** The containment of an action is still to be written by an instant. */
const toContain = sql<SqlBool>`(action.state = 'planning' and now.containment = '' and action.containment_due_at is not null)`

/** The day that an action works towards; it agrees with `nextStepOf`, but for the time of day of a containment. */
const nextDay = sql<string | null>`case action.state
  when 'planning' then case when ${toContain} then substr(action.containment_due_at, 1, 10) else action.plan_due_on end
  when 'doing' then coalesce(step.due_on, action.due_on)
  when 'effectiveness_check' then action.check_on end`

/** Of each open state how many there are, and how many of them wait for the dealer too long or for three more days at most. */
export const countActions = async (db: Db, whose: Whose, { today, now }: Moment) => {
  if (whose.dealerIds.length === 0) return []
  const late = sql<SqlBool>`case when ${toContain} then action.containment_due_at < ${now}
    else action.state in ('planning', 'doing') and ${nextDay} < ${today} end`
  const soon = sql<SqlBool>`(action.state in ('planning', 'doing') and ${nextDay} <= ${addDays(today, soonDays)})`
  return actionsOf(db, whose, openStates)
    .select((eb) => ['action.state', eb.fn.countAll<number>().as('n')])
    .select([
      sql<number>`sum(case when ${late} then 1 else 0 end)`.as('late'),
      sql<number>`sum(case when ${late} then 0 when ${soon} then 1 else 0 end)`.as('soon'),
    ])
    .groupBy('action.state')
    .execute()
}

/** How many actions of these dealers were closed since an instant. */
export const countClosed = async (db: Db, dealerIds: readonly string[], since: string): Promise<number> => {
  if (dealerIds.length === 0) return 0
  const { n } = await db
    .selectFrom('corrective_actions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('dealer_id', 'in', dealerIds)
    .where('state', '=', 'closed')
    .where('closed_at', '>=', since)
    .executeTakeFirstOrThrow()
  return n
}

/** What a page says of an action, and what its next step depends on. */
const linesOf = (db: Db, whose: Whose, states: readonly ActionState[]) =>
  actionsOf(db, whose, states)
    .select([
      'action.id',
      'action.dealer_id',
      'action.number',
      'action.title_zh',
      'action.title_en',
      'action.severity',
      'action.repeat_count',
      'action.round',
      'action.owner_position',
      'action.owner_id',
      'action.state',
      'action.plan_due_on',
      'action.due_on',
      'action.check_on',
      'action.containment_due_at',
      'now.containment',
      'now.cosigned_at',
      'now.standardised_at',
      'owner.name as owner_name',
      'step.due_on as step_due_on',
    ])
    .select((eb) => [
      eb.fn.coalesce('step.steps', eb.val(0)).as('steps'),
      eb.fn.coalesce('step.steps_open', eb.val(0)).as('steps_open'),
    ])

/** What the dealer has to do, due first. */
export const listActionsToDo = async (db: Db, whose: Whose, limit: number) => {
  if (whose.dealerIds.length === 0) return []
  return linesOf(db, whose, ['planning', 'doing', 'standardising'])
    .orderBy(nextDay, (order) => order.asc().nullsLast())
    .orderBy('action.number')
    .orderBy('action.id')
    .limit(limit)
    .execute()
}
export type ActionLine = Awaited<ReturnType<typeof listActionsToDo>>[number]

/** The first open actions of each phase, due first. */
export const listBoard = async (db: Db, dealerIds: readonly string[], perPhase: number): Promise<ActionLine[]> => {
  if (dealerIds.length === 0) return []
  const phase = sql`case action.state when 'planning' then 'P' when 'plan_review' then 'P' when 'doing' then 'D'
    when 'standardising' then 'A' else 'C' end`
  const ranked = linesOf(db, { dealerIds }, openStates)
    .select(nextDay.as('next_on'))
    .select(
      sql<number>`row_number() over (partition by ${phase}
        order by case when ${nextDay} is null then 1 else 0 end, ${nextDay}, action.number, action.id)`.as('place'),
    )
  return db
    .selectFrom(ranked.as('line'))
    .selectAll()
    .where('line.place', '<=', perPhase)
    .orderBy('line.place')
    .execute()
}

/** Released results whose appeal window is open at an instant, the one that closes first first. */
export const listOpenWindows = async (db: Db, dealerIds: readonly string[], now: string) => {
  if (dealerIds.length === 0) return []
  return db
    .selectFrom('audits')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .select([
      'audits.id',
      'audits.dealer_id',
      'audits.kind',
      'audits.score_bp',
      'audits.score_points',
      'audits.score_unit',
      'audits.grade',
      'audits.finding_count',
      'audits.critical_count',
      'audits.appeal_closes_at',
      'audits.checklist_version_id',
      'checklists.title_zh',
      'checklists.title_en',
    ])
    .where('audits.dealer_id', 'in', dealerIds)
    .where('audits.state', '=', 'released')
    .where('audits.practice', '=', 0)
    .where('audits.appeal_closes_at', '>', now)
    .orderBy('audits.appeal_closes_at')
    .orderBy('audits.id')
    .execute()
}
export type OpenWindow = Awaited<ReturnType<typeof listOpenWindows>>[number]

/** A dealer's released results, the oldest first. */
export const listResults = (db: Db, dealerId: string) =>
  db
    .selectFrom('audits')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .select([
      'audits.id',
      'audits.checklist_id',
      'audits.checklist_version_id',
      'audits.wave_id',
      'audits.kind',
      'audits.planned_on',
      'audits.score_bp',
      'audits.score_points',
      'audits.score_unit',
      'audits.grade',
      'audits.report_version',
      'checklists.title_zh',
      'checklists.title_en',
      'waves.name_zh as wave_zh',
      'waves.name_en as wave_en',
    ])
    .where('audits.dealer_id', '=', dealerId)
    .where('audits.state', 'in', ['released', 'final'])
    .where('audits.practice', '=', 0)
    .orderBy('audits.planned_on')
    .orderBy('audits.released_at')
    .orderBy('audits.id')
    .execute()
export type DealerResult = Awaited<ReturnType<typeof listResults>>[number]

/** Open steps of a person in actions that are being done, due first. */
export const listOwnSteps = async (db: Db, userId: string, dealerIds: readonly string[], limit: number) => {
  if (dealerIds.length === 0) return []
  return db
    .selectFrom('action_steps as step')
    .innerJoin('corrective_actions as action', (join) =>
      join.onRef('action.id', '=', 'step.action_id').onRef('action.round', '=', 'step.round'),
    )
    .select([
      'step.id',
      'step.what',
      'step.due_on',
      'step.evidence_wanted',
      'action.id as action_id',
      'action.dealer_id',
      'action.number',
      'action.title_zh',
      'action.title_en',
      'action.severity',
      'action.repeat_count',
    ])
    .where('step.person_id', '=', userId)
    .where('step.state', '=', 'open')
    .where('action.state', '=', 'doing')
    .where('action.dealer_id', 'in', dealerIds)
    .orderBy('step.due_on')
    .orderBy('action.number')
    .orderBy('step.position')
    .limit(limit)
    .execute()
}
export type OwnStep = Awaited<ReturnType<typeof listOwnSteps>>[number]
