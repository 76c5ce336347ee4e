import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import { Problem } from '../problem.ts'
import { carryOut, decide, getCase, type OpenedCase, takeCase } from './case.ts'
import { photoRows, storePhotos } from './photos.ts'
import { insertPhotos, updateStep } from './store.ts'

/** Doing, standardising and closing; planning and reviewing have files of their own. */

export type Completion = { note: string; photos: Uint8Array[] }

/** A step of the present round, for those who may see the action. */
export const stepOf = (known: OpenedCase, stepId: string) => {
  const step = known.steps.find((one) => one.id === stepId && one.round === known.action.round)
  if (!step) throw new Problem('not_found', 'general.problem.not_found')
  return step
}

/** Settles a step with its evidence; done again, it adds to the evidence of a step that is done. */
export const completeStep = async (
  app: AppContext,
  actor: Actor,
  id: string,
  stepId: string,
  { note, photos }: Completion,
): Promise<void> => {
  const asked = await getCase(app.db, actor, id)
  stepOf(asked, stepId)
  const typed = { step: { id: stepId, note, photos: photos.length } }
  decide(app, actor, asked, 'complete_step', typed)
  const hashes = await storePhotos(app, actor, photos, 'photos')
  await app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const step = stepOf(known, stepId)
    const decision = decide(app, actor, known, 'complete_step', typed)
    const at = app.now().toISOString()
    await updateStep(trx, stepId, { state: 'done', note: note || step.note, settled_by: actor.id, settled_at: at })
    const place = { action_id: id, round: known.action.round, step_id: stepId, purpose: 'step' as const }
    await insertPhotos(trx, photoRows(app, actor, hashes, place))
    await carryOut(trx, app, actor, known, 'complete_step', decision, {
      ...unsigned,
      details: { step: step.position, photos: hashes.length, ...(note ? { note } : {}) },
    })
  })
}

export const cancelStep = (app: AppContext, actor: Actor, id: string, stepId: string, reason: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const step = stepOf(known, stepId)
    const decision = decide(app, actor, known, 'cancel_step', { step: { id: stepId }, reason })
    const at = app.now().toISOString()
    await updateStep(trx, stepId, { state: 'cancelled', note: reason, settled_by: actor.id, settled_at: at })
    await carryOut(trx, app, actor, known, 'cancel_step', decision, {
      ...unsigned,
      details: { step: step.position, reason },
    })
  })

/** The manager signed for other evidence than there is now. */
const unsigned = { round: { cosigned_by: null, cosigned_at: null } }

/** The dealer manager stands for a critical one in person. */
export const cosign = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'cosign')
    await carryOut(trx, app, actor, known, 'cosign', decision, {
      round: { cosigned_by: actor.id, cosigned_at: app.now().toISOString() },
    })
  })

export const submitImplementation = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'submit_implementation')
    await carryOut(trx, app, actor, known, 'submit_implementation', decision, {
      round: {
        done_by: actor.id,
        done_at: app.now().toISOString(),
        implementation_verdict: '',
        implementation_reason: '',
        implementation_reviewed_by: null,
        implementation_reviewed_at: null,
      },
    })
  })

export type Lesson = { standard: string; training: string; read_across: string }

/** Writes down what keeps the effect: the changed standard, who was trained, where else it applies. */
export const standardise = (app: AppContext, actor: Actor, id: string, lesson: Lesson): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'standardise', { round: lesson })
    await carryOut(trx, app, actor, known, 'standardise', decision, {
      round: { ...lesson, standardised_by: actor.id, standardised_at: app.now().toISOString() },
    })
  })

export const closeAction = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'close')
    await carryOut(trx, app, actor, known, 'close', decision, { action: { closed_at: app.now().toISOString() } })
  })

/** Declares an action void: the finding did not hold, or another action covers it. */
export const voidAction = (app: AppContext, actor: Actor, id: string, reason: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'void', { reason })
    await carryOut(trx, app, actor, known, 'void', decision, { action: { void_reason: reason }, details: { reason } })
  })
