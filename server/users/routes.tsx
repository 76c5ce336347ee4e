import type { Context } from 'hono'
import { z } from 'zod'
import { formState } from '../../views/parts/form.tsx'
import { DealerNames, UserFormPage } from '../../views/users/form.tsx'
import { UsersPage } from '../../views/users/list.tsx'
import { type ShownLink, UserPage } from '../../views/users/page.tsx'
import { DeactivationPage, HandOverPage } from '../../views/users/steps.tsx'
import { roles } from '../access/can.ts'
import { listHistory } from '../activity/store.ts'
import type { Env } from '../context.ts'
import { type FormState, idOf, submitted } from '../http/form.ts'
import { type ListQuery, readListQuery } from '../http/list-query.ts'
import { done, page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { inTreeOrder } from '../regions/rules.ts'
import { findRegion, listRegions } from '../regions/store.ts'
import { createUser, getUser, reactivateUser, updateUserDetails } from './commands.ts'
import { deactivateUser, findSuccession, handOverWork } from './deactivation-commands.ts'
import { userForm } from './form.ts'
import { createLink } from './link-commands.ts'
import { codesIn } from './rules.ts'
import {
  findDealersByCode,
  findOpenLink,
  listDealersOfUsers,
  listRegionsOfUsers,
  listUsers,
  type UserState,
} from './store.ts'
import { listDealersById, listOpenWork } from './store-work.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor
const users = (c: C) => ({ label: c.var.view.t('users.title'), href: '/users' })

const states: readonly UserState[] = ['active', 'invited', 'inactive']
const listRules = {
  sorts: ['name', 'sign_in_name', 'role', 'signed_in_at'] as const,
  sort: 'name' as const,
  filters: { role: z.enum(roles), state: z.enum(states), region: z.uuid(), dealer: z.uuid() },
}

const filtersFor = async (c: C, query: ListQuery<string, { dealer?: string }>) => {
  const { locale, t } = c.var.view
  const regions = inTreeOrder(await listRegions(c.var.app.db))
  // The dealer filter is set by a dealer's page; here it can only be taken off.
  const dealer = query.filters.dealer ? await listDealersById(c.var.app.db, [query.filters.dealer]) : []
  return [
    {
      name: 'role',
      label: t('users.field.role'),
      options: roles.map((role) => ({ value: role, label: t(`role.${role}`) })),
    },
    {
      name: 'state',
      label: t('users.field.state'),
      options: states.map((state) => ({ value: state, label: t(`users.state.${state}`) })),
    },
    {
      name: 'region',
      label: t('field.region'),
      options: regions.map((region) => ({
        value: region.id,
        label: '\u2003'.repeat(region.depth - 1) + pick(locale, { zh: region.name_zh, en: region.name_en }),
      })),
    },
    ...dealer.map((one) => ({
      name: 'dealer',
      label: t('field.dealer'),
      options: [{ value: one.id, label: `${one.code} ${pick(locale, { zh: one.name_zh, en: one.name_en })}` }],
    })),
  ]
}

export const showUsers = async (c: C) => {
  const { view } = c.var
  const { db } = c.var.app
  const query = readListQuery(listRules, c.req.url)
  const region = query.filters.region ? await findRegion(db, query.filters.region) : undefined
  const { rows, total } = await listUsers(db, query, region?.path ?? null)
  const ids = rows.map((user) => user.id)
  const places = [...(await listDealersOfUsers(db, ids)), ...(await listRegionsOfUsers(db, ids))]
  const listed = rows.map((user) => ({ ...user, places: places.filter((place) => place.user_id === user.id) }))
  return page(
    c,
    { title: view.t('users.title') },
    <UsersPage view={view} query={query} rows={listed} total={total} filters={await filtersFor(c, query)} />,
  )
}

const formPage = async (c: C, form: FormState, user?: { id: string; name: string }) => {
  const { view } = c.var
  const { t } = view
  const title = user ? t('users.edit.title', { name: user.name }) : t('users.new')
  const trail = [users(c), ...(user ? [{ label: user.name, href: `/users/${user.id}` }] : []), { label: title }]
  return page(
    c,
    { title, trail },
    <UserFormPage
      view={view}
      title={title}
      lead={user ? undefined : t('users.new.lead')}
      action={user ? `/users/${user.id}` : '/users'}
      cancelHref={user ? `/users/${user.id}` : '/users'}
      submitLabel={user ? t('button.save') : t('users.new')}
      form={form}
      regions={await listRegions(c.var.app.db)}
      dealers={await findDealersByCode(c.var.app.db, codesIn(String(form.values.dealers ?? '')))}
    />,
  )
}

export const showNewUser = (c: C) => formPage(c, formState(c.var.view.t, { locale: c.var.locale }))

export const postUser = (c: C) =>
  submitted(
    c,
    userForm,
    async (input) => done(c, `/users/${await createUser(c.var.app, actorOf(c), input)}`, 'users.created'),
    (form) => formPage(c, form),
  )

/** What the codes typed so far mean, for the form. */
export const showDealerNames = async (c: C) => {
  const codes = codesIn((c.req.query('dealers') ?? '').slice(0, 4000))
  const dealers = await findDealersByCode(c.var.app.db, codes)
  const known = new Set(dealers.map((dealer) => dealer.code.toLowerCase()))
  const unknown = codes.filter((code) => !known.has(code.toLowerCase()))
  return c.html(<DealerNames view={c.var.view} dealers={dealers} unknown={unknown} />)
}

const userPage = async (c: C, id: string, shownLink?: ShownLink) => {
  const { app, view } = c.var
  const user = await getUser(app.db, id)
  return page(
    c,
    { title: user.name, trail: [users(c), { label: user.name }], scripts: shownLink ? ['client/copy.js'] : [] },
    <UserPage
      view={view}
      user={user}
      dealers={await listDealersOfUsers(app.db, [id])}
      regions={await listRegionsOfUsers(app.db, [id])}
      openLink={await findOpenLink(app.db, id, app.now().toISOString())}
      shownLink={shownLink}
      work={await listOpenWork(app.db, id)}
      history={await listHistory(app.db, { type: 'user', id })}
      isSelf={id === actorOf(c).id}
    />,
  )
}

export const showUser = (c: C) => userPage(c, idOf(c))

export const showEditUser = async (c: C) => {
  const { db } = c.var.app
  const user = await getUser(db, idOf(c))
  const dealers = await listDealersOfUsers(db, [user.id])
  const regions = await listRegionsOfUsers(db, [user.id])
  const values = {
    ...user,
    dealers: dealers.map((dealer) => dealer.code).join(', '),
    regions: regions.map((region) => region.id),
  }
  return formPage(c, formState(c.var.view.t, values), user)
}

export const postEditUser = async (c: C) => {
  const user = await getUser(c.var.app.db, idOf(c))
  return submitted(
    c,
    userForm,
    async (input) => {
      await updateUserDetails(c.var.app, actorOf(c), user.id, input)
      return done(c, `/users/${user.id}`, 'users.updated')
    },
    (form) => formPage(c, form, user),
  )
}

/** The answer is the page itself, not a redirect: the link is in it, and nowhere else. */
export const postLink = async (c: C) => {
  const id = idOf(c)
  const { purpose, token, expiresAt } = await createLink(c.var.app, actorOf(c), id)
  const path = purpose === 'invitation' ? 'invitations' : 'password-resets'
  return userPage(c, id, { purpose, expiresAt, url: `${c.var.app.config.publicOrigin}/${path}/${token}` })
}

const successorsForm = z.record(z.string(), z.union([z.string(), z.array(z.string()).transform((all) => all[0] ?? '')]))

const succession = async (c: C, form: FormState, step: 'deactivate' | 'hand_over') => {
  const { view } = c.var
  const user = await getUser(c.var.app.db, idOf(c))
  const props = { view, user, form, succession: await findSuccession(c.var.app.db, user.id) }
  return page(
    c,
    {
      title: view.t(`users.${step}.title`, { name: user.name }),
      trail: [users(c), { label: user.name, href: `/users/${user.id}` }, { label: view.t(`users.${step}`) }],
    },
    step === 'deactivate' ? <DeactivationPage {...props} /> : <HandOverPage {...props} />,
  )
}

export const showDeactivation = (c: C) => succession(c, formState(c.var.view.t), 'deactivate')

export const postDeactivation = (c: C) =>
  submitted(
    c,
    successorsForm,
    async (successors) => {
      await deactivateUser(c.var.app, actorOf(c), idOf(c), successors)
      return done(c, `/users/${idOf(c)}`, 'users.deactivated')
    },
    (form) => succession(c, form, 'deactivate'),
  )

export const showHandOver = (c: C) => succession(c, formState(c.var.view.t), 'hand_over')

export const postHandOver = (c: C) =>
  submitted(
    c,
    successorsForm,
    async (successors) => {
      await handOverWork(c.var.app, actorOf(c), idOf(c), successors)
      return done(c, `/users/${idOf(c)}`, 'users.handed_over')
    },
    (form) => succession(c, form, 'hand_over'),
  )

export const postReactivation = async (c: C) => {
  await reactivateUser(c.var.app, actorOf(c), idOf(c))
  return done(c, `/users/${idOf(c)}`, 'users.reactivated')
}
