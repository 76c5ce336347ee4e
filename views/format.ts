import type { Locale } from '../server/i18n/words.ts'
import type { Reader } from './view.ts'

const tag = (locale: Locale): string => (locale === 'zh-CN' ? 'zh-CN' : 'en-GB')

// Making an Intl formatter costs far more than using one, and a page formats hundreds of values.
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options)
  const known = dateFormats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  dateFormats.set(key, made)
  return made
}
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

/** The day, `YYYY-MM-DD`, on which an instant falls in a time zone. */
export const dayOf = (instant: string, timeZone: string): string =>
  // Swedish writes days as ISO does.
  dateFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant))

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export type DayStyle = 'short' | 'medium' | 'long'

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`)

// American month names, because their abbreviations (Sep) are the same in every version of ICU; the order is international.
const englishMonth = (day: string, month: 'short' | 'long'): string =>
  dateFormat('en-US', { month, timeZone: 'UTC' }).format(midnight(day))

/**
 * A day (`YYYY-MM-DD`) for the reader. `medium`: 2026-11-18, 18 Nov 2026. `short`: 11-18, 18 Nov, with the year when it is not
 * the present one. `long`: 2026年11月18日 星期三, Wednesday 18 November 2026.
 */
export const formatDay = (reader: Reader, day: string, style: DayStyle = 'medium'): string => {
  const [year, month, date] = day.split('-').map(Number)
  if (style === 'long') {
    const weekday = dateFormat(tag(reader.locale), { weekday: 'long', timeZone: 'UTC' }).format(midnight(day))
    if (reader.locale === 'zh-CN') return `${year}年${month}月${date}日 ${weekday}`
    return `${weekday} ${date} ${englishMonth(day, 'long')} ${year}`
  }
  const withoutYear = style === 'short' && day.slice(0, 4) === dayOf(reader.now, reader.timeZone).slice(0, 4)
  if (reader.locale === 'zh-CN') return withoutYear ? day.slice(5) : day
  return `${date} ${englishMonth(day, 'short')}${withoutYear ? '' : ` ${year}`}`
}

/** The weekday of a day: 周三, Wed. */
export const formatWeekday = (reader: Reader, day: string): string =>
  dateFormat(tag(reader.locale), { weekday: 'short', timeZone: 'UTC' }).format(midnight(day))

/** The time of day of an instant in the reader's zone: 09:30. */
export const formatTime = (reader: Reader, instant: string): string =>
  dateFormat('en-GB', { timeZone: reader.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  )

/** An instant (ISO 8601 UTC) in the reader's zone: 2026-11-18 09:30; 18 Nov 2026, 09:30. */
export const formatInstant = (reader: Reader, instant: string, style: 'short' | 'medium' = 'medium'): string =>
  `${formatDay(reader, dayOf(instant, reader.timeZone), style)}${reader.locale === 'zh-CN' ? ' ' : ', '}${formatTime(reader, instant)}`

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
  const sign = value < 0 && rounded !== 0n ? '-' : ''
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`
}

/** Basis points as the bare figure: 8418 gives 84.2. For a figure whose unit stands beside it. */
export const percentFigure = (bp: number, decimals = 1): string => decimalFigure(bp, 2, decimals)

/** Basis points as a percentage, exact and half up: 8418 gives 84.2%. */
export const formatPercentBp = (bp: number, decimals = 1): string => `${percentFigure(bp, decimals)}%`

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
