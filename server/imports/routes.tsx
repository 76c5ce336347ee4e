import type { Context } from 'hono'
import { z } from 'zod'
import { formatInstant } from '../../views/format.ts'
import { ImportConfirmPage } from '../../views/imports/confirm.tsx'
import { InvitationsPage } from '../../views/imports/invitations.tsx'
import { ImportsPage } from '../../views/imports/list.tsx'
import { ImportPage } from '../../views/imports/show.tsx'
import { formState } from '../../views/parts/form.tsx'
import { can } from '../access/can.ts'
import { listHistory } from '../activity/store.ts'
import type { Env } from '../context.ts'
import { dayIn } from '../days.ts'
import type { ImportKind } from '../db/schema.ts'
import { type FormState, idOf, parsedOr404, submitted } from '../http/form.ts'
import { readListQuery } from '../http/list-query.ts'
import { done, page } from '../http/page.tsx'
import { workbook } from '../http/workbook.ts'
import { Problem } from '../problem.ts'
import { importKinds } from './columns.ts'
import { confirmImport, getImport, mustImport, startImport, withdrawImport } from './commands.ts'
import { invitedBy, inviteImported, listWaiting } from './invitation-commands.ts'
import { exportedRows } from './kinds.ts'
import { stateNow } from './states.ts'
import { type Import, listImports, listLines } from './store.ts'
import { importSheets, invitationSheets, listsFor } from './workbook.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor
const kindsOf = (c: C) => importKinds.filter((kind) => can(actorOf(c), 'import.make', { kind }))
const imports = (c: C) => ({ label: c.var.view.t('imports.title'), href: '/imports' })
const kindSchema = z.enum(importKinds as readonly [ImportKind, ...ImportKind[]], 'form.choose')

const listPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const kinds = kindsOf(c)
  const query = readListQuery({ sorts: ['when'], sort: 'when', dir: 'desc' }, c.req.url)
  const { rows, total } = await listImports(app.db, { kinds, size: query.size, offset: query.offset })
  return page(
    c,
    { title: view.t('imports.title') },
    <ImportsPage view={view} kinds={kinds} query={query} rows={rows} total={total} form={form} />,
  )
}

/** A link from elsewhere may name the kind. */
export const showImports = (c: C) => listPage(c, formState(c.var.view.t, { kind: c.req.query('kind') }))

const uploaded = async (c: C) => {
  const file = (await c.req.formData()).get('file')
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) {
    throw new Problem('bad_input', 'general.problem.bad_input', {}, [{ field: 'file', word: 'imports.upload.none' }])
  }
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

export const postImport = (c: C) =>
  submitted(
    c,
    z.object({ kind: kindSchema }),
    async ({ kind }) => {
      mustImport(actorOf(c), kind)
      return done(c, `/imports/${await startImport(c.var.app, actorOf(c), { kind, ...(await uploaded(c)) })}`)
    },
    (form) => listPage(c, form),
  )

const askedKind = (c: C): ImportKind => {
  const kind = parsedOr404(kindSchema, c.req.param('kind'))
  mustImport(actorOf(c), kind)
  return kind
}

export const showTemplate = async (c: C) => {
  const { app, locale, view } = c.var
  const kind = askedKind(c)
  const sheets = importSheets(kind, await listsFor(app.db, kind), null, locale)
  const name = view.t('imports.file_name.template', { kind: view.t(`imports.kind.${kind}`) })
  return workbook(c, await app.exchange.write(sheets), name)
}

const today = (c: C) => dayIn(c.var.app.now(), c.var.app.config.timeZone)

export const showExport = async (c: C) => {
  const { app, locale, view } = c.var
  const kind = askedKind(c)
  const sheets = importSheets(kind, await listsFor(app.db, kind), await exportedRows(app.db, kind), locale)
  const name = view.t('imports.file_name.export', { kind: view.t(`imports.kind.${kind}`), day: today(c) })
  return workbook(c, await app.exchange.write(sheets), name)
}

const rowRules = {
  sorts: ['row'],
  sort: 'row',
  filters: { outcome: z.enum(['wrong', 'new', 'changed', 'unchanged']) },
  sizes: [50, 100, 200],
} as const

