import type { Kysely } from 'kysely'
import { type Actor, can, type Verb } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { dayIn } from '../days.ts'
import type { ActionRoundRow, ActionState, ActionStepRow, CorrectiveActionRow, Database } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { type FieldProblem, Problem, type ProblemCode } from '../problem.ts'
import {
  type ActionVerb,
  type Facts,
  next,
  type Refusal,
  refusalFields,
  type StepFacts,
  transitions,
} from './states.ts'
import {
  type ActionCase,
  type ActionPhoto,
  findAction,
  listPhotos,
  listRounds,
  listSteps,
  lockAction,
  moveAction,
  updateRound,
} from './store.ts'

type Db = Kysely<Database>

/** An action with everything that was written in its rounds. */
export type OpenedCase = {
  action: ActionCase
  rounds: ActionRoundRow[]
  /** The present round. */
  round: ActionRoundRow
  steps: ActionStepRow[]
  photos: ActionPhoto[]
}

/** Opens an action for someone; what they may not see does not exist. */
export const getCase = async (db: Db, actor: Actor, id: string): Promise<OpenedCase> => {
  const action = await findAction(db, id)
  if (!action || !can(actor, 'action.see', action.facts)) throw new Problem('not_found', 'general.problem.not_found')
  const rounds = await listRounds(db, id)
  const round = rounds.find((one) => one.round === action.round)
  if (!round) throw new Error(`action ${id} has no round ${action.round}`)
  return { action, rounds, round, steps: await listSteps(db, id), photos: await listPhotos(db, id) }
}

/** As `getCase`, for changing it: others who want to change the same action wait until this transaction is over. */
export const takeCase = async (trx: Trx, actor: Actor, id: string): Promise<OpenedCase> => {
  await lockAction(trx, id)
  return getCase(trx, actor, id)
}

/** What someone typed with a step: merged into the facts before the guards look at them. */
export type Typed = {
  round?: Partial<ActionRoundRow>
  /** The step of the plan that is being settled, and with what. */
  step?: { id: string; note?: string; photos?: number }
  reason?: string
  dueOn?: string | null
}

export const stepFacts = (known: OpenedCase, round = known.action.round): (StepFacts & { id: string })[] =>
  known.steps
    .filter((step) => step.round === round)
    .map((step) => ({ ...step, photos: known.photos.filter((photo) => photo.step_id === step.id).length }))

export const factsOf = (app: AppContext, actor: Actor, known: OpenedCase, typed: Typed = {}): Facts => {
  const { action, photos } = known
  const steps = stepFacts(known)
  const step = steps.find((one) => one.id === typed.step?.id)
  return {
    by: actor.id,
    today: dayIn(app.now(), app.config.timeZone),
    severity: action.severity,
    isRepeat: action.repeat_count > 0,
    capaDays: action.capa_days,
    checkOn: action.check_on,
    round: { ...known.round, ...typed.round },
    steps,
    containmentPhotos: photos.filter((photo) => photo.purpose === 'containment').length,
    step: step && {
      ...step,
      note: typed.step?.note || step.note,
      photos: step.photos + (typed.step?.photos ?? 0),
    },
    reason: typed.reason ?? '',
    dueOn: typed.dueOn ?? null,
  }
}

type ActionPermission = Extract<Verb, `action.${string}`>
const permissionOf = (verb: ActionVerb): ActionPermission | null => {
  const who = transitions.find((one) => one.verb === verb)?.who
  return (who as ActionPermission | null | undefined) ?? null
}

/** May this person take this step at all, whatever its state? */
export const mayDo = (actor: Actor, verb: ActionVerb, action: ActionCase, personId: string | null = null): boolean => {
  const permission = permissionOf(verb)
  return permission !== null && can(actor, permission as 'action.settle', { ...action.facts, personId })
}

export type Decision = { from: ActionState; to: ActionState; round: 'same' | 'next'; facts: Facts }

/** Asks who may and whether it is possible; throws what stands in the way, each sentence at its field. */
export const decide = (
  app: AppContext,
  actor: Actor,
  known: OpenedCase,
  verb: ActionVerb,
  typed: Typed = {},
): Decision => {
  const facts = factsOf(app, actor, known, typed)
  if (!mayDo(actor, verb, known.action, facts.step?.person_id)) {
    throw new Problem('not_allowed', 'general.problem.not_allowed')
  }
  const outcome = next(known.action.state, verb, facts)
  if ('to' in outcome) return { from: known.action.state, to: outcome.to, round: outcome.round, facts }
  throw problemOf(outcome.refusals)
}

const personal = new Set<Refusal['code']>(['own_plan', 'own_work'])

const codeOf = (refusals: readonly Refusal[]): ProblemCode => {
  if (refusals.some(({ code }) => personal.has(code))) return 'not_allowed'
  return refusals.some(({ code }) => refusalFields[code] === '') ? 'wrong_state' : 'bad_input'
}

/** The refusals as one problem: the first names it, all stand at their fields. */
const problemOf = (refusals: readonly [Refusal, ...Refusal[]]): Problem => {
  const fields = refusals.map(
    ({ code, params }): FieldProblem => ({
      field: refusalFields[code].replace('{n}', String(params?.step ?? 1)),
      word: `action.refusal.${code}`,
      params,
    }),
  )
  return new Problem(codeOf(refusals), `action.refusal.${refusals[0].code}`, refusals[0].params, fields)
}

/** What a step changes, and what the log says about it beyond verb, round, from and to. */
export type Change = {
  action?: Partial<CorrectiveActionRow>
  round?: Partial<ActionRoundRow>
  details?: Record<string, unknown>
}

/** Writes a step that was decided: only if nobody moved the action meanwhile, with its entry in the log. */
export const carryOut = async (
  trx: Trx,
  app: AppContext,
  actor: Actor,
  known: OpenedCase,
  verb: ActionVerb,
  decision: Decision,
  change: Change = {},
): Promise<void> => {
  const at = app.now().toISOString()
  const { id, round } = known.action
  const moved = decision.to === decision.from ? { state: decision.to } : { state: decision.to, moved_at: at }
  if (!(await moveAction(trx, known.action, { ...moved, ...change.action }))) {
    throw new Problem('conflict', 'general.problem.moved_on')
  }
  if (change.round) await updateRound(trx, id, round, change.round)
  const { from, to } = decision
  await record(trx, {
    id: app.newTimeId(),
    at,
    actor,
    verb: `action.${verb}`,
    subject: { type: 'action', id },
    details: { round, ...(from === to ? {} : { from, to }), ...change.details },
  })
}
