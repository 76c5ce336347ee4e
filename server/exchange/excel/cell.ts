import type { ExchangeWord } from '../../i18n/exchange.ts'
import type { Locale } from '../../i18n/words.ts'
import { type Choice, codeOf, type Lists, nameOf } from './lists.ts'
import type { Cell } from './open.ts'
import type { ReadColumn } from './table.ts'

type Kind = Pick<ReadColumn, 'kind' | 'list' | 'blank'>

/** What a cell says; `problem` where Excel itself has spoilt it. A value that does not fit is passed on for the rules to say so. */
export type Read = { value?: unknown; problem?: ExchangeWord }

export function readCell(cell: Cell | undefined, column: Kind, lists: Lists): Read {
  if (cell instanceof Date) {
    return column.kind === 'day' ? { value: isoDay(cell) } : { problem: 'exchange.problem.date' }
  }
  const value = typeof cell === 'string' ? cell.replace(/\r\n?/g, '\n').trim() : cell
  if (value === null || value === undefined || value === '') return { value: column.blank }
  switch (column.kind) {
    case 'number':
      return { value: typeof value === 'string' ? numberIn(value) : withoutNoise(value) }
    case 'yes_no':
      return { value: yesOrNo(value, lists) }
    case 'yes': {
      const said = yesOrNo(value, lists)
      return { value: said === false ? undefined : said }
    }
    case 'no': {
      const said = yesOrNo(value, lists)
      return { value: said === true ? undefined : said }
    }
    case 'yes_or_text':
      return { value: yesOrNo(value, lists) === true ? true : value }
    case 'codes':
      return { value: codesIn(value, choicesOf(column, lists)) }
    case 'list':
      return { value: typeof value === 'string' ? (codeOf(value, choicesOf(column, lists)) ?? value) : value }
    case 'day':
      return { value: dayIn(value) }
    case 'text':
      return { value }
  }
}

/** How a value stands in its cell. */
export function writeCell(value: unknown, column: Kind, lists: Lists, locale: Locale): string | number | null {
  if (value === undefined || value === null) return null
  switch (column.kind) {
    case 'yes_no':
    case 'yes':
    case 'no':
      return nameOf(value === true ? 'yes' : 'no', lists.yes_no ?? [], locale)
    case 'yes_or_text':
      return value === true ? nameOf('yes', lists.yes_no ?? [], locale) : String(value)
    case 'codes':
      return [value]
        .flat()
        .map((code) => shownCode(String(code), choicesOf(column, lists), locale))
        .join(', ')
    case 'list':
      return nameOf(String(value), choicesOf(column, lists), locale)
    case 'number':
      return typeof value === 'number' ? value : String(value)
    case 'text':
    case 'day':
      return String(value)
  }
}

const choicesOf = ({ list }: Kind, lists: Lists) => (list && lists[list]) || []

const isoDay = (date: Date) => (Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10))

/** Excel counts days from the last day of 1899; the 29th of February 1900, which never was, is one of them. */
const firstDay = Date.UTC(1899, 11, 30)
const writtenDay =
  /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|\u5e74(\d{1,2})\u6708(\d{1,2})\u65e5?|(\d{2})(\d{2}))(?:[T ]0?0:00(?::00)?)?$/

/**
 * A day as `YYYY-MM-DD`, whether Excel counts it (46344) or somebody wrote it: 2026-11-18, 2026/11/18, 2026.11.18, 20261118 or with
 * the Chinese signs for year, month and day. Anything else stays as it is: 11/12/2026 is another day in another country.
 */
function dayIn(value: string | number | boolean): unknown {
  const text = String(value).normalize('NFKC').trim()
  if (/^\d{5}(\.0+)?$/.test(text)) return isoDay(new Date(firstDay + Math.floor(Number(text)) * 86_400_000))
  const parts = writtenDay.exec(text)
  if (!parts) return value
  const [year = 0, month = 0, day = 0] = [
    parts[1],
    parts[3] ?? parts[5] ?? parts[7],
    parts[4] ?? parts[6] ?? parts[8],
  ].map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? isoDay(date) : value
}

const between = /[\s,;，、；]+/

/** One name of a list, which may hold spaces, or several codes or names. */
function codesIn(value: unknown, choices: readonly Choice[]): unknown {
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'string') return value
  const whole = codeOf(value, choices)
  if (whole !== undefined) return [whole]
  return value
    .split(between)
    .filter(Boolean)
    .map((part) => codeOf(part, choices) ?? part)
}

/** A name that would fall apart again stands as its code. */
function shownCode(code: string, choices: readonly Choice[], locale: Locale): string {
  const name = nameOf(code, choices, locale)
  return between.test(name) ? code : name
}

/** A number that is stored as text, as happens by pasting; anything else stays as it is. */
function numberIn(text: string): unknown {
  const digits = text.normalize('NFKC').replace(/\u2212/g, '-')
  return /^[-+]?\d{1,15}(\.\d{1,15})?$/.test(digits) ? Number(digits) : text
}

/** 0.1 + 0.2 in a formula is stored as 0.30000000000000004, which nobody means; 1/3 stays what it is. */
function withoutNoise(value: unknown) {
  if (typeof value !== 'number') return value
  const short = Number(value.toPrecision(15))
  return String(short).length <= 12 ? short : value
}

const ticks = new Set(['true', '1', 'y', '\u2713', '\u2714', '\u221a'])
const crosses = new Set(['false', '0', 'n', '\u2717', '\u00d7'])

function yesOrNo(value: unknown, lists: Lists): unknown {
  if (typeof value === 'boolean') return value
  const text = String(value).toLowerCase()
  const code = codeOf(text, lists.yes_no ?? [])
  if (code !== undefined) return code === 'yes'
  if (ticks.has(text)) return true
  return crosses.has(text) ? false : value
}
