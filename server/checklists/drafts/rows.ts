import type { Typed } from './form-tree.ts'

/** Rows of a form as they were typed: `losses.0.code`, `losses.3.code`. Their numbers may have gaps; they stand in order. */

const numberIn = (name: string, list: string): number | null => {
  const found = name.startsWith(`${list}.`) ? /^(\d{1,6})(\.|$)/.exec(name.slice(list.length + 1)) : null
  return found ? Number(found[1]) : null
}

/** The numbers of the rows of a list, in order. */
export const rowsIn = (values: Readonly<Record<string, unknown>>, list: string): number[] => {
  const numbers = new Set(Object.keys(values).map((name) => numberIn(name, list)))
  numbers.delete(null)
  return [...(numbers as Set<number>)].sort((a, b) => a - b)
}

const orders = ['add', 'remove', 'up', 'down'] as const
type Order = (typeof orders)[number]

/**
 * What a button of a list of rows (`add`, `remove`, `up`, `down`, its value the list or the row) makes of the form, nothing
 * typed lost; null where none was pressed. Rows are numbered from 0 afterwards; `_focus` and `_order` say where to go on.
 */
export const rearranged = (typed: Typed): Typed | null => {
  const order = orders.find((name) => typeof typed[name] === 'string')
  if (!order) return null
  const { [order]: target = '', ...values } = typed
  const [list, number] = order === 'add' ? [String(target), null] : rowNamed(String(target))
  const numbers = rowsIn(values, list)
  const after = arranged(numbers, order, number)
  const focus = order === 'remove' ? list : `${list}.${order === 'add' ? numbers.length : after.indexOf(number ?? -1)}`
  return {
    ...renumbered(values, list, after),
    ...(order === 'add' ? { [`${list}.${numbers.length}._row`]: '' } : {}),
    _focus: focus,
    _order: order,
  }
}

const rowNamed = (name: string): [string, number | null] => {
  const at = name.lastIndexOf('.')
  const list = name.slice(0, Math.max(0, at))
  return [list, numberIn(name, list)]
}

const arranged = (numbers: readonly number[], order: Order, number: number | null): number[] => {
  const at = numbers.indexOf(number ?? -1)
  const to = at + (order === 'up' ? -1 : 1)
  if (order === 'add' || at < 0) return [...numbers]
  if (order === 'remove') return numbers.filter((one) => one !== number)
  return to < 0 || to >= numbers.length ? [...numbers] : swapped(numbers, at, to)
}

const swapped = (numbers: readonly number[], a: number, b: number): number[] => {
  const copy = [...numbers]
  copy[a] = numbers[b] as number
  copy[b] = numbers[a] as number
  return copy
}

/** The rows that stay, in their new order; rows that are not among them are gone. */
const renumbered = (values: Typed, list: string, after: readonly number[]): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const number = numberIn(name, list)
      if (number === null) return [[name, value]]
      const to = after.indexOf(number)
      const rest = name.slice(list.length + 1).replace(/^\d+/, '')
      return to < 0 ? [] : [[`${list}.${to}${rest}`, value]]
    }),
  )
