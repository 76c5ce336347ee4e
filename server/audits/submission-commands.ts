import type { Actor } from '../access/can.ts'
import { missingOf } from '../answers/missing.ts'
import { loadRecorded, type Recorded } from '../answers/recorded.ts'
import type { ChecklistContent } from '../checklists/format.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import type { AuditRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { raiseFindings, repeatMonths } from '../findings/raise.ts'
import { listEarlierFindings, replaceFindings } from '../findings/store.ts'
import { scoreAudit } from '../scoring/score.ts'
import { monthsFrom } from '../visits/rules.ts'
import { circumstancesOf, scoreInputOf } from './circumstances.ts'
import { findPreviousAudit, insertScore } from './score-store.ts'
import { scoreColumns } from './shown-score.ts'
import { caseFor, decide, moveFactsOf, take } from './steps.ts'
import { holdAudit, updateAudit } from './store.ts'

/**
 * Hands the audit in: refuses while anything is missing, fixes the score with its whole trace, compares with the dealer's last
 * audit and raises the findings. After a return it does all of this again; what is no longer found is withdrawn.
 */
export const submitAudit = (app: AppContext, actor: Actor, id: string): Promise<void> =>
  app.transact(async (trx) => {
    const at = app.now().toISOString()
    const audit = await caseFor(trx, actor, id, 'audit.submit')
    // Answers that are being stored right now come first; those that come later find the audit handed in.
    await holdAudit(trx, id)
    const content = await getContent(trx, audit.checklist_version_id)
    const recorded = await loadRecorded(trx, id)
    const missing = missingOf(content, recorded, audit.frequency, circumstancesOf(audit)).length
    const to = decide(audit, 'submit', moveFactsOf(audit, actor.id, { missing }))
    await take(trx, app, actor, audit, {
      verb: audit.state === 'returned' ? 'audit.resubmit' : 'audit.submit',
      change: {
        state: to,
        submitted_at: at,
        submitted_by: actor.id,
        reviewer_id: null,
        review_started_at: null,
      },
    })
    await scoreSubmitted(trx, app, actor, audit, content, recorded)
  })

/** Scores what is recorded now, stores trace and findings, and promotes the figures that lists show. */
const scoreSubmitted = async (
  trx: Trx,
  app: AppContext,
  actor: Actor,
  audit: AuditRow,
  content: ChecklistContent,
  recorded: Recorded,
): Promise<void> => {
  const at = app.now().toISOString()
  const earlier =
    audit.practice === 1
      ? new Map()
      : await listEarlierFindings(trx, audit, monthsFrom(audit.planned_on, -repeatMonths), audit.planned_on)
  const result = scoreAudit({
    ...scoreInputOf(audit, content, recorded),
    repeats: new Set(earlier.keys()),
    mode: 'final',
  })
  const raised = raiseFindings(content, result, recorded.notes, earlier)
  const previous = await findPreviousAudit(trx, audit)
  await insertScore(trx, { id: app.newTimeId(), auditId: audit.id, result, scoring: content.scoring, at, by: actor.id })
  await replaceFindings(trx, audit, raised, at, app.newId)
  await updateAudit(trx, audit.id, {
    ...scoreColumns(result, content.scoring),
    grade: result.grade,
    finding_count: raised.length,
    critical_count: raised.filter((finding) => finding.severity === 'critical').length,
    previous_audit_id: previous?.id ?? null,
  })
}
