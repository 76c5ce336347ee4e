import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import { daysAllowed } from '../../server/corrective-actions/due.ts'
import { graverFromRound } from '../../server/corrective-actions/severity.ts'
import { checkDay, isShortForm, needsFigures } from '../../server/corrective-actions/states.ts'
import { addDays } from '../../server/days.ts'
import { formatDay } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { FileField, InputField, RadioCards, TextField } from '../parts/field.tsx'
import { Form, FormGrid, type FormState } from '../parts/form.tsx'
import { Panel, Remark } from '../parts/page.tsx'
import type { View } from '../view.ts'

type Props = { view: View; detail: ActionDetail; state: FormState }

const hrefOf = (detail: ActionDetail, noun: string) => `/corrective-actions/${detail.action.id}/${noun}`

const Reason = (props: Props) => (
  <TextField
    view={props.view}
    state={props.state}
    name="reason"
    label={props.view.t('action.review.reason')}
    hint={props.view.t('action.review.reason.hint')}
    rows={2}
  />
)

/** Whether a plan may be carried out. */
export const PlanReviewPanel = (props: Props) => {
  const { detail, state, view } = props
  const { t } = view
  const { action, proposedDueOn, round, today } = detail
  const days = daysAllowed(action.severity, action.capa_days)
  const isLong = proposedDueOn !== null && proposedDueOn > addDays(today, days)
  const given = { ...state, values: { due_on: proposedDueOn, due_reason: round.due_reason, ...state.values } }
  return (
    <Panel id="review" title={t('action.review.plan')} stack>
      <p>{t('action.review.plan.text')}</p>
      <Form
        view={view}
        action={hrefOf(detail, 'plan-review')}
        state={given}
        actions={<Button kind="main">{t('action.review.send')}</Button>}
      >
        <RadioCards
          view={view}
          state={given}
          name="verdict"
          label={t('action.review.verdict')}
          required
          choices={[
            { value: 'approved', label: t('action.review.approve'), text: t('action.review.approve.text') },
            { value: 'returned', label: t('action.review.return'), text: t('action.review.return.text') },
          ]}
        />
        <FormGrid>
          <InputField
            view={view}
            state={given}
            name="due_on"
            type="date"
            label={t('action.review.due_on')}
            hint={t('action.review.due_on.hint')}
            min={today}
          />
          {isLong || state.errors.some(({ field }) => field === 'due_reason') ? (
            <InputField
              view={view}
              state={given}
              name="due_reason"
              label={t('action.due_reason')}
              hint={t('action.due_reason.hint', { days })}
            />
          ) : null}
        </FormGrid>
        <Reason {...props} />
      </Form>
    </Panel>
  )
}

/** Whether the work was really done. */
export const ImplementationReviewPanel = (props: Props) => {
  const { detail, state, view } = props
  const { action, today } = detail
  const { t } = view
  const own = detail.missing('approve_implementation').some(({ code }) => code === 'own_work')
  return (
    <Panel id="review" title={t('action.review.work')} stack>
      {own ? (
        <Remark kind="watch">{t('action.review.own_work')}</Remark>
      ) : (
        <>
          <p>{t('action.review.work.text', { day: formatDay(view, checkDay(action.severity, today)) })}</p>
          <Form
            view={view}
            action={hrefOf(detail, 'implementation-review')}
            state={state}
            actions={<Button kind="main">{t('action.review.send')}</Button>}
          >
            <RadioCards
              view={view}
              state={state}
              name="verdict"
              label={t('action.review.verdict')}
              required
              choices={[
                {
                  value: 'implemented',
                  label: t('action.review.implemented'),
                  text: t('action.review.implemented.text'),
                },
                { value: 'returned', label: t('action.review.return'), text: t('action.review.work.return.text') },
              ]}
            />
            <Reason {...props} />
          </Form>
        </>
      )}
    </Panel>
  )
}

