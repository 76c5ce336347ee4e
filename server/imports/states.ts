import type { ImportRow } from '../db/schema.ts'

/** An import that has not come further for so long belongs to a process that is gone. */
const patience = 5 * 60_000

/** What people are told: `wrong` and `nothing` are ready, but there is nothing that could be confirmed. */
export type ShownState = ImportRow['state'] | 'wrong' | 'nothing'

export type Counted = Pick<ImportRow, 'state' | 'moved_at' | 'wrong_count' | 'new_count' | 'changed_count' | 'problems'>

/** Where an import stands at this moment (ISO 8601 UTC). */
export const stateNow = (row: Counted, now: string): ShownState => {
  if (isBusy(row)) return Date.parse(now) - Date.parse(row.moved_at) > patience ? 'failed' : row.state
  if (row.state !== 'ready') return row.state
  if (row.wrong_count > 0 || row.problems !== '[]') return 'wrong'
  return row.new_count + row.changed_count === 0 ? 'nothing' : 'ready'
}

export const isBusy = ({ state }: Pick<ImportRow, 'state'>): boolean => state === 'reading' || state === 'checking'
