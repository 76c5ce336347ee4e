import type { Context } from 'hono'
import { DealerHome } from '../../views/dashboards/dealer.tsx'
import type { ResultShown } from '../../views/dashboards/dealer-results.tsx'
import { StaffHome } from '../../views/dashboards/staff.tsx'
import { listNotices } from '../audits/list-store.ts'
import { listSectionScores } from '../audits/score-store.ts'
import { gradeRows, scaleOf, sectionUnitOf, sectionValueOf, unitOf } from '../audits/shown-score.ts'
import { listAverages, listSectionAverages } from '../audits/standing-store.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext, Env } from '../context.ts'
import { dayIn, endOfDay } from '../days.ts'
import { page } from '../http/page.tsx'
import { meanBp } from '../reports/averages.ts'
import {
  countActions,
  countClosed,
  type DealerResult,
  listActionsToDo,
  listBoard,
  listOpenWindows,
  listOwnDealers,
  listOwnSteps,
  listResults,
} from './dealer-store.ts'
import { byChecklist, type NextStep, nextStepOf, strengthsAndLosses } from './rules.ts'

type C = Context<Env>

const mostToDo = 8
const mostOfStaff = 50
const perPhase = 3
const wavesInTrend = 4
const sectionsNamed = 3
const forManager: readonly NextStep[] = ['cosign', 'close']

/** What a dealer manager must do by when, how corrective actions stand, and the latest results. */
export const dealerHome = async (c: C) => {
  const { app, signedIn, view } = c.var
  const { dealerIds } = signedIn!.actor
  const { db } = app
  const today = dayIn(view.now, view.timeZone)
  const moment = { today, now: view.now }
  const dealers = await listOwnDealers(db, dealerIds)
  const chosen = dealers.find((dealer) => dealer.id === c.req.query('dealer')) ?? dealers[0]
  const results = chosen ? await listResults(db, chosen.id) : []
  const lastOfYearBefore = endOfDay(`${Number(today.slice(0, 4)) - 1}-12-31`, view.timeZone)
  const shown = await resultsShown(c, results)
  return page(
    c,
    { title: view.t('nav.today') },
    <DealerHome
      view={view}
      today={today}
      dealers={dealers}
      chosen={chosen ?? null}
      actions={await listActionsToDo(db, { dealerIds }, mostToDo)}
      counts={await countActions(db, { dealerIds }, moment)}
      closed={await countClosed(db, dealerIds, lastOfYearBefore)}
      board={await listBoard(db, dealerIds, perPhase)}
      windows={await listOpenWindows(db, dealerIds, view.now)}
      notices={await listNotices(db, dealerIds)}
      results={shown}
      sections={await sectionsOf(c, shown[0])}
    />,
  )
}

/**
 * The latest result of each checklist with its course over waves and, where enough dealers make one up, the network's average: over the
 * whole course of the checklist that is shown first, for the others beside their latest result.
 */
const resultsShown = async (c: C, results: DealerResult[]): Promise<ResultShown[]> => {
  const { db } = c.var.app
  const groups = byChecklist(results).map((group) => group.slice(-wavesInTrend))
  const [first = [], ...others] = groups
  const averages = [
    ...(await averagesOf(db, first)),
    ...(await averagesOf(
      db,
      others.flatMap((group) => group.slice(-1)),
    )),
  ]
  const averageOf = (result: DealerResult) => {
    const found = averages.find(
      (average) =>
        average.wave_id === result.wave_id &&
        average.checklist_id === result.checklist_id &&
        average.score_unit === result.score_unit,
    )
    return found ? meanBp(Number(found.sum), found.dealers) : null
  }
  const shown: ResultShown[] = []
  for (const group of groups) {
    const latest = group.at(-1)
    if (!latest) continue
    const { scoring } = await getContent(db, latest.checklist_version_id)
    shown.push({
      latest,
      bands: gradeRows(scoring),
      scale: scaleOf(scoring),
      // A result read in another unit stands on another scale.
      points: group
        .filter((result) => result.score_unit === latest.score_unit)
        .map((result) => ({ result, average: averageOf(result) })),
    })
  }
  return shown
}

const averagesOf = (db: AppContext['db'], results: DealerResult[]) =>
  listAverages(
    db,
    [...new Set(results.map((result) => result.checklist_id))],
    [...new Set(results.flatMap((result) => result.wave_id ?? []))],
  )

/** The best and the weakest sections of a result, compared with the network where there is enough to compare with. */
const sectionsOf = async (c: C, shown: ResultShown | undefined) => {
  if (!shown) return null
  const { db } = c.var.app
  const {
    checklist_id: checklistId,
    checklist_version_id: versionId,
    id,
    score_unit: unit,
    wave_id: waveId,
  } = shown.latest
  const averages = waveId ? await listSectionAverages(db, { waveId, checklistId }, unit) : []
  const content = await getContent(db, versionId)
  const standings = (await listSectionScores(db, [id])).flatMap((row) => {
    const section = content.sections.find((one) => one.id === row.section_id)
    const value = sectionValueOf(row)
    if (!section || value === null) return []
    const found = averages.find((one) => one.section_id === row.section_id)
    const average = found ? meanBp(Number(found.sum), found.dealers) : null
    return [{ sectionId: section.id, title: section.title, value, average }]
  })
  const sectionUnit = sectionUnitOf(unitOf(content.scoring))
  return { ...strengthsAndLosses(standings, sectionsNamed, sectionUnit), compared: averages.length > 0 }
}

/** What someone of a dealership has to do: their measures, and the actions that they answer for. */
export const staffHome = async (c: C) => {
  const { app, signedIn, view } = c.var
  const { dealerIds, id } = signedIn!.actor
  const steps = await listOwnSteps(app.db, id, dealerIds, mostOfStaff)
  const owned = await listActionsToDo(app.db, { dealerIds, ownerId: id }, mostOfStaff)
  return page(
    c,
    { title: view.t('nav.today') },
    <StaffHome
      view={view}
      today={dayIn(view.now, view.timeZone)}
      dealers={await listOwnDealers(app.db, dealerIds)}
      steps={steps}
      actions={owned.filter(
        // What waits for the manager's signature is not theirs to do, and an action with a measure of theirs is said there.
        (action) =>
          !forManager.includes(nextStepOf(action, view.timeZone).step) &&
          !steps.some((step) => step.action_id === action.id),
      )}
    />,
  )
}
