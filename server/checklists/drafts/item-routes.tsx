import type { Context } from 'hono'
import { ItemForm, ItemSteps } from '../../../views/drafts/item.tsx'
import { LinkButton } from '../../../views/parts/button.tsx'
import { Confirm } from '../../../views/parts/confirm.tsx'
import type { FormState } from '../../../views/parts/form.tsx'
import type { Env } from '../../context.ts'
import { typedValues } from '../../http/form.ts'
import { done } from '../../http/page.tsx'
import { pick } from '../../i18n/words.ts'
import { Problem } from '../../problem.ts'
import type { WrittenItem } from '../format.ts'
import { addItem, itemsOf, removeItem, withReferences } from './arrange.ts'
import { nextItemCode } from './codes.ts'
import { changeDraft, savePart } from './commands.ts'
import type { Draft, Part } from './draft.ts'
import { draftPage } from './draft-page.tsx'
import { itemFieldAt, itemFields, itemTyped } from './item-fields.ts'
import { type OpenDraft, openDraft, partForm, submittedPart } from './open.ts'
import { codesInUse } from './store.ts'

type C = Context<Env>

const hrefOf = (open: OpenDraft, code?: string) =>
  `/checklist-drafts/${open.id}${code === undefined ? '' : `/items/${encodeURIComponent(code)}`}`

/** The item of the URL in its draft, with its neighbours. */
const itemOf = async (c: C) => {
  const open = await openDraft(c)
  const items = itemsOf(open.draft)
  const at = items.findIndex(({ id }) => id === c.req.param('item'))
  const item = items[at]
  if (!item) throw new Problem('not_found', 'general.problem.not_found')
  const part = { part: 'item', id: item.id } as const satisfies Part
  return { open, item, part, before: items.slice(0, at), previous: items[at - 1], next: items[at + 1] }
}
type At = Awaited<ReturnType<typeof itemOf>>

const formPage = (c: C, at: At, state: FormState) => {
  const { item, next, open, previous } = at
  const { view } = c.var
  return draftPage(
    c,
    open,
    {
      at: 'outline',
      title: view.t('drafts.item.named', { code: item.id }),
      tools: (
        <>
          <LinkButton href={`${hrefOf(open)}/preview#item-${item.id}`}>{view.t('drafts.part.preview')}</LinkButton>
          <ItemSteps
            view={view}
            previous={previous && hrefOf(open, previous.id)}
            next={next && hrefOf(open, next.id)}
          />
        </>
      ),
    },
    <ItemForm
      view={view}
      state={state}
      draft={open.draft}
      common={c.var.app.vocabulary}
      before={at.before}
      action={hrefOf(open, item.id)}
      backHref={`${hrefOf(open)}#item-${item.id}`}
      hasNext={next !== undefined}
    />,
  )
}

export const showItem = async (c: C) => {
  const at = await itemOf(c)
  const form = partForm(c, at.open, at.part, itemFields(at.item))
  return formPage(c, at, { ...form, todo: form.todo?.map((one) => ({ ...one, field: itemFieldAt(one.field) })) })
}

/** A code means one thing for ever: no other item of this checklist has it, and none of another checklist ever had. */
const mustBeFree = async (c: C, { open, item }: At, code: string) => {
  if (code === item.id) return
  const refused = (word: 'drafts.problem.code_taken' | 'drafts.problem.code_twice', checklist: string) =>
    new Problem('bad_input', 'general.problem.bad_input', {}, [{ field: 'id', word, params: { code, checklist } }])
  if (itemsOf(open.draft).some(({ id }) => id === code)) throw refused('drafts.problem.code_twice', open.draft.id)
  const used = await codesInUse(c.var.app.db, open.draft.id, { own: false })
  const checklist = used.get(code)
  if (checklist !== undefined) throw refused('drafts.problem.code_taken', checklist)
}

export const postItem = async (c: C) => {
  const at = await itemOf(c)
  const { item, next, open, part } = at
  return submittedPart(c, open, part, {
    again: (form) => formPage(c, at, form),
    save: async ({ seen, typed }) => {
      const code = String(typed.id ?? '').trim()
      await mustBeFree(c, at, code)
      try {
        await savePart(c.var.app, c.var.signedIn!.actor, open.id, part, {
          seen,
          typed: itemTyped(typed),
          also: (draft) => (code === item.id ? draft : withReferences(draft, new Map([[item.id, code]]))),
        })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const fields = error.fields.map((one) => ({ ...one, field: itemFieldAt(one.field) }))
        throw new Problem(error.code, error.word, error.params, fields)
      }
    },
    saved: async (typed) => {
      const code = String(typed.id).trim()
      if (typed.go === 'next' && next) return done(c, hrefOf(open, next.id), 'drafts.saved')
      if (typed.go === 'add') return added(c, open, { after: code })
      return done(c, hrefOf(open, code), 'drafts.saved')
    },
  })
}

