import type { Item, NumberResponse } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { validateAnswer } from '../../server/scoring/answer.ts'
import { answerWords } from '../checklists/answer-words.ts'
import { draftKey, fieldText, type Sheet } from './model.ts'

/** A measured value with its unit and the limits it has to keep. */
export const NumberWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: NumberResponse }) => {
  const { t, locale } = sheet.reader
  const unit = typeof response.unit === 'string' ? response.unit : pick(locale, response.unit)
  const answer = sheet.recorded.answers[item.id]
  const isWrong = sheet.local.unreadable.has(draftKey(item.id, 'number'))
  const typed = fieldText(sheet, item.id, 'number', answer?.type === 'number' ? answer.value : '')
  const problem = isWrong ? validateAnswer(item, { type: 'number', value: typed }) : null
  const hint = problem ? t(`answer.problem.${problem.code}`, problem.params) : limitsOf(sheet, response, unit)
  return (
    <div class="field short">
      <label for={`number-${item.id}`}>
        {t('sheet.number.value')} <kbd aria-hidden="true">Enter</kbd>
      </label>
      <p class="hint" id={`number-${item.id}-hint`}>
        {hint}
      </p>
      <div class="with-unit">
        <input
          id={`number-${item.id}`}
          data-field="number"
          data-main="true"
          inputmode="decimal"
          maxlength={40}
          value={typed}
          aria-describedby={`number-${item.id}-hint`}
          aria-invalid={isWrong ? 'true' : undefined}
          autocomplete="off"
          readonly={!sheet.data.open}
        />
        <span>{unit}</span>
      </div>
      <Worth sheet={sheet} item={item} response={response} />
    </div>
  )
}

/** What each range of the value earns, or what each step of it costs. */
const Worth = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: NumberResponse }) => {
  const isTold = response.rule === 'bands' || response.rule === 'step_deduct'
  if (!isTold || !sheet.data.showsScore) return null
  return (
    <ul class="plain-list small">
      {answerWords(sheet.reader, item, sheet.data.content).worth.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

/** What the value has to keep, or what it costs. */
function limitsOf(sheet: Sheet, response: NumberResponse, unit: string): string {
  const { t } = sheet.reader
  if (response.rule === 'share') return t('sheet.number.share', { of: response.of, unit })
  if (response.rule === 'count_deduct') return t('sheet.number.per', { per: response.per, unit })
  const { min_ok: min, max_ok: max } = response
  if (min !== undefined && max !== undefined) return t('sheet.number.between', { min, max, unit })
  if (min !== undefined) return t('sheet.number.min', { min, unit })
  return max === undefined ? '' : t('sheet.number.max', { max, unit })
}
