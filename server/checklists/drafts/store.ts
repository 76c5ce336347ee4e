import type { Kysely } from 'kysely'
import type { ChecklistDraftRow, Database } from '../../db/schema.ts'
import { getContent } from '../store.ts'
import { itemsOf } from './arrange.ts'
import type { Draft } from './draft.ts'

type Db = Kysely<Database>

/** A draft with its content read. */
export type StoredDraft = Omit<ChecklistDraftRow, 'content'> & { draft: Draft }

const stored = ({ content, ...row }: ChecklistDraftRow): StoredDraft => ({
  ...row,
  draft: JSON.parse(content) as Draft,
})

export const findDraft = async (db: Db, id: string): Promise<StoredDraft | undefined> => {
  const row = await db.selectFrom('checklist_drafts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && stored(row)
}

/** The drafts there are, the one changed last first. */
export const listDrafts = (db: Db) =>
  db
    .selectFrom('checklist_drafts')
    .innerJoin('users', 'users.id', 'checklist_drafts.changed_by')
    .select(['checklist_drafts.id', 'checklist_drafts.checklist_id', 'checklist_drafts.based_on'])
    .select(['checklist_drafts.content', 'checklist_drafts.changed_at', 'users.name as changed_by'])
    .orderBy('checklist_drafts.changed_at', 'desc')
    .orderBy('checklist_drafts.id')
    .execute()
    .then((rows) => rows.map(({ content, ...row }) => ({ ...row, draft: JSON.parse(content) as Draft })))
export type DraftLine = Awaited<ReturnType<typeof listDrafts>>[number]

/** Throws a unique violation where the checklist has a draft already. */
export const insertDraft = (db: Db, { draft, ...row }: StoredDraft) =>
  db
    .insertInto('checklist_drafts')
    .values({ ...row, content: JSON.stringify(draft) })
    .execute()

/** Keeps a changed draft; false where somebody else changed or removed it since it was read. */
export const updateDraft = async (
  db: Db,
  read: Pick<StoredDraft, 'id' | 'revision'>,
  draft: Draft,
  changed: { at: string; by: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('checklist_drafts')
    .set({
      checklist_id: draft.id,
      content: JSON.stringify(draft),
      revision: read.revision + 1,
      changed_at: changed.at,
      changed_by: changed.by,
    })
    .where('id', '=', read.id)
    .where('revision', '=', read.revision)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export const deleteDraft = (db: Db, id: string) => db.deleteFrom('checklist_drafts').where('id', '=', id).execute()

/** What the person is called; they are never removed. */
export const nameOfPerson = async (db: Db, id: string): Promise<string> =>
  (await db.selectFrom('users').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name

export const findDraftOf = (db: Db, checklistId: string) =>
  db.selectFrom('checklist_drafts').select('id').where('checklist_id', '=', checklistId).executeTakeFirst()

/**
 * Item codes in use, each with the checklist that it belongs to: those of every version ever, and of the other drafts. With `own`
 * the versions of the checklist itself count as well: none of their codes is free for another item.
 */
export const codesInUse = async (
  db: Db,
  checklistId: string,
  { own }: { own: boolean },
): Promise<Map<string, string>> => {
  const codes = new Map<string, string>()
  const versions = await db.selectFrom('checklist_versions').select(['id', 'checklist_id']).execute()
  for (const version of versions) {
    if (!own && version.checklist_id === checklistId) continue
    const { sections } = await getContent(db, version.id)
    for (const { id } of sections.flatMap(({ items }) => items)) codes.set(id, version.checklist_id)
  }
  const drafts = await db
    .selectFrom('checklist_drafts')
    .select(['checklist_id', 'content'])
    .where('checklist_id', '!=', checklistId)
    .execute()
  for (const { checklist_id, content } of drafts) {
    for (const { id } of itemsOf(JSON.parse(content) as Draft)) codes.set(id, checklist_id)
  }
  return codes
}

/** The programmes that checklists belong to, as suggestions. */
export const listPrograms = async (db: Db): Promise<string[]> => {
  const rows = await db.selectFrom('checklists').select('program').distinct().orderBy('program').execute()
  return rows.map(({ program }) => program)
}
