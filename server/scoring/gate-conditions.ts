import type { Gate, GateCondition, Scoring, Severity } from '../checklists/format.ts'
import { reaches } from './coverage.ts'
import { isCounted, type ScoredItem } from './item.ts'
import { fromNumber, isAtMost, isBelow, type Rational, roundHalfUp } from './rational.ts'
import type { Coverage } from './result.ts'
import type { ScoredGroup, ScoredSection } from './rollup.ts'

/** What gates and grade rows look at. */
export type Facts = {
  items: readonly ScoredItem[]
  sections: readonly ScoredSection[]
  groups: readonly ScoredGroup[]
  coverage: Coverage
  repeats: ReadonlySet<string>
}
export type EvaluatedGate = { gate: Gate; triggered: boolean; because: string[] }

/** A gate triggers when each of its conditions holds; `because` is every item, section or group that met one of them. */
export function evaluate(gate: Gate, facts: Facts, scoring: Scoring): EvaluatedGate {
  const met = conditions.map((condition) => condition(gate.when, facts, scoring)).filter((found) => found !== undefined)
  const triggered = met.length > 0 && met.every((found) => found !== false)
  const because = triggered ? [...new Set(met.flatMap((found) => found || []))] : []
  return { gate, triggered, because }
}

/** The codes or ids that meet the condition, false when it does not hold, undefined when the gate does not ask. */
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
          sections.filter(({ section }) => section.id === below.section),
          below.percent,
          scoring,
        ),
      )

const anyGroupBelow: Condition = ({ any_group_below: below }, { groups }, scoring) =>
  below === undefined
    ? undefined
    : any(
        groups
          .filter(({ group, percent }) => isKind(group.kind, below.kind) && isLow(percent, below.percent, scoring))
          .map(({ group }) => group.id),
      )

const isKind = (kind: string, wanted: string | undefined) => wanted === undefined || kind === wanted

/** VDA 6.3 rounds results before it tests them; `section_round_decimals` says to how many decimals. */
export function isLow(percent: Rational | null, limit: number, { section_round_decimals: decimals }: Scoring): boolean {
  if (percent === null) return false
  return isBelow(decimals === undefined ? percent : roundHalfUp(percent, decimals), fromNumber(limit))
}

export const sectionsBelow = (sections: readonly ScoredSection[], limit: number, scoring: Scoring): string[] =>
  sections.filter(({ percent }) => isLow(percent, limit, scoring)).map(({ section }) => section.id)

/** Sections below their own pass mark. */
export const sectionsFailed = (sections: readonly ScoredSection[], scoring: Scoring): string[] =>
  sections.filter((scored) => hasPassed(scored, scoring) === false).map(({ section }) => section.id)

/** Null without a pass mark or without a score; a pass mark of 0 is always reached. */
export function hasPassed({ section, percent }: ScoredSection, scoring: Scoring): boolean | null {
  if (section.pass_mark === undefined || percent === null) return null
  return section.pass_mark === 0 || !isLow(percent, section.pass_mark, scoring)
}

const sectionsFailedMin: Condition = ({ sections_failed_min: least }, { sections }, scoring) =>
  least === undefined ? undefined : atLeast(sectionsFailed(sections, scoring), least)

const itemFailed: Condition = ({ item_failed: code }, { items }) =>
  code === undefined ? undefined : any(codesOf(items.filter((scored) => scored.item.id === code && scored.failed)))

const scoreAtMost = (limit: number, items: readonly ScoredItem[]) => {
  const most = fromNumber(limit)
  return any(codesOf(items.filter(({ score }) => score !== null && isAtMost(score, most))))
}

const itemScoreAtMost: Condition = ({ item_score_at_most: limit }, { items }) =>
  limit === undefined
    ? undefined
    : scoreAtMost(
        limit.score,
        items.filter((scored) => scored.item.id === limit.item),
      )

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
  const found = asked.map(([severity, count]) => ({ count, codes: codesOf(findingsOf(items, severity)) }))
  return found.every(({ codes, count }) => codes.length >= count) && found.flatMap(({ codes }) => codes)
}

export const findingsOf = (items: readonly ScoredItem[], severity: Severity): ScoredItem[] =>
  items.filter((scored) => scored.finding && scored.severity === severity)

const maxSingle: Condition = ({ max_single: limit }, { items }) => {
  if (limit === undefined) return undefined
  const least = fromNumber(limit)
  return any(codesOf(items.filter(({ lost }) => lost !== null && isAtMost(least, lost))))
}

const coverageBelow: Condition = ({ coverage_below: share }, { coverage }) =>
  share === undefined ? undefined : !reaches(share, coverage.answered, coverage.asked) && []

const notApplicableMin: Condition = ({ not_applicable_min: least }, { items }) =>
  least === undefined
    ? undefined
    : atLeast(codesOf(items.filter((one) => one.state === 'not_applicable' && isCounted(one))), least)

const findingRepeat: Condition = ({ finding_repeat: least }, { items, repeats }) =>
  least === undefined
    ? undefined
    : atLeast(codesOf(items.filter((scored) => scored.finding && repeats.has(scored.item.id))), least)

const conditions: readonly Condition[] = [
  criticalFailed,
  anySectionBelow,
  sectionBelow,
  anyGroupBelow,
  sectionsFailedMin,
  itemFailed,
  itemScoreAtMost,
  criticalScoreAtMost,
  anyScoreAtMost,
  countBySeverity,
  maxSingle,
  coverageBelow,
  notApplicableMin,
  findingRepeat,
]
