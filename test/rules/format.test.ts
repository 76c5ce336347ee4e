import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Locale, translator } from '../../server/i18n/words.ts'
import {
  dayOf,
  daysBetween,
  decimalFigure,
  dueState,
  formatBytes,
  formatChangeBp,
  formatDay,
  formatDue,
  formatInstant,
  formatList,
  formatMinutes,
  formatNumber,
  formatPoints,
  formatShare,
  formatWeekday,
  percentFigure,
} from '../../views/format.ts'
import type { Reader } from '../../views/view.ts'

const reader = (locale: Locale, now = '2026-11-18T01:30:00.000Z', timeZone = 'Asia/Shanghai'): Reader => ({
  t: translator(locale),
  locale,
  timeZone,
  now,
})
const zh = reader('zh-CN')
const en = reader('en')

describe('days and instants', () => {
  test('a day is written as each language writes it', () => {
    expect(formatDay(zh, '2026-11-08')).toBe('2026-11-08')
    expect(formatDay(en, '2026-11-08')).toBe('8 Nov 2026')
    expect(formatDay(en, '2026-09-30')).toBe('30 Sep 2026')
    expect(formatDay(zh, '2026-11-18', 'long')).toBe('2026年11月18日 星期三')
    expect(formatDay(en, '2026-11-18', 'long')).toBe('Wednesday 18 November 2026')
  })
  test('a short day leaves the year out only within the present year', () => {
    expect(formatDay(zh, '2026-12-04', 'short')).toBe('12-04')
    expect(formatDay(en, '2026-12-04', 'short')).toBe('4 Dec')
    expect(formatDay(zh, '2025-12-04', 'short')).toBe('2025-12-04')
    expect(formatDay(en, '2025-12-04', 'short')).toBe('4 Dec 2025')
  })
  test('the present year is that of the reader, not of UTC', () => {
    const afterMidnight = reader('zh-CN', '2026-12-31T17:00:00.000Z')
    expect(formatDay(afterMidnight, '2026-12-31', 'short')).toBe('2026-12-31')
    expect(formatDay(afterMidnight, '2027-01-01', 'short')).toBe('01-01')
  })
  test('an instant is shown in the time zone of the product', () => {
    expect(formatInstant(zh, '2026-11-17T16:05:00.000Z')).toBe('2026-11-18 00:05')
    expect(formatInstant(en, '2026-11-17T16:05:00.000Z')).toBe('18 Nov 2026, 00:05')
    expect(formatInstant(reader('en', zh.now, 'UTC'), '2026-11-17T16:05:00.000Z', 'short')).toBe('17 Nov, 16:05')
  })
  test('a day in the zone and the days between two are whole', () => {
    expect(dayOf('2026-11-17T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-11-17')
    expect(dayOf('2026-11-17T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-18')
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1)
    expect(daysBetween('2028-03-01', '2028-02-28')).toBe(-2)
  })
  test('weekdays are short', () => {
    expect(formatWeekday(zh, '2026-11-18')).toBe('周三')
    expect(formatWeekday(en, '2026-11-18')).toBe('Wed')
  })
})

describe('due days', () => {
  test.each([
    ['2026-11-16', 'late', '逾期 2 天', '2 days overdue'],
    ['2026-11-17', 'late', '逾期 1 天', '1 day overdue'],
    ['2026-11-18', 'soon', '今天到期', 'Due today'],
    ['2026-11-19', 'soon', '明天到期', 'Due tomorrow'],
    ['2026-11-21', 'soon', '还剩 3 天', '3 days left'],
    ['2026-11-22', 'later', '还剩 4 天', '4 days left'],
  ])('%s is %s', (day, state, chinese, english) => {
    expect(dueState(zh, day)).toBe(state)
    expect(formatDue(zh, day)).toBe(chinese)
    expect(formatDue(en, day)).toBe(english)
  })
  test('a due day ends at midnight in the zone', () => {
    expect(formatDue(reader('en', '2026-11-18T15:59:59.000Z'), '2026-11-18')).toBe('Due today')
    expect(formatDue(reader('en', '2026-11-18T16:00:00.000Z'), '2026-11-18')).toBe('1 day overdue')
  })
})

describe('figures', () => {
  test.each([
    [8418, 1, '84.2'],
    [8425, 1, '84.3'],
    [8995, 1, '90.0'],
    [8995, 0, '90'],
    [8450, 0, '85'],
    [8449, 0, '84'],
    [8418, 2, '84.18'],
    [0, 1, '0.0'],
    [10_000, 1, '100.0'],
    [5, 1, '0.1'],
    [4, 1, '0.0'],
    [-225, 1, '−2.3'],
    [-4, 1, '0.0'],
  ])('%i basis points with %i decimals are %s', (bp, decimals, text) => {
    expect(percentFigure(bp, decimals)).toBe(text)
  })
  test('rounding is half up on the integer, for every score', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (bp) => {
        expect(decimalFigure(bp, 2, 1).replaceAll(',', '')).toBe(
          `${Math.floor((bp + 5) / 100)}.${Math.floor((bp + 5) / 10) % 10}`,
        )
      }),
    )
  })
  test('a score that is not an integer is a mistake of the program', () => {
    expect(() => percentFigure(84.18)).toThrow(RangeError)
  })
  test('a change carries its sign, and none when it rounds to nothing', () => {
    expect(formatChangeBp(220)).toBe('+2.2')
    expect(formatChangeBp(-350)).toBe('−3.5')
    expect(formatChangeBp(-4)).toBe('0.0')
  })
  test('points lose needless zeros', () => {
    expect([10690, 12700, 325, 0, -50].map(formatPoints)).toEqual(['106.9', '127', '3.25', '0', '−0.5'])
  })
  test('a share of nothing is nothing', () => {
    expect(formatShare(1, 8)).toBe('13%')
    expect(formatShare(0, 0)).toBeNull()
  })
  test('numbers, sizes, minutes and lists follow the language', () => {
    expect(formatNumber(zh, 1284)).toBe('1,284')
    expect(formatBytes(en, 340_000)).toBe('340 KB')
    expect(formatBytes(en, 2_400_000)).toBe('2.4 MB')
    expect(formatMinutes(zh, 12)).toBe('12 分钟')
    expect(formatMinutes(en, 65)).toBe('1 h 05 min')
    expect(formatList(zh, ['甲', '乙', '丙'])).toBe('甲、乙和丙')
    expect(formatList(en, ['Ann', 'Ben'])).toBe('Ann and Ben')
  })
})
