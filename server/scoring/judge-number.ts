import type { Item, NumberResponse } from '../checklists/format.ts'
import { type Judgement, judgeRatio } from './judgement.ts'
import {
  ceiling,
  divide,
  exact,
  floor,
  fromNumber,
  greater,
  isAtMost,
  isBelow,
  lesser,
  multiply,
  one,
  type Rational,
  subtract,
  zero,
} from './rational.ts'

/** What one measured value is worth. */
export function judgeNumber(item: Item, response: NumberResponse, value: Rational): Judgement {
  switch (response.rule) {
    case 'bands': {
      const reached = response.bands.find(
        ({ min, max }) =>
          (min === undefined || isAtMost(fromNumber(min), value)) &&
          (max === undefined || isAtMost(value, fromNumber(max))),
      )
      return judgeRatio(fromNumber(reached ? reached.ratio : response.else_ratio))
    }
    case 'share':
      return judgeRatio(divide(value, fromNumber(response.of)))
    case 'count_deduct': {
      const off = multiply(value, fromNumber(response.per))
      const most = fromNumber(response.most ?? item.points)
      return { ...judgeRatio(without(item, lesser(off, most))), how: { rule: 'count_deduct', off: exact(off) } }
    }
    case 'step_deduct': {
      const steps = stepsBeyond(response, value)
      const off = multiply(steps, fromNumber(response.per_step))
      const how = { rule: 'step_deduct', steps: Number(steps.n), off: exact(off) } as const
      return { ...judgeRatio(without(item, off)), how }
    }
    default: {
      const { min_ok, max_ok } = response
      const low = min_ok !== undefined && isBelow(value, fromNumber(min_ok))
      const high = max_ok !== undefined && isBelow(fromNumber(max_ok), value)
      return judgeRatio(low || high ? zero : one)
    }
  }
}

/** Full (or started) steps on the worse side of `from`. */
function stepsBeyond(response: NumberResponse & { rule: 'step_deduct' }, value: Rational): Rational {
  const from = fromNumber(response.from)
  const beyond = response.worse === 'higher' ? subtract(value, from) : subtract(from, value)
  const steps = divide(greater(beyond, zero), fromNumber(response.step))
  return response.steps === 'full' ? floor(steps) : ceiling(steps)
}

/** What is left of the item's points, as a share of them, never below 0 (扣完为止). */
const without = (item: Item, off: Rational): Rational =>
  item.points === 0 ? zero : greater(zero, subtract(one, divide(off, fromNumber(item.points))))
