import { addDays } from '../days.ts'

/** Monday to Friday. */
export const isWorkingDay = (day: string): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The n-th working day after a day, which does not count itself: Friday and 1 give Monday. */
export const addWorkingDays = (day: string, n: number): string => {
  let left = n
  let at = day
  while (left > 0) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left -= 1
  }
  return at
}
