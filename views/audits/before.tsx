import type { HistoryEntry } from '../../server/activity/store.ts'
import type { Offers } from '../../server/audits/offers.ts'
import type { AuditCase, AuditHead, Candidate, NoticeAudit } from '../../server/audits/store.ts'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatDay } from '../format.ts'
import { ButtonForm, LinkButton } from '../parts/button.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Facts } from '../parts/facts.tsx'
import { SelectField } from '../parts/field.tsx'
import type { FormState } from '../parts/form.tsx'
import { Columns, PageHead, Panel, Stack } from '../parts/page.tsx'
import { Progress } from '../parts/progress.tsx'
import { StepTitle } from '../results/steps.tsx'
import type { View } from '../view.ts'
import { LogHistory } from './history.tsx'
import { AuditFactsPanel, AuditRemarks, AuditTop } from './page.tsx'
import { checklistTitle, dealerName } from './tags.tsx'

/** The steps that an audit offers now, the main one first. */
export const AuditTools = (props: { view: View; id: string; offers: Offers; hasSheet: boolean }) => {
  const { id, offers, view } = props
  const { t } = view
  return (
    <>
      {offers.start ? (
        <ButtonForm action={`/audits/${id}/start`} kind="main">
          {t('audit.start')}
        </ButtonForm>
      ) : null}
      {offers.record ? (
        <LinkButton href={`/audits/${id}/sheet`} kind="main">
          {t('audit.sheet.open')}
        </LinkButton>
      ) : null}
      {offers.oversee && !offers.record && props.hasSheet ? (
        <LinkButton href={`/audits/${id}/sheet`}>{t('review.sheet')}</LinkButton>
      ) : null}
      {offers.handOver ? <LinkButton href={`/audits/${id}/assignment`}>{t('audit.hand_over')}</LinkButton> : null}
      {offers.cancel ? (
        <LinkButton href={`/audits/${id}/cancellation`} kind="danger">
          {t('audit.cancel')}
        </LinkButton>
      ) : null}
    </>
  )
}

/** How far the recording is, and what still keeps the audit from being handed in. */
export type RecordingProgress = { settled: number; asked: number; missing: number }

const ProgressPanel = (props: { view: View; id: string; progress: RecordingProgress; offers: Offers }) => {
  const { id, offers, progress, view } = props
  const { t } = view
  return (
    <Panel id="progress" title={t('audit.progress')} stack>
      <Progress id="progress-bar" label={t('audit.progress.settled')} value={progress.settled} max={progress.asked} />
      <p>
        {progress.missing === 0 ? t('audit.progress.complete') : t('submission.missing.title', { n: progress.missing })}
      </p>
      {offers.record ? (
        <div class="acts">
          <LinkButton href={`/audits/${id}/submission`} kind={progress.missing === 0 ? 'main' : 'usual'}>
            {t(progress.missing === 0 ? 'submission.title' : 'audit.progress.show')}
          </LinkButton>
        </div>
      ) : null}
    </Panel>
  )
}

const Points = (props: { view: View; points: readonly { zh: string; en: string }[] }) => (
  <ul>
    {props.points.map((point) => (
      <li>{pick(props.view.locale, point)}</li>
    ))}
  </ul>
)

/** What a shopper plays: who they are, what they do, what they must not, and what proves the visit. */
const Scenario = (props: { view: View; scenario: NonNullable<ChecklistContent['scenario']> }) => {
  const { scenario, view } = props
  const { t } = view
  return (
    <Panel id="scenario" title={t('audit.scenario')}>
      <div class="brief">
        <p>{pick(view.locale, scenario.brief)}</p>
        <div>
          <h3>{t('audit.scenario.do')}</h3>
          <Points view={view} points={scenario.must_do} />
        </div>
        <div>
          <h3>{t('audit.scenario.do_not')}</h3>
          <Points view={view} points={scenario.must_not} />
        </div>
        <div>
          <h3>{t('audit.scenario.proof')}</h3>
          <Points view={view} points={scenario.proof_of_visit} />
        </div>
      </div>
    </Panel>
  )
}

