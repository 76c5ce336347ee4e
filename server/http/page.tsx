import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { BarePage, type Crumb, Layout } from '../../views/layout.tsx'
import type { Notice } from '../../views/view.ts'
import type { Env } from '../context.ts'
import { type WordKey, words } from '../i18n/words.ts'

export type PageOptions = {
  title: string
  trail?: Crumb[]
  slim?: boolean
  status?: Child
  above?: Child
  below?: Child
  scripts?: string[]
}

/** A whole page in the frame, for someone signed in. */
export const page = (c: Context<Env>, options: PageOptions, body: Child): Response | Promise<Response> =>
  c.html(
    <Layout view={c.var.view} {...options}>
      {body}
    </Layout>,
  )

/** A page without navigation: signing in, setting up, verifying a report. */
export const barePage = (
  c: Context<Env>,
  options: { title: string; broad?: boolean },
  body: Child,
): Response | Promise<Response> =>
  c.html(
    <BarePage view={c.var.view} {...options}>
      {body}
    </BarePage>,
  )

const noticeCookie = 'notice'

/** After a change: back to a page that says what was done, once. `said` is worded in the reader's language there. */
export const done = (c: Context<Env>, to: string, said?: WordKey, kind: Notice['kind'] = 'good'): Response => {
  if (said) setCookie(c, noticeCookie, `${kind}:${said}`, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 })
  return c.redirect(to, 303)
}

/** Takes the notice of the step before, if there is one. */
export const takeNotice = (c: Context<Env>): Notice | undefined => {
  const cookie = getCookie(c, noticeCookie)
  if (!cookie) return undefined
  deleteCookie(c, noticeCookie, { path: '/' })
  const [kind = '', word = ''] = cookie.split(':')
  if (!(word in words) || !isKind(kind)) return undefined
  return { kind, text: c.var.view.t(word as WordKey) }
}

const isKind = (kind: string): kind is Notice['kind'] => kind === 'good' || kind === 'bad' || kind === 'watch'
