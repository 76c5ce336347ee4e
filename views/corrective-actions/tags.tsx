import type { Text } from '../../server/checklists/format.ts'
import { dueOf, isOverdue } from '../../server/corrective-actions/flags.ts'
import type { ActionListRow } from '../../server/corrective-actions/list-store.ts'
import type { ActionState, CorrectiveActionRow, Severity } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import { dayOf, formatDay } from '../format.ts'
import { Due, Tag, type Tone } from '../parts/tag.tsx'
import { positionName } from '../users/words.tsx'
import type { Reader } from '../view.ts'

export { actionNumber } from '../../server/corrective-actions/number.ts'

/** What the action is about, in the reader's language. */
export const actionTitle = (view: Reader, action: Pick<CorrectiveActionRow, 'title_zh' | 'title_en'>): string =>
  pick(view.locale, { zh: action.title_zh, en: action.title_en })

const tones: Record<Severity, Tone> = { critical: 'critical', major: 'bad', minor: 'line', observation: 'line' }

export const SeverityTag = (props: { view: Reader; severity: Severity }) => (
  <Tag tone={tones[props.severity]}>{props.view.t(`action.severity.${props.severity}`)}</Tag>
)

/** Severity, repeats and rounds: what makes an action more urgent than another. */
export const ActionTags = (props: {
  view: Reader
  action: Pick<CorrectiveActionRow, 'severity' | 'repeat_count' | 'round'>
}) => {
  const { action, view } = props
  return (
    <span>
      <SeverityTag view={view} severity={action.severity} />{' '}
      {action.repeat_count > 0 ? (
        <Tag tone="bad" sign="⟳">
          {view.t('action.repeat', { n: action.repeat_count })}
        </Tag>
      ) : null}{' '}
      {action.round > 1 ? <Tag tone="line">{view.t('action.round', { n: action.round })}</Tag> : null}
    </span>
  )
}

const stateTones: Record<ActionState, Tone> = {
  planning: 'watch',
  plan_review: 'held',
  doing: 'watch',
  implementation_review: 'held',
  effectiveness_check: 'held',
  standardising: 'plain',
  closed: 'good',
  void: 'line',
}

/** How an action stands, in a word. */
export const StateTag = (props: { view: Reader; state: ActionState }) => (
  <Tag tone={stateTones[props.state]}>{props.view.t(`action.now.${props.state}`)}</Tag>
)

/** The owner's position in the checklist's words where they are at hand, else in the product's. */
export const ownerPosition = (
  view: Reader,
  action: Pick<CorrectiveActionRow, 'owner_position'>,
  text?: Text | null,
): string => (text ? pick(view.locale, text) : positionName(view, action.owner_position))

/** Who answers: the person, or the position while nobody is named. */
export const OwnerName = (props: { view: Reader; action: Pick<ActionListRow, 'owner_name' | 'owner_position'> }) => (
  <span>
    {props.action.owner_name ?? ownerPosition(props.view, props.action)}
    {props.action.owner_name ? null : <small> {props.view.t('action.list.nobody')}</small>}
  </span>
)

type Dated = Pick<CorrectiveActionRow, 'state' | 'severity' | 'plan_due_on' | 'due_on' | 'check_on'>

/** What the present state works towards: days left, the first day of a check, or that it waits for others. */
export const ActionDue = (props: { view: Reader; action: Dated; day?: boolean }) => {
  const { action, view } = props
  const today = dayOf(view.now, view.timeZone)
  const due = dueOf(action)
  if (action.state === 'effectiveness_check' && due) {
    const isLate = isOverdue(action, today)
    return (
      <span class={isLate ? 'due late' : due <= today ? 'due soon' : 'due'}>
        <time datetime={due}>{view.t('action.list.check_from', { day: formatDay(view, due, 'short') })}</time>
      </span>
    )
  }
  if (due) return <Due view={view} on={due} day={props.day} />
  if (action.state === 'plan_review' || action.state === 'implementation_review')
    return <span class="quiet">{view.t('action.list.waits')}</span>
  return <span class="quiet">–</span>
}
