import type { Context } from 'hono'
import { z } from 'zod'
import { actionNumber } from '../../views/corrective-actions/tags.tsx'
import { Confirm } from '../../views/parts/confirm.tsx'
import type { Env } from '../context.ts'
import { derivative } from '../evidence/commands.ts'
import { type FormState, field, idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { picture } from '../http/picture.ts'
import { Problem } from '../problem.ts'
import { actionPage, actionTrail, actorOf } from './action-page.tsx'
import { decide, getCase } from './case.ts'
import { closeAction, cosign, standardise, submitImplementation, voidAction } from './commands.ts'
import { findActionPhoto } from './detail-store.ts'
import { assignOwner } from './plan-commands.ts'

type C = Context<Env>

const hrefOf = (id: string) => `/corrective-actions/${id}`

export const showAction = (c: C) => actionPage(c)

const ownerForm = z.object({ owner_id: field.id() })

export const postOwner = (c: C) =>
  submitted(
    c,
    ownerForm,
    async (input) => {
      await assignOwner(c.var.app, actorOf(c), idOf(c), input.owner_id)
      return done(c, hrefOf(idOf(c)), 'action.done.owner')
    },
    (owner) => actionPage(c, { owner }),
  )

const nothing = z.object({})

export const postCosignature = (c: C) =>
  submitted(
    c,
    nothing,
    async () => {
      await cosign(c.var.app, actorOf(c), idOf(c))
      return done(c, hrefOf(idOf(c)), 'action.done.cosign')
    },
    (form) => actionPage(c, { page: form }),
  )

export const postImplementation = (c: C) =>
  submitted(
    c,
    nothing,
    async () => {
      await submitImplementation(c.var.app, actorOf(c), idOf(c))
      return done(c, hrefOf(idOf(c)), 'action.done.submit_work')
    },
    (form) => actionPage(c, { page: form }),
  )

const lessonForm = z.object({ standard: field.note(), training: field.note(), read_across: field.note() })

export const postStandardisation = (c: C) =>
  submitted(
    c,
    lessonForm,
    async (input) => {
      await standardise(c.var.app, actorOf(c), idOf(c), input)
      return done(c, hrefOf(idOf(c)), 'action.done.standardise')
    },
    (form) => actionPage(c, { standardise: form }),
  )

const closurePage = async (c: C, form?: FormState) => {
  const { t } = c.var.view
  const known = await getCase(c.var.app.db, actorOf(c), idOf(c))
  const { action } = known
  // Nobody is asked to confirm what is not possible.
  if (!form) decide(c.var.app, actorOf(c), known, 'close')
  return page(
    c,
    { title: t('action.close'), trail: actionTrail(c, action, t('action.close')) },
    <Confirm
      view={c.var.view}
      title={t('action.close.title', { number: actionNumber(action) })}
      action={`${hrefOf(action.id)}/closure`}
      cancelHref={hrefOf(action.id)}
      will={[{ text: t('action.close.will'), kind: 'good' }]}
      confirmLabel={t('action.close')}
      state={form}
    />,
  )
}

export const showClosure = (c: C) => closurePage(c)

export const postClosure = (c: C) =>
  submitted(
    c,
    nothing,
    async () => {
      await closeAction(c.var.app, actorOf(c), idOf(c))
      return done(c, hrefOf(idOf(c)), 'action.done.close')
    },
    (form) => closurePage(c, form),
  )

const voidingPage = async (c: C, form?: FormState) => {
  const { t } = c.var.view
  const known = await getCase(c.var.app.db, actorOf(c), idOf(c))
  const { action } = known
  if (!form) decide(c.var.app, actorOf(c), known, 'void', { reason: '-' })
  return page(
    c,
    { title: t('action.void'), trail: actionTrail(c, action, t('action.void')) },
    <Confirm
      view={c.var.view}
      title={t('action.void.title', { number: actionNumber(action) })}
      action={`${hrefOf(action.id)}/voiding`}
      cancelHref={hrefOf(action.id)}
      will={[{ text: t('action.void.will'), kind: 'watch' }]}
      confirmLabel={t('action.void')}
      grave
      reason={{ label: t('action.void.reason'), hint: t('action.void.reason.hint'), required: true }}
      state={form}
    />,
  )
}

export const showVoiding = (c: C) => voidingPage(c)

export const postVoiding = (c: C) =>
  submitted(
    c,
    z.object({ reason: field.note(1000) }),
    async (input) => {
      await voidAction(c.var.app, actorOf(c), idOf(c), input.reason)
      return done(c, hrefOf(idOf(c)), 'action.done.void')
    },
    (form) => voidingPage(c, form),
  )

/** A photo of an action, re-encoded, for those who may see the action. */
export const showPhoto = async (c: C) => {
  const { app } = c.var
  const { action } = await getCase(app.db, actorOf(c), idOf(c))
  const photo = await findActionPhoto(app.db, action.id, idOf(c, 'photo'))
  if (!photo) throw new Problem('not_found', 'general.problem.not_found')
  const size = c.req.query('size') === 'thumb' ? 'thumb' : 'page'
  return picture(c, `${photo.sha256}-${size}`, () => derivative(app, photo.sha256, size))
}
