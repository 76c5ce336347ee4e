import { createHash } from 'node:crypto'
import type { Actor } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { AuditRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { composeReport } from './compose.ts'
import { hashedText, type Pair, type ReportSnapshot } from './snapshot.ts'
import { insertVersion, loadReportFacts } from './store.ts'

/**
 * Issues the next report version of an audit, inside the transaction that made it necessary: freezes everything that the report
 * says, and its content hash. `audit` as it stands after the step. `reason` says why there is a further version; null for the first.
 */
export const issueReport = async (
  trx: Trx,
  app: AppContext,
  actor: Actor | null,
  audit: AuditRow,
  reason: Pair | null,
): Promise<ReportSnapshot> => {
  const issuedAt = app.now().toISOString()
  const version = audit.report_version + 1
  const facts = await loadReportFacts(trx, audit, { version, issuedAt, reason }, app.config.timeZone)
  const draft = composeReport(facts)
  const contentHash = createHash('sha256').update(hashedText(draft)).digest('hex')
  const verifyUrl = `${app.config.publicOrigin}/verify/${contentHash}`
  const snapshot = { ...draft, issue: { ...draft.issue, contentHash, verifyUrl } }
  await insertVersion(trx, {
    id: app.newId(),
    audit_id: audit.id,
    version,
    snapshot: JSON.stringify(snapshot),
    content_hash: contentHash,
    issued_at: issuedAt,
    issued_by: actor?.id ?? null,
    superseded_at: null,
  })
  await record(trx, {
    id: app.newTimeId(),
    at: issuedAt,
    actor,
    verb: 'report.issue',
    subject: { type: 'audit', id: audit.id },
    details: { version, hash: contentHash },
  })
  return snapshot
}
