import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { DraftFrame, type DraftPlace } from '../../../views/drafts/frame.tsx'
import type { Crumb } from '../../../views/layout.tsx'
import type { Env } from '../../context.ts'
import { page } from '../../http/page.tsx'
import { pick } from '../../i18n/words.ts'
import type { OpenDraft } from './open.ts'

/** A page of a draft in its frame. `title` is what the page is about; without one it is the checklist itself. */
export const draftPage = (
  c: Context<Env>,
  open: OpenDraft,
  about: { at: DraftPlace; title?: string; tools?: Child; scripts?: string[] },
  body: Child,
): Response | Promise<Response> => {
  const { view } = c.var
  const checklist = pick(view.locale, open.draft.title) || open.draft.id
  const trail: Crumb[] = [
    { label: view.t('checklists.title'), href: '/checklists' },
    { label: checklist, href: `/checklist-drafts/${open.id}` },
  ]
  return page(
    c,
    {
      title: about.title ? `${about.title} · ${checklist}` : checklist,
      trail: about.title ? [...trail, { label: about.title }] : trail,
      scripts: ['client/editor.js', ...(about.scripts ?? [])],
    },
    <DraftFrame view={view} open={open} at={about.at} title={about.title} tools={about.tools}>
      {body}
    </DraftFrame>,
  )
}
