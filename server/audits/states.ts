import type { AuditState } from '../db/schema.ts'
import type { WordKey } from '../i18n/words.ts'

export const auditStates: readonly AuditState[] = [
  'planned',
  'in_progress',
  'submitted',
  'in_review',
  'returned',
  'released',
  'final',
  'cancelled',
  'voided',
]
export const auditVerbs = [
  'start',
  'submit',
  'take_review',
  'return',
  'release',
  'finalise',
  'cancel',
  'hand_over',
  'void',
] as const
export type AuditVerb = (typeof auditVerbs)[number]

/**
 * What guards look at. `missing`: items, evidence and conflicts that keep an audit from being submitted. `reviewer`: who took the
 * review, seen from who acts. `windowClosed`: the appeal window has passed.
 */
export type MoveFacts = {
  missing: number
  reviewRequired: boolean
  reviewer: 'nobody' | 'self' | 'other'
  practice: boolean
  windowClosed: boolean
}

type Guard = (facts: MoveFacts) => WordKey | null
type Move = { to: AuditState; guard?: Guard }

const nothingMissing: Guard = (facts) => (facts.missing > 0 ? 'audit.refused.missing' : null)
const ownReview: Guard = (facts) => (facts.reviewer === 'self' ? null : 'audit.refused.other_reviewer')
const notTakenYet: Guard = (facts) => (facts.reviewer === 'self' ? 'audit.refused.taken_already' : null)
const notPractice: Guard = (facts) => (facts.practice ? 'audit.refused.practice' : null)
const onlyPractice: Guard = (facts) => (facts.practice ? null : 'audit.refused.not_practice')
const noReviewNeeded: Guard = (facts) => (facts.reviewRequired ? 'audit.refused.review_first' : null)
const windowPassed: Guard = (facts) => (facts.windowClosed ? null : 'audit.refused.window_open')
const all =
  (...guards: Guard[]): Guard =>
  (facts) =>
    guards.map((guard) => guard(facts)).find((refusal) => refusal !== null) ?? null

/**
 * The life of an audit: what each state allows, where it leads, and on which condition. What is not here is refused. A practice
 * audit is never released: it ends as `final` straight from its review.
 */
const transitions: Record<AuditState, Partial<Record<AuditVerb, Move>>> = {
  planned: { start: { to: 'in_progress' }, cancel: { to: 'cancelled' }, hand_over: { to: 'planned' } },
  in_progress: {
    submit: { to: 'submitted', guard: nothingMissing },
    cancel: { to: 'cancelled' },
    hand_over: { to: 'in_progress' },
  },
  submitted: {
    take_review: { to: 'in_review' },
    release: { to: 'released', guard: all(notPractice, noReviewNeeded) },
    finalise: { to: 'final', guard: all(onlyPractice, noReviewNeeded) },
  },
  in_review: {
    // Another reviewer takes over from one who is away.
    take_review: { to: 'in_review', guard: notTakenYet },
    return: { to: 'returned', guard: ownReview },
    release: { to: 'released', guard: all(notPractice, ownReview) },
    finalise: { to: 'final', guard: all(onlyPractice, ownReview) },
  },
  returned: {
    submit: { to: 'submitted', guard: nothingMissing },
    cancel: { to: 'cancelled' },
    hand_over: { to: 'returned' },
  },
  released: { finalise: { to: 'final', guard: windowPassed }, void: { to: 'voided' } },
  final: { void: { to: 'voided', guard: notPractice } },
  cancelled: {},
  voided: {},
}

export type Next = { to: AuditState } | { refused: WordKey }

/** Decides a step: where it leads, or why not. Who may take it is decided by `can`. */
export const next = (state: AuditState, verb: AuditVerb, facts: MoveFacts): Next => {
  const move = transitions[state][verb]
  if (!move) return { refused: `audit.refused.state.${state}` }
  const refused = move.guard?.(facts) ?? null
  return refused ? { refused } : { to: move.to }
}

/** States in which the auditor still records. */
export const isOpenToRecord = (state: AuditState): boolean => state === 'in_progress' || state === 'returned'
/** States in which the result of the last submission stands; while an audit is returned, its auditor works on the next. */
export const hasResult = (state: AuditState): boolean =>
  ['submitted', 'in_review', 'released', 'final', 'voided'].includes(state)

/** Handed in is handed in: a shopper never learns what became of a shop. */
export const asShopperSees = <Row extends { state: AuditState }>(row: Row): Row =>
  hasResult(row.state) ? { ...row, state: 'submitted' } : row
