import { type Actor, can } from '../access/can.ts'
import { type Deed, record, recordAll, type Subject } from '../activity/store.ts'
import { insertAudit } from '../audits/store.ts'
import type { AppContext } from '../context.ts'
import { dayIn } from '../days.ts'
import type { Flag } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { findVisit } from './list-store.ts'
import { dayProblems, monthsFrom, type PlannedKind, type PlannedVisit, problemsOf, shopperRestMonths } from './rules.ts'
import {
  findDealerByCode,
  findPeople,
  findVersions,
  findWave,
  insertVisit,
  listChecklistsInWave,
  listShoppersAt,
  updateVisitDay,
} from './store.ts'

export type AuditPlan = {
  row: number
  versionId: string
  kind: PlannedKind
  conductedBy: 'oem' | 'third_party' | 'region'
  /** Null: the lead records it. */
  auditorId: string | null
  practice: boolean
}
export type VisitPlan = {
  /** What was typed: the dealer's code, or code and name. */
  dealer: string
  onDay: string
  waveId: string | null
  leadId: string
  coAuditors: { row: number; id: string }[]
  audits: AuditPlan[]
}

/** Plans a visit with its audits. Throws `bad_input` with a sentence at every field that cannot be carried out. */
export const planVisit = async (app: AppContext, actor: Actor, plan: VisitPlan): Promise<string> => {
  if (!can(actor, 'audit.plan', null)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  return app.transact(async (trx) => {
    const dealer = await findDealerByCode(trx, plan.dealer.split(/\s/)[0] ?? '')
    if (!dealer) {
      throw new Problem('bad_input', 'general.problem.bad_input', {}, [
        { field: 'dealer', word: 'visit.refused.no_dealer' },
      ])
    }
    const { visit, wave, checklistIds } = await loadPlan(trx, app, plan, dealer)
    const problems = problemsOf(visit)
    if (problems.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, problems)

    const id = app.newId()
    await addVisits(app, trx, actor, [
      { id, plan, dealerId: dealer.id, reviewRequired: wave?.review_required ?? 1, checklistIds },
    ])
    return id
  })
}

/** A visit that the rules allow, with what it takes to write it down. */
export type AllowedVisit = {
  id: string
  dealerId: string
  plan: Omit<VisitPlan, 'dealer'>
  reviewRequired: Flag
  /** The checklist of each version. */
  checklistIds: ReadonlyMap<string, string>
}

/** New visits with their audits within a larger step that has checked them. */
export const addVisits = async (
  app: AppContext,
  trx: Trx,
  actor: Actor,
  visits: readonly AllowedVisit[],
): Promise<void> => {
  const at = app.now().toISOString()
  const deeds: Deed[] = []
  const log = (verb: string, subject: Subject, details: Record<string, unknown>) =>
    deeds.push({ id: app.newTimeId(), at, actor, verb, subject, details })
  for (const { id: visitId, dealerId, plan, reviewRequired, checklistIds } of visits) {
    await insertVisit(
      trx,
      {
        id: visitId,
        dealer_id: dealerId,
        on_day: plan.onDay,
        lead_id: plan.leadId,
        created_by: actor.id,
        created_at: at,
      },
      plan.coAuditors.map((co) => co.id),
    )
    log('visit.plan', { type: 'visit', id: visitId }, { dealer_id: dealerId, day: plan.onDay, lead_id: plan.leadId })
    for (const audit of plan.audits) {
      const id = app.newId()
      const auditorId = audit.auditorId ?? plan.leadId
      await insertAudit(trx, {
        id,
        visit_id: visitId,
        dealer_id: dealerId,
        wave_id: plan.waveId,
        checklist_id: checklistIds.get(audit.versionId) ?? '',
        checklist_version_id: audit.versionId,
        kind: audit.kind,
        conducted_by: audit.conductedBy,
        practice: audit.practice ? 1 : 0,
        review_required: reviewRequired,
        planned_on: plan.onDay,
        auditor_id: auditorId,
        created_by: actor.id,
        created_at: at,
      })
      log('audit.plan', { type: 'audit', id }, { visit_id: visitId, day: plan.onDay, auditor_id: auditorId })
    }
  }
  await recordAll(trx, deeds)
}

/** Everything the rules look at, in a handful of statements however many audits the plan has. */
const loadPlan = async (trx: Trx, app: AppContext, plan: VisitPlan, dealer: { id: string; active: number }) => {
  const auditorOf = (audit: AuditPlan) => audit.auditorId ?? plan.leadId
  const wave = plan.waveId ? await findWave(trx, plan.waveId) : undefined
  if (plan.waveId && !wave) {
    throw new Problem('bad_input', 'general.problem.bad_input', {}, [{ field: 'wave_id', word: 'form.not_offered' }])
  }
  const people = await findPeople(trx, [
    plan.leadId,
    ...plan.coAuditors.map((co) => co.id),
    ...plan.audits.map(auditorOf),
  ])
  const versions = await findVersions(
    trx,
    plan.audits.map((audit) => audit.versionId),
  )
  const inWave = plan.waveId ? await listChecklistsInWave(trx, dealer.id, plan.waveId) : new Set<string>()
  const resting = await shoppersAround(trx, dealer.id, plan.onDay, null)
  const visit: PlannedVisit = {
    today: dayIn(app.now(), app.config.timeZone),
    day: plan.onDay,
    dealerActive: dealer.active === 1,
    wave: wave && { from: wave.from_on, to: wave.to_on, active: wave.active === 1 },
    lead: people.get(plan.leadId),
    coAuditors: plan.coAuditors.map((co) => ({ row: co.row, person: people.get(co.id) })),
    audits: plan.audits.map((audit) => {
      const checklist = versions.get(audit.versionId)
      const counts = !audit.practice && (audit.kind === 'announced' || audit.kind === 'unannounced')
      return {
        row: audit.row,
        checklist,
        kind: audit.kind,
        auditor: people.get(auditorOf(audit)),
        isTwiceInWave: counts && checklist !== undefined && inWave.has(checklist.id),
        isTooSoon: audit.kind === 'mystery' && resting.has(auditorOf(audit)),
      }
    }),
  }
  const checklistIds = new Map([...versions].map(([versionId, checklist]) => [versionId, checklist.id]))
  return { visit, wave, checklistIds }
}

const shoppersAround = (trx: Trx, dealerId: string, day: string, exceptVisit: string | null) =>
  listShoppersAt(
    trx,
    dealerId,
    { after: monthsFrom(day, -shopperRestMonths), before: monthsFrom(day, shopperRestMonths) },
    exceptVisit,
  )

/** Moves a visit to another day, as long as none of its audits has begun. */
export const rescheduleVisit = async (app: AppContext, actor: Actor, id: string, day: string): Promise<void> => {
  if (!can(actor, 'audit.plan', null)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    const visit = await findVisit(trx, id)
    if (!visit) throw new Problem('not_found', 'general.problem.not_found')
    const open = visit.audits.filter((audit) => audit.state !== 'cancelled')
    if (open.length === 0 || open.some((audit) => audit.state !== 'planned')) {
      throw new Problem('wrong_state', 'visit.refused.begun')
    }
    const today = dayIn(app.now(), app.config.timeZone)
    const problems = open.flatMap((audit) =>
      dayProblems({
        today,
        day,
        wave: audit.wave_from && audit.wave_to ? { from: audit.wave_from, to: audit.wave_to, active: true } : undefined,
      }),
    )
    const resting = await shoppersAround(trx, visit.dealer_id, day, id)
    if (open.some((audit) => audit.kind === 'mystery' && resting.has(audit.auditor_id))) {
      problems.push({ field: 'on_day', word: 'visit.refused.too_soon' })
    }
    const [first] = problems
    if (first) throw new Problem('bad_input', 'general.problem.bad_input', {}, [first])
    if (day === visit.on_day) return
    await updateVisitDay(trx, id, day)
    const details = { from: visit.on_day, to: day }
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'visit.reschedule',
      subject: { type: 'visit', id },
      details,
    })
    for (const audit of open) {
      await record(trx, {
        id: app.newTimeId(),
        at,
        actor,
        verb: 'audit.reschedule',
        subject: { type: 'audit', id: audit.id },
        details,
      })
    }
  })
}
