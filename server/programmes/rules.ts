import type { FieldProblem } from '../problem.ts'

export type WaveDays = { from_on: string; to_on: string }

/** What is wrong with the days of a wave: their order, and audits that would lie outside. `audits` is null without any. */
export const waveDayProblems = (
  { from_on, to_on }: WaveDays,
  audits: { first: string; last: string } | null,
): FieldProblem[] => {
  if (from_on > to_on) return [{ field: 'to_on', word: 'form.day_order' }]
  if (!audits) return []
  const problems: FieldProblem[] = []
  if (from_on > audits.first) {
    problems.push({ field: 'from_on', word: 'programmes.wave.before_audits', params: { day: audits.first } })
  }
  if (to_on < audits.last) {
    problems.push({ field: 'to_on', word: 'programmes.wave.after_audits', params: { day: audits.last } })
  }
  return problems
}

export type WaveState = 'coming' | 'running' | 'over'

/** Where a wave stands on a day. */
export const waveState = ({ from_on, to_on }: WaveDays, today: string): WaveState =>
  today < from_on ? 'coming' : today > to_on ? 'over' : 'running'
