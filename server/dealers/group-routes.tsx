import type { Context } from 'hono'
import { z } from 'zod'
import { GroupFormPage, GroupPage, GroupsPage } from '../../views/dealers/groups.tsx'
import { formState } from '../../views/parts/form.tsx'
import { listHistory } from '../activity/store.ts'
import type { Env } from '../context.ts'
import type { DealerGroupRow } from '../db/schema.ts'
import { type FormState, field, idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { createGroup, deactivateGroup, getGroup, reactivateGroup, updateGroupDetails } from './group-commands.ts'
import { countActiveInGroup, listGroups } from './store-groups.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor
const nameOf = (c: C, group: DealerGroupRow) => pick(c.var.locale, { zh: group.name_zh, en: group.name_en })
const trailTo = (c: C) => [
  { label: c.var.view.t('dealers.title'), href: '/dealers' },
  { label: c.var.view.t('dealers.groups'), href: '/dealer-groups' },
]

export const showGroups = async (c: C) => {
  const { view } = c.var
  const [dealers] = trailTo(c)
  const title = view.t('dealers.groups')
  return page(
    c,
    { title, trail: [...(dealers ? [dealers] : []), { label: title }] },
    <GroupsPage view={view} rows={await listGroups(c.var.app.db)} />,
  )
}

const groupForm = z.object({ code: field.text(40), name_zh: field.text(100), name_en: field.note(100) })

const formPage = (c: C, form: FormState, group?: DealerGroupRow) => {
  const { view } = c.var
  const title = group ? view.t('dealers.groups.edit', { name: nameOf(c, group) }) : view.t('dealers.groups.new')
  return page(
    c,
    { title, trail: [...trailTo(c), { label: title }] },
    <GroupFormPage view={view} title={title} group={group} form={form} />,
  )
}

export const showNewGroup = (c: C) => formPage(c, formState(c.var.view.t))

export const postGroup = (c: C) =>
  submitted(
    c,
    groupForm,
    async (input) =>
      done(c, `/dealer-groups/${await createGroup(c.var.app, actorOf(c), input)}`, 'dealers.groups.created'),
    (form) => formPage(c, form),
  )

const groupPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const group = await getGroup(app.db, idOf(c))
  const title = nameOf(c, group)
  return page(
    c,
    { title, trail: [...trailTo(c), { label: title }] },
    <GroupPage
      view={view}
      group={group}
      dealers={await countActiveInGroup(app.db, group.id)}
      form={form}
      history={await listHistory(app.db, { type: 'dealer_group', id: group.id })}
    />,
  )
}

export const showGroup = (c: C) => groupPage(c, formState(c.var.view.t))

export const showEditGroup = async (c: C) => {
  const group = await getGroup(c.var.app.db, idOf(c))
  return formPage(c, formState(c.var.view.t, { ...group }), group)
}

export const postEditGroup = async (c: C) => {
  const group = await getGroup(c.var.app.db, idOf(c))
  return submitted(
    c,
    groupForm,
    async (input) => {
      await updateGroupDetails(c.var.app, actorOf(c), group.id, input)
      return done(c, `/dealer-groups/${group.id}`, 'dealers.groups.updated')
    },
    (form) => formPage(c, form, group),
  )
}

export const postGroupDeactivation = (c: C) =>
  submitted(
    c,
    z.object({}),
    async () => {
      await deactivateGroup(c.var.app, actorOf(c), idOf(c))
      return done(c, `/dealer-groups/${idOf(c)}`, 'dealers.groups.deactivated')
    },
    (form) => groupPage(c, form),
  )

export const postGroupReactivation = async (c: C) => {
  await reactivateGroup(c.var.app, actorOf(c), idOf(c))
  return done(c, `/dealer-groups/${idOf(c)}`, 'dealers.groups.reactivated')
}
