import { vocabularyOf } from '../checklists/content.ts'
import type { Common, Text } from '../checklists/format.ts'
import { isRecord } from '../checklists/place.ts'
import { exchange } from '../i18n/exchange.ts'
import type { Choice, Lists } from './excel/lists.ts'
import { ownLists } from './sheets.ts'

/** The names of all lists, as they stand in the sheet of lists. */
export const listNames: readonly Choice[] = Object.entries(exchange).flatMap(([key, [zh, en]]) => {
  const code = /^exchange\.list\.(\w+)$/.exec(key)?.[1]
  return code ? [{ code, zh, en }] : []
})

/** The lists that a checklist may add to: the shared words and its own, which win. `own` may be anything. */
export function wordsOf(common: Common, own: unknown): Lists {
  const shared = vocabularyOf(common, {}).words
  return Object.fromEntries(
    ownLists.map((list) => {
      const added = isRecord(own) && isRecord(own[list]) ? own[list] : {}
      const texts: [code: string, text: unknown][] = Object.entries({ ...shared[list], ...added })
      return [list, texts.flatMap(([code, text]) => (isText(text) ? [{ code, zh: text.zh, en: text.en }] : []))]
    }),
  )
}

const isText = (value: unknown): value is Text =>
  isRecord(value) && typeof value.zh === 'string' && typeof value.en === 'string'
