import type { ChoiceResponse, Item, SampleResponse, ScaleResponse, Severity } from '../checklists/format.ts'
import { type ItemAnswer, measured, validateAnswer } from './answer.ts'
import { appliesTo, durationRatio } from './marks.ts'
import {
  add,
  divide,
  fraction,
  fromNumber,
  isAtMost,
  isBelow,
  isZero,
  multiply,
  one,
  type Rational,
  roundHalfUp,
  subtract,
  zero,
} from './rational.ts'
import type { ItemState, ScoreInput } from './result.ts'

/** One item as scored, in exact numbers; `result.ts#ItemResult` is the same as plain JSON and says what each field means. */
export type ScoredItem = {
  item: Item
  section: string
  state: ItemState
  points: { earned: Rational; possible: Rational } | null
  ratio: Rational | null
  score: Rational | null
  failed: boolean
  finding: boolean
  severity: Severity | null
  losses: string[]
}

/** Points possible and not earned, never below 0 (a bonus loses nothing); 0 where the item takes no part in the score. */
export function lostPoints({ points }: ScoredItem): Rational {
  if (!points || isAtMost(points.possible, points.earned)) return zero
  return subtract(points.possible, points.earned)
}

/** How an answer was judged: its share of the points, and what the response type's own limits say about it. */
type Judgement = {
  ratio: Rational
  failed: boolean
  finding: boolean
  /** The score on the response's own scale, where it has one; else the points earned are the score. */
  score?: Rational
  /** Where the response type fixes the severity: an anchor's as written, or partial duration credit. */
  severity?: Severity | 'none'
}

const worstFirst: readonly (Severity | 'none')[] = ['critical', 'major', 'minor', 'observation', 'none']
const sampleFailsBelow = fraction(4, 5)

/** Informational items and free text carry no points; everything else does (a bonus earned points only). */
export const isScored = (item: Item): boolean => item.class !== 'info' && item.response.type !== 'text'

/** Whether the item belongs to this run at all: a self-check asks only the items of its frequency. */
export const isAsked = (item: Item, frequency: ScoreInput['frequency']): boolean =>
  frequency === undefined || item.frequency === undefined || item.frequency === frequency

/** Scores one item of the input. Answers that `validateAnswer` refuses count as not given. */
export function scoreItem(item: Item, section: string, input: ScoreInput): ScoredItem {
  if (!isAsked(item, input.frequency)) return outside(item, section, 'not_asked', [])
  if (!appliesTo(item, input.marks)) return notApplicable(item, section, input)
  const given = input.answers[item.id]
  const answer = given && validateAnswer(item, given) === null ? given : undefined
  if (answer?.type === 'not_applicable' || (answer?.type === 'sample' && answer.checked === 0)) {
    return notApplicable(item, section, input)
  }
  const ticked = input.losses[item.id]
  const losses = ticked ? item.losses.filter(({ code }) => ticked.includes(code)) : []
  const ratio = item.response.type === 'duration' ? durationRatio(item.response, input.marks) : null
  const isSettled = answer !== undefined || ratio !== null
  const state: ItemState = isSettled ? 'answered' : 'unanswered'
  const countsAsZero = !isSettled && input.mode === 'final' && input.checklist.scoring.unanswered === 'zero'
  if (!isScored(item) || !(isSettled || countsAsZero)) return outside(item, section, state, losses)

  const judged = ratio ? judgeDuration(ratio) : answer ? judge(item, answer) : judgeRatio(zero)
  const worth = fromNumber(item.points)
  const earned = multiply(worth, judged.ratio)
  const isBonus = item.class === 'bonus'
  return {
    item,
    section,
    state,
    points: { earned, possible: isBonus ? zero : worth },
    ratio: judged.ratio,
    score: isBonus || isZero(worth) ? null : (judged.score ?? earned),
    failed: !isBonus && judged.failed,
    finding: !isBonus && judged.finding,
    severity: severityOf(item, judged, losses),
    losses: losses.map(({ code }) => code),
  }
}

/** N/A leaves the score, unless the checklist counts it as nothing or as everything earned; it is never a finding. */
function notApplicable(item: Item, section: string, { checklist }: ScoreInput): ScoredItem {
  const away = outside(item, section, 'not_applicable', [])
  const { na } = checklist.scoring
  if (na === 'exclude' || !isScored(item) || item.class === 'bonus') return away
  const possible = fromNumber(item.points)
  return { ...away, points: { earned: na === 'full' ? possible : zero, possible } }
}

/** An item that takes no part in the score. */
const outside = (item: Item, section: string, state: ItemState, losses: Item['losses']): ScoredItem => ({
  item,
  section,
  state,
  points: null,
  ratio: null,
  score: null,
  failed: false,
  finding: false,
  severity: null,
  losses: losses.map(({ code }) => code),
})

