import type { Locale } from '../server/i18n/words.ts'
import type { Reader } from './view.ts'

/**
 * How days, times and figures are written, in the pages, on paper and in the browser. `format…` is for a reader of the present
 * moment; `…Text` takes what it needs by itself, for reports that are frozen.
 */

const tag = (locale: Locale): string => (locale === 'zh-CN' ? 'zh-CN' : 'en-GB')

// Making an Intl formatter costs far more than using one, and a page formats hundreds of values.
const numberFormats = new Map<string, Intl.NumberFormat>()
const numberFormat = (locale: Locale, decimals: number | undefined): Intl.NumberFormat => {
  const key = `${locale} ${decimals}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(
    tag(locale),
    decimals === undefined
      ? { maximumFractionDigits: 3 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  )
  numberFormats.set(key, made)
  return made
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const hanWeekdays = '日一二三四五六'

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** A day (`YYYY-MM-DD`): 2026-10-20; 20 Oct 2026. */
export const dayText = (day: string, locale: Locale): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return locale === 'zh-CN' ? day : `${Number(date)} ${months[Number(month) - 1]} ${year}`
}

/** A day without its year: 10-20; 20 Oct. */
const yearlessText = (day: string, locale: Locale): string =>
  locale === 'zh-CN' ? day.slice(5) : dayText(day, locale).slice(0, -5)

/** A day spelt out: 2026年10月20日 星期二; Tuesday 20 October 2026. */
export const longDayText = (day: string, locale: Locale): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  const weekday = weekdayOf(day)
  return locale === 'zh-CN'
    ? `${year}年${Number(month)}月${Number(date)}日 星期${hanWeekdays[weekday]}`
    : `${weekdays[weekday]} ${Number(date)} ${longMonths[Number(month) - 1]} ${year}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Wall-clock parts of an instant, so that no locale data of the machine decides how a frozen report looks. */
const wallClock = (instant: string, timeZone: string): { day: string; time: string } => {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    clocks.set(timeZone, clock)
  }
  const part = Object.fromEntries(clock.formatToParts(new Date(instant)).map((each) => [each.type, each.value]))
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

const withTime = (day: string, time: string, locale: Locale): string =>
  locale === 'zh-CN' ? `${day} ${time}` : `${day}, ${time}`

/** An instant to the minute: 2026-11-03 15:20; 3 Nov 2026, 15:20. */
export const instantText = (instant: string, timeZone: string, locale: Locale): string => {
  const { day, time } = wallClock(instant, timeZone)
  return withTime(dayText(day, locale), time, locale)
}

/** An instant without its year, for beside a photo: 10-20 14:06; 20 Oct, 14:06. */
export const shortInstantText = (instant: string, timeZone: string, locale: Locale): string => {
  const { day, time } = wallClock(instant, timeZone)
  return withTime(yearlessText(day, locale), time, locale)
}

/** The day, `YYYY-MM-DD`, on which an instant falls in a time zone. */
export const dayOf = (instant: string, timeZone: string): string => wallClock(instant, timeZone).day

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export type DayStyle = 'short' | 'medium' | 'long'

/**
 * A day (`YYYY-MM-DD`) for the reader. `medium`: 2026-11-18, 18 Nov 2026. `short`: 11-18, 18 Nov, with the year when it is not
 * the present one. `long`: 2026年11月18日 星期三, Wednesday 18 November 2026.
 */
export const formatDay = (reader: Reader, day: string, style: DayStyle = 'medium'): string => {
  if (style === 'long') return longDayText(day, reader.locale)
  const withoutYear = style === 'short' && day.slice(0, 4) === dayOf(reader.now, reader.timeZone).slice(0, 4)
  return withoutYear ? yearlessText(day, reader.locale) : dayText(day, reader.locale)
}

/** The weekday of a day: 周三, Wed. */
export const formatWeekday = (reader: Pick<Reader, 'locale'>, day: string): string =>
  reader.locale === 'zh-CN' ? `周${hanWeekdays[weekdayOf(day)]}` : (weekdays[weekdayOf(day)] ?? '').slice(0, 3)

/** The time of day of an instant in the reader's zone: 09:30. */
export const formatTime = (reader: Pick<Reader, 'timeZone'>, instant: string): string =>
  wallClock(instant, reader.timeZone).time

/** An instant (ISO 8601 UTC) in the reader's zone: 2026-11-18 09:30; 18 Nov 2026, 09:30. */
export const formatInstant = (reader: Reader, instant: string, style: 'short' | 'medium' = 'medium'): string => {
  const { day, time } = wallClock(instant, reader.timeZone)
  return withTime(formatDay(reader, day, style), time, reader.locale)
}

/** A number with the reader's grouping: 1,284. Without `decimals` at most three are shown. */
export const formatNumber = (reader: Pick<Reader, 'locale'>, value: number, decimals?: number): string =>
  numberFormat(reader.locale, decimals).format(value)

/**
 * `value / 10^scale` as a figure with `decimals` places, rounded half up (half away from zero below zero), computed on integers:
 * 8425 at scale 2 with one place is 84.3, never the 84.2 of a binary fraction.
 */
export const decimalFigure = (value: number, scale: number, decimals: number): string => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer: ${value}`)
  const drop = Math.max(0, scale - decimals)
  const divisor = 10n ** BigInt(drop)
  const size = BigInt(Math.abs(value)) * (decimals > scale ? 10n ** BigInt(decimals - scale) : 1n)
  const rounded = drop === 0 ? size : (size * 2n + divisor) / (divisor * 2n)
  const digits = rounded.toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = value < 0 && rounded !== 0n ? '−' : ''
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`
}

