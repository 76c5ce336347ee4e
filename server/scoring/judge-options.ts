import type { ChoiceResponse, ChoicesResponse, Item, Option } from '../checklists/format.ts'
import { type Judgement, severityFor, type WrittenSeverity, worstFirst } from './judgement.ts'
import {
  add,
  compare,
  divide,
  fromNumber,
  greater,
  isAtMost,
  isBelow,
  isZero,
  negate,
  one,
  type Rational,
  subtract,
  zero,
} from './rational.ts'

/** What the options of a choice are worth: see `Option` for the ways to say it. */

/** The options from the best to the worst, whatever way they say what they are worth. */
export const bestFirst = (options: readonly Option[]): Option[] =>
  [...options].sort((a, b) => roughWorth(b) - roughWorth(a))
const roughWorth = ({ ratio, points, demerit = 0 }: Option) => ratio ?? points ?? -demerit

export function judgeChoice(item: Item, response: ChoiceResponse, code: string): Judgement {
  const option = response.options.find((each) => each.code === code) as Option
  if (option.possible !== undefined) return judgeOwnPoints(item, option)
  const best = worthOf(item, response, bestOf(response.options))
  const full = worthOf(item, response, option)
  const isHalf = response.half_credit && item.points <= 1 && isBelow(zero, full) && isBelow(full, best)
  const judged = judgeAgainst(best, isHalf ? zero : full, severityFor(item, option.severity))
  return isHalf ? { ...judged, how: { rule: 'half_credit' } } : judged
}

const bestOf = (options: readonly Option[]): Option =>
  options.reduce((best, option) => (roughWorth(option) > roughWorth(best) ? option : best))

/** The share of the item's points that an option earns. */
function worthOf(item: Item, response: ChoiceResponse, option: Option): Rational {
  if (option.ratio !== undefined) return fromNumber(option.ratio)
  if (option.demerit !== undefined) return afterDemerits(item, costOf(option.demerit, response.demerit_base ?? 0))
  return divide(pointsOf(option), fromNumber(baseOf(response.options)))
}

/** The largest of the points; where none is positive, the size of the lowest. */
function baseOf(options: readonly Option[]): number {
  const most = Math.max(...options.map(({ points = 0 }) => points))
  return most > 0 ? most : -Math.min(...options.map(({ points = 0 }) => points))
}

export function judgeChoices(item: Item, { options }: ChoicesResponse, codes: readonly string[]): Judgement {
  const chosen = options.filter((option) => codes.includes(option.code))
  const severity = chosen
    .map((option) => severityFor(item, option.severity))
    .reduce<WrittenSeverity | undefined>(worse, undefined)
  if (options.some((option) => option.demerit !== undefined)) {
    const costs = chosen.map((option) => fromNumber(option.demerit ?? 0)).reduce(add, zero)
    return judgeAgainst(one, greater(zero, afterDemerits(item, costs)), severity)
  }
  const base = sumOf(options.filter(({ points = 0 }) => points > 0))
  const ratio = sumOf(chosen)
  // Where none is positive, ticking none is best, and all of them together are minus 100 %.
  if (isZero(base)) return judgeAgainst(zero, divide(ratio, negate(sumOf(options))), severity)
  return judgeAgainst(one, divide(ratio, base), severity)
}

const sumOf = (options: readonly Option[]): Rational => options.map(pointsOf).reduce(add, zero)

/** Earned and possible points as the option itself gives them. */
function judgeOwnPoints(item: Item, option: Option): Judgement {
  const earned = pointsOf(option)
  const possible = fromNumber(option.possible ?? 0)
  const ratio = isZero(possible) ? one : divide(earned, possible)
  return { ...judgeAgainst(one, ratio, severityFor(item, option.severity)), points: { earned, possible } }
}

function judgeAgainst(best: Rational, ratio: Rational, severity: WrittenSeverity | undefined): Judgement {
  const isLess = isBelow(ratio, best)
  const judged: Judgement = { ratio, failed: isLess && isAtMost(ratio, zero), finding: isLess || isGrave(severity) }
  if (severity !== undefined) judged.severity = severity
  if (compare(best, one) !== 0) judged.best = best
  return judged
}

const pointsOf = (option: Option): Rational => fromNumber(option.points ?? 0)
const costOf = (demerit: number, base: number): Rational =>
  demerit === 0 ? zero : add(fromNumber(base), fromNumber(demerit))
const afterDemerits = (item: Item, cost: Rational): Rational =>
  item.points === 0 ? zero : subtract(one, divide(cost, fromNumber(item.points)))

/** An option that is called a finding is one, whatever it earns. */
const isGrave = (severity: WrittenSeverity | undefined) =>
  severity !== undefined && worstFirst.indexOf(severity) <= worstFirst.indexOf('minor')

const worse = (a: WrittenSeverity | undefined, b: WrittenSeverity | undefined) => {
  if (a === undefined || b === undefined) return a ?? b
  return worstFirst.indexOf(a) < worstFirst.indexOf(b) ? a : b
}
