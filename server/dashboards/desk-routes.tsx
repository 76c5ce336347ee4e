import type { Context } from 'hono'
import { AuditorHome } from '../../views/dashboards/auditor.tsx'
import { ShopperHome } from '../../views/dashboards/shopper.tsx'
import { actionScopeOf } from '../access/can.ts'
import type { Env } from '../context.ts'
import { dayIn } from '../days.ts'
import { page } from '../http/page.tsx'
import { countAnswered, listToRecord } from './desk-store.ts'
import { countOpen, listActionReviews } from './network-store.ts'

type C = Context<Env>

/** More audits than anyone records in a month; the rest stands in the list of audits. */
const mostAudits = 40
const mostReviews = 8

/** An auditor's desk: the field first, then visits to come and what dealers handed in. */
export const auditorHome = async (c: C) => {
  const { app, signedIn, view } = c.var
  const { actor } = signedIn!
  const today = dayIn(view.now, view.timeZone)
  const moment = { today, now: view.now }
  const scope = actionScopeOf(actor)
  const audits = await listToRecord(app.db, actor.id, mostAudits)
  const begun = audits.filter((audit) => audit.state !== 'planned').map((audit) => audit.id)
  return page(
    c,
    { title: view.t('nav.today') },
    <AuditorHome
      view={view}
      today={today}
      audits={audits}
      answered={await countAnswered(app.db, begun)}
      reviews={await listActionReviews(app.db, scope, moment, mostReviews)}
      waiting={(await countOpen(app.db, scope, moment)).toReview}
    />,
  )
}

/** A shopper's own shops with their days, and nothing else. */
export const shopperHome = async (c: C) => {
  const { app, signedIn, view } = c.var
  const shops = await listToRecord(app.db, signedIn!.actor.id, mostAudits)
  return page(
    c,
    { title: view.t('nav.today') },
    <ShopperHome view={view} today={dayIn(view.now, view.timeZone)} shops={shops} />,
  )
}