/** Basis points as the bare figure: 8418 gives 84.2. For a figure whose unit stands beside it. */
export const percentFigure = (bp: number, decimals = 1): string => decimalFigure(bp, 2, decimals)

/** A score beside its grade: with a second decimal where rounding would show the limit of a better grade (89.95, not 90.0). */
export const scoreText = (bp: number, decimals: number, bands: readonly { minBp: number }[]): string => {
  const unit = 10 ** Math.max(0, 2 - decimals)
  const shown = Math.floor((bp * 2 + unit) / (unit * 2)) * unit
  return percentFigure(bp, bands.some((band) => bp < band.minBp && shown >= band.minBp) ? 2 : decimals)
}

/** A change in basis points with its sign: +2.2, −3.5, 0.0. */
export const formatChangeBp = (bp: number, decimals = 1): string => {
  const figure = percentFigure(Math.abs(bp), decimals)
  if (/^[0.]+$/.test(figure)) return figure
  return (bp < 0 ? '−' : '+') + figure
}

/** Points held in hundredths (10690 is 106.9), without needless zeros: 106.9, 127, 3.25. */
export const formatPoints = (hundredths: number): string => {
  const figure = decimalFigure(hundredths, 2, 2)
  return figure.replace(/\.?0+$/, '')
}

/** Points with one decimal, or two where the engine printed more; half up, exact. */
export const pointText = (text: string): string => {
  const negative = text.startsWith('-')
  const [whole = '0', rest = ''] = text.replace('-', '').split('.')
  const thousandths = BigInt(whole || '0') * 1000n + BigInt((rest + '000').slice(0, 3))
  const hundredths = String((thousandths + 5n) / 10n).padStart(3, '0')
  const shown = `${hundredths.slice(0, -2)}.${hundredths.slice(-2).replace(/0$/, '')}`
  return negative && /[1-9]/.test(shown) ? `−${shown}` : shown
}

/** Points earned over possible points: "12.2/14". */
export const pointsText = (earned: string, possible: string): string =>
  `${pointText(earned)}/${pointText(possible).replace(/\.0$/, '')}`

/** The exact sum of decimal texts: "0.4" and "1" give "1.4". */
export const sumPoints = (texts: readonly string[]): string => {
  const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0))
  const unit = 10n ** BigInt(places)
  const sum = texts.reduce((total, text) => {
    const [whole = '0', rest = ''] = text.replace('-', '').split('.')
    const value = BigInt(whole) * unit + BigInt(rest.padEnd(places, '0') || '0')
    return text.startsWith('-') ? total - value : total + value
  }, 0n)
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0')
  const sign = sum < 0n ? '-' : ''
  return sign + (places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`)
}

/** A ratio as a whole percentage, half up; `null` when there is nothing to divide by. */
export const formatShare = (part: number, whole: number): string | null =>
  whole === 0 ? null : `${Math.floor((part * 200 + whole) / (whole * 2))}%`

/** Minutes as people say them: 12 分钟, 1 小时 05 分; 12 min, 1 h 05 min. */
export const formatMinutes = (reader: Reader, minutes: number): string => {
  if (minutes < 60) return reader.t('time.minutes', { n: minutes })
  return reader.t('time.hours', { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, '0') })
}

/** The size of a file: 340 KB, 2.4 MB. */
export const formatBytes = (reader: Pick<Reader, 'locale'>, bytes: number): string =>
  bytes < 1_000_000
    ? `${formatNumber(reader, Math.max(1, Math.round(bytes / 1000)), 0)} KB`
    : `${formatNumber(reader, bytes / 1_000_000, 1)} MB`

/** Names in one line: 张三、李四和王五; Ann, Ben and Cy. */
export const formatList = (reader: Pick<Reader, 'locale'>, items: string[]): string =>
  new Intl.ListFormat(tag(reader.locale), { type: 'conjunction' }).format(items)

export type DueState = 'late' | 'soon' | 'later'

/** Where a due day stands against today in the reader's zone: late, soon (within `soonDays`), or later. */
export const dueState = (reader: Reader, dueOn: string, soonDays = 3): DueState => {
  const left = daysBetween(dayOf(reader.now, reader.timeZone), dueOn)
  if (left < 0) return 'late'
  return left <= soonDays ? 'soon' : 'later'
}

/** 逾期 2 天, 今天到期, 还剩 5 天; 2 days overdue, Due today, 5 days left. */
export const formatDue = (reader: Reader, dueOn: string): string => {
  const left = daysBetween(dayOf(reader.now, reader.timeZone), dueOn)
  if (left < 0) return reader.t('due.late', { n: -left })
  if (left === 0) return reader.t('due.today')
  if (left === 1) return reader.t('due.tomorrow')
  return reader.t('due.left', { n: left })
}
