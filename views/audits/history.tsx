import type { HistoryEntry } from '../../server/activity/store.ts'
import { formatDay } from '../format.ts'
import { historyOf, type LogDetails } from '../history.ts'
import { History } from '../parts/progress.tsx'
import type { View } from '../view.ts'

const personFields: ReadonlySet<string> = new Set(['auditor_id', 'lead_id', 'from_id', 'to_id'])

/** Ids of people in the details of log entries, so that their names can be looked up in one statement. */
export const peopleIn = (entries: readonly HistoryEntry[]): string[] => [
  ...new Set(
    entries.flatMap((entry) =>
      Object.entries(JSON.parse(entry.details) as LogDetails).flatMap(([name, value]) =>
        personFields.has(name) && typeof value === 'string' ? [value] : [],
      ),
    ),
  ),
]

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The log of an audit or a visit in the reader's words: ids become names, days are spelt as the reader writes them. */
export const LogHistory = (props: { view: View; entries: HistoryEntry[]; names: ReadonlyMap<string, string> }) => {
  const { names, view } = props
  const named = (name: string, value: unknown) => {
    if (personFields.has(name)) return names.get(String(value)) ?? view.t('history.system')
    return isDay(value) ? formatDay(view, value) : value
  }
  const spelt = props.entries.map((entry) => ({
    ...entry,
    details: JSON.stringify(
      Object.fromEntries(
        Object.entries(JSON.parse(entry.details) as LogDetails).map(([name, value]) => [name, named(name, value)]),
      ),
    ),
  }))
  return <History view={view} entries={historyOf(view, spelt)} />
}
