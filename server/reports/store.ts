import type { Kysely } from 'kysely'
import { loadRecorded } from '../answers/recorded.ts'
import { findScore, listSectionScores } from '../audits/score-store.ts'
import { scoreValueOf, sectionValueOf } from '../audits/shown-score.ts'
import { findAverage, listSectionAverages } from '../audits/standing-store.ts'
import { findAuditHead } from '../audits/store.ts'
import { getContent } from '../checklists/store.ts'
import { actionNumber } from '../corrective-actions/number.ts'
import type { AuditRow, Database, ReportFileRow, ReportVersionRow } from '../db/schema.ts'
import { listFindings } from '../findings/store.ts'
import type { Locale } from '../i18n/words.ts'
import { meanBp } from './averages.ts'
import type { ReportFacts } from './compose.ts'
import type { ActionRow, ReportSnapshot } from './snapshot.ts'
import { positionWords, sameInBoth } from './wording.ts'

type Db = Kysely<Database>

/** Everything that the report of an audit is made from, as it is now. Throws when the audit was never scored. */
export const loadReportFacts = async (
  db: Db,
  audit: AuditRow,
  issue: ReportFacts['issue'],
  timeZone: string,
): Promise<ReportFacts> => {
  const result = await findScore(db, audit.id)
  if (!result) throw new Error(`audit ${audit.id} has no score`)
  const latest = audit.report_version > 0 ? await findVersion(db, audit.id, audit.report_version) : undefined
  return {
    audit,
    head: await findAuditHead(db, audit),
    content: await getContent(db, audit.checklist_version_id),
    result,
    recorded: await loadRecorded(db, audit.id),
    findings: await listFindings(db, audit.id),
    last: await findLast(db, audit),
    network: audit.practice === 1 ? null : await findNetwork(db, audit),
    actions: await listActionRows(db, audit.id),
    versions: latest ? snapshotOf(latest).versions : [],
    issue,
    timeZone,
  }
}

/** The audit before this one; its figures only where they are read in the same unit. */
const findLast = async (
  db: Db,
  { previous_audit_id: id, score_unit: unit }: Pick<AuditRow, 'previous_audit_id' | 'score_unit'>,
): Promise<ReportFacts['last']> => {
  if (id === null) return null
  const last = await db
    .selectFrom('audits')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .select(['planned_on', 'score_bp', 'score_points', 'score_unit', 'grade', 'waves.name_zh', 'waves.name_en'])
    .where('audits.id', '=', id)
    .where('audits.state', 'in', ['released', 'final'])
    .executeTakeFirst()
  if (!last) return null
  const isComparable = last.score_unit === unit
  const sections = isComparable ? await listSectionScores(db, [id]) : []
  return {
    day: last.planned_on,
    wave: last.name_zh === null ? null : { zh: last.name_zh, en: last.name_en ?? '' },
    value: isComparable ? scoreValueOf(last) : null,
    grade: last.grade,
    sections: new Map(sections.map((row) => [row.section_id, sectionValueOf(row)])),
  }
}

/**
 * The average of the results that count with the same checklist in the same wave (in all of them for an audit that stands alone):
 * of each dealer the latest, and only those read in the same unit. Null below five dealers, and so for each section.
 */
const findNetwork = async (
  db: Db,
  audit: Pick<AuditRow, 'checklist_id' | 'wave_id' | 'score_unit'>,
): Promise<ReportFacts['network']> => {
  const round = { checklistId: audit.checklist_id, waveId: audit.wave_id }
  const average = await findAverage(db, round, audit.score_unit)
  if (average === null) return null
  const sections = await listSectionAverages(db, round, audit.score_unit)
  return {
    value: average.value,
    dealers: average.dealers,
    sections: new Map(sections.map((section) => [section.section_id, meanBp(Number(section.sum), section.dealers)])),
  }
}

/** A corrective action that an audit's findings are in, as it stands now; `id` leads to its page. */
export type AuditAction = ActionRow & { id: string }

