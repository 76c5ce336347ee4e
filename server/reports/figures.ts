import type { Locale } from '../i18n/words.ts'

/** A percentage from basis points, rounded half up: 8417 -> "84.2". No sign, no unit. */
export const percentText = (bp: number, decimals = 1): string => {
  const unit = 10 ** Math.max(0, 2 - decimals)
  const steps = Math.floor((Math.abs(bp) * 2 + unit) / (unit * 2))
  const perPoint = 100 / unit
  const whole = String(Math.floor(steps / perPoint))
  const rest = decimals > 0 ? '.' + String(steps % perPoint).padStart(Math.min(decimals, 2), '0') : ''
  return (bp < 0 && steps > 0 ? '−' : '') + whole + rest
}

/** A score beside its grade: with a second decimal where rounding would show the limit of a better grade (89.95, not 90.0). */
export const scoreText = (bp: number, decimals: number, bands: readonly { minBp: number }[]): string => {
  const unit = 10 ** Math.max(0, 2 - decimals)
  const shown = Math.floor((bp * 2 + unit) / (unit * 2)) * unit
  return percentText(bp, bands.some((band) => bp < band.minBp && shown >= band.minBp) ? 2 : decimals)
}

/** A difference in percentage points, always with its sign: "+2.2", "−1.2", "0.0". */
export const changeText = (bp: number, decimals = 1): string => {
  const text = percentText(bp, decimals)
  return bp > 0 && /[1-9]/.test(text) ? '+' + text : text
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

/** A day in the reader's way: "2026-10-20" or "20 Oct 2026". */
export const dayText = (day: string, locale: Locale): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return locale === 'zh-CN' ? day : `${Number(date)} ${months[Number(month) - 1]} ${year}`
}

/** A day spelt out: "2026年10月20日，星期二" or "Tuesday 20 October 2026". */
export const longDayText = (day: string, locale: Locale): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return locale === 'zh-CN'
    ? `${year}年${Number(month)}月${Number(date)}日，星期${'日一二三四五六'[weekday]}`
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

/** An instant to the minute: "2026-11-03 15:20" or "3 Nov 2026, 15:20". */
export const instantText = (instant: string, timeZone: string, locale: Locale): string => {
  const { day, time } = wallClock(instant, timeZone)
  return locale === 'zh-CN' ? `${day} ${time}` : `${dayText(day, locale)}, ${time}`
}

/** The short form beside a photo: "10-20 14:06" or "20 Oct, 14:06". */
export const shortInstantText = (instant: string, timeZone: string, locale: Locale): string => {
  const { day, time } = wallClock(instant, timeZone)
  return locale === 'zh-CN' ? `${day.slice(5)} ${time}` : `${dayText(day, locale).slice(0, -5)}, ${time}`
}

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
