import type { Kysely } from 'kysely'
import type { AuditState, Database } from '../../db/schema.ts'
import { getContent } from '../store.ts'
import { compareVersions } from './number.ts'

type Db = Kysely<Database>

/** The versions of one checklist without their content, the highest number first. */
export const listVersionsOf = async (db: Db, checklistId: string) => {
  const rows = await db
    .selectFrom('checklist_versions')
    .innerJoin('checklists', 'checklists.id', 'checklist_versions.checklist_id')
    .select(['checklist_versions.id', 'checklist_versions.version', 'checklist_versions.state'])
    .select(['checklist_versions.published_at', 'checklists.kind'])
    .where('checklist_versions.checklist_id', '=', checklistId)
    .execute()
  return rows.sort((a, b) => compareVersions(b.version, a.version))
}
export type OwnVersion = Awaited<ReturnType<typeof listVersionsOf>>[number]

/** Every version of every checklist, with its content. */
export const listKnown = async (db: Db) => {
  const rows = await db.selectFrom('checklist_versions').select(['id', 'checklist_id', 'version']).execute()
  const known = []
  for (const row of rows) known.push({ ...row, content: await getContent(db, row.id) })
  return known
}

/** Audits that are not finished yet, and so still go on with one of these versions: planned ones, and those under way. */
export const countUnfinished = async (
  db: Db,
  versionIds: readonly string[],
): Promise<{ planned: number; running: number }> => {
  if (versionIds.length === 0) return { planned: 0, running: 0 }
  const rows = await db
    .selectFrom('audits')
    .select(['state'])
    .select((eb) => eb.fn.countAll<number>().as('audits'))
    .where('checklist_version_id', 'in', versionIds)
    .where('state', 'in', ['planned', ...underWay])
    .groupBy('state')
    .execute()
  const sum = (states: readonly AuditState[]) =>
    rows.reduce((total, { audits, state }) => (states.includes(state) ? total + Number(audits) : total), 0)
  return { planned: sum(['planned']), running: sum(underWay) }
}
const underWay: readonly AuditState[] = ['in_progress', 'returned', 'submitted', 'in_review']

/** Takes a published version out of use, or back into it; false where it was not in the state that it was to leave. */
export const changeState = async (
  db: Db,
  versionId: string,
  from: 'published' | 'retired',
  retiredAt: string | null,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('checklist_versions')
    .set({ state: retiredAt === null ? 'published' : 'retired', retired_at: retiredAt })
    .where('id', '=', versionId)
    .where('state', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Takes a draft away as it was read; false where somebody changed or took it since. */
export const takeDraft = async (db: Db, id: string, revision: number): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('checklist_drafts')
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
