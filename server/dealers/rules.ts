import type { DealerRow, Flag } from '../db/schema.ts'
import type { FieldProblem } from '../problem.ts'

/** Where a dealer belongs: its region, and the group of its owner if there is one. */
export type DealerPlaces = Pick<DealerRow, 'region_id' | 'group_id'>
type Place = { active: Flag } | undefined

/** A new region or group must be there and in use; one that was chosen before may stay. */
export const placeProblems = (
  input: DealerPlaces,
  found: { region: Place; group: Place },
  before?: DealerPlaces,
): FieldProblem[] => {
  const problems: FieldProblem[] = []
  if (input.region_id !== before?.region_id) {
    if (!found.region) problems.push({ field: 'region_id', word: 'form.not_offered' })
    else if (!found.region.active) problems.push({ field: 'region_id', word: 'dealers.region.inactive' })
  }
  if (input.group_id !== null && input.group_id !== before?.group_id) {
    if (!found.group) problems.push({ field: 'group_id', word: 'form.not_offered' })
    else if (!found.group.active) problems.push({ field: 'group_id', word: 'dealers.group.inactive' })
  }
  return problems
}
