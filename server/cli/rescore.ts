import { recomputeAll } from '../audits/rescore.ts'
import type { Data } from './data.ts'

const mostNamed = 20

/**
 * Checks that every stored score is the one that the engine gives for what is recorded. Changes nothing. Throws with the audits
 * that differ, and in what.
 */
export const checkScores = async ({ db }: Pick<Data, 'db'>): Promise<string> => {
  const { checked, different } = await recomputeAll(db)
  if (different.length > 0) {
    const named = different.slice(0, mostNamed).map((one) => `${one.auditId}: ${one.differences.join(', ')}`)
    const more = different.length > mostNamed ? `\n… and ${different.length - mostNamed} more` : ''
    throw new Error(
      `${different.length} of ${checked} stored scores differ from the computed ones:\n${named.join('\n')}${more}`,
    )
  }
  return `All ${checked} stored scores equal the computed ones.`
}
