import type { Context } from 'hono'
import { SectionForm } from '../../../views/drafts/section.tsx'
import { LinkButton } from '../../../views/parts/button.tsx'
import { Confirm } from '../../../views/parts/confirm.tsx'
import type { FormState } from '../../../views/parts/form.tsx'
import type { Env } from '../../context.ts'
import { done } from '../../http/page.tsx'
import { pick } from '../../i18n/words.ts'
import { Problem } from '../../problem.ts'
import { removeSection, sectionRenamed } from './arrange.ts'
import { changeDraft, savePart } from './commands.ts'
import type { Part } from './draft.ts'
import { draftPage } from './draft-page.tsx'
import { itemFieldAt } from './item-fields.ts'
import { type OpenDraft, openDraft, partForm, submittedPart } from './open.ts'

type C = Context<Env>

const hrefOf = (open: OpenDraft, id?: string) =>
  `/checklist-drafts/${open.id}${id === undefined ? '' : `/sections/${encodeURIComponent(id)}`}`

/** The section of the URL in its draft. */
const sectionOf = async (c: C) => {
  const open = await openDraft(c)
  const at = open.draft.sections.findIndex(({ id }) => id === c.req.param('section'))
  const section = open.draft.sections[at]
  if (!section) throw new Problem('not_found', 'general.problem.not_found')
  const before = open.draft.sections.slice(0, at).flatMap(({ items }) => items)
  return { open, section, before, part: { part: 'section', id: section.id } as const satisfies Part }
}

const titleOf = (c: C, { section }: Awaited<ReturnType<typeof sectionOf>>) =>
  pick(c.var.view.locale, section.title) || c.var.view.t('drafts.section.named', { id: section.id })

const formPage = (c: C, at: Awaited<ReturnType<typeof sectionOf>>, state: FormState) =>
  draftPage(
    c,
    at.open,
    {
      at: 'outline',
      title: titleOf(c, at),
      tools: (
        <LinkButton href={`${hrefOf(at.open)}/preview#section-${at.section.id}`}>
          {c.var.view.t('drafts.part.preview')}
        </LinkButton>
      ),
    },
    <SectionForm
      view={c.var.view}
      state={state}
      draft={at.open.draft}
      common={c.var.app.vocabulary}
      before={at.before}
      action={hrefOf(at.open, at.section.id)}
      backHref={`${hrefOf(at.open)}#section-${at.section.id}`}
    />,
  )

export const showSection = async (c: C) => {
  const at = await sectionOf(c)
  const form = partForm(c, at.open, at.part)
  return formPage(c, at, { ...form, todo: form.todo?.map((one) => ({ ...one, field: itemFieldAt(one.field) })) })
}

export const postSection = async (c: C) => {
  const at = await sectionOf(c)
  const { open, part, section } = at
  return submittedPart(c, open, part, {
    again: (form) => formPage(c, at, form),
    save: async (given) => {
      const id = String(given.typed.id ?? '').trim()
      if (id !== section.id && open.draft.sections.some((other) => other.id === id)) {
        throw new Problem('bad_input', 'general.problem.bad_input', {}, [
          { field: 'id', word: 'drafts.problem.section_twice', params: { id } },
        ])
      }
      await savePart(c.var.app, c.var.signedIn!.actor, open.id, part, {
        ...given,
        also: (draft) => sectionRenamed(draft, section.id, id),
      })
    },
    saved: (typed) => done(c, `${hrefOf(open)}#section-${String(typed.id).trim()}`, 'drafts.saved'),
  })
}

export const showSectionRemoval = async (c: C) => {
  const at = await sectionOf(c)
  const { t } = c.var.view
  const { items } = at.section
  const title = titleOf(c, at)
  return draftPage(
    c,
    at.open,
    { at: 'outline', title },
    <Confirm
      view={c.var.view}
      title={t('drafts.section.remove', { title })}
      action={`${hrefOf(at.open, at.section.id)}/removal`}
      cancelHref={`${hrefOf(at.open)}#section-${at.section.id}`}
      will={[
        { kind: 'bad', text: t('drafts.section.remove.items', { n: items.length }) },
        ...items.map(({ id, text }) => ({ text: `${id} ${pick(c.var.view.locale, text)}` })),
        { kind: 'good', text: t('drafts.remove.versions') },
      ]}
      confirmLabel={t('button.remove')}
      grave
    />,
  )
}

export const postSectionRemoval = async (c: C) => {
  const { open, part } = await sectionOf(c)
  await changeDraft(c.var.app, c.var.signedIn!.actor, open.id, { ...part, did: 'removed' }, (draft) =>
    removeSection(draft, part.id),
  )
  return done(c, hrefOf(open), 'drafts.section.removed')
}
