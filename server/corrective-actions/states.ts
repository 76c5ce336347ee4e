import type { Verb as Permission } from '../access/can.ts'
import { addDays } from '../days.ts'
import type { ActionRoundRow, ActionState, ActionStepRow, Severity } from '../db/schema.ts'
import { daysAllowed, policy } from './due.ts'

/** What people do to a corrective action. */
export type ActionVerb =
  | 'assign_owner'
  | 'save_plan'
  | 'submit_plan'
  | 'approve_plan'
  | 'return_plan'
  | 'complete_step'
  | 'cancel_step'
  | 'cosign'
  | 'submit_implementation'
  | 'approve_implementation'
  | 'return_implementation'
  | 'find_effective'
  | 'find_not_effective'
  | 'standardise'
  | 'close'
  | 'reopen'
  | 'void'

/** `who`: the permission it takes; `null`: nobody's click, the release of an audit does it. `round: 'next'`: the old round is kept. */
export type Transition = {
  verb: ActionVerb
  from: ActionState
  to: ActionState
  who: Permission | null
  round?: 'next'
}

const open: readonly ActionState[] = [
  'planning',
  'plan_review',
  'doing',
  'implementation_review',
  'effectiveness_check',
  'standardising',
]

/** The life of a corrective action (PDCA), one row per step that anyone may take. */
export const transitions: readonly Transition[] = [
  { verb: 'save_plan', from: 'planning', to: 'planning', who: 'action.plan' },
  { verb: 'submit_plan', from: 'planning', to: 'plan_review', who: 'action.plan' },
  { verb: 'approve_plan', from: 'plan_review', to: 'doing', who: 'action.verify' },
  { verb: 'return_plan', from: 'plan_review', to: 'planning', who: 'action.verify' },
  { verb: 'complete_step', from: 'doing', to: 'doing', who: 'action.settle' },
  { verb: 'cancel_step', from: 'doing', to: 'doing', who: 'action.do' },
  { verb: 'cosign', from: 'doing', to: 'doing', who: 'action.cosign' },
  { verb: 'submit_implementation', from: 'doing', to: 'implementation_review', who: 'action.do' },
  { verb: 'approve_implementation', from: 'implementation_review', to: 'effectiveness_check', who: 'action.verify' },
  { verb: 'return_implementation', from: 'implementation_review', to: 'doing', who: 'action.verify' },
  { verb: 'find_effective', from: 'effectiveness_check', to: 'standardising', who: 'action.verify' },
  { verb: 'find_not_effective', from: 'effectiveness_check', to: 'planning', who: 'action.verify', round: 'next' },
  { verb: 'standardise', from: 'standardising', to: 'standardising', who: 'action.standardise' },
  { verb: 'close', from: 'standardising', to: 'closed', who: 'action.close' },
  { verb: 'reopen', from: 'closed', to: 'planning', who: null, round: 'next' },
  ...open.map((state): Transition => ({ verb: 'assign_owner', from: state, to: state, who: 'action.assign' })),
  ...open.map((state): Transition => ({ verb: 'void', from: state, to: 'void', who: 'action.void' })),
]

/** A finding put right on the spot, with photos of before and after, needs no plan: only its effect is checked. */
export const firstState = (fixedOnSpot: boolean): ActionState => (fixedOnSpot ? 'effectiveness_check' : 'planning')

export type StepFacts = Pick<
  ActionStepRow,
  'what' | 'person_name' | 'due_on' | 'state' | 'note' | 'person_id' | 'settled_by'
> & { photos: number }

/**
 * What the guards look at. `round` and `steps` are as they would be after the step: what was just typed is in them.
 * `today` is a day of the time zone.
 */
export type Facts = {
  by: string
  today: string
  severity: Severity
  isRepeat: boolean
  capaDays: number
  checkOn: string | null
  round: ActionRoundRow
  steps: readonly StepFacts[]
  /** Photos of the containment, of any round. */
  containmentPhotos: number
  /** The step that is being settled. */
  step?: StepFacts
  /** Why: of a return, a cancelled step, a declaration as void. */
  reason: string
  /** The due day that an approval would set. */
  dueOn: string | null
}

