import { type Actor, can } from '../../access/can.ts'
import { record } from '../../activity/store.ts'
import type { AppContext } from '../../context.ts'
import { isUnique } from '../../db/portable.ts'
import type { Trx } from '../../db/transact.ts'
import type { WordKey } from '../../i18n/words.ts'
import { Problem } from '../../problem.ts'
import { contentHash } from '../content-hash.ts'
import { findDraft } from '../drafts/store.ts'
import type { ChecklistContent } from '../format.ts'
import { findVersionByName, insertChecklist, insertVersion } from '../store.ts'
import { compareVersions, isVersionNumber } from './number.ts'
import { type Publication, publicationOf } from './publication.ts'
import { changeState, countUnfinished, takeDraft } from './store.ts'

const mustEdit = (actor: Actor) => {
  if (!can(actor, 'checklist.edit', null)) throw new Problem('not_found', 'general.problem.not_found')
}

/** Whoever comes second: the draft that they looked at was published or removed by somebody else. */
const draftGone = () => new Problem('not_found', 'versions.problem.draft_gone')

/**
 * Publishes a draft as a frozen version and takes the draft away, all or nothing. `revision` is that of the draft that was
 * looked at. Refuses a draft with flaws, one that clashes with other checklists, and a number that is not above all others.
 */
export const publishDraft = async (
  app: AppContext,
  actor: Actor,
  id: string,
  { version, revision }: { version: string; revision: number },
): Promise<{ checklistId: string; version: string }> => {
  mustEdit(actor)
  const at = app.now().toISOString()
  const versionId = app.newId()
  return app.transact(async (trx) => {
    const found = await findDraft(trx, id)
    if (!found) throw draftGone()
    if (found.revision !== revision) throw new Problem('conflict', 'versions.problem.draft_changed')
    const publication = await publicationOf(trx, { ...found.draft, version }, app.vocabulary)
    const content = publishable(publication, version)
    // Before anything is written: of two who publish at once, the second finds nothing to take.
    if (!(await takeDraft(trx, id, revision))) throw draftGone()
    await insertPublished(trx, { id: versionId, content, at })
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'checklist.publish',
      subject: { type: 'checklist', id: content.id },
      details: { version, hash: contentHash(content), draft: id },
    })
    return { checklistId: content.id, version }
  })
}

/** The content that may be frozen under a number; everything that speaks against it is refused. */
function publishable({ content, flaws, obstacles, versions }: Publication, version: string): ChecklistContent {
  const atVersion = (word: WordKey, params: Record<string, string> = {}) =>
    new Problem('bad_input', word, params, [{ field: 'version', word, params }])
  if (!isVersionNumber(version)) throw atVersion('checklist.problem.bad_version')
  const [last] = versions
  if (last && compareVersions(version, last.version) <= 0) {
    throw atVersion('versions.problem.not_higher', { version: last.version })
  }
  if (!content) throw new Problem('wrong_state', 'versions.problem.flaws', { n: flaws.length })
  if (obstacles.length > 0) throw new Problem('conflict', 'versions.problem.obstacles', { n: obstacles.length })
  return content
}

async function insertPublished(trx: Trx, given: { id: string; content: ChecklistContent; at: string }): Promise<void> {
  const { at, content, id } = given
  // A checklist is called what its newest version is called; this one is above all others.
  await insertChecklist(trx, {
    id: content.id,
    kind: content.kind,
    program: content.program,
    title_zh: content.title.zh,
    title_en: content.title.en,
    created_at: at,
  })
  await insertVersion(trx, {
    id,
    checklist_id: content.id,
    version: content.version,
    state: 'published',
    content: JSON.stringify(content),
    content_hash: contentHash(content),
    item_count: content.sections.reduce((count, section) => count + section.items.length, 0),
    created_at: at,
    published_at: at,
    retired_at: null,
  }).catch((error) => {
    if (isUnique(error)) throw new Problem('conflict', 'versions.problem.taken', { version: content.version })
    throw error
  })
}

type Named = { checklistId: string; version: string }

/** Takes a published version out of use: no new visit can have it. What is planned or under way keeps it. */
export const retireVersion = (app: AppContext, actor: Actor, named: Named): Promise<void> =>
  change(app, actor, named, { from: 'published', verb: 'checklist.retire', retiredAt: app.now().toISOString() })

/** Takes a retired version back into use. */
export const reinstateVersion = (app: AppContext, actor: Actor, named: Named): Promise<void> =>
  change(app, actor, named, { from: 'retired', verb: 'checklist.reinstate', retiredAt: null })

async function change(
  app: AppContext,
  actor: Actor,
  { checklistId, version }: Named,
  { from, verb, retiredAt }: { from: 'published' | 'retired'; verb: string; retiredAt: string | null },
): Promise<void> {
  mustEdit(actor)
  await app.transact(async (trx) => {
    const found = await findVersionByName(trx, checklistId, version)
    if (!found) throw new Problem('not_found', 'general.problem.not_found')
    const kept = await countUnfinished(trx, [found.id])
    if (!(await changeState(trx, found.id, from, retiredAt))) {
      throw new Problem('wrong_state', `versions.problem.not_${from}`)
    }
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb,
      subject: { type: 'checklist', id: checklistId },
      details: { version, ...(retiredAt === null ? {} : kept) },
    })
  })
}
