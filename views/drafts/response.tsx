import { limitIn, shownFields } from '../../server/checklists/drafts/item-fields.ts'
import { aqlLevels, aqls } from '../../server/checklists/response-format.ts'
import { SelectField } from '../parts/field.tsx'
import { FormGrid, type FormState, typedValue } from '../parts/form.tsx'
import type { Reader } from '../view.ts'
import { type Choices, withPresent } from './choices.ts'
import { Figure } from './figure.tsx'
import { PairField } from './pair.tsx'
import { Bands, Options } from './response-rows.tsx'
import { ShowsAnew } from './shows-anew.tsx'

type At = { view: Reader; state: FormState; choices: Choices }

const types = ['yes_no', 'scale', 'sample', 'number', 'duration', 'choice', 'choices', 'text'] as const
const sampleRules = ['ratio', 'accept', 'bands', 'aql'] as const
const numberRules = ['range', 'bands', 'share', 'count_deduct', 'step_deduct'] as const

const Unit = ({ view, state }: At) => (
  <PairField
    view={view}
    state={state}
    name="response.unit"
    label={view.t('exchange.column.item.unit')}
    maxlength={40}
    required
  />
)

const Scale = (props: At) => {
  const { choices, state, view } = props
  const { t } = view
  return (
    <FormGrid>
      <SelectField
        view={view}
        state={state}
        name="response.scale"
        label={t('exchange.column.item.scale')}
        required
        options={withPresent(choices.scales, state, 'response.scale')}
      />
      <SelectField
        view={view}
        state={state}
        name="response.ratings.combine"
        label={t('exchange.column.item.ratings')}
        blank={t('drafts.item.one_rating')}
        options={(['mean', 'worst', 'sum'] as const).map((value) => ({
          value,
          label: t(`exchange.value.combine.${value}`),
        }))}
      />
      <Figure {...props} name="response.ratings.decimals" label="exchange.column.item.ratings_decimals" />
    </FormGrid>
  )
}

const Sample = (props: At) => {
  const { choices, state, view } = props
  const { t } = view
  const rule = typedValue(state, 'response.rule') || 'ratio'
  return (
    <>
      <FormGrid>
        <ShowsAnew view={view} what="answer">
          <SelectField
            view={view}
            state={state}
            name="response.rule"
            label={t('exchange.column.item.rule')}
            blank={false}
            options={sampleRules.map((value) => ({ value, label: t(`exchange.value.rule.${value}`) }))}
          />
        </ShowsAnew>
        {rule === 'aql' ? null : <Figure {...props} name="response.size" label="exchange.column.item.size" required />}
        {rule === 'accept' ? (
          <Figure
            {...props}
            name="response.accept"
            label="exchange.column.item.accept"
            hint="drafts.item.accept.hint"
            required
          />
        ) : null}
        {rule === 'bands' ? (
          <SelectField
            view={view}
            state={state}
            name="response.bands"
            label={t('exchange.column.item.band_set')}
            required
            options={withPresent(choices.bandSets, state, 'response.bands')}
          />
        ) : null}
        {rule === 'aql' ? (
          <>
            <SelectField
              view={view}
              state={state}
              name="response.level"
              label={t('exchange.column.item.level')}
              required
              options={aqlLevels.map((value) => ({ value, label: value }))}
            />
            <SelectField
              view={view}
              state={state}
              name="response.aql"
              label={t('exchange.column.item.aql')}
              required
              options={aqls.map((value) => ({ value: String(value), label: String(value) }))}
            />
          </>
        ) : null}
      </FormGrid>
      <Unit {...props} />
    </>
  )
}

