import { type Actor, can, roles } from '../access/can.ts'
import { type Deed, record, recordAll } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { UserRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import type { Locale } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { findRegion } from '../regions/store.ts'
import { normalSignInName } from '../sessions/commands.ts'
import { deleteSessionsOf } from '../sessions/store.ts'
import { administers, asStored, type Described, roleProblem, workProblem } from './rules.ts'
import {
  findDealersByCode,
  findUser,
  hasHeldAudits,
  insertPlacesOf,
  insertUsers,
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

/** Describes the person as stored, after a look at what the database knows. */
const checked = async (trx: Trx, input: UserInput, id: string) => {
  const dealers = await findDealersByCode(trx, input.dealerCodes)
  const regions = new Set<string>()
  for (const regionId of input.regionIds) if (await findRegion(trx, regionId)) regions.add(regionId)
  const isTaken = input.alias !== null && (await isAliasTaken(trx, input.alias, id))
  const idOf = new Map(dealers.map((dealer) => [dealer.code.toLowerCase(), dealer.id]))
  const { problems, ...stored } = asStored(input, {
    dealerId: (code) => idOf.get(code.toLowerCase()),
    isRegion: (regionId) => regions.has(regionId),
    isAliasTaken: () => isTaken,
  })
  if (problems.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, problems)
  return storedPerson(input, stored)
}

export type StoredPerson = {
  row: Pick<UserRow, 'sign_in_name' | 'name' | 'alias' | 'role' | 'locale' | 'email' | 'phone' | 'position'>
  dealerIds: readonly string[]
  regionIds: readonly string[]
}

/** The columns of a person, from what was entered and what `asStored` made of it. */
export const storedPerson = (
  input: UserInput,
  stored: { alias: string | null; position: string | null; dealerIds: string[]; regionIds: string[] },
): StoredPerson => ({
  row: {
    sign_in_name: normalSignInName(input.signInName),
    name: input.name,
    alias: stored.alias,
    role: input.role,
    locale: input.locale,
    email: input.email,
    phone: input.phone,
    position: stored.position,
  },
  dealerIds: stored.dealerIds,
  regionIds: stored.regionIds,
})

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
  await app.transact(async (trx) => {
    await addUsers(app, trx, actor, [{ id, ...(await checked(trx, input, id)) }])
  })
  return id
}

/** New people within a larger step that has checked them. */
export const addUsers = async (
  app: AppContext,
  trx: Trx,
  actor: Actor,
  people: readonly (StoredPerson & { id: string })[],
): Promise<void> => {
  const at = app.now().toISOString()
  await insertUsers(
    trx,
    people.map(({ id, row }) => ({ id, ...row, password_hash: null, active: 1, created_at: at, signed_in_at: null })),
  ).catch(signInNameTaken)
  await insertPlacesOf(trx, people)
  await recordAll(
    trx,
    people.map(({ id, row, dealerIds, regionIds }) => ({
      id: app.newTimeId(),
      at,
      actor,
      verb: 'user.create',
      subject: { type: 'user', id },
      details: { role: row.role, dealers: dealerIds, regions: regionIds },
    })),
  )
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one))

/**
 * Changes a person. A new role ends their sessions. Refuses what would leave nobody to administer people, or open work with
 * somebody who may no longer do it.
 */
export const updateUserDetails = async (app: AppContext, actor: Actor, id: string, input: UserInput): Promise<void> => {
  mustAdminister(actor)
  await app.transact(async (trx) => {
    const before = await getUser(trx, id)
    const person = await checked(trx, input, id)
    if (person.row.role !== before.role) await mayChangeRole(trx, actor, before, person.row.role)
    const work = workProblem(await listOpenWork(trx, id), person.row.role, person.dealerIds)
    if (work) throw new Problem('wrong_state', work.word, work.params)
    const dealerIds = (await listDealersOfUsers(trx, [id])).map((dealer) => dealer.id)
    const regionIds = (await listRegionsOfUsers(trx, [id])).map((region) => region.id)
    await changeUsers(app, trx, actor, [{ before: { row: before, dealerIds, regionIds }, after: person }])
  })
}

/** A person before and after an edit. */
export type UserEdit = {
  before: { row: UserRow; dealerIds: readonly string[]; regionIds: readonly string[] }
  after: StoredPerson
}

/** Changes of people within a larger step that has checked them. */
export const changeUsers = async (
  app: AppContext,
  trx: Trx,
  actor: Actor,
  edits: readonly UserEdit[],
): Promise<void> => {
  const at = app.now().toISOString()
  const deeds: Deed[] = []
  for (const { before, after } of edits) {
    const { row, dealerIds, regionIds } = after
    const { id } = before.row
    const changes: string[] = (Object.keys(row) as (keyof typeof row)[]).filter(
      (name) => row[name] !== before.row[name],
    )
    if (!sameSet(before.dealerIds, dealerIds)) changes.push('dealers')
    if (!sameSet(before.regionIds, regionIds)) changes.push('regions')
    if (changes.length === 0) continue
    await updateUser(trx, id, row).catch(signInNameTaken)
    if (changes.includes('dealers')) await replaceDealersOf(trx, id, dealerIds)
    if (changes.includes('regions')) await replaceRegionsOf(trx, id, regionIds)
    if (changes.includes('role')) await deleteSessionsOf(trx, id)
    deeds.push({
      id: app.newTimeId(),
      at,
      actor,
      verb: 'user.update',
      subject: { type: 'user', id },
      // Names, addresses and telephone numbers are a person's own: the log says that they changed, not what they were.
      details: {
        changed: changes,
        ...(changes.includes('role') ? { role: [before.row.role, row.role] } : {}),
        ...(changes.includes('dealers') ? { dealers: [before.dealerIds, dealerIds] } : {}),
        ...(changes.includes('regions') ? { regions: [before.regionIds, regionIds] } : {}),
      },
    })
  }
  await recordAll(trx, deeds)
}

const mayChangeRole = async (trx: Trx, actor: Actor, before: UserRow, role: UserRow['role']) => {
  const problem = roleProblem(before, role, {
    actorId: actor.id,
    othersAdminister: await isOtherActiveIn(trx, roles.filter(administers), before.id),
    hasHeldAudits: await hasHeldAudits(trx, before.id),
  })
  if (problem?.field === '') throw new Problem('wrong_state', problem.word)
  if (problem) throw new Problem('bad_input', 'general.problem.bad_input', {}, [problem])
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
