import type { ActionState, AuditKind, AuditState, ImportKind } from '../db/schema.ts'

export type Role =
  | 'administrator'
  | 'head_office'
  | 'region_manager'
  | 'auditor'
  | 'shopper'
  | 'dealer_manager'
  | 'dealer_staff'
export const roles: readonly Role[] = [
  'administrator',
  'head_office',
  'region_manager',
  'auditor',
  'shopper',
  'dealer_manager',
  'dealer_staff',
]

/** Who acts. For an auditor, `dealerIds` are the dealers given to them and those where they hold or held an audit. */
export type Actor = {
  id: string
  role: Role
  dealerIds: readonly string[]
  /** Paths (`/a/b/`) of the parts of the region tree that a region manager looks after. */
  regionPaths: readonly string[]
}

export type DealerFacts = { dealerId: string; regionPath: string }
export type ChecklistFacts = { kind: 'oem_audit' | 'mystery_shop' | 'self_check'; published: boolean }
export type AuditFacts = DealerFacts & {
  kind: AuditKind
  state: AuditState
  practice: boolean
  /** Was it ever released? A voided audit stays visible to those who saw it released. */
  wasReleased: boolean
  /** Who records it now: the auditor, the visit's lead and co-auditors. */
  auditorIds: readonly string[]
  /** Everyone who ever held it: nobody reviews or rules on their own work. */
  everAuditorIds: readonly string[]
}
export type ActionFacts = DealerFacts & {
  state: ActionState
  ownerId: string | null
  /** People named in a step of the current round. */
  stepPersonIds: readonly string[]
}
export type StepFacts = ActionFacts & { personId: string | null }

/** What each verb is about. `null`: nothing in particular, the role decides. */
type Things = {
  'user.manage': null
  'region.manage': null
  'dealer.manage': null
  'dealer.list': null
  'dealer.see': DealerFacts
  'checklist.list': null
  'checklist.see': ChecklistFacts
  'checklist.edit': null
  'programme.see': null
  'programme.manage': null
  'audit.list': null
  'audit.plan': null
  'audit.see': AuditFacts
  'audit.see_result': AuditFacts
  'audit.see_notice': AuditFacts
  'audit.start': AuditFacts
  'audit.record': AuditFacts
  'audit.submit': AuditFacts
  'audit.review': AuditFacts
  'audit.cancel': AuditFacts
  'audit.hand_over': AuditFacts
  'audit.void': AuditFacts
  'answers.oversee': null
  'action.list': null
  'action.see': ActionFacts
  'action.assign': ActionFacts
  'action.plan': ActionFacts
  'action.do': ActionFacts
  'action.settle': StepFacts
  'action.cosign': ActionFacts
  'action.verify': ActionFacts
  'action.standardise': ActionFacts
  'action.close': ActionFacts
  'action.void': ActionFacts
  'import.list': null
  'import.make': { kind: ImportKind }
}
export type Verb = keyof Things

type Rule<T> = true | ((actor: Actor, thing: T) => boolean)
type Table = { [V in Verb]: Partial<Record<Role, Rule<Things[V]>>> }

const inRegion = (actor: Actor, thing: DealerFacts) =>
  actor.regionPaths.some((path) => thing.regionPath.startsWith(path))
const atDealer = (actor: Actor, thing: DealerFacts) => actor.dealerIds.includes(thing.dealerId)
const records = (actor: Actor, audit: AuditFacts) => audit.auditorIds.includes(actor.id)
const recordsOrRecorded = (actor: Actor, audit: AuditFacts) =>
  records(actor, audit) || audit.everAuditorIds.includes(actor.id)
const notTheirOwn = (actor: Actor, audit: AuditFacts) => !recordsOrRecorded(actor, audit)

/** In their part of the tree; a mystery shop only from its release on. Practice audits stay with those who practise. */
const regionSees = (actor: Actor, audit: AuditFacts) =>
  records(actor, audit) ||
  (inRegion(actor, audit) && !audit.practice && (audit.kind !== 'mystery' || audit.wasReleased))
