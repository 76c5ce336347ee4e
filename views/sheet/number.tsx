import type { Item, NumberResponse } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { draftKey, fieldText, type Sheet } from './model.ts'

/** A measured value with its unit and the limits it has to keep. */
export const NumberWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: NumberResponse }) => {
  const { t, locale } = sheet.reader
  const unit = typeof response.unit === 'string' ? response.unit : pick(locale, response.unit)
  const answer = sheet.recorded.answers[item.id]
  const isWrong = sheet.local.unreadable.has(draftKey(item.id, 'number'))
  const { min_ok: min, max_ok: max } = response
  const limits =
    min !== undefined && max !== undefined
      ? t('sheet.number.between', { min, max, unit })
      : min !== undefined
        ? t('sheet.number.min', { min, unit })
        : max !== undefined
          ? t('sheet.number.max', { max, unit })
          : ''
  return (
    <div class="field short">
      <label for={`number-${item.id}`}>
        {t('sheet.number.value')} <kbd aria-hidden="true">Enter</kbd>
      </label>
      <p class="hint" id={`number-${item.id}-hint`}>
        {isWrong ? t('answer.problem.not_a_number') : limits}
      </p>
      <div class="with-unit">
        <input
          id={`number-${item.id}`}
          data-field="number"
          data-main="true"
          inputmode="decimal"
          maxlength={40}
          value={fieldText(sheet, item.id, 'number', answer?.type === 'number' ? answer.value : '')}
          aria-describedby={`number-${item.id}-hint`}
          aria-invalid={isWrong ? 'true' : undefined}
          autocomplete="off"
          readonly={!sheet.data.open}
        />
        <span>{unit}</span>
      </div>
    </div>
  )
}
