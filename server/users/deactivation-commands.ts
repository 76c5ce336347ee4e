import { type Actor, isDealerRole } from '../access/can.ts'
import { record, type Subject } from '../activity/store.ts'
import { closeAssignments, moveAudit, openAssignment } from '../audits/store.ts'
import type { AppContext } from '../context.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { deleteSessionsOf } from '../sessions/store.ts'
import { updateVisitLead } from '../visits/store.ts'
import { getUser, mustAdminister, othersAdminister } from './commands.ts'
import {
  administers,
  dealerField,
  dealersOfWork,
  isAnyWork,
  mayTakeAudits,
  type OpenWork,
  type Successors,
} from './rules.ts'
import { deleteOpenLinks, updateUser } from './store.ts'
import {
  leaveVisits,
  listActivePeople,
  listDealersById,
  listOpenWork,
  listPeopleAtDealers,
  reassignAction,
  reassignStep,
} from './store-work.ts'

type Db = Trx | AppContext['db']
type Candidate = { id: string; name: string; position: string | null }

/** Who could take over what somebody holds: for the audits, and for the actions and steps of each dealer. */
export type Succession = {
  work: OpenWork
  auditCandidates: Candidate[]
  dealers: { id: string; code: string; name_zh: string; name_en: string; count: number; candidates: Candidate[] }[]
}

export const findSuccession = async (db: Db, userId: string): Promise<Succession> => {
  const work = await listOpenWork(db, userId)
  const dealerIds = dealersOfWork(work)
  const people = work.audits.length > 0 ? await listActivePeople(db, userId) : []
  const atDealers = await listPeopleAtDealers(db, dealerIds, userId)
  const held = [...work.actions, ...work.steps]
  return {
    work,
    auditCandidates: people
      .filter((person) => mayTakeAudits(person.role, work.audits))
      .map((person) => ({ id: person.id, name: person.alias ?? person.name, position: null })),
    dealers: (await listDealersById(db, dealerIds)).map((dealer) => ({
      ...dealer,
      count: held.filter((one) => one.dealer_id === dealer.id).length,
      candidates: atDealers.filter((person) => person.dealer_id === dealer.id && isDealerRole(person.role)),
    })),
  }
}

const choose = (field: string, candidates: Candidate[], successors: Successors): Candidate => {
  const candidate = candidates.find((one) => one.id === successors[field])
  if (candidate) return candidate
  throw new Problem('bad_input', 'general.problem.bad_input', {}, [
    { field, word: candidates.length === 0 ? 'users.successor.nobody' : 'users.successor.choose' },
  ])
}

/** One hand-over: whose work it is, who does it, and how a step of it is logged. */
type HandOver = {
  trx: Trx
  userId: string
  at: string
  log: (verb: string, subject: Subject, details: Record<string, unknown>) => Promise<void>
}

const handOver = async (app: AppContext, trx: Trx, actor: Actor, userId: string, successors: Successors) => {
  const at = app.now().toISOString()
  const { work, auditCandidates, dealers } = await findSuccession(trx, userId)
  const auditor = work.audits.length > 0 ? choose('audits', auditCandidates, successors) : null
  const owners = new Map(
    dealers.map((dealer) => [dealer.id, choose(dealerField(dealer.id), dealer.candidates, successors)]),
  )
  const handing: HandOver = {
    trx,
    userId,
    at,
    log: (verb, subject, details) => record(trx, { id: app.newTimeId(), at, actor, verb, subject, details }),
  }
  if (auditor) await handOverAudits(handing, work.audits, auditor.id)
  await handOverActions(handing, work, owners)
  return { audits: work.audits.length, actions: work.actions.length, steps: work.steps.length }
}

const handOverAudits = async ({ trx, userId, at, log }: HandOver, audits: OpenWork['audits'], toId: string) => {
  const ids = { from_id: userId, to_id: toId }
  for (const audit of audits.filter((one) => one.auditor_id === userId)) {
    if (!(await moveAudit(trx, audit, { state: audit.state, auditor_id: toId }))) {
      throw new Problem('conflict', 'general.problem.moved_on')
    }
    await closeAssignments(trx, audit.id, at)
    await openAssignment(trx, audit.id, toId, at)
    await log('audit.hand_over', { type: 'audit', id: audit.id }, { from: audit.state, to: audit.state, ...ids })
  }
  const led = audits.filter((one) => one.lead_id === userId).map((one) => one.visit_id)
  for (const visitId of new Set(led)) {
    await updateVisitLead(trx, visitId, toId)
    await log('visit.lead', { type: 'visit', id: visitId }, ids)
  }
}

const handOverActions = async (
  { trx, userId, log }: HandOver,
  work: Pick<OpenWork, 'actions' | 'steps'>,
  owners: ReadonlyMap<string, Candidate>,
) => {
  for (const action of work.actions) {
    const owner = owners.get(action.dealer_id)
    if (!owner) continue
    await reassignAction(trx, action.id, userId, owner.id)
    await log('action.assign_owner', { type: 'action', id: action.id }, { owner: owner.id, was: userId })
  }
  for (const step of work.steps) {
    const person = owners.get(step.dealer_id)
    if (!person) continue
    await reassignStep(trx, step.id, person)
    const ids = { step: step.id, from_id: userId, to_id: person.id }
    await log('action.hand_over_step', { type: 'action', id: step.action_id }, ids)
  }
}

/** Gives what somebody holds to others, before their role or their dealers change. */
export const handOverWork = (app: AppContext, actor: Actor, id: string, successors: Successors): Promise<void> => {
  mustAdminister(actor)
  return app.transact(async (trx) => {
    await getUser(trx, id)
    if (!isAnyWork(await listOpenWork(trx, id))) throw new Problem('wrong_state', 'users.no_open_work')
    const moved = await handOver(app, trx, actor, id, successors)
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'user.hand_over',
      subject: { type: 'user', id },
      details: moved,
    })
  })
}

/**
 * Takes somebody's access away: sessions and open links end at once, open work goes to the successors that were chosen, what they
 * did stays. Never oneself, never the last who can administer people.
 */
export const deactivateUser = (app: AppContext, actor: Actor, id: string, successors: Successors): Promise<void> => {
  mustAdminister(actor)
  return app.transact(async (trx) => {
    const user = await getUser(trx, id)
    if (!user.active) throw new Problem('wrong_state', 'users.is_inactive')
    if (id === actor.id) throw new Problem('wrong_state', 'users.deactivate.own')
    if (administers(user.role)) await othersAdminister(trx, id)
    const moved = await handOver(app, trx, actor, id, successors)
    await leaveVisits(trx, id)
    await updateUser(trx, id, { active: 0 })
    await deleteSessionsOf(trx, id)
    await deleteOpenLinks(trx, id)
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'user.deactivate',
      subject: { type: 'user', id },
      details: moved,
    })
  })
}
