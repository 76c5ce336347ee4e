import { type Finding, type ReportSnapshot, type Severity, side } from '../../server/reports/snapshot.ts'
import type { AuditAction } from '../../server/reports/store.ts'
import { ShareBar } from '../charts/bars.tsx'
import { formatDay, pointText } from '../format.ts'
import { Facts } from '../parts/facts.tsx'
import { Panel } from '../parts/page.tsx'
import { PhotoStrip } from '../parts/photos.tsx'
import { DataTable } from '../parts/table.tsx'
import { Due, Tag, type Tone } from '../parts/tag.tsx'
import type { View } from '../view.ts'

const severities: readonly Severity[] = ['critical', 'major', 'minor', 'observation']
const tones: Record<Severity, Tone> = { critical: 'critical', major: 'bad', minor: 'watch', observation: 'line' }

export const SeverityTag = (props: { view: View; severity: Severity }) => (
  <Tag tone={tones[props.severity]}>{props.view.t(`reports.severity.${props.severity}`)}</Tag>
)

/** "19 findings: critical 1 · major 3 · minor 15, 1 repeated". */
export const findingsLine = (view: View, snapshot: ReportSnapshot): string => {
  const count = (severity: Severity) => snapshot.findings.filter((one) => one.severity === severity).length
  const parts = severities
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${view.t(`reports.severity.${severity}`)} ${count(severity)}`)
    .join(' · ')
  const repeated = snapshot.findings.filter((finding) => finding.occurrence > 1).length
  const said = view.t('reports.findings.count', { n: snapshot.findings.length, parts })
  return repeated > 0 ? said + view.t('reports.findings.repeat', { n: repeated }) : said
}

/** How actions stand today and where they are, by the number that the report names. */
export type ActionLinks = ReadonlyMap<string, AuditAction>

const OneFinding = (props: {
  view: View
  finding: Finding
  actions: ActionLinks
  photoIds: ReadonlyMap<string, string>
}) => {
  const { finding, view } = props
  const { locale, t } = view
  const action = finding.action && props.actions.get(finding.action.number)
  const losses = finding.losses.map((loss) => side(loss, locale))
  const photos = finding.photos.flatMap((photo) => {
    const id = props.photoIds.get(photo.sha256)
    return id
      ? [
          {
            src: `/photos/${id}/thumb`,
            full: `/photos/${id}`,
            alt: photo.caption ? side(photo.caption, locale) : finding.code,
            at: photo.at,
          },
        ]
      : []
  })
  return (
    <article class="finding" id={`finding-${finding.code}`}>
      <div>
        <div class="head">
          <span class="code quiet">{finding.code}</span>
          <SeverityTag view={view} severity={finding.severity} />
          {finding.occurrence > 1 ? (
            <Tag tone="bad" sign="⟳">
              {t('reports.repeat', { n: finding.occurrence })}
            </Tag>
          ) : null}
          <h3>{side(finding.text, locale)}</h3>
        </div>
        <p>{t('reports.finding.answer', { answer: side(finding.answer, locale), lost: pointText(finding.lost) })}</p>
        {losses.length > 0 ? <p class="quote">{losses.join(t('reports.list'))}</p> : null}
        {finding.note ? <p class="quote typed">{finding.note}</p> : null}
        <Facts
          facts={[
            finding.owner !== null && { label: t('reports.owner'), value: side(finding.owner, locale) },
            action !== undefined &&
              action !== null && {
                label: t('reports.action'),
                value: (
                  <>
                    <a href={`/corrective-actions/${action.id}`}>{action.number}</a>{' '}
                    {t(`reports.state.${action.state}`)}
                  </>
                ),
                note: action.dueOn ? t('reports.action.due', { day: formatDay(view, action.dueOn) }) : undefined,
              },
          ]}
        />
      </div>
      {photos.length > 0 ? <PhotoStrip view={view} photos={photos} /> : null}
    </article>
  )
}

/** The most grave findings are open; the others are one click away. */
const shownAtOnce = 6

/** Findings as the report has them, the gravest first, with photos, losses and where their corrective action stands. */
export const Findings = (props: {
  view: View
  snapshot: ReportSnapshot
  actions: ActionLinks
  photoIds: ReadonlyMap<string, string>
}) => {
  const { snapshot, view } = props
  const { t } = view
  const ordered = severities.flatMap((severity) => snapshot.findings.filter((one) => one.severity === severity))
  const grave = ordered.filter((one) => one.severity === 'critical' || one.severity === 'major').length
  const first = ordered.slice(0, Math.max(shownAtOnce, Math.min(grave, 2 * shownAtOnce)))
  const others = ordered.slice(first.length)
  const shown = (finding: Finding) => (
    <OneFinding view={view} finding={finding} actions={props.actions} photoIds={props.photoIds} />
  )
  return (
    <Panel
      id="findings"
      title={t('reports.findings')}
      aside={ordered.length > 0 ? findingsLine(view, snapshot) : undefined}
    >
      {ordered.length === 0 ? <p class="quiet">{t('reports.findings.none')}</p> : first.map(shown)}
      {others.length > 0 ? (
        <details class="rest">
          <summary>{t('result.others', { n: others.length })}</summary>
          {others.map(shown)}
        </details>
      ) : null}
    </Panel>
  )
}

/** A decimal text of points in hundredths, for adding up exactly. */
const hundredths = (points: string): number => {
  const [whole = '0', part = ''] = points.replace('−', '-').split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0').slice(0, 2))
}
const pointsOf = (value: number): string => pointText(String(value / 100))

const mostShares = 4

/** Where the points went: the largest losses, each with its part of all. */
export const LossShares = (props: { view: View; snapshot: ReportSnapshot }) => {
  const { snapshot, view } = props
  const lost = snapshot.findings
    .map((finding) => ({ finding, lost: hundredths(finding.lost) }))
    .filter((one) => one.lost > 0)
    .sort((a, b) => b.lost - a.lost)
  const total = lost.reduce((sum, one) => sum + one.lost, 0)
  if (total === 0) return null
  const others = lost.slice(mostShares)
  const rest = others.reduce((sum, one) => sum + one.lost, 0)
  const most = Math.max(rest, lost[0]?.lost ?? 0)
  return (
    <Panel
      id="losses"
      title={view.t('result.losses')}
      aside={view.t('result.losses.total', { points: pointsOf(total) })}
    >
      <ol class="shares">
        {lost.slice(0, mostShares).map(({ finding, lost: part }) => (
          <li>
            <span>
              <a href={`#finding-${finding.code}`}>{finding.code}</a> {side(finding.text, view.locale)}
            </span>
            <ShareBar part={part} whole={most} ink={finding.severity === 'critical' ? 'bar-bad' : 'bar'} />
            <b>{pointText(finding.lost)}</b>
          </li>
        ))}
        {others.length > 0 ? (
          <li>
            <span>{view.t('result.others', { n: others.length })}</span>
            <ShareBar part={rest} whole={most} ink="bar-3" />
            <b>{pointsOf(rest)}</b>
          </li>
        ) : null}
      </ol>
    </Panel>
  )
}

