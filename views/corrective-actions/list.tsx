import { countOf, phaseNames, type StateCounts, type StateFilter } from '../../server/corrective-actions/flags.ts'
import type { ActionCounts, ActionListRow } from '../../server/corrective-actions/list-store.ts'
import type { ListQuery } from '../../server/http/list-query.ts'
import { listHref } from '../../server/http/list-query.ts'
import { dealerName } from '../audits/tags.tsx'
import { formatInstant, formatNumber } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { ListEmpty, type ListFilter, ListRegion, ListTools, Pager } from '../parts/list.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { type Tab, Tabs } from '../parts/progress.tsx'
import { type Column, DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'
import { PhaseBoard, type PhaseColumn } from './board.tsx'
import { ActionDue, ActionTags, actionNumber, actionTitle, OwnerName, StateTag } from './tags.tsx'

const listPath = '/corrective-actions'
const boardPath = '/corrective-actions/board'

type Query = ListQuery<string, { state?: string }>

type Shared = {
  view: View
  query: Query
  counts: ActionCounts
  filters: ListFilter[]
  /** The reader looks after several dealers. */
  dealers: boolean
  reviews: boolean
}

const Head = (props: Shared & { at: 'list' | 'board' }) => {
  const { counts, query, view } = props
  const { t } = view
  const n = (value: number) => formatNumber(view, value)
  const other = props.at === 'list' ? 'board' : 'list'
  return (
    <PageHead
      title={t('action.actions')}
      lead={t('action.list.summary', { open: n(counts.open), overdue: n(counts.overdue), soon: n(counts.dueSoon) })}
      tools={
        <>
          <LinkButton href={listHref(query, { filters: { state: '' } }, other === 'board' ? boardPath : listPath)}>
            {t(other === 'board' ? 'action.list.board' : 'action.list.table')}
          </LinkButton>
          {props.reviews ? (
            <LinkButton href="/corrective-actions/plan-reviews">{t('action.list.review_plans')}</LinkButton>
          ) : null}
        </>
      }
    />
  )
}

/** The phases as tabs with their counts; each keeps the search and the other filters. */
const StateTabs = (props: { view: View; query: Query; states: StateCounts }) => {
  const { query, states, view } = props
  const { t } = view
  const at = query.filters.state ?? ''
  const tab = (state: StateFilter | undefined, label: string): Tab => ({
    href: listHref(query, { filters: { state: state ?? '' } }),
    label,
    count: countOf(states, state),
    current: at === (state ?? ''),
  })
  return (
    <Tabs
      label={t('action.list.states')}
      tabs={[
        tab(undefined, t('action.list.all')),
        tab('open', t('action.list.open')),
        ...phaseNames.map((phase) => tab(phase, `${phase} ${t(`action.phase.${phase}`)}`)),
        tab('closed', t('action.now.closed')),
      ]}
    />
  )
}

/** All actions that the reader may see, as a table. */
export const ActionListPage = (props: Shared & { rows: ActionListRow[]; total: number; states: StateCounts }) => {
  const { query, view } = props
  const { t } = view
  const columns: (Column<ActionListRow> | false)[] = [
    {
      key: 'number',
      label: t('action.actions'),
      sort: true,
      cell: (row) => (
        <>
          <small>{actionNumber(row)}</small> {actionTitle(view, row)}
        </>
      ),
    },
    props.dealers && { key: 'dealer', label: t('field.dealer'), sort: true, cell: (row) => dealerName(view, row) },
    {
      key: 'severity',
      label: t('action.severity'),
      sort: true,
      cell: (row) => <ActionTags view={view} action={row} />,
    },
    { key: 'state', label: t('action.state'), sort: true, cell: (row) => <StateTag view={view} state={row.state} /> },
    {
      key: 'due',
      label: t('action.list.due'),
      sort: true,
      cell: (row) => <ActionDue view={view} action={row} day />,
    },
    { key: 'owner', label: t('action.owner'), cell: (row) => <OwnerName view={view} action={row} /> },
    {
      key: 'moved',
      label: t('action.list.moved'),
      sort: true,
      cell: (row) => formatInstant(view, row.moved_at, 'short'),
    },
  ]
  return (
    <>
      <Head {...props} at="list" />
      <Panel id="actions">
        <ListTools view={view} query={query} search={t('action.list.find')} filters={props.filters} />
        <ListRegion>
          <StateTabs view={view} query={query} states={props.states} />
          <DataTable
            view={view}
            caption={t('action.actions')}
            hideCaption
            query={query}
            columns={columns.filter((column) => !!column)}
            rows={props.rows}
            rowHref={(row) => `${listPath}/${row.id}`}
            empty={
              <ListEmpty view={view} query={query} title={t('action.list.none')}>
                {t('action.list.none.next')}
              </ListEmpty>
            }
          />
          <Pager view={view} query={query} total={props.total} />
        </ListRegion>
      </Panel>
    </>
  )
}

/** Open actions by phase. */
export const ActionBoardPage = (props: Shared & { columns: PhaseColumn[] }) => {
  const { query, view } = props
  return (
    <>
      <Head {...props} at="board" />
      <Panel id="actions">
        <ListTools view={view} query={query} search={view.t('action.list.find')} filters={props.filters} />
        <ListRegion>
          <h2 class="sr">{view.t('action.list.board')}</h2>
          <PhaseBoard view={view} columns={props.columns} dealers={props.dealers} />
        </ListRegion>
      </Panel>
    </>
  )
}
