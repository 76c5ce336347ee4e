import { progressParts } from '../../server/dashboards/by-region.ts'
import { daysFrom } from '../../server/days.ts'
import { pick } from '../../server/i18n/words.ts'
import { ProgressBar, progressInks, Swatch } from '../charts/bars.tsx'
import { formatDay, formatNumber, formatShare } from '../format.ts'
import { Panel } from '../parts/page.tsx'
import { Legend } from '../parts/progress.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'
import type { NetworkProps, RoundShown } from './network.tsx'

/** How far a wave has come, region by region: a bar and its numbers in one row. */
export const ProgressPanel = (props: {
  view: View
  today: string
  whole: boolean
  wave: NonNullable<NetworkProps['choice']['wave']>
  shown: RoundShown
}) => {
  const { shown, today, view, wave } = props
  const { counts, rows, total } = shown.progress
  const { t } = view
  const number = (n: number) => formatNumber(view, n)
  const bar = (name: string, parts: number[]) => {
    const words = progressParts.map((part, i) =>
      t('dashboard.progress.part', { word: t(`dashboard.progress.${part}`), n: parts[i] ?? 0 }),
    )
    return (
      <ProgressBar
        parts={parts}
        // English heads are wider, so less is left for the bar.
        width={view.locale === 'zh-CN' ? 240 : 140}
        label={t('dashboard.progress.label', { region: name, parts: words.join(t('reports.comma')) })}
      />
    )
  }
  const nameOf = (region: { name_zh: string; name_en: string }) =>
    pick(view.locale, { zh: region.name_zh, en: region.name_en })
  const all = t(props.whole ? 'dashboard.total.network' : 'dashboard.total.region')
  const days = daysFrom(wave.from_on, wave.to_on) + 1
  const gone = Math.min(days, Math.max(0, daysFrom(wave.from_on, today) + 1))
  const parts = progressParts.map((part, i) => ({
    key: part,
    label: t(`dashboard.progress.${part}`),
    num: true,
    cell: (row: (typeof rows)[number]) => number(row.counts[i] ?? 0),
  }))
  return (
    <Panel
      id="progress"
      title={t('dashboard.progress')}
      aside={t('dashboard.progress.aside', {
        from: formatDay(view, wave.from_on, 'short'),
        to: formatDay(view, wave.to_on, 'short'),
        time: formatShare(gone, days) ?? '',
        released: formatShare(counts[0] ?? 0, total) ?? '',
      })}
    >
      <DataTable
        view={view}
        caption={t('dashboard.progress.table')}
        hideCaption
        scroll
        rows={rows}
        columns={[
          { key: 'region', label: t('dashboard.place'), cell: (row) => nameOf(row.region) },
          {
            key: 'bar',
            label: t('dashboard.progress.bar'),
            hideLabel: true,
            cell: (row) => bar(nameOf(row.region), row.counts),
          },
          ...parts,
          { key: 'total', label: t('dashboard.total'), num: true, cell: (row) => number(row.total) },
        ]}
        foot={
          rows.length > 1
            ? {
                region: all,
                bar: bar(all, counts),
                ...Object.fromEntries(progressParts.map((part, i) => [part, number(counts[i] ?? 0)])),
                total: number(total),
              }
            : undefined
        }
      />
      <Legend
        items={progressParts.map((part, i) => ({
          mark: <Swatch ink={progressInks[i] ?? 'track'} />,
          label: t(`dashboard.progress.${part}`),
        }))}
      />
      {shown.unplanned > 0 ? <p class="small">{t('dashboard.unplanned', { n: number(shown.unplanned) })}</p> : null}
    </Panel>
  )
}