/** The audit's corrective actions as they stand today. */
export const ActionTable = (props: { view: View; actions: readonly AuditAction[] }) => {
  const { actions, view } = props
  const { locale, t } = view
  if (actions.length === 0) return null
  return (
    <Panel id="actions" title={t('reports.actions')} aside={t('result.actions.today', { n: actions.length })}>
      <DataTable
        view={view}
        caption={t('result.actions.today', { n: actions.length })}
        hideCaption
        rows={[...actions]}
        rowHref={(action) => `/corrective-actions/${action.id}`}
        columns={[
          {
            key: 'number',
            label: t('reports.number'),
            head: true,
            cell: (action) => <span class="nowrap">{action.number}</span>,
          },
          {
            key: 'title',
            label: t('reports.action.title'),
            cell: (action) => (
              <div>
                {side(action.title, locale)} <small>{action.codes.join(t('reports.list'))}</small>
              </div>
            ),
          },
          {
            key: 'severity',
            label: t('reports.severity'),
            cell: (action) => (
              <div>
                <SeverityTag view={view} severity={action.severity} />{' '}
                {action.repeat ? <Tag sign="⟳">{t('reports.repeat.count')}</Tag> : null}
              </div>
            ),
          },
          {
            key: 'state',
            label: t('reports.state'),
            cell: (action) => (
              <div>
                {t(`reports.state.${action.state}`)}
                {action.round > 1 ? <small>{t('reports.round', { round: action.round })}</small> : null}
              </div>
            ),
          },
          {
            key: 'owner',
            label: t('reports.person'),
            cell: (action) => (action.owner ? side(action.owner, locale) : <span class="quiet">–</span>),
          },
          {
            key: 'due',
            label: t('reports.due'),
            num: true,
            cell: (action) =>
              action.dueOn && action.state !== 'closed' && action.state !== 'void' ? (
                <Due view={view} on={action.dueOn} day />
              ) : (
                <span class="quiet">–</span>
              ),
          },
        ]}
      />
    </Panel>
  )
}