function judge(item: Item, answer: ItemAnswer): Judgement {
  const { response } = item
  switch (answer.type) {
    case 'yes_no':
      return judgeRatio(answer.value === 'yes' ? one : zero)
    case 'number': {
      const value = measured(answer)
      const { min_ok, max_ok } = response as { min_ok?: number; max_ok?: number }
      const low = min_ok !== undefined && isBelow(value, fromNumber(min_ok))
      const high = max_ok !== undefined && isBelow(fromNumber(max_ok), value)
      return judgeRatio(low || high ? zero : one)
    }
    case 'choice': {
      const option = (response as ChoiceResponse).options.find(({ code }) => code === answer.option)
      return judgeRatio(fromNumber(option?.ratio ?? 0))
    }
    case 'scale':
      return judgeScale(item, response as ScaleResponse, answer)
    case 'sample':
      return judgeSample(response as SampleResponse, answer.checked, answer.conform)
    case 'text':
    case 'not_applicable':
      throw new Error(`${item.id}: ${answer.type} is not scored`)
  }
}

/** Failed with nothing earned, a finding with anything lost: yes/no, number, choice, sample by accept number. */
const judgeRatio = (ratio: Rational): Judgement => ({
  ratio,
  failed: isAtMost(ratio, zero),
  finding: isBelow(ratio, one),
})

/** Partial credit for a duration is an observation, whatever the class. */
const judgeDuration = (ratio: Rational): Judgement => {
  const judged = judgeRatio(ratio)
  return judged.finding && !judged.failed ? { ...judged, severity: 'observation' } : judged
}

function judgeScale(item: Item, response: ScaleResponse, answer: ItemAnswer & { type: 'scale' }): Judgement {
  const rated = answer.further ? [answer.score, ...answer.further] : [answer.score]
  const worst = Math.min(...rated)
  const score = combined(rated, worst, response)
  const written = response.anchors.find((anchor) => anchor.score === worst)?.severity ?? 'none'
  return {
    ratio: divide(score, fromNumber(response.max)),
    failed: isAtMost(score, fromNumber(response.critical_fail_at_or_below)),
    finding: isAtMost(score, fromNumber(response.finding_at_or_below)),
    score,
    severity: written === 'critical' && !item.critical ? 'major' : written,
  }
}

/** Several ratings of one question as one score: the mean, rounded as the checklist says (VDA 6.3: 2 decimals), or the worst. */
function combined(rated: readonly number[], worst: number, { ratings }: ScaleResponse): Rational {
  if (rated.length === 1 || ratings?.combine !== 'mean') return fromNumber(worst)
  const sum = rated.map(fromNumber).reduce(add)
  return roundHalfUp(divide(sum, fraction(rated.length)), ratings.decimals)
}

function judgeSample(response: SampleResponse, checked: number, conform: number): Judgement {
  if (response.rule === 'accept') return judgeRatio(checked - conform <= response.accept ? one : zero)
  const share = fraction(conform, checked)
  if (response.rule === 'ratio') {
    return { ratio: share, failed: isBelow(share, sampleFailsBelow), finding: isBelow(share, one) }
  }
  const { bands, limits } = response
  const ratio = fromNumber(bands.find((band) => isAtMost(fromNumber(band.min), share))?.ratio ?? 0)
  const score = multiply(ratio, fromNumber(limits.max))
  return {
    ratio,
    failed: isAtMost(score, fromNumber(limits.critical_fail_at_or_below)),
    finding: isAtMost(score, fromNumber(limits.finding_at_or_below)),
    score,
  }
}

/**
 * Severity of what was found. An anchor of a scale (and partial duration credit) counts as written; elsewhere a critical
 * item that failed is critical, a `must` that failed major, a `must` with a finding minor, a `should` an observation.
 * A ticked loss may raise that of a finding, never lower it. Bonus and info items have none.
 */
function severityOf(item: Item, judged: Judgement, losses: Item['losses']): Severity | null {
  if (item.class === 'bonus' || item.class === 'info') return null
  const own = judged.severity ?? severityByClass(item, judged)
  if (own === 'none') return null
  if (!judged.finding) return own
  return losses.reduce<Severity>(
    (worst, { severity }) => (severity && worstFirst.indexOf(severity) < worstFirst.indexOf(worst) ? severity : worst),
    own,
  )
}

function severityByClass(item: Item, { failed, finding }: Judgement): Severity | 'none' {
  if (!finding) return 'none'
  if (item.critical && failed) return 'critical'
  if (item.class === 'should') return 'observation'
  return failed ? 'major' : 'minor'
}
