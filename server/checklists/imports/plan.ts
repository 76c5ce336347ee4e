import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { writtenOf } from '../../exchange/written.ts'
import type { Draft } from '../drafts/draft.ts'
import type { StoredDraft } from '../drafts/store.ts'
import type { Common } from '../format.ts'
import { getContent } from '../store.ts'
import { type Difference, differenceOf } from '../versions/diff.ts'
import { type Obstacle, obstaclesOf } from '../versions/publication.ts'
import { listVersionsOf, type OwnVersion } from '../versions/store.ts'
import { findDraftOfChecklist } from './store.ts'

/** What an import of a checklist would do, as things are now. */
export type ImportPlan = {
  /** A checklist that does not exist yet, a draft of the next version, or another content of the draft that there is. */
  readonly kind: 'new' | 'next' | 'changed'
  readonly draft: StoredDraft | undefined
  /** All versions that there are, the highest first. */
  readonly versions: readonly OwnVersion[]
  /** Against the draft that there is, else the highest version, else nothing. */
  readonly difference: Difference
  readonly obstacles: readonly Obstacle[]
  /** Draft and versions as one text: when it changes, the plan has. */
  readonly base: string
}

/** What importing a checklist means now. */
export async function planOf(db: Kysely<Database>, uploaded: Draft, common: Common): Promise<ImportPlan> {
  const { draft, versions, base } = await baseOf(db, uploaded.id)
  const [last] = versions
  const before = draft?.draft ?? (last && writtenOf(await getContent(db, last.id), common))
  return {
    kind: draft ? 'changed' : last ? 'next' : 'new',
    draft,
    versions,
    difference: differenceOf(before ?? emptied(uploaded), uploaded),
    obstacles: await obstaclesOf(db, uploaded, versions),
    base,
  }
}

/** What a checklist is now: its draft, its versions, and both as one text to compare. */
export async function baseOf(db: Kysely<Database>, checklistId: string) {
  const draft = await findDraftOfChecklist(db, checklistId)
  const versions = await listVersionsOf(db, checklistId)
  const base = JSON.stringify([draft && [draft.id, draft.revision], versions.map(({ version }) => version)])
  return { draft, versions, base }
}

/** Beside a checklist without items, every item is a new one. */
const emptied = (checklist: Draft): Draft => ({ ...checklist, sections: [] })
