import type { Gate, Item, Section, Severity } from '../../server/checklists/format.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'
import { referenceAway, type WhyAway } from './reference-conditions.ts'
import {
  F,
  type Fraction,
  fromNumber,
  less,
  max,
  mean,
  min,
  minus,
  over,
  plus,
  rounded,
  shown,
  sum,
  times,
} from './reference-fractions.ts'
import { firstRow, gravity, type One, type Part, tried } from './reference-gates.ts'
import { isValid, judged } from './reference-items.ts'

/**
 * The score of an audit worked out a second time: slowly, in BigInt fractions, straight from the description of the models,
 * sharing nothing with the engine but the types of its input. What both say must be equal.
 */

const hundred = F(100)
const nothing = F(0)
const percentOf = (earned: Fraction, possible: Fraction) =>
  possible.n === 0n ? null : times(over(earned, possible), hundred)
const text = (value: Fraction | null) => (value === null ? null : shown(value))

export function referenceScore(input: ScoreInput) {
  const { scoring, sections } = input.checklist
  const away = referenceAway(input)
  const ones = sections.flatMap((section) =>
    section.items.map((item) => scoreOne(item, section.id, input, away.get(item.id))),
  )
  const first = sections.map((section) => partOf(section, ones, input))
  const groups = (scoring.groups ?? []).map(({ id, kind }) => {
    const own = ones.filter(({ item, counts }) => counts && item.groups?.includes(id))
    const earned = sum(own.map((one) => one.earned))
    const possible = sum(own.map((one) => one.possible))
    return { id, kind, percent: percentOf(earned, possible) }
  })
  const coverage = coverageOf(input, ones)
  const look = (parts: Part[]) => ({ input, ones, parts, groups, coverage })

  const because = new Map<string, string[] | null>()
  const tryGates = (wanted: (gate: Gate) => boolean, parts: Part[]) => {
    for (const gate of scoring.gates.filter(wanted)) because.set(gate.id, tried(gate, look(parts)))
  }
  const isZeroing = (gate: Gate) => gate.then.zero_section !== undefined
  const isTaking = (gate: Gate) => gate.then.from === 'section'
  const hitsIn = (section: string, gate: Gate) =>
    (because.get(gate.id) ?? []).filter(
      (found) => found === section || ones.some(({ item, section: own }) => item.id === found && own === section),
    ).length

  tryGates(isZeroing, first)
  const second = first.map((part): Part => {
    const isGone = scoring.gates.some(
      (gate) =>
        isZeroing(gate) &&
        because.get(gate.id) != null &&
        (gate.then.zero_section === part.section.id ||
          (gate.then.zero_section === true && hitsIn(part.section.id, gate) > 0)),
    )
    if (!isGone) return part
    return {
      ...part,
      earned: nothing,
      bonus: nothing,
      lost: part.possible,
      percent: percentOf(nothing, part.possible),
      zeroed: true,
    }
  })
  tryGates(isTaking, second)
  const third = second.map((part): Part => {
    let left = part
    for (const gate of scoring.gates.filter(isTaking)) {
      const hits = hitsIn(part.section.id, gate)
      if (hits === 0 || left.percent === null || left.possible.n === 0n || left.zeroed) continue
      const points = times(F(gate.then.each ? hits : 1), deduction(gate, left.possible))
      left = {
        ...left,
        earned: minus(left.earned, points),
        lost: plus(left.lost, points),
        percent: minus(left.percent as Fraction, percentOf(points, left.possible) as Fraction),
      }
    }
    return left
  })
  tryGates((gate) => !isZeroing(gate) && !isTaking(gate), third)

  const whole = wholeOf(input, third, because)
  const graded = { ...look(third), ...whole }
  const open = ones.filter(({ state }) => state === 'unanswered')
  const isBlocked = (input.mode === 'running' || scoring.unanswered === 'block_submit') && open.length > 0
  const complete = coverage.met && !isBlocked
  const rows = scoring.bands
  const row = whole.percent === null ? null : firstRow(graded, whole.percent)
  const rowOf = (grade: string) => rows.findIndex((band) => band.grade === grade)
  const effects = scoring.gates.filter((gate) => because.get(gate.id) != null).map(({ then }) => then)
  const set = effects.filter((then) => then.set_grade !== undefined).map((then) => rowOf(then.set_grade as string))
  const caps = effects.filter((then) => then.cap_grade !== undefined).map((then) => rowOf(then.cap_grade as string))
  const band = row === null || !complete ? null : Math.max(...(set.length > 0 ? set : [row]), ...caps)
  return {
    items: ones.map((one) => ({
      code: one.item.id,
      state: one.state,
      earned: one.counts ? shown(one.earned) : null,
      possible: one.counts ? shown(one.possible) : null,
      lost: one.counts ? shown(one.lost) : null,
      score: text(one.score),
      failed: one.failed,
      finding: one.finding,
      severity: one.severity,
    })),
    sections: third.map((part) => ({
      id: part.section.id,
      earned: shown(part.earned),
      possible: shown(part.possible),
      lost: shown(part.lost),
      percent: text(part.percent),
    })),
    groups: groups.map(({ id, percent }) => ({ id, percent: text(percent) })),
    gates: scoring.gates.map(({ id }) => ({
      id,
      triggered: because.get(id) != null,
      because: [...(because.get(id) ?? [])].sort(),
    })),
    earned: shown(whole.earned),
    possible: shown(whole.possible),
    lost: shown(whole.lost),
    percent: text(whole.percent),
    index: whole.percent && scoring.index_scale ? shown(times(whole.percent, F(scoring.index_scale, 100))) : null,
    coverage,
    complete,
    gradeByScore: row === null ? null : rows[row]?.grade,
    grade: band === null ? null : rows[band]?.grade,
  }
}

