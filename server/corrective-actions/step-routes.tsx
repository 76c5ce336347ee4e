import type { Context } from 'hono'
import { z } from 'zod'
import { EvidencePage, mostPhotos } from '../../views/corrective-actions/evidence.tsx'
import { formState } from '../../views/parts/form.tsx'
import type { Env } from '../context.ts'
import { type FormState, field, idOf, postedFiles, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { actionTrail, actorOf } from './action-page.tsx'
import { cancelStep, completeStep, stepOf } from './commands.ts'
import { getDetail } from './detail.ts'

type C = Context<Env>

const evidencePage = async (c: C, forms: { completion?: FormState; cancellation?: FormState } = {}) => {
  const { app, view } = c.var
  const detail = await getDetail(app, actorOf(c), idOf(c))
  const step = stepOf(detail, idOf(c, 'step'))
  if (!detail.settles.has(step.id)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  const isAgain = forms.completion !== undefined || forms.cancellation !== undefined
  if (detail.action.state !== 'doing' && !isAgain) throw new Problem('wrong_state', 'action.refusal.wrong_state')
  const title = view.t('action.evidence.title', { n: step.position })
  const named = (id: 'completion' | 'cancellation') => ({ ...(forms[id] ?? formState(view.t)), id })
  return page(
    c,
    { title, trail: actionTrail(c, detail.action, title) },
    <EvidencePage
      view={view}
      detail={detail}
      step={step}
      completion={named('completion')}
      cancellation={named('cancellation')}
    />,
  )
}

export const showCompletion = (c: C) => evidencePage(c)

export const postCompletion = (c: C) =>
  submitted(
    c,
    z.object({ note: field.note(2000) }),
    async ({ note }) => {
      const photos = await postedFiles(c, 'photos', mostPhotos)
      await completeStep(c.var.app, actorOf(c), idOf(c), idOf(c, 'step'), { note, photos })
      return done(c, `/corrective-actions/${idOf(c)}#steps`, 'action.done.step')
    },
    (completion) => evidencePage(c, { completion }),
  )

export const postCancellation = (c: C) =>
  submitted(
    c,
    z.object({ reason: field.note(1000) }),
    async ({ reason }) => {
      await cancelStep(c.var.app, actorOf(c), idOf(c), idOf(c, 'step'), reason)
      return done(c, `/corrective-actions/${idOf(c)}#steps`, 'action.done.step_cancelled')
    },
    (cancellation) => evidencePage(c, { cancellation }),
  )
