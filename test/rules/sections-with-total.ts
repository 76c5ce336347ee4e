import { decimalText, fromDecimal, fromExact, fromNumber, subtract } from '../../server/scoring/rational.ts'
import { type Asked, type AskedSection, earning, scoreOf } from '../support/small-checklist.ts'

/** The given sections and one more that brings the whole to `total` percent of 10,000 points. */
export function sectionsWithTotal(total: number, parts: AskedSection[], others: Asked[]): AskedSection[] {
  const soFar = scoreOf({ sections: [...parts, { asked: others }] })
  const earned = subtract(fromDecimal(`${total}e2`), fromExact(soFar.earned))
  const possible = subtract(fromNumber(10_000), fromExact(soFar.possible))
  const rest = earning(Number(decimalText(earned, 6)), Number(decimalText(possible, 6)))
  return [...parts, { id: 'rest', asked: [...others, rest] }]
}

export const percentSection = (id: string, percent: number): AskedSection => ({ id, asked: [earning(percent, 100)] })
