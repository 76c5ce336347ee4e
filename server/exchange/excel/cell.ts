import type { ExchangeWord } from '../../i18n/exchange.ts'
import type { Locale } from '../../i18n/words.ts'
import { codeOf, type Lists, nameOf } from './lists.ts'
import type { Cell } from './open.ts'
import type { Column } from './table.ts'

type Kind = Pick<Column, 'kind' | 'list' | 'blank'>

/** What a cell says; `problem` where Excel itself has spoilt it. A value that does not fit is passed on for the rules to say so. */
export type Read = { value?: unknown; problem?: ExchangeWord }

export function readCell(cell: Cell | undefined, column: Kind, lists: Lists): Read {
  if (cell instanceof Date) return { problem: 'exchange.problem.date' }
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
    case 'yes_or_text':
      return { value: yesOrNo(value, lists) === true ? true : value }
    case 'codes':
      return { value: typeof value === 'string' ? value.split(/[\s,;，、；]+/).filter(Boolean) : value }
    case 'list':
      return { value: typeof value === 'string' ? (codeOf(value, choicesOf(column, lists)) ?? value) : value }
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
      return nameOf(value === true ? 'yes' : 'no', lists.yes_no ?? [], locale)
    case 'yes_or_text':
      return value === true ? nameOf('yes', lists.yes_no ?? [], locale) : String(value)
    case 'codes':
      return Array.isArray(value) ? value.join(', ') : String(value)
    case 'list':
      return nameOf(String(value), choicesOf(column, lists), locale)
    case 'number':
      return typeof value === 'number' ? value : String(value)
    case 'text':
      return String(value)
  }
}

const choicesOf = ({ list }: Kind, lists: Lists) => (list && lists[list]) || []

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
