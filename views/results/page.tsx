import type { HistoryEntry } from '../../server/activity/store.ts'
import type { Offers } from '../../server/audits/offers.ts'
import type { AuditCase, AuditHead } from '../../server/audits/store.ts'
import { type ReportSnapshot, scalesOf, side, type Traces } from '../../server/reports/snapshot.ts'
import type { AuditAction, FileSize } from '../../server/reports/store.ts'
import { LogHistory } from '../audits/history.tsx'
import { AuditRemarks, AuditTop } from '../audits/page.tsx'
import { formatBytes, formatDay, formatInstant } from '../format.ts'
import { ButtonForm, LinkButton } from '../parts/button.tsx'
import { Columns, Panel, Remark, Stack } from '../parts/page.tsx'
import { formatScore } from '../score.ts'
import type { View } from '../view.ts'
import { FullChecklist } from './checklist.tsx'
import { ActionTable, Findings, LossShares } from './findings.tsx'
import { Sections, Strengths } from './sections.tsx'
import { TraceParts } from './trace.tsx'
import { Verdict } from './verdict.tsx'

export type ResultProps = {
  view: View
  audit: AuditCase
  head: AuditHead
  /** The issued report, or what it would say if it were issued now. */
  snapshot: ReportSnapshot
  /** How the score came about; null for a voided audit. */
  trace: Traces | null
  actions: AuditAction[]
  photoIds: ReadonlyMap<string, string>
  sizes: FileSize[]
  offers: Offers
  /** The day on which the appeal window closes, and whether it has. */
  appeal: { on: string; isOver: boolean } | null
  /** Null for those who see nothing of how the audit came about. */
  entries: HistoryEntry[] | null
  names: ReadonlyMap<string, string>
}

const locales = ['zh-CN', 'en'] as const

/** The PDF in both languages, the reader's first, and the page where anyone can verify it. */
const ReportTools = (props: { view: View; audit: AuditCase; snapshot: ReportSnapshot }) => {
  const { audit, snapshot, view } = props
  const ordered = [view.locale, ...locales.filter((locale) => locale !== view.locale)]
  return (
    <>
      {ordered.map((locale, index) => (
        <LinkButton
          href={`/audits/${audit.id}/report.pdf?lang=${locale}`}
          kind={index === 0 ? 'main' : 'usual'}
          download=""
        >
          {view.t(`result.pdf.${locale}`)}
        </LinkButton>
      ))}
      <LinkButton href={`/verify/${snapshot.issue.contentHash}`}>{view.t('result.verify')}</LinkButton>
    </>
  )
}

