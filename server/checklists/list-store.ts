import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

type Db = Kysely<Database>

/** Every version of every checklist without its content, the newest of each first. */
export const listVersions = (db: Db) =>
  db
    .selectFrom('checklist_versions')
    .innerJoin('checklists', 'checklists.id', 'checklist_versions.checklist_id')
    .select([
      'checklists.id as checklist_id',
      'checklists.kind',
      'checklists.title_zh',
      'checklists.title_en',
      'checklist_versions.id',
      'checklist_versions.version',
      'checklist_versions.state',
      'checklist_versions.item_count',
      'checklist_versions.published_at',
    ])
    .orderBy('checklists.kind', 'desc')
    .orderBy('checklists.id')
    .orderBy('checklist_versions.created_at', 'desc')
    .orderBy('checklist_versions.id')
    .execute()
export type VersionLine = Awaited<ReturnType<typeof listVersions>>[number]
