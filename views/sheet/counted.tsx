import type { Item, SampleResponse } from '../../server/checklists/format.ts'
import { sampleSize, validateAnswer } from '../../server/scoring/answer.ts'
import { countedAnswer, countFields } from './counts.ts'
import { fieldText, type Sheet } from './model.ts'

/** A sample whose cases are counted: how many there are, how many were checked, how many of them conform. */
export const CountedWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: SampleResponse }) => {
  const { t } = sheet.reader
  const answer = sheet.recorded.answers[item.id]
  const recorded = answer?.type === 'sample' ? answer : undefined
  const text = (field: (typeof countFields)[number]) =>
    fieldText(sheet, item.id, field, recorded?.[field] === undefined ? '' : String(recorded[field]))
  const typed = countedAnswer({ population: text('population'), checked: text('checked'), conform: text('conform') })
  const planned = sampleSize(response, typed.population)
  const isBegun = countFields.some((field) => sheet.local.drafts.has(`${item.id} ${field}`))
  const problem = isBegun && text('conform') !== '' ? validateAnswer(item, typed) : null
  return (
    <div>
      <div class="counted">
        {countFields.map((field, index) => (
          <div class="field short">
            <label for={`${field}-${item.id}`}>
              {t(field === 'population' ? 'sheet.sample.population' : `sheet.sample.${field}_count`)}
            </label>
            <input
              id={`${field}-${item.id}`}
              data-field={field}
              data-main={index === 0 ? 'true' : undefined}
              inputmode="numeric"
              maxlength={9}
              value={text(field)}
              aria-invalid={problem ? 'true' : undefined}
              autocomplete="off"
              readonly={!sheet.data.open}
            />
          </div>
        ))}
      </div>
      <p class={problem ? 'error' : 'small'}>
        {problem
          ? t(`answer.problem.${problem.code}`, problem.params)
          : planned === null
            ? ''
            : t('sheet.sample.plan', { n: planned })}
      </p>
    </div>
  )
}
