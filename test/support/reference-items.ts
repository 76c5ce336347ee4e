import type { Item, Option, Severity } from '../../server/checklists/format.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'
import {
  F,
  type Fraction,
  fromNumber,
  less,
  max,
  mean,
  minus,
  over,
  rounded,
  same,
  sum,
  times,
  wholeTimes,
} from './reference-fractions.ts'

/** What one answer is worth, worked out the long way. */
export type Judged = {
  earned: Fraction
  possible: Fraction
  /** The most that could have been earned. */
  best: Fraction
  score: Fraction
  failed: boolean
  finding: boolean
  severity?: Severity | 'none' | undefined
}

/** Judges a valid answer; undefined for durations without both marks. */
export function judged(item: Item, answer: ItemAnswer | undefined, marks: ScoreInput['marks']): Judged | undefined {
  const { response } = item
  const points = fromNumber(item.points)
  const ofRatio = (ratio: Fraction, more: Partial<Judged> = {}): Judged => ({
    earned: times(points, ratio),
    possible: points,
    best: points,
    score: times(points, ratio),
    failed: !less(F(0), ratio),
    finding: less(ratio, F(1)),
    ...more,
  })
  const written = (severity: Severity | 'none' | undefined) =>
    severity === 'critical' && !item.critical ? 'major' : severity

  if (response.type === 'duration') {
    const seconds = spanOf(marks[response.from], marks[response.to])
    if (seconds === undefined) return undefined
    const band = response.bands.filter(({ max_s }) => seconds <= max_s)[0]
    const ratio = fromNumber(band ? band.ratio : response.else_ratio)
    const isPartial = less(F(0), ratio) && less(ratio, F(1))
    return ofRatio(ratio, isPartial ? { severity: 'observation' } : {})
  }
  if (!answer) return undefined
  if (answer.type === 'yes_no') return ofRatio(F(answer.value === 'yes' ? 1 : 0))

  if (answer.type === 'scale' && response.type === 'scale') {
    const all = [answer.score, ...(answer.further ?? [])]
    const worst = all.slice().sort((a, b) => a - b)[0] as number
    const { ratings } = response
    let score = fromNumber(worst)
    if (all.length > 1 && ratings?.combine === 'mean') {
      score = mean(all.map(fromNumber))
      if (ratings.decimals !== undefined) score = rounded(score, ratings.decimals)
    }
    const limits: Partial<Judged> = {
      score,
      failed: !less(fromNumber(response.critical_fail_at_or_below), score),
      finding: !less(fromNumber(response.finding_at_or_below), score),
      severity: written(response.anchors.filter((anchor) => anchor.score === worst)[0]?.severity),
    }
    if (all.length > 1 && ratings?.combine === 'sum') {
      const each = all.map((one) => times(points, over(fromNumber(one), fromNumber(response.max))))
      const possible = times(points, F(all.length))
      return { ...ofRatio(F(0)), earned: sum(each), possible, best: possible, ...limits }
    }
    return ofRatio(over(score, fromNumber(response.max)), limits)
  }

  if (answer.type === 'sample' && response.type === 'sample') {
    const { checked, conform } = answer
    if (response.rule === 'accept') return ofRatio(F(checked - conform > response.accept ? 0 : 1))
    if (response.rule === 'aql')
      return ofRatio(F(checked - conform > planOf(response.aql, answer.population ?? 0).accept ? 0 : 1))
    const rate = F(conform, checked)
    if (response.rule === 'ratio') return ofRatio(rate, { failed: less(rate, F(4, 5)) })
    const band = response.bands.filter((one) => !less(rate, fromNumber(one.min)))[0]
    const ratio = fromNumber(band?.ratio ?? 0)
    const score = times(ratio, fromNumber(response.limits.max))
    return ofRatio(ratio, {
      score,
      failed: !less(fromNumber(response.limits.critical_fail_at_or_below), score),
      finding: !less(fromNumber(response.limits.finding_at_or_below), score),
    })
  }

  if (answer.type === 'number' && response.type === 'number') {
    const value = fromNumber(answer.value)
    const left = (off: Fraction) => ofRatio(over(max(F(0), minus(points, off)), points))
    switch (response.rule) {
      case 'share':
        return ofRatio(over(value, fromNumber(response.of)))
      case 'bands': {
        const isIn = (band: { min?: number; max?: number }) =>
          band.min !== undefined ? !less(value, fromNumber(band.min)) : !less(fromNumber(band.max ?? 0), value)
        return ofRatio(fromNumber(response.bands.filter(isIn)[0]?.ratio ?? response.else_ratio))
      }
      case 'count_deduct': {
        let off = times(value, fromNumber(response.per))
        if (response.most !== undefined && less(fromNumber(response.most), off)) off = fromNumber(response.most)
        return left(off)
      }
      case 'step_deduct': {
        const from = fromNumber(response.from)
        const beyond = response.worse === 'higher' ? minus(value, from) : minus(from, value)
        if (!less(F(0), beyond)) return left(F(0))
        const step = fromNumber(response.step)
        let steps = wholeTimes(beyond, step)
        if (response.steps === 'started' && !same(times(F(steps), step), beyond)) steps += 1n
        return left(times(F(steps), fromNumber(response.per_step)))
      }
      default: {
        const isLow = response.min_ok !== undefined && less(value, fromNumber(response.min_ok))
        const isHigh = response.max_ok !== undefined && less(fromNumber(response.max_ok), value)
        return ofRatio(F(isLow || isHigh ? 0 : 1))
      }
    }
  }

  const isGrave = (severity: string | undefined) => ['critical', 'major', 'minor'].includes(severity ?? '')
  const ofOptions = (ratio: Fraction, best: Fraction, severity: Severity | 'none' | undefined): Judged => ({
    ...ofRatio(ratio),
    best: times(points, best),
    failed: less(ratio, best) && !less(F(0), ratio),
    finding: less(ratio, best) || isGrave(severity),
    severity,
  })

  if (answer.type === 'choice' && response.type === 'choice') {
    const option = response.options.filter(({ code }) => code === answer.option)[0] as Option
    const severity = written(option.severity)
    if (option.possible !== undefined) {
      const earned = fromNumber(option.points ?? 0)
      const possible = fromNumber(option.possible)
      const isLess = less(earned, possible)
      return {
        ...{ earned, possible, best: possible, score: earned, severity },
        failed: isLess && !less(F(0), earned),
        finding: isLess || isGrave(severity),
      }
    }
    const cost = (one: Option) => fromNumber(one.demerit ? one.demerit + (response.demerit_base ?? 0) : 0)
    const amounts = response.options.map((one) => one.points ?? 0)
    const base = amounts.some((one) => one > 0) ? Math.max(...amounts) : -Math.min(...amounts)
    const worth = (one: Option) => {
      if (one.ratio !== undefined) return fromNumber(one.ratio)
      return one.demerit !== undefined
        ? over(minus(points, cost(one)), points)
        : over(fromNumber(one.points ?? 0), fromNumber(base))
    }
    const best = response.options.map(worth).reduce(max)
    const own = worth(option)
    const isHalved = response.half_credit && item.points <= 1 && less(F(0), own) && less(own, best)
    return ofOptions(isHalved ? F(0) : own, best, severity)
  }

  if (answer.type === 'choices' && response.type === 'choices') {
    const chosen = response.options.filter(({ code }) => answer.options.includes(code))
    const order = ['critical', 'major', 'minor', 'observation', 'none'] as const
    const all = chosen.map(({ severity }) => written(severity))
    const severity = order.filter((one) => all.includes(one))[0]
    if (response.options.some(({ demerit }) => demerit !== undefined)) {
      const costs = sum(chosen.map(({ demerit }) => fromNumber(demerit ?? 0)))
      return ofOptions(over(max(F(0), minus(points, costs)), points), F(1), severity)
    }
    const amounts = response.options.map(({ points: one }) => fromNumber(one ?? 0))
    const positive = sum(amounts.filter((one) => less(F(0), one)))
    const negative = sum(amounts.filter((one) => less(one, F(0))))
    const hasPositive = less(F(0), positive)
    const base = hasPositive ? positive : minus(F(0), negative)
    return ofOptions(
      over(sum(chosen.map(({ points: one }) => fromNumber(one ?? 0))), base),
      F(hasPositive ? 1 : 0),
      severity,
    )
  }
  return undefined
}

