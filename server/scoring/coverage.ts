import type { Scoring } from '../checklists/format.ts'
import { isScored, type ScoredItem } from './item.ts'
import type { Coverage } from './result.ts'

/** True when answered / asked reaches `share` (`n/m`): compared as integers, so exactly 2/3 is enough. */
export function reaches(share: string, answered: number, asked: number): boolean {
  const [n = 0, m = 1] = share.split('/').map(Number)
  return answered * m >= n * asked
}

/**
 * How many of the scorable items that were asked have an answer other than N/A, and whether that meets `min_coverage`:
 * over the whole audit, or (scope `section`, as in VDA 6.3) in every section that asks any.
 */
export function coverageOf(bySection: readonly (readonly ScoredItem[])[], scoring: Scoring): Coverage {
  const counts = bySection.map((items) => {
    const asked = items.filter((scored) => scored.state !== 'not_asked' && isScored(scored.item))
    return { asked: asked.length, answered: asked.filter((scored) => scored.state === 'answered').length }
  })
  const answered = counts.reduce((sum, count) => sum + count.answered, 0)
  const asked = counts.reduce((sum, count) => sum + count.asked, 0)
  const { scope, min } = scoring.min_coverage
  const met =
    scope === 'audit'
      ? reaches(min, answered, asked)
      : counts.every((count) => reaches(min, count.answered, count.asked))
  return { answered, asked, met }
}
