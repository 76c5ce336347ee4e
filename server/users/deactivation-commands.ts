import { type Actor, isDealerRole } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { deleteSessionsOf } from '../sessions/store.ts'
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
  reassignAudit,
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

const handOver = async (app: AppContext, trx: Trx, actor: Actor, userId: string, successors: Successors) => {
  const at = app.now().toISOString()
  const { work, auditCandidates, dealers } = await findSuccession(trx, userId)
  const chosen = (field: string, candidates: Candidate[]): Candidate => {
    const candidate = candidates.find((one) => one.id === successors[field])
    if (candidate) return candidate
    throw new Problem('bad_input', 'general.problem.bad_input', {}, [
      { field, word: candidates.length === 0 ? 'users.successor.nobody' : 'users.successor.choose' },
    ])
  }
  const log = (verb: string, subject: Parameters<typeof record>[1]['subject'], details: Record<string, unknown>) =>
    record(trx, { id: app.newTimeId(), at, actor, verb, subject, details })

  const auditor = work.audits.length > 0 ? chosen('audits', auditCandidates) : null
  const owners = new Map(dealers.map((dealer) => [dealer.id, chosen(dealerField(dealer.id), dealer.candidates)]))
  for (const audit of work.audits) {
    if (auditor && (await reassignAudit(trx, audit, userId, auditor.id, at))) {
      await log('audit.hand_over', { type: 'audit', id: audit.id }, { from: userId, to: auditor.id })
    }
  }
  for (const action of work.actions) {
    const owner = owners.get(action.dealer_id)
    if (!owner) continue
    await reassignAction(trx, action.id, userId, owner.id)
    await log('action.assign', { type: 'action', id: action.id }, { from: userId, to: owner.id })
  }
  for (const step of work.steps) {
    const person = owners.get(step.dealer_id)
    if (!person) continue
    await reassignStep(trx, step.id, person)
    await log(
      'action.hand_over_step',
      { type: 'action', id: step.action_id },
      { step: step.id, from: userId, to: person.id },
    )
  }
  return { audits: work.audits.length, actions: work.actions.length, steps: work.steps.length }
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
