import { type Actor, can, roles } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { UserRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import type { Locale } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { findRegion } from '../regions/store.ts'
import { normalSignInName } from '../sessions/commands.ts'
import { deleteSessionsOf, insertUser } from '../sessions/store.ts'
import { administers, type Described, fieldsOf, isAnyWork, missingFields, workThatDoesNotFit } from './rules.ts'
import {
  findDealersByCode,
  findUser,
  hasHeldAudits,
  isAliasTaken,
  isOtherActiveIn,
  listDealersOfUsers,
  listRegionsOfUsers,
  replaceDealersOf,
  replaceRegionsOf,
  updateUser,
} from './store.ts'
import { listOpenWork } from './store-work.ts'

export type UserInput = Described & {
  name: string
  signInName: string
  locale: Locale
  email: string | null
  phone: string | null
}

/** Refuses whoever may not administer people, as if the thing were not there. */
export const mustAdminister = (actor: Actor) => {
  if (!can(actor, 'user.manage', null)) throw new Problem('not_found', 'general.problem.not_found')
}

export const getUser = async (trx: Trx | AppContext['db'], id: string): Promise<UserRow> => {
  const user = await findUser(trx, id)
  if (!user) throw new Problem('not_found', 'general.problem.not_found')
  return user
}

const atField = (field: string, word: Problem['word'], params: Problem['params'] = {}) =>
  new Problem('bad_input', 'general.problem.bad_input', {}, [{ field, word, params }])

/** What the role does not take is left out, what it takes is checked against the database. */
const checked = async (trx: Trx, input: UserInput, id: string) => {
  const missing = missingFields(input)
  if (missing.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, missing)
  const takes = fieldsOf(input.role)
  const dealers = takes.dealers === 'none' ? [] : await findDealersByCode(trx, input.dealerCodes)
  if (takes.dealers !== 'none') {
    const known = new Set(dealers.map((dealer) => dealer.code.toLowerCase()))
    const unknown = input.dealerCodes.filter((code) => !known.has(code.toLowerCase()))
    if (unknown.length > 0) throw atField('dealers', 'users.dealers.unknown', { codes: unknown.join(', ') })
  }
  const regionIds = takes.regions === 'none' ? [] : [...new Set(input.regionIds)]
  for (const regionId of regionIds) if (!(await findRegion(trx, regionId))) throw atField('regions', 'form.not_offered')
  const alias = takes.alias === 'none' ? null : input.alias
  if (alias && (await isAliasTaken(trx, alias, id))) throw atField('alias', 'users.alias.taken')
  return {
    row: {
      sign_in_name: normalSignInName(input.signInName),
      name: input.name,
      alias,
      role: input.role,
      locale: input.locale,
      email: input.email,
      phone: input.phone,
      position: takes.position === 'none' ? null : input.position,
    },
    dealerIds: dealers.map((dealer) => dealer.id),
    regionIds,
  }
}

const signInNameTaken = (error: unknown): never => {
  if (isUnique(error)) {
    throw new Problem('conflict', 'general.problem.bad_input', {}, [
      { field: 'sign_in_name', word: 'users.sign_in_name.taken' },
    ])
  }
  throw error
}

/** Adds a person. They cannot sign in before they set a password through an invitation. Returns the new id. */
export const createUser = async (app: AppContext, actor: Actor, input: UserInput): Promise<string> => {
  mustAdminister(actor)
  const id = app.newId()
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    const { row, dealerIds, regionIds } = await checked(trx, input, id)
    await insertUser(trx, {
      id,
      ...row,
      password_hash: null,
      active: 1,
      created_at: at,
      signed_in_at: null,
    }).catch(signInNameTaken)
    await replaceDealersOf(trx, id, dealerIds)
    await replaceRegionsOf(trx, id, regionIds)
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'user.create',
      subject: { type: 'user', id },
      details: { role: row.role, dealers: dealerIds, regions: regionIds },
    })
  })
  return id
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one))

/**
 * Changes a person. A new role ends their sessions. Refuses what would leave nobody to administer people, or open work with
 * somebody who may no longer do it.
 */
export const updateUserDetails = async (app: AppContext, actor: Actor, id: string, input: UserInput): Promise<void> => {
  mustAdminister(actor)
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    const before = await getUser(trx, id)
    const dealersBefore = (await listDealersOfUsers(trx, [id])).map((dealer) => dealer.id)
    const regionsBefore = (await listRegionsOfUsers(trx, [id])).map((region) => region.id)
    const { row, dealerIds, regionIds } = await checked(trx, input, id)
    if (row.role !== before.role) await mayChangeRole(trx, actor, before, row.role)
    const work = workThatDoesNotFit(await listOpenWork(trx, id), row.role, dealerIds)
    if (isAnyWork(work)) {
      throw new Problem('wrong_state', 'users.open_work_first', {
        audits: work.audits.length,
        actions: work.actions.length,
        steps: work.steps.length,
      })
    }
    const changed = (Object.keys(row) as (keyof typeof row)[]).filter((name) => row[name] !== before[name])
    const changes: string[] = [...changed]
    if (!sameSet(dealersBefore, dealerIds)) changes.push('dealers')
    if (!sameSet(regionsBefore, regionIds)) changes.push('regions')
    if (changes.length === 0) return
    await updateUser(trx, id, row).catch(signInNameTaken)
    await replaceDealersOf(trx, id, dealerIds)
    await replaceRegionsOf(trx, id, regionIds)
    if (row.role !== before.role) await deleteSessionsOf(trx, id)
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'user.update',
      subject: { type: 'user', id },
      // Names, addresses and telephone numbers are a person's own: the log says that they changed, not what they were.
      details: {
        changed: changes,
        ...(row.role !== before.role ? { role: [before.role, row.role] } : {}),
        ...(changes.includes('dealers') ? { dealers: [dealersBefore, dealerIds] } : {}),
        ...(changes.includes('regions') ? { regions: [regionsBefore, regionIds] } : {}),
      },
    })
  })
}

const mayChangeRole = async (trx: Trx, actor: Actor, before: UserRow, role: UserRow['role']) => {
  if (before.id === actor.id) throw atField('role', 'users.role.own')
  if (administers(before.role) && !administers(role)) await othersAdminister(trx, before.id)
  // A shopper is known by an alias; under another role their shops would show their name.
  const losesAlias = fieldsOf(before.role).alias !== fieldsOf(role).alias
  if (losesAlias && (await hasHeldAudits(trx, before.id))) throw atField('role', 'users.role.shopper_stays')
}

/** Refuses the step that would leave nobody who can administer people. */
export const othersAdminister = async (trx: Trx, exceptId: string) => {
  if (!(await isOtherActiveIn(trx, roles.filter(administers), exceptId))) {
    throw new Problem('wrong_state', 'users.last_administrator')
  }
}

/** Lets a deactivated person sign in again, with the password that they had. */
export const reactivateUser = async (app: AppContext, actor: Actor, id: string): Promise<void> => {
  mustAdminister(actor)
  await app.transact(async (trx) => {
    const user = await getUser(trx, id)
    if (user.active) throw new Problem('wrong_state', 'users.is_active')
    await updateUser(trx, id, { active: 1 })
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'user.reactivate',
      subject: { type: 'user', id },
    })
  })
}
