import { type GradeRow, type ScoreScale, scoreValueOf, sectionUnitOf } from '../../server/audits/shown-score.ts'
import type { Text } from '../../server/checklists/format.ts'
import type { DealerResult } from '../../server/dashboards/dealer-store.ts'
import type { SectionStanding } from '../../server/dashboards/rules.ts'
import { pick } from '../../server/i18n/words.ts'
import { fewestDealers } from '../../server/reports/averages.ts'
import { checklistTitle, waveName } from '../audits/tags.tsx'
import { Ruler, RulerLegend } from '../charts/ruler.tsx'
import { Trend } from '../charts/trend.tsx'
import { formatDay } from '../format.ts'
import { EmptyState, Panel } from '../parts/page.tsx'
import { Change, GradeBox, ScoreFigure } from '../parts/tag.tsx'
import { formatScore } from '../score.ts'
import type { View } from '../view.ts'

/** The latest result of a checklist; `points` are the results of its last waves, the oldest first, with the network's averages. */
export type ResultShown = {
  latest: DealerResult
  bands: GradeRow[]
  scale: ScoreScale
  points: { result: DealerResult; average: number | null }[]
}

const pointName = (view: View, result: DealerResult): string =>
  waveName(view, result) ?? formatDay(view, result.planned_on, 'short')

/** Score, change, ruler and course of one checklist, with the figures as a table. */
export const ResultPanel = (props: {
  view: View
  id: string
  title: string
  shown: ResultShown
  /** The title names the checklist already. */
  other?: boolean
}) => {
  const { shown, view } = props
  const { bands, latest, points, scale } = shown
  const { t } = view
  const before = points.at(-2)?.result
  const average = points.at(-1)?.average ?? null
  const value = scoreValueOf(latest)
  const last = before ? scoreValueOf(before) : null
  const { decimals, unit } = scale
  const ruler = { bands, decimals, unit, thisBp: value, lastBp: last, networkBp: average, grade: latest.grade }
  return (
    <Panel
      id={props.id}
      stack
      title={props.title}
      aside={[props.other ? null : checklistTitle(view, latest), waveName(view, latest)]
        .filter(Boolean)
        .join(t('dashboard.dot'))}
    >
      <p class="score">
        <ScoreFigure view={view} value={value} scale={scale} />
        {latest.grade ? <GradeBox view={view} grade={latest.grade} /> : null}
        <span class="small">
          {value !== null && last !== null ? (
            <>
              <Change view={view} bp={value - last} decimals={decimals} unit={unit} /> {t('dashboard.result.change')}
            </>
          ) : (
            t('dashboard.result.first')
          )}
          <br />
          {average === null
            ? t('dashboard.result.few', { n: fewestDealers })
            : t('dashboard.result.network', { value: formatScore(t, average, { decimals, unit }) })}
        </span>
      </p>
      <Ruler {...ruler} t={t} />
      <RulerLegend {...ruler} t={t} />
      {points.length > 1 ? (
        <>
          <Trend
            t={t}
            bands={bands}
            decimals={decimals}
            unit={unit}
            points={points.map((point) => ({
              name: pointName(view, point.result),
              thisBp: scoreValueOf(point.result),
              networkBp: point.average,
            }))}
          />
          <TrendTable view={view} shown={shown} />
        </>
      ) : null}
      <a href={`/audits/${latest.id}`}>
        {t('dashboard.result.see', {
          version: latest.report_version,
          day: formatDay(view, latest.planned_on, 'short'),
        })}
      </a>
    </Panel>
  )
}

const Value = (props: { t: View['t']; value: number | null; scale: ScoreScale }) =>
  props.value === null ? '–' : formatScore(props.t, props.value, props.scale)

const TrendTable = (props: { view: View; shown: ResultShown }) => {
  const { shown, view } = props
  const { t } = view
  return (
    <details class="fold">
      <summary>{t('dashboard.table')}</summary>
      <table>
        <caption class="sr">{t('dashboard.trend')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.wave')}</th>
            <th scope="col" class="num">
              {t('dashboard.trend.this')}
            </th>
            <th scope="col" class="num">
              {t('dashboard.grade')}
            </th>
            <th scope="col" class="num">
              {t('dashboard.trend.network')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.points.map(({ average, result }) => (
            <tr>
              <th scope="row">
                <a href={`/audits/${result.id}`}>{pointName(view, result)}</a>
              </th>
              <td class="num">
                <Value t={t} value={scoreValueOf(result)} scale={shown.scale} />
              </td>
              <td class="num">{result.grade ?? '–'}</td>
              <td class="num">
                <Value t={t} value={average} scale={{ ...shown.scale, limits: [] }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

export type NamedSection = SectionStanding & { title: Text }
export type SectionsShown = { strengths: NamedSection[]; losses: NamedSection[]; compared: boolean }

const SectionRows = (props: { view: View; sections: NamedSection[]; unit: 'percent' | 'points_off' }) => (
  <ul class="plus">
    {props.sections.map((section) => (
      <li>
        <span>{pick(props.view.locale, section.title)}</span>
        <b>{formatScore(props.view.t, section.value, { unit: props.unit })}</b>
        {section.average === null ? (
          <span />
        ) : (
          <Change view={props.view} bp={section.value - section.average} unit={props.unit} />
        )}
      </li>
    ))}
  </ul>
)

/** What is done well comes first, then where most is lost. */
export const SectionsPanel = (props: { view: View; shown: ResultShown; sections: SectionsShown }) => {
  const { sections, shown, view } = props
  const { t } = view
  const unit = sectionUnitOf(shown.scale.unit)
  return (
    <Panel
      id="sections"
      title={t('dashboard.strengths')}
      aside={t(sections.compared ? 'dashboard.strengths.network' : `dashboard.strengths.own.${unit}`)}
    >
      <p class="small">{checklistTitle(view, shown.latest)}</p>
      {sections.strengths.length > 0 ? (
        <SectionRows view={view} sections={sections.strengths} unit={unit} />
      ) : (
        <p class="quiet">{t(sections.compared ? 'dashboard.strengths.none' : `dashboard.strengths.none.${unit}`)}</p>
      )}
      <h3 class="small">{t('dashboard.losses')}</h3>
      {sections.losses.length > 0 ? (
        <SectionRows view={view} sections={sections.losses} unit={unit} />
      ) : (
        <p class="quiet">{t('dashboard.losses.none')}</p>
      )}
    </Panel>
  )
}

export const NoResults = (props: { view: View }) => (
  <Panel id="result" title={props.view.t('dashboard.result')}>
    <EmptyState level={3} title={props.view.t('dashboard.result.none')}>
      {props.view.t('dashboard.result.none.next')}
    </EmptyState>
  </Panel>
)
