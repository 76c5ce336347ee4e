/** Instants of the demo, counted from the day on which it is made; hours are hours in China. */
export type Days = {
  /** A day as `YYYY-MM-DD`; negative is in the past. */
  day: (offset: number) => string
  at: (offset: number, hour: number, minute?: number) => Date
}

const chinaHours = 8

export const daysFrom = (now: Date): Days => {
  const today = new Date(now.getTime() + chinaHours * 3_600_000).toISOString().slice(0, 10)
  const midnight = Date.parse(`${today}T00:00:00Z`)
  return {
    day: (offset) => new Date(midnight + offset * 86_400_000).toISOString().slice(0, 10),
    at: (offset, hour, minute = 0) =>
      new Date(midnight + offset * 86_400_000 + (hour - chinaHours) * 3_600_000 + minute * 60_000),
  }
}

/** A wave of the demo: its days as offsets from today. The last one is still running. */
export type DemoWave = { year: number; n: number; from: number; to: number; running: boolean }

/** Three waves of the past and the present one, four months apart. */
export const demoWaves = (days: Days): DemoWave[] => {
  const spans = [
    [-395, -355],
    [-265, -225],
    [-135, -95],
    [-24, 26],
  ] as const
  const perYear = new Map<number, number>()
  return spans.map(([from, to]) => {
    const year = Number(days.day(from).slice(0, 4))
    const n = (perYear.get(year) ?? 0) + 1
    perYear.set(year, n)
    return { year, n, from, to, running: to > 0 }
  })
}
