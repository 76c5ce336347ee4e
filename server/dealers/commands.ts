import { type Actor, can } from '../access/can.ts'
import { changesBetween } from '../activity/changes.ts'
import { type Deed, record, recordAll } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { DealerRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { findRegion, holdTree } from '../regions/store.ts'
import { featuresOf } from './features.ts'
import { placeProblems } from './rules.ts'
import { countOpenAt, type Dealer, findDealer, insertDealers, listFeatures, updateDealer } from './store.ts'
import { findGroup } from './store-groups.ts'

export type DealerInput = Pick<
  DealerRow,
  'code' | 'name_zh' | 'name_en' | 'region_id' | 'group_id' | 'city_zh' | 'city_en' | 'address' | 'appeal_days'
> & {
  /** Left as they are where it says nothing of them. */
  features?: string
}

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

const codeTaken = (error: unknown): never => {
  if (isUnique(error)) {
    throw new Problem('conflict', 'general.problem.bad_input', {}, [{ field: 'code', word: 'dealers.code.taken' }])
  }
  throw error
}

/** A feature must be one that is offered; what the dealer had before may stay. */
const checkFeatures = async (trx: Trx, { features = '[]' }: DealerInput, before?: Dealer) => {
  const known = new Set([...(await listFeatures(trx)).map(({ code }) => code), ...(before ? featuresOf(before) : [])])
  if (featuresOf({ features }).every((code) => known.has(code))) return
  throw new Problem('bad_input', 'general.problem.bad_input', {}, [{ field: 'features', word: 'form.not_offered' }])
}

const checkPlaces = async (trx: Trx, input: DealerInput, before?: Dealer) => {
  const region = await findRegion(trx, input.region_id)
  const group = input.group_id === null ? undefined : await findGroup(trx, input.group_id)
  const problems = placeProblems(input, { region, group }, before)
  if (problems.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, problems)
}

export const createDealer = async (app: AppContext, actor: Actor, input: DealerInput): Promise<string> => {
  mustManageDealers(actor)
  const id = app.newId()
  await app.transact(async (trx) => {
    await holdTree(trx)
    await checkPlaces(trx, input)
    await checkFeatures(trx, input)
    await addDealers(app, trx, actor, [{ id, input }])
  })
  return id
}

/** New dealers within a larger step that holds the tree and has checked where they belong. */
export const addDealers = async (
  app: AppContext,
  trx: Trx,
  actor: Actor,
  dealers: readonly { id: string; input: DealerInput }[],
): Promise<void> => {
  const at = app.now().toISOString()
  await insertDealers(
    trx,
    dealers.map(({ id, input }) => ({ id, features: '[]', ...input, active: 1, created_at: at })),
  ).catch(codeTaken)
  await recordAll(
    trx,
    dealers.map(({ id, input }) => ({
      id: app.newTimeId(),
      at,
      actor,
      verb: 'dealer.create',
      subject: { type: 'dealer', id },
      details: { ...input },
    })),
  )
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
    await checkFeatures(trx, input, before)
    await changeDealers(app, trx, actor, [{ before, input }])
  })
}

/** Changes of dealers within a larger step that holds the tree and has checked where they belong. */
export const changeDealers = async (
  app: AppContext,
  trx: Trx,
  actor: Actor,
  dealers: readonly { before: DealerInput & { id: string }; input: DealerInput }[],
): Promise<void> => {
  const at = app.now().toISOString()
  const deeds: Deed[] = []
  for (const { before, input } of dealers) {
    const changes = changesBetween(pickInput(before), input)
    if (Object.keys(changes).length === 0) continue
    await updateDealer(trx, before.id, input).catch(codeTaken)
    deeds.push({
      id: app.newTimeId(),
      at,
      actor,
      verb: 'dealer.update',
      subject: { type: 'dealer', id: before.id },
      details: { changes },
    })
  }
  await recordAll(trx, deeds)
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
  features,
}: DealerInput): DealerInput => ({
  code,
  name_zh,
  name_en,
  region_id,
  group_id,
  city_zh,
  city_en,
  address,
  appeal_days,
  features,
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
