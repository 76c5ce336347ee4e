import type { ScoreResult } from '../../server/scoring/result.ts'

// biome-ignore lint/suspicious/noExplicitAny: vectors of every model have their own shape, checked by the comparison
export type Input = any
/** What a model gives back, by the names that vectors use: exact numbers as text, booleans, grades or null. */
export type Actual = Record<string, string | boolean | null | (string | null)[]>
export type Model = (input: Input) => Actual

export const totals = ({ earned, possible, lost, percent, complete, grade, sections }: ScoreResult): Actual => ({
  earned,
  possible,
  lost,
  percent,
  complete,
  grade,
  sections: sections.map((section) => section.percent),
})
