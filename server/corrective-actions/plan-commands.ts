import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import type { ActionStepRow } from '../db/schema.ts'
import { Problem } from '../problem.ts'
import { carryOut, decide, getCase, type OpenedCase, takeCase } from './case.ts'
import { photoRows, storePhotos } from './photos.ts'
import { type PlanTexts, planTexts, planVersion } from './plan-version.ts'
import { type DealerPerson, insertPhotos, listDealerPeople, replaceSteps } from './store.ts'

/** Says which person of the dealership answers for the action. One person, never a department. */
export const assignOwner = (app: AppContext, actor: Actor, id: string, ownerId: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'assign_owner')
    const people = await listDealerPeople(trx, known.action.dealer_id)
    if (!people.some((person) => person.id === ownerId)) {
      throw new Problem('bad_input', 'form.not_offered', {}, [{ field: 'owner_id', word: 'form.not_offered' }])
    }
    if (known.action.owner_id === ownerId) return
    await carryOut(trx, app, actor, known, 'assign_owner', decision, {
      action: { owner_id: ownerId },
      details: { owner: ownerId, was: known.action.owner_id },
    })
  })

export type PlanStep = Pick<ActionStepRow, 'what' | 'person_name' | 'due_on' | 'evidence_wanted'>
export type PlanInput = {
  /** What the form had fields for; the rest of the draft stays. */
  texts: Partial<PlanTexts>
  steps?: PlanStep[]
  /** Photos of the containment. */
  photos: Uint8Array[]
  /** The draft that the form was made from, by `planVersion`; null where nobody looked at one. */
  seen: string | null
}

/** Saves a draft, as incomplete as it may be. Refused when someone else changed the draft since it was read. */
export const savePlan = async (app: AppContext, actor: Actor, id: string, input: PlanInput): Promise<void> => {
  decide(app, actor, await getCase(app.db, actor, id), 'save_plan')
  const hashes = await storePhotos(app, actor, input.photos, 'containment_photos')
  await app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'save_plan')
    const { round } = known.action
    const drafted = known.steps.filter((step) => step.round === round)
    const texts = { ...known.round, ...input.texts }
    const steps = input.steps ?? drafted
    const stored = planVersion(known.round, drafted)
    const isSame = planVersion(texts, steps) === stored
    if (isSame && hashes.length === 0) return
    if (!isSame && input.seen !== null && input.seen !== stored) throw new Problem('conflict', 'action.plan_changed')
    if (input.steps) {
      const people = await listDealerPeople(trx, known.action.dealer_id)
      const rows = input.steps.map((step, index) => stepRow(app, known, step, index, people))
      await replaceSteps(trx, id, round, rows)
    }
    const place = { action_id: id, round, step_id: null, purpose: 'containment' as const }
    await insertPhotos(trx, photoRows(app, actor, hashes, place))
    const isContained = known.round.containment === '' && texts.containment !== ''
    await carryOut(trx, app, actor, known, 'save_plan', decision, {
      round: Object.fromEntries(planTexts.map((name) => [name, texts[name]])),
      details: { ...(isContained ? { contained: true } : {}), ...(hashes.length > 0 ? { photos: hashes.length } : {}) },
    })
  })
}

/** A person of the dealership who is named is tied to their account; anyone else is a name. */
const stepRow = (
  app: AppContext,
  known: OpenedCase,
  step: PlanStep,
  index: number,
  people: readonly DealerPerson[],
): ActionStepRow => {
  const [person, ...namesakes] = people.filter((one) => one.name === step.person_name)
  return {
    id: app.newId(),
    action_id: known.action.id,
    round: known.action.round,
    position: index + 1,
    ...step,
    person_id: namesakes.length === 0 && person ? person.id : null,
    state: 'open',
    note: '',
    settled_by: null,
    settled_at: null,
  }
}

/** Hands the saved plan in for review. */
export const submitPlan = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'submit_plan')
    const { round, facts } = { round: known.round, facts: decision.facts }
    await carryOut(trx, app, actor, known, 'submit_plan', decision, {
      round: {
        planned_by: actor.id,
        planned_at: app.now().toISOString(),
        plan_verdict: '',
        plan_reason: '',
        plan_reviewed_by: null,
        plan_reviewed_at: null,
      },
      // A returned plan is rewritten, so what was handed in each time stays here.
      details: {
        cause_class: round.cause_class,
        plan: Object.fromEntries(planTexts.flatMap((name) => (round[name] ? [[name, round[name]]] : []))),
        steps: facts.steps.map(({ what, person_name, due_on }) => ({ what, person: person_name, due_on })),
      },
    })
  })
