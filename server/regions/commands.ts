import { type Actor, can } from '../access/can.ts'
import { changesBetween } from '../activity/changes.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { RegionRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { placeUnder, wouldCircle } from './rules.ts'
import { countActiveIn, findRegion, holdTree, insertRegion, moveSubtree, updateRegion } from './store.ts'

export type RegionInput = { code: string; nameZh: string; nameEn: string; parentId: string | null }

const mustManage = (actor: Actor) => {
  if (!can(actor, 'region.manage', null)) throw new Problem('not_found', 'general.problem.not_found')
}

export const getRegion = async (db: Trx | AppContext['db'], id: string): Promise<RegionRow> => {
  const region = await findRegion(db, id)
  if (!region) throw new Problem('not_found', 'general.problem.not_found')
  return region
}

const atField = (field: string, word: Problem['word']) =>
  new Problem('bad_input', 'general.problem.bad_input', {}, [{ field, word }])

const codeTaken = (error: unknown): never => {
  if (isUnique(error)) {
    throw new Problem('conflict', 'general.problem.bad_input', {}, [{ field: 'code', word: 'regions.code.taken' }])
  }
  throw error
}

const parentFor = async (trx: Trx, parentId: string | null): Promise<RegionRow | null> => {
  if (parentId === null) return null
  const parent = await findRegion(trx, parentId)
  if (!parent) throw atField('parent_id', 'form.not_offered')
  if (!parent.active) throw atField('parent_id', 'regions.parent.inactive')
  return parent
}

/** Adds a region at the top or under another. Returns its id. */
export const createRegion = async (app: AppContext, actor: Actor, input: RegionInput): Promise<string> => {
  mustManage(actor)
  const id = app.newId()
  await app.transact(async (trx) => {
    await holdTree(trx)
    await addRegion(app, trx, actor, id, input)
  })
  return id
}

/** A new region within a larger step that holds the tree. */
export const addRegion = async (app: AppContext, trx: Trx, actor: Actor, id: string, input: RegionInput) => {
  const at = app.now().toISOString()
  const parent = await parentFor(trx, input.parentId)
  await insertRegion(trx, {
    id,
    parent_id: parent?.id ?? null,
    code: input.code,
    name_zh: input.nameZh,
    name_en: input.nameEn,
    ...placeUnder(parent, id),
    active: 1,
    created_at: at,
  }).catch(codeTaken)
  await record(trx, {
    id: app.newTimeId(),
    at,
    actor,
    verb: 'region.create',
    subject: { type: 'region', id },
    details: { code: input.code, parent_id: input.parentId },
  })
}

/** Renames a region and moves it, with everything below it, under another. */
export const updateRegionDetails = async (
  app: AppContext,
  actor: Actor,
  id: string,
  input: RegionInput,
): Promise<void> => {
  mustManage(actor)
  await app.transact(async (trx) => {
    await holdTree(trx)
    await changeRegion(app, trx, actor, id, input)
  })
}

/** Changes of a region within a larger step that holds the tree. */
export const changeRegion = async (app: AppContext, trx: Trx, actor: Actor, id: string, input: RegionInput) => {
  const at = app.now().toISOString()
  const region = await getRegion(trx, id)
  const log = (verb: string, details: Record<string, unknown>) =>
    record(trx, { id: app.newTimeId(), at, actor, verb, subject: { type: 'region', id }, details })
  const values = { code: input.code, name_zh: input.nameZh, name_en: input.nameEn }
  const changes = changesBetween({ code: region.code, name_zh: region.name_zh, name_en: region.name_en }, values)
  if (Object.keys(changes).length > 0) {
    await updateRegion(trx, id, values).catch(codeTaken)
    await log('region.update', { changes })
  }
  if (input.parentId === region.parent_id) return
  const parent = await parentFor(trx, input.parentId)
  if (wouldCircle(region, parent)) throw atField('parent_id', 'regions.parent.circle')
  const place = placeUnder(parent, id)
  await updateRegion(trx, id, { parent_id: parent?.id ?? null })
  const moved = await moveSubtree(trx, region.path, place.path, place.depth - region.depth)
  await log('region.move', { changes: { parent_id: [region.parent_id, parent?.id ?? null] }, moved })
}

/** Closes a region that holds nothing active any more. */
export const deactivateRegion = (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustManage(actor)
  return app.transact(async (trx) => {
    await holdTree(trx)
    const region = await getRegion(trx, id)
    if (!region.active) throw new Problem('wrong_state', 'regions.is_inactive')
    const held = await countActiveIn(trx, region)
    if (held.dealers + held.regions > 0) throw new Problem('wrong_state', 'regions.deactivate.not_empty', held)
    await updateRegion(trx, id, { active: 0 })
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'region.deactivate',
      subject: { type: 'region', id },
    })
  })
}

export const reactivateRegion = (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustManage(actor)
  return app.transact(async (trx) => {
    await holdTree(trx)
    const region = await getRegion(trx, id)
    if (region.active) throw new Problem('wrong_state', 'regions.is_active')
    const parent = region.parent_id === null ? undefined : await findRegion(trx, region.parent_id)
    if (parent && !parent.active) throw new Problem('wrong_state', 'regions.reactivate.parent_first')
    await updateRegion(trx, id, { active: 1 })
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'region.reactivate',
      subject: { type: 'region', id },
    })
  })
}
