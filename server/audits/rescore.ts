import type { Kysely } from 'kysely'
import { loadRecorded } from '../answers/recorded.ts'
import { getContent } from '../checklists/store.ts'
import type { Database } from '../db/schema.ts'
import { listFindings } from '../findings/store.ts'
import type { ScoreResult } from '../scoring/result.ts'
import { scoreAudit } from '../scoring/score.ts'
import { scoreInputOf } from './circumstances.ts'
import { findScore, listScored, listSectionScores } from './score-store.ts'
import { shownBp } from './shown-score.ts'
import { findAudit } from './store.ts'

type Db = Kysely<Database>

/** What differs between a stored score and the one computed again: names of parts of the result, or of promoted columns. */
export type Recomputed = { auditId: string; result: ScoreResult; differences: string[] }

/**
 * Computes the score of an audit again from what is recorded and compares it with what is stored: the whole trace, the figures of
 * the audit, those of its sections. Undefined for an audit without a standing score (not submitted, returned, voided).
 */
export const recomputeAudit = async (db: Db, id: string): Promise<Recomputed | undefined> => {
  const audit = await findAudit(db, id)
  const stored = await findScore(db, id)
  if (!audit || !stored || !(await listScored(db, id)).includes(id)) return undefined
  const content = await getContent(db, audit.checklist_version_id)
  const recorded = await loadRecorded(db, id)
  const findings = await listFindings(db, id)
  const result = scoreAudit({
    ...scoreInputOf(audit, content, recorded),
    // Which findings were repeats was settled at submission and is kept with them.
    repeats: new Set(findings.filter((finding) => finding.repeat_of !== null).map((finding) => finding.item_code)),
    mode: 'final',
  })
  const sections = await listSectionScores(db, id)
  const again = JSON.parse(JSON.stringify(result)) as ScoreResult
  const differences = Object.keys({ ...stored, ...again }).filter(
    (part) => JSON.stringify(stored[part as keyof ScoreResult]) !== JSON.stringify(again[part as keyof ScoreResult]),
  )
  if (audit.score_bp !== shownBp(result, content.scoring)) differences.push('audits.score_bp')
  if (audit.grade !== result.grade) differences.push('audits.grade')
  const isSame = result.sections.every((section) => sections.get(section.id) === section.percentBp)
  if (!isSame || sections.size !== result.sections.length) differences.push('audit_section_scores')
  return { auditId: id, result, differences }
}

/** Recomputes every audit with a standing score; returns how many there are and those whose stored score differs. */
export const recomputeAll = async (db: Db): Promise<{ checked: number; different: Recomputed[] }> => {
  const different: Recomputed[] = []
  let checked = 0
  for (const id of await listScored(db)) {
    const recomputed = await recomputeAudit(db, id)
    if (!recomputed) continue
    checked += 1
    if (recomputed.differences.length > 0) different.push(recomputed)
  }
  return { checked, different }
}
