import type { Actor } from '../access/can.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import { Problem } from '../problem.ts'
import { personProblem } from '../visits/rules.ts'
import { findCrew, findPeople, updateVisitLead } from '../visits/store.ts'
import { gatherCircumstances } from './circumstances.ts'
import { caseFor, decide, moveFactsOf, take } from './steps.ts'
import { closeAssignments, openAssignment } from './store.ts'

/** The auditor begins: from now on answers count, and what conditions look at besides them stays as it is now. */
export const startAudit = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const audit = await caseFor(trx, actor, id, 'audit.start')
    const to = decide(audit, 'start', moveFactsOf(audit, actor.id))
    const content = await getContent(trx, audit.checklist_version_id)
    const circumstances = await gatherCircumstances(trx, audit, content)
    await take(trx, app, actor, audit, {
      verb: 'audit.start',
      change: {
        state: to,
        started_at: app.now().toISOString(),
        circumstances: JSON.stringify(circumstances),
      },
    })
  })

/**
 * Gives the audit, with everything recorded so far, to someone else. The lead goes along when the one before leads the visit
 * and holds no other audit of it, so that nobody keeps a shop (or a say) that was taken from them.
 */
export const handOverAudit = (app: AppContext, actor: Actor, id: string, toId: string): Promise<void> =>
  app.transact(async (trx) => {
    const at = app.now().toISOString()
    const audit = await caseFor(trx, actor, id, 'audit.hand_over')
    const state = decide(audit, 'hand_over', moveFactsOf(audit, actor.id))
    const refused =
      toId === audit.auditor_id
        ? 'audit.hand_over.same'
        : personProblem((await findPeople(trx, [toId])).get(toId), audit.kind)
    if (refused) throw new Problem('bad_input', refused, {}, [{ field: 'auditor_id', word: refused }])
    await take(trx, app, actor, audit, {
      verb: 'audit.hand_over',
      change: { state, auditor_id: toId },
      details: { from_id: audit.auditor_id, to_id: toId },
    })
    await closeAssignments(trx, id, at)
    await openAssignment(trx, id, toId, at)
    const crew = await findCrew(trx, audit.visit_id)
    const holdsAnother = crew.audits.some((other) => other.id !== id && other.auditor_id === audit.auditor_id)
    if (crew.leadId === audit.auditor_id && !holdsAnother) await updateVisitLead(trx, audit.visit_id, toId)
  })

/** Calls the audit off. What was recorded stays; there is no way back. */
export const cancelAudit = (app: AppContext, actor: Actor, id: string, reason: string): Promise<void> =>
  app.transact(async (trx) => {
    const at = app.now().toISOString()
    const audit = await caseFor(trx, actor, id, 'audit.cancel')
    const to = decide(audit, 'cancel', moveFactsOf(audit, actor.id))
    await take(trx, app, actor, audit, {
      verb: 'audit.cancel',
      change: { state: to, cancelled_at: at, cancel_reason: reason },
      details: { reason },
    })
    await closeAssignments(trx, id, at)
  })
