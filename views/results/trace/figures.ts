import type { ChecklistContent } from '../../../server/checklists/format.ts'
import {
  compare,
  decimalText,
  divide,
  fromDecimal,
  fromExact,
  fromNumber,
  hundred,
  isAtMost,
  isBelow,
  multiply,
  type Rational,
  zero,
} from '../../../server/scoring/rational.ts'
import type { Wording } from './model.ts'

/** Figures of a trace: exact where a few decimals show the value, else two decimals; never across a limit of the grades. */

const usualDecimals = 2
const exactDecimals = 3
const mostDecimals = 8

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
const signed = (text: string): string => text.replace(/^-/, '−')

/** Points without needless zeros: 4, 3.5, 8.667 as 8.67. */
export const points = (value: Rational): string => {
  const text = decimalText(value, exactDecimals)
  return signed(trimmed(compare(fromDecimal(text), value) === 0 ? text : decimalText(value, usualDecimals)))
}
export const pointsOf = (exact: string): string => points(fromExact(exact))

const limitsOf = ({ scoring }: ChecklistContent): number[] =>
  [
    ...scoring.bands.flatMap(({ any_of = [], min, min_section }) => [
      min,
      min_section,
      ...any_of.map((row) => row.min),
    ]),
    ...scoring.gates.flatMap(({ when }) => [
      when.any_section_below,
      when.section_below?.percent,
      when.any_group_below?.percent,
    ]),
  ].filter((limit) => limit !== undefined)

/** Percentages of one checklist: with as many decimals as it takes to stay on their side of every limit. */
export const percentsOf = (content: ChecklistContent): ((value: Rational) => string) => {
  const limits = limitsOf(content)
  const reached = (value: Rational) => limits.filter((limit) => isAtMost(fromNumber(limit), value)).length
  return (value) => {
    const own = reached(value)
    for (let decimals = usualDecimals; decimals < mostDecimals; decimals += 1) {
      const text = decimalText(value, decimals)
      if (reached(fromDecimal(text)) === own) return signed(trimmed(text))
    }
    return signed(trimmed(decimalText(value, mostDecimals)))
  }
}

/** A number from 0 to 1 as a percentage: 3/5 is 60. */
export const asPercent = (ratio: Rational): Rational => multiply(ratio, hundred)

/** A percentage of so many points. */
export const shareOf = (percent: Rational, of: Rational): Rational => divide(multiply(percent, of), hundred)

/** A percentage with its sign. */
export const withSign = ({ t }: Wording, figure: string): string => t('trace.figure.percent', { n: figure })

/** `a + b + c = sum`; one term alone is only itself. A negative term stands in brackets. */
export const sumOf = (terms: readonly Rational[], sum: Rational): string =>
  terms.length < 2 ? points(sum) : `${terms.map(bracketed).join(' + ')} = ${points(sum)}`
const bracketed = (value: Rational): string => (isBelow(value, zero) ? `(${points(value)})` : points(value))
