import { type Actor, can } from '../access/can.ts'
import { changesBetween } from '../activity/changes.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { DealerRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { findRegion, holdTree } from '../regions/store.ts'
import { countOpenAt, type Dealer, findDealer, insertDealer, updateDealer } from './store.ts'
import { findGroup } from './store-groups.ts'

export type DealerInput = Pick<
  DealerRow,
  'code' | 'name_zh' | 'name_en' | 'region_id' | 'group_id' | 'city_zh' | 'city_en' | 'address' | 'appeal_days'
>

/** Refuses whoever may not manage dealers, as if the thing were not there. */
export const mustManageDealers = (actor: Actor) => {
  if (!can(actor, 'dealer.manage', null)) throw new Problem('not_found', 'general.problem.not_found')
}

/** The dealer, for someone who may see it; to others it does not exist. */
export const getDealer = async (db: Trx | AppContext['db'], actor: Actor, id: string): Promise<Dealer> => {
  const dealer = await findDealer(db, id)
  if (!dealer || !can(actor, 'dealer.see', dealer.facts)) throw new Problem('not_found', 'general.problem.not_found')
  return dealer
}

const atField = (field: string, word: Problem['word']) =>
  new Problem('bad_input', 'general.problem.bad_input', {}, [{ field, word }])

const codeTaken = (error: unknown): never => {
  if (isUnique(error)) {
    throw new Problem('conflict', 'general.problem.bad_input', {}, [{ field: 'code', word: 'dealers.code.taken' }])
  }
  throw error
}

/** A new region or group must be there and in use; one that was chosen before may stay. */
const checkPlaces = async (trx: Trx, input: DealerInput, before?: Dealer) => {
  if (input.region_id !== before?.region_id) {
    const region = await findRegion(trx, input.region_id)
    if (!region) throw atField('region_id', 'form.not_offered')
    if (!region.active) throw atField('region_id', 'dealers.region.inactive')
  }
  if (input.group_id !== null && input.group_id !== before?.group_id) {
    const group = await findGroup(trx, input.group_id)
    if (!group) throw atField('group_id', 'form.not_offered')
    if (!group.active) throw atField('group_id', 'dealers.group.inactive')
  }
}

export const createDealer = async (app: AppContext, actor: Actor, input: DealerInput): Promise<string> => {
  mustManageDealers(actor)
  const id = app.newId()
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    await holdTree(trx)
    await checkPlaces(trx, input)
    await insertDealer(trx, { id, ...input, active: 1, created_at: at }).catch(codeTaken)
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'dealer.create',
      subject: { type: 'dealer', id },
      details: { ...input },
    })
  })
  return id
}

export const updateDealerDetails = async (
  app: AppContext,
  actor: Actor,
  id: string,
  input: DealerInput,
): Promise<void> => {
  mustManageDealers(actor)
  await app.transact(async (trx) => {
    await holdTree(trx)
    const before = await getDealer(trx, actor, id)
    await checkPlaces(trx, input, before)
    const changes = changesBetween(pickInput(before), input)
    if (Object.keys(changes).length === 0) return
    await updateDealer(trx, id, input).catch(codeTaken)
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'dealer.update',
      subject: { type: 'dealer', id },
      details: { changes },
    })
  })
}

const pickInput = ({
  code,
  name_zh,
  name_en,
  region_id,
  group_id,
  city_zh,
  city_en,
  address,
  appeal_days,
}: Dealer): DealerInput => ({
  code,
  name_zh,
  name_en,
  region_id,
  group_id,
  city_zh,
  city_en,
  address,
  appeal_days,
})

/** Takes a dealer out of planning. Refused while an audit there has no result yet; everything else stays as it is. */
export const deactivateDealer = (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustManageDealers(actor)
  return app.transact(async (trx) => {
    const dealer = await getDealer(trx, actor, id)
    if (!dealer.active) throw new Problem('wrong_state', 'dealers.is_inactive')
    const open = await countOpenAt(trx, id)
    if (open.audits > 0) throw new Problem('wrong_state', 'dealers.deactivate.open_audits', { n: open.audits })
    await updateDealer(trx, id, { active: 0 })
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'dealer.deactivate',
      subject: { type: 'dealer', id },
    })
  })
}

export const reactivateDealer = (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustManageDealers(actor)
  return app.transact(async (trx) => {
    await holdTree(trx)
    const dealer = await getDealer(trx, actor, id)
    if (dealer.active) throw new Problem('wrong_state', 'dealers.is_active')
    const region = await findRegion(trx, dealer.region_id)
    if (!region?.active) throw new Problem('wrong_state', 'regions.reactivate.parent_first')
    await updateDealer(trx, id, { active: 1 })
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'dealer.reactivate',
      subject: { type: 'dealer', id },
    })
  })
}
