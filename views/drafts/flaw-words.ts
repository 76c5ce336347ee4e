import { type Draft, type Part, partOf } from '../../server/checklists/drafts/draft.ts'
import { partAt } from '../../server/checklists/drafts/flaws.ts'
import { draftWord } from '../../server/checklists/drafts/settings-flaws.ts'
import type { Flaw } from '../../server/checklists/wording.ts'
import { pick } from '../../server/i18n/words.ts'
import type { Reader } from '../view.ts'

/** What a part is called: its page, the title of a section, the code of an item. */
export const partName = (view: Reader, draft: Draft, part: Part): string => {
  if (part.part === 'item') return part.id
  if (part.part !== 'section') return view.t(`drafts.part.${part.part}`)
  const title = partOf(draft, part)?.title as { zh: string; en: string } | undefined
  return (title && pick(view.locale, title)) || part.id
}

/** Where a part is edited. */
export const partHref = (draftId: string, part: Part): string => {
  const base = `/checklist-drafts/${draftId}`
  if (part.part === 'section') return `${base}/sections/${encodeURIComponent(part.id)}`
  if (part.part === 'item') return `${base}/items/${encodeURIComponent(part.id)}`
  return `${base}/${part.part}`
}

/** A flaw in one sentence, `said` in other words where they fit better; another place that it names is worded as the part there. */
export const flawText = (view: Reader, draft: Draft, { word, params, first }: Flaw, said = draftWord(word)): string => {
  // A name that leads nowhere because none was chosen yet.
  if (params.name === '') return view.t('form.choose')
  const part = first && partAt(draft, first)
  return view.t(said, part ? { ...params, first: partName(view, draft, part) } : params)
}