const dealerSees = (actor: Actor, audit: AuditFacts) => atDealer(actor, audit) && audit.wasReleased && !audit.practice

/** The one table of who may do what. A role that is not named may not. */
const table: Table = {
  'user.manage': { administrator: true },
  'region.manage': { administrator: true },
  'dealer.manage': { administrator: true },
  'dealer.list': { administrator: true, head_office: true, region_manager: true, auditor: true },
  'dealer.see': {
    administrator: true,
    head_office: true,
    region_manager: inRegion,
    auditor: atDealer,
    dealer_manager: atDealer,
  },
  'checklist.list': {
    administrator: true,
    head_office: true,
    region_manager: true,
    auditor: true,
    dealer_manager: true,
  },
  'checklist.see': {
    administrator: true,
    head_office: true,
    region_manager: (_, checklist) => checklist.published,
    auditor: (_, checklist) => checklist.published,
    dealer_manager: (_, checklist) => checklist.published && checklist.kind !== 'mystery_shop',
  },
  'checklist.edit': { head_office: true },
  'programme.see': { head_office: true, region_manager: true },
  'programme.manage': { head_office: true },
  'audit.list': { head_office: true, region_manager: true, auditor: true, shopper: true, dealer_manager: true },
  'audit.plan': { head_office: true },
  'audit.see': {
    head_office: true,
    region_manager: regionSees,
    auditor: recordsOrRecorded,
    shopper: recordsOrRecorded,
    dealer_manager: dealerSees,
  },
  // A shopper never learns what became of a shop; an auditor sees the result of their own audits.
  'audit.see_result': {
    head_office: true,
    region_manager: regionSees,
    auditor: recordsOrRecorded,
    dealer_manager: dealerSees,
  },
  // An announced audit shows its date, checklist and auditor beforehand.
  'audit.see_notice': {
    dealer_manager: (actor, audit) =>
      atDealer(actor, audit) &&
      audit.kind === 'announced' &&
      !audit.practice &&
      (audit.state === 'planned' || audit.state === 'in_progress'),
  },
  'audit.start': { head_office: records, region_manager: records, auditor: records, shopper: records },
  'audit.record': { head_office: records, region_manager: records, auditor: records, shopper: records },
  'audit.submit': { head_office: records, region_manager: records, auditor: records, shopper: records },
  'audit.review': { head_office: notTheirOwn },
  'audit.cancel': { head_office: true },
  'audit.hand_over': { head_office: true, auditor: records },
  'audit.void': { head_office: notTheirOwn },
  'answers.oversee': { head_office: true },
  'action.list': { head_office: true, region_manager: true, auditor: true, dealer_manager: true, dealer_staff: true },
  'action.see': {
    head_office: true,
    region_manager: inRegion,
    auditor: atDealer,
    dealer_manager: atDealer,
    dealer_staff: (actor, action) =>
      atDealer(actor, action) && (action.ownerId === actor.id || action.stepPersonIds.includes(actor.id)),
  },
  'action.assign': { dealer_manager: atDealer },
  'action.plan': {
    dealer_manager: atDealer,
    dealer_staff: (actor, action) => action.ownerId === actor.id && atDealer(actor, action),
  },
  'action.do': {
    dealer_manager: atDealer,
    dealer_staff: (actor, action) => action.ownerId === actor.id && atDealer(actor, action),
  },
  // A step is settled by its own person, or by those who answer for the whole action.
  'action.settle': {
    dealer_manager: atDealer,
    dealer_staff: (actor, step) => atDealer(actor, step) && (step.ownerId === actor.id || step.personId === actor.id),
  },
  'action.cosign': { dealer_manager: atDealer },
  'action.verify': { head_office: true, region_manager: inRegion, auditor: atDealer },
  'action.standardise': {
    dealer_manager: atDealer,
    dealer_staff: (actor, action) => action.ownerId === actor.id && atDealer(actor, action),
  },
  'action.close': { dealer_manager: atDealer, head_office: true },
  'action.void': { head_office: true, auditor: atDealer },
  'import.list': { administrator: true, head_office: true },
  // Each imports what they could also enter by hand.
  'import.make': {
    administrator: (_, { kind }) => kind !== 'audit_plans',
    head_office: (_, { kind }) => kind === 'audit_plans',
  },
}

