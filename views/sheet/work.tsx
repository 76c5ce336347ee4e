import type { Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { longestReason, longestText } from '../../server/scoring/answer.ts'
import { Tag } from '../parts/tag.tsx'
import { AnswerButtons, ChoiceButton } from './answers.tsx'
import { choicesOf, isCounted } from './choices.ts'
import { CountedWork } from './counted.tsx'
import { DurationWork } from './duration.tsx'
import { fieldText, type Sheet } from './model.ts'
import { NumberWork } from './number.tsx'
import { RatingsWork } from './ratings.tsx'
import { SampleWork } from './sample.tsx'
import { MissingTags } from './signs.tsx'
import { earnedText, methodText, pointsText } from './wording.ts'

/** The left side of the open item: what it asks, how it is answered, what was wrong, the note. */
export const Work = ({ sheet, item }: { sheet: Sheet; item: Item }) => (
  <div class="stack">
    <Meta sheet={sheet} item={item} />
    <Respond sheet={sheet} item={item} />
    <Reason sheet={sheet} item={item} />
    <div class={item.losses.length > 0 ? 'pair' : 'pair one'}>
      <Losses sheet={sheet} item={item} />
      <Note sheet={sheet} item={item} />
    </div>
  </div>
)

const Meta = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t, locale } = sheet.reader
  const who = sheet.data.content.words.positions[item.responsible]
  const earned = sheet.data.showsScore ? earnedText(sheet, item) : null
  return (
    <p class="meta">
      {item.critical ? <Tag tone="critical">{t('sheet.item.critical')}</Tag> : null}
      <span>{earned === null ? pointsText(sheet, item) : `${earned}/${pointsText(sheet, item)}`}</span>
      <span>{methodText(sheet, item)}</span>
      {who ? <span>{t('sheet.item.responsible', { who: pick(locale, who) })}</span> : null}
      <span>{t('sheet.item.days', { n: item.capa_days })}</span>
      <MissingTags sheet={sheet} item={item} />
    </p>
  )
}

const answersLabel = ({ local, reader: { t } }: Sheet, item: Item): string =>
  item.response.type === 'scale' && item.response.ratings
    ? t('sheet.rating', { n: local.rating + 1 })
    : t('sheet.item.answers', { code: item.id })

/** The way in which this item is answered. */
const Respond = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const choices = choicesOf(sheet, item)
  switch (item.response.type) {
    case 'yes_no':
      return <AnswerButtons sheet={sheet} item={item} choices={choices} big />
    case 'sample':
      return (
        <>
          <AnswerButtons sheet={sheet} item={item} choices={choices} big />
          {isCounted(item.response) ? (
            <CountedWork sheet={sheet} item={item} response={item.response} />
          ) : (
            <SampleWork sheet={sheet} item={item} response={item.response} />
          )}
        </>
      )
    case 'scale':
    case 'choice':
    case 'choices':
      return (
        <>
          {item.response.type === 'scale' && item.response.ratings ? (
            <RatingsWork sheet={sheet} item={item} response={item.response} />
          ) : null}
          <div class="answers anchors" role="group" aria-label={answersLabel(sheet, item)}>
            {choices.map((choice) => (
              <ChoiceButton choice={choice} />
            ))}
          </div>
        </>
      )
    case 'number':
      return (
        <>
          <NumberWork sheet={sheet} item={item} response={item.response} />
          <AnswerButtons sheet={sheet} item={item} choices={choices} />
        </>
      )
    case 'duration':
      return (
        <>
          <DurationWork sheet={sheet} item={item} response={item.response} />
          {choices.length > 0 ? <AnswerButtons sheet={sheet} item={item} choices={choices} /> : null}
        </>
      )
    case 'text':
      return (
        <>
          <TextWork sheet={sheet} item={item} />
          {choices.length > 0 ? <AnswerButtons sheet={sheet} item={item} choices={choices} /> : null}
        </>
      )
  }
}

const TextWork = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const answer = sheet.recorded.answers[item.id]
  return (
    <div class="field">
      <label for={`text-answer-${item.id}`}>
        {sheet.reader.t('sheet.text.value')} <kbd>Enter</kbd>
      </label>
      <textarea
        id={`text-answer-${item.id}`}
        data-field="text"
        data-main="true"
        rows={5}
        maxlength={longestText}
        readonly={!sheet.data.open}
      >
        {fieldText(sheet, item.id, 'text', answer?.type === 'text' ? answer.text : '')}
      </textarea>
    </div>
  )
}

/** The reason for "not applicable", or for a sample of none. Without one nothing is recorded. */
const Reason = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t } = sheet.reader
  const answer = sheet.recorded.answers[item.id]
  const isNa = answer?.type === 'not_applicable' || (answer?.type === 'sample' && answer.checked === 0)
  if (!isNa && sheet.local.reasonFor !== item.id) return null
  const isNone = !item.na_allowed && item.response.type === 'sample'
  const recorded = isNa ? (answer.reason ?? '') : ''
  const earlier = [
    ...new Set(Object.values(sheet.recorded.answers).flatMap((one) => ('reason' in one && one.reason) || [])),
  ]
  return (
    <div class="field">
      <label for={`reason-${item.id}`}>{t(isNone ? 'sheet.na.none' : 'sheet.na.reason')}</label>
      <input
        id={`reason-${item.id}`}
        data-field="reason"
        maxlength={longestReason}
        value={fieldText(sheet, item.id, 'reason', recorded)}
        placeholder={t('sheet.na.hint')}
        list={earlier.length > 0 ? `reasons-${item.id}` : undefined}
        autocomplete="off"
        readonly={!sheet.data.open}
      />
      {earlier.length > 0 ? (
        <datalist id={`reasons-${item.id}`}>
          {earlier.map((reason) => (
            <option value={reason} />
          ))}
        </datalist>
      ) : null}
    </div>
  )
}

const letters = 'abcdefgh'

const Losses = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t, locale } = sheet.reader
  if (item.losses.length === 0) return null
  const ticked = sheet.recorded.losses[item.id] ?? []
  return (
    <fieldset class="losses">
      <legend class="small">{t('sheet.losses')}</legend>
      {item.losses.map((loss, index) => (
        <label class="check">
          <input
            type="checkbox"
            id={`loss-${item.id}-${loss.code}`}
            data-field="loss"
            data-value={loss.code}
            checked={ticked.includes(loss.code)}
            disabled={!sheet.data.open}
          />
          <span>
            <kbd aria-hidden="true">{letters[index] ?? ''}</kbd> {pick(locale, loss)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const Note = ({ sheet, item }: { sheet: Sheet; item: Item }) => (
  <div class="field">
    <label for={`note-${item.id}`}>
      {sheet.reader.t('sheet.note')} <kbd aria-hidden="true">n</kbd>
    </label>
    <textarea id={`note-${item.id}`} data-field="note" rows={3} maxlength={longestText} readonly={!sheet.data.open}>
      {fieldText(sheet, item.id, 'note', sheet.recorded.notes[item.id] ?? '')}
    </textarea>
  </div>
)
