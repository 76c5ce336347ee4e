import type { Context } from 'hono'
import { z } from 'zod'
import { ActionBoardPage, ActionListPage } from '../../views/corrective-actions/list.tsx'
import type { ListFilter } from '../../views/parts/list.tsx'
import { positionName } from '../../views/users/words.tsx'
import { actionScopeOf, mayEver } from '../access/can.ts'
import type { Env } from '../context.ts'
import { dayIn } from '../days.ts'
import { listHref, readListQuery } from '../http/list-query.ts'
import { page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { actorOf } from './action-page.tsx'
import { listDealersWithActions, listPositions } from './choice-store.ts'
import { countOf, phaseNames, stateFilters } from './flags.ts'
import { type ActionFilter, actionSorts, countByState, countsFor, listActions, type Moment } from './list-store.ts'

type C = Context<Env>

const severities = ['critical', 'major', 'minor'] as const
const mines = ['owner', 'step', 'review'] as const
const listRules = {
  sorts: actionSorts,
  sort: 'due' as const,
  filters: {
    state: z.enum(stateFilters),
    severity: z.enum(severities),
    due: z.enum(['overdue', 'soon']),
    mine: z.enum(mines),
    position: z.string().max(100),
    dealer: z.uuid(),
  },
}

/** More dealers than these are found by the search, not in a list to choose from. */
const mostDealers = 200

/** Cards in each column of the board. */
const perPhase = 12

const asked = async (c: C) => {
  const { app, view } = c.var
  const actor = actorOf(c)
  const scope = actionScopeOf(actor)
  const moment: Moment = { today: dayIn(app.now(), view.timeZone), now: app.now().toISOString() }
  const query = readListQuery(listRules, c.req.url)
  const { dealer, mine, ...filters } = query.filters
  const filter: ActionFilter = {
    q: query.q,
    ...filters,
    dealerId: dealer,
    mine: mine && { as: mine, userId: actor.id },
  }
  const dealers = await listDealersWithActions(app.db, scope, mostDealers + 1)
  const reviews = mayEver(actor.role, 'action.verify')
  const shared = {
    view,
    query,
    counts: await countsFor(app.db, scope, moment),
    filters: await filtersFor(c, dealers, dealer, reviews),
    dealers: dealers.length > 1,
    reviews,
  }
  return { app, scope, moment, query, filter, shared }
}

type DealerOption = { id: string; code: string; zh: string; en: string }

const filtersFor = async (
  c: C,
  dealers: DealerOption[],
  chosen: string | undefined,
  reviews: boolean,
): Promise<ListFilter[]> => {
  const { app, view } = c.var
  const { locale, t } = view
  const positions = await listPositions(app.db, actionScopeOf(actorOf(c)))
  const offered = dealers.length > mostDealers ? dealers.filter((dealer) => dealer.id === chosen) : dealers
  return [
    {
      name: 'state',
      label: t('action.state'),
      options: [
        { value: 'open', label: t('action.list.open') },
        ...phaseNames.map((phase) => ({ value: phase, label: `${phase} ${t(`action.phase.${phase}`)}` })),
        { value: 'plan_review', label: t('action.now.plan_review') },
        { value: 'implementation_review', label: t('action.now.implementation_review') },
        { value: 'effectiveness_check', label: t('action.now.effectiveness_check') },
        { value: 'closed', label: t('action.now.closed') },
        { value: 'void', label: t('action.now.void') },
      ],
    },
    {
      name: 'severity',
      label: t('action.severity'),
      options: severities.map((value) => ({ value, label: t(`action.severity.${value}`) })),
    },
    {
      name: 'due',
      label: t('action.list.due'),
      options: [
        { value: 'overdue', label: t('action.overdue') },
        { value: 'soon', label: t('action.due_soon') },
      ],
    },
    {
      name: 'mine',
      label: t('action.list.mine'),
      options: mines
        .filter((value) => (value === 'review') === reviews)
        .map((value) => ({ value, label: t(`action.list.mine.${value}`) })),
    },
    {
      name: 'position',
      label: t('action.list.position'),
      options: positions.map((code) => ({ value: code, label: positionName(view, code) })),
    },
    ...(offered.length > 1 || chosen
      ? [
          {
            name: 'dealer',
            label: t('field.dealer'),
            options: offered.map((dealer) => ({ value: dealer.id, label: `${dealer.code} ${pick(locale, dealer)}` })),
          },
        ]
      : []),
  ]
}

export const showList = async (c: C) => {
  const { app, filter, moment, query, scope, shared } = await asked(c)
  const rows = await listActions(app.db, scope, filter, query, moment)
  const states = await countByState(app.db, scope, filter, moment)
  return page(
    c,
    { title: c.var.view.t('action.actions') },
    <ActionListPage {...shared} rows={rows} total={countOf(states, filter.state)} states={states} />,
  )
}

export const showBoard = async (c: C) => {
  const { app, filter, moment, query, scope, shared } = await asked(c)
  const states = await countByState(app.db, scope, filter, moment)
  const order = { sort: 'due' as const, dir: 'asc' as const, size: perPhase, offset: 0 }
  const columns = await Promise.all(
    phaseNames.map(async (phase) => ({
      phase,
      total: countOf(states, phase),
      rows: await listActions(app.db, scope, { ...filter, state: phase }, order, moment),
      href: listHref(query, { filters: { state: phase } }, '/corrective-actions'),
    })),
  )
  return page(
    c,
    { title: c.var.view.t('action.actions') },
    <ActionBoardPage {...shared} filters={shared.filters.filter(({ name }) => name !== 'state')} columns={columns} />,
  )
}
