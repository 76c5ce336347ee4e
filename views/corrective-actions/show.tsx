import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import { isShortForm } from '../../server/corrective-actions/states.ts'
import type { ActionRoundRow } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import { dealerName } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { Button, LinkButton, Menu } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import type { FormState } from '../parts/form.tsx'
import { Columns, PageHead, Panel, Remark, Stack } from '../parts/page.tsx'
import { PhotoStrip } from '../parts/photos.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { PlanPanel, StepsPanel, stripOf } from './plan.tsx'
import { PlanForm } from './plan-form.tsx'
import { instantDay, ProgressPanel, RoundTabs } from './progress.tsx'
import { EffectPanel, ImplementationReviewPanel, PlanReviewPanel, StandardiseForm } from './reviews.tsx'
import { ContainmentPanel, HistoryPanel, PeoplePanel } from './side.tsx'
import { ActionTags, actionNumber, actionTitle } from './tags.tsx'

/** The states of the page's forms; `page` holds what was refused without a form of its own. */
export type ActionForms = {
  plan: FormState
  review: FormState
  standardise: FormState
  owner: FormState
  page: FormState
}

const Tools = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { action, missing, offers } = detail
  const { t } = view
  const base = `/corrective-actions/${action.id}`
  const isReady = missing(action.state === 'doing' ? 'submit_implementation' : 'close').length === 0
  return (
    <>
      {offers.has('void') ? (
        <Menu label={t('shell.more')}>
          <a href={`${base}/voiding`}>{t('action.void')}</a>
        </Menu>
      ) : null}
      {offers.has('submit_implementation') ? (
        <form method="post" action={`${base}/implementation`}>
          <Button kind="main" disabled={!isReady} why="why">
            {t('action.submit_work')}
          </Button>
        </form>
      ) : null}
      {offers.has('close') ? (
        isReady ? (
          <LinkButton href={`${base}/closure`} kind="main">
            {t('action.close')}
          </LinkButton>
        ) : (
          <Button kind="main" type="button" disabled why="why">
            {t('action.close')}
          </Button>
        )
      ) : null}
    </>
  )
}

/** What the audit saw: the ticked losses and the auditor's words, each time that it was seen. */
const FindingPanel = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { t } = view
  const findings = [...detail.findings].reverse()
  if (findings.every((finding) => finding.note === '' && finding.lossTexts.length === 0)) return null
  return (
    <Panel id="finding" title={t('action.finding')} stack>
      {findings.map((finding, index) => (
        <div>
          {index < findings.length - 1 ? (
            <p class="small">{t('action.finding.repeat', { day: formatDay(view, finding.planned_on, 'short') })}</p>
          ) : null}
          {finding.lossTexts.length > 0 ? (
            <ul class="bullets">
              {finding.lossTexts.map((loss) => (
                <li>{pick(view.locale, loss)}</li>
              ))}
            </ul>
          ) : null}
          {finding.note ? <p class="quote typed">{finding.note}</p> : null}
        </div>
      ))}
    </Panel>
  )
}

/** Why this round exists: what the one before did not reach, or that the problem came back. */
const WhyAgain = (props: { view: View; detail: ActionDetail; round: ActionRoundRow }) => {
  const { detail, view } = props
  const { t } = view
  const before = detail.rounds.find((one) => one.round === props.round.round - 1)
  if (!before) return null
  const n = before.round
  if (before.effectiveness_verdict !== 'not_effective') {
    return (
      <Panel id="why-again" title={t('action.why_again')}>
        <p>{t('action.why_again.text', { n: props.round.round })}</p>
      </Panel>
    )
  }
  const unit = before.target_unit ? ` ${before.target_unit}` : ''
  const who = before.effectiveness_checked_by ? (detail.names.get(before.effectiveness_checked_by) ?? '') : ''
  const day = before.effectiveness_checked_at ? instantDay(view, before.effectiveness_checked_at) : ''
  return (
    <Panel id="why-not" title={t('action.why_not', { n })} aside={t('action.why_not.aside', { day, who })} stack>
      <p class="quote typed">{before.miss_cause}</p>
      <Facts
        row
        facts={[
          before.value_before !== '' && { label: t('action.value_before'), value: before.value_before + unit },
          before.value_after !== '' && {
            label: t('action.value_after_round', { n }),
            value: (
              <>
                {before.value_after}
                {unit} <Tag tone="bad">{t('action.verdict.not_effective')}</Tag>
              </>
            ),
          },
          before.target_value !== '' && { label: t('action.target'), value: before.target_value + unit },
        ]}
      />
    </Panel>
  )
}