const NumberRule = (props: At & { rule: string }) => {
  const { rule, state, view } = props
  const { t } = view
  switch (rule) {
    case 'bands':
      return (
        <>
          <FormGrid>
            <ShowsAnew view={view} what="answer">
              <SelectField
                view={view}
                state={state}
                name="_limit"
                label={t('drafts.item.limit')}
                value={limitIn(state.values)}
                blank={false}
                options={(['min', 'max'] as const).map((value) => ({ value, label: t(`drafts.item.limit.${value}`) }))}
              />
            </ShowsAnew>
          </FormGrid>
          <Bands {...props} limit={limitIn(state.values)} hint={`drafts.item.bands.${limitIn(state.values)}`} />
        </>
      )
    case 'share':
      return (
        <FormGrid>
          <Figure {...props} name="response.of" label="exchange.column.item.of" hint="drafts.item.of.hint" required />
        </FormGrid>
      )
    case 'count_deduct':
      return (
        <FormGrid>
          <Figure {...props} name="response.per" label="exchange.column.item.per" required />
          <Figure {...props} name="response.most" label="exchange.column.item.most" hint="drafts.item.most.hint" />
        </FormGrid>
      )
    case 'step_deduct':
      return (
        <FormGrid>
          <Figure {...props} name="response.from" label="exchange.column.item.step_from" required />
          <Figure {...props} name="response.step" label="exchange.column.item.step" required />
          <Figure {...props} name="response.per_step" label="exchange.column.item.per_step" required />
          <SelectField
            view={view}
            state={state}
            name="response.steps"
            label={t('exchange.column.item.steps')}
            required
            options={(['full', 'started'] as const).map((value) => ({
              value,
              label: t(`exchange.value.steps.${value}`),
            }))}
          />
          <SelectField
            view={view}
            state={state}
            name="response.worse"
            label={t('exchange.column.item.worse')}
            blank={t('drafts.item.worse.usual')}
            options={(['lower', 'higher'] as const).map((value) => ({
              value,
              label: t(`exchange.value.worse.${value}`),
            }))}
          />
        </FormGrid>
      )
    default:
      return (
        <FormGrid>
          <Figure {...props} name="response.min_ok" label="exchange.column.item.min_ok" hint="drafts.item.range.hint" />
          <Figure {...props} name="response.max_ok" label="exchange.column.item.max_ok" />
        </FormGrid>
      )
  }
}

const NumberFields = (props: At) => {
  const { state, view } = props
  const { t } = view
  const written = typedValue(state, 'response.rule')
  // A range is what a number without a rule has.
  const rule = (numberRules as readonly string[]).includes(written) ? written : 'range'
  return (
    <>
      <FormGrid>
        <ShowsAnew view={view} what="answer">
          <SelectField
            view={view}
            state={state}
            name="response.rule"
            label={t('exchange.column.item.rule')}
            blank={false}
            value={written === 'range' ? written : rule === 'range' ? '' : rule}
            options={numberRules.map((value) => ({
              value: value === 'range' && written !== 'range' ? '' : value,
              label: t(`exchange.value.rule.${value}`),
            }))}
          />
        </ShowsAnew>
      </FormGrid>
      <Unit {...props} />
      <NumberRule {...props} rule={rule} />
    </>
  )
}

const Duration = (props: At) => {
  const { choices, state, view } = props
  const { t } = view
  return (
    <>
      {choices.marks.length === 0 ? <p class="hint">{t('drafts.item.no_marks')}</p> : null}
      <FormGrid>
        {(['from', 'to'] as const).map((end) => (
          <SelectField
            view={view}
            state={state}
            name={`response.${end}`}
            label={t(`exchange.column.item.${end}`)}
            required
            options={withPresent(choices.marks, state, `response.${end}`)}
          />
        ))}
      </FormGrid>
      <Bands {...props} limit="max_s" hint="drafts.item.bands.max_s" />
    </>
  )
}

/** What was typed for other types and rules stays in the form, so that choosing them again brings it back. */
const Kept = ({ state, shown }: { state: FormState; shown: readonly string[] }) => (
  <>
    {Object.entries(state.values)
      .filter(([name]) => name.startsWith('response.') && !shown.includes(name.split('.')[1] ?? ''))
      .flatMap(([name, value]) => [value].flat().map((one) => <input type="hidden" name={name} value={String(one)} />))}
  </>
)

/** How an item is answered and what each answer is worth: the fields of its type, and of the rule of its type. */
export const ResponseFields = (props: At) => {
  const { state, view } = props
  const { t } = view
  const written = typedValue(state, 'response.type')
  const type = types.find((one) => one === written) ?? 'yes_no'
  return (
    <div id="answer" class="stack">
      <FormGrid>
        <ShowsAnew view={view} what="answer">
          <SelectField
            view={view}
            state={state}
            name="response.type"
            label={t('exchange.column.item.type')}
            hint={t(`drafts.item.type.${type}`)}
            blank={false}
            value={type}
            options={types.map((value) => ({ value, label: t(`exchange.value.type.${value}`) }))}
          />
        </ShowsAnew>
      </FormGrid>
      <Kept state={state} shown={shownFields(type, typedValue(state, 'response.rule') || 'ratio')} />
      {type === 'scale' ? <Scale {...props} /> : null}
      {type === 'sample' ? <Sample {...props} /> : null}
      {type === 'number' ? <NumberFields {...props} /> : null}
      {type === 'duration' ? <Duration {...props} /> : null}
      {type === 'choice' || type === 'choices' ? <Options {...props} type={type} /> : null}
    </div>
  )
}
