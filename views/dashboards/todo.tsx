import { scoreValueOf } from '../../server/audits/shown-score.ts'
import type { ActionLine, OpenWindow, OwnDealer } from '../../server/dashboards/dealer-store.ts'
import { byDueDay, type NextStep, nextStepOf } from '../../server/dashboards/rules.ts'
import { dayIn } from '../../server/days.ts'
import { pick } from '../../server/i18n/words.ts'
import { checklistTitle } from '../audits/tags.tsx'
import { ActionTags, actionNumber, actionTitle, ownerPosition } from '../corrective-actions/tags.tsx'
import { formatInstant, formatTime } from '../format.ts'
import { Tag } from '../parts/tag.tsx'
import type { Todo } from '../parts/todo.tsx'
import { sayScore } from '../score.ts'
import type { View } from '../view.ts'

/** Whose it is, said only to people with several dealerships. */
export const dealerPrefix = (view: View, dealers: readonly OwnDealer[], dealerId: string): string => {
  if (dealers.length < 2) return ''
  const dealer = dealers.find((one) => one.id === dealerId)
  return dealer ? `${pick(view.locale, { zh: dealer.dealer_zh, en: dealer.dealer_en })}${view.t('dashboard.dot')}` : ''
}

type Dated = { dueOn: string | null; todo: Todo }

const whatOf = (view: View, action: ActionLine, step: Exclude<NextStep, 'wait'>): string =>
  step === 'do_step'
    ? view.t('dashboard.todo.do_step', { done: action.steps - action.steps_open, all: action.steps })
    : view.t(`dashboard.todo.${step}`)

/** A containment is due to the minute: within its day the time says more than the day. */
const containBy = (view: View, action: ActionLine, dueOn: string, today: string): Todo['when'] => {
  if (!action.containment_due_at || dueOn !== today) return undefined
  const isLate = action.containment_due_at < view.now
  return (
    <span class={isLate ? 'due late' : 'due soon'}>
      <small>{view.t(isLate ? 'due.label.late' : 'due.label.today')}</small>
      <time datetime={action.containment_due_at}>
        {view.t('dashboard.by_time', { time: formatTime(view, action.containment_due_at) })}
      </time>
    </span>
  )
}

const ofAction = (view: View, today: string, dealers: readonly OwnDealer[], action: ActionLine): Dated => {
  const { t } = view
  const { step, dueOn } = nextStepOf(action, view.timeZone)
  if (step === 'wait') return { dueOn, todo: { title: actionTitle(view, action) } }
  const owner = action.owner_name
    ? action.owner_id === view.user?.id
      ? null
      : t('dashboard.todo.owner', { name: action.owner_name })
    : t('dashboard.todo.no_owner', { position: ownerPosition(view, action) })
  const href = `/corrective-actions/${action.id}`
  const when = step === 'contain' && dueOn ? containBy(view, action, dueOn, today) : undefined
  return {
    dueOn,
    todo: {
      title: actionTitle(view, action),
      href,
      dueOn: when ? null : dueOn,
      when,
      tags: <ActionTags view={view} action={action} />,
      text: `${dealerPrefix(view, dealers, action.dealer_id)}${t('dashboard.todo.action', {
        number: actionNumber(action),
        what: whatOf(view, action, step),
      })}${owner === null ? '' : t('dashboard.dot') + owner}`,
      action: { href, label: t(`dashboard.do.${step}`) },
    },
  }
}

const ofWindow = (view: View, dealers: readonly OwnDealer[], window: OpenWindow): Dated => {
  const { t } = view
  const dueOn = dayIn(window.appeal_closes_at ?? view.now, view.timeZone)
  const checklist = checklistTitle(view, window)
  const href = `/audits/${window.id}`
  const score = scoreValueOf(window)
  return {
    dueOn,
    todo: {
      title:
        score === null || window.grade === null
          ? t('dashboard.window.title.none', { checklist })
          : t('dashboard.window.title', {
              checklist,
              score: sayScore(t, score, { unit: window.score_unit ?? 'percent' }),
              grade: window.grade,
            }),
      href,
      dueOn,
      tags: <Tag tone="held">{t('dashboard.window')}</Tag>,
      text: `${dealerPrefix(view, dealers, window.dealer_id)}${t('dashboard.window.text', {
        n: window.finding_count,
        at: formatInstant(view, window.appeal_closes_at ?? view.now, 'short'),
      })}`,
      action: { href, label: t('dashboard.do.check_result') },
    },
  }
}

/** Actions and appeal windows as one list, due first. */
export const todosOf = (
  view: View,
  today: string,
  dealers: readonly OwnDealer[],
  actions: ActionLine[],
  windows: OpenWindow[],
): Todo[] =>
  [
    ...actions.map((action) => ofAction(view, today, dealers, action)),
    ...windows.map((window) => ofWindow(view, dealers, window)),
  ]
    .sort(byDueDay)
    .map(({ todo }) => todo)

/** The first of the list is the one to take. */
export const firstMain = (todos: Todo[]): Todo[] =>
  todos.map((todo, i) => (i === 0 && todo.action ? { ...todo, action: { ...todo.action, main: true } } : todo))
