import type { SampleResponse } from '../checklists/format.ts'

/**
 * Single sampling, normal inspection, of MIL-STD-105E (the same tables as ISO 2859-1 and GB/T 2828.1): table I gives a code
 * letter for lot size and inspection level, table II-A sample size and accept number for code letter and AQL.
 */

export type AqlLevel = (SampleResponse & { rule: 'aql' })['level']

/** `size` cases are checked (all of a small population); more than `accept` misses fail. */
export type AqlPlan = { code: string; size: number; accept: number }

const codes = 'ABCDEFGHJKLMNPQR'
const sizes = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000]
const aqls = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10]

/** Table I: the largest lot of each row, and the row's letters per level. */
const largestLots = [8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000]
const letters: Record<AqlLevel, string> = {
  'S-1': 'AAAABBBBCCCCDDD',
  'S-2': 'AAABBBCCCDDDEEE',
  'S-3': 'AABBCCDDEEFFGGH',
  'S-4': 'AABCCDEEFGGHJJK',
  I: 'AABCCDEFGHJKLMN',
  II: 'ABCDEFGHJKLMNPQ',
  III: 'BCDEFGHJKLMNPQR',
}

/**
 * Table II-A is one diagonal: along each column, from the row where the accept number is 0, the cells read 0, arrow up,
 * arrow down, 1, 2, 3, 5, 7, 10, 14, 21 and then arrows up; before the 0 they are arrows down. Row + column of the 0 is 14.
 */
const acceptNumbers = [0, undefined, undefined, 1, 2, 3, 5, 7, 10, 14, 21]
const ofZero = 14
const cellAt = (row: number, column: number) => acceptNumbers[row + column - ofZero]

/** The plan for a population of 1 or more; a sample that would reach the population is the whole population. */
export function aqlPlan(level: AqlLevel, aql: number, population: number): AqlPlan {
  const column = columnOf(aql)
  const lot = largestLots.findIndex((largest) => population <= largest)
  const letter = letters[level].at(lot) ?? 'A'
  const row = followArrows(codes.indexOf(letter), column)
  const size = sizes[row] ?? 2
  return { code: codes[row] ?? 'A', size: Math.min(size, population), accept: cellAt(row, column) ?? 0 }
}

/** The largest sample that the column can ask for. */
export const largestSample = (aql: number): number => sizes[followArrows(sizes.length - 1, columnOf(aql))] ?? 2

function columnOf(aql: number): number {
  const column = aqls.indexOf(aql)
  if (column < 0) throw new RangeError(`no AQL of ${aql} in the table`)
  return column
}

/** The nearest plan in the arrow's direction. Where the table ends that way, the arrow points the other way. */
function followArrows(from: number, column: number): number {
  const after = from + column - ofZero
  const isUp = after >= acceptNumbers.length || (after === 1 && from > 0) || (after === 2 && from === sizes.length - 1)
  let row = from
  while (cellAt(row, column) === undefined) row += isUp ? -1 : 1
  return row
}
