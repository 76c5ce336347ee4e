import { dueOf } from '../corrective-actions/flags.ts'
import { dayIn } from '../days.ts'
import type { CorrectiveActionRow } from '../db/schema.ts'
import { meanBp } from '../reports/averages.ts'

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
export const strengthsAndLosses = <S extends SectionStanding>(
  sections: readonly S[],
  most: number,
): { strengths: S[]; losses: S[] } => {
  const compared = sections.some((section) => section.averageBp !== null)
  const value = (section: S) => (compared ? section.bp - (section.averageBp ?? section.bp) : section.bp)
  const ordered = [...sections].sort((a, b) => value(b) - value(a))
  const isStrong = (section: S) => (compared ? value(section) >= 0 : section.bp >= 9000)
  const strengths = ordered.filter(isStrong).slice(0, most)
  const losses = ordered
    .filter((section) => !isStrong(section) && section.bp < 10000)
    .reverse()
    .slice(0, most)
  return { strengths, losses }
}

/** One grade of this wave and of the wave before. */
export type GradeFigure = { grade: string; n: number; lastN: number }
export type GradeFigures = {
  grades: GradeFigure[]
  /** Dealers with a grade, this time and last time. */
  graded: number
  lastGraded: number
  /** Results that count, with or without a grade. */
  results: number
  averageBp: number | null
  lastAverageBp: number | null
}

/** Distribution and averages of a wave and the one before, the grades in the order of the checklist. */
export const gradeFigures = (
  rows: readonly { wave_id: string | null; grade: string | null; n: number; scored: number; sum_bp: number | null }[],
  waveId: string,
  grades: readonly string[],
): GradeFigures => {
  const now = rows.filter((row) => row.wave_id === waveId)
  const last = rows.filter((row) => row.wave_id !== waveId)
  const count = (among: typeof now, grade: string) => among.find((row) => row.grade === grade)?.n ?? 0
  const sum = (among: typeof now, value: (row: (typeof now)[number]) => number) =>
    among.reduce((total, row) => total + value(row), 0)
  const mean = (among: typeof now) => {
    const scored = sum(among, (row) => row.scored)
    const whole = sum(among, (row) => row.sum_bp ?? 0)
    return scored === 0 ? null : meanBp(whole, scored)
  }
  const figures = grades.map((grade) => ({ grade, n: count(now, grade), lastN: count(last, grade) }))
  return {
    grades: figures,
    graded: figures.reduce((total, figure) => total + figure.n, 0),
    lastGraded: figures.reduce((total, figure) => total + figure.lastN, 0),
    results: sum(now, (row) => row.n),
    averageBp: mean(now),
    lastAverageBp: mean(last),
  }
}