/** An audit before it has a result: what it is, what to do next, what happened so far. */
export const AuditBeforePage = (props: {
  view: View
  audit: AuditCase
  head: AuditHead
  offers: Offers
  /** Null for those who see nothing of how the audit went on. */
  entries: HistoryEntry[] | null
  progress: RecordingProgress | null
  scenario: ChecklistContent['scenario'] | null
  names: ReadonlyMap<string, string>
}) => {
  const { audit, head, offers, view } = props
  const { t } = view
  return (
    <>
      <AuditTop
        view={view}
        audit={audit}
        head={head}
        tools={<AuditTools view={view} id={audit.id} offers={offers} hasSheet={audit.started_at !== null} />}
      />
      <AuditRemarks view={view} audit={audit} />
      <Columns kind="halves">
        <Stack>
          {props.progress ? (
            <ProgressPanel view={view} id={audit.id} progress={props.progress} offers={offers} />
          ) : null}
          <AuditFactsPanel view={view} audit={audit} head={head} />
        </Stack>
        <Stack>
          {props.scenario ? <Scenario view={view} scenario={props.scenario} /> : null}
          {props.entries ? (
            <Panel id="audit-history" title={t('history.title')}>
              <LogHistory view={view} entries={props.entries} names={props.names} />
            </Panel>
          ) : null}
        </Stack>
      </Columns>
    </>
  )
}

/** An announced audit as its dealer sees it beforehand: day, checklist and auditor, nothing else. */
export const AuditNoticePage = (props: { view: View; audit: NoticeAudit }) => {
  const { audit, view } = props
  const { t } = view
  return (
    <>
      <PageHead title={`${checklistTitle(view, audit)} · ${dealerName(view, audit)}`} lead={t('audit.notice.lead')} />
      <Panel id="notice">
        <Facts
          row
          facts={[
            { label: t('audit.field.day'), value: formatDay(view, audit.planned_on, 'long') },
            { label: t('audit.field.checklist'), value: checklistTitle(view, audit) },
            { label: t('audit.field.auditor'), value: audit.auditor },
          ]}
        />
      </Panel>
    </>
  )
}

export const HandOverPage = (props: {
  view: View
  audit: AuditCase
  head: AuditHead
  form: FormState
  candidates: Candidate[]
}) => {
  const { audit, form, head, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={<StepTitle view={view} head={head} title={t('audit.hand_over.title')} />}
      action={`/audits/${audit.id}/assignment`}
      cancelHref={`/audits/${audit.id}`}
      confirmLabel={t('audit.hand_over')}
      state={form}
      will={[
        { text: t('audit.hand_over.will.keep'), kind: 'good' },
        { text: t('audit.hand_over.will.lose'), kind: 'watch' },
      ]}
    >
      <SelectField
        view={view}
        state={form}
        name="auditor_id"
        label={t('audit.hand_over.to')}
        required
        options={props.candidates
          .filter((one) => one.id !== audit.auditor_id)
          .map((one) => ({ value: one.id, label: one.name }))}
      />
    </Confirm>
  )
}

export const CancelPage = (props: { view: View; audit: AuditCase; head: AuditHead; form: FormState }) => {
  const { audit, form, head, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={<StepTitle view={view} head={head} title={t('audit.cancel')} />}
      action={`/audits/${audit.id}/cancellation`}
      cancelHref={`/audits/${audit.id}`}
      confirmLabel={t('audit.cancel')}
      grave
      state={form}
      reason={{ label: t('field.reason'), hint: t('audit.cancel.hint'), required: true }}
      will={[
        { text: t('audit.cancel.will'), kind: 'bad' },
        { text: t('audit.cancel.will.keep'), kind: 'watch' },
      ]}
    />
  )
}
