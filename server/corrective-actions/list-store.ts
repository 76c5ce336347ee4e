import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { ActionScope } from '../access/can.ts'
import { addDays } from '../days.ts'
import { contains, under } from '../db/portable.ts'
import type { ActionState, CorrectiveActionRow, Database, Severity } from '../db/schema.ts'
import { checkGraceDays, endStates, type Phase, phaseNames, phases, soonDays } from './flags.ts'

type Db = Kysely<Database>

/** The present moment: the day of the time zone, and the instant. */
export type Moment = { today: string; now: string }

export const actionSorts = ['due', 'number', 'severity', 'dealer', 'state', 'moved'] as const
export type ActionSort = (typeof actionSorts)[number]

/** Phases as a list shows them, with what is over. */
export const stages = [...phaseNames, ...endStates] as const
export type Stage = (typeof stages)[number]
/** What the filter of states can say: everything open, a phase, or one state. */
export const stateFilters = ['open', ...phaseNames, ...Object.values(phases).flat(), ...endStates] as const
export type StateFilter = (typeof stateFilters)[number]

export type ActionFilter = {
  q?: string
  state?: StateFilter
  severity?: Severity
  due?: 'overdue' | 'soon'
  dealerId?: string
  position?: string
  /** What waits for this person: as the owner, with a step of theirs, or for their review. */
  mine?: { as: 'owner' | 'step' | 'review'; userId: string }
}

export type ActionListRow = CorrectiveActionRow & {
  dealer_code: string
  dealer_zh: string
  dealer_en: string
  owner_name: string | null
  containment: string
}

const base = (db: Db) =>
  db
    .selectFrom('corrective_actions')
    .innerJoin('dealers', 'dealers.id', 'corrective_actions.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .innerJoin('action_rounds', (join) =>
      join
        .onRef('action_rounds.action_id', '=', 'corrective_actions.id')
        .onRef('action_rounds.round', '=', 'corrective_actions.round'),
    )
    .leftJoin('users as owners', 'owners.id', 'corrective_actions.owner_id')

export type Builder = ExpressionBuilder<Database, 'corrective_actions' | 'dealers' | 'regions' | 'action_rounds'>
const nothing = sql<SqlBool>`1 = 0`
const everything = sql<SqlBool>`1 = 1`

const hasStepOf = (eb: Builder, userId: string) =>
  eb.exists(
    eb
      .selectFrom('action_steps')
      .select('action_steps.id')
      .whereRef('action_steps.action_id', '=', 'corrective_actions.id')
      .whereRef('action_steps.round', '=', 'corrective_actions.round')
      .where('action_steps.person_id', '=', userId),
  )

/** The actions that a scope holds, as a condition; it agrees with `can(actor, 'action.see', …)`. */
const inScope = (eb: Builder, scope: ActionScope): Expression<SqlBool> => {
  switch (scope.see) {
    case 'all':
      return everything
    case 'regions':
      return scope.paths.length === 0 ? nothing : eb.or(scope.paths.map((path) => under(eb.ref('regions.path'), path)))
    case 'dealers':
      return scope.dealerIds.length === 0 ? nothing : eb('corrective_actions.dealer_id', 'in', scope.dealerIds)
    case 'assigned':
      if (scope.dealerIds.length === 0) return nothing
      return eb.and([
        eb('corrective_actions.dealer_id', 'in', scope.dealerIds),
        eb.or([eb('corrective_actions.owner_id', '=', scope.userId), hasStepOf(eb, scope.userId)]),
      ])
    case 'none':
      return nothing
  }
}

const inState = (eb: Builder, ...states: readonly ActionState[]) => eb('corrective_actions.state', 'in', states)

/** As `isOverdue` and `isContainmentLate` in flags.ts, for the database. */
export const overdue = (eb: Builder, { today, now }: Moment): Expression<SqlBool> => {
  const lateCheck = (...severities: [Severity, Severity]) =>
    eb.and([
      inState(eb, 'effectiveness_check'),
      eb('corrective_actions.severity', 'in', severities),
      eb('corrective_actions.check_on', '<', addDays(today, -checkGraceDays(severities[0]))),
    ])
  return eb.or([
    eb.and([inState(eb, 'planning'), eb('corrective_actions.plan_due_on', '<', today)]),
    eb.and([
      inState(eb, 'planning'),
      eb('corrective_actions.containment_due_at', '<', now),
      eb('action_rounds.containment', '=', ''),
    ]),
    eb.and([inState(eb, 'doing'), eb('corrective_actions.due_on', '<', today)]),
    lateCheck('critical', 'major'),
    lateCheck('minor', 'observation'),
  ])
}

