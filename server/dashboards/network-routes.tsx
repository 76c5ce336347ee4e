import type { Context } from 'hono'
import { NetworkHome, type RoundShown } from '../../views/dashboards/network.tsx'
import { type Actor, actionScopeOf, auditScopeOf, can, mayEver } from '../access/can.ts'
import { listSectionScores } from '../audits/score-store.ts'
import { scaleOf, sectionValueOf } from '../audits/shown-score.ts'
import type { Part } from '../audits/standing-store.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { getContent } from '../checklists/store.ts'
import type { Env } from '../context.ts'
import { addDays, dayIn, instantAt } from '../days.ts'
import { page } from '../http/page.tsx'
import { overdueByRegion, progressByRegion } from './by-region.ts'
import { countAnswered, listToRecord } from './desk-store.ts'
import {
  type ChecklistChoice,
  countOpen,
  countOverdue,
  countProgress,
  countSetAside,
  countUnplanned,
  findWaveBefore,
  listActionReviews,
  listChecklistsIn,
  listRegions,
  listReviews,
  listWaves,
  type RegionLine,
  type WaveChoice,
} from './network-store.ts'
import { listGrades, listLostPoints, listWeakest } from './results-store.ts'
import { gradeFigures } from './rules.ts'

type C = Context<Env>

const mostReviews = 6
const dealersInHeat = 12
const itemsInPareto = 8
const reviewDays = 2

/** The part of the network that someone looks after. */
const partOf = (actor: Actor): Part => {
  const scope = auditScopeOf(actor)
  return scope.see === 'all' || scope.see === 'regions' ? scope : { see: 'regions', paths: [], userId: actor.id }
}

/** How a wave goes in the whole network or in a region, what waits, and where points are lost. */
export const networkHome = async (c: C) => {
  const { app, signedIn, view } = c.var
  const { actor } = signedIn!
  const { db } = app
  const part = partOf(actor)
  const today = dayIn(view.now, view.timeZone)
  const moment = { today, now: view.now }
  const waves = await listWaves(db)
  // The wave that runs, or the next one while none has begun yet.
  const wave =
    waves.find((one) => one.id === c.req.query('wave')) ?? waves.find((one) => one.from_on <= today) ?? waves.at(-1)
  const checklists = wave ? await listChecklistsIn(db, part, wave.id) : []
  const checklist = checklists.find((one) => one.id === c.req.query('checklist')) ?? checklists[0]
  const regions = await listRegions(db, part)
  const scope = actionScopeOf(actor)
  const ownAudits = await listToRecord(db, actor.id, 10)
  const lateBefore = handedInLate(today, view.timeZone)
  return page(
    c,
    { title: view.t('nav.today') },
    <NetworkHome
      view={view}
      today={today}
      whole={part.see === 'all'}
      mayPlan={can(actor, 'audit.plan', null)}
      choice={{ waves, wave: wave ?? null, checklists, checklist: checklist ?? null }}
      round={wave && checklist ? await roundOf(c, part, regions, wave, checklist) : null}
      reviews={mayEver(actor.role, 'audit.review') ? await listReviews(db, actor.id, lateBefore, mostReviews) : null}
      lateBefore={lateBefore}
      actionReviews={
        mayEver(actor.role, 'audit.review') ? null : await listActionReviews(db, scope, moment, mostReviews)
      }
      actions={await countOpen(db, scope, moment)}
      overdue={overdueByRegion(await countOverdue(db, scope, moment), regions, today)}
      setAside={can(actor, 'answers.oversee', null) ? await countSetAside(db) : 0}
      ownAudits={ownAudits}
      answered={
        await countAnswered(
          db,
          ownAudits.filter((audit) => audit.state !== 'planned').map((audit) => audit.id),
        )
      }
    />,
  )
}

/** Work handed in before this instant waits longer than the working days that a review may take. */
const handedInLate = (today: string, timeZone: string): string => {
  let day = today
  while (addWorkingDays(addDays(day, -1), reviewDays) >= today) day = addDays(day, -1)
  return instantAt(`${day}T00:00:00`, timeZone)
}

/** One checklist in one wave: how far it has come, and what its released results say. */
const roundOf = async (
  c: C,
  part: Part,
  regions: RegionLine[],
  wave: WaveChoice,
  checklist: ChecklistChoice,
): Promise<RoundShown> => {
  const { db } = c.var.app
  const round = { waveId: wave.id, checklistId: checklist.id }
  const before = await findWaveBefore(db, part, checklist.id, wave.from_on)
  const weakest = await listWeakest(db, part, round, { limit: dealersInHeat, offset: 0 })
  const scores = await listSectionScores(
    db,
    weakest.map((result) => result.id),
  )
  const lost = await listLostPoints(db, part, round, itemsInPareto)
  const content = weakest[0] ? await getContent(db, weakest[0].checklist_version_id) : null
  const grades = content?.scoring.bands.map((band) => band.grade) ?? []
  const rows = await listGrades(db, part, checklist.id, before ? [wave.id, before.id] : [wave.id])
  return {
    progress: progressByRegion(await countProgress(db, part, round), regions),
    unplanned: await countUnplanned(db, part, round),
    before: before ?? null,
    figures: gradeFigures(rows, wave.id, grades, weakest[0]?.score_unit ?? null),
    bands: content?.scoring.bands ?? [],
    scale: content ? scaleOf(content.scoring) : { unit: 'percent', decimals: 1, limits: [] },
    sections: content?.sections.map(({ id, title }) => ({ id, title })) ?? [],
    weakest: weakest.map((result) => ({
      ...result,
      sections: new Map(
        scores
          .filter((score) => score.audit_id === result.id)
          .map((score) => [score.section_id, sectionValueOf(score)]),
      ),
    })),
    lost: await namedItems(c, lost),
  }
}

/** Items of a Pareto with their text. Versions are kept in memory once they were read. */
const namedItems = async (c: C, lost: Awaited<ReturnType<typeof listLostPoints>>): Promise<RoundShown['lost']> => {
  const named: RoundShown['lost'] = []
  for (const row of lost) {
    const { sections } = await getContent(c.var.app.db, row.version_id)
    const item = sections.flatMap((section) => section.items).find((one) => one.id === row.item_code)
    named.push({
      code: row.item_code,
      text: item?.text ?? null,
      lostMilli: Number(row.lost_milli),
      totalMilli: Number(row.total_milli),
      dealers: Number(row.dealers),
    })
  }
  return named
}
