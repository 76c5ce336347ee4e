import type { Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { Tag } from '../parts/tag.tsx'
import { AnswerButtons } from './answers.tsx'
import { Beside } from './beside.tsx'
import { choicesOf, isCounted } from './choices.ts'
import { isShown, type Sheet, safetyOf } from './model.ts'
import { saidOf } from './said.ts'
import { MissingTags, SafeSign, SaidText } from './signs.tsx'
import { Versus } from './versus.tsx'
import { methodText, pointsText } from './wording.ts'
import { Work } from './work.tsx'

/** One item: a line, or open with everything that belongs to it in place. */
export const ItemRow = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { locale } = sheet.reader
  const isOpen = sheet.local.current === item.id
  const safety = safetyOf(sheet, item.id)
  const criterion = pick(locale, item.text)
  return (
    <article
      class={isOpen ? 'item now' : 'item'}
      id={`item-${item.id}`}
      data-item={item.id}
      aria-current={isOpen ? 'true' : undefined}
      aria-labelledby={`text-${item.id}`}
      hidden={!isShown(sheet, item)}
      tabindex={-1}
    >
      <span class="code">{item.id}</span>
      {isOpen ? (
        <div class="crit">
          <h3 class="crit" id={`text-${item.id}`}>
            {criterion}
          </h3>
        </div>
      ) : (
        <div>
          <h3 id={`text-${item.id}`}>
            <button type="button" class="open" data-do="open">
              {criterion}
            </button>
          </h3>
          <LineMeta sheet={sheet} item={item} />
        </div>
      )}
      {isOpen ? <span /> : <LineAnswer sheet={sheet} item={item} />}
      <SafeSign sheet={sheet} safety={safety} />
      {sheet.contested.has(item.id) ? <Versus sheet={sheet} code={item.id} item={item} /> : null}
      {isOpen ? (
        <div class="work">
          <Work sheet={sheet} item={item} />
          <Beside sheet={sheet} item={item} />
        </div>
      ) : null}
    </article>
  )
}

/** How the item is judged now; before it is answered, the buttons to answer it right in its line. */
const LineAnswer = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  if (sheet.contested.has(item.id)) return <span />
  const said = saidOf(
    sheet.reader,
    item,
    sheet.recorded.answers[item.id],
    sheet.recorded.marks,
    sheet.results.get(item.id),
  )
  if (said) return <SaidText said={said} />
  const { response } = item
  const quick = response.type === 'yes_no' || (response.type === 'sample' && !isCounted(response))
  if (!quick || !sheet.data.open) return <span />
  return <AnswerButtons sheet={sheet} item={item} choices={choicesOf(sheet, item)} />
}

const LineMeta = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t } = sheet.reader
  const last = sheet.data.last?.items[item.id]
  const losses = sheet.recorded.losses[item.id]?.length ?? 0
  const photos = sheet.photosOf.get(item.id)?.length ?? 0
  const isSaid = sheet.results.get(item.id)?.state !== 'unanswered'
  return (
    <p class="meta">
      {item.critical ? <Tag tone="line">{t('sheet.item.critical')}</Tag> : null}
      <span>{[pointsText(sheet, item), methodText(sheet, item)].filter(Boolean).join(' · ')}</span>
      {losses > 0 ? <span>{t('sheet.item.losses', { n: losses })}</span> : null}
      {sheet.recorded.notes[item.id] ? <span>{t('sheet.item.note')}</span> : null}
      {photos > 0 ? <span>{t('sheet.item.photos', { n: photos })}</span> : null}
      {!isSaid && last ? (
        last.finding ? (
          <Tag tone="bad" sign="⟳">
            {t('sheet.item.last_failed', { said: last.said.text })}
          </Tag>
        ) : (
          <span>{t('sheet.item.last', { said: `${last.said.sign} ${last.said.text}`.trim() })}</span>
        )
      ) : null}
      <MissingTags sheet={sheet} item={item} />
    </p>
  )
}
