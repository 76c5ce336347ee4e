import type { Text } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/words.ts'
import { Pareto } from '../charts/bars.tsx'
import { decimalFigure, formatShare } from '../format.ts'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'

/** Points that an item lost at all dealers together, in thousandths; `totalMilli` is what all items lost. */
export type LostItem = { code: string; text: Text | null; lostMilli: number; totalMilli: number; dealers: number }

/** The few items on which most points are lost. */
export const LostPointsPanel = (props: { view: View; lost: LostItem[] }) => {
  const { lost, view } = props
  const { t } = view
  const total = lost[0]?.totalMilli ?? 0
  let sum = 0
  const rows = lost.map((item) => {
    sum += item.lostMilli
    return {
      code: item.code,
      name: item.text ? pick(view.locale, item.text) : item.code,
      value: item.lostMilli,
      valueText: decimalFigure(item.lostMilli, 3, 1),
      sumText: formatShare(sum, total) ?? '',
    }
  })
  return (
    <Panel id="lost" title={t('dashboard.pareto')} aside={rows.length > 0 ? t('dashboard.pareto.aside') : undefined}>
      {rows.length === 0 ? (
        <p class="quiet">{t('dashboard.pareto.none')}</p>
      ) : (
        <div class="lost-items">
          <Pareto
            rows={rows}
            total={total}
            caption={t('dashboard.pareto')}
            heads={{
              code: t('dashboard.pareto.code'),
              name: t('dashboard.pareto.item'),
              value: t('dashboard.pareto.lost'),
              sum: t('dashboard.pareto.sum'),
            }}
          />
        </div>
      )}
    </Panel>
  )
}