/** What a new item begins with: what is usually the same as in the item before it. */
const newItem = (code: string, like: WrittenItem | undefined): WrittenItem => {
  const isScored = like?.class === 'must' || like?.class === 'should'
  return {
    id: code,
    text: { zh: '', en: '' },
    method: like?.method ?? '',
    response: { type: 'yes_no' },
    points: isScored ? like.points : 1,
    class: isScored ? like.class : 'must',
    critical: false,
    factor: like?.factor ?? 'neutral',
    evidence: {},
    responsible: like?.responsible ?? '',
    capa_days: like?.capa_days ?? 14,
    na_allowed: like?.na_allowed ?? false,
    ...(like?.frequency && { frequency: like.frequency }),
  }
}

/** Where an item goes: after another one, or at the end of a section. */
type Where = { after: string } | { section: string }

const placeOf = (draft: Draft, where: Where) => {
  const section = draft.sections.find((one) =>
    'after' in where ? one.items.some(({ id }) => id === where.after) : one.id === where.section,
  )
  if (!section) throw new Problem('not_found', 'general.problem.not_found')
  const at = 'after' in where ? section.items.findIndex(({ id }) => id === where.after) : section.items.length - 1
  return { section: section.id, like: section.items[at], before: section.items[at + 1]?.id ?? null }
}

/** Adds an item and opens its form. */
const added = async (c: C, { id: draftId, draft: { id: checklist } }: OpenDraft, where: Where, of?: WrittenItem) => {
  const { app } = c.var
  const { actor } = c.var.signedIn!
  const used = new Set((await codesInUse(app.db, checklist, { own: true })).keys())
  // The draft as it stands now: an item may have been saved with this same request.
  const { draft } = await openDraft(c)
  const code = nextItemCode(draft, placeOf(draft, where).section, used)
  const did = of ? 'copied' : 'added'
  await changeDraft(app, actor, draftId, { part: 'item', id: code, did }, (present) => {
    const { before, like, section } = placeOf(present, where)
    if (itemsOf(present).some(({ id }) => id === code)) return present
    return addItem(present, section, of ? { ...of, id: code } : newItem(code, like), before)
  })
  return done(
    c,
    `/checklist-drafts/${draftId}/items/${encodeURIComponent(code)}`,
    of ? 'drafts.item.copied' : undefined,
  )
}

export const postNewItem = async (c: C) => {
  const typed = await typedValues(c)
  const where = typeof typed.after === 'string' ? { after: typed.after } : { section: String(typed.section ?? '') }
  return added(c, await openDraft(c), where)
}

export const postItemCopy = async (c: C) => {
  const { item, open } = await itemOf(c)
  return added(c, open, { after: item.id }, item)
}

/** The gates and conditions that ask for an item, by their codes. */
const askedBy = (draft: Draft, code: string): string[] => {
  const names = (value: unknown) => JSON.stringify(value ?? null).includes(JSON.stringify(code))
  return [
    ...(draft.scoring.gates ?? []).filter(({ when }) => names(when)),
    ...draft.sections.filter((section) => names(section.applies_if)),
    ...itemsOf(draft).filter((item) => names(item.applies_if)),
  ].map(({ id }) => id)
}

export const showItemRemoval = async (c: C) => {
  const { item, open } = await itemOf(c)
  const { view } = c.var
  const { t } = view
  const asking = askedBy(open.draft, item.id)
  return draftPage(
    c,
    open,
    { at: 'outline', title: t('drafts.item.named', { code: item.id }) },
    <Confirm
      view={view}
      title={t('drafts.item.remove', { code: item.id })}
      action={`${hrefOf(open, item.id)}/removal`}
      cancelHref={`${hrefOf(open)}#item-${item.id}`}
      will={[
        { kind: 'bad', text: pick(view.locale, item.text) || t('drafts.outline.no_text') },
        {
          text: t('drafts.item.remove.with', {
            losses: item.losses?.length ?? 0,
            photos: item.photos?.length ?? 0,
          }),
        },
        ...(asking.length > 0
          ? [
              {
                kind: 'watch' as const,
                text: t('drafts.item.remove.asked', { by: asking.join(t('checklists.evidence.comma')) }),
              },
            ]
          : []),
        { kind: 'good', text: t('drafts.remove.versions') },
      ]}
      confirmLabel={t('button.remove')}
      grave
    />,
  )
}

export const postItemRemoval = async (c: C) => {
  const { item, open, part } = await itemOf(c)
  await changeDraft(c.var.app, c.var.signedIn!.actor, open.id, { ...part, did: 'removed' }, (draft) =>
    removeItem(draft, item.id),
  )
  return done(c, hrefOf(open), 'drafts.item.removed')
}
