import type { Text } from '../../server/checklists/format.ts'
import type { DealerResult } from '../../server/dashboards/dealer-store.ts'
import type { SectionStanding } from '../../server/dashboards/rules.ts'
import { pick } from '../../server/i18n/words.ts'
import { fewestDealers } from '../../server/reports/averages.ts'
import { percentText, scoreText } from '../../server/reports/figures.ts'
import { checklistTitle, waveName } from '../audits/tags.tsx'
import { Ruler, RulerLegend } from '../charts/ruler.tsx'
import { Trend } from '../charts/trend.tsx'
import { formatDay, percentFigure } from '../format.ts'
import { EmptyState, Panel } from '../parts/page.tsx'
import { Change, GradeBox } from '../parts/tag.tsx'
import type { View } from '../view.ts'

/** The latest result of a checklist; `points` are the results of its last waves, the oldest first, with the network's averages. */
export type ResultShown = {
  latest: DealerResult
  bands: { grade: string; minBp: number }[]
  /** Where grades change, for figures that must not round into a better one. */
  limits: { minBp: number }[]
  decimals: number
  points: { result: DealerResult; averageBp: number | null }[]
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
  const { bands, decimals, latest, points } = shown
  const { t } = view
  const before = points.at(-2)?.result
  const averageBp = points.at(-1)?.averageBp ?? null
  const lastBp = before?.score_bp ?? null
  const ruler = { bands, decimals, thisBp: latest.score_bp, lastBp, networkBp: averageBp, grade: latest.grade }
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
        <span class="figure">
          {latest.score_bp === null ? '–' : scoreText(latest.score_bp, decimals, shown.limits)}
          {latest.score_bp === null ? <span class="sr">{t('score.none')}</span> : <span class="unit">%</span>}
        </span>
        {latest.grade ? <GradeBox view={view} grade={latest.grade} /> : null}
        <span class="small">
          {latest.score_bp !== null && lastBp !== null ? (
            <>
              <Change view={view} bp={latest.score_bp - lastBp} decimals={decimals} /> {t('dashboard.result.change')}
            </>
          ) : (
            t('dashboard.result.first')
          )}
          <br />
          {averageBp === null
            ? t('dashboard.result.few', { n: fewestDealers })
            : t('dashboard.result.network', { value: percentFigure(averageBp, decimals) })}
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
            points={points.map((point) => ({
              name: pointName(view, point.result),
              thisBp: point.result.score_bp,
              networkBp: point.averageBp,
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
          {shown.points.map(({ averageBp, result }) => (
            <tr>
              <th scope="row">
                <a href={`/audits/${result.id}`}>{pointName(view, result)}</a>
              </th>
              <td class="num">
                {result.score_bp === null ? '–' : scoreText(result.score_bp, shown.decimals, shown.limits)}
              </td>
              <td class="num">{result.grade ?? '–'}</td>
              <td class="num">{averageBp === null ? '–' : percentText(averageBp, shown.decimals)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

export type NamedSection = SectionStanding & { title: Text }
export type SectionsShown = { strengths: NamedSection[]; losses: NamedSection[]; compared: boolean }

const SectionRows = (props: { view: View; sections: NamedSection[] }) => (
  <ul class="plus">
    {props.sections.map((section) => (
      <li>
        <span>{pick(props.view.locale, section.title)}</span>
        <b>{percentText(section.bp)}</b>
        {section.averageBp === null ? <span /> : <Change view={props.view} bp={section.bp - section.averageBp} />}
      </li>
    ))}
  </ul>
)

/** What is done well comes first, then where most is lost. */
export const SectionsPanel = (props: { view: View; shown: ResultShown; sections: SectionsShown }) => {
  const { sections, shown, view } = props
  const { t } = view
  return (
    <Panel
      id="sections"
      title={t('dashboard.strengths')}
      aside={t(sections.compared ? 'dashboard.strengths.network' : 'dashboard.strengths.own')}
    >
      <p class="small">{checklistTitle(view, shown.latest)}</p>
      {sections.strengths.length > 0 ? (
        <SectionRows view={view} sections={sections.strengths} />
      ) : (
        <p class="quiet">{t(sections.compared ? 'dashboard.strengths.none' : 'dashboard.strengths.none.own')}</p>
      )}
      <h3 class="small">{t('dashboard.losses')}</h3>
      {sections.losses.length > 0 ? (
        <SectionRows view={view} sections={sections.losses} />
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
