import {
  followsAssignments,
  goesByAlias,
  isDealerRole,
  isRegional,
  mayAudit,
  mayEver,
  type Role,
} from '../access/can.ts'
import type { AuditRow, VisitRow } from '../db/schema.ts'
import type { FieldProblem } from '../problem.ts'

export type FieldNeed = 'required' | 'optional' | 'none'
/** What a person of each role is described by, besides name, sign-in name and language. */
export type RoleFields = { position: FieldNeed; dealers: FieldNeed; regions: FieldNeed; alias: FieldNeed }

export const fieldsOf = (role: Role): RoleFields => ({
  position: isDealerRole(role) ? 'required' : 'none',
  dealers: isDealerRole(role) ? 'required' : followsAssignments(role) ? 'optional' : 'none',
  regions: isRegional(role) ? 'required' : 'none',
  alias: goesByAlias(role) ? 'required' : 'none',
})

export type Described = {
  role: Role
  position: string | null
  alias: string | null
  dealerCodes: readonly string[]
  regionIds: readonly string[]
}

/** The fields that this role needs and that are empty. */
export const missingFields = (person: Described): FieldProblem[] => {
  const needs = fieldsOf(person.role)
  const empty: FieldProblem[] = []
  if (needs.position === 'required' && !person.position) empty.push({ field: 'position', word: 'form.choose' })
  if (needs.alias === 'required' && !person.alias) empty.push({ field: 'alias', word: 'users.alias.required' })
  if (needs.regions === 'required' && person.regionIds.length === 0) {
    empty.push({ field: 'regions', word: 'users.regions.required' })
  }
  if (needs.dealers === 'required' && person.dealerCodes.length === 0) {
    empty.push({ field: 'dealers', word: 'users.dealers.required' })
  }
  return empty
}

/** What the database knows of the places and aliases that somebody names. */
export type Known = {
  dealerId: (code: string) => string | undefined
  isRegion: (id: string) => boolean
  isAliasTaken: (alias: string) => boolean
}

/** A person as stored: what the role does not take is left out, what it takes must be there. */
export const asStored = (input: Described, known: Known) => {
  const problems = missingFields(input)
  const takes = fieldsOf(input.role)
  const dealerIds = new Set<string>()
  const unknown: string[] = []
  for (const code of takes.dealers === 'none' ? [] : input.dealerCodes) {
    const id = known.dealerId(code)
    if (id === undefined) unknown.push(code)
    else dealerIds.add(id)
  }
  if (unknown.length > 0) {
    problems.push({ field: 'dealers', word: 'users.dealers.unknown', params: { codes: unknown.join(', ') } })
  }
  const regionIds = takes.regions === 'none' ? [] : [...new Set(input.regionIds)]
  if (!regionIds.every(known.isRegion)) problems.push({ field: 'regions', word: 'form.not_offered' })
  const alias = takes.alias === 'none' ? null : input.alias
  if (alias && known.isAliasTaken(alias)) problems.push({ field: 'alias', word: 'users.alias.taken' })
  const position = takes.position === 'none' ? null : input.position
  return { alias, position, dealerIds: [...dealerIds], regionIds, problems }
}

/** Why somebody cannot get another role; a problem without a field concerns everyone. */
export const roleProblem = (
  before: { id: string; role: Role },
  role: Role,
  facts: { actorId: string; othersAdminister: boolean; hasHeldAudits: boolean },
): FieldProblem | null => {
  if (role === before.role) return null
  if (before.id === facts.actorId) return { field: 'role', word: 'users.role.own' }
  if (administers(before.role) && !administers(role) && !facts.othersAdminister) {
    return { field: '', word: 'users.last_administrator' }
  }
  // A shopper is known by an alias; under another role their shops would show their name.
  const losesAlias = fieldsOf(before.role).alias !== fieldsOf(role).alias
  return losesAlias && facts.hasHeldAudits ? { field: 'role', word: 'users.role.shopper_stays' } : null
}

/** Why somebody cannot become what an edit says while they hold open work. */
export const workProblem = (work: OpenWork, role: Role, dealerIds: readonly string[]): FieldProblem | null => {
  const left = workThatDoesNotFit(work, role, dealerIds)
  if (!isAnyWork(left)) return null
  const params = { audits: left.audits.length, actions: left.actions.length, steps: left.steps.length }
  return { field: '', word: 'users.open_work_first', params }
}

export type HeldAudit = Pick<
  AuditRow,
  'id' | 'visit_id' | 'dealer_id' | 'kind' | 'state' | 'auditor_id' | 'reviewer_id'
> &
  Pick<VisitRow, 'lead_id'>

/** What somebody holds that another must carry on. */
export type OpenWork = {
  /** Audits that are planned, under way or sent back, held or led by them. */
  audits: readonly HeldAudit[]
  /** Corrective actions that are not closed and that they own. */
  actions: readonly { id: string; dealer_id: string }[]
  /** Open steps of such actions that stand under their name. */
  steps: readonly { id: string; action_id: string; dealer_id: string }[]
}

export const isAnyWork = (work: OpenWork): boolean =>
  work.audits.length > 0 || work.actions.length > 0 || work.steps.length > 0

/** The dealers at which somebody must take over actions or steps. */
export const dealersOfWork = (work: OpenWork): string[] => [
  ...new Set([...work.actions, ...work.steps].map((one) => one.dealer_id)),
]

/** The part of the work that a person of this role at these dealers could not hold. */
export const workThatDoesNotFit = (work: OpenWork, role: Role, dealerIds: readonly string[]): OpenWork => {
  const elsewhere = (one: { dealer_id: string }) => !isDealerRole(role) || !dealerIds.includes(one.dealer_id)
  return {
    audits: work.audits.filter((audit) => !mayAudit(role, audit.kind)),
    actions: work.actions.filter(elsewhere),
    steps: work.steps.filter(elsewhere),
  }
}

/** May somebody of this role take over all of these audits? */
export const mayTakeAudits = (role: Role, audits: OpenWork['audits']): boolean =>
  audits.every((audit) => mayAudit(role, audit.kind))

/** Who takes over, under the names of the form's fields: `audits`, and one field for each dealer. */
export type Successors = Record<string, string>
export const dealerField = (dealerId: string): string => `dealer-${dealerId}`

/** Does the role administer people? At least one such person must stay. */
export const administers = (role: Role): boolean => mayEver(role, 'user.manage')

/** Dealer codes as typed: parted by commas, spaces or lines. */
export const codesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\s,;，；、]+/)
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ),
]

/** How long a one-time link works, in hours. */
export const linkHours = { invitation: 72, reset: 24 } as const
