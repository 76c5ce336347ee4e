import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import { isShortForm } from '../../server/corrective-actions/states.ts'
import type { ActionRoundRow } from '../../server/db/schema.ts'
import { pick, type WordKey } from '../../server/i18n/words.ts'
import { dealerName } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { Button, LinkButton, Menu } from '../parts/button.tsx'
import type { FormState } from '../parts/form.tsx'
import { Columns, PageHead, Panel, Stack } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { PlanPanel, StepsPanel } from './plan.tsx'
import { PlanForm } from './plan-form.tsx'
import { ProgressPanel, RoundTabs } from './progress.tsx'
import { Refused } from './refused.tsx'
import { EffectPanel, ImplementationReviewPanel, PlanReviewPanel, StandardiseForm } from './reviews.tsx'
import { FindingPanel, Outcome, Returned, WhyAgain } from './rounds.tsx'
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

/** The form further down that waits for this reader; the button at the head leads to it. */
const turnOf = ({ missing, offers }: ActionDetail): { href: string; word: WordKey } | null => {
  if (offers.has('save_plan')) return { href: '#plan', word: 'action.plan.write' }
  if (offers.has('approve_plan')) return { href: '#review', word: 'action.review.plan' }
  if (offers.has('approve_implementation')) return { href: '#review', word: 'action.review.work' }
  const isTooEarly = missing('find_effective').some(({ code }) => code === 'too_early')
  if (offers.has('find_effective') && !isTooEarly) return { href: '#review', word: 'action.review.effect' }
  return null
}

const Tools = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { action, missing, offers } = detail
  const { t } = view
  const base = `/corrective-actions/${action.id}`
  const isReady = missing(action.state === 'doing' ? 'submit_implementation' : 'close').length === 0
  const turn = turnOf(detail)
  return (
    <>
      {offers.has('void') ? (
        <Menu label={t('shell.more')}>
          <a href={`${base}/voiding`}>{t('action.void')}</a>
        </Menu>
      ) : null}
      {turn ? (
        <LinkButton href={turn.href} kind="main">
          {t(turn.word)}
        </LinkButton>
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

/** The verdict that waits for this reader, after everything that it is about. */
const Review = (props: { view: View; detail: ActionDetail; state: FormState }) => {
  const { offers } = props.detail
  if (offers.has('approve_plan')) return <PlanReviewPanel {...props} />
  if (offers.has('approve_implementation')) return <ImplementationReviewPanel {...props} />
  return offers.has('find_effective') ? <EffectPanel {...props} /> : null
}

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
          {isPresent && offers.has('standardise') ? (
            <StandardiseForm view={view} detail={detail} state={forms.standardise} />
          ) : null}
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
          {isPresent ? <Review view={view} detail={detail} state={forms.review} /> : null}
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
