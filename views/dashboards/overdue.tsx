import { graveFirst, type OverdueRow } from '../../server/dashboards/by-region.ts'
import type { RegionLine } from '../../server/dashboards/network-store.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatNumber, formatShare } from '../format.ts'
import { EmptyState, Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'

/** What is late, by region and severity. */
export const OverduePanel = (props: { view: View; whole: boolean; rows: OverdueRow<RegionLine>[]; open: number }) => {
  const { rows, view } = props
  const { t } = view
  const total = rows.reduce((sum, row) => sum + row.total, 0)
  const number = (n: number) => formatNumber(view, n)
  const column = (i: number) => rows.reduce((sum, row) => sum + (row.counts[i] ?? 0), 0)
  const strong = (n: number, i: number) => (i === 0 && n > 0 ? <b>{number(n)}</b> : number(n))
  return (
    <Panel
      id="overdue"
      title={t('dashboard.overdue')}
      aside={
        total > 0
          ? t('dashboard.overdue.aside', { n: number(total), share: formatShare(total, props.open) ?? '–' })
          : undefined
      }
    >
      {total === 0 ? (
        <EmptyState level={3} title={t('dashboard.overdue.none')}>
          {t('dashboard.overdue.none.next')}
        </EmptyState>
      ) : (
        <>
          <DataTable
            view={view}
            caption={t('dashboard.overdue.table')}
            hideCaption
            scroll
            rows={rows}
            columns={[
              {
                key: 'region',
                label: t('dashboard.place'),
                cell: (row) => pick(view.locale, { zh: row.region.name_zh, en: row.region.name_en }),
              },
              ...graveFirst.map((severity, i) => ({
                key: severity,
                label: t(`action.severity.${severity}`),
                num: true,
                cell: (row: OverdueRow<RegionLine>) => strong(row.counts[i] ?? 0, i),
              })),
              { key: 'total', label: t('dashboard.total'), num: true, cell: (row) => number(row.total) },
              {
                key: 'longest',
                label: t('dashboard.overdue.longest'),
                num: true,
                cell: (row) => t('due.days', { n: row.longest }),
              },
            ]}
            foot={
              rows.length > 1
                ? {
                    region: t(props.whole ? 'dashboard.total.network' : 'dashboard.total.region'),
                    ...Object.fromEntries(graveFirst.map((severity, i) => [severity, number(column(i))])),
                    total: number(total),
                  }
                : undefined
            }
          />
          <p class="more">
            <a href="/corrective-actions?due=overdue">{t('dashboard.all')}</a>
          </p>
        </>
      )}
    </Panel>
  )
}
