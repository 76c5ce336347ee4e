import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { z } from 'zod'
import { formState } from '../../views/parts/form.tsx'
import { SetUpPage, SignInPage } from '../../views/sessions.tsx'
import type { Env } from '../context.ts'
import { field, submitted, typedValues } from '../http/form.ts'
import { barePage, done } from '../http/page.tsx'
import { addressOf } from '../http/security.ts'
import { locales } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { setUp, signIn, signOut } from './commands.ts'
import { forgetSessionToken, writeLanguage, writeSessionToken } from './cookie.ts'
import { newPassword } from './password-rules.ts'
import { updateLocale } from './store.ts'

type C = Context<Env>

/** Only a path of this site: never a way to send someone elsewhere after signing in. */
const safePath = (path: unknown): string =>
  typeof path === 'string' && /^\/(?![/\\])/.test(path) && path.length < 1000 ? path : '/'

const socketAddress = (c: C): string | undefined => {
  // In tests there is no socket.
  const bindings = c.env as { incoming?: unknown } | undefined
  return bindings?.incoming ? getConnInfo(c).remote.address : undefined
}

export const showSignIn = (c: C) => {
  if (c.var.app.setup.code !== null) return done(c, '/set-up')
  if (c.var.signedIn) return done(c, '/')
  const { view } = c.var
  return barePage(
    c,
    { title: view.t('session.sign_in') },
    <SignInPage view={view} back={safePath(c.req.query('back'))} form={formState(view.t)} />,
  )
}

const signInForm = z.object({
  sign_in_name: field.text(200),
  password: z.string('form.required').min(1, 'form.required').max(1000, 'form.too_long'),
  back: z.string().optional(),
})

export const postSignIn = (c: C) =>
  submitted(
    c,
    signInForm,
    async (input) => {
      const token = await signIn(c.var.app, {
        signInName: input.sign_in_name,
        password: input.password,
        address: addressOf(c.req.header('x-forwarded-for'), socketAddress(c), c.var.app.config.trustProxy),
        agent: c.req.header('user-agent') ?? '',
      })
      writeSessionToken(c, token)
      return done(c, safePath(input.back))
    },
    ({ values: { password: _, ...values }, ...form }) => {
      const { view } = c.var
      return barePage(
        c,
        { title: view.t('session.sign_in') },
        <SignInPage view={view} back={safePath(values.back)} form={{ ...form, values }} />,
      )
    },
  )

export const postSignOut = async (c: C) => {
  if (c.var.signedIn) await signOut(c.var.app, c.var.signedIn.sessionHash)
  forgetSessionToken(c)
  return done(c, '/sign-in')
}

const languageForm = z.object({ locale: z.enum(locales), back: z.string().optional() })

/** Keeps the choice with the person; for someone not signed in, with the browser. */
export const postLanguage = async (c: C) => {
  const input = languageForm.safeParse(await typedValues(c))
  if (!input.success) throw new Problem('bad_input', 'general.problem.bad_input')
  if (c.var.signedIn) await updateLocale(c.var.app.db, c.var.signedIn.actor.id, input.data.locale)
  writeLanguage(c, input.data.locale)
  return done(c, safePath(input.data.back))
}

export const showSetUp = (c: C) => {
  if (c.var.app.setup.code === null) throw new Problem('not_found', 'general.problem.not_found')
  const { view } = c.var
  return barePage(c, { title: view.t('session.setup') }, <SetUpPage view={view} form={formState(view.t)} />)
}

const setUpForm = z.object({
  code: field.text(100),
  name: field.text(100),
  sign_in_name: field.text(200),
  password: newPassword,
})

export const postSetUp = (c: C) => {
  // Once there is an administrator this page does not exist, whatever is sent.
  if (c.var.app.setup.code === null) throw new Problem('not_found', 'general.problem.not_found')
  return submitted(
    c,
    setUpForm,
    async (input) => {
      const token = await setUp(c.var.app, {
        code: input.code,
        name: input.name,
        signInName: input.sign_in_name,
        password: input.password,
        locale: c.var.locale,
        agent: c.req.header('user-agent') ?? '',
      })
      writeSessionToken(c, token)
      return done(c, '/', 'session.setup.done')
    },
    ({ values: { password: _, ...values }, ...form }) => {
      const { view } = c.var
      return barePage(c, { title: view.t('session.setup') }, <SetUpPage view={view} form={{ ...form, values }} />)
    },
  )
}
