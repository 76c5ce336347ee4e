import type { Actor } from '../access/can.ts'
import { deleteSectionScores } from '../audits/score-store.ts'
import { caseFor, decide, moveFactsOf, take } from '../audits/steps.ts'
import { findAudit, findAuditHead, listDue } from '../audits/store.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import { openActions } from '../corrective-actions/opening.ts'
import { voidActionsOf } from '../corrective-actions/withdrawing.ts'
import { dayIn, endOfDay } from '../days.ts'
import type { AuditRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { listFindings, releaseFindings, withdrawFindings } from '../findings/store.ts'
import { issueReport } from '../reports/issue.ts'
import { bothWords, sameInBoth } from '../reports/wording.ts'

/** Takes a submitted audit for review, or takes the review over from someone else. */
export const takeReview = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const audit = await caseFor(trx, actor, id, 'audit.review')
    const to = decide(audit, 'take_review', moveFactsOf(audit, actor.id))
    await take(trx, app, actor, audit, {
      verb: audit.state === 'in_review' ? 'audit.take_over_review' : 'audit.take_review',
      change: { state: to, reviewer_id: actor.id, review_started_at: app.now().toISOString() },
    })
  })

/** Gives the audit back to its auditor with what has to be put right. */
export const returnAudit = (app: AppContext, actor: Actor, id: string, reason: string): Promise<void> =>
  app.transact(async (trx) => {
    const audit = await caseFor(trx, actor, id, 'audit.review')
    const to = decide(audit, 'return', moveFactsOf(audit, actor.id))
    await take(trx, app, actor, audit, {
      verb: 'audit.return',
      change: { state: to, returned_at: app.now().toISOString(), return_reason: reason },
      details: { reason },
    })
  })

/** Working days of the appeal window where neither dealer nor wave says otherwise. */
export const usualAppealDays = 5

/** When the appeal window of an audit that is released now closes: the end of the n-th working day after today. */
export const appealWindow = (
  app: AppContext,
  head: { dealer_appeal_days: number | null; wave_appeal_days: number | null },
): { days: number; on: string; at: string } => {
  const { timeZone } = app.config
  const days = head.dealer_appeal_days ?? head.wave_appeal_days ?? usualAppealDays
  const on = addWorkingDays(dayIn(app.now(), timeZone), days)
  return { days, on, at: endOfDay(on, timeZone) }
}

/**
 * Releases the audit to its dealer: findings count from now on and become corrective actions, the appeal window opens, and report
 * version 1 is issued. All of it happens, or nothing. A practice audit is closed instead, and stays unseen.
 */
export const releaseAudit = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const at = app.now().toISOString()
    const audit = await caseFor(trx, actor, id, 'audit.review')
    if (audit.practice === 1) return closePractice(trx, app, actor, audit)
    const state = decide(audit, 'release', moveFactsOf(audit, actor.id))
    const window = appealWindow(app, await findAuditHead(trx, audit))
    await take(trx, app, actor, audit, {
      verb: 'audit.release',
      change: { state, released_at: at, released_by: actor.id, appeal_closes_at: window.at },
      details: { closes_on: window.on },
    })
    await releaseFindings(trx, id, at)
    const released = await getAudit(trx, id)
    const content = await getContent(trx, audit.checklist_version_id)
    await openActions(trx, app, actor, released, await listFindings(trx, id), content)
    await issueReport(trx, app, actor, released, null)
  })

const closePractice = async (trx: Trx, app: AppContext, actor: Actor, audit: AuditRow): Promise<void> => {
  const state = decide(audit, 'finalise', moveFactsOf(audit, actor.id))
  await take(trx, app, actor, audit, {
    verb: 'audit.close_practice',
    change: { state, final_at: app.now().toISOString() },
  })
  await issueReport(trx, app, actor, await getAudit(trx, audit.id), null)
}

const getAudit = async (trx: Trx, id: string): Promise<AuditRow> => {
  const audit = await findAudit(trx, id)
  if (!audit) throw new Error(`audit ${id} is gone`)
  const { facts: _, ...row } = audit
  return row
}

/**
 * Withdraws a released audit: its score counts nowhere any more and its findings repeat nothing, but everything that happened
 * stays in its history. A report version that says so replaces the last one.
 */
export const voidAudit = (app: AppContext, actor: Actor, id: string, reason: string): Promise<void> =>
  app.transact(async (trx) => {
    const audit = await caseFor(trx, actor, id, 'audit.void')
    const state = decide(audit, 'void', moveFactsOf(audit, actor.id))
    await take(trx, app, actor, audit, {
      verb: 'audit.void',
      change: {
        state,
        voided_at: app.now().toISOString(),
        void_reason: reason,
        score_bp: null,
        score_points: null,
        score_unit: null,
        grade: null,
        finding_count: 0,
        critical_count: 0,
      },
      details: { reason, score_bp: audit.score_bp, score_points: audit.score_points, grade: audit.grade },
    })
    await withdrawFindings(trx, id)
    await voidActionsOf(trx, app, actor, id, reason)
    await deleteSectionScores(trx, id)
    await issueReport(
      trx,
      app,
      actor,
      await getAudit(trx, id),
      bothWords('result.voided', { reason: sameInBoth(reason) }),
    )
  })

/** Released audits whose appeal window has passed become final, each with "no objection" in its history. Returns how many. */
export const finaliseDue = async (app: AppContext): Promise<number> => {
  const now = app.now().toISOString()
  let count = 0
  for (const { id } of await listDue(app.db, now)) {
    // One by one: a failure, or someone who voids one meanwhile, must not keep the others waiting.
    count += await app.transact(async (trx) => {
      const audit = await findAudit(trx, id)
      if (audit?.state !== 'released' || !audit.appeal_closes_at || audit.appeal_closes_at >= now) return 0
      const state = decide(audit, 'finalise', moveFactsOf(audit, null, { windowClosed: true }))
      await take(trx, app, null, audit, { verb: 'audit.no_objection', change: { state, final_at: now } })
      return 1
    })
  }
  return count
}
