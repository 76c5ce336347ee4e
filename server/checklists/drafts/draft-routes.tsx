import type { Context } from 'hono'
import { z } from 'zod'
import { CopyChecklistPage, NewChecklistPage } from '../../../views/drafts/new.tsx'
import { Outline } from '../../../views/drafts/outline.tsx'
import { Confirm } from '../../../views/parts/confirm.tsx'
import { formState } from '../../../views/parts/form.tsx'
import { listHistory } from '../../activity/store.ts'
import type { Env } from '../../context.ts'
import { type FormState, field, submitted, typedValues } from '../../http/form.ts'
import { done, page } from '../../http/page.tsx'
import { pick } from '../../i18n/words.ts'
import { Problem } from '../../problem.ts'
import { kinds } from '../format.ts'
import { findVersion, findVersionByName } from '../store.ts'
import { addSection, itemsOf, moveItem, moveSection, type Place, stepped } from './arrange.ts'
import { nextSectionId, withPrefix } from './codes.ts'
import { changeDraft, continueVersion, copyVersion, createDraft, removeDraft } from './commands.ts'
import { draftPage } from './draft-page.tsx'
import { openDraft } from './open.ts'
import { codesInUse, findDraftOf, listPrograms } from './store.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor
const hrefOf = (id: string) => `/checklist-drafts/${id}`
const checklists = (c: C) => ({ label: c.var.view.t('checklists.title'), href: '/checklists' })

const code = () =>
  z
    .string('form.required')
    .trim()
    .min(1, 'form.required')
    .max(80, 'form.too_long')
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'checklist.problem.bad_code')
/** One language is enough to begin with. */
const title = { 'title.zh': field.note(200), 'title.en': field.note(200) }
const titled = <T extends { 'title.zh': string; 'title.en': string }>({ 'title.zh': zh, 'title.en': en }: T) => ({
  zh,
  en,
})
const hasTitle = (input: { 'title.zh': string; 'title.en': string }) =>
  input['title.zh'] !== '' || input['title.en'] !== ''
const needsTitle = { path: ['title.zh'], error: 'form.required' }

const newForm = z
  .object({
    id: code(),
    kind: field.choice(kinds),
    program: z
      .string('form.required')
      .trim()
      .min(1, 'form.required')
      .regex(/^[a-z0-9_]{1,80}$/, 'drafts.problem.bad_program'),
    ...title,
  })
  .refine(hasTitle, needsTitle)

const newPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const name = view.t('drafts.new')
  return page(
    c,
    { title: name, trail: [checklists(c), { label: name }] },
    <NewChecklistPage view={view} form={form} programs={await listPrograms(app.db)} />,
  )
}

export const showNew = (c: C) => newPage(c, formState(c.var.view.t))

export const postNew = (c: C) =>
  submitted(
    c,
    newForm,
    async ({ id, kind, program, ...rest }) => {
      const draft = await createDraft(c.var.app, actorOf(c), { id, kind, program, title: titled(rest) })
      return done(c, hrefOf(draft), 'drafts.created')
    },
    (form) => newPage(c, form),
  )

/** The version that the URL names. */
const versionOf = async (c: C) => {
  const { db } = c.var.app
  const found = await findVersionByName(db, c.req.param('id') ?? '', c.req.param('version') ?? '')
  const version = found && (await findVersion(db, found.id))
  if (!version) throw new Problem('not_found', 'general.problem.not_found')
  return version
}

/** Goes on with the draft of the checklist, or begins the next version from this one. */
export const postContinuation = async (c: C) => {
  const version = await versionOf(c)
  const there = await findDraftOf(c.var.app.db, version.checklist_id)
  if (there) return done(c, hrefOf(there.id))
  return done(c, hrefOf(await continueVersion(c.var.app, actorOf(c), version.id)), 'drafts.continued')
}

const copyForm = z.object({ id: code(), prefix: code(), ...title }).refine(hasTitle, needsTitle)

const copyPage = async (c: C, form: FormState) => {
  const { view } = c.var
  const { checklist_id, version, content } = await versionOf(c)
  const of = pick(view.locale, content.title)
  const name = view.t('drafts.copy', { title: of })
  return page(
    c,
    { title: name, trail: [checklists(c), { label: name }] },
    <CopyChecklistPage
      view={view}
      form={form}
      action={`/checklists/${checklist_id}/versions/${version}/copy`}
      of={`${of} ${version}`}
      example={content.sections[0]?.items[0]?.id ?? ''}
    />,
  )
}