/** Seconds; early is 0, a mark not reached is later than any band; undefined while a mark is missing. */
function spanOf(from: MarkValue | undefined, to: MarkValue | undefined): number | undefined {
  if ((from && 'reached' in from) || (to && 'reached' in to)) return Number.POSITIVE_INFINITY
  if (!from || !to || !('at' in from) || !('at' in to)) return undefined
  const seconds = Math.floor((Date.parse(to.at) - Date.parse(from.at)) / 1000)
  return Math.max(seconds, 0)
}

type Plan = [largestLot: number, size: number, accept: number]

/** MIL-STD-105E, level II, normal, read off the printed table with its arrows followed, for two AQLs. */
const plans: Record<string, Plan[]> = {
  '2.5': [
    [50, 5, 0],
    [150, 20, 1],
    [280, 32, 2],
    [500, 50, 3],
    [1200, 80, 5],
    [3200, 125, 7],
    [10000, 200, 10],
    [35000, 315, 14],
    [Number.POSITIVE_INFINITY, 500, 21],
  ],
  '1': [
    [150, 13, 0],
    [500, 50, 1],
    [1200, 80, 2],
    [3200, 125, 3],
    [10000, 200, 5],
    [35000, 315, 7],
    [150000, 500, 10],
    [500000, 800, 14],
    [Number.POSITIVE_INFINITY, 1250, 21],
  ],
}

export function planOf(aql: number, lot: number): { size: number; accept: number } {
  const [, size = 0, accept = 0] = plans[String(aql)]?.filter(([largest]) => lot <= largest)[0] ?? []
  return { size: Math.min(size, lot), accept }
}

export const isValid = (item: Item, answer: ItemAnswer): boolean =>
  answer.type === 'not_applicable' ? item.na_allowed && answer.reason !== '' : answer.type === item.response.type
