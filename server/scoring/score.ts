import type { ChecklistContent } from '../checklists/format.ts'
import { awayFrom } from './conditions.ts'
import { coverageOf } from './coverage.ts'
import { type EvaluatedGate, hasPassed } from './gate-conditions.ts'
import { applyGates } from './gates.ts'
import { bandAfterGates, bandOf, printedPercent } from './grade.ts'
import { type ScoredItem, scoreItem } from './item.ts'
import {
  basisPoints,
  decimalText,
  divide,
  exact,
  fromExact,
  fromNumber,
  hundred,
  multiply,
  type Rational,
} from './rational.ts'
import type { GateResult, GroupResult, ItemResult, ScoreInput, ScoreResult, SectionResult } from './result.ts'
import { rollUpGroups, rollUpSection, type ScoredGroup, type ScoredSection, sharesOf } from './rollup.ts'
import { wholeOf } from './whole.ts'

/**
 * Scores an audit: conditions → items → policies for N/A and unanswered → sections and groups → gates → whole → grade, with the whole trace.
 * Pure and exact: the same input gives the same result for ever, in the server and in the browser. The order of sections
 * and items changes nothing but the order of the lists.
 */
export function scoreAudit(input: ScoreInput): ScoreResult {
  const { checklist } = input
  const { scoring } = checklist
  const away = awayFrom(input)
  const bySection = checklist.sections.map((section) =>
    section.items.map((item) => scoreItem(item, section.id, input, away.get(item.id))),
  )
  const items = bySection.flat()
  const scored = checklist.sections.map((section, at) => rollUpSection(section, bySection[at] ?? [], scoring))
  const groups = rollUpGroups(scoring.groups ?? [], items)
  const coverage = coverageOf(bySection, scoring)
  const facts = { items, sections: scored, groups, coverage, repeats: input.repeats ?? new Set<string>() }
  const { gates, sections } = applyGates(facts, scoring)
  const { total, steps } = wholeOf(sections, gates, scoring)
  const { percent } = total

  const unanswered = items.filter((item) => item.state === 'unanswered')
  const blocks = input.mode === 'running' || scoring.unanswered === 'block_submit'
  const complete = coverage.met && !(blocks && unanswered.length > 0)
  const byScore = percent === null ? null : bandOf({ ...facts, sections, total: { ...total, percent } }, scoring)
  const band = byScore === null || !complete ? null : bandAfterGates(byScore.row, gates, scoring)
  const shares = sharesOf(sections, scoring)
  return {
    engine: '1',
    items: items.map(itemResult),
    sections: sections.map((section, at) => sectionResult(section, shares[at] ?? null, hasPassed(section, scoring))),
    groups: groups.map(groupResult),
    earned: exact(total.earned),
    possible: exact(total.possible),
    lost: exact(total.lost),
    percent: percent && exact(percent),
    percentBp: percent && basisPoints(percent),
    index: percent && scoring.index_scale !== undefined ? exact(indexOf(percent, scoring.index_scale)) : null,
    steps,
    coverage,
    complete,
    unanswered: unanswered.map(({ item }) => item.id),
    criticalFailed: items.filter((scored) => scored.item.critical && scored.failed).map(({ item }) => item.id),
    gates: gates.map(gateResult),
    gradeByScore: byScore === null ? null : (scoring.bands[byScore.row]?.grade ?? null),
    tried: byScore?.tried ?? [],
    grade: band === null ? null : (scoring.bands[band]?.grade ?? null),
    band,
  }
}

const indexOf = (percent: Rational, scale: number) => multiply(percent, divide(fromNumber(scale), hundred))

/** The result as printed: decimal text without the % sign, never below 0; null without a score. See `printedPercent`. */
export const displayPercent = (result: Pick<ScoreResult, 'percent'>, checklist: ChecklistContent): string | null =>
  result.percent === null ? null : printedPercent(fromExact(result.percent), checklist.scoring)

/** The result on the checklist's `index_scale` (875 of 1000), a whole number never below 0; null without either. */
export function displayIndex(result: Pick<ScoreResult, 'percent'>, checklist: ChecklistContent): string | null {
  const { index_scale: scale } = checklist.scoring
  if (result.percent === null || scale === undefined || result.percent.startsWith('-')) {
    return result.percent === null || scale === undefined ? null : '0'
  }
  return decimalText(indexOf(fromExact(result.percent), scale), 0)
}

/** An exact value of a result as decimal text with the fewest decimals that show it, at most two: `4`, `3.5`, `8.67`. */
export function displayPoints(value: string): string {
  const text = decimalText(fromExact(value), 2)
  return text.replace(/\.?0+$/, '')
}

function itemResult(scored: ScoredItem): ItemResult {
  const { item, points, lost, ratio, score, away, how, adjusted } = scored
  const result: ItemResult = {
    code: item.id,
    section: scored.section,
    state: scored.state,
    earned: points && exact(points.earned),
    possible: points && exact(points.possible),
    lost: lost && exact(lost),
    ratio: ratio && exact(ratio),
    score: score && exact(score),
    failed: scored.failed,
    finding: scored.finding,
    severity: scored.severity,
    losses: scored.losses,
  }
  if (away) result.away = away
  if (how) result.how = how
  if (adjusted) result.adjusted = adjusted
  return result
}

function sectionResult(scored: ScoredSection, share: Rational | null, passed: boolean | null): SectionResult {
  const { section, earned, possible, lost, percent, answered, asked, zeroed } = scored
  return {
    id: section.id,
    earned: exact(earned),
    possible: exact(possible),
    lost: exact(lost),
    percent: percent && exact(percent),
    percentBp: percent && basisPoints(percent),
    share: share && exact(share),
    passed,
    answered,
    asked,
    zeroed,
  }
}

const groupResult = ({ group, earned, possible, percent }: ScoredGroup): GroupResult => ({
  id: group.id,
  kind: group.kind,
  earned: exact(earned),
  possible: exact(possible),
  percent: percent && exact(percent),
  percentBp: percent && basisPoints(percent),
})

const gateResult = ({ gate: { id, then }, triggered, because }: EvaluatedGate): GateResult => ({
  id,
  triggered,
  then,
  because,
})
