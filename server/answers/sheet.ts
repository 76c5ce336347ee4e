import type { Kysely } from 'kysely'
import { formatDay } from '../../views/format.ts'
import type { LastAudit, SheetData } from '../../views/sheet/model.ts'
import { saidOf } from '../../views/sheet/said.ts'
import type { Reader } from '../../views/view.ts'
import { type Actor, can } from '../access/can.ts'
import { circumstancesNow } from '../audits/circumstances.ts'
import { scoreValueOf, unitOf } from '../audits/shown-score.ts'
import type { AuditCase } from '../audits/store.ts'
import type { ChecklistContent } from '../checklists/format.ts'
import { getContent } from '../checklists/store.ts'
import type { Database } from '../db/schema.ts'
import { type Locale, pick } from '../i18n/words.ts'
import { displayPoints } from '../scoring/score.ts'
import { loadRecorded } from './recorded.ts'
import { isOpen } from './rules.ts'
import { findLastAudit, listNames } from './sheet-store.ts'
import { listPhotos, listTips } from './store.ts'

type Db = Kysely<Database>

/** Everything that the sheet of an audit needs, on the page and in the browser, for one reader. */
export const loadSheet = async (db: Db, actor: Actor, audit: AuditCase, reader: Reader): Promise<SheetData> => {
  const content = await getContent(db, audit.checklist_version_id)
  const tips = await listTips(db, audit.id)
  const showsScore = can(actor, 'audit.see_result', audit.facts)
  return {
    auditId: audit.id,
    versionId: audit.checklist_version_id,
    state: audit.state,
    // Starting is a step of its own, so a planned audit can be read but not recorded on the page.
    open: isOpen(audit.state) && audit.state !== 'planned' && can(actor, 'audit.record', audit.facts),
    me: actor.id,
    day: audit.planned_on,
    frequency: audit.frequency,
    circumstances: (await circumstancesNow(db, audit, content)) ?? null,
    content: inOneLanguage(content, reader.locale),
    tips,
    photos: await listPhotos(db, audit.id),
    people: await listNames(db, [...new Set(tips.map((tip) => tip.userId))]),
    last: showsScore ? await loadLast(db, audit, content, reader) : null,
    showsScore,
  }
}

async function loadLast(db: Db, audit: AuditCase, now: ChecklistContent, reader: Reader): Promise<LastAudit | null> {
  const last = await findLastAudit(db, {
    id: audit.id,
    dealerId: audit.dealer_id,
    checklistId: audit.checklist_id,
    frequency: audit.frequency,
    previousId: audit.previous_audit_id,
  })
  if (!last) return null
  const content = await getContent(db, last.checklist_version_id)
  const { answers, marks } = await loadRecorded(db, last.id)
  const items = new Map(content.sections.flatMap((section) => section.items).map((item) => [item.id, item]))
  const wave = pick(reader.locale, { zh: last.wave_zh ?? '', en: last.wave_en ?? '' })
  const entries = last.result.items.flatMap((result) => {
    const item = items.get(result.code)
    const said = item && saidOf(reader, item, answers[result.code], marks, result)
    if (!said) return []
    const points = result.earned === null ? null : displayPoints(result.earned)
    return [[result.code, { said, points, finding: result.finding }] as const]
  })
  return {
    when: `${wave} ${formatDay(reader, last.planned_on, 'short')}`.trim(),
    score: (last.score_unit ?? 'percent') === unitOf(now.scoring) ? scoreValueOf(last) : null,
    items: Object.fromEntries(entries),
  }
}

/** The checklist with its texts in one language only: half as much to send. `pick` takes the side that is there. */
export const inOneLanguage = (content: ChecklistContent, locale: Locale): ChecklistContent => {
  const other = locale === 'zh-CN' ? 'en' : 'zh'
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip)
    if (value === null || typeof value !== 'object') return value
    const isPair = 'zh' in value && 'en' in value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, isPair && key === other ? '' : strip(one)]),
    )
  }
  return strip(content) as ChecklistContent
}
