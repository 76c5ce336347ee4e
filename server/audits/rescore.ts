import type { Kysely } from 'kysely'
import { gather, grouped } from '../answers/gather.ts'
import { listScoredTips } from '../answers/store.ts'
import { getContent } from '../checklists/store.ts'
import type { Database } from '../db/schema.ts'
import { listRepeats } from '../findings/store.ts'
import type { ScoreResult } from '../scoring/result.ts'
import { scoreAudit } from '../scoring/score.ts'
import { scoreInputOf } from './circumstances.ts'
import { listScored, listSectionScores, listStandingScores } from './score-store.ts'
import { scoreColumns, sectionColumns } from './shown-score.ts'

type Db = Kysely<Database>

/** What differs between a stored score and the one computed again: names of parts of the result, or of promoted columns. */
export type Recomputed = { auditId: string; result: ScoreResult; differences: string[] }

/**
 * Computes scores again from what is recorded and compares them with what is stored: the whole trace, the figures of the audits,
 * those of their sections. An audit without a standing score (not submitted, returned, voided) is left out. A handful of
 * queries for all of them, whatever their number.
 */
export const recompute = async (db: Db, ids: readonly string[]): Promise<Recomputed[]> => {
  if (ids.length === 0) return []
  const tips = await listScoredTips(db, ids)
  // Which findings were repeats was settled at submission and is kept with them.
  const repeats = await listRepeats(db, ids)
  const sections = grouped(await listSectionScores(db, ids), (row) => row.audit_id)
  const recomputed: Recomputed[] = []
  for (const audit of await listStandingScores(db, ids)) {
    const content = await getContent(db, audit.checklist_version_id)
    const recorded = gather(tips.get(audit.id) ?? [], [])
    const input = scoreInputOf(audit, content, recorded)
    const result = scoreAudit({ ...input, repeats: repeats.get(audit.id), mode: 'final' })
    const differences = differingParts(audit.result, result)
    const columns = scoreColumns(result, content.scoring)
    for (const name of ['score_bp', 'score_points', 'score_unit'] as const) {
      if (audit[name] !== columns[name]) differences.push(`audits.${name}`)
    }
    if (audit.grade !== result.grade) differences.push('audits.grade')
    const figures = new Map(sections.get(audit.id)?.map((row) => [row.section_id, row]))
    const isSame = result.sections.every((section) => {
      const { percent_bp, points } = sectionColumns(section, content.scoring)
      const kept = figures.get(section.id)
      return kept?.percent_bp === percent_bp && kept.points === points
    })
    if (!isSame || figures.size !== result.sections.length) differences.push('audit_section_scores')
    recomputed.push({ auditId: audit.id, result, differences })
  }
  return recomputed
}

/** Names of the parts of a stored result (as JSON text) that come out otherwise now. */
const differingParts = (stored: string, result: ScoreResult): string[] => {
  const text = JSON.stringify(result)
  if (text === stored) return []
  const before = JSON.parse(stored) as Record<string, unknown>
  const after = JSON.parse(text) as Record<string, unknown>
  return Object.keys({ ...before, ...after }).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  )
}

const atOnce = 100

/** Recomputes every audit with a standing score; returns how many there are and those whose stored score differs. */
export const recomputeAll = async (db: Db): Promise<{ checked: number; different: Recomputed[] }> => {
  const different: Recomputed[] = []
  let checked = 0
  const ids = await listScored(db)
  for (let from = 0; from < ids.length; from += atOnce) {
    const recomputed = await recompute(db, ids.slice(from, from + atOnce))
    checked += recomputed.length
    different.push(...recomputed.filter(({ differences }) => differences.length > 0))
  }
  return { checked, different }
}
