import type { Kysely } from 'kysely'
import type { ChecklistImportRow, Database } from '../../db/schema.ts'
import type { FileProblem } from '../../exchange/read-file.ts'
import type { Draft } from '../drafts/draft.ts'
import { findDraft, type StoredDraft } from '../drafts/store.ts'

type Db = Kysely<Database>

/** A kept import with its content read. */
export type StoredImport = Omit<ChecklistImportRow, 'content' | 'problems'> & {
  draft: Draft | null
  problems: FileProblem[]
}

export const insertImport = (db: Db, { draft, problems, ...row }: StoredImport) =>
  db
    .insertInto('checklist_imports')
    .values({ ...row, content: draft && JSON.stringify(draft), problems: JSON.stringify(problems) })
    .execute()

export const findImport = async (db: Db, id: string): Promise<(StoredImport & { maker: string }) | undefined> => {
  const found = await db
    .selectFrom('checklist_imports')
    .innerJoin('users', 'users.id', 'checklist_imports.created_by')
    .selectAll('checklist_imports')
    .select('users.name as maker')
    .where('checklist_imports.id', '=', id)
    .executeTakeFirst()
  if (!found) return undefined
  const { content, problems, ...row } = found
  return { ...row, draft: content === null ? null : JSON.parse(content), problems: JSON.parse(problems) }
}

/** What is kept, without content, the newest first. */
export const listImports = (db: Db) =>
  db
    .selectFrom('checklist_imports')
    .innerJoin('users', 'users.id', 'checklist_imports.created_by')
    .select(['checklist_imports.id', 'file_name', 'checklist_id', 'problem_count', 'settled_at', 'draft_id'])
    .select(['checklist_imports.created_at', 'users.name as maker'])
    .orderBy('checklist_imports.created_at', 'desc')
    .orderBy('checklist_imports.id')
    .limit(100)
    .execute()
export type ImportLine = Awaited<ReturnType<typeof listImports>>[number]

/** Marks an import as done; false where somebody settled or removed it since. */
export const settleImport = async (
  db: Db,
  id: string,
  settled: { at: string; by: string; draftId: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('checklist_imports')
    .set({ settled_at: settled.at, settled_by: settled.by, draft_id: settled.draftId })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export const deleteImport = (db: Db, id: string) => db.deleteFrom('checklist_imports').where('id', '=', id).execute()

export const deleteImportsBefore = (db: Db, at: string) =>
  db.deleteFrom('checklist_imports').where('created_at', '<', at).execute()

/** The draft that a checklist has. */
export const findDraftOfChecklist = async (db: Db, checklistId: string): Promise<StoredDraft | undefined> => {
  const row = await db
    .selectFrom('checklist_drafts')
    .select('id')
    .where('checklist_id', '=', checklistId)
    .executeTakeFirst()
  return row && findDraft(db, row.id)
}
