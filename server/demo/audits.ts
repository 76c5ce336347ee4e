import type { Actor } from '../access/can.ts'
import { cancelAudit, startAudit } from '../audits/commands.ts'
import { submitAudit } from '../audits/submission-commands.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import type { AuditRow } from '../db/schema.ts'
import { finaliseDue, releaseAudit, returnAudit, takeReview } from '../reviews/commands.ts'
import { planVisit } from '../visits/commands.ts'
import type { PlannedKind } from '../visits/rules.ts'
import { type Days, type DemoWave, demoWaves } from './calendar.ts'
import { type CastDealer, dealers } from './cast.ts'
import { type Goal, improve } from './improvement.ts'
import { networkDealers } from './network.ts'
import { type Chance, chance, traitOf } from './random.ts'
import { recordAudit } from './recording.ts'
import { loadStaff, type Staff } from './staff.ts'
import { insertWave, listOpenActions, listVisitAudits, versionIds } from './store.ts'

export type Making = {
  app: AppContext
  /** The app at an instant of the past; ids come from `source`. */
  at: (instant: Date, source?: Chance) => AppContext
  by: Chance
  days: Days
  now: Date
  photos: { bytes: Buffer; sha256: string }[]
  say: (line: string) => void
}

/** How far an audit of the running wave has come. */
type Stage = 'planned' | 'in_progress' | 'submitted' | 'in_review' | 'returned' | 'released' | 'cancelled'

const yearly = ['after-sales-core-process', '6s-workshop-showroom', 'sales-standards-ssi'] as const
const kindOf: Record<string, PlannedKind> = {
  'after-sales-core-process': 'announced',
  '6s-workshop-showroom': 'unannounced',
  'sales-standards-ssi': 'announced',
  'mystery-sales-showroom': 'mystery',
  'process-compliance': 'announced',
}

/** Three waves of the past, the running one, mystery shops, a practice audit, and what became of the findings in between. */
export const auditNetwork = async (making: Making): Promise<void> => {
  const staff = await loadStaff(making.app.db)
  const versions = await versionIds(making.app.db)
  for (const [index, wave] of demoWaves(making.days).entries()) {
    const waveId = await insertWave(making.app.db, making.by, wave, making.days)
    making.say(`  ${wave.year} #${wave.n}`)
    const one = (dealer: CastDealer, checklist: string, day: number, stage: Stage, auditor: Actor, practice = false) =>
      runAudit(making, staff, {
        dealer,
        checklist,
        versionId: versions.get(checklist) ?? '',
        day,
        stage,
        auditor,
        wave: index + 1,
        waveId,
        practice,
      })

    for (const [n, dealer] of networkDealers.entries()) {
      for (const [c, checklist] of yearly.entries()) {
        const plan = wave.running
          ? runningPlan(n, c)
          : { day: wave.from + 2 + ((n * 3 + c * 7) % 33), stage: 'released' as const }
        const auditor = staff.auditors[n === 0 && wave.running ? 0 : (n + c) % staff.auditors.length]
        if (plan && auditor) await one(dealer, checklist, plan.day, plan.stage, auditor)
      }
      const shopper = staff.shoppers[n % staff.shoppers.length]
      if (index === 2 && n % 2 === 0 && shopper)
        await one(dealer, 'mystery-sales-showroom', wave.from + 5 + n, 'released', shopper)
    }
    if (wave.running) {
      await one(dealers.linjiang, 'mystery-sales-showroom', -4, 'submitted', staff.shoppers[1] ?? staff.headOffice)
      await one(dealers.donghu, 'mystery-sales-showroom', 2, 'planned', staff.shoppers[1] ?? staff.headOffice)
      await one(dealers.binjiang, 'process-compliance', -6, 'submitted', staff.auditors[0] ?? staff.headOffice, true)
    }
    await finaliseDue(making.at(wave.running ? making.now : making.days.at(wave.to + 30, 20)))
    await improveAll(making, staff, wave)
  }
}

/** The running wave: the first dealers are done, a few are under way, the rest are planned. */
const runningPlan = (n: number, c: number): { day: number; stage: Stage } | null => {
  if (c === 2) return n % 3 === 0 ? { day: 6 + (n % 18), stage: 'planned' } : null
  if (n === 0) return c === 0 ? { day: -5, stage: 'released' } : { day: 0, stage: 'in_progress' }
  if (n < 11) return { day: -14 + n + c, stage: 'released' }
  const stages: Stage[] = ['submitted', 'in_review', 'returned', 'submitted', 'in_progress', 'cancelled']
  const stage = stages[(n - 11) * 2 + c]
  return stage ? { day: -7 + ((n + c) % 4), stage } : { day: 1 + ((n * 2 + c * 5) % 22), stage: 'planned' }
}

