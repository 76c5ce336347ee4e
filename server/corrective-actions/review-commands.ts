import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import { addDays, dayIn, daysFrom } from '../days.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { carryOut, decide, getCase, type OpenedCase, takeCase } from './case.ts'
import { duesOfPlanning } from './due.ts'
import { photoRows, storePhotos } from './photos.ts'
import { nextRound } from './round.ts'
import { graverFromRound, oneUp } from './severity.ts'
import { checkDay, lastStepDay } from './states.ts'
import { insertPhotos, insertRound } from './store.ts'

export type PlanReview = {
  verdict: 'approved' | 'returned'
  reason: string
  /** The due day to set; without one, the last day of the plan's steps. */
  dueOn?: string | null
  dueReason?: string
}

export const reviewPlan = (app: AppContext, actor: Actor, id: string, review: PlanReview): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    if (review.verdict === 'approved') return approvePlan(trx, app, actor, known, review)
    const decision = decide(app, actor, known, 'return_plan', { reason: review.reason })
    return carryOut(trx, app, actor, known, 'return_plan', decision, {
      round: { ...reviewed(app, actor), plan_verdict: 'returned', plan_reason: review.reason },
      details: { reason: review.reason },
    })
  })

/** Approves several plans of one dealer; all of them or none. */
export const approvePlans = (app: AppContext, actor: Actor, dealerId: string, ids: readonly string[]): Promise<void> =>
  app.transact(async (trx) => {
    for (const id of ids) {
      const known = await takeCase(trx, actor, id)
      if (known.action.dealer_id !== dealerId) throw new Problem('not_found', 'general.problem.not_found')
      await approvePlan(trx, app, actor, known, { verdict: 'approved', reason: '' })
    }
  })

const reviewed = (app: AppContext, actor: Actor) => ({
  plan_reviewed_by: actor.id,
  plan_reviewed_at: app.now().toISOString(),
})

const approvePlan = async (trx: Trx, app: AppContext, actor: Actor, known: OpenedCase, review: PlanReview) => {
  const dueOn = review.dueOn ?? proposedDue(known, dayIn(app.now(), app.config.timeZone), app.config.timeZone)
  const due_reason = review.dueReason || known.round.due_reason
  const decision = decide(app, actor, known, 'approve_plan', { dueOn, round: { due_reason } })
  await carryOut(trx, app, actor, known, 'approve_plan', decision, {
    action: { due_on: dueOn, first_due_on: known.action.first_due_on ?? dueOn },
    round: {
      ...reviewed(app, actor),
      plan_verdict: 'approved',
      plan_reason: review.reason,
      due_on: dueOn,
      due_reason,
    },
    details: { due_on: dueOn, ...(review.reason ? { reason: review.reason } : {}) },
  })
}

/** The last day of the plan's steps, later by the days that the review took: the dealer's clock stood still meanwhile. */
export const proposedDue = (
  known: Pick<OpenedCase, 'action' | 'round' | 'steps'>,
  today: string,
  timeZone: string,
): string | null => {
  const last = lastStepDay(known.steps.filter((step) => step.round === known.action.round))
  if (last === null || known.round.planned_at === null) return last
  return addDays(last, Math.max(0, daysFrom(dayIn(known.round.planned_at, timeZone), today)))
}

export type ImplementationReview = { verdict: 'implemented' | 'returned'; reason: string }

/** Says whether what was planned was really done. Whether it helped is seen later, in the effectiveness check. */
export const reviewImplementation = (
  app: AppContext,
  actor: Actor,
  id: string,
  { verdict, reason }: ImplementationReview,
): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const verb = verdict === 'implemented' ? 'approve_implementation' : 'return_implementation'
    const decision = decide(app, actor, known, verb, { reason })
    const verified = {
      implementation_verdict: verdict,
      implementation_reason: reason,
      implementation_reviewed_by: actor.id,
      implementation_reviewed_at: app.now().toISOString(),
    }
    const { severity, today } = decision.facts
    const check_on = checkDay(severity, today)
    await carryOut(
      trx,
      app,
      actor,
      known,
      verb,
      decision,
      verdict === 'implemented'
        ? { action: { check_on }, round: verified, details: { check_on, ...(reason ? { reason } : {}) } }
        : // What the manager signed for was not enough, so it is signed anew.
          { round: { ...verified, cosigned_by: null, cosigned_at: null }, details: { reason } },
    )
  })

export type EffectCheck = {
  verdict: 'effective' | 'not_effective'
  valueBefore: string
  valueAfter: string
  note: string
  missCause: string
  photos: Uint8Array[]
}

/** Says whether it helped. Without effect, planning begins again in the next round and this one is kept as it is. */
export const checkEffect = async (app: AppContext, actor: Actor, id: string, input: EffectCheck): Promise<void> => {
  const verb = input.verdict === 'effective' ? 'find_effective' : 'find_not_effective'
  const texts = {
    value_before: input.valueBefore,
    value_after: input.valueAfter,
    effectiveness_note: input.note,
    miss_cause: input.verdict === 'effective' ? '' : input.missCause,
  }
  decide(app, actor, await getCase(app.db, actor, id), verb, { round: texts })
  const hashes = await storePhotos(app, actor, input.photos, 'photos')
  await app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, verb, { round: texts })
    const { action } = known
    const at = app.now().toISOString()
    await insertPhotos(
      trx,
      photoRows(app, actor, hashes, { action_id: id, round: action.round, step_id: null, purpose: 'effect' }),
    )
    const again = decision.round === 'next' ? againFrom(app, known, at) : null
    const round = {
      ...texts,
      effectiveness_verdict: input.verdict,
      effectiveness_checked_by: actor.id,
      effectiveness_checked_at: at,
    }
    await carryOut(trx, app, actor, known, verb, decision, {
      action: again ?? {},
      round,
      details: {
        ...(texts.value_after ? { before: texts.value_before, after: texts.value_after } : {}),
        ...(again ? { reason: texts.miss_cause, severity: again.severity } : {}),
      },
    })
    if (again) await insertRound(trx, nextRound(id, again.round, at, { ...known.round, ...round }))
  })
}

const againFrom = (app: AppContext, { action }: OpenedCase, at: string) => {
  const round = action.round + 1
  const severity = round >= graverFromRound ? oneUp(action.severity) : action.severity
  return { round, severity, ...duesOfPlanning(severity, at, app.config.timeZone), due_on: null, check_on: null }
}
