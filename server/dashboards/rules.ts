import { checkGraceDays, dueOf } from '../corrective-actions/flags.ts'
import { addDays, dayIn, daysFrom } from '../days.ts'
import type { ActionState, AuditState, CorrectiveActionRow, Severity } from '../db/schema.ts'

/** Averages and ranks that a dealer sees come from at least so many dealers. */
export const enoughDealers = 5

/** The mean of scores in basis points, half up; `null` of nothing. `sum` and `count` come as integers from the database. */
export const meanBp = (sum: number | null, count: number): number | null =>
  count === 0 ? null : Math.floor(((sum ?? 0) * 2 + count) / (count * 2))

export type RegionNode = { id: string; path: string; depth: number; name_zh: string; name_en: string }

/**
 * The regions that figures are shown by: the highest level of the given part of the tree that has more than one region; a part with
 * a single branch is shown as its top. `regions` hold the part from its top, parents first.
 */
export const shownRegions = <R extends RegionNode>(regions: readonly R[]): R[] => {
  const depths = [...new Set(regions.map((region) => region.depth))].sort((a, b) => a - b)
  const levels = depths.map((depth) => regions.filter((region) => region.depth === depth))
  return levels.find((level) => level.length > 1) ?? regions.slice(0, 1)
}

/** The shown region that each region counts for, by id. A region above the shown ones counts for itself, so that no dealer is lost. */
export const regionOf = <R extends RegionNode>(regions: readonly R[], shown: readonly R[]): Map<string, R> =>
  new Map(regions.map((region) => [region.id, shown.find((one) => region.path.startsWith(one.path)) ?? region]))

/** The five parts of a wave's progress, done first. */
export const progressParts = ['released', 'in_review', 'submitted', 'in_progress', 'planned'] as const
export type ProgressPart = (typeof progressParts)[number]

/** In which part of the progress a state counts: what was returned is in the field again. */
export const progressPartOf = (state: AuditState): ProgressPart | null => {
  switch (state) {
    case 'released':
    case 'final':
      return 'released'
    case 'returned':
      return 'in_progress'
    case 'cancelled':
    case 'voided':
      return null
    default:
      return state
  }
}

/** By how many days the action with the earliest due day of a group is late; 0 while only its containment is. */
export const daysLate = (
  group: { state: ActionState; severity: Severity; first_due: string | null },
  today: string,
): number => {
  if (group.first_due === null) return 0
  const grace = group.state === 'effectiveness_check' ? checkGraceDays(group.severity) : 0
  return Math.max(0, daysFrom(addDays(group.first_due, grace), today))
}

/** An open action with how far its steps have come. */
export type ActionToDo = Pick<
  CorrectiveActionRow,
  'state' | 'severity' | 'plan_due_on' | 'due_on' | 'check_on' | 'containment_due_at'
> & {
  containment: string
  cosigned_at: string | null
  standardised_at: string | null
  steps: number
  steps_open: number
  step_due_on: string | null
}

/** What the dealer has to do next with an action. */
export type NextStep =
  | 'contain'
  | 'plan'
  | 'do_step'
  | 'cosign'
  | 'submit_implementation'
  | 'standardise'
  | 'close'
  | 'wait'

export const nextStepOf = (action: ActionToDo, timeZone: string): { step: NextStep; dueOn: string | null } => {
  switch (action.state) {
    case 'planning': {
      const containBy = action.containment_due_at && dayIn(action.containment_due_at, timeZone)
      if (containBy && action.containment.trim() === '') return { step: 'contain', dueOn: containBy }
      return { step: 'plan', dueOn: action.plan_due_on }
    }
    case 'doing':
      if (action.steps_open > 0) return { step: 'do_step', dueOn: action.step_due_on ?? action.due_on }
      if (action.severity === 'critical' && action.cosigned_at === null) return { step: 'cosign', dueOn: action.due_on }
      return { step: 'submit_implementation', dueOn: action.due_on }
    case 'standardising':
      return { step: action.standardised_at === null ? 'standardise' : 'close', dueOn: null }
    default:
      return { step: 'wait', dueOn: dueOf(action) }
  }
}

/** Orders by due day, the earliest first; what has none comes last, in the order given. */
export const byDueDay = (a: { dueOn: string | null }, b: { dueOn: string | null }): number => {
  if (a.dueOn === b.dueOn) return 0
  if (a.dueOn === null) return 1
  if (b.dueOn === null) return -1
  return a.dueOn < b.dueOn ? -1 : 1
}

/** One result of a dealer, oldest first in a list. */
export type ResultOfDealer = { checklist_id: string; wave_id: string | null; score_bp: number | null }

/** The results of each checklist, of every wave the latest only; the checklist with the latest result first. */
export const byChecklist = <R extends ResultOfDealer>(results: readonly R[]): R[][] => {
  const groups = new Map<string, R[]>()
  for (const result of results) {
    const before = groups.get(result.checklist_id) ?? []
    const kept = before.filter((one) => result.wave_id === null || one.wave_id !== result.wave_id)
    groups.delete(result.checklist_id)
    groups.set(result.checklist_id, [...kept, result])
  }
  return [...groups.values()].reverse()
}

/** A section beside the average of the network; without an average it stands for itself. */
export type SectionStanding = { sectionId: string; bp: number; averageBp: number | null }

/** The best and the weakest sections: by distance to the network where it is known, else by their own score; none in both. */
export const strengthsAndLosses = (
  sections: readonly SectionStanding[],
  most: number,
): { strengths: SectionStanding[]; losses: SectionStanding[] } => {
  const compared = sections.some((section) => section.averageBp !== null)
  const value = (section: SectionStanding) => (compared ? section.bp - (section.averageBp ?? section.bp) : section.bp)
  const ordered = [...sections].sort((a, b) => value(b) - value(a))
  const isStrong = (section: SectionStanding) => (compared ? value(section) >= 0 : section.bp >= 9000)
  const strengths = ordered.filter(isStrong).slice(0, most)
  const losses = ordered
    .filter((section) => !isStrong(section) && section.bp < 10000)
    .reverse()
    .slice(0, most)
  return { strengths, losses }
}
