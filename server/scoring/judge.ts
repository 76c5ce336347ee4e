import type { Item, SampleResponse, ScaleResponse } from '../checklists/format.ts'
import { type ItemAnswer, measured } from './answer.ts'
import { aqlPlan } from './aql.ts'
import { judgeNumber } from './judge-number.ts'
import { judgeChoice, judgeChoices } from './judge-options.ts'
import { type Judgement, judgeRatio, severityFor } from './judgement.ts'
import {
  add,
  divide,
  fraction,
  fromNumber,
  isAtMost,
  isBelow,
  multiply,
  one,
  type Rational,
  roundHalfUp,
  zero,
} from './rational.ts'
import type { ItemHow } from './result.ts'

const sampleFailsBelow = fraction(4, 5)

/** Judges a valid answer that is neither N/A nor text. */
export function judge(item: Item, answer: ItemAnswer): Judgement {
  const { response } = item
  switch (response.type) {
    case 'yes_no':
      return judgeRatio(answer.type === 'yes_no' && answer.value === 'yes' ? one : zero)
    case 'number':
      return judgeNumber(item, response, measured(answer as ItemAnswer & { type: 'number' }))
    case 'choice':
      return judgeChoice(item, response, (answer as ItemAnswer & { type: 'choice' }).option)
    case 'choices':
      return judgeChoices(item, response, (answer as ItemAnswer & { type: 'choices' }).options)
    case 'scale':
      return judgeScale(item, response, answer as ItemAnswer & { type: 'scale' })
    case 'sample':
      return judgeSample(response, answer as ItemAnswer & { type: 'sample' })
    case 'duration':
    case 'text':
      throw new Error(`${item.id}: ${response.type} has no answer to judge`)
  }
}

/** Partial credit for a duration is an observation, whatever the class. */
export function judgeDuration(ratio: Rational): Judgement {
  const judged = judgeRatio(ratio)
  return judged.finding && !judged.failed ? { ...judged, severity: 'observation' } : judged
}

function judgeScale(item: Item, response: ScaleResponse, answer: ItemAnswer & { type: 'scale' }): Judgement {
  const rated = answer.further ? [answer.score, ...answer.further] : [answer.score]
  const worst = Math.min(...rated)
  const score = combined(rated, worst, response)
  const written = response.anchors.find((anchor) => anchor.score === worst)?.severity ?? 'none'
  const judged: Judgement = {
    ratio: divide(score, fromNumber(response.max)),
    failed: isAtMost(score, fromNumber(response.critical_fail_at_or_below)),
    finding: isAtMost(score, fromNumber(response.finding_at_or_below)),
    score,
    severity: severityFor(item, written),
  }
  if (rated.length === 1 || !response.ratings) return judged
  judged.how = { rule: 'ratings', combine: response.ratings.combine, ratings: rated }
  if (response.ratings.combine !== 'sum') return judged
  const worth = fromNumber(item.points)
  const ratio = divide(sumOf(rated), fromNumber(response.max))
  return {
    ...judged,
    ratio: divide(ratio, fraction(rated.length)),
    points: { earned: multiply(worth, ratio), possible: multiply(worth, fraction(rated.length)) },
  }
}

/** Several ratings of one question as one score: the mean, rounded as the checklist says (VDA 6.3: 2 decimals), or the worst. */
function combined(rated: readonly number[], worst: number, { ratings }: ScaleResponse): Rational {
  if (rated.length === 1 || ratings?.combine !== 'mean') return fromNumber(worst)
  const mean = divide(sumOf(rated), fraction(rated.length))
  return ratings.decimals === undefined ? mean : roundHalfUp(mean, ratings.decimals)
}

const sumOf = (values: readonly number[]): Rational => values.map(fromNumber).reduce(add, zero)

function judgeSample(response: SampleResponse, answer: ItemAnswer & { type: 'sample' }): Judgement {
  const { checked, conform, population = checked } = answer
  const missed = checked - conform
  switch (response.rule) {
    case 'accept':
      return judgeRatio(missed <= response.accept ? one : zero)
    case 'aql': {
      const plan = aqlPlan(response.level, response.aql, population)
      const how: ItemHow = { rule: 'aql', ...plan, reject: plan.accept + 1, found: missed }
      return { ...judgeRatio(missed <= plan.accept ? one : zero), how }
    }
    case 'ratio': {
      const share = fraction(conform, checked)
      return { ratio: share, failed: isBelow(share, sampleFailsBelow), finding: isBelow(share, one) }
    }
    case 'bands': {
      const share = fraction(conform, checked)
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
  }
}
