import type { Context } from 'hono'
import { planValues } from '../../views/corrective-actions/plan-form.tsx'
import { type ActionForms, ActionPage } from '../../views/corrective-actions/show.tsx'
import { actionNumber } from '../../views/corrective-actions/tags.tsx'
import { type FormState, formState } from '../../views/parts/form.tsx'
import type { Actor } from '../access/can.ts'
import type { Env } from '../context.ts'
import type { ActionRoundRow } from '../db/schema.ts'
import { idOf } from '../http/form.ts'
import { page } from '../http/page.tsx'
import { translator } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { type ActionDetail, getDetail } from './detail.ts'
import { isTrainingOnly } from './measures.ts'
import type { ActionVerb } from './states.ts'

type C = Context<Env>

export const actorOf = (c: C): Actor => {
  const { signedIn } = c.var
  if (!signedIn) throw new Problem('not_signed_in', 'general.problem.not_signed_in')
  return signedIn.actor
}

/** The way to an action's page, for it and the pages of its steps. */
export const actionTrail = (c: C, action: Pick<ActionDetail['action'], 'id' | 'number'>, step?: string) => [
  { label: c.var.view.t('action.actions'), href: '/corrective-actions' },
  { label: actionNumber(action), href: `/corrective-actions/${action.id}` },
  ...(step ? [{ label: step }] : []),
]

// People write their plans in either language, whatever the page's language is.
const trainingWords = (['zh-CN', 'en'] as const).flatMap((locale) =>
  translator(locale)('action.training_words').split(' '),
)

/** The warning when training is the only answer to people who cannot or will not; null when there is none. */
export const trainingOnlyWarning = (
  c: C,
  causeClass: ActionRoundRow['cause_class'],
  measures: readonly string[],
): string | null => {
  const { t } = c.var.view
  if (!isTrainingOnly(causeClass, measures, trainingWords)) return null
  return t('action.training_only', {
    class: t(`action.cause_class.${causeClass as 'can' | 'will'}`),
    measure: t(`action.measure.${causeClass as 'can' | 'will'}`),
  })
}

/** The steps that each form of the page is for; without any of them it is not there. */
const formVerbs = {
  plan: ['save_plan'],
  review: ['approve_plan', 'approve_implementation', 'find_effective'],
  standardise: ['standardise'],
  owner: ['assign_owner'],
} as const satisfies Partial<Record<keyof ActionForms, readonly ActionVerb[]>>

/**
 * The page of an action. `form` is one of its forms shown again, with what was typed and what is wrong with it; `isSaved`: what
 * was typed of the plan is stored already, so the stored draft is shown.
 */
export const actionPage = async (c: C, form?: Partial<ActionForms>, isSaved = false): Promise<Response> => {
  const { app, view } = c.var
  const detail = await getDetail(app, actorOf(c), idOf(c))
  const { action, rounds } = detail
  const asked = Number(c.req.query('round') ?? action.round)
  const round = rounds.find((one) => one.round === asked) ?? detail.round
  const steps = detail.steps.filter((step) => step.round === round.round)
  // Every form of the page has fields of its own, so each has an id of its own.
  const named = (id: keyof ActionForms, values: Record<string, unknown> = {}): FormState => ({
    ...(form?.[id] ?? formState(view.t, values)),
    id,
  })
  const draft = planValues(detail.round, steps)
  const plan = named('plan', draft)
  // The action moved on and took the form away: what was typed into it is shown on top.
  const gone = (Object.keys(formVerbs) as (keyof typeof formVerbs)[]).find(
    (id) => form?.[id] && !formVerbs[id].some((verb) => detail.offers.has(verb)),
  )
  const forms: ActionForms = {
    plan: isSaved ? { ...plan, values: draft } : plan,
    review: named('review'),
    standardise: named('standardise'),
    owner: named('owner'),
    page: gone ? named(gone) : named('page'),
  }
  return page(
    c,
    { title: actionNumber(action), trail: actionTrail(c, action) },
    <ActionPage
      view={view}
      detail={detail}
      round={round}
      forms={forms}
      trainingOnly={trainingOnlyWarning(
        c,
        round.cause_class,
        steps.map((step) => step.what),
      )}
    />,
  )
}
