import type { ChecklistContent } from '../checklists/format.ts'
import { coverageOf } from './coverage.ts'
import { applyGates, type EvaluatedGate } from './gates.ts'
import { bandAfterGates, bandOf, printedPercent } from './grade.ts'
import { lostPoints, type ScoredItem, scoreItem } from './item.ts'
import { basisPoints, decimalText, divide, exact, fromExact, fromNumber, hundred, multiply } from './rational.ts'
import type { GateResult, ItemResult, ScoreInput, ScoreResult, SectionResult } from './result.ts'
import { rollUpSection, type ScoredSection } from './rollup.ts'

/**
 * Scores an audit: items → policies for N/A and unanswered → sections → whole → gates → grade, with the whole trace.
 * Pure and exact: the same input gives the same result for ever, in the server and in the browser. The order of sections
 * and items changes nothing but the order of the lists.
 */
export function scoreAudit(input: ScoreInput): ScoreResult {
  const { checklist } = input
  const { scoring } = checklist
  const bySection = checklist.sections.map((section) => section.items.map((item) => scoreItem(item, section.id, input)))
  const items = bySection.flat()
  const scored = checklist.sections.map((section, at) => rollUpSection(section, bySection[at] ?? []))
  const coverage = coverageOf(bySection, scoring)
  const facts = { items, sections: scored, coverage, repeats: input.repeats ?? new Set<string>() }
  const { gates, sections, total } = applyGates(facts, scoring)

  const unanswered = items.filter((item) => item.state === 'unanswered')
  const blocks = input.mode === 'running' || scoring.unanswered === 'block_submit'
  const complete = coverage.met && !(blocks && unanswered.length > 0)
  const byScore = total.percent === null ? null : bandOf(total.percent, scoring)
  const band = byScore === null || !complete ? null : bandAfterGates(byScore, gates, scoring)
  return {
    engine: '1',
    items: items.map(itemResult),
    sections: sections.map(sectionResult),
    earned: exact(total.earned),
    possible: exact(total.possible),
    percent: total.percent && exact(total.percent),
    percentBp: total.percent && basisPoints(total.percent),
    coverage,
    complete,
    unanswered: unanswered.map(({ item }) => item.id),
    criticalFailed: items.filter((scored) => scored.item.critical && scored.failed).map(({ item }) => item.id),
    gates: gates.map(gateResult),
    gradeByScore: byScore === null ? null : (scoring.bands[byScore]?.grade ?? null),
    grade: band === null ? null : (scoring.bands[band]?.grade ?? null),
    band,
  }
}

/** The result as printed: decimal text without the % sign, never below 0; null without a score. See `printedPercent`. */
export const displayPercent = (result: Pick<ScoreResult, 'percent'>, checklist: ChecklistContent): string | null =>
  result.percent === null ? null : printedPercent(fromExact(result.percent), checklist.scoring)

/** The result on the checklist's `index_scale` (875 of 1000), a whole number never below 0; null without either. */
export function displayIndex(result: Pick<ScoreResult, 'percent'>, checklist: ChecklistContent): string | null {
  const { index_scale: scale } = checklist.scoring
  if (result.percent === null || scale === undefined || result.percent.startsWith('-')) {
    return result.percent === null || scale === undefined ? null : '0'
  }
  return decimalText(multiply(fromExact(result.percent), divide(fromNumber(scale), hundred)), 0)
}

/** An exact value of a result as decimal text with the fewest decimals that show it, at most two: `4`, `3.5`, `8.67`. */
export function displayPoints(value: string): string {
  const text = decimalText(fromExact(value), 2)
  return text.replace(/\.?0+$/, '')
}

function itemResult(scored: ScoredItem): ItemResult {
  const { item, section, state, points, ratio, score, failed, finding, severity, losses } = scored
  return {
    code: item.id,
    section,
    state,
    earned: points && exact(points.earned),
    possible: points && exact(points.possible),
    lost: points && exact(lostPoints(scored)),
    ratio: ratio && exact(ratio),
    score: score && exact(score),
    failed,
    finding,
    severity,
    losses,
  }
}

function sectionResult({ id, earned, possible, percent, answered, asked, zeroed }: ScoredSection): SectionResult {
  return {
    id,
    earned: exact(earned),
    possible: exact(possible),
    percent: percent && exact(percent),
    percentBp: percent && basisPoints(percent),
    answered,
    asked,
    zeroed,
  }
}

const gateResult = ({ gate: { id, then }, triggered, because }: EvaluatedGate): GateResult => ({
  id,
  triggered,
  then,
  because,
})