/** Every version that was issued, the newest first, each with its PDFs. */
const Versions = (props: { view: View; audit: AuditCase; snapshot: ReportSnapshot; sizes: FileSize[] }) => {
  const { audit, sizes, snapshot, view } = props
  const { t } = view
  const newest = snapshot.issue.version
  const size = (version: number, locale: string) =>
    sizes.find((one) => one.version === version && one.locale === locale)?.bytes
  return (
    <Panel id="versions" title={t('reports.versions')}>
      <ol class="versions">
        {[...snapshot.versions].reverse().map((row) => (
          <li class={row.version === newest ? 'on' : undefined}>
            <p class={row.version === newest ? 'big' : 'big quiet'}>
              {t('reports.version', { version: row.version })}
              {row.percentBp === null
                ? null
                : ` · ${formatScore(t, row.percentBp, { ...scalesOf(snapshot).whole, limits: [] })}${row.grade === null ? '' : ` · ${row.grade}`}`}
            </p>
            <p>
              {t('result.issued', { at: formatInstant(view, row.issuedAt) })}
              {locales.map((locale) => {
                const bytes = size(row.version, locale)
                return (
                  <>
                    {' · '}
                    <a href={`/audits/${audit.id}/report.pdf?lang=${locale}&version=${row.version}`} download="">
                      {t(`result.pdf.short.${locale}`)}
                      {bytes === undefined ? null : ` (${formatBytes(view, bytes)})`}
                    </a>
                  </>
                )
              })}
            </p>
            {row.reason ? <p class="quote">{side(row.reason, view.locale)}</p> : null}
            {row.version === newest ? null : <p class="quiet">{t('result.superseded', { version: newest })}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** What the reviewer decides, or who has it in hand. */
const Review = (props: { view: View; audit: AuditCase; head: AuditHead; offers: Offers }) => {
  const { audit, head, offers, view } = props
  const { t } = view
  const isMine = audit.reviewer_id !== null && audit.reviewer_id === view.user?.id
  const mayDecide = offers.takeReview || offers.release || offers.return
  if (audit.state !== 'submitted' && audit.state !== 'in_review') return null
  const link = (step: string, kind: 'main' | 'usual', label: string) => (
    <LinkButton href={`/audits/${audit.id}/${step}`} kind={kind}>
      {label}
    </LinkButton>
  )
  return (
    <Panel id="review" title={t('review.title')} stack>
      <p>
        {audit.state === 'submitted'
          ? t(audit.review_required ? 'review.waiting' : 'review.not_required')
          : isMine
            ? t('review.yours')
            : t('review.theirs', { name: head.reviewer ?? '' })}
      </p>
      {mayDecide ? null : <p class="quiet">{t(offers.isOwn ? 'review.own' : 'review.read_only')}</p>}
      <div class="acts">
        {offers.release
          ? link('release', 'main', t(audit.practice ? 'review.close_practice' : 'review.release'))
          : null}
        {offers.takeReview ? (
          <ButtonForm action={`/audits/${audit.id}/review`} kind={offers.release ? 'usual' : 'main'}>
            {t(audit.state === 'submitted' ? 'review.take' : 'review.take_over')}
          </ButtonForm>
        ) : null}
        {offers.return ? link('return', 'usual', t('review.return')) : null}
        {link('sheet', 'usual', t('review.sheet'))}
      </div>
    </Panel>
  )
}

/** The explanation of the score, folded away. A link to `#why`, or to a part of it, opens it. */
const Why = (props: { view: View; traces: Traces }) => {
  const { traces, view } = props
  return (
    <details class="panel why">
      <summary>
        <h2>{view.t('trace.title')}</h2>
        <span class="quiet">{view.t('trace.open')}</span>
      </summary>
      <div id="why">
        <TraceParts trace={view.locale === 'zh-CN' ? traces.zh : traces.en} />
      </div>
    </details>
  )
}

const noteOf = (view: View, appeal: ResultProps['appeal']): string | null =>
  appeal === null
    ? null
    : view.t(appeal.isOver ? 'result.appeal.over' : 'result.appeal.open', { day: formatDay(view, appeal.on) })

/** The result of an audit: verdict first, strengths before losses, findings with their evidence, history last. */
export const ResultPage = (props: ResultProps) => {
  const { audit, head, offers, snapshot, view } = props
  const { t } = view
  const isIssued = snapshot.issue.version > 0
  const actions = new Map(props.actions.map((action) => [action.number, action]))
  const isVoid = audit.state === 'voided'
  return (
    <>
      <AuditTop
        view={view}
        audit={audit}
        head={head}
        tools={isIssued ? <ReportTools view={view} audit={audit} snapshot={snapshot} /> : undefined}
      />
      <AuditRemarks view={view} audit={audit} />
      <Review view={view} audit={audit} head={head} offers={offers} />
      {isVoid ? (
        <Remark kind="watch">
          <strong>{t('result.voided.because')}</strong> <span class="typed">{audit.void_reason}</span>
        </Remark>
      ) : (
        <>
          <Verdict view={view} snapshot={snapshot} note={noteOf(view, props.appeal)} />
          <Strengths view={view} snapshot={snapshot} />
          <Sections view={view} snapshot={snapshot} />
          {props.trace ? <Why view={view} traces={props.trace} /> : null}
        </>
      )}
      <Columns even>
        {isVoid ? (
          <Stack>{null}</Stack>
        ) : (
          <Findings view={view} snapshot={snapshot} actions={actions} photoIds={props.photoIds} />
        )}
        <Stack>
          {isIssued ? <Versions view={view} audit={audit} snapshot={snapshot} sizes={props.sizes} /> : null}
          <LossShares view={view} snapshot={snapshot} />
          {offers.void ? (
            <Panel id="void" title={t('review.void')} stack>
              <p class="quiet">{t('review.void.lead')}</p>
              <div class="acts">
                <LinkButton href={`/audits/${audit.id}/voiding`} kind="danger">
                  {t('review.void')}
                </LinkButton>
              </div>
            </Panel>
          ) : null}
        </Stack>
      </Columns>
      <ActionTable view={view} actions={props.actions} />
      <FullChecklist view={view} snapshot={snapshot} />
      {props.entries ? (
        <Panel id="audit-history" title={t('history.title')}>
          <LogHistory view={view} entries={props.entries} names={props.names} />
        </Panel>
      ) : null}
    </>
  )
}