/** As `isDueSoon`, for the database. */
const dueSoon = (eb: Builder, { today }: Moment): Expression<SqlBool> => {
  const last = addDays(today, soonDays)
  return eb.or([
    eb.and([inState(eb, 'planning'), eb.between('corrective_actions.plan_due_on', today, last)]),
    eb.and([inState(eb, 'doing'), eb.between('corrective_actions.due_on', today, last)]),
  ])
}

/** Plans and work that were handed in, and checks whose day has come. */
export const toReview = (eb: Builder, { today }: Moment): Expression<SqlBool> =>
  eb.or([
    inState(eb, 'plan_review', 'implementation_review'),
    eb.and([inState(eb, 'effectiveness_check'), eb('corrective_actions.check_on', '<=', today)]),
  ])

/** The number in "CA-0012", "ca12" or "12". */
const numberIn = (q: string): number | null => {
  const digits = /^(?:ca-?)?0*(\d{1,9})$/i.exec(q)?.[1]
  return digits ? Number(digits) : null
}

const matches = (eb: Builder, q: string): Expression<SqlBool> => {
  const number = numberIn(q)
  return eb.or([
    contains(eb.ref('corrective_actions.title_zh'), q),
    contains(eb.ref('corrective_actions.title_en'), q),
    contains(eb.ref('corrective_actions.item_code'), q),
    contains(eb.ref('dealers.code'), q),
    contains(eb.ref('dealers.name_zh'), q),
    contains(eb.ref('dealers.name_en'), q),
    ...(number === null ? [] : [eb('corrective_actions.number', '=', number)]),
  ])
}

const statesOf = (filter: StateFilter): readonly ActionState[] => {
  if (filter === 'open') return Object.values(phases).flat()
  return filter in phases ? phases[filter as Phase] : [filter as ActionState]
}

const filtered = (db: Db, scope: ActionScope, filter: ActionFilter, moment: Moment) =>
  base(db).where((joined) => {
    const eb = joined as unknown as Builder
    const { dealerId, due, mine, position, q, severity, state } = filter
    const all: Expression<SqlBool>[] = [inScope(eb, scope)]
    if (q) all.push(matches(eb, q))
    if (state) all.push(inState(eb, ...statesOf(state)))
    if (severity) all.push(eb('corrective_actions.severity', '=', severity))
    if (due) all.push(due === 'overdue' ? overdue(eb, moment) : dueSoon(eb, moment))
    if (dealerId) all.push(eb('corrective_actions.dealer_id', '=', dealerId))
    if (position) all.push(eb('corrective_actions.owner_position', '=', position))
    if (mine?.as === 'owner') all.push(eb('corrective_actions.owner_id', '=', mine.userId))
    if (mine?.as === 'step') all.push(hasStepOf(eb, mine.userId))
    if (mine?.as === 'review') all.push(toReview(eb, moment))
    return eb.and(all)
  })

/** The day that an action works towards, for sorting: open ones that wait for others after all days, closed ones nowhere. */
const dueDay = (eb: Builder) =>
  eb
    .case()
    .when(inState(eb, 'planning'))
    .then(eb.ref('corrective_actions.plan_due_on'))
    .when(inState(eb, 'doing'))
    .then(eb.ref('corrective_actions.due_on'))
    .when(inState(eb, 'effectiveness_check'))
    .then(eb.ref('corrective_actions.check_on'))
    .when(inState(eb, ...endStates))
    .then(null)
    .else('9999-12-31')
    .end()

const rank = (eb: Builder, column: 'severity' | 'state', order: readonly string[]) => {
  const [first = '', ...others] = order
  let ranks = eb
    .case()
    .when(`corrective_actions.${column}`, '=', first as never)
    .then(sql<number>`0`)
  for (const [index, value] of others.entries()) {
    ranks = ranks.when(`corrective_actions.${column}`, '=', value as never).then(sql<number>`${sql.lit(index + 1)}`)
  }
  return ranks.else(sql<number>`${sql.lit(order.length)}`).end()
}
const severityOrder = ['critical', 'major', 'minor', 'observation']
const stateOrder = [...Object.values(phases).flat(), ...endStates]

const sortKey = (eb: Builder, sort: ActionSort) => {
  switch (sort) {
    case 'due':
      return dueDay(eb)
    case 'severity':
      return rank(eb, 'severity', severityOrder)
    case 'state':
      return rank(eb, 'state', stateOrder)
    case 'dealer':
      return eb.ref('dealers.code')
    case 'number':
      return eb.ref('corrective_actions.number')
    case 'moved':
      return eb.ref('corrective_actions.moved_at')
  }
}

