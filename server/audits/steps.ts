import { type Actor, can, type Verb } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { AuditRow, AuditState } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { type AuditVerb, type MoveFacts, next } from './states.ts'
import { type AuditCase, findAudit, moveAudit } from './store.ts'

type AuditPermission = Extract<
  Verb,
  `audit.${'see' | 'start' | 'record' | 'submit' | 'review' | 'cancel' | 'hand_over' | 'void'}`
>

/** The audit that someone wants to do something to. What they may not see does not exist; what they may not do is refused. */
export const caseFor = async (trx: Trx, actor: Actor, id: string, verb: AuditPermission): Promise<AuditCase> => {
  const audit = await findAudit(trx, id)
  if (!audit || !can(actor, 'audit.see', audit.facts)) throw new Problem('not_found', 'general.problem.not_found')
  if (!can(actor, verb, audit.facts)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  return audit
}

/** What the guards look at, seen from who acts. */
export const moveFactsOf = (audit: AuditRow, actorId: string | null, more: Partial<MoveFacts> = {}): MoveFacts => ({
  missing: 0,
  reviewRequired: audit.review_required === 1,
  reviewer: audit.reviewer_id === null ? 'nobody' : audit.reviewer_id === actorId ? 'self' : 'other',
  practice: audit.practice === 1,
  windowClosed: false,
  ...more,
})

/** Where the step leads. Throws `wrong_state` with the sentence of the guard. */
export const decide = (audit: AuditRow, verb: AuditVerb, facts: MoveFacts): AuditState => {
  const decision = next(audit.state, verb, facts)
  if ('refused' in decision) throw new Problem('wrong_state', decision.refused, { n: facts.missing })
  return decision.to
}

/** Writes a decided step and logs it. Throws `conflict` when someone else moved the audit since it was read. */
export const take = async (
  trx: Trx,
  app: AppContext,
  actor: Actor | null,
  audit: AuditRow,
  step: { verb: string; change: Partial<AuditRow> & { state: AuditState }; details?: Record<string, unknown> },
): Promise<void> => {
  if (!(await moveAudit(trx, audit, step.change))) throw new Problem('conflict', 'general.problem.moved_on')
  await record(trx, {
    id: app.newTimeId(),
    at: app.now().toISOString(),
    actor,
    verb: step.verb,
    subject: { type: 'audit', id: audit.id },
    details: { from: audit.state, to: step.change.state, ...step.details },
  })
}
