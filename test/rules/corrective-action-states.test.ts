import { describe, expect, it } from 'vitest'
import { type Actor, can, type Role, roles, type StepFacts as StepPermissionFacts } from '../../server/access/can.ts'
import { emptyRound } from '../../server/corrective-actions/round.ts'
import {
  type ActionVerb,
  checkDay,
  type Facts,
  firstState,
  lastStepDay,
  next,
  type RefusalCode,
  refusalFields,
  type StepFacts,
  transitions,
} from '../../server/corrective-actions/states.ts'
import type { ActionRoundRow, ActionState, Severity } from '../../server/db/schema.ts'

const states: ActionState[] = [
  'planning',
  'plan_review',
  'doing',
  'implementation_review',
  'effectiveness_check',
  'standardising',
  'closed',
  'void',
]
const today = '2026-11-18'

/** Where each verb leads from which states; everything else is refused. */
const ways: Record<ActionVerb, Partial<Record<ActionState, ActionState>>> = {
  assign_owner: {
    planning: 'planning',
    plan_review: 'plan_review',
    doing: 'doing',
    implementation_review: 'implementation_review',
    effectiveness_check: 'effectiveness_check',
    standardising: 'standardising',
  },
  save_plan: { planning: 'planning' },
  submit_plan: { planning: 'plan_review' },
  approve_plan: { plan_review: 'doing' },
  return_plan: { plan_review: 'planning' },
  complete_step: { doing: 'doing' },
  cancel_step: { doing: 'doing' },
  cosign: { doing: 'doing' },
  submit_implementation: { doing: 'implementation_review' },
  approve_implementation: { implementation_review: 'effectiveness_check' },
  return_implementation: { implementation_review: 'doing' },
  find_effective: { effectiveness_check: 'standardising' },
  find_not_effective: { effectiveness_check: 'planning' },
  standardise: { standardising: 'standardising' },
  close: { standardising: 'closed' },
  reopen: { closed: 'planning' },
  void: {
    planning: 'void',
    plan_review: 'void',
    doing: 'void',
    implementation_review: 'void',
    effectiveness_check: 'void',
    standardising: 'void',
  },
}
const verbs = Object.keys(ways) as ActionVerb[]

const doneStep: StepFacts = {
  what: '配扭力扳手',
  person_name: '方磊',
  person_id: 'staff',
  due_on: '2026-11-25',
  state: 'done',
  note: '已配 3 把',
  settled_by: 'staff',
  photos: 0,
}

/** Everything is written that any verb asks for. */
const full = (severity: Severity, change: Partial<Facts> = {}, round: Partial<ActionRoundRow> = {}): Facts => ({
  by: 'reviewer',
  today,
  severity,
  isRepeat: false,
  capaDays: 14,
  checkOn: today,
  steps: [doneStep],
  containmentPhotos: 1,
  step: { ...doneStep, state: 'open' },
  reason: '依据不足',
  dueOn: '2026-11-30',
  round: {
    ...emptyRound('action', 1, '2026-11-01T00:00:00.000Z'),
    containment: '逐车复紧',
    cause: '扳手不够',
    cause_class: 'can',
    cause_source: 'occurrence',
    what: '每张工单记录扭矩',
    why: '扳手不够',
    where_text: '1–8 号工位',
    when_text: '11-25 前',
    who: '车间主任',
    how: '补购',
    target: '抽 10 张全部有记录',
    target_unit: '张',
    baseline: '4',
    target_value: '10',
    check_method: 're_audit',
    planned_by: 'manager',
    cosigned_by: 'manager',
    done_by: 'manager',
    value_before: '4',
    value_after: '10',
    miss_cause: '忙时排不到扳手',
    standard: '工单改版',
    training: '8 人',
    read_across: '钣喷车间',
    standardised_at: '2026-11-18T00:00:00.000Z',
    ...round,
  },
  ...change,
})

const codes = (state: ActionState, verb: ActionVerb, facts: Facts): RefusalCode[] =>
  next(state, verb, facts).refusals.map(({ code }) => code)

