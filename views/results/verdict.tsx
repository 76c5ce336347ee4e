import { type Gate, type ReportSnapshot, scalesOf, side } from '../../server/reports/snapshot.ts'
import { Ruler, type RulerInput, RulerLegend } from '../charts/ruler.tsx'
import { formatDay, percentFigure, pointsText } from '../format.ts'
import { Change, GradeBox, ScoreFigure } from '../parts/tag.tsx'
import { distanceFigure, formatScore } from '../score.ts'
import type { View } from '../view.ts'

export const rulerOf = (snapshot: ReportSnapshot): RulerInput => ({
  bands: snapshot.score.bands,
  thisBp: snapshot.score.percentBp,
  grade: snapshot.score.grade,
  lastBp: snapshot.last?.percentBp,
  networkBp: snapshot.network?.percentBp,
  beforeAppealBp: snapshot.beforeAppeal?.percentBp,
  decimals: snapshot.score.decimals,
  unit: snapshot.score.unit,
})

const withoutStop = (text: string): string => text.replace(/[.\u3002]$/u, '')

/** What a gate looked at, short: the items or sections that met it. */
const causes = (view: View, gate: Gate, decimals: number): string =>
  gate.because
    .map((reason) => {
      if (reason.kind === 'item') return `${reason.code} ${withoutStop(side(reason.text, view.locale))}`
      if (reason.kind === 'section') {
        return `${side(reason.title, view.locale)} ${percentFigure(reason.percentBp, decimals)}`
      }
      return side(reason.text, view.locale)
    })
    .join(view.t('reports.list'))

const Gates = (props: { view: View; snapshot: ReportSnapshot }) => {
  const { snapshot, view } = props
  const { t } = view
  return (
    <ul class="gates">
      {snapshot.gates.map((gate) => (
        <li>
          {gate.triggered ? (
            <b class="down">
              <span class="sr">{t('result.gate.triggered')}</span>
            </b>
          ) : (
            <b class="quiet">
              <span aria-hidden="true">–</span>
              <span class="sr">{t('reports.gates.free')}</span>
            </b>
          )}
          <span class={gate.triggered ? undefined : 'quiet'}>
            <strong>{gate.id}</strong> {side(gate.wording, view.locale)}
          </span>
          <span class={gate.triggered ? undefined : 'quiet'}>
            {t(gate.triggered ? `result.effect.${gate.effect.kind}` : 'reports.gates.free', {
              value: gate.effect.value,
            })}
          </span>
          {gate.triggered && gate.because.length > 0 ? (
            <small>{causes(view, gate, snapshot.score.decimals)}</small>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Why it is this grade, and what is between it and the next better one. */
const verdictSentences = (view: View, snapshot: ReportSnapshot): string[] => {
  const { t } = view
  const { bands, grade, gradeByScore, percentBp } = snapshot.score
  const { whole } = scalesOf(snapshot)
  if (percentBp === null) return [t('result.verdict.nothing')]
  if (grade === null) return [t('result.verdict.incomplete')]
  const triggered = snapshot.gates.filter((gate) => gate.triggered).map((gate) => gate.id)
  const gates = triggered.join(t('reports.list'))
  const sentences = [
    gradeByScore !== null && gradeByScore !== grade
      ? t('result.verdict.held', { byScore: gradeByScore, gates, grade })
      : t('result.verdict.plain', { grade }),
  ]
  const better = bands[bands.findIndex((band) => band.grade === grade) - 1]
  if (better && better.minBp !== null) {
    const short = better.minBp - percentBp
    const values = { grade: better.grade, gates, short: distanceFigure(Math.max(0, short), whole) }
    const kind = whole.unit === 'percent' ? 'result.verdict.short' : (`result.verdict.short.${whole.unit}` as const)
    if (short > 0) sentences.push(t(triggered.length > 0 ? `${kind}.gates` : kind, values))
    else if (triggered.length > 0) sentences.push(t('result.verdict.gates', values))
  }
  return sentences
}

/** The result at a glance: figure and grade, the ruler with what it is compared with, the gates with their reasons. */
export const Verdict = (props: { view: View; snapshot: ReportSnapshot; note?: string | null }) => {
  const { snapshot, view } = props
  const { t } = view
  const { last, score } = snapshot
  const ruler = rulerOf(snapshot)
  const scale = scalesOf(snapshot).whole
  const version = snapshot.issue.version
  return (
    <section class="panel verdict" aria-label={t('result.verdict')}>
      <div class="stack">
        <p class="small">
          {t(scale.unit === 'percent' ? 'audit.field.score' : 'reports.score')}
          {version > 0 ? ` · ${t('reports.version', { version })}` : ` · ${t('result.unreleased')}`}
        </p>
        <p class="score">
          <ScoreFigure view={view} value={score.percentBp} scale={scale} />
          {score.grade ? <GradeBox view={view} grade={score.grade} /> : null}
        </p>
        <p class="small">
          {[
            scale.unit === 'percent' ? t('result.points', { points: pointsText(score.earned, score.possible) }) : null,
            score.word ? side(score.word, view.locale) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
          {score.rebate === null ? null : (
            <>
              <br />
              {t('result.rebate', { rebate: score.rebate })}
            </>
          )}
          {props.note ? (
            <>
              <br />
              {props.note}
            </>
          ) : null}
        </p>
      </div>
      <div class="stack">
        <p class="small">{t('result.ruler')}</p>
        <Ruler {...ruler} t={t} width={430} />
        <RulerLegend {...ruler} t={t} />
        <div>
          {verdictSentences(view, snapshot).map((sentence) => (
            <p>{sentence}</p>
          ))}
          <p>
            <a href="#why">{t('trace.why')}</a>
          </p>
          {last?.percentBp != null && score.percentBp !== null ? (
            <p class="quiet">
              {t('result.last', {
                when: last.wave ? side(last.wave, view.locale) : formatDay(view, last.day),
                score: formatScore(t, last.percentBp, scale),
                grade: last.grade ?? '–',
              })}{' '}
              <Change view={view} bp={score.percentBp - last.percentBp} decimals={score.decimals} unit={scale.unit} />
            </p>
          ) : null}
        </div>
      </div>
      <div>
        <h2 class="small">{t('reports.gates')}</h2>
        {snapshot.gates.length > 0 ? (
          <Gates view={view} snapshot={snapshot} />
        ) : (
          <p class="quiet">{t('result.gates.none')}</p>
        )}
      </div>
    </section>
  )
}
