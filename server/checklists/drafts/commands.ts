import { createHash } from 'node:crypto'
import { type Actor, can } from '../../access/can.ts'
import { record } from '../../activity/store.ts'
import type { AppContext } from '../../context.ts'
import { isUnique } from '../../db/portable.ts'
import type { Trx } from '../../db/transact.ts'
import { writtenOf } from '../../exchange/written.ts'
import { type FieldProblem, Problem } from '../../problem.ts'
import { canonicalJson } from '../content.ts'
import { findVersion, isTaken } from '../store.ts'
import { flawsOf } from '../wording.ts'
import { renamed } from './arrange.ts'
import { type Draft, emptyDraft, type Part, partOf, shapeOf, withPart } from './draft.ts'
import { partFrom, type Typed } from './form-tree.ts'
import { deleteDraft, findDraft, insertDraft, type StoredDraft, updateDraft } from './store.ts'

const mustEdit = (actor: Actor) => {
  if (!can(actor, 'checklist.edit', null)) throw new Problem('not_found', 'general.problem.not_found')
}

/** The draft, for whoever may edit checklists; to others it does not exist. */
export const getDraft = async (db: Trx | AppContext['db'], actor: Actor, id: string): Promise<StoredDraft> => {
  mustEdit(actor)
  const found = await findDraft(db, id)
  if (!found) throw new Problem('not_found', 'general.problem.not_found')
  return found
}

/** Begins a checklist that does not exist yet. Returns the id of the draft. */
export const createDraft = (app: AppContext, actor: Actor, given: Pick<Draft, 'id' | 'kind' | 'program' | 'title'>) =>
  putDraft(app, actor, emptyDraft(given), { basedOn: null, mustBeNew: true })

/** Begins the next version of a checklist from one of its versions. */
export const continueVersion = async (app: AppContext, actor: Actor, versionId: string): Promise<string> => {
  mustEdit(actor)
  const version = await findVersion(app.db, versionId)
  if (!version) throw new Problem('not_found', 'general.problem.not_found')
  return putDraft(app, actor, writtenOf(version.content, app.vocabulary), { basedOn: versionId })
}

/** Begins a new checklist as a copy of a version; `codeOf` gives every item the code that it has from then on. */
export const copyVersion = async (
  app: AppContext,
  actor: Actor,
  versionId: string,
  given: Pick<Draft, 'id' | 'title'>,
  codeOf: (code: string) => string,
): Promise<string> => {
  mustEdit(actor)
  const version = await findVersion(app.db, versionId)
  if (!version) throw new Problem('not_found', 'general.problem.not_found')
  const copy = { ...renamed(writtenOf(version.content, app.vocabulary), given.id, codeOf), title: given.title }
  return putDraft(app, actor, copy, { basedOn: null, mustBeNew: true })
}

/** Keeps a whole checklist as a draft, as an import does. Refuses where the checklist has a draft already. */
export const putDraft = async (
  app: AppContext,
  actor: Actor,
  draft: Draft,
  { basedOn, mustBeNew = false }: { basedOn: string | null; mustBeNew?: boolean },
): Promise<string> => {
  mustEdit(actor)
  const id = app.newId()
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    if (mustBeNew && (await isTaken(trx, draft.id))) throw idTaken()
    await insertDraft(trx, {
      id,
      checklist_id: draft.id,
      based_on: basedOn,
      draft,
      revision: 1,
      created_at: at,
      created_by: actor.id,
      changed_at: at,
      changed_by: actor.id,
    }).catch((error) => {
      if (isUnique(error)) throw mustBeNew ? idTaken() : new Problem('conflict', 'drafts.problem.there_is_one')
      throw error
    })
    await recordEdit(app, trx, actor, draft.id, 'checklist.draft', { draft: id, based_on: basedOn })
  })
  return id
}

const idTaken = () =>
  new Problem('conflict', 'general.problem.bad_input', {}, [{ field: 'id', word: 'drafts.problem.id_taken' }])

/** Changes a draft as it stands now; `what` goes into the log. A change that gives the same draft back stores nothing. */
export const changeDraft = async (
  app: AppContext,
  actor: Actor,
  id: string,
  what: Record<string, unknown>,
  change: (draft: Draft) => Draft,
): Promise<void> => {
  mustEdit(actor)
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    const found = await getDraft(trx, actor, id)
    const changed = change(found.draft)
    if (changed === found.draft) return
    if (!(await updateDraft(trx, found, changed, { at, by: actor.id }))) throw changedMeanwhile()
    await recordEdit(app, trx, actor, changed.id, 'checklist.edit', what)
  })
}

const changedMeanwhile = () => new Problem('conflict', 'drafts.problem.changed_meanwhile')

const recordEdit = (
  app: AppContext,
  trx: Trx,
  actor: Actor,
  checklistId: string,
  verb: string,
  details: Record<string, unknown>,
) =>
  record(trx, {
    id: app.newTimeId(),
    at: app.now().toISOString(),
    actor,
    verb,
    subject: { type: 'checklist', id: checklistId },
    details,
  })

/** What a form says it was filled in from, so that two people do not overwrite each other's work unseen. */
export const fingerprint = (part: Record<string, unknown> | undefined): string =>
  createHash('sha256')
    .update(canonicalJson(part ?? null))
    .digest('base64url')
    .slice(0, 16)

/**
 * Saves the form of a part. `seen` is the `fingerprint` of the part when the form was shown: whoever changed it since is not
 * overwritten. What cannot be kept (a word where a number belongs) is refused at its field; what is only not finished is kept.
 * `typed` null takes an optional part away. `also` changes, or refuses, what follows from it elsewhere in the draft.
 */
export const savePart = async (
  app: AppContext,
  actor: Actor,
  id: string,
  part: Part,
  {
    seen,
    typed,
    also = (changed) => changed,
  }: { seen: string; typed: Typed | null; also?: (changed: Draft, before: Draft) => Draft },
): Promise<void> => {
  const value = typed && partFrom(typed, shapeOf(part))
  const problems = value ? problemsOf(part, value) : []
  if (problems.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, problems)
  await changeDraft(app, actor, id, part, (draft) => {
    const now = partOf(draft, part)
    if (now === undefined && 'id' in part) throw new Problem('not_found', 'general.problem.not_found')
    if (fingerprint(now) !== seen) throw changedMeanwhile()
    const isSame = value ? canonicalJson(now ?? {}) === canonicalJson(value) : now === undefined
    return isSame ? draft : also(withPart(draft, part, value), draft)
  })
}

/** What of a form cannot be kept, at its fields. A text that is still missing, or a list that is too short, can. */
const problemsOf = (part: Part, value: Record<string, unknown>): FieldProblem[] => {
  const parsed = shapeOf(part).safeParse(value)
  if (parsed.success) return []
  return flawsOf(parsed.error.issues, value)
    .filter(({ word }) => !unfinished.has(word))
    .map(({ path, word, params }) => ({ field: path.join('.'), word, params }))
}
const unfinished: ReadonlySet<string> = new Set([
  'checklist.problem.missing_zh',
  'checklist.problem.missing_en',
  'checklist.problem.empty',
  'checklist.problem.too_few',
])

/** Throws a draft away. */
export const removeDraft = async (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustEdit(actor)
  await app.transact(async (trx) => {
    const found = await getDraft(trx, actor, id)
    await deleteDraft(trx, id)
    await recordEdit(app, trx, actor, found.checklist_id, 'checklist.discard', { draft: id })
  })
}
