import type { OpenedCase } from '../../server/corrective-actions/case.ts'
import { isShortForm, lastStepDay } from '../../server/corrective-actions/states.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatDay } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Fieldset, Form, type FormState, isChosen } from '../parts/form.tsx'
import { EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { Tabs } from '../parts/progress.tsx'
import { Tag } from '../parts/tag.tsx'
import type { Reader, View } from '../view.ts'
import { TargetFacts } from './plan.tsx'
import { ActionTags, actionNumber, actionTitle } from './tags.tsx'

export type WaitingDealer = { id: string; code: string; zh: string; en: string; n: number }
export type WaitingPlan = { known: OpenedCase; dueOn: string | null; isLong: boolean; trainingOnly: string | null }

const PlanRow = (props: { view: Reader; plan: WaitingPlan; state: FormState }) => {
  const { plan, state, view } = props
  const { action, round, steps } = plan.known
  const { t } = view
  const present = steps.filter((step) => step.round === action.round)
  return (
    <li class="plan-row">
      <label class="check">
        <input type="checkbox" name="ids" value={action.id} checked={isChosen(state, 'ids', action.id)} />
        <span>
          <b>{actionTitle(view, action)}</b>
        </span>
      </label>
      <div>
        <p class="foot">
          <a href={`/corrective-actions/${action.id}`}>{actionNumber(action)}</a>{' '}
          <ActionTags view={view} action={action} />{' '}
          {plan.dueOn ? t('due.on', { day: formatDay(view, plan.dueOn, 'short') }) : null}{' '}
          {plan.isLong ? <Tag tone="watch">{t('action.reviews.over')}</Tag> : null}
        </p>
        <p class="typed">
          {round.cause_class ? <b>{t(`action.cause_class.${round.cause_class}`)} </b> : null}
          {round.cause}
        </p>
        {plan.trainingOnly ? <p class="small">{plan.trainingOnly}</p> : null}
        <ol class="whys">
          {present.map((step) => (
            <li>
              {step.what}{' '}
              <span class="small">
                {step.person_name} · {step.due_on ? formatDay(view, step.due_on, 'short') : '–'}
              </span>
            </li>
          ))}
        </ol>
        <TargetFacts view={view} round={round} short={isShortForm(action.severity)} />
        {round.due_reason ? <p class="quote typed">{round.due_reason}</p> : null}
        {lastStepDay(present) === null ? <p class="small">{t('action.steps.none')}</p> : null}
      </div>
    </li>
  )
}

/** The plans of one dealer that wait for review, to be approved together. */
export const PlanReviewsPage = (props: {
  view: View
  dealers: WaitingDealer[]
  dealerId: string | null
  plans: WaitingPlan[]
  state: FormState
}) => {
  const { dealerId, dealers, plans, state, view } = props
  const { t } = view
  return (
    <>
      <PageHead title={t('action.reviews.title')} lead={t('action.reviews.lead')} />
      {dealers.length === 0 || dealerId === null ? (
        <Panel id="reviews">
          <EmptyState title={t('action.reviews.none')}>{t('action.reviews.none.next')}</EmptyState>
        </Panel>
      ) : (
        <>
          <Tabs
            label={t('field.dealer')}
            tabs={dealers.map((dealer) => ({
              href: `/corrective-actions/plan-reviews?dealer=${dealer.id}`,
              label: `${dealer.code} ${pick(view.locale, dealer)}`,
              count: dealer.n,
              current: dealer.id === dealerId,
            }))}
          />
          <Panel id="reviews">
            <Form
              view={view}
              action="/corrective-actions/plan-reviews"
              state={state}
              hidden={{ dealer: dealerId }}
              unguarded
              actions={<Button kind="main">{t('action.reviews.approve')}</Button>}
            >
              <Fieldset legend={t('action.reviews.plans')} name="ids" state={state}>
                <ul class="rows">
                  {plans.map((plan) => (
                    <PlanRow view={view} plan={plan} state={state} />
                  ))}
                </ul>
              </Fieldset>
            </Form>
          </Panel>
        </>
      )}
    </>
  )
}