/** What a reviewer said when sending something back, until it is handed in again. */
const Returned = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { action, names, round } = detail
  const name = (id: string | null) => (id ? (names.get(id) ?? '') : '')
  const said =
    action.state === 'planning' && round.plan_verdict === 'returned'
      ? {
          word: 'action.plan.returned' as const,
          at: round.plan_reviewed_at,
          by: round.plan_reviewed_by,
          reason: round.plan_reason,
        }
      : action.state === 'doing' && round.implementation_verdict === 'returned'
        ? {
            word: 'action.work.returned' as const,
            at: round.implementation_reviewed_at,
            by: round.implementation_reviewed_by,
            reason: round.implementation_reason,
          }
        : null
  if (!said?.at) return null
  return (
    <Remark kind="watch">
      <b>{view.t(said.word, { day: instantDay(view, said.at), who: name(said.by) })}</b>
      <p class="typed">{said.reason}</p>
    </Remark>
  )
}

/** What the effectiveness check of a round found, and what was standardised. */
const Outcome = (props: { view: View; detail: ActionDetail; round: ActionRoundRow }) => {
  const { detail, round, view } = props
  const { t } = view
  const verdict = round.effectiveness_verdict
  const photos = detail.photos.filter((photo) => photo.purpose === 'effect' && photo.round === round.round)
  const unit = round.target_unit ? ` ${round.target_unit}` : ''
  if (verdict === '') return null
  return (
    <Panel
      id="outcome"
      title={t('action.state.effectiveness_check')}
      aside={
        <Tag tone={verdict === 'effective' ? 'good' : 'bad'} sign={verdict === 'effective' ? '✓' : '✗'}>
          {t(`action.verdict.${verdict}`)}
        </Tag>
      }
      stack
    >
      <Facts
        row
        facts={[
          round.value_before !== '' && { label: t('action.value_before'), value: round.value_before + unit },
          round.value_after !== '' && { label: t('action.value_after'), value: round.value_after + unit },
          round.target_value !== '' && { label: t('action.target_value'), value: round.target_value + unit },
        ]}
      />
      {round.effectiveness_note ? <p class="quote typed">{round.effectiveness_note}</p> : null}
      {round.miss_cause ? <p class="quote typed">{round.miss_cause}</p> : null}
      {photos.length > 0 ? <PhotoStrip view={view} photos={stripOf(view, photos, t('action.photo.effect'))} /> : null}
      {round.standardised_at ? (
        <Facts
          facts={[
            round.standard !== '' && {
              label: t('action.standard'),
              value: <span class="typed">{round.standard}</span>,
            },
            round.training !== '' && {
              label: t('action.training'),
              value: <span class="typed">{round.training}</span>,
            },
            round.read_across !== '' && {
              label: t('action.read_across'),
              value: <span class="typed">{round.read_across}</span>,
            },
          ]}
        />
      ) : null}
    </Panel>
  )
}

