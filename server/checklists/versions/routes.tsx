import type { Context } from 'hono'
import { z } from 'zod'
import { type FormState, formState } from '../../../views/parts/form.tsx'
import { ComparisonPage } from '../../../views/versions/comparison.tsx'
import { PublicationView } from '../../../views/versions/publication.tsx'
import { RetirementPage } from '../../../views/versions/retirement.tsx'
import { FileMenu } from '../../../views/versions/tools.tsx'
import type { Env } from '../../context.ts'
import { field, idOf, parsedOr404, submitted } from '../../http/form.ts'
import { done, page } from '../../http/page.tsx'
import { pick } from '../../i18n/words.ts'
import { Problem } from '../../problem.ts'
import { draftPage } from '../drafts/draft-page.tsx'
import { openDraft } from '../drafts/open.ts'
import { mustEditChecklists, readableVersions } from '../reading.ts'
import { findVersion, getContent } from '../store.ts'
import { publishDraft, reinstateVersion, retireVersion } from './commands.ts'
import { differenceBetween } from './diff.ts'
import { compareVersions } from './number.ts'
import { publicationOf } from './publication.ts'
import { countUnfinished, listVersionsOf } from './store.ts'

type C = Context<Env>

const publicationPage = async (c: C, form?: FormState) => {
  const { app, view } = c.var
  const open = await openDraft(c)
  const publication = await publicationOf(app.db, open.draft, app.vocabulary)
  const unfinished = await countUnfinished(
    app.db,
    publication.versions.map(({ id }) => id),
  )
  return draftPage(
    c,
    open,
    {
      at: 'publication',
      title: view.t('drafts.part.publication'),
      tools: <FileMenu view={view} href={`/checklist-drafts/${open.id}/file`} isUnfinished={open.flaws.length > 0} />,
    },
    <PublicationView
      view={view}
      open={open}
      publication={publication}
      unfinished={unfinished}
      form={form ?? formState(view.t, { version: publication.proposed })}
      common={app.vocabulary}
    />,
  )
}

/** What is wrong with a draft, what it would change, and publishing it. */
export const showPublication = (c: C) => publicationPage(c)

const publicationForm = z.object({ version: field.text(40), revision: field.whole(0, Number.MAX_SAFE_INTEGER) })

export const postPublication = (c: C) =>
  submitted(
    c,
    publicationForm,
    async (input) => {
      const { app, signedIn } = c.var
      const { checklistId, version } = await publishDraft(app, signedIn!.actor, idOf(c), input)
      return done(c, `/checklists/${checklistId}/versions/${version}`, 'versions.done.published')
    },
    (form) => publicationPage(c, form),
  )

/** The version of the URL, for whoever may edit checklists. */
const versionToEdit = async (c: C) => {
  mustEditChecklists(c)
  const versions = await listVersionsOf(c.var.app.db, c.req.param('id') ?? '')
  const line = versions.find(({ version }) => version === c.req.param('version'))
  const version = line && (await findVersion(c.var.app.db, line.id))
  if (!version) throw new Problem('not_found', 'general.problem.not_found')
  return { version, versions }
}

/** Asks before a version is taken out of use, and says what keeps it. */
export const showRetirement = async (c: C) => {
  const { app, view } = c.var
  const { version, versions } = await versionToEdit(c)
  if (version.state !== 'published') throw new Problem('wrong_state', 'versions.problem.not_published')
  const isLast = !versions.some(({ id, state }) => state === 'published' && id !== version.id)
  const title = pick(view.locale, version.content.title)
  return page(
    c,
    {
      title: view.t('versions.retire'),
      trail: [
        { label: view.t('checklists.title'), href: '/checklists' },
        {
          label: `${title} ${version.version}`,
          href: `/checklists/${version.checklist_id}/versions/${version.version}`,
        },
        { label: view.t('versions.retire') },
      ],
    },
    <RetirementPage
      view={view}
      version={version}
      unfinished={await countUnfinished(app.db, [version.id])}
      isLast={isLast}
    />,
  )
}

const named = (c: C) => ({ checklistId: c.req.param('id') ?? '', version: c.req.param('version') ?? '' })
const hrefOf = ({ checklistId, version }: ReturnType<typeof named>) => `/checklists/${checklistId}/versions/${version}`

export const postRetirement = async (c: C) => {
  await retireVersion(c.var.app, c.var.signedIn!.actor, named(c))
  return done(c, hrefOf(named(c)), 'versions.done.retired')
}

export const postReinstatement = async (c: C) => {
  await reinstateVersion(c.var.app, c.var.signedIn!.actor, named(c))
  return done(c, hrefOf(named(c)), 'versions.done.reinstated')
}

const asked = z.object({ before: z.string().max(100).optional(), after: z.string().max(100).optional() })

/** Two versions of a checklist, by their numbers; unless said, the newest and the one before it. */
export const showComparison = async (c: C) => {
  const { app, view } = c.var
  const versions = (await readableVersions(c))
    .filter((one) => one.checklist_id === c.req.param('id'))
    .sort((a, b) => compareVersions(b.version, a.version))
  const [newest] = versions
  if (!newest) throw new Problem('not_found', 'general.problem.not_found')
  const said = parsedOr404(asked, { before: c.req.query('before'), after: c.req.query('after') })
  const find = (number: string) => {
    const found = versions.find(({ version }) => version === number)
    if (!found) throw new Problem('not_found', 'general.problem.not_found')
    return found
  }
  const after = said.after === undefined ? newest : find(said.after)
  const older = versions[versions.indexOf(after) + 1] ?? versions.findLast((one) => one !== after)
  const before = said.before === undefined ? older : find(said.before)
  const difference = before
    ? differenceBetween(await getContent(app.db, before.id), await getContent(app.db, after.id))
    : null
  const title = pick(view.locale, { zh: newest.title_zh, en: newest.title_en })
  return page(
    c,
    {
      title: `${view.t('versions.compare')} · ${title}`,
      trail: [
        { label: view.t('checklists.title'), href: '/checklists' },
        { label: title, href: `/checklists/${newest.checklist_id}/versions/${newest.version}` },
        { label: view.t('versions.compare') },
      ],
    },
    <ComparisonPage
      view={view}
      title={title}
      checklistId={newest.checklist_id}
      versions={versions}
      difference={difference}
      common={app.vocabulary}
    />,
  )
}