describe('where each step leads', () => {
  for (const state of states) {
    for (const verb of verbs) {
      const to = ways[verb][state]
      it(`${verb} in ${state} ${to ? `leads to ${to}` : 'is refused'}`, () => {
        const facts = full('critical', {}, verb === 'cosign' ? { cosigned_by: null } : {})
        const outcome = next(state, verb, facts)
        if (to) expect(outcome).toMatchObject({ to, refusals: [] })
        else expect(outcome).toEqual({ refusals: [{ code: 'wrong_state' }] })
      })
    }
  }

  it('begins a new round without effect and when a closed one is reopened, else never', () => {
    const rounds = transitions.filter((one) => one.round === 'next').map(({ verb }) => verb)
    expect(rounds).toEqual(['find_not_effective', 'reopen'])
    expect(next('effectiveness_check', 'find_not_effective', full('major'))).toMatchObject({ round: 'next' })
    expect(next('effectiveness_check', 'find_effective', full('major'))).toMatchObject({ round: 'same' })
  })

  it('starts with a plan, or with the effectiveness check of what was put right on the spot', () => {
    expect(firstState(false)).toBe('planning')
    expect(firstState(true)).toBe('effectiveness_check')
  })
})

describe('who may take each step', () => {
  const dealer: Role[] = ['dealer_manager', 'dealer_staff']
  const reviewers: Role[] = ['auditor', 'head_office', 'region_manager']
  const allowed: Record<ActionVerb, Role[]> = {
    assign_owner: ['dealer_manager'],
    save_plan: dealer,
    submit_plan: dealer,
    approve_plan: reviewers,
    return_plan: reviewers,
    complete_step: dealer,
    cancel_step: dealer,
    cosign: ['dealer_manager'],
    submit_implementation: dealer,
    approve_implementation: reviewers,
    return_implementation: reviewers,
    find_effective: reviewers,
    find_not_effective: reviewers,
    standardise: dealer,
    close: ['dealer_manager', 'head_office'],
    reopen: [],
    void: ['auditor', 'head_office'],
  }
  const action: StepPermissionFacts = {
    dealerId: 'd1',
    regionPath: '/cn/east/',
    state: 'planning',
    ownerId: 'me',
    stepPersonIds: [],
    personId: null,
  }
  const actorOf = (role: Role, near: boolean): Actor => ({
    id: 'me',
    role,
    dealerIds: [near ? 'd1' : 'd2'],
    regionPaths: [near ? '/cn/east/' : '/cn/west/'],
  })
  const mayTake = (actor: Actor, verb: ActionVerb, thing = action) => {
    const who = transitions.find((one) => one.verb === verb)?.who
    return who ? can(actor, who as 'action.settle', thing) : false
  }

  for (const verb of verbs) {
    it(`${verb}: ${allowed[verb].join(', ') || 'nobody by hand'}`, () => {
      expect(roles.filter((role) => mayTake(actorOf(role, true), verb)).sort()).toEqual([...allowed[verb]].sort())
      expect(
        roles.filter((role) => role !== 'head_office' && mayTake(actorOf(role, false), verb)),
        'of another dealer or region',
      ).toEqual([])
    })
  }

  it('lets staff settle their own step only, and answer for the whole only as its owner', () => {
    const staff = actorOf('dealer_staff', true)
    const others = { ...action, ownerId: 'someone', stepPersonIds: ['me'] }
    expect(mayTake(staff, 'complete_step', { ...others, personId: 'me' })).toBe(true)
    expect(mayTake(staff, 'complete_step', { ...others, personId: 'someone' })).toBe(false)
    expect(mayTake(staff, 'submit_implementation', others)).toBe(false)
    expect(can(staff, 'action.see', others)).toBe(true)
    expect(can(staff, 'action.see', { ...others, stepPersonIds: [] })).toBe(false)
  })
})

/** One thing missing: the verb, the state, what is changed in full facts, and the only refusals then. */
type Case = [
  what: string,
  state: ActionState,
  verb: ActionVerb,
  severity: Severity,
  change: Partial<Facts>,
  round: Partial<ActionRoundRow>,
  refused: RefusalCode[],
]
const openStep: StepFacts = { ...doneStep, state: 'open', note: '', settled_by: null }
const cancelled: StepFacts = { ...doneStep, state: 'cancelled', note: '不再需要' }

