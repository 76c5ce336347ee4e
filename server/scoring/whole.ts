import type { Scoring } from '../checklists/format.ts'
import type { EvaluatedGate } from './gate-conditions.ts'
import { pointsTakenFromWhole } from './gates.ts'
import {
  add,
  divide,
  exact,
  fromNumber,
  hundred,
  isBelow,
  isZero,
  lesser,
  multiply,
  type Rational,
  roundHalfUp,
  subtract,
  zero,
} from './rational.ts'
import type { Step } from './result.ts'
import { percentOf, rollUp, type ScoredSection, type Total } from './rollup.ts'

/**
 * The whole: sections rolled up → capped at `bonus_cap` → what gates take → `floor` → rounded. Each step that changed the
 * percentage is kept. Points come off the points earned; a percentage of the possible points comes off the percentage itself,
 * so that it means the same in every rollup. Without possible points there is no score to change.
 */
export function wholeOf(
  sections: readonly ScoredSection[],
  gates: readonly EvaluatedGate[],
  scoring: Scoring,
): { total: Total; steps: Step[] } {
  let total = rollUp(sections, scoring)
  if (total.percent === null) return { total, steps: [] }
  const steps: Step[] = [{ step: scoring.rollup, percent: exact(total.percent) }]
  const go = (step: Step['step'], next: Total, gate?: string) => {
    if (next === total || next.percent === null) return
    total = next
    steps.push({ step, ...(gate === undefined ? {} : { gate }), percent: exact(next.percent) })
  }
  go('bonus_cap', capped(total, scoring))
  const zeroing = gates.find(({ gate, triggered }) => triggered && gate.then.zero_audit)
  if (zeroing) go('gate', nothingLeft(total), zeroing.gate.id)
  else for (const evaluated of gates) go('gate', less(total, evaluated), evaluated.gate.id)
  go('floor', floored(total, scoring))
  go('round', rounded(total, scoring))
  return { total, steps }
}

function capped(total: Total, { bonus_cap: cap }: Scoring): Total {
  if (cap === undefined || total.percent === null) return total
  const percent = lesser(total.percent, fromNumber(cap))
  return percent === total.percent ? total : { ...total, percent }
}

function less(total: Total, evaluated: EvaluatedGate): Total {
  const points = pointsTakenFromWhole(evaluated, total.possible)
  const off = percentOf(points, total.possible)
  if (isZero(points) || off === null || total.percent === null) return total
  return {
    ...total,
    earned: subtract(total.earned, points),
    lost: add(total.lost, points),
    percent: subtract(total.percent, off),
  }
}

const nothingLeft = (total: Total): Total => ({ ...total, earned: zero, lost: total.possible, percent: zero })

/** Points follow where they make the percentage; with weights or means they stay the plain sum. */
function floored(total: Total, { floor, rollup }: Scoring): Total {
  if (floor === undefined || total.percent === null) return total
  const percent: Rational = fromNumber(floor)
  if (!isBelow(total.percent, percent)) return total
  const isOfPoints = rollup === 'pooled_points' || rollup === 'demerit_sum' || rollup === 'start_minus'
  const earned = isOfPoints ? divide(multiply(percent, total.possible), hundred) : total.earned
  return { ...total, earned, percent }
}

function rounded(total: Total, { round }: Scoring): Total {
  if (round?.whole === undefined || total.percent === null) return total
  const percent = roundHalfUp(total.percent, round.whole)
  return percent.n === total.percent.n && percent.d === total.percent.d ? total : { ...total, percent }
}
