import type { Kysely } from 'kysely'
import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import type { Database, ImportKind } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { addDealers, changeDealers } from '../dealers/commands.ts'
import { addRegion, changeRegion } from '../regions/commands.ts'
import { holdTree } from '../regions/store.ts'
import { addUsers, changeUsers } from '../users/commands.ts'
import type { OpenWork } from '../users/rules.ts'
import { listOpenWork } from '../users/store-work.ts'
import { addVisits } from '../visits/commands.ts'
import { checkAuditPlans } from './audit-plan-lines.ts'
import type { Checking, ImportContext, Values } from './check.ts'
import { checkDealers, codesById, dealerValues } from './dealer-lines.ts'
import { planWriter } from './known-plans.ts'
import {
  loadDealers,
  loadFeatures,
  loadGroups,
  loadHolders,
  loadPlannedAudits,
  loadPlans,
  loadRegions,
  loadUsers,
} from './known-store.ts'
import type { Line } from './lines.ts'
import { checkRegions, regionValues } from './region-lines.ts'
import { checkUsers, userValues, whoseWorkMatters } from './user-lines.ts'

type Db = Kysely<Database>

/** Writes what was checked, within one larger step, by the same ways as the forms. */
export type Write = (app: AppContext, trx: Trx, actor: Actor) => Promise<void>

/** Runs a check to its end and turns its plan into the way to write it. */
function* writing<Plan>(
  check: Checking<Plan>,
  write: (plan: Plan, app: AppContext, trx: Trx, actor: Actor) => Promise<void>,
): Checking<Write> {
  const plan = yield* check
  return (app, trx, actor) => write(plan, app, trx, actor)
}

/** Loads what the rows meet in the database, and begins to check them. */
export const beginCheck = async (
  db: Db,
  kind: ImportKind,
  lines: readonly Line[],
  context: ImportContext,
): Promise<Checking<Write>> => {
  switch (kind) {
    case 'regions':
      return writing(checkRegions(lines, await loadRegions(db), context), async (steps, app, trx, actor) => {
        for (const { id, isNew, input } of steps) await (isNew ? addRegion : changeRegion)(app, trx, actor, id, input)
      })
    case 'dealers': {
      const known = {
        dealers: await loadDealers(db),
        regions: await loadRegions(db),
        groups: await loadGroups(db),
        features: await loadFeatures(db),
      }
      return writing(checkDealers(lines, known, context), async ({ add, change }, app, trx, actor) => {
        await addDealers(app, trx, actor, add)
        await changeDealers(app, trx, actor, change)
      })
    }
    case 'users': {
      const known = { users: await loadUsers(db), dealers: await loadDealers(db), regions: await loadRegions(db) }
      const work = new Map<string, OpenWork>()
      for (const id of whoseWorkMatters(lines, known)) work.set(id, await listOpenWork(db, id))
      const held = await loadHolders(db)
      return writing(checkUsers(lines, { ...known, held, work }, context), async ({ add, change }, app, trx, actor) => {
        await addUsers(app, trx, actor, add)
        await changeUsers(app, trx, actor, change)
      })
    }
    case 'audit_plans': {
      const codes = new Set(lines.map(({ values }) => (values.dealer ?? '').toLowerCase()))
      const days = lines.flatMap(({ values: { day = '' } }) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : []))
      const known = await loadPlans(db, codes, days)
      return writing(checkAuditPlans(lines, known, context), (visits, app, trx, actor) =>
        addVisits(app, trx, actor, visits),
      )
    }
  }
}

/** Makes changes of the same things wait for this one, as the forms do. */
export const holdStill = async (trx: Trx, kind: ImportKind): Promise<void> => {
  if (kind === 'regions' || kind === 'dealers') await holdTree(trx)
}

/** What is there now, as rows of a file. */
export const exportedRows = async (db: Db, kind: ImportKind): Promise<Values[]> => {
  switch (kind) {
    case 'regions': {
      const regions = await loadRegions(db)
      const codes = codesById(regions)
      return regions.map((region) => regionValues(region, codes))
    }
    case 'dealers': {
      const codes = codesById([...(await loadRegions(db)), ...(await loadGroups(db))])
      const dealers = await loadDealers(db)
      return dealers.map((dealer) => dealerValues(dealer, codes)).sort(byFirst('code'))
    }
    case 'users': {
      const codes = codesById([...(await loadDealers(db)), ...(await loadRegions(db))])
      return (await loadUsers(db)).map((user) => userValues(user, codes)).sort(byFirst('sign_in_name'))
    }
    case 'audit_plans': {
      const known = await loadPlans(db, new Set(), [])
      return (await loadPlannedAudits(db)).map(planWriter(known)).filter((values) => values !== undefined)
    }
  }
}

const byFirst = (name: string) => (a: Values, b: Values) => ((a[name] ?? '') < (b[name] ?? '') ? -1 : 1)
