import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { ActionScope } from '../access/can.ts'
import { addDays } from '../days.ts'
import { contains, under } from '../db/portable.ts'
import type { ActionState, CorrectiveActionRow, Database, Severity } from '../db/schema.ts'
import {
  checkGraceDays,
  endStates,
  type StateCounts,
  type StateFilter,
  soonDays,
  stateOrder,
  statesOf,
} from './flags.ts'

type Db = Kysely<Database>

/** The present moment: the day of the time zone, and the instant. */
export type Moment = { today: string; now: string }

export const actionSorts = ['due', 'number', 'severity', 'dealer', 'state', 'moved'] as const
export type ActionSort = (typeof actionSorts)[number]

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
}

export type Builder = ExpressionBuilder<Database, 'corrective_actions'>
const nothing = sql<SqlBool>`1 = 0`
const everything = sql<SqlBool>`1 = 1`

// A network has a hundred thousand actions: conditions ask other tables by subquery, so that counting joins nothing.
const hasStepOf = (eb: Builder, userId: string) =>
  eb.exists(
    eb
      .selectFrom('action_steps')
      .select('action_steps.id')
      .whereRef('action_steps.action_id', '=', 'corrective_actions.id')
      .whereRef('action_steps.round', '=', 'corrective_actions.round')
      .where('action_steps.person_id', '=', userId),
  )

const inRegions = (eb: Builder, paths: readonly string[]) =>
  eb(
    'corrective_actions.dealer_id',
    'in',
    eb
      .selectFrom('dealers')
      .innerJoin('regions', 'regions.id', 'dealers.region_id')
      .select('dealers.id')
      .where((region) => region.or(paths.map((path) => under(region.ref('regions.path'), path)))),
  )

/** The actions that a scope holds, as a condition; it agrees with `can(actor, 'action.see', …)`. */
export const inScope = (eb: Builder, scope: ActionScope): Expression<SqlBool> => {
  switch (scope.see) {
    case 'all':
      return everything
    case 'regions':
      return scope.paths.length === 0 ? nothing : inRegions(eb, scope.paths)
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
      eb.exists(
        eb
          .selectFrom('action_rounds')
          .select('action_rounds.round')
          .whereRef('action_rounds.action_id', '=', 'corrective_actions.id')
          .whereRef('action_rounds.round', '=', 'corrective_actions.round')
          .where('action_rounds.containment', '=', ''),
      ),
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
    eb(
      'corrective_actions.dealer_id',
      'in',
      eb
        .selectFrom('dealers')
        .select('dealers.id')
        .where((dealer) =>
          dealer.or([
            contains(dealer.ref('dealers.code'), q),
            contains(dealer.ref('dealers.name_zh'), q),
            contains(dealer.ref('dealers.name_en'), q),
          ]),
        ),
    ),
    ...(number === null ? [] : [eb('corrective_actions.number', '=', number)]),
  ])
}

/** The actions of a scope that a filter leaves. */
export const filtered = (db: Db, scope: ActionScope, filter: ActionFilter, moment: Moment) =>
  db.selectFrom('corrective_actions').where((eb) => {
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

const sortKey = (eb: Builder, sort: ActionSort) => {
  switch (sort) {
    case 'due':
      return dueDay(eb)
    case 'severity':
      return rank(eb, 'severity', severityOrder)
    case 'state':
      return rank(eb, 'state', stateOrder)
    case 'dealer':
      return eb.selectFrom('dealers').select('dealers.code').whereRef('dealers.id', '=', 'corrective_actions.dealer_id')
    case 'number':
      return eb.ref('corrective_actions.number')
    case 'moved':
      return eb.ref('corrective_actions.moved_at')
  }
}

export type ActionOrder = { sort: ActionSort; dir: 'asc' | 'desc'; size: number; offset: number }

/** A page of actions. What has no due day stands last, whatever the direction. */
export const listActions = async (
  db: Db,
  scope: ActionScope,
  filter: ActionFilter,
  order: ActionOrder,
  moment: Moment,
): Promise<ActionListRow[]> => {
  // First which ones, then what is shown of them: the rest is neither joined nor sorted.
  const found = await filtered(db, scope, filter, moment)
    .select('corrective_actions.id')
    .orderBy(
      (eb) => sortKey(eb, order.sort) as Expression<string | number | null>,
      (direction) => (order.dir === 'asc' ? direction.asc() : direction.desc()).nullsLast(),
    )
    .orderBy('corrective_actions.moved_at', 'desc')
    .orderBy('corrective_actions.id')
    .limit(order.size)
    .offset(order.offset)
    .execute()
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('corrective_actions')
    .innerJoin('dealers', 'dealers.id', 'corrective_actions.dealer_id')
    .leftJoin('users as owners', 'owners.id', 'corrective_actions.owner_id')
    .selectAll('corrective_actions')
    .select(['dealers.code as dealer_code', 'dealers.name_zh as dealer_zh', 'dealers.name_en as dealer_en'])
    .select('owners.name as owner_name')
    .where('corrective_actions.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** How many there are in each state; a filter by state is left aside. */
export const countByState = async (
  db: Db,
  scope: ActionScope,
  { state: _, ...filter }: ActionFilter,
  moment: Moment,
): Promise<StateCounts> => {
  const rows = await filtered(db, scope, filter, moment)
    .select((eb) => ['corrective_actions.state', eb.fn.countAll<number>().as('n')])
    .groupBy('corrective_actions.state')
    .execute()
  const counts = new Map(rows.map(({ n, state }) => [state, Number(n)]))
  return Object.fromEntries(stateOrder.map((state) => [state, counts.get(state) ?? 0])) as StateCounts
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
    .select((eb) => {
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
