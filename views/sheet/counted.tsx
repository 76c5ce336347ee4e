import type { Item, SampleResponse } from '../../server/checklists/format.ts'
import { sampleSize, validateAnswer } from '../../server/scoring/answer.ts'
import { aqlPlan } from '../../server/scoring/aql.ts'
import { checkedText, countedAnswer, countFields } from './counts.ts'
import { fieldText, type Sheet } from './model.ts'

/** A sample whose cases are counted: how many there are, how many were checked, how many of them conform. */
export const CountedWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: SampleResponse }) => {
  const { t } = sheet.reader
  const answer = sheet.recorded.answers[item.id]
  const recorded = answer?.type === 'sample' ? answer : undefined
  const text = (field: (typeof countFields)[number]) =>
    fieldText(sheet, item.id, field, recorded?.[field] === undefined ? '' : String(recorded[field]))
  const planned = sampleSize(
    response,
    countedAnswer({ population: text('population'), checked: '', conform: '' }).population,
  )
  const shown = (field: (typeof countFields)[number]) =>
    field === 'checked' ? checkedText(response, text) : text(field)
  const typed = countedAnswer({
    population: text('population'),
    checked: shown('checked'),
    conform: text('conform'),
  })
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
              value={shown(field)}
              aria-invalid={problem ? 'true' : undefined}
              autocomplete="off"
              readonly={!sheet.data.open || (field === 'checked' && response.rule === 'aql')}
            />
          </div>
        ))}
      </div>
      <p class={problem ? 'error' : 'small'}>
        {problem
          ? t(`answer.problem.${problem.code}`, problem.params)
          : planned === null
            ? t('sheet.sample.plan.first')
            : planText(sheet, response, planned, typed.population ?? 0)}
      </p>
    </div>
  )
}

/** How many are to be checked of that many, and how many of them may fail. */
function planText({ reader: { t } }: Sheet, response: SampleResponse, n: number, population: number): string {
  if (response.rule !== 'aql') return t('sheet.sample.plan', { n })
  const { accept } = aqlPlan(response.level, response.aql, population)
  return t('sheet.sample.plan.aql', { n, accept, reject: accept + 1 })
}
