import type { Gate, GateCondition, Scoring, Severity } from '../checklists/format.ts'
import { reaches } from './coverage.ts'
import { lostPoints, type ScoredItem } from './item.ts'
import {
  add,
  divide,
  fraction,
  fromNumber,
  hundred,
  isAtMost,
  isBelow,
  isZero,
  multiply,
  type Rational,
  roundHalfUp,
  subtract,
  zero,
} from './rational.ts'
import type { Coverage } from './result.ts'
import { percentOf, rollUp, type ScoredSection, type Total, withoutPoints } from './rollup.ts'

/** What gates look at. */
export type Facts = {
  items: readonly ScoredItem[]
  sections: readonly ScoredSection[]
  coverage: Coverage
  repeats: ReadonlySet<string>
}
export type EvaluatedGate = { gate: Gate; triggered: boolean; because: string[] }

/** Everything that gates did, in the order of the checklist, and the totals after them. */
export type AfterGates = { gates: EvaluatedGate[]; sections: ScoredSection[]; total: Total }

const takesSection = (gate: Gate) => gate.then.zero_section !== undefined

/**
 * Evaluates every gate and applies the effects on points. Gates that zero a section go first and see the sections as they
 * were scored; all others see the sections after that. Among themselves the order of gates never matters.
 */
export function applyGates(facts: Facts, scoring: Scoring): AfterGates {
  const first = scoring.gates.filter(takesSection).map((gate) => evaluate(gate, facts, scoring))
  const emptied = new Set(first.flatMap((evaluated) => sectionsTaken(evaluated, facts)))
  const sections = facts.sections.map((section) => (emptied.has(section.id) ? withoutPoints(section) : section))
  const after = { ...facts, sections }
  const gates = scoring.gates.map(
    (gate) => first.find((evaluated) => evaluated.gate === gate) ?? evaluate(gate, after, scoring),
  )
  return { gates, sections, total: takeOff(rollUp(sections, scoring), gates) }
}

/** A gate triggers when each of its conditions holds; `because` is every item or section that met one of them. */
function evaluate(gate: Gate, facts: Facts, scoring: Scoring): EvaluatedGate {
  const met = conditions.map((condition) => condition(gate.when, facts, scoring)).filter((found) => found !== undefined)
  const triggered = met.length > 0 && met.every((found) => found !== false)
  const because = triggered ? [...new Set(met.flatMap((found) => found || []))] : []
  return { gate, triggered, because }
}

/** The codes or section ids that meet the condition, false when it does not hold, undefined when the gate does not ask. */
type Condition = (when: GateCondition, facts: Facts, scoring: Scoring) => string[] | false | undefined

const codesOf = (items: readonly ScoredItem[]) => items.map((scored) => scored.item.id)
const atLeast = (found: string[], least: number) => found.length >= least && found
const any = (found: string[]) => atLeast(found, 1)

const criticalFailed: Condition = ({ critical_failed_min: least }, { items }) =>
  least === undefined
    ? undefined
    : atLeast(codesOf(items.filter((scored) => scored.item.critical && scored.failed)), least)

const anySectionBelow: Condition = ({ any_section_below: percent }, { sections }, scoring) =>
  percent === undefined ? undefined : any(sectionsBelow(sections, percent, scoring))

const sectionBelow: Condition = ({ section_below: below }, { sections }, scoring) =>
  below === undefined
    ? undefined
    : any(
        sectionsBelow(
          sections.filter((section) => section.id === below.section),
          below.percent,
          scoring,
        ),
      )

/** VDA 6.3 rounds section results before it tests them; `section_round_decimals` says to how many decimals. */
function sectionsBelow(sections: readonly ScoredSection[], limit: number, scoring: Scoring): string[] {
  const decimals = scoring.section_round_decimals
  const isLow = ({ percent }: ScoredSection) =>
    percent !== null && isBelow(decimals === undefined ? percent : roundHalfUp(percent, decimals), fromNumber(limit))
  return sections.filter(isLow).map((section) => section.id)
}

