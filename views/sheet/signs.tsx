import type { Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { Tag } from '../parts/tag.tsx'
import type { Safety, Sheet } from './model.ts'
import type { Said } from './said.ts'

/** Empty ring, half, full, two rings: where an item is safe. */
const signOf: Record<Safety, string> = {
  none: 'safe',
  typing: 'safe',
  unsaved: 'safe lost',
  sending: 'safe here',
  saved: 'safe sent',
  two: 'safe two',
  refused: 'safe lost',
}

/** Where nothing is kept, nothing is safe, and nobody is told so item by item. */
export const SafeSign = ({ sheet, safety }: { sheet: Sheet; safety: Safety }) =>
  sheet.data.trial ? <span /> : <span class={signOf[safety]}>{sheet.reader.t(`sheet.safe.${safety}`)}</span>

export const SaidText = ({ said }: { said: Said }) => (
  <span class={said.tone === 'plain' ? 'said' : `said ${said.tone}`}>
    {said.sign ? <span aria-hidden="true">{said.sign} </span> : null}
    {said.text}
  </span>
)

/** What is still missing of an answered item. */
export const MissingTags = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t, locale } = sheet.reader
  const lacking = (sheet.missingOf.get(item.id) ?? []).filter(({ what }) => what !== 'answer' && what !== 'conflict')
  if (sheet.results.get(item.id)?.state === 'unanswered') return null
  return (
    <>
      {lacking.map(({ what, name }) => {
        const named = item.photos.find((photo) => photo.code === name)
        return (
          <Tag tone="watch" sign="△">
            {t(`sheet.missing.${what}`, { name: named ? pick(locale, named) : '' })}
          </Tag>
        )
      })}
    </>
  )
}
