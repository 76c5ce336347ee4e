import type { ChecklistContent } from '../checklists/format.ts'
import { oneUp } from '../corrective-actions/severity.ts'
import type { Severity } from '../db/schema.ts'
import { fraction, fromExact, multiply, roundHalfUp } from '../scoring/rational.ts'
import type { ScoreResult } from '../scoring/result.ts'

/** The latest released finding of an item at the same dealer within the last 12 months. */
export type EarlierFinding = { id: string; repeatCount: number }

/** A finding within this many months of the one before repeats it. */
export const repeatMonths = 12

/** One failed item in the words of the auditor, ready to be stored. `lostMilli`: lost points in thousandths, half-up. */
export type RaisedFinding = {
  sectionId: string
  itemCode: string
  baseSeverity: Severity
  severity: Severity
  lostMilli: number
  losses: string[]
  note: string
  responsible: string
  capaDays: number
  repeatOf: string | null
  repeatCount: number
}

/**
 * The findings of a scored audit, in the order of the checklist. One that repeats an earlier finding is linked to it, counted,
 * and one step graver than on its own.
 */
export const raiseFindings = (
  content: ChecklistContent,
  result: Pick<ScoreResult, 'items'>,
  notes: Readonly<Record<string, string>>,
  earlier: ReadonlyMap<string, EarlierFinding>,
): RaisedFinding[] => {
  const items = new Map(content.sections.flatMap((section) => section.items.map((item) => [item.id, item])))
  return result.items.flatMap((scored) => {
    const item = items.get(scored.code)
    if (!scored.finding || !item) return []
    const baseSeverity = scored.severity ?? 'observation'
    const before = earlier.get(scored.code)
    return [
      {
        sectionId: scored.section,
        itemCode: scored.code,
        baseSeverity,
        severity: before ? oneUp(baseSeverity) : baseSeverity,
        lostMilli: milliOf(scored.lost ?? '0/1'),
        losses: scored.losses,
        note: notes[scored.code] ?? '',
        responsible: item.responsible,
        capaDays: item.capa_days,
        repeatOf: before?.id ?? null,
        repeatCount: before ? before.repeatCount + 1 : 0,
      },
    ]
  })
}

/** An exact number of points in thousandths, half-up. */
export const milliOf = (exact: string): number => Number(roundHalfUp(multiply(fromExact(exact), fraction(1000)), 0).n)

/** How many findings of each severity a step is about. */
export type FindingCounts = Record<Severity, number>

/** How many findings there are of each severity. */
export const countFindings = (findings: readonly { severity: Severity }[]): FindingCounts => {
  const counts: FindingCounts = { critical: 0, major: 0, minor: 0, observation: 0 }
  for (const finding of findings) counts[finding.severity] += 1
  return counts
}
