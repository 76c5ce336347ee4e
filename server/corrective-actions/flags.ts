import { addDays } from '../days.ts'
import type { ActionState, CorrectiveActionRow, Severity } from '../db/schema.ts'
import { isShortForm } from './states.ts'

/** The four phases of PDCA and the states in each. */
export const phases = {
  P: ['planning', 'plan_review'],
  D: ['doing'],
  C: ['implementation_review', 'effectiveness_check'],
  A: ['standardising'],
} as const satisfies Record<string, readonly ActionState[]>
export type Phase = keyof typeof phases
export const phaseNames = Object.keys(phases) as Phase[]

export const phaseOf = (state: ActionState): Phase | null =>
  phaseNames.find((phase) => (phases[phase] as readonly ActionState[]).includes(state)) ?? null

/** States in which nothing more is expected of anyone. */
export const endStates = ['closed', 'void'] as const satisfies readonly ActionState[]

/** All states, from first to last. */
export const stateOrder: readonly ActionState[] = [...Object.values(phases).flat(), ...endStates]

/** What the filter of states can say: everything open, a phase, or one state. */
export const stateFilters = ['open', ...phaseNames, ...Object.values(phases).flat(), ...endStates] as const
export type StateFilter = (typeof stateFilters)[number]

export const statesOf = (filter: StateFilter): readonly ActionState[] => {
  if (filter === 'open') return Object.values(phases).flat()
  return filter in phases ? phases[filter as Phase] : [filter as ActionState]
}

export type StateCounts = Record<ActionState, number>

/** How many of the counted a filter by state leaves. */
export const countOf = (counts: StateCounts, filter: StateFilter | undefined): number =>
  (filter ? statesOf(filter) : stateOrder).reduce((sum, state) => sum + counts[state], 0)
export const isOpen = (state: ActionState): boolean => !(endStates as readonly ActionState[]).includes(state)

/** States that wait for the auditor, the region or head office; the dealer's clock stands still in them. */
export const waitsForReviewer = (state: ActionState): boolean =>
  state === 'plan_review' || state === 'implementation_review' || state === 'effectiveness_check'

/** Days after its first day until an effectiveness check is late: minor ones may wait for the next audit, at most 90 days in all. */
export const checkGraceDays = (severity: Severity): number => (isShortForm(severity) ? 60 : 7)

export const soonDays = 3

type Dated = Pick<CorrectiveActionRow, 'state' | 'severity' | 'plan_due_on' | 'due_on' | 'check_on'>

/** The day that the present state works towards: plan due, implementation due, first day of the check. None while others review. */
export const dueOf = (action: Dated): string | null => {
  switch (action.state) {
    case 'planning':
      return action.plan_due_on
    case 'doing':
      return action.due_on
    case 'effectiveness_check':
      return action.check_on
    default:
      return null
  }
}

/** The last day that is not late. */
const lastDay = (action: Dated): string | null => {
  const due = dueOf(action)
  return due && action.state === 'effectiveness_check' ? addDays(due, checkGraceDays(action.severity)) : due
}

export const isOverdue = (action: Dated, today: string): boolean => {
  const last = lastDay(action)
  return last !== null && last < today
}

/** Due within three days, and not over yet. Only what a dealer must do is soon; a check simply becomes possible. */
export const isDueSoon = (action: Dated, today: string): boolean => {
  const due = dueOf(action)
  if (due === null || action.state === 'effectiveness_check') return false
  return due >= today && due <= addDays(today, soonDays)
}

/** The containment is written down too late, or still not: `now` and `dueAt` are instants. */
export const isContainmentLate = (
  action: Pick<CorrectiveActionRow, 'state' | 'containment_due_at'>,
  containment: string,
  now: string,
): boolean =>
  action.state === 'planning' &&
  action.containment_due_at !== null &&
  containment.trim() === '' &&
  action.containment_due_at < now

export const isRepeat = (action: Pick<CorrectiveActionRow, 'repeat_count'>): boolean => action.repeat_count > 0

/**
 * Was it implemented by the first approved day? `null` while that is open. The first day counts, whatever was extended since;
 * `doneOn` is the day on which the implementation that was accepted was submitted.
 */
export const onTime = (firstDueOn: string | null, doneOn: string | null, today: string): boolean | null => {
  if (firstDueOn === null) return null
  if (doneOn !== null) return doneOn <= firstDueOn
  return today > firstDueOn ? false : null
}