/** The step that waits for this reader, as a form. */
const Turn = (props: { view: View; detail: ActionDetail; forms: ActionForms }) => {
  const { detail, forms, view } = props
  const { offers } = detail
  if (offers.has('approve_plan')) return <PlanReviewPanel view={view} detail={detail} state={forms.review} />
  if (offers.has('approve_implementation'))
    return <ImplementationReviewPanel view={view} detail={detail} state={forms.review} />
  if (offers.has('find_effective')) return <EffectPanel view={view} detail={detail} state={forms.review} />
  if (offers.has('standardise')) return <StandardiseForm view={view} detail={detail} state={forms.standardise} />
  return null
}

/** What was refused when its form is not on the page any more: the sentences, and what had been typed, to copy. */
export const Refused = (props: { view: View; state: FormState }) => {
  const { state, view } = props
  if (state.errors.length === 0) return null
  const typed = Object.entries(state.values).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' && !codes.has(name) ? [value] : [],
  )
  return (
    <Remark kind="bad">
      {state.errors.map(({ text }) => (
        <p>{text}</p>
      ))}
      {typed.length === 0 ? null : (
        <>
          <p class="small">{view.t('action.typed_before')}</p>
          {typed.map((text) => (
            <p class="quote typed">{text}</p>
          ))}
        </>
      )}
    </Remark>
  )
}
/** Fields that hold codes, not words. */
const codes = new Set(['seen', 'verdict', 'cause_class', 'cause_source', 'check_method', 'owner_id'])

/** One corrective action: where it stands, what comes next, what was planned, done and found, round by round. */
export const ActionPage = (props: {
  view: View
  detail: ActionDetail
  /** The round on the page; earlier ones are for reading. */
  round: ActionRoundRow
  forms: ActionForms
  trainingOnly: string | null
}) => {
  const { detail, forms, round, trainingOnly, view } = props
  const { action, offers } = detail
  const { t } = view
  const isPresent = round.round === action.round
  const isPlanning = isPresent && offers.has('save_plan')
  const [finding] = detail.findings
  return (
    <>
      <PageHead
        over={
          <>
            {actionNumber(action)} · <ActionTags view={view} action={action} />
          </>
        }
        title={actionTitle(view, action)}
        lead={
          <>
            {dealerName(view, action)}
            {finding
              ? ` · ${t('action.from', {
                  day: formatDay(view, finding.planned_on, 'short'),
                  checklist: pick(view.locale, { zh: finding.title_zh, en: finding.title_en }),
                  item: finding.item_code,
                })}`
              : null}
            {detail.auditHref ? (
              <>
                {' · '}
                <a href={detail.auditHref}>{t('action.see_finding')}</a>
              </>
            ) : null}
          </>
        }
        tools={<Tools view={view} detail={detail} />}
      />
      <Refused view={view} state={forms.page} />
      <ProgressPanel view={view} detail={detail} />
      <RoundTabs view={view} detail={detail} shown={round.round} />
      <Columns>
        <Stack>
          {isPresent ? <Returned view={view} detail={detail} /> : null}
          {isPresent ? <Turn view={view} detail={detail} forms={forms} /> : null}
          <WhyAgain view={view} detail={detail} round={round} />
          <Outcome view={view} detail={detail} round={round} />
          <FindingPanel view={view} detail={detail} />
          {isPlanning ? (
            <Panel id="plan" title={t('action.plan')} aside={t('action.plan.draft')} stack>
              <PlanForm view={view} detail={detail} state={forms.plan} trainingOnly={trainingOnly} />
            </Panel>
          ) : (
            <>
              <StepsPanel view={view} detail={detail} round={round.round} />
              <PlanPanel view={view} detail={detail} round={round} trainingOnly={trainingOnly} />
            </>
          )}
        </Stack>
        <Stack>
          {isPlanning && isShortForm(action.severity) ? null : (
            <ContainmentPanel view={view} detail={detail} round={round} />
          )}
          <PeoplePanel view={view} detail={detail} state={forms.owner} />
          <HistoryPanel view={view} detail={detail} />
        </Stack>
      </Columns>
    </>
  )
}
