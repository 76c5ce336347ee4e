import type { Kysely } from 'kysely'
import type { ChecklistRow, ChecklistVersionRow, Database } from '../db/schema.ts'
import type { ChecklistContent, Text } from './format.ts'

type Db = Kysely<Database>

export type ChecklistVersion = Omit<ChecklistVersionRow, 'content'> & { content: ChecklistContent }

/** A version's content never changes, so what was parsed once is kept. Bounded: a network uses a few dozen versions. */
const parsed = new Map<string, ChecklistContent>()
const mostKept = 200

const contentOf = (row: Pick<ChecklistVersionRow, 'id' | 'content' | 'state'>): ChecklistContent => {
  const known = parsed.get(row.id)
  if (known) return known
  const content = JSON.parse(row.content) as ChecklistContent
  if (row.state !== 'draft') {
    const oldest = parsed.size >= mostKept ? parsed.keys().next().value : undefined
    if (oldest) parsed.delete(oldest)
    parsed.set(row.id, content)
  }
  return content
}

export const findVersion = async (db: Db, id: string): Promise<ChecklistVersion | undefined> => {
  const row = await db.selectFrom('checklist_versions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, content: contentOf(row) }
}

/** The content of a version, from memory once it was read. */
export const getContent = async (db: Db, versionId: string): Promise<ChecklistContent> => {
  const known = parsed.get(versionId)
  if (known) return known
  const row = await db
    .selectFrom('checklist_versions')
    .select(['id', 'content', 'state'])
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  return contentOf(row)
}

/** The dealer features that published checklists name, with their words; where two differ, those of the newest. */
export const listNamedFeatures = async (db: Db): Promise<Map<string, Text>> => {
  const versions = await db
    .selectFrom('checklist_versions')
    .select('id')
    .where('state', '=', 'published')
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  const features = new Map<string, Text>()
  for (const { id } of versions) {
    const { words } = await getContent(db, id)
    for (const [code, text] of Object.entries(words.dealer_features ?? {})) features.set(code, text)
  }
  return features
}

export const findVersionByName = (db: Db, checklistId: string, version: string) =>
  db
    .selectFrom('checklist_versions')
    .select(['id', 'state', 'content_hash'])
    .where('checklist_id', '=', checklistId)
    .where('version', '=', version)
    .executeTakeFirst()

/** The numbers of a checklist's versions that were ever published. */
export const listPublishedNumbers = async (db: Db, checklistId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('checklist_versions')
    .select('version')
    .where('checklist_id', '=', checklistId)
    .where('state', '!=', 'draft')
    .execute()
  return rows.map(({ version }) => version)
}

/** Whether there is a checklist of this id, whatever its versions. */
export const isTaken = async (db: Db, id: string): Promise<boolean> =>
  (await db.selectFrom('checklists').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

export const insertChecklist = (db: Db, row: ChecklistRow) =>
  db
    .insertInto('checklists')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ program: row.program, title_zh: row.title_zh, title_en: row.title_en }),
    )
    .execute()

export const insertVersion = (db: Db, row: ChecklistVersionRow) =>
  db.insertInto('checklist_versions').values(row).execute()
