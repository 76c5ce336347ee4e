import { type WordKey, words } from '../server/i18n/words.ts'
import type { HistoryEntry } from './parts/progress.tsx'
import type { Reader } from './view.ts'

/** What the log says of one step: `details` is its JSON. */
export type LogEntry = { at: string; verb: string; actor_name: string | null; details: string }
export type LogDetails = Record<string, unknown>

const isWord = (key: string): key is WordKey => key in words

const values = (details: LogDetails): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )

/**
 * Log entries for `History`: each verb by its word `log.<verb>`, a reason as what was said. `more` adds what the details mean, already
 * worded, such as which fields changed.
 */
export const historyOf = (
  view: Reader,
  entries: readonly LogEntry[],
  more: (details: LogDetails, verb: string) => string | null = () => null,
): HistoryEntry[] =>
  entries.map((entry) => {
    const details = JSON.parse(entry.details) as LogDetails
    const key = `log.${entry.verb}`
    const what = isWord(key) ? view.t(key, values(details)) : entry.verb
    const added = more(details, entry.verb)
    return {
      at: entry.at,
      who: entry.actor_name ?? view.t('history.system'),
      what: added ? what + view.t('form.colon') + added : what,
      said: typeof details.reason === 'string' ? details.reason : null,
    }
  })

/** `details.changes` in words: which field went from which value to which. `wordOf` words ids and codes. */
export const changesIn = (
  view: Reader,
  details: LogDetails,
  labels: Readonly<Record<string, WordKey>>,
  wordOf: (field: string, value: string | number) => string = (_, value) => String(value),
): string | null => {
  if (typeof details.changes !== 'object' || details.changes === null) return null
  const shown = (field: string, value: unknown) =>
    value === null || value === '' ? view.t('history.nothing') : wordOf(field, value as string | number)
  return Object.entries(details.changes as Record<string, [unknown, unknown]>)
    .map(([field, [before, after]]) => {
      const label = labels[field] ? view.t(labels[field]) : field
      return `${label} ${shown(field, before)} → ${shown(field, after)}`
    })
    .join(view.t('history.semicolon'))
}
