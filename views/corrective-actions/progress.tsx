import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import { policy } from '../../server/corrective-actions/due.ts'
import { dueOf, isContainmentLate, onTime, waitsForReviewer } from '../../server/corrective-actions/flags.ts'
import { addDays } from '../../server/days.ts'
import type { ActionState } from '../../server/db/schema.ts'
import { dayOf, formatDay } from '../format.ts'
import { Remark } from '../parts/page.tsx'
import { type Step, Steps, Tabs } from '../parts/progress.tsx'
import { Tag } from '../parts/tag.tsx'
import { DueFigure } from '../parts/todo.tsx'
import type { Reader, View } from '../view.ts'

const order = [
  'planning',
  'plan_review',
  'doing',
  'implementation_review',
  'effectiveness_check',
  'standardising',
  'closed',
] as const satisfies readonly ActionState[]
const phaseLetter: Partial<Record<ActionState, string>> = {
  planning: 'P',
  doing: 'D',
  implementation_review: 'C',
  standardising: 'A',
}

/** The instant as its day in the reader's zone. */
export const instantDay = (view: Reader, at: string): string => formatDay(view, dayOf(at, view.timeZone), 'short')

/** What each step of the present round says about its day: done, due, or about when. */
const noteOf = (view: Reader, detail: ActionDetail, state: ActionState, isDone: boolean): string | null => {
  const { action, round } = detail
  const { t } = view
  const on = (at: string | null, word: 'submitted' | 'approved' | 'done' | 'verified' | 'effective' | 'closed') =>
    at === null ? null : t(`action.step.${word}`, { day: instantDay(view, at) })
  const due = (day: string | null, word: 'due' | 'check_from' | 'check_about') =>
    day === null ? null : t(`action.step.${word}`, { day: formatDay(view, day, 'short') })
  switch (state) {
    case 'planning':
      return isDone ? on(round.planned_at, 'submitted') : due(action.plan_due_on, 'due')
    case 'plan_review':
      return isDone ? on(round.plan_reviewed_at, 'approved') : null
    case 'doing':
      return isDone ? on(round.done_at, 'done') : due(action.due_on, 'due')
    case 'implementation_review':
      return isDone ? on(round.implementation_reviewed_at, 'verified') : null
    case 'effectiveness_check': {
      if (isDone) return on(round.effectiveness_checked_at, 'effective')
      const about = action.due_on && addDays(action.due_on, policy[action.severity].checkDays)
      return action.check_on ? due(action.check_on, 'check_from') : due(about, 'check_about')
    }
    case 'standardising':
      return isDone ? on(round.standardised_at, 'done') : null
    default:
      return on(action.closed_at, 'closed')
  }
}

const stepsOf = (view: Reader, detail: ActionDetail): Step[] => {
  const at = order.indexOf(detail.action.state as (typeof order)[number])
  return order.map((state, index) => {
    const isDone = index < at || detail.action.state === 'closed'
    return {
      label: view.t(`action.state.${state}`),
      phase: phaseLetter[state],
      state: isDone ? 'done' : index === at ? 'on' : 'todo',
      note: noteOf(view, detail, state, isDone),
    }
  })
}

/** Why the main step cannot be taken yet, or what happens next. Stands beside the button and is named by it. */
export const whyNot = (view: Reader, detail: ActionDetail): string | null => {
  const { action, missing } = detail
  const { t } = view
  if (action.state === 'doing') {
    const refusals = missing('submit_implementation')
    const open = refusals.find(({ code }) => code === 'steps_open')?.params?.n
    const unsigned = refusals.some(({ code }) => code === 'cosign_missing')
    if (open) return t(unsigned ? 'action.missing.doing.cosign' : 'action.missing.doing', { n: open })
    if (unsigned) return t('action.missing.cosign')
    const [first] = refusals
    return first ? t(`action.refusal.${first.code}`, first.params) : null
  }
  if (action.state === 'effectiveness_check' && action.check_on)
    return t('action.wait.effectiveness_check', { day: formatDay(view, action.check_on, 'short') })
  if (action.state === 'plan_review' || action.state === 'implementation_review' || action.state === 'standardising')
    return t(`action.wait.${action.state}`)
  return null
}

const Standing = (props: { view: Reader; detail: ActionDetail }) => {
  const { detail, view } = props
  const { action, round } = detail
  const { t } = view
  const due = dueOf(action)
  if (action.state === 'closed' && action.closed_at) {
    const doneOn = round.done_at && dayOf(round.done_at, view.timeZone)
    const isOnTime = onTime(action.first_due_on, doneOn, detail.today)
    return (
      <>
        <p class="due">{t('action.closed_on', { day: instantDay(view, action.closed_at) })}</p>
        {isOnTime === null ? null : (
          <Tag tone={isOnTime ? 'good' : 'watch'} sign={isOnTime ? '✓' : '!'}>
            {t(isOnTime ? 'action.on_time' : 'action.late')}
          </Tag>
        )}
      </>
    )
  }
  if (due && !waitsForReviewer(action.state)) {
    return (
      <>
        <DueFigure view={view} on={due} />
        {isContainmentLate(action, round.containment, view.now) ? (
          <Tag tone="bad" sign="!">
            {t('action.containment_late')}
          </Tag>
        ) : null}
      </>
    )
  }
  return <p class="due">{t(`action.now.${action.state}`)}</p>
}

/** Where the action stands: the time left, the seven steps with their days, what is missing. */
export const ProgressPanel = (props: { view: Reader; detail: ActionDetail }) => {
  const { detail, view } = props
  const why = whyNot(view, detail)
  return (
    <section class="panel" aria-labelledby="progress-title">
      <header>
        <h2 id="progress-title" class="sr">
          {view.t('action.progress')}
        </h2>
        <Standing view={view} detail={detail} />
        <p class="aside" id="why">
          {why}
        </p>
      </header>
      {detail.action.state === 'void' ? (
        <Remark kind="watch">
          <b>{view.t('action.void_reason')}</b>
          <p class="typed">{detail.action.void_reason}</p>
        </Remark>
      ) : (
        <Steps view={view} steps={stepsOf(view, detail)} />
      )}
    </section>
  )
}

/** One tab per round; the earlier ones show what was tried. */
export const RoundTabs = (props: { view: View; detail: ActionDetail; shown: number }) => {
  const { detail, shown, view } = props
  const { action, rounds } = detail
  if (rounds.length < 2) return null
  return (
    <Tabs
      label={view.t('action.rounds')}
      tabs={rounds.map((round) => ({
        href: `/corrective-actions/${action.id}${round.round === action.round ? '' : `?round=${round.round}`}`,
        label:
          round.round === action.round
            ? view.t('action.round.now', { n: round.round, state: view.t(`action.now.${action.state}`) })
            : view.t(
                round.effectiveness_verdict === 'not_effective' ? 'action.round.not_effective' : 'action.round.closed',
                { n: round.round },
              ),
        current: round.round === shown,
      }))}
    />
  )
}
