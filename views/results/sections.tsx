import { raw } from 'hono/html'
import { type ReportSnapshot, scalesOf, side } from '../../server/reports/snapshot.ts'
import { ScoreBar } from '../charts/bars.tsx'
import { radarSvg } from '../charts/radar.ts'
import { Svg } from '../charts/shapes.tsx'
import { pointsText } from '../format.ts'
import { Columns, Panel } from '../parts/page.tsx'
import { Legend } from '../parts/progress.tsx'
import { Change, Tag } from '../parts/tag.tsx'
import { formatScore } from '../score.ts'
import type { View } from '../view.ts'

/** What was done well, before what was lost. */
export const Strengths = (props: { view: View; snapshot: ReportSnapshot }) => {
  const { snapshot, view } = props
  const { strengths } = snapshot
  const scale = scalesOf(snapshot).section
  if (strengths.length === 0) return null
  const toNetwork = strengths.some((strength) => strength.aboveNetworkBp !== null)
  const toLast = strengths.some((strength) => strength.aboveLastBp !== null)
  const aside = toNetwork ? 'reports.strengths.network' : 'reports.strengths.last'
  return (
    <Panel id="strengths" title={view.t('reports.strengths')} aside={toNetwork || toLast ? view.t(aside) : undefined}>
      <div class="cols cols-3">
        {strengths.map((strength) => {
          const above = toNetwork ? strength.aboveNetworkBp : strength.aboveLastBp
          return (
            <p>
              <strong>
                {side(strength.title, view.locale)} {formatScore(view.t, strength.percentBp, scale)}
              </strong>{' '}
              {above === null ? null : <Change view={view} bp={above} decimals={scale.decimals} unit={scale.unit} />}
              <br />
              <span class="quiet">{strength.text ? side(strength.text, view.locale) : null}</span>
            </p>
          )
        })}
      </div>
    </Panel>
  )
}

const line = (ink: 'mine' | 'last' | 'net') => (
  <Svg drawing={{ width: 26, height: 12, shapes: [{ kind: 'path', ink, d: 'M0 6H26' }] }} />
)

const Radar = (props: { view: View; snapshot: ReportSnapshot; svg: string }) => {
  const { snapshot, view } = props
  const { t } = view
  const hasLast = snapshot.sections.every((section) => section.lastBp !== null)
  const hasNetwork = snapshot.sections.every((section) => section.networkBp !== null)
  return (
    <Panel id="radar" title={t('reports.summary.radar')}>
      {raw(props.svg)}
      <Legend
        items={[
          { mark: line('mine'), label: t('reports.radar.this') },
          ...(hasLast ? [{ mark: line('last'), label: t('reports.radar.last') }] : []),
          ...(hasNetwork ? [{ mark: line('net'), label: t('reports.radar.network') }] : []),
        ]}
      />
    </Panel>
  )
}

/** The sections as a table beside their radar: points, percentage, change since last time, the network's average. */
const SectionTable = (props: { view: View; snapshot: ReportSnapshot }) => {
  const { snapshot, view } = props
  const { t } = view
  const { last, network, score } = snapshot
  const { section: scale, whole } = scalesOf(snapshot)
  const isPercent = scale.unit === 'percent'
  const text = (value: number | null, of = scale) =>
    value === null ? '–' : formatScore(t, value, { ...of, limits: [] })
  const lowest = Math.min(...snapshot.sections.map((section) => section.percentBp ?? 10_000))
  const from = lowest < 5000 ? 0 : 50
  const change = (bp: number | null, lastBp: number | null, of = scale) =>
    bp === null || lastBp === null ? (
      <span class="quiet">–</span>
    ) : (
      <Change view={view} bp={bp - lastBp} decimals={of.decimals} unit={of.unit} />
    )
  return (
    <section class="panel">
      {/* A frame that scrolls must be reachable by keyboard. */}
      <div class="table-wrap" role="region" aria-label={t('reports.sections')} tabindex={0}>
        <table>
          <caption>{t('reports.sections')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('reports.section')}</th>
              {snapshot.checklist.rollup === 'weighted_sections' ? (
                <th scope="col" class="num">
                  {t('reports.weight')}
                </th>
              ) : null}
              {isPercent ? (
                <>
                  <th scope="col" class="num">
                    {t('reports.points')}
                  </th>
                  <th scope="col" class="num">
                    {t('reports.percent')}
                  </th>
                  <th scope="col">{t(network ? 'reports.scale' : 'reports.scale.plain', { from })}</th>
                </>
              ) : (
                <th scope="col" class="num">
                  {t('result.section.off')}
                </th>
              )}
              {last ? (
                <th scope="col" class="num">
                  {t('reports.change')}
                </th>
              ) : null}
              {network ? (
                <th scope="col" class="num">
                  {t('reports.network')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {snapshot.sections.map((section) => (
              <tr class={section.weak ? 'mark' : undefined}>
                <th scope="row">
                  {side(section.title, view.locale)}{' '}
                  {section.weak ? (
                    <Tag tone="bad" sign="▼">
                      {t('result.section.weak')}
                    </Tag>
                  ) : null}
                </th>
                {snapshot.checklist.rollup === 'weighted_sections' ? <td class="num">{section.weight}</td> : null}
                {isPercent ? (
                  <td class="num">
                    {section.percentBp === null
                      ? t('reports.section.na')
                      : pointsText(section.earned, section.possible)}
                  </td>
                ) : null}
                <td class="num">
                  <b>{text(section.percentBp)}</b>
                </td>
                {isPercent ? (
                  <td>
                    {section.percentBp === null ? null : (
                      <ScoreBar
                        bp={section.percentBp}
                        targetBp={section.networkBp}
                        weak={section.weak}
                        fromBp={from * 100}
                      />
                    )}
                  </td>
                ) : null}
                {last ? <td class="num">{change(section.percentBp, section.lastBp)}</td> : null}
                {network ? <td class="num">{text(section.networkBp)}</td> : null}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('reports.total')}</th>
              {snapshot.checklist.rollup === 'weighted_sections' ? <td /> : null}
              {isPercent ? <td class="num">{pointsText(score.earned, score.possible)}</td> : null}
              <td class="num">{text(score.percentBp, whole)}</td>
              {isPercent ? <td /> : null}
              {last ? <td class="num">{change(score.percentBp, last.percentBp, whole)}</td> : null}
              {network ? <td class="num">{text(network.percentBp, whole)}</td> : null}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

/** Radar and table of the sections side by side; with fewer than three scored sections only the table. */
export const Sections = (props: { view: View; snapshot: ReportSnapshot }) => {
  const { snapshot, view } = props
  if (snapshot.sections.length === 0) return null
  const table = <SectionTable view={view} snapshot={snapshot} />
  // Points off have no common scale on which a shape would mean something.
  if (scalesOf(snapshot).section.unit !== 'percent') return table
  const svg = radarSvg(
    {
      axes: snapshot.sections.map((section) => ({
        name: side(section.title, view.locale),
        thisBp: section.percentBp,
        lastBp: section.lastBp,
        networkBp: section.networkBp,
        weak: section.weak,
      })),
      width: 400,
      height: 340,
      decimals: snapshot.score.decimals,
    },
    view.t('reports.radar'),
  )
  if (!svg) return table
  return (
    <Columns kind="side" even>
      <Radar view={view} snapshot={snapshot} svg={svg} />
      {table}
    </Columns>
  )
}
