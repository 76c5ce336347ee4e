import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Env } from '../context.ts'

/** Over https the name carries the prefix that pins the cookie to this host and to encrypted connections. */
const nameFor = (c: Context<Env>) => (isSecure(c) ? '__Host-session' : 'session')
const isSecure = (c: Context<Env>) => c.var.app.config.publicOrigin.startsWith('https:')
const attributes = (c: Context<Env>) => ({ path: '/', httpOnly: true, secure: isSecure(c), sameSite: 'Lax' as const })

export const readSessionToken = (c: Context<Env>): string | undefined => getCookie(c, nameFor(c))

export const writeSessionToken = (c: Context<Env>, token: string) =>
  setCookie(c, nameFor(c), token, { ...attributes(c), maxAge: c.var.app.config.sessionHours * 3600 })

export const forgetSessionToken = (c: Context<Env>) => deleteCookie(c, nameFor(c), attributes(c))

const languageCookie = 'language'
export const readLanguage = (c: Context<Env>): string | undefined => getCookie(c, languageCookie)
export const writeLanguage = (c: Context<Env>, locale: string) =>
  setCookie(c, languageCookie, locale, { ...attributes(c), maxAge: 365 * 24 * 3600 })
