import { type ScoreScale, scoreValueOf, sectionUnitOf } from '../../server/audits/shown-score.ts'
import { pick } from '../../server/i18n/words.ts'
import { dealerName } from '../audits/tags.tsx'
import { heatClass } from '../charts/heat.ts'
import { formatNumber, percentFigure } from '../format.ts'
import { Panel } from '../parts/page.tsx'
import { formatScore, scoreFigure } from '../score.ts'
import type { View } from '../view.ts'
import type { RoundShown } from './network.tsx'

/** Where the colours change: at the checklist's own grades when it has three limits, else at 90, 80 and 70. */
const limitsOf = ({ limits, unit }: ScoreScale): number[] => {
  // Points off say nothing of how much a section could lose, so none is coloured.
  if (sectionUnitOf(unit) !== 'percent') return []
  if (unit !== 'percent') return usualLimits
  const own = limits.map(({ minBp }) => minBp).filter((min) => min > 0)
  return own.length >= 3 ? own.slice(0, 3) : usualLimits
}
const usualLimits = [9000, 8000, 7000]

const Cell = (props: { value: number | null; limits: readonly number[]; scale: ScoreScale }) => {
  const { limits, scale, value } = props
  if (value === null) return <td class="num quiet">–</td>
  const kind = limits.length > 0 ? heatClass(value, limits) : ''
  return (
    <td class={kind ? `num ${kind}` : 'num'}>
      {kind === 'h-d' ? <span aria-hidden="true">▼ </span> : null}
      {scoreFigure(value, { unit: sectionUnitOf(scale.unit), decimals: scale.decimals })}
    </td>
  )
}

/** Dealers by sections, the weakest first; what stands out is coloured, the rest is plain. */
export const HeatPanel = (props: { view: View; shown: RoundShown; allHref: string }) => {
  const { shown, view } = props
  const { figures, scale, sections, weakest } = shown
  const { t } = view
  const limits = limitsOf(scale)
  const limit = (i: number) => percentFigure(limits[i] ?? 0, 0)
  return (
    <Panel
      id="heat"
      title={t('dashboard.heat')}
      aside={
        weakest.length > 0
          ? t(figures.results > weakest.length ? 'dashboard.heat.aside' : 'dashboard.heat.aside.all', {
              n: weakest.length,
            })
          : undefined
      }
    >
      {weakest.length === 0 ? (
        <p class="quiet">{t('dashboard.heat.none')}</p>
      ) : (
        <>
          {/* A frame that scrolls must be reachable by keyboard. */}
          <div class="table-wrap" role="region" aria-label={t('dashboard.heat.table')} tabindex={0}>
            <table class="heat-map">
              <caption class="sr">{t('dashboard.heat.table')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('dashboard.dealer')}</th>
                  <th scope="col" class="num">
                    {t('dashboard.total')}
                  </th>
                  <th scope="col" class="num">
                    {t('dashboard.grade')}
                  </th>
                  {sections.map((section) => (
                    <th scope="col" class="num">
                      {pick(view.locale, section.title)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weakest.map((row) => (
                  <tr>
                    <th scope="row">
                      <a href={`/audits/${row.id}`}>{dealerName(view, row)}</a>
                    </th>
                    <td class="num">
                      <b>{formatScore(t, scoreValueOf(row) ?? 0, scale)}</b>
                    </td>
                    <td class="num">{row.grade ?? '–'}</td>
                    {sections.map((section) => (
                      <Cell value={row.sections.get(section.id) ?? null} limits={limits} scale={scale} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div class="heat-foot">
            {limits.length === 0 ? (
              <p class="small">{t('dashboard.heat.off')}</p>
            ) : (
              <ul class="legend heat-legend">
                <li>
                  <span class="swatch h-d" aria-hidden="true" />
                  {t('dashboard.heat.below', { limit: limit(2) })}
                </li>
                <li>
                  <span class="swatch h-c" aria-hidden="true" />
                  {t('dashboard.heat.between', { from: limit(2), to: limit(1) })}
                </li>
                <li>
                  <span class="swatch h-b" aria-hidden="true" />
                  {t('dashboard.heat.between', { from: limit(1), to: limit(0) })}
                </li>
                <li>{t('dashboard.heat.above', { limit: limit(0) })}</li>
              </ul>
            )}
            {figures.results > weakest.length ? (
              <a href={props.allHref}>{t('dashboard.heat.all', { n: formatNumber(view, figures.results) })}</a>
            ) : null}
          </div>
        </>
      )}
    </Panel>
  )
}
