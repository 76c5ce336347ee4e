import type { Context } from 'hono'
import { z } from 'zod'
import { formState } from '../../views/parts/form.tsx'
import { SetPasswordPage } from '../../views/users/steps.tsx'
import type { Env } from '../context.ts'
import { type FormState, submitted } from '../http/form.ts'
import { barePage, done } from '../http/page.tsx'
import { writeSessionToken } from '../sessions/cookie.ts'
import { differs, passwordTwice, sameTwice } from '../sessions/password-rules.ts'
import { getWorkingLink, type LinkPurpose, useLinkToSetPassword } from './link-commands.ts'

type C = Context<Env>

const paths = { invitation: 'invitations', reset: 'password-resets' } as const
const tokenOf = (c: C): string => c.req.param('token') ?? ''

const showForm = async (c: C, purpose: LinkPurpose, form: FormState) => {
  const { view } = c.var
  const person = await getWorkingLink(c.var.app, purpose, tokenOf(c))
  return barePage(
    c,
    {
      title:
        purpose === 'invitation'
          ? view.t('users.link.welcome', { name: person.name })
          : view.t('users.link.new_password'),
    },
    <SetPasswordPage
      view={view}
      action={`/${paths[purpose]}/${tokenOf(c)}`}
      purpose={purpose}
      person={person}
      form={form}
    />,
  )
}

const passwordForm = z.object(passwordTwice).refine(sameTwice, differs)

const setPassword = (c: C, purpose: LinkPurpose) =>
  submitted(
    c,
    passwordForm,
    async ({ password }) => {
      const agent = c.req.header('user-agent') ?? ''
      writeSessionToken(c, await useLinkToSetPassword(c.var.app, purpose, tokenOf(c), { password, agent }))
      return done(c, '/', 'users.link.done')
    },
    ({ errors }) => showForm(c, purpose, { values: {}, errors }),
  )

export const showInvitation = (c: C) => showForm(c, 'invitation', formState(c.var.view.t))
export const postInvitation = (c: C) => setPassword(c, 'invitation')
export const showPasswordReset = (c: C) => showForm(c, 'reset', formState(c.var.view.t))
export const postPasswordReset = (c: C) => setPassword(c, 'reset')
