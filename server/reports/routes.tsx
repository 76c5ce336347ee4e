import type { Context } from 'hono'
import { z } from 'zod'
import { type Verification, VerificationPage } from '../../views/results/verification.tsx'
import { can } from '../access/can.ts'
import { findAudit } from '../audits/store.ts'
import type { Env } from '../context.ts'
import { idOf, parsedOr404 } from '../http/form.ts'
import { barePage } from '../http/page.tsx'
import { pdf } from '../http/pdf.ts'
import { pick } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { reportPdf } from './commands.ts'
import { findVersion, findVersionByHash, listFiles, snapshotOf } from './store.ts'

type C = Context<Env>

const asked = z.object({
  lang: z.enum(['zh-CN', 'en']).optional(),
  version: z.coerce.number().int().min(1).max(100_000).optional(),
})

/** The PDF of a report version (the newest unless asked), in the language asked for or the reader's own. */
export const showPdf = async (c: C) => {
  const { app, signedIn, view } = c.var
  const id = idOf(c)
  const { lang, version } = parsedOr404(asked, { lang: c.req.query('lang'), version: c.req.query('version') })
  const audit = await findAudit(app.db, id)
  const row = audit && (await findVersion(app.db, id, version ?? audit.report_version))
  if (!audit || !row || !signedIn || !can(signedIn.actor, 'audit.see_result', audit.facts)) {
    throw new Problem('not_found', 'general.problem.not_found')
  }
  const locale = lang ?? view.locale
  const snapshot = snapshotOf(row)
  const name = view.t('result.pdf.name', {
    dealer: snapshot.dealer.code,
    checklist: pick(locale, snapshot.checklist.title),
    day: snapshot.day,
    version: row.version,
  })
  return pdf(c, await reportPdf(app, row, locale), name)
}

/** Anyone may ask whether a content hash was issued. The answer tells nothing of the dealer or the result. */
export const showVerification = async (c: C) => {
  const { app, view } = c.var
  const hash = (c.req.param('hash') ?? '').toLowerCase()
  const row = /^[0-9a-f]{64}$/.test(hash) ? await findVersionByHash(app.db, hash) : undefined
  const verification: Verification = row
    ? {
        state: row.superseded_at === null ? 'issued' : 'superseded',
        hash,
        version: row.version,
        issuedAt: row.issued_at,
        supersededAt: row.superseded_at,
        files: await listFiles(app.db, row.id),
      }
    : { state: 'unknown', hash }
  return barePage(
    c,
    { title: view.t('verify.title'), broad: true },
    <VerificationPage view={view} verification={verification} />,
  )
}
