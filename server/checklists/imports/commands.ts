import { type Actor, can } from '../../access/can.ts'
import { record } from '../../activity/store.ts'
import type { AppContext } from '../../context.ts'
import { isUnique } from '../../db/portable.ts'
import { writtenOf } from '../../exchange/written.ts'
import { Problem } from '../../problem.ts'
import { insertDraft, updateDraft } from '../drafts/store.ts'
import { baseOf, planOf } from './plan.ts'
import { deleteImport, deleteImportsBefore, findImport, insertImport, settleImport } from './store.ts'

const mustEdit = (actor: Actor) => {
  if (!can(actor, 'checklist.edit', null)) throw new Problem('not_found', 'general.problem.not_found')
}

/** So many problems of a file are kept; whoever has mended these sends it again. */
const mostProblems = 500

/** Reads a file that somebody sent and keeps what it says, or what is wrong with it. Returns the id of the import. */
export const keepImport = async (
  app: AppContext,
  actor: Actor,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<string> => {
  mustEdit(actor)
  const { content, problems } = await app.exchange.readChecklist(name, bytes, app.vocabulary).catch((error) => {
    if (error instanceof Problem) app.log.warn({ err: error.cause, bytes: bytes.byteLength }, 'file not read')
    throw error
  })
  const draft = content ? writtenOf(content, app.vocabulary) : null
  const id = app.newId()
  await app.transact(async (trx) => {
    await insertImport(trx, {
      id,
      file_name: name,
      checklist_id: draft?.id ?? null,
      draft,
      problems: problems.slice(0, mostProblems),
      problem_count: problems.length,
      base: draft ? (await baseOf(trx, draft.id)).base : '',
      created_at: app.now().toISOString(),
      created_by: actor.id,
      settled_at: null,
      settled_by: null,
      draft_id: null,
    })
  })
  return id
}

/** A kept import, for whoever may edit checklists. */
export const getImport = async (db: AppContext['db'], actor: Actor, id: string) => {
  mustEdit(actor)
  const found = await findImport(db, id)
  if (!found) throw new Problem('not_found', 'general.problem.not_found')
  return found
}

/**
 * Makes an import the draft of its checklist, all of it or nothing. `seen` is the base of the plan that was looked at: whatever
 * became of the checklist since is not overwritten unseen. Returns the id of the draft.
 */
export const carryOutImport = async (app: AppContext, actor: Actor, id: string, seen: string): Promise<string> => {
  mustEdit(actor)
  const at = app.now().toISOString()
  const newDraftId = app.newId()
  return app.transact(async (trx) => {
    const found = await getImport(trx, actor, id)
    if (found.settled_at !== null) throw new Problem('wrong_state', 'imports.checklists.problem.settled')
    if (!found.draft) throw new Problem('wrong_state', 'imports.checklists.problem.wrong', { n: found.problem_count })
    const plan = await planOf(trx, found.draft, app.vocabulary)
    if (plan.base !== seen) throw new Problem('conflict', 'imports.checklists.problem.changed')
    if (plan.obstacles.length > 0) {
      throw new Problem('conflict', 'imports.checklists.problem.wrong', { n: plan.obstacles.length })
    }
    const draftId = plan.draft?.id ?? newDraftId
    const changed = { at, by: actor.id }
    if (plan.draft) {
      if (!(await updateDraft(trx, plan.draft, found.draft, changed))) throw changedMeanwhile()
    } else {
      await insertDraft(trx, {
        id: draftId,
        checklist_id: found.draft.id,
        based_on: plan.versions[0]?.id ?? null,
        draft: found.draft,
        revision: 1,
        created_at: at,
        created_by: actor.id,
        changed_at: at,
        changed_by: actor.id,
      }).catch((error) => {
        if (isUnique(error)) throw changedMeanwhile()
        throw error
      })
    }
    if (!(await settleImport(trx, id, { ...changed, draftId }))) {
      throw new Problem('wrong_state', 'imports.checklists.problem.settled')
    }
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'checklist.import',
      subject: { type: 'checklist', id: found.draft.id },
      details: { file: found.file_name, import: id, draft: draftId },
    })
    return draftId
  })
}

const changedMeanwhile = () => new Problem('conflict', 'imports.checklists.problem.changed')

/** Throws a kept import away; what it became already stays. */
export const removeImport = async (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustEdit(actor)
  await app.transact(async (trx) => {
    await getImport(trx, actor, id)
    await deleteImport(trx, id)
  })
}

const keptDays = 60

/** Imports are previews: after two months nobody comes back to one. */
export const forgetOldChecklistImports = (app: AppContext): Promise<unknown> =>
  app.transact((trx) => deleteImportsBefore(trx, new Date(app.now().getTime() - keptDays * 86_400_000).toISOString()))