export const showCopy = async (c: C) => {
  const { content } = await versionOf(c)
  return copyPage(c, formState(c.var.view.t, { 'title.zh': content.title.zh, 'title.en': content.title.en }))
}

export const postCopy = async (c: C) => {
  const { app } = c.var
  const version = await versionOf(c)
  return submitted(
    c,
    copyForm,
    async ({ id, prefix, ...rest }) => {
      const codes = version.content.sections.flatMap(({ items }) => items.map((item) => item.id))
      const codeOf = withPrefix(codes, prefix)
      const used = await codesInUse(app.db, id, { own: true })
      const taken = codes.map(codeOf).find((one) => used.has(one))
      if (taken) throw refused('prefix', taken, used.get(taken) ?? '')
      return done(
        c,
        hrefOf(await copyVersion(app, actorOf(c), version.id, { id, title: titled(rest) }, codeOf)),
        'drafts.created',
      )
    },
    (form) => copyPage(c, form),
  )
}

const refused = (at: string, item: string, checklist: string) =>
  new Problem('bad_input', 'general.problem.bad_input', {}, [
    { field: at, word: 'drafts.problem.code_taken', params: { code: item, checklist } },
  ])

export const showOutline = async (c: C) => {
  const { app, view } = c.var
  const open = await openDraft(c)
  const history = await listHistory(app.db, { type: 'checklist', id: open.draft.id }, 12)
  return draftPage(c, open, { at: 'outline' }, <Outline view={view} open={open} history={history} />)
}

/** Adds a section at the end and opens its form. */
export const postSection = async (c: C) => {
  const open = await openDraft(c)
  const id = nextSectionId(open.draft)
  await changeDraft(c.var.app, actorOf(c), open.id, { part: 'section', id, did: 'added' }, (draft) =>
    draft.sections.some((section) => section.id === id)
      ? draft
      : addSection(draft, { id, title: { zh: '', en: '' }, weight: 0, items: [] }),
  )
  return done(c, `${hrefOf(open.id)}/sections/${encodeURIComponent(id)}`)
}

const placeIn = (text: string): Place | null => {
  const [, kind, id] = /^(item|section):(.+)$/.exec(text) ?? []
  return id === undefined ? null : kind === 'item' ? { item: id } : { section: id }
}

/** Moves a section or an item: one step (`up`, `down`), or `what` to before another in a section (`into`, `before`). */
export const postOrder = async (c: C) => {
  const typed = await typedValues(c)
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const direction = text('up') === '' ? 'down' : 'up'
  const step = placeIn(text(direction))
  const place = step ?? placeIn(text('what'))
  if (!place) throw new Problem('bad_input', 'general.problem.bad_input')
  const { id } = await openDraft(c)
  const before = text('before') || null
  const part = 'item' in place ? { part: 'item', id: place.item } : { part: 'section', id: place.section }
  await changeDraft(c.var.app, actorOf(c), id, { ...part, did: 'moved' }, (draft) => {
    if (step) return stepped(draft, step, direction)
    return 'item' in place
      ? moveItem(draft, place.item, text('into'), before)
      : moveSection(draft, place.section, before)
  })
  return done(c, `${hrefOf(id)}#${part.part}-${part.id}`)
}

export const showRemoval = async (c: C) => {
  const { view } = c.var
  const open = await openDraft(c)
  const { t } = view
  const { draft } = open
  return draftPage(
    c,
    open,
    { at: 'outline', title: t('drafts.remove') },
    <Confirm
      view={view}
      title={t('drafts.remove.title')}
      action={`${hrefOf(open.id)}/removal`}
      cancelHref={hrefOf(open.id)}
      will={[
        {
          kind: 'bad',
          text: t('drafts.remove.what', { sections: draft.sections.length, items: itemsOf(draft).length }),
        },
        { kind: 'good', text: t('drafts.remove.versions') },
      ]}
      confirmLabel={t('drafts.remove')}
      grave
    />,
  )
}

export const postRemoval = async (c: C) => {
  const open = await openDraft(c)
  await removeDraft(c.var.app, actorOf(c), open.id)
  return done(c, '/checklists', 'drafts.removed')
}
