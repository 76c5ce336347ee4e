import { instantAt, shownAt } from '../../../server/days.ts'
import { readTime } from './clock.ts'
import type { Desk } from './desk.ts'

/** What stands in the fields of a mark, as shown in the audit's time zone. */
const shownMark = (desk: Desk, mark: string) => {
  const value = desk.sheet().recorded.marks[mark]
  const shown = value && 'at' in value ? shownAt(value.at, desk.state.reader.timeZone) : null
  return { day: shown?.slice(0, 10) ?? desk.state.data.day, time: shown?.slice(11, 19) ?? null }
}

/** Writes the day or the time of a mark. Without a time, a day alone is nothing yet. False where it cannot be read. */
export const setTime = (desk: Desk, mark: string, typed: { day?: string; time?: string }): boolean => {
  const known = shownMark(desk, mark)
  if (typed.time !== undefined && typed.time.trim() === '') {
    clearMark(desk, mark)
    return true
  }
  // A dash says that it never happened.
  if (typed.time !== undefined && /^[-–—xX×]+$/.test(typed.time.trim())) {
    if (!isMissable(desk, mark)) return false
    desk.record({ code: mark, kind: 'mark', value: { reached: false } })
    return true
  }
  const day = typed.day ?? desk.state.drafts.get(`${mark} day`) ?? known.day
  const time = typed.time === undefined ? known.time : readTime(typed.time)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  if (time === null) return typed.time === undefined
  if (known.time === time && known.day === day) return true
  desk.record({ code: mark, kind: 'mark', value: { at: instantAt(`${day}T${time}`, desk.state.reader.timeZone) } })
  return true
}

/** This very moment. */
export const markNow = (desk: Desk, mark: string): void => {
  forget(desk, mark)
  const now = new Date()
  now.setMilliseconds(0)
  desk.record({ code: mark, kind: 'mark', value: { at: now.toISOString() } })
}

/** It never happened; said again, it is open as before. */
export const markNotReached = (desk: Desk, mark: string): void => {
  forget(desk, mark)
  if (!isMissable(desk, mark)) return
  const value = desk.sheet().recorded.marks[mark]
  const isSaid = value !== undefined && 'reached' in value
  desk.record({ code: mark, kind: 'mark', value: isSaid ? null : { reached: false } })
}

const isMissable = (desk: Desk, mark: string): boolean =>
  desk.state.data.content.timeline?.not_reached_allowed.includes(mark) ?? false

const clearMark = (desk: Desk, mark: string): void => {
  if (desk.sheet().recorded.marks[mark]) desk.record({ code: mark, kind: 'mark', value: null })
}

const forget = (desk: Desk, mark: string): void =>
  desk.change((state) => {
    for (const field of ['day', 'time']) {
      state.drafts.delete(`${mark} ${field}`)
      state.unreadable.delete(`${mark} ${field}`)
    }
  })
