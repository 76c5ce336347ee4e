import { type Actor, can } from '../access/can.ts'
import { type AuditVerb, type MoveFacts, next } from './states.ts'
import { moveFactsOf } from './steps.ts'
import type { AuditCase } from './store.ts'

/** What can be done with an audit now; a page offers exactly these. */
export type Offers = {
  start: boolean
  record: boolean
  submit: boolean
  takeReview: boolean
  return: boolean
  release: boolean
  handOver: boolean
  cancel: boolean
  void: boolean
  /** May read the sheet without recording. */
  oversee: boolean
  /** Took part, so someone else decides. */
  isOwn: boolean
}

/** What this person can do with this audit now. What is missing before submission is said there, so it does not count here. */
export const offersFor = (actor: Actor, audit: AuditCase, facts: Partial<MoveFacts> = {}): Offers => {
  const { facts: about } = audit
  const leads = (verb: AuditVerb) => !('refused' in next(audit.state, verb, moveFactsOf(audit, actor.id, facts)))
  const mayReview = can(actor, 'audit.review', about)
  return {
    start: can(actor, 'audit.start', about) && leads('start'),
    record: can(actor, 'audit.record', about) && leads('submit'),
    submit: can(actor, 'audit.submit', about) && leads('submit'),
    takeReview: mayReview && leads('take_review'),
    return: mayReview && leads('return'),
    release: mayReview && (leads('release') || (audit.practice === 1 && leads('finalise'))),
    handOver: can(actor, 'audit.hand_over', about) && leads('hand_over'),
    cancel: can(actor, 'audit.cancel', about) && leads('cancel'),
    void: can(actor, 'audit.void', about) && leads('void'),
    oversee: can(actor, 'audit.see_result', about),
    isOwn: about.everAuditorIds.includes(actor.id),
  }
}
