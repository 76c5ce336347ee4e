import { type Draft, type Part, partOf } from '../../server/checklists/drafts/draft.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import { words } from '../../server/i18n/words.ts'
import type { LogDetails } from '../history.ts'
import type { Reader } from '../view.ts'
import { partName } from './flaw-words.ts'

const isWord = (key: string): key is WordKey => key in words

/** What an entry of the log changed: the part, and what was done with it. */
export const editWords =
  (view: Reader, draft: Draft) =>
  (details: LogDetails): string | null => {
    if (typeof details.part !== 'string') return null
    const key = `drafts.part.${details.part}`
    const kind = isWord(key) ? view.t(key) : details.part
    const part = { part: details.part, id: details.id } as Part
    const named =
      typeof details.id !== 'string'
        ? kind
        : `${kind} ${partOf(draft, part) ? partName(view, draft, part) : details.id}`
    const did = `drafts.did.${details.did}`
    return isWord(did) ? view.t(did, { what: named }) : named
  }
