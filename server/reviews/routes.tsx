import type { Context } from 'hono'
import { z } from 'zod'
import { type FormState, formState } from '../../views/parts/form.tsx'
import { ReleasePage, ReturnPage, VoidPage } from '../../views/results/steps.tsx'
import { can } from '../access/can.ts'
import { offersFor } from '../audits/offers.ts'
import { auditTrail, seenAudit } from '../audits/routes.tsx'
import { decide, moveFactsOf } from '../audits/steps.ts'
import type { AuditCase, AuditHead } from '../audits/store.ts'
import type { Env } from '../context.ts'
import { countFindings } from '../findings/raise.ts'
import { listFindings } from '../findings/store.ts'
import { field, idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { appealWindow, releaseAudit, returnAudit, takeReview, voidAudit } from './commands.ts'

type C = Context<Env>

export const postReview = async (c: C) => {
  const id = idOf(c)
  await takeReview(c.var.app, c.var.signedIn!.actor, id)
  return done(c, `/audits/${id}`, 'review.taken')
}

/** The page of a step that the reader may take now; else the sentence why not. */
const stepPage = async (
  c: C,
  step: 'return' | 'release' | 'void',
  body: (audit: AuditCase, head: AuditHead) => ReturnType<typeof ReturnPage> | Promise<ReturnType<typeof ReturnPage>>,
) => {
  const { audit, head, actor } = await seenAudit(c)
  const verb = step === 'void' ? 'audit.void' : 'audit.review'
  if (!can(actor, verb, audit.facts)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  if (!offersFor(actor, audit)[step]) {
    decide(audit, step === 'release' && audit.practice === 1 ? 'finalise' : step, moveFactsOf(audit, actor.id))
  }
  const title = c.var.view.t(`review.${step}`)
  return page(c, { title, trail: auditTrail(c, audit, head, title) }, await body(audit, head))
}

const reason = z.object({ reason: field.text(2000) })

const returnPage = (c: C, form: FormState) =>
  stepPage(c, 'return', (audit, head) => <ReturnPage view={c.var.view} audit={audit} head={head} form={form} />)

export const showReturn = (c: C) => returnPage(c, formState(c.var.view.t))

export const postReturn = (c: C) => {
  const id = idOf(c)
  return submitted(
    c,
    reason,
    async (input) => {
      await returnAudit(c.var.app, c.var.signedIn!.actor, id, input.reason)
      return done(c, `/audits/${id}`, 'review.returned')
    },
    (form) => returnPage(c, form),
  )
}

export const showRelease = (c: C) =>
  stepPage(c, 'release', async (audit, head) => {
    const findings = await listFindings(c.var.app.db, audit.id)
    return (
      <ReleasePage
        view={c.var.view}
        audit={audit}
        head={head}
        counts={countFindings(findings)}
        repeats={findings.filter((finding) => finding.repeat_count > 0).length}
        window={appealWindow(c.var.app, head)}
        form={formState(c.var.view.t)}
      />
    )
  })

export const postRelease = async (c: C) => {
  const id = idOf(c)
  await releaseAudit(c.var.app, c.var.signedIn!.actor, id)
  return done(c, `/audits/${id}`, 'review.released')
}

const voidPage = (c: C, form: FormState) =>
  stepPage(c, 'void', (audit, head) => <VoidPage view={c.var.view} audit={audit} head={head} form={form} />)

export const showVoiding = (c: C) => voidPage(c, formState(c.var.view.t))

export const postVoiding = (c: C) => {
  const id = idOf(c)
  return submitted(
    c,
    reason,
    async (input) => {
      await voidAudit(c.var.app, c.var.signedIn!.actor, id, input.reason)
      return done(c, `/audits/${id}`, 'review.voided')
    },
    (form) => voidPage(c, form),
  )
}