/** Whether it helped. Closed until the day of the check has come. */
export const EffectPanel = (props: Props) => {
  const { detail, state, view } = props
  const { t } = view
  const { action, round } = detail
  const refusals = detail.missing('find_effective').map(({ code }) => code)
  const method = round.check_method || (isShortForm(action.severity) ? 'desk_check' : 're_audit')
  const figures = needsFigures({ severity: action.severity, isRepeat: action.repeat_count > 0 })
  const n = action.round + 1
  return (
    <Panel
      id="review"
      title={t('action.review.effect')}
      aside={t('action.review.effect.text', { method: t(`action.check_method.${method}`) })}
      stack
    >
      {refusals.includes('own_work') ? (
        <Remark kind="watch">{t('action.review.own_work')}</Remark>
      ) : refusals.includes('too_early') && action.check_on ? (
        <Remark>{t('action.review.effect.early', { day: formatDay(view, action.check_on) })}</Remark>
      ) : (
        <Form
          view={view}
          action={hrefOf(detail, 'effectiveness-check')}
          state={state}
          files
          actions={<Button kind="main">{t('action.review.send')}</Button>}
        >
          <RadioCards
            view={view}
            state={state}
            name="verdict"
            label={t('action.review.verdict')}
            required
            choices={[
              {
                value: 'effective',
                label: t('action.verdict.effective'),
                text: t('action.review.effective.text'),
              },
              {
                value: 'not_effective',
                label: t('action.verdict.not_effective'),
                text: t(
                  n >= graverFromRound ? 'action.review.not_effective.graver' : 'action.review.not_effective.text',
                  { n },
                ),
              },
            ]}
          />
          <FormGrid>
            <InputField
              view={view}
              state={{ ...state, values: { value_before: round.baseline, ...state.values } }}
              name="value_before"
              label={t('action.review.value_before')}
              unit={round.target_unit || undefined}
              required={figures}
            />
            <InputField
              view={view}
              state={state}
              name="value_after"
              label={t('action.review.value_after')}
              unit={round.target_unit || undefined}
              required={figures}
            />
          </FormGrid>
          <TextField view={view} state={state} name="note" label={t('action.review.note')} rows={2} optional />
          <TextField
            view={view}
            state={state}
            name="miss_cause"
            label={t('action.review.miss_cause')}
            hint={t('action.review.miss_cause.hint')}
            rows={2}
          />
          <FileField
            view={view}
            state={state}
            name="photos"
            label={t('action.review.photos')}
            accept="image/jpeg,image/png,image/webp"
            multiple
            optional
          />
        </Form>
      )}
    </Panel>
  )
}

/** What keeps the effect, written by the dealer; one line for a minor one. */
export const StandardiseForm = (props: Props) => {
  const { detail, state, view } = props
  const { t } = view
  const { action, round } = detail
  const short = isShortForm(action.severity)
  const values = { standard: round.standard, training: round.training, read_across: round.read_across }
  const given = { ...state, values: { ...values, ...state.values } }
  const isSaved = round.standardised_at !== null
  return (
    <Panel id="standardise" title={t('action.standardise')} stack>
      <p>{t(short ? 'action.standardise.short' : 'action.standardise.text')}</p>
      <Form
        view={view}
        action={hrefOf(detail, 'standardisation')}
        state={given}
        actions={<Button kind={isSaved ? 'usual' : 'main'}>{t('action.standardise.save')}</Button>}
      >
        <TextField view={view} state={given} name="standard" label={t('action.standard')} rows={2} required />
        {short ? null : (
          <>
            <TextField view={view} state={given} name="training" label={t('action.training')} rows={2} required />
            <TextField
              view={view}
              state={given}
              name="read_across"
              label={t('action.read_across')}
              hint={t('action.read_across.hint')}
              rows={2}
              required
            />
          </>
        )}
      </Form>
    </Panel>
  )
}
