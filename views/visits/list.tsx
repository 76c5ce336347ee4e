import type { ListQuery } from '../../server/http/list-query.ts'
import { pick } from '../../server/i18n/words.ts'
import type { VisitFilters, VisitLine } from '../../server/visits/list-store.ts'
import { AuditStateTag, checklistTitle, dealerName, regionName, waveName } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { ImportLink } from '../imports/link.tsx'
import { LinkButton } from '../parts/button.tsx'
import { ListEmpty, ListRegion, ListTools, Pager } from '../parts/list.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'

const PlanLink = (props: { view: View }) => (
  <LinkButton href="/visits/new" kind="main">
    {props.view.t('visit.new')}
  </LinkButton>
)

export const VisitListPage = (props: {
  view: View
  query: ListQuery<string, object>
  rows: VisitLine[]
  total: number
  filters: VisitFilters
}) => {
  const { query, view } = props
  const { t } = view
  const wavesOf = (row: VisitLine) => [...new Set(row.audits.map((audit) => waveName(view, audit)))]
  return (
    <>
      <PageHead title={t('visit.title')} lead={t('visit.lead')} tools={<ImportLink view={view} kind="audit_plans" />} />
      <Panel id="visits">
        <ListTools
          view={view}
          query={query}
          search={t('visit.search')}
          filters={[
            { name: 'from', label: t('visit.from') },
            { name: 'to', label: t('visit.to') },
            {
              name: 'wave',
              label: t('visit.wave'),
              options: props.filters.waves.map((wave) => ({
                value: wave.id,
                label: pick(view.locale, { zh: wave.name_zh, en: wave.name_en }),
              })),
            },
            {
              name: 'region',
              label: t('audit.field.region'),
              options: props.filters.regions.map((region) => ({
                value: region.id,
                label: `${'　'.repeat(Math.max(0, region.depth - 1))}${pick(view.locale, { zh: region.name_zh, en: region.name_en })}`,
              })),
            },
          ]}
          tools={<PlanLink view={view} />}
        />
        <ListRegion>
          {props.rows.length === 0 ? (
            <ListEmpty view={view} query={query} title={t('visit.empty')} actions={<PlanLink view={view} />}>
              {t('visit.empty.next')}
            </ListEmpty>
          ) : (
            <DataTable
              view={view}
              caption={t('visit.title')}
              hideCaption
              query={query}
              rows={props.rows}
              rowHref={(row) => `/visits/${row.id}`}
              columns={[
                {
                  key: 'dealer',
                  label: t('visit.dealer'),
                  sort: true,
                  head: true,
                  cell: (row) => (
                    <>
                      {dealerName(view, row)}
                      <small>{regionName(view, row)}</small>
                    </>
                  ),
                },
                {
                  key: 'day',
                  label: t('visit.day'),
                  sort: true,
                  cell: (row) => formatDay(view, row.on_day),
                },
                { key: 'lead', label: t('visit.lead_auditor'), cell: (row) => row.lead },
                {
                  key: 'wave',
                  label: t('visit.wave'),
                  cell: (row) =>
                    wavesOf(row)
                      .map((name) => name ?? t('audit.standalone'))
                      .join(t('reports.comma')),
                },
                {
                  key: 'audits',
                  label: t('visit.audits'),
                  cell: (row) => (
                    <div class="two-lines">
                      {row.audits.map((audit) => (
                        <p>
                          {checklistTitle(view, audit)} <AuditStateTag view={view} state={audit.state} />
                        </p>
                      ))}
                    </div>
                  ),
                },
              ]}
            />
          )}
          <Pager view={view} query={query} total={props.total} />
        </ListRegion>
      </Panel>
    </>
  )
}