const cases: Case[] = [
  ['a plan without containment', 'planning', 'submit_plan', 'major', {}, { containment: ' ' }, ['containment_missing']],
  [
    'a critical one without a photo of it',
    'planning',
    'submit_plan',
    'critical',
    { containmentPhotos: 0 },
    {},
    ['containment_photo_missing'],
  ],
  ['a major one needs no photo', 'planning', 'submit_plan', 'major', { containmentPhotos: 0 }, {}, []],
  ['a plan without cause', 'planning', 'submit_plan', 'major', {}, { cause: '' }, ['cause_missing']],
  ['a plan without cause class', 'planning', 'submit_plan', 'major', {}, { cause_class: '' }, ['cause_class_missing']],
  [
    'a plan without cause source',
    'planning',
    'submit_plan',
    'major',
    {},
    { cause_source: '' },
    ['cause_source_missing'],
  ],
  ['a plan without what', 'planning', 'submit_plan', 'major', {}, { what: '' }, ['what_missing']],
  ['a plan without why', 'planning', 'submit_plan', 'major', {}, { why: '' }, ['why_missing']],
  ['a plan without where', 'planning', 'submit_plan', 'major', {}, { where_text: '' }, ['where_missing']],
  ['a plan without when', 'planning', 'submit_plan', 'major', {}, { when_text: '' }, ['when_missing']],
  ['a plan without who', 'planning', 'submit_plan', 'major', {}, { who: '' }, ['who_missing']],
  ['a plan without how', 'planning', 'submit_plan', 'major', {}, { how: '' }, ['how_missing']],
  ['a plan without steps', 'planning', 'submit_plan', 'major', { steps: [] }, {}, ['step_missing']],
  [
    'a step without words',
    'planning',
    'submit_plan',
    'major',
    { steps: [{ ...openStep, what: '' }] },
    {},
    ['step_what_missing'],
  ],
  [
    'a step without a person',
    'planning',
    'submit_plan',
    'major',
    { steps: [{ ...openStep, person_name: '' }] },
    {},
    ['step_person_missing'],
  ],
  [
    'a step without a day',
    'planning',
    'submit_plan',
    'major',
    { steps: [{ ...openStep, due_on: '' }] },
    {},
    ['step_day_missing'],
  ],
  [
    'a step for yesterday',
    'planning',
    'submit_plan',
    'major',
    { steps: [{ ...openStep, due_on: '2026-11-17' }] },
    {},
    ['step_day_past'],
  ],
  ['a step for today', 'planning', 'submit_plan', 'major', { steps: [{ ...openStep, due_on: today }] }, {}, []],
  ['a plan without target', 'planning', 'submit_plan', 'major', {}, { target: '' }, ['target_missing']],
  ['a target without unit', 'planning', 'submit_plan', 'major', {}, { target_unit: '' }, ['target_unit_missing']],
  ['a target without baseline', 'planning', 'submit_plan', 'major', {}, { baseline: '' }, ['baseline_missing']],
  ['a target without value', 'planning', 'submit_plan', 'major', {}, { target_value: '' }, ['target_value_missing']],
  [
    'a plan without check method',
    'planning',
    'submit_plan',
    'major',
    {},
    { check_method: '' },
    ['check_method_missing'],
  ],
  [
    'a plan past the capa days',
    'planning',
    'submit_plan',
    'major',
    { steps: [{ ...openStep, due_on: '2026-12-03' }] },
    {},
    ['due_reason_missing'],
  ],
  [
    'the same with a reason',
    'planning',
    'submit_plan',
    'major',
    { steps: [{ ...openStep, due_on: '2026-12-03' }] },
    { due_reason: '扳手到货要三周' },
    [],
  ],
  [
    'a major plan past 30 days, whatever the item allows',
    'planning',
    'submit_plan',
    'major',
    { capaDays: 45, steps: [{ ...openStep, due_on: '2026-12-19' }] },
    {},
    ['due_reason_missing'],
  ],
  [
    'a major plan of 30 days',
    'planning',
    'submit_plan',
    'major',
    { capaDays: 45, steps: [{ ...openStep, due_on: '2026-12-18' }] },
    {},
    [],
  ],
  [
    'a critical plan has no most but the capa days',
    'planning',
    'submit_plan',
    'critical',
    { capaDays: 45, steps: [{ ...openStep, due_on: '2027-01-02' }] },
    {},
    [],
  ],
  [
    'a minor plan past 60 days',
    'planning',
    'submit_plan',
    'minor',
    { capaDays: 90, steps: [{ ...openStep, due_on: '2027-01-18' }] },
    {},
    ['due_reason_missing'],
  ],
  [
    'the short form of a minor one',
    'planning',
    'submit_plan',
    'minor',
    { containmentPhotos: 0 },
    { ...emptyRound('action', 1, ''), cause_class: 'know' },
    [],
  ],
  [
    'a short form without cause class',
    'planning',
    'submit_plan',
    'minor',
    {},
    { cause_class: '' },
    ['cause_class_missing'],
  ],
  ['a short form without step', 'planning', 'submit_plan', 'minor', { steps: [] }, {}, ['step_missing']],

  ['approving a plan of one’s own', 'plan_review', 'approve_plan', 'major', { by: 'manager' }, {}, ['own_plan']],
  ['returning a plan of one’s own', 'plan_review', 'return_plan', 'major', { by: 'manager' }, {}, ['own_plan']],
  ['returning without a reason', 'plan_review', 'return_plan', 'major', { reason: ' ' }, {}, ['reason_missing']],
  ['approving without a reason', 'plan_review', 'approve_plan', 'major', { reason: '' }, {}, []],
  [
    'approving for a day that is over',
    'plan_review',
    'approve_plan',
    'major',
    { dueOn: '2026-11-17' },
    {},
    ['due_day_past'],
  ],
  [
    'approving past the policy',
    'plan_review',
    'approve_plan',
    'major',
    { dueOn: '2026-12-03' },
    {},
    ['due_reason_missing'],
  ],
  [
    'approving past the policy with a reason',
    'plan_review',
    'approve_plan',
    'major',
    { dueOn: '2026-12-03' },
    { due_reason: '等备件' },
    [],
  ],

  ['a step without evidence', 'doing', 'complete_step', 'major', { step: openStep }, {}, ['evidence_missing']],
  ['a step with a photo only', 'doing', 'complete_step', 'major', { step: { ...openStep, photos: 1 } }, {}, []],
  ['more evidence for a step that is done', 'doing', 'complete_step', 'major', { step: doneStep }, {}, []],
  ['completing a cancelled step', 'doing', 'complete_step', 'major', { step: cancelled }, {}, ['step_settled']],
  ['cancelling a step that is done', 'doing', 'cancel_step', 'major', { step: doneStep }, {}, ['step_settled']],
  ['cancelling without a reason', 'doing', 'cancel_step', 'major', { reason: '' }, {}, ['reason_missing']],
  ['signing for a major one', 'doing', 'cosign', 'major', {}, { cosigned_by: null }, ['not_critical']],
  ['signing twice', 'doing', 'cosign', 'critical', {}, {}, ['cosigned_already']],
  [
    'signing before all is done',
    'doing',
    'cosign',
    'critical',
    { steps: [doneStep, openStep] },
    { cosigned_by: null },
    ['steps_open'],
  ],

  [
    'handing in with an open step',
    'doing',
    'submit_implementation',
    'major',
    { steps: [doneStep, openStep] },
    {},
    ['steps_open'],
  ],
  [
    'handing in a step done without evidence',
    'doing',
    'submit_implementation',
    'major',
    { steps: [{ ...doneStep, note: '' }] },
    {},
    ['steps_open'],
  ],
  [
    'handing in with every step cancelled',
    'doing',
    'submit_implementation',
    'major',
    { steps: [cancelled] },
    {},
    ['nothing_done'],
  ],
  [
    'handing in with one done and one cancelled',
    'doing',
    'submit_implementation',
    'major',
    { steps: [doneStep, cancelled] },
    {},
    [],
  ],
  [
    'a critical one without the manager’s signature',
    'doing',
    'submit_implementation',
    'critical',
    {},
    { cosigned_by: null },
    ['cosign_missing'],
  ],
  ['a major one needs no signature', 'doing', 'submit_implementation', 'major', {}, { cosigned_by: null }, []],

  [
    'verifying what one handed in',
    'implementation_review',
    'approve_implementation',
    'major',
    { by: 'manager' },
    {},
    ['own_work'],
  ],
  [
    'verifying a step that one did',
    'implementation_review',
    'approve_implementation',
    'major',
    { by: 'staff' },
    {},
    ['own_work'],
  ],
  [
    'returning what one did',
    'implementation_review',
    'return_implementation',
    'major',
    { by: 'staff' },
    {},
    ['own_work'],
  ],
  [
    'returning work without a reason',
    'implementation_review',
    'return_implementation',
    'major',
    { reason: '' },
    {},
    ['reason_missing'],
  ],
  [
    'approving work without a reason',
    'implementation_review',
    'approve_implementation',
    'major',
    { reason: '' },
    {},
    [],
  ],

  [
    'checking the day before',
    'effectiveness_check',
    'find_effective',
    'major',
    { checkOn: '2026-11-19' },
    {},
    ['too_early'],
  ],
  [
    'missing the effect the day before',
    'effectiveness_check',
    'find_not_effective',
    'major',
    { checkOn: '2026-11-19' },
    {},
    ['too_early'],
  ],
  ['checking one’s own work', 'effectiveness_check', 'find_effective', 'major', { by: 'staff' }, {}, ['own_work']],
  [
    'a major one without the number before',
    'effectiveness_check',
    'find_effective',
    'major',
    {},
    { value_before: '' },
    ['value_before_missing'],
  ],
  [
    'a critical one without the number after',
    'effectiveness_check',
    'find_effective',
    'critical',
    {},
    { value_after: '' },
    ['value_after_missing'],
  ],
  [
    'a minor one needs no numbers',
    'effectiveness_check',
    'find_effective',
    'minor',
    {},
    { value_before: '', value_after: '' },
    [],
  ],
  [
    'a repeated minor one does',
    'effectiveness_check',
    'find_effective',
    'minor',
    { isRepeat: true },
    { value_after: '' },
    ['value_after_missing'],
  ],
  [
    'no effect without its cause',
    'effectiveness_check',
    'find_not_effective',
    'minor',
    {},
    { miss_cause: '' },
    ['miss_cause_missing'],
  ],

  ['no changed standard', 'standardising', 'standardise', 'major', {}, { standard: '' }, ['standard_missing']],
  ['no training', 'standardising', 'standardise', 'major', {}, { training: '' }, ['training_missing']],
  ['no read-across', 'standardising', 'standardise', 'critical', {}, { read_across: '' }, ['read_across_missing']],
  ['one line for a minor one', 'standardising', 'standardise', 'minor', {}, { training: '', read_across: '' }, []],
  [
    'not even one line',
    'standardising',
    'standardise',
    'minor',
    {},
    { standard: '', training: '', read_across: '' },
    ['lesson_missing'],
  ],
  [
    'closing before it is standardised',
    'standardising',
    'close',
    'major',
    {},
    { standardised_at: null },
    ['not_standardised'],
  ],
  ['declaring void without a reason', 'doing', 'void', 'major', { reason: '' }, {}, ['reason_missing']],
]