export type ActionOrder = { sort: ActionSort; dir: 'asc' | 'desc'; size: number; offset: number }

/** A page of actions. What has no due day stands last, whatever the direction. */
export const listActions = (
  db: Db,
  scope: ActionScope,
  filter: ActionFilter,
  order: ActionOrder,
  moment: Moment,
): Promise<ActionListRow[]> =>
  filtered(db, scope, filter, moment)
    .selectAll('corrective_actions')
    .select(['dealers.code as dealer_code', 'dealers.name_zh as dealer_zh', 'dealers.name_en as dealer_en'])
    .select(['owners.name as owner_name', 'action_rounds.containment'])
    .orderBy(
      (eb) => sortKey(eb as unknown as Builder, order.sort) as Expression<string | number | null>,
      (direction) => (order.dir === 'asc' ? direction.asc() : direction.desc()).nullsLast(),
    )
    .orderBy('corrective_actions.moved_at', 'desc')
    .orderBy('corrective_actions.id')
    .limit(order.size)
    .offset(order.offset)
    .execute()

/** How many there are in each phase, closed and void. */
export const countByStage = async (
  db: Db,
  scope: ActionScope,
  filter: ActionFilter,
  moment: Moment,
): Promise<Record<Stage, number>> => {
  const rows = await filtered(db, scope, filter, moment)
    .select((eb) => ['corrective_actions.state', eb.fn.countAll<number>().as('n')])
    .groupBy('corrective_actions.state')
    .execute()
  const count = (stage: Stage) =>
    rows.filter(({ state }) => statesOf(stage).includes(state)).reduce((sum, { n }) => sum + Number(n), 0)
  return Object.fromEntries(stages.map((stage) => [stage, count(stage)])) as Record<Stage, number>
}

export const countActions = async (
  db: Db,
  scope: ActionScope,
  filter: ActionFilter,
  moment: Moment,
): Promise<number> => {
  const row = await filtered(db, scope, filter, moment)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export type ActionCounts = {
  open: number
  overdue: number
  /** Due within three days, overdue ones left out. */
  dueSoon: number
  /** Plans and work handed in, and checks whose day has come: what waits for auditor, region or head office. */
  toReview: number
}

/** What first pages say about corrective actions, in one query. */
export const countsFor = async (db: Db, scope: ActionScope, moment: Moment): Promise<ActionCounts> => {
  const row = await filtered(db, scope, { state: 'open' }, moment)
    .select((joined) => {
      const eb = joined as unknown as Builder
      const where = (condition: Expression<SqlBool>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`
      // "not overdue" would be unknown, and so not counted, wherever one of its days is null.
      const soon = sql<number>`sum(case when ${overdue(eb, moment)} then 0 when ${dueSoon(eb, moment)} then 1 else 0 end)`
      return [
        eb.fn.countAll<number>().as('open'),
        where(overdue(eb, moment)).as('overdue'),
        soon.as('due_soon'),
        where(toReview(eb, moment)).as('to_review'),
      ]
    })
    .executeTakeFirstOrThrow()
  return {
    open: Number(row.open),
    overdue: Number(row.overdue ?? 0),
    dueSoon: Number(row.due_soon ?? 0),
    toReview: Number(row.to_review ?? 0),
  }
}

/** Dealers with plans that wait for review, the one with the most first. */
export const listDealersWithPlans = (db: Db, scope: ActionScope, moment: Moment) =>
  filtered(db, scope, { state: 'plan_review' }, moment)
    .select(['dealers.id', 'dealers.code', 'dealers.name_zh as zh', 'dealers.name_en as en'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy(['dealers.id', 'dealers.code', 'dealers.name_zh', 'dealers.name_en'])
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('dealers.code')
    .limit(100)
    .execute()

/** Dealers that have actions in a scope, for the filter; at most `most`, by code. */
export const listDealersWithActions = (db: Db, scope: ActionScope, moment: Moment, most: number) =>
  filtered(db, scope, {}, moment)
    .select(['dealers.id', 'dealers.code', 'dealers.name_zh as zh', 'dealers.name_en as en'])
    .distinct()
    .orderBy('dealers.code')
    .limit(most)
    .execute()

/** Positions that answer for actions in a scope, each with a checklist version that names it. */
export const listPositions = (db: Db, scope: ActionScope, moment: Moment) =>
  filtered(db, scope, {}, moment)
    .select((eb) => [
      'corrective_actions.owner_position as code',
      eb.fn.max('corrective_actions.checklist_version_id').as('version_id'),
    ])
    .groupBy('corrective_actions.owner_position')
    .orderBy('corrective_actions.owner_position')
    .execute()