export const listAuditActions = async (db: Db, auditId: string): Promise<AuditAction[]> => {
  const rows = await db
    .selectFrom('action_findings')
    .innerJoin('findings', 'findings.id', 'action_findings.finding_id')
    .innerJoin('corrective_actions', 'corrective_actions.id', 'action_findings.action_id')
    .leftJoin('users', 'users.id', 'corrective_actions.owner_id')
    .select([
      'corrective_actions.id',
      'corrective_actions.number',
      'corrective_actions.title_zh',
      'corrective_actions.title_en',
      'corrective_actions.severity',
      'corrective_actions.repeat_count',
      'corrective_actions.round',
      'corrective_actions.state',
      'corrective_actions.due_on',
      'corrective_actions.plan_due_on',
      'corrective_actions.owner_position',
      'users.name as owner',
      'findings.item_code',
    ])
    .where('findings.audit_id', '=', auditId)
    .orderBy('corrective_actions.number')
    .orderBy('findings.item_code')
    .execute()
  const actions = new Map<string, AuditAction>()
  for (const row of rows) {
    const known = actions.get(row.id)
    if (known) known.codes.push(row.item_code)
    else {
      actions.set(row.id, {
        id: row.id,
        number: actionNumber(row),
        title: { zh: row.title_zh, en: row.title_en },
        codes: [row.item_code],
        severity: row.severity,
        repeat: row.repeat_count > 0,
        round: row.round,
        state: row.state,
        owner: row.owner === null ? positionWords(row.owner_position) : sameInBoth(row.owner),
        dueOn: row.due_on ?? row.plan_due_on,
      })
    }
  }
  return [...actions.values()]
}

const listActionRows = async (db: Db, auditId: string): Promise<ActionRow[]> =>
  (await listAuditActions(db, auditId)).map(({ id: _, ...action }) => action)

/** Ids of an audit's photos by the hash of their bytes, for links to their pages. */
export const listPhotoIds = async (db: Db, auditId: string): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('photos')
    .select(['id', 'sha256'])
    .where('audit_id', '=', auditId)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.sha256, row.id]))
}

export const snapshotOf = (row: Pick<ReportVersionRow, 'snapshot'>): ReportSnapshot =>
  JSON.parse(row.snapshot) as ReportSnapshot

export const findVersion = (db: Db, auditId: string, version: number): Promise<ReportVersionRow | undefined> =>
  db
    .selectFrom('report_versions')
    .selectAll()
    .where('audit_id', '=', auditId)
    .where('version', '=', version)
    .executeTakeFirst()

/** A version that was issued with this content hash, without its content. */
export const findVersionByHash = (db: Db, hash: string) =>
  db
    .selectFrom('report_versions')
    .select(['id', 'version', 'content_hash', 'issued_at', 'superseded_at'])
    .where('content_hash', '=', hash)
    .executeTakeFirst()

/** Stores a version; the one before is superseded from now on. */
export const insertVersion = async (db: Db, row: ReportVersionRow): Promise<void> => {
  await db
    .updateTable('report_versions')
    .set({ superseded_at: row.issued_at })
    .where('audit_id', '=', row.audit_id)
    .where('superseded_at', 'is', null)
    .execute()
  await db.insertInto('report_versions').values(row).execute()
  await db.updateTable('audits').set({ report_version: row.version }).where('id', '=', row.audit_id).execute()
}

export const listFiles = (db: Db, versionId: string): Promise<ReportFileRow[]> =>
  db
    .selectFrom('report_files')
    .selectAll()
    .where('report_version_id', '=', versionId)
    .orderBy('locale', 'desc')
    .execute()

export const findFile = (db: Db, versionId: string, locale: Locale): Promise<ReportFileRow | undefined> =>
  db
    .selectFrom('report_files')
    .selectAll()
    .where('report_version_id', '=', versionId)
    .where('locale', '=', locale)
    .executeTakeFirst()

/** Notes the bytes of one language; when another request was faster, its bytes stand. */
export const insertFile = (db: Db, row: ReportFileRow) =>
  db
    .insertInto('report_files')
    .values(row)
    .onConflict((conflict) => conflict.columns(['report_version_id', 'locale']).doNothing())
    .execute()

/** Sizes of the PDFs that exist, by version and language. */
export const listFileSizes = (db: Db, auditId: string) =>
  db
    .selectFrom('report_files')
    .innerJoin('report_versions', 'report_versions.id', 'report_files.report_version_id')
    .select(['report_versions.version', 'report_files.locale', 'report_files.bytes'])
    .where('report_versions.audit_id', '=', auditId)
    .execute()
export type FileSize = Awaited<ReturnType<typeof listFileSizes>>[number]