describe('what must hold before each step', () => {
  for (const [what, state, verb, severity, change, round, refused] of cases) {
    it(`${what}: ${refused.join(', ') || 'passes'}`, () => {
      expect(codes(state, verb, full(severity, change, round))).toEqual(refused)
    })
  }

  it('has a case for every refusal there is', () => {
    const tried = new Set<string>(['wrong_state', ...cases.flatMap(([, , , , , , refused]) => refused)])
    expect(Object.keys(refusalFields).filter((code) => !tried.has(code))).toEqual([])
  })

  it('names everything that is missing at once, each step by its number', () => {
    const bare = full(
      'critical',
      { steps: [openStep, { ...openStep, person_name: '', due_on: '' }], containmentPhotos: 0 },
      { cause: '' },
    )
    expect(next('planning', 'submit_plan', bare).refusals).toEqual([
      { code: 'containment_photo_missing', params: undefined },
      { code: 'cause_missing' },
      { code: 'step_person_missing', params: { step: 2 } },
      { code: 'step_day_missing', params: { step: 2 } },
    ])
  })
})

describe('days', () => {
  it('checks critical ones 14 days after the implementation was approved, others 30', () => {
    expect(checkDay('critical', '2026-11-18')).toBe('2026-12-02')
    expect(checkDay('major', '2026-11-18')).toBe('2026-12-18')
    expect(checkDay('minor', '2026-12-31')).toBe('2027-01-30')
  })

  it('takes the last day of the steps, drafts without a day left out', () => {
    expect(lastStepDay([{ due_on: '2026-11-20' }, { due_on: '' }, { due_on: '2026-11-25' }])).toBe('2026-11-25')
    expect(lastStepDay([])).toBeNull()
  })
})
