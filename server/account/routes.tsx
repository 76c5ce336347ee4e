import type { Context } from 'hono'
import { z } from 'zod'
import { AccountPage } from '../../views/account.tsx'
import { formState } from '../../views/parts/form.tsx'
import type { Env } from '../context.ts'
import { type FormState, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { differs, passwordTwice, sameTwice } from '../sessions/password-rules.ts'
import { listSessions } from '../sessions/store.ts'
import { getUser } from '../users/commands.ts'
import { listDealersOfUsers, listRegionsOfUsers } from '../users/store.ts'
import { changePassword, endOtherSessions } from './commands.ts'
import { deviceOf } from './device.ts'

type C = Context<Env>

const accountPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const { actor, sessionHash } = c.var.signedIn!
  const sessions = await listSessions(app.db, actor.id, app.now().toISOString())
  return page(
    c,
    { title: view.t('account.title') },
    <AccountPage
      view={view}
      user={await getUser(app.db, actor.id)}
      dealers={await listDealersOfUsers(app.db, [actor.id])}
      regions={await listRegionsOfUsers(app.db, [actor.id])}
      sessions={sessions.map((session) => ({
        device: deviceOf(session.agent),
        since: session.created_at,
        seen: session.seen_at,
        isThis: session.token_hash === sessionHash,
      }))}
      form={form}
    />,
  )
}

export const showAccount = (c: C) => accountPage(c, formState(c.var.view.t))

const passwordForm = z
  .object({ present: z.string('form.required').min(1, 'form.required').max(1000, 'form.too_long'), ...passwordTwice })
  .refine(sameTwice, differs)

export const postPassword = (c: C) =>
  submitted(
    c,
    passwordForm,
    async (input) => {
      await changePassword(c.var.app, c.var.signedIn!, input)
      return done(c, '/account', 'account.password.changed')
    },
    // A password is never sent back into a page.
    ({ errors }) => accountPage(c, { values: {}, errors }),
  )

export const postSignOutElsewhere = async (c: C) => {
  await endOtherSessions(c.var.app, c.var.signedIn!)
  return done(c, '/account', 'account.sessions.ended')
}