/** How many rows an outcome has; without one all that were checked. */
const countOf = (found: Import, outcome?: 'wrong' | 'new' | 'changed' | 'unchanged') =>
  outcome ? found[`${outcome}_count`] : found.checked_count

const importPage = async (c: C, found: Import, moved: readonly number[] = []) => {
  const { app, view } = c.var
  // A stopped confirmation shows the import too; its list goes on at the import's own address.
  const query = { ...readListQuery(rowRules, c.req.url), path: `/imports/${found.id}` }
  const rows = await listLines(app.db, found.id, {
    outcome: query.filters.outcome,
    size: query.size,
    offset: query.offset,
  })
  return page(
    c,
    { title: found.file_name, trail: [imports(c), { label: found.file_name }] },
    <ImportPage
      view={view}
      found={found}
      state={stateNow(found, view.now)}
      query={query}
      rows={rows}
      total={countOf(found, query.filters.outcome)}
      waiting={(await listWaiting(app.db, found)).length}
      moved={moved}
      history={await listHistory(app.db, { type: 'import', id: found.id })}
    />,
  )
}

export const showImport = async (c: C) => importPage(c, await getImport(c.var.app.db, actorOf(c), idOf(c)))

const confirmPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const found = await getImport(app.db, actorOf(c), idOf(c))
  const trail = [
    imports(c),
    { label: found.file_name, href: `/imports/${found.id}` },
    { label: view.t('imports.confirm') },
  ]
  return page(
    c,
    { title: view.t('imports.confirm'), trail },
    <ImportConfirmPage view={view} found={found} state={stateNow(found, view.now)} form={form} />,
  )
}

export const showConfirmation = (c: C) => confirmPage(c, formState(c.var.view.t))

export const postConfirmation = (c: C) =>
  submitted(
    c,
    z.object({}),
    async () => {
      const id = idOf(c)
      const moved = await confirmImport(c.var.app, actorOf(c), id)
      if (moved.length === 0) return done(c, `/imports/${id}`, 'imports.applied')
      return importPage(c, await getImport(c.var.app.db, actorOf(c), id), moved)
    },
    (form) => confirmPage(c, form),
  )

export const postWithdrawal = async (c: C) => {
  await withdrawImport(c.var.app, actorOf(c), idOf(c))
  return done(c, `/imports/${idOf(c)}`, 'imports.withdrawn')
}

const linkOf = (c: C) => (token: string) => new URL(`/invitations/${token}`, c.var.app.config.publicOrigin).href

/** The answer is the page itself, not a redirect: the links are in it, and nowhere else. */
export const postInvitations = async (c: C) => {
  const { app, view } = c.var
  const found = await getImport(app.db, actorOf(c), idOf(c))
  const invitations = await inviteImported(app, actorOf(c), found.id)
  const title = view.t('imports.invitations')
  c.header('cache-control', 'no-store')
  return page(
    c,
    { title, trail: [imports(c), { label: found.file_name, href: `/imports/${found.id}` }, { label: title }] },
    <InvitationsPage view={view} importId={found.id} invitations={invitations} linkOf={linkOf(c)} />,
  )
}

const tokensForm = z.object({ tokens: z.string().max(900_000).default('') })

/** The links that were just shown, as a workbook. The page sends their tokens back, because they are kept nowhere else. */
export const postInvitationWorkbook = async (c: C) => {
  const { app, locale, view } = c.var
  const found = await getImport(app.db, actorOf(c), idOf(c))
  if (found.kind !== 'users') throw new Problem('not_found', 'general.problem.not_found')
  return submitted(
    c,
    tokensForm,
    async ({ tokens }) => {
      const invitations = await invitedBy(app, tokens.split(/\s+/).filter(Boolean))
      if (invitations.length === 0) throw new Problem('wrong_state', 'imports.invitations.none')
      const shown = { link: linkOf(c), until: (at: string) => formatInstant(view, at) }
      const name = view.t('imports.file_name.invitations', { day: today(c) })
      return workbook(c, await app.exchange.write(invitationSheets(invitations, shown, locale)), name)
    },
    () => importPage(c, found),
  )
}
