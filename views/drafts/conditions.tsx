import { lastOutcomes, notApplicableAnswer } from '../../server/checklists/condition-format.ts'
import type { Draft } from '../../server/checklists/drafts/draft.ts'
import type { Common, WrittenItem } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/words.ts'
import { CheckList, type Choice, SelectField } from '../parts/field.tsx'
import { Fieldset, FormGrid, type FormState, typedValue } from '../parts/form.tsx'
import type { Reader } from '../view.ts'
import { type Choices, withPresent } from './choices.ts'
import { ShowsAnew } from './shows-anew.tsx'

/** The answers that an item may have, as conditions name them. */
const answersOf = (view: Reader, item: WrittenItem, draft: Draft, common: Common): Choice[] => {
  const { t } = view
  const { response } = item
  const na = item.na_allowed ? [{ value: notApplicableAnswer, label: t('drafts.answer.na') }] : []
  switch (response.type) {
    case 'yes_no':
      return [{ value: 'yes', label: t('drafts.answer.yes') }, { value: 'no', label: t('drafts.answer.no') }, ...na]
    case 'choice':
    case 'choices':
      return [...response.options.map((option) => ({ value: option.code, label: pick(view.locale, option) })), ...na]
    case 'scale': {
      const anchors = (draft.scales?.[response.scale] ?? common.scales[response.scale])?.anchors ?? []
      return [
        ...anchors.map((anchor) => ({
          value: String(anchor.score),
          label: `${anchor.score} ${pick(view.locale, anchor)}`,
        })),
        ...na,
      ]
    }
    default:
      return na
  }
}

/** When a section or item is asked at all: `applies_if`. All conditions that are given must hold. */
export const ConditionFields = (props: {
  view: Reader
  state: FormState
  draft: Draft
  common: Common
  choices: Choices
  /** The items that stand earlier: only their answers can decide. */
  before: readonly WrittenItem[]
  of: 'section' | 'item'
}) => {
  const { before, choices, common, draft, state, view } = props
  const { t } = view
  const asked = before.find(({ id }) => id === typedValue(state, 'applies_if.answer.item'))
  const present = state.values['applies_if.answer.is']
  const answers = asked ? answersOf(view, asked, draft, common) : []
  const unknown = [present ?? []]
    .flat()
    .map(String)
    .filter((value) => value !== '' && !answers.some((answer) => answer.value === value))
    .map((value) => ({ value, label: `${value} ?` }))
  const features = choices.features.map(({ value, label }) => ({ value, label }))
  const hasMarks = choices.marks.length > 0 || typedValue(state, 'applies_if.reached') !== ''
  return (
    <Fieldset
      legend={t(`drafts.conditions.${props.of}`)}
      hint={t('drafts.conditions.hint')}
      name="applies_if"
      state={state}
    >
      <div id="condition" class="stack">
        <FormGrid>
          <ShowsAnew view={view} what="condition">
            <SelectField
              view={view}
              state={state}
              name="applies_if.answer.item"
              label={t('drafts.condition.answer')}
              options={withPresent(
                before.map((item) => ({ value: item.id, label: `${item.id} ${pick(view.locale, item.text)}` })),
                state,
                'applies_if.answer.item',
              )}
              blank={t('drafts.condition.none')}
            />
          </ShowsAnew>
          {hasMarks ? (
            <SelectField
              view={view}
              state={state}
              name="applies_if.reached"
              label={t('drafts.condition.reached')}
              options={withPresent(choices.marks, state, 'applies_if.reached')}
              blank={t('drafts.condition.none')}
            />
          ) : null}
        </FormGrid>
        {answers.length + unknown.length > 0 ? (
          <CheckList
            view={view}
            state={state}
            name="applies_if.answer.is"
            label={t('drafts.condition.is', { code: typedValue(state, 'applies_if.answer.item') })}
            choices={[...answers, ...unknown]}
          />
        ) : null}
      </div>
      <CheckList
        view={view}
        state={state}
        name="applies_if.dealer.has"
        label={t('drafts.condition.has')}
        choices={features}
      />
      <CheckList
        view={view}
        state={state}
        name="applies_if.dealer.lacks"
        label={t('drafts.condition.lacks')}
        choices={features}
      />
      <CheckList
        view={view}
        state={state}
        name="applies_if.last"
        label={t(`drafts.condition.last.${props.of}`)}
        choices={lastOutcomes.map((value) => ({ value, label: t(`drafts.condition.last.${value}`) }))}
      />
    </Fieldset>
  )
}
