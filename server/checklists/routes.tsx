import type { Context } from 'hono'
import { ChecklistsPage } from '../../views/checklists/list.tsx'
import { ChecklistVersionPage } from '../../views/checklists/version.tsx'
import { type Actor, can } from '../access/can.ts'
import type { Env } from '../context.ts'
import { page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { flawsOfDraft } from './drafts/flaws.ts'
import { listDrafts } from './drafts/store.ts'
import { listVersions, type VersionLine } from './list-store.ts'
import { findVersion } from './store.ts'

type C = Context<Env>

const maySee = (actor: Actor, version: VersionLine) =>
  can(actor, 'checklist.see', { kind: version.kind, published: version.state !== 'draft' })

/** The versions that someone may read; of the others not even the title is told. */
export const readable = async (c: C) => {
  const { actor } = c.var.signedIn!
  return (await listVersions(c.var.app.db)).filter((version) => maySee(actor, version))
}

export const showChecklists = async (c: C) => {
  const { app, view } = c.var
  const mayEdit = can(c.var.signedIn!.actor, 'checklist.edit', null)
  const drafts = mayEdit
    ? (await listDrafts(app.db)).map((line) => ({ ...line, flaws: flawsOfDraft(line.draft, app.vocabulary).length }))
    : undefined
  return page(
    c,
    { title: view.t('checklists.title') },
    <ChecklistsPage view={view} versions={await readable(c)} drafts={drafts} />,
  )
}

export const showVersion = async (c: C) => {
  const { app, view } = c.var
  const versions = (await readable(c)).filter((one) => one.checklist_id === c.req.param('id'))
  const line = versions.find((one) => one.version === c.req.param('version'))
  const version = line && (await findVersion(app.db, line.id))
  if (!line || !version) throw new Problem('not_found', 'general.problem.not_found')
  const title = pick(view.locale, version.content.title)
  return page(
    c,
    {
      title: `${title} ${version.version}`,
      trail: [{ label: view.t('checklists.title'), href: '/checklists' }, { label: title }],
    },
    <ChecklistVersionPage view={view} version={version} others={versions.filter((one) => one !== line)} />,
  )
}
