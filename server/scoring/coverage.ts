import type { Scoring } from '../checklists/format.ts'
import { isCounted, type ScoredItem } from './item.ts'
import type { Coverage } from './result.ts'
import { membersOf } from './rollup.ts'

/** True when answered / asked reaches `share` (`n/m`): compared as integers, so exactly 2/3 is enough. */
export function reaches(share: string, answered: number, asked: number): boolean {
  const [n = 0, m = 1] = share.split('/').map(Number)
  return answered * m >= n * asked
}

/**
 * How many of the scorable items that were asked have an answer other than N/A, and whether that meets `min_coverage`:
 * over the whole audit, or (scope `section`, as in VDA 6.3) in every section that asks any, or (`group`) in every section
 * and group. `most_na` looks at the whole.
 */
export function coverageOf(bySection: readonly (readonly ScoredItem[])[], scoring: Scoring): Coverage {
  const counts = bySection.map(countOf)
  const answered = counts.reduce((sum, count) => sum + count.answered, 0)
  const asked = counts.reduce((sum, count) => sum + count.asked, 0)
  const { scope, min, most_na } = scoring.min_coverage
  const parts = scope === 'audit' ? [{ answered, asked }] : counts
  if (scope === 'group') {
    for (const items of membersOf(scoring.groups ?? [], bySection.flat()).values()) parts.push(countOf(items))
  }
  const met =
    parts.every((count) => reaches(min, count.answered, count.asked)) &&
    (most_na === undefined || asked - answered <= most_na)
  return { answered, asked, met }
}

function countOf(items: readonly ScoredItem[]): { asked: number; answered: number } {
  let asked = 0
  let answered = 0
  for (const one of items) {
    if (!isCounted(one)) continue
    asked += 1
    if (one.state === 'answered') answered += 1
  }
  return { asked, answered }
}
