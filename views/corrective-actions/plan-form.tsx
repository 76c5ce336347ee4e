import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import { daysAllowed } from '../../server/corrective-actions/due.ts'
import { isShortForm } from '../../server/corrective-actions/states.ts'
import type { ActionRoundRow, ActionStepRow } from '../../server/db/schema.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { FileField, InputField, RadioCards, SelectField, TextField } from '../parts/field.tsx'
import { Fieldset, Form, type FormState, typedValue } from '../parts/form.tsx'
import { Remark } from '../parts/page.tsx'
import type { View } from '../view.ts'

export const causeClasses = ['can', 'know', 'will'] as const
export const causeSources = ['occurrence', 'escape'] as const
export const checkMethods = ['re_audit', 'self_check_series', 'survey_index', 'desk_check'] as const
/** The most steps that one plan can have. */
export const mostSteps = 12

const w5 = [
  ['what', 'action.what'],
  ['why', 'action.why'],
  ['where_text', 'action.where'],
  ['when_text', 'action.when'],
  ['who', 'action.who'],
  ['how', 'action.how'],
] as const

/** The stored draft as the form's values. */
export const planValues = (round: ActionRoundRow, steps: readonly ActionStepRow[]): Record<string, unknown> => ({
  ...round,
  whys: round.whys === '' ? '' : (JSON.parse(round.whys) as string[]).join('\n'),
  ...Object.fromEntries(
    steps.flatMap((step, index) => [
      [`step_${index + 1}_what`, step.what],
      [`step_${index + 1}_person`, step.person_name],
      [`step_${index + 1}_due_on`, step.due_on],
      [`step_${index + 1}_evidence`, step.evidence_wanted],
    ]),
  ),
})

const stepParts = ['what', 'person', 'due_on', 'evidence'] as const

/** What the fields are called where the errors are listed, as far as the form cannot tell by itself. */
const labelsOf = (view: View): Record<string, string> => ({
  cause_class: view.t('action.cause_class'),
  target: view.t('action.target'),
  target_unit: view.t('action.target_unit'),
  baseline: view.t('action.baseline'),
  target_value: view.t('action.target_value'),
  ...Object.fromEntries(w5.map(([name, word]) => [name, view.t(word)])),
  ...Object.fromEntries(
    Array.from({ length: mostSteps }, (_, index) => index + 1).flatMap((n) =>
      stepParts.map((part) => [`step_${n}_${part}`, view.t('action.step.n', { n })]),
    ),
  ),
})

const lastFilled = (state: FormState): number => {
  for (let n = mostSteps; n > 0; n--) {
    if (stepParts.some((part) => typedValue(state, `step_${n}_${part}`) !== '')) return n
  }
  return 0
}

const StepFields = (props: { view: View; detail: ActionDetail; state: FormState; n: number; required: boolean }) => {
  const { detail, n, state, view } = props
  const { t } = view
  return (
    <Fieldset legend={t('action.step.n', { n })}>
      <div class="w5">
        <TextField
          view={view}
          state={state}
          name={`step_${n}_what`}
          label={t('action.step.what')}
          rows={2}
          wide
          required={props.required}
        />
        <InputField
          view={view}
          state={state}
          name={`step_${n}_person`}
          label={t('action.step.person')}
          hint={t('action.step.person.hint')}
          suggestions={detail.people.map((person) => person.name)}
          required={props.required}
        />
        <InputField
          view={view}
          state={state}
          name={`step_${n}_due_on`}
          type="date"
          label={t('action.step.due_on')}
          min={detail.today}
          required={props.required}
        />
        <InputField
          view={view}
          state={state}
          name={`step_${n}_evidence`}
          label={t('action.step.evidence_wanted')}
          hint={t('action.step.evidence_wanted.hint')}
        />
      </div>
    </Fieldset>
  )
}

const CauseClass = (props: { view: View; state: FormState }) => (
  <RadioCards
    view={props.view}
    state={props.state}
    name="cause_class"
    label={props.view.t('action.cause_class')}
    required
    choices={causeClasses.map((value) => ({
      value,
      label: props.view.t(`action.cause_class.${value}`),
      text: props.view.t(`action.cause_class.${value}.text`),
    }))}
  />
)

