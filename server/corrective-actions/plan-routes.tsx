import type { Context } from 'hono'
import { z } from 'zod'
import { mostPhotos } from '../../views/corrective-actions/evidence.tsx'
import { causeClasses, causeSources, checkMethods, mostSteps } from '../../views/corrective-actions/plan-form.tsx'
import type { Env } from '../context.ts'
import { type FormState, idOf, postedFiles, submitted, typedValues } from '../http/form.ts'
import { done } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { actionPage, actorOf } from './action-page.tsx'
import { type PlanInput, type PlanStep, savePlan, submitPlan } from './plan-commands.ts'

type C = Context<Env>

// A field that the form did not have is undefined, so that saving a short form leaves the rest of a draft alone.
const text = (max = 2000) => z.string().trim().max(max, 'form.too_long').optional()
const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(['', ...values]).optional()

const mostWhys = 5
const whys = text(4000).transform((typed) => {
  if (typed === undefined) return undefined
  const lines = typed.split('\n').flatMap((line) => line.trim() || [])
  return lines.length === 0 ? '' : JSON.stringify(lines.slice(0, mostWhys))
})

const stepFields = Object.fromEntries(
  Array.from({ length: mostSteps }, (_, index) => index + 1).flatMap((n) => [
    [`step_${n}_what`, text(500)],
    [`step_${n}_person`, text(100)],
    [`step_${n}_due_on`, z.union([z.literal(''), z.iso.date('form.not_a_day')], 'form.not_a_day').optional()],
    [`step_${n}_evidence`, text(300)],
  ]),
) as Record<string, z.ZodType<string | undefined>>

const planForm = z
  .object({
    seen: z.string().max(64).optional(),
    containment: text(4000),
    cause: text(4000),
    cause_class: choice(causeClasses),
    cause_source: choice(causeSources),
    whys,
    what: text(),
    why: text(),
    where_text: text(),
    when_text: text(),
    who: text(),
    how: text(),
    target: text(),
    target_unit: text(50),
    baseline: text(100),
    target_value: text(100),
    check_method: choice(checkMethods),
    due_reason: text(),
  })
  .extend(stepFields)

/** The steps that were typed, empty lines left out; undefined when the form had none at all. */
const stepsIn = (typed: Record<string, string | undefined>): PlanStep[] | undefined => {
  if (!Object.keys(typed).some((name) => name.startsWith('step_'))) return undefined
  return Array.from({ length: mostSteps }, (_, index) => index + 1).flatMap((n) => {
    const part = (name: string) => typed[`step_${n}_${name}`] ?? ''
    const step = {
      what: part('what'),
      person_name: part('person'),
      due_on: part('due_on'),
      evidence_wanted: part('evidence'),
    }
    return Object.values(step).some((value) => value !== '') ? [step] : []
  })
}

const planInput = async (c: C, typed: z.output<typeof planForm>): Promise<PlanInput> => {
  const { seen, ...fields } = typed
  const texts = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== undefined && !name.startsWith('step_')),
  ) as PlanInput['texts']
  return {
    texts,
    steps: stepsIn(typed as Record<string, string | undefined>),
    photos: await postedFiles(c, 'containment_photos', mostPhotos),
    seen: seen ?? null,
  }
}

/** Saves the draft. */
export const postPlan = (c: C) => {
  let isStale = false
  return submitted(
    c,
    planForm,
    async (typed) => {
      const input = await planInput(c, typed)
      await savePlan(c.var.app, actorOf(c), idOf(c), input).catch((error: unknown) => {
        isStale = isConflict(error)
        throw error
      })
      return done(c, `/corrective-actions/${idOf(c)}#plan`, 'action.done.save_plan')
    },
    (plan) => actionPage(c, { plan: isStale ? caughtUp(plan) : plan }),
  )
}

/**
 * Hands the plan in. What the form carries is saved first, so that neither words nor photos are lost when something is
 * still missing; a request without a form hands in the stored draft.
 */
export const postPlanSubmission = (c: C) => {
  let isStale = false
  let isSaved = false
  return submitted(
    c,
    planForm,
    async (typed) => {
      const actor = actorOf(c)
      if (Object.keys(await typedValues(c)).length > 0) {
        const input = await planInput(c, typed)
        await savePlan(c.var.app, actor, idOf(c), input).catch((error: unknown) => {
          isStale = isConflict(error)
          throw error
        })
        isSaved = true
      }
      await submitPlan(c.var.app, actor, idOf(c))
      return done(c, `/corrective-actions/${idOf(c)}`, 'action.done.submit_plan')
    },
    (plan) => actionPage(c, { plan: isStale ? caughtUp(plan) : plan }, isSaved),
  )
}

const isConflict = (error: unknown): boolean => error instanceof Problem && error.code === 'conflict'

/** After a conflict the reader has been told: the form now stands for the present draft, so that saving again works. */
const caughtUp = ({ values: { seen: _, ...values }, ...form }: FormState): FormState => ({ ...form, values })
