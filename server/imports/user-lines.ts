import type { RegionRow, UserRow } from '../db/schema.ts'
import { type StoredPerson, storedPerson, type UserEdit } from '../users/commands.ts'
import { userForm } from '../users/form.ts'
import { administers, asStored, codesIn, fieldsOf, type OpenWork, roleProblem, workProblem } from '../users/rules.ts'
import {
  type Checking,
  changesOf,
  checkedLine,
  codeBook,
  Flaws,
  type ImportContext,
  inFull,
  Keys,
  requireFilled,
  type Values,
} from './check.ts'
import type { Line } from './lines.ts'

export type KnownUser = { row: UserRow; dealerIds: readonly string[]; regionIds: readonly string[] }
export type KnownUsers = {
  users: readonly KnownUser[]
  dealers: readonly { id: string; code: string }[]
  regions: readonly RegionRow[]
  /** Who ever held an audit. */
  held: ReadonlySet<string>
  /** What those hold whose role or dealers the file changes. */
  work: ReadonlyMap<string, OpenWork>
}
export type UserPlan = { add: (StoredPerson & { id: string })[]; change: UserEdit[] }

const inLine = (codes: readonly string[]) => [...new Set(codes)].sort().join(', ')

/** A person as the row of a file; `codes` are the codes of dealers and regions by id. */
export const userValues = ({ row, dealerIds, regionIds }: KnownUser, codes: ReadonlyMap<string, string>): Values => {
  const codesOf = (ids: readonly string[]) => inLine(ids.flatMap((id) => codes.get(id) ?? []))
  return {
    sign_in_name: row.sign_in_name,
    name: row.name,
    role: row.role,
    position: row.position ?? '',
    dealers: codesOf(dealerIds),
    regions: codesOf(regionIds),
    alias: row.alias ?? '',
    locale: row.locale,
    email: row.email ?? '',
    phone: row.phone ?? '',
  }
}

/** Those whose role or dealers a file may change: what they hold must be known before it is checked. */
export const whoseWorkMatters = (lines: readonly Line[], known: Omit<KnownUsers, 'held' | 'work'>): string[] => {
  const codes = new Map([...known.dealers, ...known.regions].map(({ id, code }) => [id, code]))
  const users = codeBook(known.users, ({ row }) => row.sign_in_name)
  return lines.flatMap(({ values }) => {
    const user = users.find(values.sign_in_name ?? '')
    if (!user) return []
    const { role = '', dealers = '' } = { ...userValues(user, codes), ...values }
    const isSame = role === user.row.role && inLine(codesIn(dealers)) === userValues(user, codes).dealers
    return isSame ? [] : [user.row.id]
  })
}

const placeFields = ['position', 'dealers', 'regions', 'alias'] as const

export function* checkUsers(
  lines: readonly Line[],
  known: KnownUsers,
  { actor, newId }: ImportContext,
): Checking<UserPlan> {
  const codes = new Map([...known.dealers, ...known.regions].map(({ id, code }) => [id, code]))
  const users = codeBook(known.users, ({ row }) => row.sign_in_name)
  const dealers = codeBook(known.dealers, ({ code }) => code)
  const regions = codeBook(known.regions, ({ code }) => code)
  const regionIds = new Set(known.regions.map(({ id }) => id))
  const aliases = new Map(known.users.flatMap(({ row }) => (row.alias === null ? [] : [[row.alias, row.id] as const])))
  const administrators = new Set(
    known.users.flatMap(({ row }) => (row.active === 1 && administers(row.role) ? row.id : [])),
  )
  const keys = new Keys()
  const aliasRows = new Keys()
  const plan: UserPlan = { add: [], change: [] }
  for (const line of lines) {
    const flaws = new Flaws(line.flaws)
    const user = users.find(line.values.sign_in_name ?? '')
    const id = user?.row.id ?? newId()
    const before = user && userValues(user, codes)
    requireFilled('users', line, !before, flaws)
    keys.take(user?.row.sign_in_name ?? line.values.sign_in_name ?? '', line.row, flaws, 'sign_in_name')
    const values = inFull('users', line, before)
    if (values.locale === '') values.locale = before?.locale ?? 'zh-CN'
    const regionCodes = codesIn(values.regions ?? '')
    const unknown = regionCodes.filter((code) => !regions.find(code))
    if (unknown.length > 0) flaws.add('regions', 'imports.problem.no_region', { code: unknown.join(', ') })
    const found = regionCodes.flatMap((code) => regions.find(code) ?? [])
    const typed = { ...values, regions: found.map((region) => region.id) }
    const input = flaws.parse(userForm, typed)
    if (!input) {
      yield checkedLine(line, values.name ?? '', flaws, before, [])
      continue
    }
    const takes = fieldsOf(input.role)
    for (const field of placeFields) {
      if (takes[field] === 'none' && line.values[field]) flaws.add(field, 'imports.problem.not_for_role')
    }
    const { problems, ...stored } = asStored(input, {
      dealerId: (code) => dealers.find(code)?.id,
      isRegion: (regionId) => regionIds.has(regionId),
      isAliasTaken: (alias) => (aliases.get(alias) ?? id) !== id,
    })
    flaws.addFields(problems)
    if (stored.alias) aliasRows.take(stored.alias, line.row, flaws, 'alias', 'imports.problem.alias_twice')
    const after = storedPerson(input, stored)
    if (user) {
      const facts = {
        actorId: actor.id,
        othersAdminister: [...administrators].some((other) => other !== id),
        hasHeldAudits: known.held.has(id),
      }
      const refused = roleProblem(user.row, input.role, facts)
      if (refused) flaws.addFields([{ ...refused, field: 'role' }])
      else if (!administers(input.role)) administrators.delete(id)
      const work = known.work.get(id)
      const stuck = work && workProblem(work, input.role, after.dealerIds)
      if (stuck) flaws.addFields([stuck])
    }
    const now = userValues(
      { row: { ...blank, ...after.row, id }, dealerIds: after.dealerIds, regionIds: after.regionIds },
      codes,
    )
    const changes = before ? changesOf('users', before, now) : []
    const checked = checkedLine(line, input.name, flaws, before, changes)
    if (checked.outcome === 'new') plan.add.push({ id, ...after })
    if (user && checked.outcome === 'changed') plan.change.push({ before: user, after })
    yield checked
  }
  return plan
}

const blank = { password_hash: null, active: 1, created_at: '', signed_in_at: null } as const
