import type { Severity } from '../db/schema.ts'

/** From least to most grave. */
const order: readonly Severity[] = ['observation', 'minor', 'major', 'critical']

/** One step graver; critical stays critical. */
export const oneUp = (severity: Severity): Severity => order[order.indexOf(severity) + 1] ?? 'critical'

export const graver = (one: Severity, other: Severity): Severity =>
  order.indexOf(one) >= order.indexOf(other) ? one : other

/** Observations are told, not followed up. */
export const needsAction = (severity: Severity): boolean => severity !== 'observation'

/** From this round on an action becomes one step graver each time that it had no effect. */
export const graverFromRound = 3