function scoreOne(item: Item, section: string, input: ScoreInput, why: WhyAway | undefined): One {
  const { scoring } = input.checklist
  const isScored = item.class !== 'info' && item.response.type !== 'text' && item.scored === undefined
  const away = {
    item,
    section,
    isToCheck: isScored && why !== 'ruled out',
    counts: false,
    earned: nothing,
    possible: nothing,
    lost: nothing,
    score: null,
    failed: false,
    finding: false,
    severity: null,
  }
  const isBonus = item.class === 'bonus'
  if (input.frequency && item.frequency && item.frequency !== input.frequency) {
    return { ...away, state: 'not_asked', isToCheck: false }
  }
  if (why === 'ruled out') return { ...away, state: 'not_applicable' }

  const given = input.answers[item.id]
  const isForbidden = scoring.na === 'forbid' && given?.type === 'not_applicable'
  const answer = given && isValid(item, given) && !isForbidden ? given : undefined
  const isEmpty = answer?.type === 'sample' && answer.checked === 0
  if (why || answer?.type === 'not_applicable' || isEmpty) {
    if (!isScored || isBonus || !['zero', 'full'].includes(scoring.na)) return { ...away, state: 'not_applicable' }
    const points = fromNumber(item.points)
    const isFull = scoring.na === 'full'
    const lost = isFull || scoring.start_minus?.per_severity ? nothing : points
    return { ...away, state: 'not_applicable', counts: true, earned: isFull ? points : nothing, possible: points, lost }
  }
  const result = judged(item, answer, input.marks)
  const state = result || (answer && item.response.type === 'text') ? 'answered' : 'unanswered'
  const isZero = state === 'unanswered' && input.mode === 'final' && scoring.unanswered === 'zero'
  if (!isScored || (state === 'unanswered' && !isZero)) return { ...away, state }

  const points = fromNumber(item.points)
  const got = result ?? { earned: nothing, possible: points, best: points, score: nothing, failed: true, finding: true }
  const failed = got.failed && !isBonus
  const finding = got.finding && !isBonus
  const severity = isBonus ? null : severityOf(item, { ...got, failed, finding }, input.losses[item.id] ?? [])
  let earned = scoring.round?.points === undefined ? got.earned : rounded(got.earned, scoring.round.points)
  let possible = isBonus ? nothing : got.possible
  let best = got.best
  const extra = fromNumber(input.adjustments?.[item.id]?.earned ?? 0)
  const more = fromNumber(input.adjustments?.[item.id]?.possible ?? 0)
  earned = plus(earned, extra)
  possible = max(nothing, plus(possible, more))
  best = plus(best, more)
  const weights = scoring.start_minus?.per_severity
  const penalty = finding && severity ? fromNumber(weights?.[severity] ?? 0) : nothing
  const off = weights ? minus(penalty, extra) : minus(best, earned)
  const isRatingScore =
    item.response.type === 'scale' || (item.response.type === 'sample' && item.response.rule === 'bands')
  return {
    ...away,
    state,
    counts: true,
    earned,
    possible,
    lost: isBonus ? nothing : max(nothing, off),
    score: isBonus || item.points === 0 ? null : isRatingScore && result ? got.score : earned,
    failed,
    finding,
    severity,
  }
}

function severityOf(
  item: Item,
  got: { failed: boolean; finding: boolean; severity?: string | undefined },
  ticked: readonly string[],
): Severity | null {
  const byClass = () => {
    if (!got.finding) return 'none'
    if (item.critical && got.failed) return 'critical'
    if (item.class === 'should') return 'observation'
    return got.failed ? 'major' : 'minor'
  }
  const own = got.severity ?? byClass()
  if (own === 'none') return null
  const all = [
    own,
    ...(got.finding ? item.losses.filter(({ code }) => ticked.includes(code)).map((loss) => loss.severity) : []),
  ]
  return gravity.filter((one) => all.includes(one))[0] ?? null
}

