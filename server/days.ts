/**
 * Days (`YYYY-MM-DD`) and instants (ISO 8601 UTC) in one time zone. Pure: the present moment and the zone are given.
 * Days of the product are days in `TIME_ZONE`; due days and windows end at 23:59:59 there.
 */

const formats = new Map<string, Intl.DateTimeFormat>()
const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  // Swedish writes dates and times as ISO does.
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** What the clock on the wall says, as if it were UTC. */
const wallClock = (instant: number, timeZone: string): number =>
  Date.parse(`${formatFor(timeZone).format(new Date(instant)).replace(' ', 'T')}Z`)

/** The day on which an instant falls in a time zone. */
export const dayIn = (instant: string | Date, timeZone: string): string =>
  formatFor(timeZone).format(new Date(instant)).slice(0, 10)

/** `days` later (or earlier, when negative). */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** The instant at which the clocks of a time zone show `YYYY-MM-DDTHH:MM:SS`. */
export const instantAt = (shown: string, timeZone: string): string => {
  const wall = Date.parse(`${shown}Z`)
  // The offset of the first guess may be that of the other side of a clock change; the second is right.
  const guess = wall - (wallClock(wall, timeZone) - wall)
  return new Date(wall - (wallClock(guess, timeZone) - guess)).toISOString()
}

/** What the clocks of a time zone show at an instant: `YYYY-MM-DDTHH:MM:SS`. */
export const shownAt = (instant: string | Date, timeZone: string): string =>
  formatFor(timeZone).format(new Date(instant)).replace(' ', 'T')

/** The last second of a day in a time zone, as an instant. */
export const endOfDay = (day: string, timeZone: string): string => instantAt(`${day}T23:59:59`, timeZone)