/** Every way in which a guard can refuse, with the field of the form that the sentence belongs to. */
export const refusalFields = {
  wrong_state: '',
  containment_missing: 'containment',
  containment_photo_missing: 'containment_photos',
  cause_missing: 'cause',
  cause_class_missing: 'cause_class',
  cause_source_missing: 'cause_source',
  what_missing: 'what',
  why_missing: 'why',
  where_missing: 'where_text',
  when_missing: 'when_text',
  who_missing: 'who',
  how_missing: 'how',
  target_missing: 'target',
  target_unit_missing: 'target_unit',
  baseline_missing: 'baseline',
  target_value_missing: 'target_value',
  check_method_missing: 'check_method',
  step_missing: 'step_1_what',
  step_what_missing: 'step_{n}_what',
  step_person_missing: 'step_{n}_person',
  step_day_missing: 'step_{n}_due_on',
  step_day_past: 'step_{n}_due_on',
  due_reason_missing: 'due_reason',
  due_day_past: 'due_on',
  own_plan: '',
  reason_missing: 'reason',
  step_settled: '',
  evidence_missing: 'note',
  steps_open: '',
  nothing_done: '',
  not_critical: '',
  cosigned_already: '',
  cosign_missing: '',
  own_work: '',
  too_early: '',
  value_before_missing: 'value_before',
  value_after_missing: 'value_after',
  miss_cause_missing: 'miss_cause',
  standard_missing: 'standard',
  training_missing: 'training',
  read_across_missing: 'read_across',
  lesson_missing: 'standard',
  not_standardised: '',
} as const
export type RefusalCode = keyof typeof refusalFields
export type Refusal = { code: RefusalCode; params?: Record<string, string | number> }

export type Outcome = { to: ActionState; round: 'same' | 'next'; refusals: [] } | { refusals: [Refusal, ...Refusal[]] }

/** May the action take this step, and where does it lead? All that stands in the way is named, not only the first. */
export const next = (state: ActionState, verb: ActionVerb, facts: Facts): Outcome => {
  const transition = transitions.find((one) => one.verb === verb && one.from === state)
  if (!transition) return { refusals: [{ code: 'wrong_state' }] }
  const [first, ...others] = guards[verb](facts)
  if (first) return { refusals: [first, ...others] }
  return { to: transition.to, round: transition.round ?? 'same', refusals: [] }
}

/** Minor findings have a short form: cause class, one step, person, day. */
export const isShortForm = (severity: Severity): boolean => severity === 'minor' || severity === 'observation'

/** Where a number before and after must show the effect. */
export const needsFigures = (facts: Pick<Facts, 'severity' | 'isRepeat'>): boolean =>
  !isShortForm(facts.severity) || facts.isRepeat

/** The last day of a plan's steps. */
export const lastStepDay = (steps: readonly Pick<StepFacts, 'due_on'>[]): string | null =>
  steps.reduce<string | null>((last, { due_on }) => (due_on && (!last || due_on > last) ? due_on : last), null)

/** The first day on which the effect of an approved implementation can be checked. */
export const checkDay = (severity: Severity, approvedOn: string): string =>
  addDays(approvedOn, policy[severity].checkDays)

const missing = (checks: [text: string, code: RefusalCode][]): Refusal[] =>
  checks.filter(([text]) => text.trim() === '').map(([, code]) => ({ code }))
const when = (refused: boolean, code: RefusalCode, params?: Refusal['params']): Refusal[] =>
  refused ? [{ code, params }] : []
/** The steps of which something is refused, by their number from 1. */
const eachStep = (steps: readonly StepFacts[], isRefused: (step: StepFacts) => boolean, code: RefusalCode): Refusal[] =>
  steps.flatMap((step, index) => (isRefused(step) ? [{ code, params: { step: index + 1 } }] : []))
const none = (): Refusal[] => []

const needsReason = ({ reason }: Facts) => missing([[reason, 'reason_missing']])

/** Steps have words, a person and a day that is not over; a plan that takes longer than the policy says why. */
const steps = ({ steps, today, severity, capaDays, round }: Facts): Refusal[] => {
  const days = daysAllowed(severity, capaDays)
  const last = lastStepDay(steps)
  return [
    ...when(steps.length === 0, 'step_missing'),
    ...eachStep(steps, (step) => step.what.trim() === '', 'step_what_missing'),
    ...eachStep(steps, (step) => step.person_name.trim() === '', 'step_person_missing'),
    ...eachStep(steps, (step) => step.due_on === '', 'step_day_missing'),
    ...eachStep(steps, (step) => step.due_on !== '' && step.due_on < today, 'step_day_past'),
    ...when(last !== null && last > addDays(today, days) && round.due_reason.trim() === '', 'due_reason_missing', {
      days,
    }),
  ]
}