function partOf(section: Section, ones: One[], { checklist: { scoring } }: ScoreInput): Part {
  const own = ones.filter((one) => one.section === section.id && one.counts)
  const isBonus = (one: One) => one.item.class === 'bonus'
  const counts = own.some((one) => !isBonus(one))
  const bonus = sum(own.filter(isBonus).map((one) => one.earned))
  let earned = sum(own.map((one) => one.earned))
  let possible = sum(own.map((one) => one.possible))
  let lost = sum(own.map((one) => one.lost))
  let percent = percentOf(earned, possible)
  if (section.start !== undefined) {
    possible = counts ? fromNumber(section.start) : nothing
    lost = min(lost, possible)
    earned = plus(minus(possible, lost), bonus)
    percent = percentOf(earned, possible)
  } else {
    const percents = own.map((one) => percentOf(one.earned, one.possible)).filter((one) => one !== null)
    const how = section.rollup ?? scoring.section_rollup
    if (how === 'mean_items') percent = percents.length > 0 ? mean(percents) : null
    if (how === 'lowest_item') percent = percents.length > 0 ? percents.reduce(min) : null
  }
  if (percent && scoring.round?.section !== undefined) percent = rounded(percent, scoring.round.section)
  return { section, earned, possible, lost, bonus, percent, counts, zeroed: false }
}

function coverageOf({ checklist: { scoring, sections } }: ScoreInput, ones: One[]) {
  const { scope, min: share, most_na } = scoring.min_coverage
  const [n, m] = share.split('/').map(Number) as [number, number]
  const counted = (own: One[]) => {
    const asked = own.filter(({ isToCheck }) => isToCheck)
    return { asked: asked.length, answered: asked.filter(({ state }) => state === 'answered').length }
  }
  const isEnough = ({ asked, answered }: { asked: number; answered: number }) => answered * m >= asked * n
  const all = counted(ones)
  const bySection = sections.map(({ id }) => counted(ones.filter(({ section }) => section === id)))
  const byGroup = (scoring.groups ?? []).map(({ id }) => counted(ones.filter(({ item }) => item.groups?.includes(id))))
  const parts = scope === 'audit' ? [all] : scope === 'section' ? bySection : [...bySection, ...byGroup]
  return { ...all, met: parts.every(isEnough) && (most_na === undefined || all.asked - all.answered <= most_na) }
}

const deduction = ({ then }: Gate, possible: Fraction): Fraction =>
  then.deduct_points !== undefined
    ? fromNumber(then.deduct_points)
    : times(over(fromNumber(then.deduct_percent_of_possible ?? 0), hundred), possible)

function wholeOf({ checklist: { scoring } }: ScoreInput, parts: Part[], because: Map<string, string[] | null>) {
  let earned = sum(parts.map((part) => part.earned))
  let possible = sum(parts.map((part) => part.possible))
  let lost = sum(parts.map((part) => part.lost))
  const bonus = sum(parts.map((part) => part.bonus))
  const allowed = scoring.bonus_points_cap === undefined ? bonus : min(bonus, fromNumber(scoring.bonus_points_cap))
  const isOfPoints = ['pooled_points', 'demerit_sum', 'start_minus'].includes(scoring.rollup)
  if (isOfPoints) earned = minus(earned, minus(bonus, allowed))
  if (scoring.rollup === 'start_minus') {
    possible = parts.some(({ counts }) => counts) ? fromNumber(scoring.start_minus?.start ?? 0) : nothing
    earned = plus(minus(possible, lost), allowed)
  }
  const scored = parts.filter((part) => part.percent !== null) as (Part & { percent: Fraction })[]
  let percent = percentOf(earned, possible)
  if (scoring.rollup === 'weighted_sections') {
    const weights = sum(scored.map(({ section }) => fromNumber(section.weight)))
    const points = sum(scored.map((part) => times(fromNumber(part.section.weight), part.percent)))
    percent = weights.n === 0n ? null : over(points, weights)
  }
  if (scoring.rollup === 'mean_sections') percent = scored.length > 0 ? mean(scored.map((part) => part.percent)) : null
  if (scoring.rollup === 'lowest_section')
    percent = scored.length > 0 ? scored.map((part) => part.percent).reduce(min) : null
  if (percent === null) return { earned, possible, lost, percent }

  if (scoring.bonus_cap !== undefined) percent = min(percent, fromNumber(scoring.bonus_cap))
  const triggered = scoring.gates.filter((gate) => because.get(gate.id) != null)
  if (triggered.some(({ then }) => then.zero_audit)) {
    percent = nothing
    earned = nothing
    lost = possible
  } else if (possible.n !== 0n) {
    for (const gate of triggered.filter(({ then }) => then.from === undefined)) {
      const hits = gate.then.each ? (because.get(gate.id) ?? []).length : 1
      const points = times(F(hits), deduction(gate, possible))
      earned = minus(earned, points)
      lost = plus(lost, points)
      percent = minus(percent, percentOf(points, possible) as Fraction)
    }
  }
  if (scoring.floor !== undefined && less(percent, fromNumber(scoring.floor))) {
    percent = fromNumber(scoring.floor)
    if (isOfPoints) earned = times(over(percent, hundred), possible)
  }
  if (scoring.round?.whole !== undefined) percent = rounded(percent, scoring.round.whole)
  return { earned, possible, lost, percent }
}
