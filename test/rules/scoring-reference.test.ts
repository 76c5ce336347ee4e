import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scoreAudit } from '../../server/scoring/score.ts'
import { anyInput } from '../support/random-checklists.ts'
import { referenceScore } from '../support/reference-scoring.ts'

/** How many random checklists the engine is compared on; `SCORING_RUNS=20000` takes a few minutes. */
const runs = Number(process.env.SCORING_RUNS ?? 400)

test(
  `the engine agrees with a slow reference on ${runs} random checklists and answers`,
  () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const result = scoreAudit(input)
        const reference = referenceScore(input)
        expect({
          ...result,
          gates: result.gates.map((gate) => ({ ...gate, because: [...gate.because].sort() })),
        }).toMatchObject(reference)
        for (const text of JSON.stringify(result).match(/"(NaN|Infinity|undefined)/g) ?? []) expect.fail(text)
      }),
      { numRuns: runs },
    )
  },
  Math.max(30_000, runs * 60),
)
