import { createHash } from 'node:crypto'
import type { ActionRoundRow, ActionStepRow } from '../db/schema.ts'

/** The texts of a round that its planner writes. */
export const planTexts = [
  'containment',
  'cause',
  'cause_class',
  'cause_source',
  'whys',
  'what',
  'why',
  'where_text',
  'when_text',
  'who',
  'how',
  'target',
  'target_unit',
  'baseline',
  'target_value',
  'check_method',
  'due_reason',
] as const satisfies readonly (keyof ActionRoundRow)[]
export type PlanTexts = Pick<ActionRoundRow, (typeof planTexts)[number]>

type Step = Pick<ActionStepRow, 'what' | 'person_name' | 'due_on' | 'evidence_wanted'>

/** A short name of exactly this draft. A form carries the name of the draft that it was made from, so that nobody overwrites another's words unseen. */
export const planVersion = (texts: PlanTexts, steps: readonly Step[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        planTexts.map((name) => texts[name]),
        steps.map(({ what, person_name, due_on, evidence_wanted }) => [what, person_name, due_on, evidence_wanted]),
      ]),
    )
    .digest('hex')
    .slice(0, 16)