/** May this person do this to this thing? */
export const can = <V extends Verb>(actor: Actor, verb: V, thing: Things[V]): boolean => {
  const rule: Rule<Things[V]> | undefined = table[verb][actor.role]
  return rule === true || (rule?.(actor, thing) ?? false)
}

/** Is there anything on which this role may do it? The door of a URL asks this; the command asks `can`. */
export const mayEver = (role: Role, verb: Verb): boolean => table[verb][role] !== undefined

/** Which audits a list may show. A store turns it into a `where`; it must agree with `can(actor, 'audit.see', ...)`. */
export type AuditScope =
  | { see: 'all' }
  | { see: 'regions'; paths: readonly string[]; userId: string }
  | { see: 'own'; userId: string }
  | { see: 'released'; dealerIds: readonly string[] }
  | { see: 'none' }

export const auditScopeOf = (actor: Actor): AuditScope => {
  switch (actor.role) {
    case 'head_office':
      return { see: 'all' }
    case 'region_manager':
      return { see: 'regions', paths: actor.regionPaths, userId: actor.id }
    case 'auditor':
    case 'shopper':
      return { see: 'own', userId: actor.id }
    case 'dealer_manager':
      return { see: 'released', dealerIds: actor.dealerIds }
    case 'administrator':
    case 'dealer_staff':
      return { see: 'none' }
  }
}

/** Which dealers, and corrective actions of dealers, a list may show. */
export type DealerScope =
  | { see: 'all' }
  | { see: 'regions'; paths: readonly string[] }
  | { see: 'dealers'; dealerIds: readonly string[] }
  | { see: 'none' }

export const dealerScopeOf = (actor: Actor): DealerScope => {
  switch (actor.role) {
    case 'administrator':
    case 'head_office':
      return { see: 'all' }
    case 'region_manager':
      return { see: 'regions', paths: actor.regionPaths }
    case 'auditor':
    case 'dealer_manager':
      return { see: 'dealers', dealerIds: actor.dealerIds }
    case 'shopper':
    case 'dealer_staff':
      return { see: 'none' }
  }
}

export type ActionScope =
  | Exclude<DealerScope, { see: 'none' }>
  | { see: 'assigned'; userId: string; dealerIds: readonly string[] }
  | { see: 'none' }

export const actionScopeOf = (actor: Actor): ActionScope => {
  switch (actor.role) {
    case 'administrator':
    case 'shopper':
      return { see: 'none' }
    case 'dealer_staff':
      return { see: 'assigned', userId: actor.id, dealerIds: actor.dealerIds }
    default:
      return dealerScopeOf(actor)
  }
}

/** Roles whose people belong to dealerships. */
export const isDealerRole = (role: Role): boolean => role === 'dealer_manager' || role === 'dealer_staff'
/** Roles that an audit can be given to; a shopper only gets mystery shops. */
export const auditingRoles = (kind: AuditKind): Role[] => roles.filter((role) => mayAudit(role, kind))
export const mayAudit = (role: Role, kind: AuditKind): boolean =>
  kind === 'mystery' ? role === 'shopper' : role === 'auditor' || role === 'region_manager' || role === 'head_office'
/** An auditor looks after the dealers given to them and those where they hold or held an audit. */
export const followsAssignments = (role: Role): boolean => role === 'auditor'
/** Roles that look after a part of the region tree. */
export const isRegional = (role: Role): boolean => role === 'region_manager'
/** Roles whose people are known to others by an alias only. */
export const goesByAlias = (role: Role): boolean => role === 'shopper'
