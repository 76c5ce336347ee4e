import type { Context } from 'hono'
import { z } from 'zod'
import { mostPhotos } from '../../views/corrective-actions/evidence.tsx'
import { PlanReviewsPage, type WaitingPlan } from '../../views/corrective-actions/plan-reviews.tsx'
import { formState } from '../../views/parts/form.tsx'
import { actionScopeOf } from '../access/can.ts'
import type { Env } from '../context.ts'
import { addDays, dayIn } from '../days.ts'
import { type FormState, field, idOf, parsedOr404, postedFiles, submitted, typedValues } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { actionPage, actorOf, trainingOnlyWarning } from './action-page.tsx'
import { getCase } from './case.ts'
import { listDealersWithPlans } from './choice-store.ts'
import { daysAllowed } from './due.ts'
import { listActions, type Moment } from './list-store.ts'
import { approvePlans, checkEffect, proposedDue, reviewImplementation, reviewPlan } from './review-commands.ts'

type C = Context<Env>

const hrefOf = (c: C) => `/corrective-actions/${idOf(c)}`

const planReviewForm = z.object({
  verdict: field.choice(['approved', 'returned']),
  reason: field.note(2000),
  due_on: field.optionalDay(),
  due_reason: field.note(2000),
})

export const postPlanReview = (c: C) =>
  submitted(
    c,
    planReviewForm,
    async ({ verdict, reason, due_on, due_reason }) => {
      await reviewPlan(c.var.app, actorOf(c), idOf(c), { verdict, reason, dueOn: due_on, dueReason: due_reason })
      return done(c, hrefOf(c), verdict === 'approved' ? 'action.done.approved' : 'action.done.plan_returned')
    },
    (review) => actionPage(c, { review }),
  )

const implementationReviewForm = z.object({
  verdict: field.choice(['implemented', 'returned']),
  reason: field.note(2000),
})

export const postImplementationReview = (c: C) =>
  submitted(
    c,
    implementationReviewForm,
    async (input) => {
      await reviewImplementation(c.var.app, actorOf(c), idOf(c), input)
      const said = input.verdict === 'implemented' ? 'action.done.implemented' : 'action.done.work_returned'
      return done(c, hrefOf(c), said)
    },
    (review) => actionPage(c, { review }),
  )

const effectForm = z.object({
  verdict: field.choice(['effective', 'not_effective']),
  value_before: field.note(100),
  value_after: field.note(100),
  note: field.note(2000),
  miss_cause: field.note(2000),
})

export const postEffectivenessCheck = (c: C) =>
  submitted(
    c,
    effectForm,
    async (input) => {
      await checkEffect(c.var.app, actorOf(c), idOf(c), {
        verdict: input.verdict,
        valueBefore: input.value_before,
        valueAfter: input.value_after,
        note: input.note,
        missCause: input.miss_cause,
        photos: await postedFiles(c, 'photos', mostPhotos),
      })
      return done(c, hrefOf(c), `action.done.${input.verdict}`)
    },
    (review) => actionPage(c, { review }),
  )

/** The most plans that one page shows; the rest follow when these are done. */
const mostPlans = 50

const plansPage = async (c: C, asked: string | undefined, form?: FormState) => {
  const { app, view } = c.var
  const actor = actorOf(c)
  const moment: Moment = { today: dayIn(app.now(), view.timeZone), now: app.now().toISOString() }
  const scope = actionScopeOf(actor)
  const dealers = await listDealersWithPlans(app.db, scope, moment)
  const dealerId = asked ?? dealers[0]?.id ?? null
  const filter = { state: 'plan_review' as const, dealerId: dealerId ?? undefined }
  const order = { sort: 'severity' as const, dir: 'asc' as const, size: mostPlans, offset: 0 }
  const rows = dealerId ? await listActions(app.db, scope, filter, order, moment) : []
  const plans: WaitingPlan[] = []
  for (const row of rows) {
    const known = await getCase(app.db, actor, row.id)
    const dueOn = proposedDue(known, moment.today, view.timeZone)
    const measures = known.steps.filter((step) => step.round === row.round).map((step) => step.what)
    plans.push({
      known,
      dueOn,
      isLong: dueOn !== null && dueOn > addDays(moment.today, daysAllowed(row.severity, row.capa_days)),
      trainingOnly: trainingOnlyWarning(c, known.round.cause_class, measures),
    })
  }
  const title = view.t('action.reviews.title')
  return page(
    c,
    { title, trail: [{ label: view.t('action.actions'), href: '/corrective-actions' }, { label: title }] },
    <PlanReviewsPage
      view={view}
      dealers={dealers}
      dealerId={plans.length > 0 ? dealerId : null}
      plans={plans}
      state={form ?? formState(view.t)}
    />,
  )
}

export const showPlanReviews = (c: C) => {
  const dealer = c.req.query('dealer')
  return plansPage(c, dealer === undefined ? undefined : parsedOr404(z.uuid(), dealer))
}

const planReviewsForm = z.object({
  dealer: field.id(),
  ids: field.many(z.uuid()).refine((ids) => ids.length > 0, 'action.reviews.choose'),
})

export const postPlanReviews = (c: C) =>
  submitted(
    c,
    planReviewsForm,
    async ({ dealer, ids }) => {
      await approvePlans(c.var.app, actorOf(c), dealer, ids)
      return done(c, '/corrective-actions/plan-reviews', 'action.done.approved_many')
    },
    async (form) => {
      const dealer = z.uuid().safeParse((await typedValues(c)).dealer)
      return plansPage(c, dealer.success ? dealer.data : undefined, form)
    },
  )
