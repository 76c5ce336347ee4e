import type { ActionRoundRow } from '../db/schema.ts'

/**
 * Is training the only answer to a cause that training does not cure? Someone who cannot, or will not, is not helped by being
 * taught. `words` are the words by which a measure is recognised as training.
 */
export const isTrainingOnly = (
  causeClass: ActionRoundRow['cause_class'],
  measures: readonly string[],
  words: readonly string[],
): boolean => {
  if (causeClass !== 'can' && causeClass !== 'will') return false
  const isTraining = (measure: string) => words.some((word) => measure.toLowerCase().includes(word.toLowerCase()))
  const written = measures.filter((measure) => measure.trim() !== '')
  return written.length > 0 && written.every(isTraining)
}
