import type { Context } from 'hono'
import { z } from 'zod'
import { AuditBeforePage, AuditNoticePage, CancelPage, HandOverPage } from '../../views/audits/before.tsx'
import { peopleIn } from '../../views/audits/history.tsx'
import { checklistTitle, dealerName } from '../../views/audits/tags.tsx'
import { type FormState, formState } from '../../views/parts/form.tsx'
import { ResultPage } from '../../views/results/page.tsx'
import { type Actor, auditingRoles, can, isDealerRole, mayEver } from '../access/can.ts'
import { listHistory } from '../activity/store.ts'
import { getContent } from '../checklists/store.ts'
import type { Env } from '../context.ts'
import { field, idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { cancelAudit, handOverAudit, startAudit } from './commands.ts'
import { offersFor } from './offers.ts'
import { loadResult, progressOf } from './result.ts'
import { asShopperSees, hasResult, isOpenToRecord } from './states.ts'
import {
  type AuditCase,
  type AuditHead,
  findAudit,
  findAuditHead,
  findNotice,
  listCandidates,
  listNames,
} from './store.ts'

type C = Context<Env>

/** The way to an audit's page, for it and the pages of its steps. */
export const auditTrail = (
  c: C,
  audit: Pick<AuditCase, 'id'>,
  head: Pick<AuditHead, 'dealer_code' | 'dealer_zh' | 'dealer_en' | 'title_zh' | 'title_en'>,
  step?: string,
) => {
  const { signedIn, view } = c.var
  const isResults = signedIn !== null && isDealerRole(signedIn.actor.role)
  return [
    { label: view.t(isResults ? 'audit.results' : 'audit.title'), href: '/audits' },
    { label: `${dealerName(view, head)} · ${checklistTitle(view, head)}`, href: `/audits/${audit.id}` },
    ...(step ? [{ label: step }] : []),
  ]
}

/** The audit that a page is about; what the reader may not see does not exist. */
export const seenAudit = async (c: C): Promise<{ audit: AuditCase; head: AuditHead; actor: Actor }> => {
  const { app, signedIn } = c.var
  const audit = await findAudit(app.db, idOf(c))
  if (!audit || !signedIn || !can(signedIn.actor, 'audit.see', audit.facts)) {
    throw new Problem('not_found', 'general.problem.not_found')
  }
  return { audit, head: await headFor(c, audit), actor: signedIn.actor }
}

/** The head of an audit as its reader may know it: to a dealership a shopper is nobody, not even an alias. */
const headFor = async (c: C, audit: AuditCase): Promise<AuditHead> => {
  const { app, signedIn, view } = c.var
  const head = await findAuditHead(app.db, audit)
  const isDealer = signedIn !== null && isDealerRole(signedIn.actor.role)
  if (audit.kind !== 'mystery' || !isDealer) return head
  const shopper = view.t('audit.shopper')
  return { ...head, auditor: shopper, lead: shopper, coAuditors: [] }
}

/** One audit, by its state and by who looks: a notice, the work ahead, or the result. */
export const showAudit = async (c: C) => {
  const { app, signedIn, view } = c.var
  const audit = await findAudit(app.db, idOf(c))
  if (!audit || !signedIn) throw new Problem('not_found', 'general.problem.not_found')
  const { actor } = signedIn
  if (!can(actor, 'audit.see', audit.facts)) {
    if (!can(actor, 'audit.see_notice', audit.facts)) throw new Problem('not_found', 'general.problem.not_found')
    const notice = await findNotice(app.db, audit.id)
    const title = checklistTitle(view, notice)
    return page(c, { title, trail: auditTrail(c, audit, notice) }, <AuditNoticePage view={view} audit={notice} />)
  }
  const head = await headFor(c, audit)
  const title = `${checklistTitle(view, head)} · ${dealerName(view, head)}`
  const frame = { title, trail: auditTrail(c, audit, head) }
  const seesResult = can(actor, 'audit.see_result', audit.facts)
  // How an audit came about is for those who see it before release; a dealer sees what was released.
  const entries = seesBefore(actor) ? await listHistory(app.db, { type: 'audit', id: audit.id }) : null
  const names = await listNames(app.db, peopleIn(entries ?? []))
  const offers = offersFor(actor, audit)
  if (seesResult && (hasResult(audit.state) || audit.report_version > 0)) {
    const result = await loadResult(app, audit)
    return page(
      c,
      frame,
      <ResultPage view={view} audit={audit} head={head} offers={offers} entries={entries} names={names} {...result} />,
    )
  }
  const shown = seesResult ? audit : asShopperSees(audit)
  const content = await getContent(app.db, audit.checklist_version_id)
  return page(
    c,
    frame,
    <AuditBeforePage
      view={view}
      audit={shown}
      head={head}
      offers={offers}
      entries={entries}
      names={names}
      progress={isOpenToRecord(audit.state) ? await progressOf(app.db, audit, content) : null}
      scenario={offers.start || offers.record ? content.scenario : null}
    />,
  )
}

const seesBefore = (actor: Actor): boolean => !isDealerRole(actor.role) && mayEver(actor.role, 'audit.see_result')

export const postStart = async (c: C) => {
  const id = idOf(c)
  await startAudit(c.var.app, c.var.signedIn!.actor, id)
  return done(c, `/audits/${id}`, 'audit.started')
}

/** The page of a step, if the reader may take it now; with the sentence of the guard when the state does not allow it. */
const stepPage = async (
  c: C,
  step: 'handOver' | 'cancel',
  body: (audit: AuditCase, head: AuditHead) => ReturnType<typeof CancelPage> | Promise<ReturnType<typeof CancelPage>>,
) => {
  const { audit, head, actor } = await seenAudit(c)
  const verb = step === 'cancel' ? 'audit.cancel' : 'audit.hand_over'
  if (!can(actor, verb, audit.facts)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  if (!offersFor(actor, audit)[step]) throw new Problem('wrong_state', `audit.refused.state.${audit.state}`)
  const title = c.var.view.t(`audit.${step === 'cancel' ? 'cancel' : 'hand_over'}`)
  return page(c, { title, trail: auditTrail(c, audit, head, title) }, await body(audit, head))
}

const handOverPage = (c: C, form: FormState) =>
  stepPage(c, 'handOver', async (audit, head) => (
    <HandOverPage
      view={c.var.view}
      audit={audit}
      head={head}
      form={form}
      candidates={await listCandidates(c.var.app.db, auditingRoles(audit.kind))}
    />
  ))

export const showAssignment = (c: C) => handOverPage(c, formState(c.var.view.t))

export const postAssignment = (c: C) => {
  const id = idOf(c)
  return submitted(
    c,
    z.object({ auditor_id: field.id() }),
    async ({ auditor_id }) => {
      const { app, signedIn } = c.var
      await handOverAudit(app, signedIn!.actor, id, auditor_id)
      const audit = await findAudit(app.db, id)
      // Who gave a shop away may not see it any more.
      const sees = audit && can(signedIn!.actor, 'audit.see', audit.facts)
      return done(c, sees ? `/audits/${id}` : '/audits', 'audit.handed_over')
    },
    (form) => handOverPage(c, form),
  )
}

const cancelPage = (c: C, form: FormState) =>
  stepPage(c, 'cancel', (audit, head) => <CancelPage view={c.var.view} audit={audit} head={head} form={form} />)

export const showCancellation = (c: C) => cancelPage(c, formState(c.var.view.t))

export const postCancellation = (c: C) => {
  const id = idOf(c)
  return submitted(
    c,
    z.object({ reason: field.text(2000) }),
    async ({ reason }) => {
      await cancelAudit(c.var.app, c.var.signedIn!.actor, id, reason)
      return done(c, `/audits/${id}`, 'audit.cancelled')
    },
    (form) => cancelPage(c, form),
  )
}
