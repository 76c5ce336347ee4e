import type { MiddlewareHandler } from 'hono'
import { isDealerRole } from '../access/can.ts'
import type { AppContext, Env, SignedIn } from '../context.ts'
import { navigationOf } from '../http/navigation.ts'
import { takeNotice } from '../http/page.tsx'
import { type Locale, pick, translator } from '../i18n/words.ts'
import { readLanguage, readSessionToken } from './cookie.ts'
import { findFirstDealerName, findSession, loadActor, touchSession } from './store.ts'
import { tokenHash } from './token.ts'

const seenEvery = 5 * 60 * 1000

const findSignedIn = async (app: AppContext, token: string | undefined): Promise<SignedIn | null> => {
  if (!token) return null
  const sessionHash = tokenHash(token)
  const session = await findSession(app.db, sessionHash, app.now().toISOString())
  if (!session) return null
  // A note for the person's own list of sessions; losing one costs nothing, so it needs no transaction of its own.
  if (app.now().getTime() - Date.parse(session.seen_at) > seenEvery)
    await touchSession(app.db, sessionHash, app.now().toISOString())
  const actor = await loadActor(app.db, session.id, session.role)
  const dealerName = isDealerRole(session.role) ? await findFirstDealerName(app.db, session.id) : undefined
  return { actor, name: session.name, locale: session.locale, sessionHash, dealerName: dealerName ?? null }
}

/** The person's own language, else the browser's choice here, else what the browser prefers, else Chinese. */
const localeOf = (signedIn: SignedIn | null, chosen: string | undefined, accepted: string | undefined): Locale => {
  if (signedIn) return signedIn.locale
  if (chosen === 'en' || chosen === 'zh-CN') return chosen
  const first = accepted?.split(',')[0]?.trim().toLowerCase() ?? ''
  return first !== '' && !first.startsWith('zh') && first !== '*' ? 'en' : 'zh-CN'
}

/** Who asks, in which language, with which navigation: what every page needs. */
export const withReader: MiddlewareHandler<Env> = async (c, next) => {
  const { app } = c.var
  const signedIn = await findSignedIn(app, readSessionToken(c))
  const locale = localeOf(signedIn, readLanguage(c), c.req.header('accept-language'))
  const t = translator(locale)
  const url = new URL(c.req.url)
  c.set('signedIn', signedIn)
  c.set('locale', locale)
  const roleLabel = signedIn ? t(`role.${signedIn.actor.role}`) : ''
  const dealerLabel = signedIn?.dealerName ? `${pick(locale, signedIn.dealerName)} · ` : ''
  c.set('view', {
    t,
    locale,
    timeZone: app.config.timeZone,
    now: app.now().toISOString(),
    url: url.pathname + url.search,
    user: signedIn && { id: signedIn.actor.id, name: signedIn.name, roleLabel: dealerLabel + roleLabel },
    nav: signedIn ? navigationOf(signedIn.actor.role, url.pathname, t) : [],
    asset: app.assets.url,
  })
  if (c.req.method === 'GET' && c.req.header('accept')?.includes('text/html')) {
    const notice = takeNotice(c)
    if (notice) c.set('view', { ...c.var.view, notice })
  }
  await next()
}