const options = (view: View, prefix: 'action.cause_source' | 'action.check_method', values: readonly string[]) =>
  values.map((value) => ({ value, label: view.t(`${prefix}.${value}` as WordKey) }))

/** The plan of the present round, for those who write it. A minor one is short: class, one step, person, day. */
export const PlanForm = (props: {
  view: View
  detail: ActionDetail
  state: FormState
  trainingOnly: string | null
}) => {
  const { detail, state, view } = props
  const { action } = detail
  const { t } = view
  const short = isShortForm(action.severity)
  const kept = detail.photos.filter((photo) => photo.purpose === 'containment').length
  const rows = Math.min(mostSteps, Math.max(short ? 1 : 2, lastFilled(state) + (short ? 0 : 1)))
  return (
    <Form
      view={view}
      id="plan-form"
      action={`/corrective-actions/${action.id}/plan`}
      state={state}
      labels={labelsOf(view)}
      files
      hidden={{ seen: typedValue(state, 'seen') || detail.seen }}
      actions={
        <>
          <Button kind="main" formaction={`/corrective-actions/${action.id}/plan-submission`}>
            {t('action.plan.submit')}
          </Button>
          <Button unchecked>{t('action.plan.save')}</Button>
        </>
      }
    >
      {short ? <p class="small">{t('action.plan.short')}</p> : null}
      <TextField
        view={view}
        state={state}
        name="containment"
        label={t('action.contain')}
        hint={t('action.contain.hint')}
        rows={3}
        required={!short}
        optional={short}
      />
      <FileField
        view={view}
        state={state}
        name="containment_photos"
        label={
          <>
            {t('action.contain.photos')}
            {kept > 0 ? <small> {t('action.contain.kept', { n: kept })}</small> : null}
          </>
        }
        hint={t(action.severity === 'critical' ? 'action.contain.photos.hint' : 'action.contain.photos.optional')}
        accept="image/jpeg,image/png,image/webp"
        multiple
        required={action.severity === 'critical' && kept === 0}
      />
      {short ? null : (
        <TextField
          view={view}
          state={state}
          name="cause"
          label={t('action.cause')}
          hint={t('action.cause.hint')}
          required
        />
      )}
      <CauseClass view={view} state={state} />
      {props.trainingOnly ? <Remark kind="watch">{props.trainingOnly}</Remark> : null}
      {short ? null : (
        <>
          <SelectField
            view={view}
            state={state}
            name="cause_source"
            label={t('action.cause_source')}
            required
            options={options(view, 'action.cause_source', causeSources)}
          />
          <TextField
            view={view}
            state={state}
            name="whys"
            label={t('action.whys')}
            hint={t('action.whys.hint')}
            optional
          />
          <Fieldset legend={t('action.5w1h')}>
            <div class="w5">
              {w5.map(([name, word]) => (
                <TextField
                  view={view}
                  state={state}
                  name={name}
                  label={
                    <>
                      <b>{t(word)}</b> {t(`${word}.en`)}
                    </>
                  }
                  rows={2}
                  required
                />
              ))}
            </div>
          </Fieldset>
        </>
      )}
      {Array.from({ length: rows }, (_, index) => (
        <StepFields view={view} detail={detail} state={state} n={index + 1} required={index === 0} />
      ))}
      {short || rows === mostSteps ? null : <p class="small">{t('action.plan.more_steps')}</p>}
      {short ? null : (
        <Fieldset legend={t('action.target.legend')}>
          <TextField
            view={view}
            state={state}
            name="target"
            label={t('action.target')}
            hint={t('action.target.hint')}
            rows={2}
            required
          />
          <div class="w5">
            <InputField view={view} state={state} name="target_unit" label={t('action.target_unit')} required />
            <InputField view={view} state={state} name="baseline" label={t('action.baseline')} required />
            <InputField view={view} state={state} name="target_value" label={t('action.target_value')} required />
          </div>
          <SelectField
            view={view}
            state={state}
            name="check_method"
            label={t('action.check_method')}
            required
            options={options(view, 'action.check_method', checkMethods)}
          />
        </Fieldset>
      )}
      <TextField
        view={view}
        state={state}
        name="due_reason"
        label={t('action.due_reason')}
        hint={t('action.due_reason.hint', { days: daysAllowed(action.severity, action.capa_days) })}
        rows={2}
        optional
      />
    </Form>
  )
}