type Given = {
  dealer: CastDealer
  checklist: string
  versionId: string
  day: number
  stage: Stage
  auditor: Actor
  wave: number
  waveId: string
  practice: boolean
}

const runAudit = async (making: Making, staff: Staff, given: Given): Promise<void> => {
  const { at, days, by } = making
  const { dealer, day, stage, auditor } = given
  const visitId = await planVisit(at(days.at(Math.min(day, 0) - 14, 10)), staff.headOffice, {
    dealer: dealer.code,
    onDay: days.day(day),
    waveId: given.waveId,
    leadId: auditor.id,
    coAuditors: [],
    audits: [
      {
        row: 0,
        versionId: given.versionId,
        kind: kindOf[given.checklist] ?? 'announced',
        conductedBy: 'oem',
        auditorId: null,
        practice: given.practice,
      },
    ],
  })
  const [audit] = await listVisitAudits(making.app.db, visitId)
  if (!audit || stage === 'planned') return
  if (stage === 'cancelled')
    return cancelAudit(at(days.at(day - 1, 9)), staff.headOffice, audit.id, '店面停业装修，改到下一批次。')
  const started = at(days.at(day, 9, by.whole(0, 40)))
  await startAudit(started, auditor, audit.id)
  await record(making, given, audit, started, stage === 'in_progress' ? 0.55 : 1)
  if (stage === 'in_progress') return
  await submitAudit(at(days.at(day, 17, by.whole(0, 50))), auditor, audit.id)
  if (stage === 'submitted') return
  const reviewer = by.happens(0.6) ? staff.headOffice : staff.second
  await takeReview(at(days.at(day + 1, 10)), reviewer, audit.id)
  if (stage === 'in_review') return
  if (stage === 'returned')
    return returnAudit(
      at(days.at(day + 1, 11)),
      reviewer,
      audit.id,
      '第4节有两项抽样单号与照片不一致，请核对后重新提交。',
    )
  await releaseAudit(at(days.at(day + 2, 9, by.whole(0, 59))), reviewer, audit.id)
}

const record = async (making: Making, given: Given, audit: AuditRow, app: AppContext, share: number) => {
  // A dealership is as good as its name says, a little better from wave to wave.
  const quality = 0.69 + traitOf(given.dealer.code, 'quality') * 0.26 + given.wave * 0.008
  await recordAudit({
    app,
    actor: given.auditor,
    audit,
    content: await getContent(making.app.db, audit.checklist_version_id),
    dealership: { code: given.dealer.code, quality: Math.min(quality, 0.97), wave: given.wave },
    by: making.by,
    photos: making.photos.map((photo) => photo.sha256),
    share,
  })
}

/**
 * What became of the actions of a wave. Of the older ones all are closed, of the last wave nearly all; what its dealers took up
 * late, and what the running wave found, stands at every step there is.
 */
const improveAll = async (making: Making, staff: Staff, wave: DemoWave) => {
  const { by, days } = making
  const old = wave.to < -150
  const photo = making.photos[0]?.bytes
  if (!photo) return
  // Each action draws its own lots, so that dealers can improve side by side and the network is the same every time.
  const actions = (await listOpenActions(making.app.db)).map((action) => ({
    ...action,
    own: chance(by.whole(0, 2 ** 31)),
  }))
  const improveDealer = async (dealerId: string) => {
    const crew = staff.crews.get(dealerId)
    for (const { id, moved_at, own } of actions.filter((action) => action.dealer_id === dealerId)) {
      const goal: Goal =
        old || (!wave.running && own.happens(0.7)) ? 'closed' : own.one(wave.running ? anywhere : planned)
      const from = old || goal === 'closed' || wave.running ? new Date(moved_at) : days.at(-own.whole(18, 55), 9)
      if (crew)
        await improve(id, {
          at: (instant) => making.at(instant, own),
          crew,
          by: own,
          from,
          until: making.now,
          goal,
          photo,
        })
    }
  }
  await Promise.all(networkDealers.map((dealer) => improveDealer(dealer.id)))
}
/** A plan of months ago is written by now. */
const planned: readonly Goal[] = [
  'plan_review',
  'doing',
  'implementation_review',
  'effectiveness_check',
  'effectiveness_check',
  'standardising',
]
const anywhere: readonly Goal[] = [
  'planning',
  'plan_review',
  'doing',
  'implementation_review',
  'effectiveness_check',
  'effectiveness_check',
  'standardising',
  'again',
]
