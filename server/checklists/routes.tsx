import type { Context } from 'hono'
import { ChecklistsPage } from '../../views/checklists/list.tsx'
import { ChecklistVersionPage } from '../../views/checklists/version.tsx'
import { listHistory } from '../activity/store.ts'
import type { Env } from '../context.ts'
import { page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { flawsOfDraft } from './drafts/flaws.ts'
import { findDraftOf, listDrafts } from './drafts/store.ts'
import { mayEditChecklists, readableVersions } from './reading.ts'
import { findVersion } from './store.ts'

type C = Context<Env>

export const showChecklists = async (c: C) => {
  const { app, view } = c.var
  const mayEdit = mayEditChecklists(c)
  const drafts = mayEdit
    ? (await listDrafts(app.db)).map((line) => ({ ...line, flaws: flawsOfDraft(line.draft, app.vocabulary).length }))
    : undefined
  return page(
    c,
    { title: view.t('checklists.title') },
    <ChecklistsPage view={view} versions={await readableVersions(c)} drafts={drafts} />,
  )
}

export const showVersion = async (c: C) => {
  const { app, view } = c.var
  const versions = (await readableVersions(c)).filter((one) => one.checklist_id === c.req.param('id'))
  const line = versions.find((one) => one.version === c.req.param('version'))
  const version = line && (await findVersion(app.db, line.id))
  if (!line || !version) throw new Problem('not_found', 'general.problem.not_found')
  const title = pick(view.locale, version.content.title)
  const mayEdit = mayEditChecklists(c)
  const history = mayEdit ? await listHistory(app.db, { type: 'checklist', id: version.checklist_id }) : null
  const draft = mayEdit ? await findDraftOf(app.db, version.checklist_id) : undefined
  return page(
    c,
    {
      title: `${title} ${version.version}`,
      trail: [{ label: view.t('checklists.title'), href: '/checklists' }, { label: title }],
    },
    <ChecklistVersionPage
      view={view}
      version={version}
      others={versions.filter((one) => one !== line)}
      mayEdit={mayEdit}
      draftId={draft?.id}
      history={history}
    />,
  )
}
