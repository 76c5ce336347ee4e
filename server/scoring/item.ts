import type { Item, Severity } from '../checklists/format.ts'
import { acceptedAnswer, isDecimal } from './answer.ts'
import { isAsked } from './conditions.ts'
import { judge, judgeDuration } from './judge.ts'
import { type Judgement, judgeRatio, worstFirst } from './judgement.ts'
import { durationRatio } from './marks.ts'
import {
  add,
  exact,
  fromDecimal,
  fromNumber,
  greater,
  multiply,
  type Rational,
  roundHalfUp,
  subtract,
  zero,
} from './rational.ts'
import type { Away, ItemHow, ItemResult, ItemState, ScoreInput } from './result.ts'

/** One item as scored, in exact numbers; `result.ts#ItemResult` is the same as plain JSON and says what each field means. */
export type ScoredItem = {
  item: Item
  section: string
  state: ItemState
  points: Points | null
  /** Points off, never below 0; null where the item takes no part in the score. */
  lost: Rational | null
  ratio: Rational | null
  score: Rational | null
  failed: boolean
  finding: boolean
  severity: Severity | null
  losses: string[]
  away?: Away
  how?: ItemHow
  adjusted?: ItemResult['adjusted']
}
type Points = { earned: Rational; possible: Rational }
type Earned = { points: Points; lost: Rational; added: Rational; adjusted?: ItemResult['adjusted'] }

/** Informational items, free text and what is kept unscored carry no points; all else does (a bonus earned points only). */
export const isScored = (item: Item): boolean =>
  item.class !== 'info' && item.response.type !== 'text' && item.scored !== false

/** Whether an item of the audit is to be checked and scored: neither another frequency's nor ruled out by what it depends on. */
export const isCounted = ({ item, state, away }: Pick<ScoredItem, 'item' | 'state' | 'away'>): boolean =>
  state !== 'not_asked' && isScored(item) && !isRuledOut(away)

const isRuledOut = (away: Away | undefined) => away !== undefined && away.condition !== 'reached'

/** Scores one item of the input; `away` where its conditions do not hold. Answers that are refused count as not given. */
export function scoreItem(item: Item, section: string, input: ScoreInput, away?: Away): ScoredItem {
  if (!isAsked(item, input.frequency)) return outside(item, section, 'not_asked', [])
  if (away) {
    const left = isRuledOut(away) ? outside(item, section, 'not_applicable', []) : notApplicable(item, section, input)
    return { ...left, away }
  }
  const { scoring } = input.checklist
  const answer = acceptedAnswer(item, input.answers[item.id], scoring.na === 'forbid')
  if (answer?.type === 'not_applicable' || (answer?.type === 'sample' && answer.checked === 0)) {
    return notApplicable(item, section, input)
  }
  const ticked = input.losses[item.id]
  const losses = ticked ? item.losses.filter(({ code }) => ticked.includes(code)) : []
  const ratio = item.response.type === 'duration' ? durationRatio(item.response, input.marks) : null
  const isSettled = answer !== undefined || ratio !== null
  const state: ItemState = isSettled ? 'answered' : 'unanswered'
  const countsAsZero = !isSettled && input.mode === 'final' && scoring.unanswered === 'zero'
  if (!isScored(item) || !(isSettled || countsAsZero)) return outside(item, section, state, losses)

  const judged = ratio ? judgeDuration(ratio) : answer ? judge(item, answer) : judgeRatio(zero)
  const { points, lost, added, adjusted } = pointsOf(item, judged, input)
  const isBonus = item.class === 'bonus'
  const finding = !isBonus && judged.finding
  const severity = severityOf(item, judged, losses)
  const one: ScoredItem = {
    item,
    section,
    state,
    points,
    lost: isBonus ? zero : (penaltyOf(finding, severity, added, input) ?? lost),
    ratio: judged.ratio,
    score: isBonus || item.points === 0 ? null : (judged.score ?? points.earned),
    failed: !isBonus && judged.failed,
    finding,
    severity,
    losses: losses.map(({ code }) => code),
  }
  if (judged.how) one.how = judged.how
  if (adjusted) one.adjusted = adjusted
  return one
}

/** The points of an answer: rounded where the checklist says so, then adjusted by hand. */
function pointsOf(item: Item, judged: Judgement, { checklist, adjustments }: ScoreInput): Earned {
  const worth = fromNumber(item.points)
  const { earned, possible } = judged.points ?? { earned: multiply(worth, judged.ratio), possible: worth }
  const decimals = checklist.scoring.round?.points
  const rounded = decimals === undefined ? earned : roundHalfUp(earned, decimals)
  const points: Points = { earned: rounded, possible: item.class === 'bonus' ? zero : possible }
  const reachable = judged.best ? multiply(possible, judged.best) : possible
  const by = adjustments && adjustmentOf(adjustments[item.id])
  if (!by) return { points, lost: greater(zero, subtract(reachable, rounded)), added: zero }
  const adjusted = { earned: add(points.earned, by.earned), possible: greater(zero, add(points.possible, by.possible)) }
  return {
    points: adjusted,
    lost: greater(zero, subtract(add(reachable, by.possible), adjusted.earned)),
    added: by.earned,
    adjusted: { earned: exact(by.earned), possible: exact(by.possible) },
  }
}

/** An adjustment that is not made of decimals changes nothing, like an answer that is refused. */
function adjustmentOf(given: { earned?: string; possible?: string } | undefined): Points | undefined {
  if (!given || !isDecimal(given.earned ?? '0') || !isDecimal(given.possible ?? '0')) return undefined
  return { earned: fromDecimal(given.earned ?? '0'), possible: fromDecimal(given.possible ?? '0') }
}

/** What a finding takes off by its severity, where the checklist deducts that way. */
function penaltyOf(finding: boolean, severity: Severity | null, added: Rational, { checklist }: ScoreInput) {
  const weights = checklist.scoring.start_minus?.per_severity
  if (!weights) return undefined
  const penalty = finding && severity ? fromNumber(weights[severity] ?? 0) : zero
  return greater(zero, subtract(penalty, added))
}

/** N/A leaves the score, unless the checklist counts it as nothing or as everything earned; it is never a finding. */
function notApplicable(item: Item, section: string, { checklist }: ScoreInput): ScoredItem {
  const away = outside(item, section, 'not_applicable', [])
  const { na, start_minus } = checklist.scoring
  if ((na !== 'zero' && na !== 'full') || !isScored(item) || item.class === 'bonus') return away
  const possible = fromNumber(item.points)
  const earned = na === 'full' ? possible : zero
  return { ...away, points: { earned, possible }, lost: start_minus?.per_severity ? zero : subtract(possible, earned) }
}

/** An item that takes no part in the score. */
const outside = (item: Item, section: string, state: ItemState, losses: Item['losses']): ScoredItem => ({
  item,
  section,
  state,
  points: null,
  lost: null,
  ratio: null,
  score: null,
  failed: false,
  finding: false,
  severity: null,
  losses: losses.map(({ code }) => code),
})

/**
 * Severity of what was found. An anchor of a scale, an option that has one, and partial duration credit count as written;
 * elsewhere a critical item that failed is critical, a `must` that failed major, a `must` with a finding minor, a `should` an
 * observation. A ticked loss may raise that of a finding, never lower it. Bonus and info items have none.
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
