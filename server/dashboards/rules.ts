import type { StoredUnit } from '../audits/standing-store.ts'
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

/** A section beside the average of the network, both as values (see `shown-score.ts`); without an average it stands for itself. */
export type SectionStanding = { sectionId: string; value: number; average: number | null }

/** From where a section is strong by itself, and where it has nothing to lose. */
const ends = { percent: { strong: 9000, full: 10_000 }, points_off: { strong: 0, full: 0 } } as const

/** The best and the weakest sections: by distance to the network where it is known, else by their own score; none in both. */
export const strengthsAndLosses = <S extends SectionStanding>(
  sections: readonly S[],
  most: number,
  unit: 'percent' | 'points_off' = 'percent',
): { strengths: S[]; losses: S[] } => {
  const compared = sections.some((section) => section.average !== null)
  const { full, strong } = ends[unit]
  const value = (section: S) => (compared ? section.value - (section.average ?? section.value) : section.value)
  const ordered = [...sections].sort((a, b) => value(b) - value(a))
  const isStrong = (section: S) => (compared ? value(section) >= 0 : section.value >= strong)
  const strengths = ordered.filter(isStrong).slice(0, most)
  const losses = ordered
    .filter((section) => !isStrong(section) && section.value < full)
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
  average: number | null
  lastAverage: number | null
}

/** Distribution and averages of a wave and the one before, the grades in the order of the checklist. */
export const gradeFigures = (
  rows: readonly {
    wave_id: string | null
    grade: string | null
    score_unit: StoredUnit
    n: number
    scored: number
    sum: number | null
  }[],
  waveId: string,
  grades: readonly string[],
  unit: StoredUnit,
): GradeFigures => {
  const now = rows.filter((row) => row.wave_id === waveId)
  const last = rows.filter((row) => row.wave_id !== waveId)
  const count = (among: typeof now, grade: string) => among.find((row) => row.grade === grade)?.n ?? 0
  const sum = (among: typeof now, value: (row: (typeof now)[number]) => number) =>
    among.reduce((total, row) => total + value(row), 0)
  const mean = (among: typeof now) => {
    const alike = among.filter((row) => row.score_unit === unit)
    const scored = sum(alike, (row) => row.scored)
    const whole = sum(alike, (row) => Number(row.sum ?? 0))
    return scored === 0 ? null : meanBp(whole, scored)
  }
  const figures = grades.map((grade) => ({ grade, n: count(now, grade), lastN: count(last, grade) }))
  return {
    grades: figures,
    graded: figures.reduce((total, figure) => total + figure.n, 0),
    lastGraded: figures.reduce((total, figure) => total + figure.lastN, 0),
    results: sum(now, (row) => row.n),
    average: mean(now),
    lastAverage: mean(last),
  }
}
