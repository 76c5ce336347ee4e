import type { ChecklistContent, DurationResponse } from '../checklists/format.ts'
import type { MarkValue } from './answer.ts'
import { fromNumber, type Rational } from './rational.ts'

export type Marks = Readonly<Record<string, MarkValue>>

/** Why the value of a mark is refused; worded as `answer.problem.<code>`. */
export type MarkProblem = { code: MarkProblemCode; params: Record<string, string | number> }
export type MarkProblemCode = 'no_such_mark' | 'not_an_instant' | 'mark_must_be_reached'

/** Seconds precision at least, and a zone: `2026-03-01T09:30:00+08:00`, `...Z`, fractions of a second allowed. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/
const millisecondsOf = (at: string) => (instant.test(at) ? Date.parse(at) : Number.NaN)

/** Whether a mark may have this value: null when it may. */
export function validateMark(checklist: ChecklistContent, id: string, value: MarkValue): MarkProblem | null {
  const { timeline } = checklist
  if (!timeline?.marks.some((mark) => mark.id === id)) return { code: 'no_such_mark', params: { mark: id } }
  if ('at' in value) {
    return Number.isNaN(millisecondsOf(value.at)) ? { code: 'not_an_instant', params: { mark: id } } : null
  }
  return timeline.not_reached_allowed.includes(id) ? null : { code: 'mark_must_be_reached', params: { mark: id } }
}

/** Pairs of marks `[earlier, later]` of the checklist's `order` whose recorded times run backwards; neighbours with a time. */
export function marksBackwards(checklist: ChecklistContent, marks: Marks): [earlier: string, later: string][] {
  const backwards: [string, string][] = []
  let before: { id: string; time: number } | undefined
  for (const id of checklist.timeline?.order ?? []) {
    const time = timeOf(marks[id])
    if (time === undefined) continue
    if (before && time < before.time) backwards.push([before.id, id])
    before = { id, time }
  }
  return backwards
}

const isNotReached = (mark: MarkValue | undefined) => mark !== undefined && 'reached' in mark

function timeOf(mark: MarkValue | undefined): number | undefined {
  if (!mark || !('at' in mark)) return undefined
  const time = millisecondsOf(mark.at)
  return Number.isNaN(time) ? undefined : time
}

/**
 * Whole seconds from one mark to the other, a negative span (early handover) counting 0; `not_reached` when either mark
 * was declared so; null while a mark is missing.
 */
export function elapsedSeconds(response: DurationResponse, marks: Marks): number | 'not_reached' | null {
  const from = marks[response.from]
  const to = marks[response.to]
  if (isNotReached(from) || isNotReached(to)) return 'not_reached'
  const start = timeOf(from)
  const end = timeOf(to)
  if (start === undefined || end === undefined) return null
  return Math.max(0, Math.floor((end - start) / 1000))
}

/** The first band whose `max_s` is not exceeded, else (and for `not_reached`) `else_ratio`; null while a mark is missing. */
export function durationRatio(response: DurationResponse, marks: Marks): Rational | null {
  const seconds = elapsedSeconds(response, marks)
  if (seconds === null) return null
  const band = seconds === 'not_reached' ? undefined : response.bands.find(({ max_s }) => seconds <= max_s)
  return fromNumber(band ? band.ratio : response.else_ratio)
}