const itemFailed: Condition = ({ item_failed: code }, { items }) =>
  code === undefined ? undefined : any(codesOf(items.filter((scored) => scored.item.id === code && scored.failed)))

const scoreAtMost = (limit: number, items: readonly ScoredItem[]) => {
  const most = fromNumber(limit)
  return any(codesOf(items.filter(({ score }) => score !== null && isAtMost(score, most))))
}

const criticalScoreAtMost: Condition = ({ critical_score_at_most: limit }, { items }) =>
  limit === undefined
    ? undefined
    : scoreAtMost(
        limit,
        items.filter((scored) => scored.item.critical),
      )

const anyScoreAtMost: Condition = ({ any_score_at_most: limit }, { items }) =>
  limit === undefined ? undefined : scoreAtMost(limit, items)

const countBySeverity: Condition = ({ count_by_severity: least }, { items }) => {
  if (least === undefined) return undefined
  const asked = Object.entries(least) as [Severity, number][]
  const found = asked.map(([severity, count]) => ({
    count,
    codes: codesOf(items.filter((scored) => scored.finding && scored.severity === severity)),
  }))
  return found.every(({ codes, count }) => codes.length >= count) && found.flatMap(({ codes }) => codes)
}

const maxSingle: Condition = ({ max_single: limit }, { items }) => {
  if (limit === undefined) return undefined
  const least = fromNumber(limit)
  return any(codesOf(items.filter((scored) => isAtMost(least, lostPoints(scored)))))
}

const coverageBelow: Condition = ({ coverage_below: share }, { coverage }) =>
  share === undefined ? undefined : !reaches(share, coverage.answered, coverage.asked) && []

const findingRepeat: Condition = ({ finding_repeat: least }, { items, repeats }) =>
  least === undefined
    ? undefined
    : atLeast(codesOf(items.filter((scored) => scored.finding && repeats.has(scored.item.id))), least)

const conditions: readonly Condition[] = [
  criticalFailed,
  anySectionBelow,
  sectionBelow,
  itemFailed,
  criticalScoreAtMost,
  anyScoreAtMost,
  countBySeverity,
  maxSingle,
  coverageBelow,
  findingRepeat,
]

/** Sections a triggered `zero_section` gate empties: the one it names, or those that hold what triggered it. */
function sectionsTaken({ gate, triggered, because }: EvaluatedGate, { items }: Facts): string[] {
  const named = gate.then.zero_section
  if (!triggered || named === undefined) return []
  if (named !== true) return [named]
  const holders = items.filter((scored) => because.includes(scored.item.id)).map((scored) => scored.section)
  return [...holders, ...because]
}

/**
 * Deductions from the whole, then `zero_audit`. Points come off the points earned; a percentage of the possible points
 * comes off the percentage itself, so that it means the same in both rollups. Without possible points there is no score to change.
 */
function takeOff(total: Total, gates: readonly EvaluatedGate[]): Total {
  if (total.percent === null || isZero(total.possible)) return total
  const triggered = gates.filter((evaluated) => evaluated.triggered)
  if (triggered.some(({ gate }) => gate.then.zero_audit)) return { ...total, earned: zero, percent: zero }
  let points = zero
  for (const { gate, because } of triggered) {
    const times = fraction(gate.then.each ? because.length : 1)
    const { deduct_points: fixed, deduct_percent_of_possible: share } = gate.then
    if (fixed !== undefined) points = add(points, multiply(fromNumber(fixed), times))
    if (share !== undefined) {
      points = add(points, multiply(divide(multiply(fromNumber(share), total.possible), hundred), times))
    }
  }
  if (isZero(points)) return total
  const percent = subtract(total.percent, percentOf(points, total.possible) as Rational)
  return { ...total, earned: subtract(total.earned, points), percent }
}
