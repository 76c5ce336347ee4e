import type { Context } from 'hono'
import { sheetOf } from '../../views/sheet/model.ts'
import { KeyBar, SheetBody, SheetHead } from '../../views/sheet.tsx'
import { can } from '../access/can.ts'
import { type AuditCase, findAudit } from '../audits/store.ts'
import type { Env, SignedIn } from '../context.ts'
import { idOf } from '../http/form.ts'
import { page } from '../http/page.tsx'
import { pick, type Translate } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { syncProtocol } from './protocol.ts'
import { loadSheet } from './sheet.ts'
import { getSheetNames, listNames } from './sheet-store.ts'
import { listPhotos, listTips } from './store.ts'

const seen = async (c: Context<Env>): Promise<{ audit: AuditCase; signedIn: SignedIn }> => {
  const { app, signedIn } = c.var
  const audit = await findAudit(app.db, idOf(c))
  if (!signedIn || !audit || !can(signedIn.actor, 'audit.see', audit.facts)) {
    throw new Problem('not_found', 'general.problem.not_found')
  }
  return { audit, signedIn }
}

/** The answer sheet: to record on while the audit is open and theirs, to read for whoever else may see the audit. */
export const showSheet = async (c: Context<Env>): Promise<Response> => {
  const { app, view } = c.var
  const { audit, signedIn } = await seen(c)
  const { t, locale } = view
  const names = await getSheetNames(app.db, audit.id)
  const sheet = sheetOf(view, await loadSheet(app.db, signedIn.actor, audit, view))
  const checklist = pick(locale, { zh: names.title_zh, en: names.title_en })
  // A mystery shop says so in its name.
  const title =
    audit.kind === 'mystery' ? checklist : t('sheet.title', { checklist, kind: t(`sheet.kind.${audit.kind}`) })
  const wave = pick(locale, { zh: names.wave_zh ?? '', en: names.wave_en ?? '' })
  const dealer = `${names.code} ${pick(locale, { zh: names.name_zh, en: names.name_en })}`
  const isReturned = audit.state === 'returned' && sheet.data.open
  return page(
    c,
    {
      title,
      trail: [
        ...(wave ? [{ label: wave }] : []),
        { label: dealer, href: `/audits/${audit.id}` },
        { label: audit.practice === 1 ? `${title} · ${t('sheet.practice')}` : title },
      ],
      slim: true,
      above: <SheetHead sheet={sheet} closed={closedBecause(t, audit, sheet.data.open)} watch={isReturned} />,
      below: sheet.data.open ? <KeyBar sheet={sheet} /> : null,
      scripts: ['client/sheet.js'],
    },
    <SheetBody view={view} sheet={sheet} title={`${title} · ${dealer}`} />,
  )
}

/** What is recorded now, for a sheet that is open somewhere: colleagues' answers, photos that arrived, the audit's state. */
export const showRecorded = async (c: Context<Env>): Promise<Response> => {
  const { app } = c.var
  const { audit, signedIn } = await seen(c)
  const tips = await listTips(app.db, audit.id)
  return c.json({
    protocol: syncProtocol,
    server_time: app.now().toISOString(),
    user: signedIn.actor.id,
    state: audit.state,
    records: can(signedIn.actor, 'audit.record', audit.facts),
    tips,
    people: await listNames(app.db, [...new Set(tips.map((tip) => tip.userId))]),
    photos: await listPhotos(app.db, audit.id),
  })
}

/** Why the sheet cannot be changed, or what a return asks for. */
const closedBecause = (t: Translate, audit: AuditCase, open: boolean): string | null => {
  if (open) {
    return audit.state === 'returned' ? t('sheet.closed.returned', { reason: audit.return_reason ?? '' }) : null
  }
  switch (audit.state) {
    case 'planned':
      return t('sheet.closed.planned')
    case 'in_progress':
    case 'returned':
      return t('sheet.closed.reader')
    case 'cancelled':
    case 'voided':
      return t('sheet.closed.cancelled')
    default:
      return t('sheet.closed.submitted')
  }
}
