import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import { getCase } from '../corrective-actions/case.ts'
import { closeAction, completeStep, cosign, standardise, submitImplementation } from '../corrective-actions/commands.ts'
import { assignOwner, type PlanInput, savePlan, submitPlan } from '../corrective-actions/plan-commands.ts'
import { planVersion } from '../corrective-actions/plan-version.ts'
import { checkEffect, reviewImplementation, reviewPlan } from '../corrective-actions/review-commands.ts'
import { addDays, dayIn } from '../days.ts'
import type { ActionState } from '../db/schema.ts'
import { type Cause, causes } from './causes.ts'
import type { Chance } from './random.ts'

/** Where an action of the demo is to stand; `again` has failed its first check and is planned anew. */
export type Goal = Exclude<ActionState, 'void'> | 'again'

/** Who works on the actions of one dealer. */
export type Crew = { manager: Actor; verifier: Actor; people: readonly string[]; ids: readonly string[] }

export type Improvement = {
  /** The app at an instant: every step happens on its own day. */
  at: (instant: Date) => AppContext
  crew: Crew
  by: Chance
  /** When the action was opened, and the instant after which nothing has happened yet. */
  from: Date
  until: Date
  goal: Goal
  /** Bytes of a photo for containment. */
  photo: Buffer
}

class NotYet extends Error {}

const day1 = 86_400_000
/** Nine o'clock in China on the day of an instant. */
const workday = (instant: Date) => new Date(Math.floor((instant.getTime() + 8 * 3_600_000) / day1) * day1 + 3_600_000)

/** Takes an action from planning towards its goal through the same commands as the people, as far as the calendar allows. */
export const improve = async (actionId: string, given: Improvement): Promise<void> => {
  const { crew, by, goal } = given
  let clock = given.from
  /** Some days on, within working hours; ends the work when that is still to come. */
  const later = (low: number, high: number): AppContext => {
    const day = workday(new Date(clock.getTime() + by.whole(low, high) * day1))
    const next = new Date(day.getTime() + by.whole(0, 480) * 60_000)
    clock = next > clock ? next : new Date(clock.getTime() + by.whole(5, 40) * 60_000)
    if (clock > given.until) throw new NotYet()
    return given.at(clock)
  }
  const reached = (state: Goal) => goal === state
  try {
    const rounds = goal === 'again' ? 2 : 1
    for (let round = 1; round <= rounds; round++) {
      const cause = by.one(causes)
      if (reached('planning') || (goal === 'again' && round === 2)) return
      await plan(actionId, later(1, 2), given, cause)
      if (reached('plan_review')) return
      await reviewPlan(later(1, 2), crew.verifier, actionId, { verdict: 'approved', reason: '' })
      const opened = await getCase(given.at(clock).db, crew.manager, actionId)
      for (const [index, step] of opened.steps.filter((one) => one.round === opened.action.round).entries()) {
        if (reached('doing') && index > 0) return
        await completeStep(later(0, 1), crew.manager, actionId, step.id, { note: by.one(cause.evidence), photos: [] })
      }
      if (reached('doing')) return
      if (opened.action.severity === 'critical') await cosign(later(0, 0), crew.manager, actionId)
      await submitImplementation(later(0, 1), crew.manager, actionId)
      if (reached('implementation_review')) return
      await reviewImplementation(later(1, 2), crew.verifier, actionId, { verdict: 'implemented', reason: '' })
      if (reached('effectiveness_check')) return
      const { action } = await getCase(given.at(clock).db, crew.manager, actionId)
      const wait = Math.max(0, Math.ceil((Date.parse(action.check_on ?? '') - clock.getTime()) / day1))
      const works = goal !== 'again'
      await checkEffect(later(wait + 1, wait + 3), crew.verifier, actionId, {
        verdict: works ? 'effective' : 'not_effective',
        valueBefore: '6/10',
        valueAfter: works ? '10/10' : '7/10',
        note: works ? '复查抽样全部符合，现场员工能说出要点。' : '复查抽样仍有不符合。',
        missCause: works ? '' : '措施只在早班执行，晚班和周末没有覆盖，抽查仍有漏项。',
        photos: [],
      })
      if (!works) continue
      if (reached('standardising')) return
      await standardise(later(1, 3), crew.manager, actionId, {
        standard: '已写入岗位作业指导书，自发布之日起执行。',
        training: '班前会宣导并逐人演练，签到存档。',
        read_across: '已排查其他岗位，未发现同类问题。',
      })
      await closeAction(later(0, 1), crew.manager, actionId)
    }
  } catch (error) {
    if (!(error instanceof NotYet)) throw error
  }
}

const plan = async (actionId: string, app: AppContext, { crew, by, photo }: Improvement, cause: Cause) => {
  const { action, round, steps } = await getCase(app.db, crew.manager, actionId)
  const today = dayIn(app.now(), app.config.timeZone)
  const last = addDays(today, Math.max(1, Math.min(action.capa_days, 20)))
  const long = action.severity === 'critical' || action.severity === 'major'
  const measures = long ? cause.measures : cause.measures.slice(0, 1)
  if (!action.owner_id) await assignOwner(app, crew.manager, actionId, by.one(crew.ids))
  const input: PlanInput = {
    texts: {
      containment: long ? cause.containment : '',
      cause: long ? cause.text : '',
      cause_class: cause.class,
      cause_source: long ? by.one(['occurrence', 'escape'] as const) : '',
      whys: long ? JSON.stringify(cause.whys) : '',
      what: long ? cause.what : '',
      why: long ? cause.why : '',
      where_text: long ? '相关岗位及工位' : '',
      when_text: long ? `${today} 至 ${last}` : '',
      who: long ? by.one(crew.people) : '',
      how: long ? cause.how : '',
      target: long ? '抽查符合率' : '',
      target_unit: long ? '%' : '',
      baseline: long ? '60' : '',
      target_value: long ? '100' : '',
      check_method: long ? by.one(['re_audit', 'self_check_series'] as const) : '',
      due_reason: '',
    },
    steps: measures.map((what, index) => ({
      what,
      person_name: by.one(crew.people),
      due_on:
        index === measures.length - 1 ? last : addDays(today, Math.max(0, Math.min(action.capa_days, 20) - 1 - index)),
      evidence_wanted: index === 0 ? '照片或记录' : '签到表',
    })),
    photos: action.severity === 'critical' ? [photo] : [],
    seen: planVersion(
      round,
      steps.filter((step) => step.round === action.round),
    ),
  }
  await savePlan(app, crew.manager, actionId, input)
  await submitPlan(app, crew.manager, actionId)
}
