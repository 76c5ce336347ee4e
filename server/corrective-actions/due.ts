import { addDays, dayIn, endOfDay } from '../days.ts'
import type { Severity } from '../db/schema.ts'

/**
 * Due days by severity: days from release to containment and plan, most days from plan approval to implementation, days from
 * approved implementation to the effectiveness check. A critical containment is due 24 hours after release, to the second.
 */
export const policy = {
  critical: { containmentHours: 24, containmentDays: null, planDays: 3, mostDays: null, checkDays: 14 },
  major: { containmentHours: null, containmentDays: 3, planDays: 7, mostDays: 30, checkDays: 30 },
  minor: { containmentHours: null, containmentDays: null, planDays: 14, mostDays: 60, checkDays: 30 },
  observation: { containmentHours: null, containmentDays: null, planDays: 14, mostDays: 60, checkDays: 30 },
} as const satisfies Record<
  Severity,
  {
    containmentHours: number | null
    containmentDays: number | null
    planDays: number
    mostDays: number | null
    checkDays: number
  }
>

export type OpeningDues = { containment_due_at: string | null; plan_due_on: string }

/** What is due when a round of planning begins at `at`. */
export const duesOfPlanning = (severity: Severity, at: string, timeZone: string): OpeningDues => {
  const { containmentHours, containmentDays, planDays } = policy[severity]
  const today = dayIn(at, timeZone)
  const byHours = containmentHours && new Date(Date.parse(at) + containmentHours * 3_600_000).toISOString()
  const byDays = containmentDays && endOfDay(addDays(today, containmentDays), timeZone)
  return { containment_due_at: byHours || byDays || null, plan_due_on: addDays(today, planDays) }
}

/** How many days a plan may give itself from its approval without a reason. */
export const daysAllowed = (severity: Severity, capaDays: number): number =>
  Math.min(capaDays, policy[severity].mostDays ?? capaDays)
