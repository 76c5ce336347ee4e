import type { HistoryEntry } from '../../server/activity/store.ts'
import { type WordKey, words } from '../../server/i18n/words.ts'
import { formatDay } from '../format.ts'
import { History } from '../parts/progress.tsx'
import type { View } from '../view.ts'

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** Ids of people in the details of log entries, so that their names can be looked up in one statement. */
export const peopleIn = (entries: readonly HistoryEntry[]): string[] => [
  ...new Set(
    entries.flatMap((entry) =>
      Object.entries(JSON.parse(entry.details) as Record<string, unknown>).flatMap(([name, value]) =>
        personFields.has(name) && typeof value === 'string' ? [value] : [],
      ),
    ),
  ),
]
const personFields = new Set(['auditor_id', 'lead_id', 'from_id', 'to_id'])

/** The log of an audit or a visit in the reader's words: ids become names, days are spelt as the reader writes them. */
export const LogHistory = (props: { view: View; entries: HistoryEntry[]; names: ReadonlyMap<string, string> }) => {
  const { names, view } = props
  const worded = (entry: HistoryEntry) => {
    const details = JSON.parse(entry.details) as Record<string, unknown>
    const params: Record<string, string | number> = {}
    for (const [name, value] of Object.entries(details)) {
      if (isDay(value)) params[name] = formatDay(view, value)
      else if (typeof value === 'string') params[name] = names.get(value) ?? value
      else if (typeof value === 'number') params[name] = value
    }
    const key = `log.${entry.verb}`
    return {
      at: entry.at,
      who: entry.actor_name ?? view.t('history.system'),
      what: key in words ? view.t(key as WordKey, params) : entry.verb,
      said: typeof details.reason === 'string' ? details.reason : null,
    }
  }
  return <History view={view} entries={props.entries.map(worded)} />
}
