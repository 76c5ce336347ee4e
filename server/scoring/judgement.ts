import type { Item, Severity } from '../checklists/format.ts'
import { isAtMost, isBelow, one, type Rational, zero } from './rational.ts'
import type { ItemHow } from './result.ts'

export type WrittenSeverity = Severity | 'none'

/** How an answer was judged: its share of the points, and what the response type's own limits say about it. */
export type Judgement = {
  ratio: Rational
  failed: boolean
  finding: boolean
  /** The score on the response's own scale, where it has one; else the points earned are the score. */
  score?: Rational
  /** Where the response fixes the severity: an anchor's or option's as written, or partial duration credit. */
  severity?: WrittenSeverity
  /** Where the answer decides what was possible: several ratings summed up, or an option with its own. */
  points?: { earned: Rational; possible: Rational }
  /** The best ratio there is, where that is not 1: nothing is lost with it. */
  best?: Rational
  how?: ItemHow
}

/** Failed with nothing earned, a finding with anything lost. */
export const judgeRatio = (ratio: Rational): Judgement => ({
  ratio,
  failed: isAtMost(ratio, zero),
  finding: isBelow(ratio, one),
})

/** A written severity counts as written, except that an item that is not critical has no critical finding. */
export const severityFor = <S extends WrittenSeverity | undefined>(item: Item, severity: S) =>
  severity === 'critical' && !item.critical ? 'major' : severity

export const worstFirst: readonly WrittenSeverity[] = ['critical', 'major', 'minor', 'observation', 'none']
