import type { Actor } from '../access/can.ts'
import { changesBetween } from '../activity/changes.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { DealerGroupRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { mustManageDealers } from './commands.ts'
import { countActiveInGroup, findGroup, insertGroup, updateGroup } from './store-groups.ts'

export type GroupInput = Pick<DealerGroupRow, 'code' | 'name_zh' | 'name_en'>

export const getGroup = async (db: Trx | AppContext['db'], id: string): Promise<DealerGroupRow> => {
  const group = await findGroup(db, id)
  if (!group) throw new Problem('not_found', 'general.problem.not_found')
  return group
}

const codeTaken = (error: unknown): never => {
  if (isUnique(error)) {
    throw new Problem('conflict', 'general.problem.bad_input', {}, [
      { field: 'code', word: 'dealers.groups.code.taken' },
    ])
  }
  throw error
}

const log = (
  trx: Trx,
  app: AppContext,
  actor: Actor,
  verb: string,
  id: string,
  details: Record<string, unknown> = {},
) =>
  record(trx, {
    id: app.newTimeId(),
    at: app.now().toISOString(),
    actor,
    verb,
    subject: { type: 'dealer_group', id },
    details,
  })

export const createGroup = async (app: AppContext, actor: Actor, input: GroupInput): Promise<string> => {
  mustManageDealers(actor)
  const id = app.newId()
  await app.transact(async (trx) => {
    await insertGroup(trx, { id, ...input, active: 1, created_at: app.now().toISOString() }).catch(codeTaken)
    await log(trx, app, actor, 'dealer_group.create', id, { ...input })
  })
  return id
}

export const updateGroupDetails = (app: AppContext, actor: Actor, id: string, input: GroupInput): Promise<void> => {
  mustManageDealers(actor)
  return app.transact(async (trx) => {
    const { code, name_zh, name_en } = await getGroup(trx, id)
    const changes = changesBetween({ code, name_zh, name_en }, input)
    if (Object.keys(changes).length === 0) return
    await updateGroup(trx, id, input).catch(codeTaken)
    await log(trx, app, actor, 'dealer_group.update', id, { changes })
  })
}

/** Closes a group that holds no active dealer any more. */
export const deactivateGroup = (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustManageDealers(actor)
  return app.transact(async (trx) => {
    const group = await getGroup(trx, id)
    if (!group.active) throw new Problem('wrong_state', 'dealers.is_inactive')
    const n = await countActiveInGroup(trx, id)
    if (n > 0) throw new Problem('wrong_state', 'dealers.groups.not_empty', { n })
    await updateGroup(trx, id, { active: 0 })
    await log(trx, app, actor, 'dealer_group.deactivate', id)
  })
}

export const reactivateGroup = (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustManageDealers(actor)
  return app.transact(async (trx) => {
    const group = await getGroup(trx, id)
    if (group.active) throw new Problem('wrong_state', 'dealers.is_active')
    await updateGroup(trx, id, { active: 1 })
    await log(trx, app, actor, 'dealer_group.reactivate', id)
  })
}
