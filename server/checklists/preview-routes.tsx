import type { Context } from 'hono'
import { z } from 'zod'
import { LeftOutList } from '../../views/preview/left-out.tsx'
import { NothingToPreview, PreviewBar, type Previewed, TryingOut } from '../../views/preview/page.tsx'
import { tipsOf } from '../../views/preview/tips.ts'
import { type SheetData, sheetOf } from '../../views/sheet/model.ts'
import { KeyBar, SheetBody, SheetHead } from '../../views/sheet.tsx'
import { can } from '../access/can.ts'
import type { Tip } from '../answers/gather.ts'
import { loadRecorded } from '../answers/recorded.ts'
import { inOneLanguage } from '../answers/sheet.ts'
import { circumstancesOf, gatherCircumstances } from '../audits/circumstances.ts'
import { findAudit } from '../audits/store.ts'
import type { Env } from '../context.ts'
import { dayIn } from '../days.ts'
import { idOf, parsedOr404 } from '../http/form.ts'
import { page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import type { Circumstances } from '../scoring/result.ts'
import { type CarriedOver, carriedOver } from './carried-over.ts'
import { getDraft } from './drafts/commands.ts'
import { previewOf } from './drafts/preview.ts'
import { type ChecklistContent, frequencies } from './format.ts'
import { type FormerAudit, findFormerAudit, listFormerAudits } from './preview-store.ts'
import { readableVersions } from './reading.ts'
import { findVersion } from './store.ts'

type C = Context<Env>

const mostFormer = 20

/** What is asked in the address: the frequency of a self-check, a dealer to look for, an audit whose answers are to be loaded. */
const asked = z.object({
  frequency: z.enum(frequencies).optional().catch(undefined),
  dealer: z.string().trim().max(100).optional().catch(undefined),
  audit: z.uuid().optional(),
})

const notFound = () => new Problem('not_found', 'general.problem.not_found')

/** A draft as the auditor will see it, as far as it is written. */
export const showDraftPreview = async (c: C): Promise<Response> => {
  const { app, signedIn, view } = c.var
  const stored = await getDraft(app.db, signedIn!.actor, idOf(c))
  const { content, shortcomings } = previewOf(stored.draft, app.vocabulary)
  const home = `/checklist-drafts/${stored.id}`
  const title = pick(view.locale, stored.draft.title ?? { zh: '', en: '' }) || stored.checklist_id
  const trail = [
    { label: view.t('checklists.title'), href: '/checklists' },
    { label: title, href: home },
    { label: view.t('preview.title') },
  ]
  if (!content) {
    const body = <NothingToPreview view={view} home={home} shortcomings={shortcomings} />
    return page(c, { title: `${view.t('preview.title')} · ${title}`, trail }, body)
  }
  const previewed: Previewed = { of: 'draft', home, itemHref: `${home}/items/{code}` }
  return tryOut(c, { previewed, content, shortcomings, checklistId: stored.checklist_id, title, trail })
}

/** A version as the auditor sees it, to be tried out. */
export const showVersionPreview = async (c: C): Promise<Response> => {
  const { app, view } = c.var
  const line = (await readableVersions(c)).find(
    (one) => one.checklist_id === c.req.param('id') && one.version === c.req.param('version'),
  )
  const version = line && (await findVersion(app.db, line.id))
  if (!line || !version) throw notFound()
  const home = `/checklists/${line.checklist_id}/versions/${line.version}`
  const title = pick(view.locale, version.content.title)
  return tryOut(c, {
    previewed: { of: 'version', home, itemHref: `${home}#item-{code}` },
    content: version.content,
    shortcomings: [],
    checklistId: line.checklist_id,
    title: `${title} ${line.version}`,
    trail: [
      { label: view.t('checklists.title'), href: '/checklists' },
      { label: `${title} ${line.version}`, href: home },
      { label: view.t('preview.title') },
    ],
  })
}

type Shown = {
  previewed: Previewed
  content: ChecklistContent
  shortcomings: ReturnType<typeof previewOf>['shortcomings']
  checklistId: string
  title: string
  trail: { label: string; href?: string }[]
}

/** The sheet itself, in a page from which nothing is sent. */
const tryOut = async (c: C, { previewed, content, shortcomings, checklistId, title, trail }: Shown) => {
  const { app, view } = c.var
  const { actor } = c.var.signedIn!
  const query = parsedOr404(asked, c.req.query())
  const mayLoad = can(actor, 'checklist.edit', null)
  if (query.audit && !mayLoad) throw notFound()
  const former = query.audit ? await loadFormer(c, checklistId, query.audit, content) : null
  const at = app.now().toISOString()
  const data: SheetData = {
    auditId: '',
    versionId: '',
    state: 'in_progress',
    open: true,
    me: actor.id,
    day: dayIn(at, view.timeZone),
    frequency: query.frequency ?? null,
    circumstances: former?.circumstances ?? null,
    content: inOneLanguage(content, view.locale),
    tips: former?.tips ?? [],
    photos: [],
    people: {},
    last: null,
    showsScore: true,
    trial: true,
  }
  const sheet = sheetOf(view, data)
  const choices = mayLoad ? await listFormerAudits(app.db, checklistId, query.dealer ?? '', mostFormer) : null
  const heading = `${view.t('preview.title')} · ${title}`
  return page(
    c,
    {
      title: heading,
      trail,
      slim: true,
      above: (
        <>
          <PreviewBar
            view={view}
            previewed={previewed}
            sheet={sheet}
            query={query}
            choices={choices}
            most={mostFormer}
            former={former}
          />
          <LeftOutList view={view} home={previewed.home} shortcomings={shortcomings} />
          <SheetHead sheet={sheet} closed={null} />
        </>
      ),
      below: <KeyBar sheet={sheet} />,
      scripts: ['client/preview.js'],
    },
    <TryingOut sheet={sheet}>
      <SheetBody
        view={view}
        sheet={sheet}
        title={heading}
        words={['preview', 'trace', 'action.severity', 'checklists.and']}
      />
    </TryingOut>,
  )
}

/** Answers of a released audit of the same checklist, as far as they fit; any other audit does not exist here. */
const loadFormer = async (
  c: C,
  checklistId: string,
  id: string,
  content: ChecklistContent,
): Promise<{ audit: FormerAudit; carried: CarriedOver; tips: Tip[]; circumstances: Circumstances }> => {
  const { app, signedIn } = c.var
  const { db } = app
  const { actor } = signedIn!
  const audit = await findFormerAudit(db, checklistId, id)
  const found = audit && (await findAudit(db, audit.id))
  if (!audit || !found || !can(actor, 'audit.see_result', found.facts)) throw notFound()
  const carried = carriedOver(await loadRecorded(db, audit.id), content)
  const gathered = await gatherCircumstances(db, found, content)
  const then = circumstancesOf(found) ?? gathered
  const circumstances = { features: then.features, last: { ...gathered.last, ...then.last } }
  // The same ids with every reload, so that the tab finds what it took away.
  const idOf = (code: string, register: string) => `${audit.id} ${code} ${register}`
  return { audit, carried, circumstances, tips: tipsOf(carried, { me: actor.id, at: app.now().toISOString(), idOf }) }
}
