import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

type Db = Kysely<Database>

/** Findings that an action holds, oldest first, with the audit that each comes from. */
export const listActionFindings = (db: Db, actionId: string) =>
  db
    .selectFrom('action_findings')
    .innerJoin('findings', 'findings.id', 'action_findings.finding_id')
    .innerJoin('audits', 'audits.id', 'findings.audit_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .select(['findings.id', 'findings.audit_id', 'findings.item_code', 'findings.severity'])
    .select(['findings.losses', 'findings.note', 'action_findings.round', 'action_findings.joined_at'])
    .select(['audits.planned_on', 'audits.checklist_version_id', 'checklists.title_zh', 'checklists.title_en'])
    .where('action_findings.action_id', '=', actionId)
    .orderBy('action_findings.joined_at')
    .orderBy('findings.id')
    .execute()
export type ActionFinding = Awaited<ReturnType<typeof listActionFindings>>[number]

/** A photo of one action; that of another does not exist here. */
export const findActionPhoto = (db: Db, actionId: string, photoId: string) =>
  db
    .selectFrom('action_photos')
    .select('sha256')
    .where('id', '=', photoId)
    .where('action_id', '=', actionId)
    .executeTakeFirst()
