import type { RecordingProgress } from '../../views/audits/before.tsx'
import type { ResultProps } from '../../views/results/page.tsx'
import { missingFrom } from '../answers/missing.ts'
import { loadRecorded } from '../answers/recorded.ts'
import type { ChecklistContent } from '../checklists/format.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import { dayIn } from '../days.ts'
import type { AuditRow } from '../db/schema.ts'
import { composeReport, tracesOf } from '../reports/compose.ts'
import type { Traces } from '../reports/snapshot.ts'
import {
  findVersion,
  listAuditActions,
  listFileSizes,
  listPhotoIds,
  loadReportFacts,
  snapshotOf,
} from '../reports/store.ts'
import { scoreAudit } from '../scoring/score.ts'
import { circumstancesNow, scoreInputOf } from './circumstances.ts'
import { findScore } from './score-store.ts'
import type { AuditCase } from './store.ts'

/** How far the recording of an audit is: items with an answer or N/A of all that are asked, and what is missing. */
export const progressOf = async (
  db: AppContext['db'],
  audit: AuditRow,
  content: ChecklistContent,
): Promise<RecordingProgress> => {
  const recorded = await loadRecorded(db, audit.id)
  const { items } = scoreAudit({
    ...scoreInputOf(audit, content, recorded),
    circumstances: await circumstancesNow(db, audit, content),
    mode: 'running',
  })
  const asked = items.filter((item) => item.state !== 'not_asked')
  return {
    asked: asked.length,
    settled: asked.filter((item) => item.state !== 'unanswered').length,
    missing: missingFrom(content, recorded, items).length,
  }
}

type Result = Pick<ResultProps, 'snapshot' | 'trace' | 'actions' | 'photoIds' | 'sizes' | 'appeal'>

/**
 * What the page of a result shows: the issued report as it was frozen, or, before release, what it would say now; with how its
 * corrective actions stand today.
 */
export const loadResult = async (app: AppContext, audit: AuditCase): Promise<Result> => {
  const { db } = app
  const { timeZone } = app.config
  const now = app.now().toISOString()
  const issued = audit.report_version > 0 ? await findVersion(db, audit.id, audit.report_version) : undefined
  const snapshot = issued
    ? snapshotOf(issued)
    : composeReport(await loadReportFacts(db, audit, { version: 0, issuedAt: now, reason: null }, timeZone))
  const trace = snapshot.trace === undefined ? await traceNow(db, audit) : snapshot.trace
  const closes = audit.appeal_closes_at
  return {
    snapshot,
    trace,
    actions: audit.released_at === null ? [] : await listAuditActions(db, audit.id),
    photoIds: await listPhotoIds(db, audit.id),
    sizes: issued ? await listFileSizes(db, audit.id) : [],
    appeal: closes === null || audit.state === 'voided' ? null : { on: dayIn(closes, timeZone), isOver: closes < now },
  }
}

/** What a report that was issued without a trace would have said: the score of its audit still stands. */
const traceNow = async (db: AppContext['db'], audit: AuditCase): Promise<Traces | null> => {
  const result = audit.state === 'voided' ? undefined : await findScore(db, audit.id)
  return result ? tracesOf(await getContent(db, audit.checklist_version_id), result) : null
}