const plan = (facts: Facts): Refusal[] => {
  const { round, severity, containmentPhotos } = facts
  if (isShortForm(severity)) return [...missing([[round.cause_class, 'cause_class_missing']]), ...steps(facts)]
  return [
    ...missing([[round.containment, 'containment_missing']]),
    ...when(severity === 'critical' && containmentPhotos === 0, 'containment_photo_missing'),
    ...missing([
      [round.cause, 'cause_missing'],
      [round.cause_class, 'cause_class_missing'],
      [round.cause_source, 'cause_source_missing'],
      [round.what, 'what_missing'],
      [round.why, 'why_missing'],
      [round.where_text, 'where_missing'],
      [round.when_text, 'when_missing'],
      [round.who, 'who_missing'],
      [round.how, 'how_missing'],
    ]),
    ...steps(facts),
    ...missing([
      [round.target, 'target_missing'],
      [round.target_unit, 'target_unit_missing'],
      [round.baseline, 'baseline_missing'],
      [round.target_value, 'target_value_missing'],
      [round.check_method, 'check_method_missing'],
    ]),
  ]
}

/** Nobody approves a plan of their own. */
const notOwnPlan = ({ round, by }: Facts) => when(round.planned_by === by, 'own_plan')

const planApproval = (facts: Facts): Refusal[] => {
  const { dueOn, today, severity, capaDays, round } = facts
  const days = daysAllowed(severity, capaDays)
  return [
    ...notOwnPlan(facts),
    ...when(dueOn === null || dueOn < today, 'due_day_past'),
    ...when(dueOn !== null && dueOn > addDays(today, days) && round.due_reason.trim() === '', 'due_reason_missing', {
      days,
    }),
  ]
}

const hasEvidence = (step: StepFacts) => step.note.trim() !== '' || step.photos > 0

const stepCompletion = ({ step }: Facts): Refusal[] => [
  ...when(step?.state === 'cancelled', 'step_settled'),
  ...when(!step || !hasEvidence(step), 'evidence_missing'),
]
const stepCancellation = (facts: Facts): Refusal[] => [
  ...when(facts.step?.state !== 'open', 'step_settled'),
  ...needsReason(facts),
]

/** Every step done with evidence, or cancelled with a reason; and at least one really done. */
const settled = ({ steps }: Facts): Refusal[] => {
  const open = steps.filter((step) => step.state === 'open' || (step.state === 'done' && !hasEvidence(step))).length
  return [
    ...when(open > 0, 'steps_open', { n: open }),
    ...when(open === 0 && !steps.some((step) => step.state === 'done'), 'nothing_done'),
  ]
}

const cosignature = (facts: Facts): Refusal[] => [
  ...when(facts.severity !== 'critical', 'not_critical'),
  ...when(facts.round.cosigned_by !== null, 'cosigned_already'),
  ...settled(facts),
]

const implementation = (facts: Facts): Refusal[] => [
  ...settled(facts),
  ...when(facts.severity === 'critical' && facts.round.cosigned_by === null, 'cosign_missing'),
]

/** Nobody verifies what they did, signed for or submitted themselves. */
const notOwnWork = ({ by, round, steps }: Facts) =>
  when(
    [round.done_by, round.cosigned_by, ...steps.flatMap((step) => [step.settled_by, step.person_id])].includes(by),
    'own_work',
  )

const effect = (facts: Facts): Refusal[] => {
  const { checkOn, today, round } = facts
  return [
    ...notOwnWork(facts),
    ...when(checkOn !== null && today < checkOn, 'too_early', { day: checkOn ?? '' }),
    ...(needsFigures(facts)
      ? missing([
          [round.value_before, 'value_before_missing'],
          [round.value_after, 'value_after_missing'],
        ])
      : []),
  ]
}

const lesson = ({ severity, round }: Facts): Refusal[] =>
  isShortForm(severity)
    ? missing([[round.standard + round.training + round.read_across, 'lesson_missing']])
    : missing([
        [round.standard, 'standard_missing'],
        [round.training, 'training_missing'],
        [round.read_across, 'read_across_missing'],
      ])

/** What must hold before each step. */
const guards: Record<ActionVerb, (facts: Facts) => Refusal[]> = {
  assign_owner: none,
  save_plan: none,
  submit_plan: plan,
  approve_plan: planApproval,
  return_plan: (facts) => [...notOwnPlan(facts), ...needsReason(facts)],
  complete_step: stepCompletion,
  cancel_step: stepCancellation,
  cosign: cosignature,
  submit_implementation: implementation,
  approve_implementation: notOwnWork,
  return_implementation: (facts) => [...notOwnWork(facts), ...needsReason(facts)],
  find_effective: effect,
  find_not_effective: (facts) => [...effect(facts), ...missing([[facts.round.miss_cause, 'miss_cause_missing']])],
  standardise: lesson,
  close: (facts) => [...when(facts.round.standardised_at === null, 'not_standardised'), ...lesson(facts)],
  reopen: none,
  void: needsReason,
}
