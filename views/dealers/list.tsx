import type { ScoreColumns } from '../../server/audits/shown-score.ts'
import type { DealerLine } from '../../server/dealers/store.ts'
import type { ListQuery } from '../../server/http/list-query.ts'
import { checklistTitle, type Limits, ScoreCell } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { ImportLink } from '../imports/link.tsx'
import { LinkButton } from '../parts/button.tsx'
import { ListEmpty, type ListFilter, ListRegion, ListTools, Pager } from '../parts/list.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { type Column, DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { inWords } from './label.ts'

/** The last released result of a dealer, with the limits of its grades. */
export type LatestResult = ScoreColumns & {
  grade: string | null
  planned_on: string
  title_zh: string
  title_en: string
  limits: Limits
}

export const DealersPage = (props: {
  view: View
  query: ListQuery<string, object>
  rows: DealerLine[]
  total: number
  filters: ListFilter[]
  mayManage: boolean
  hasGroups: boolean
  /** The last released result of each dealer on the page; null for whoever sees no results. */
  latest: ReadonlyMap<string, LatestResult> | null
}) => {
  const { query, view } = props
  const { t } = view
  const group: Column<DealerLine>[] = props.hasGroups
    ? [
        {
          key: 'group',
          label: t('dealers.field.group'),
          cell: (dealer) => inWords(view, dealer.group_zh, dealer.group_en),
        },
      ]
    : []
  const latest: Column<DealerLine>[] = props.latest
    ? [
        {
          key: 'latest',
          label: t('dealers.latest'),
          cell: (dealer) => {
            const result = props.latest?.get(dealer.id)
            return result ? (
              <div>
                <ScoreCell view={view} score={result} limits={result.limits} />
                <small>
                  {checklistTitle(view, result)} · {formatDay(view, result.planned_on, 'short')}
                </small>
              </div>
            ) : null
          },
        },
      ]
    : []
  const add = props.mayManage ? (
    <LinkButton href="/dealers/new" kind="main">
      {t('dealers.new')}
    </LinkButton>
  ) : null
  return (
    <>
      <PageHead
        title={t('dealers.title')}
        tools={
          props.mayManage ? (
            <>
              {add}
              <ImportLink view={view} kind="dealers" />
              <LinkButton href="/dealer-groups">{t('dealers.groups')}</LinkButton>
            </>
          ) : null
        }
      />
      <Panel id="dealers">
        <ListTools view={view} query={query} search={t('dealers.search')} filters={props.filters} />
        <ListRegion>
          <DataTable
            view={view}
            caption={t('dealers.title')}
            hideCaption
            query={query}
            rows={props.rows}
            rowHref={(dealer) => `/dealers/${dealer.id}`}
            empty={
              <ListEmpty view={view} query={query} title={t('dealers.empty')} actions={add}>
                {t('dealers.empty.text')}
              </ListEmpty>
            }
            columns={[
              { key: 'code', label: t('dealers.field.code'), sort: true, cell: (dealer) => dealer.code },
              {
                key: 'name',
                label: t('dealers.field.name'),
                sort: true,
                cell: (dealer) => (
                  <>
                    {inWords(view, dealer.name_zh, dealer.name_en)}{' '}
                    {dealer.active ? null : <Tag tone="watch">{t('dealers.state.inactive')}</Tag>}
                  </>
                ),
              },
              {
                key: 'region',
                label: t('dealers.field.region'),
                sort: true,
                cell: (dealer) => inWords(view, dealer.region_zh, dealer.region_en),
              },
              {
                key: 'city',
                label: t('dealers.field.city'),
                sort: true,
                cell: (dealer) => inWords(view, dealer.city_zh, dealer.city_en),
              },
              ...group,
              ...latest,
            ]}
          />
          <Pager view={view} query={query} total={props.total} />
        </ListRegion>
      </Panel>
    </>
  )
}
