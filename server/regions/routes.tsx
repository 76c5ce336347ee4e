import type { Context } from 'hono'
import { z } from 'zod'
import { formState } from '../../views/parts/form.tsx'
import { RegionDeactivationPage, RegionFormPage, RegionPage, RegionsPage } from '../../views/regions.tsx'
import { listHistory } from '../activity/store.ts'
import type { Env } from '../context.ts'
import type { RegionRow } from '../db/schema.ts'
import { type FormState, idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { createRegion, deactivateRegion, getRegion, reactivateRegion, updateRegionDetails } from './commands.ts'
import { regionForm } from './form.ts'
import { inTreeOrder, summedUp } from './rules.ts'
import { countInRegions, listManagers, listRegions } from './store.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor
const regions = (c: C) => ({ label: c.var.view.t('regions.title'), href: '/regions' })
const nameOf = (c: C, region: RegionRow) => pick(c.var.locale, { zh: region.name_zh, en: region.name_en })

const countedTree = async (c: C) => {
  const all = await listRegions(c.var.app.db)
  const own = await countInRegions(c.var.app.db)
  const dealers = summedUp(all, own.dealers)
  return inTreeOrder(all).map((region) => ({
    ...region,
    dealers: dealers.get(region.id) ?? 0,
    managers: own.managers.get(region.id) ?? 0,
  }))
}

export const showRegions = async (c: C) =>
  page(c, { title: c.var.view.t('regions.title') }, <RegionsPage view={c.var.view} rows={await countedTree(c)} />)

const formPage = async (c: C, form: FormState, region?: RegionRow) => {
  const { view } = c.var
  const all = inTreeOrder(await listRegions(c.var.app.db))
  const title = region ? view.t('regions.edit', { name: nameOf(c, region) }) : view.t('regions.new')
  const trail = [
    regions(c),
    ...(region ? [{ label: nameOf(c, region), href: `/regions/${region.id}` }] : []),
    { label: region ? view.t('button.edit') : title },
  ]
  return page(
    c,
    { title, trail },
    <RegionFormPage
      view={view}
      title={title}
      region={region}
      form={form}
      // A region that is deactivated, and what stands below the region itself, cannot be above it.
      parents={all.filter(
        (other) => (other.active || other.id === region?.parent_id) && !(region && other.path.startsWith(region.path)),
      )}
    />,
  )
}

export const showNewRegion = (c: C) => {
  const parent = z.uuid().safeParse(c.req.query('parent'))
  return formPage(c, formState(c.var.view.t, parent.success ? { parent_id: parent.data } : {}))
}

export const postRegion = (c: C) =>
  submitted(
    c,
    regionForm,
    async (input) => done(c, `/regions/${await createRegion(c.var.app, actorOf(c), input)}`, 'regions.created'),
    (form) => formPage(c, form),
  )

export const showRegion = async (c: C) => {
  const { app, view } = c.var
  const region = await getRegion(app.db, idOf(c))
  const tree = await countedTree(c)
  const ancestors = tree.filter((other) => region.path.startsWith(other.path) && other.id !== region.id)
  return page(
    c,
    {
      title: nameOf(c, region),
      trail: [
        regions(c),
        ...ancestors.map((other) => ({ label: nameOf(c, other), href: `/regions/${other.id}` })),
        { label: nameOf(c, region) },
      ],
    },
    <RegionPage
      view={view}
      region={region}
      dealers={tree.find((other) => other.id === region.id)?.dealers ?? 0}
      ancestors={ancestors}
      below={tree.filter((other) => other.path.startsWith(region.path) && other.id !== region.id)}
      managers={await listManagers(app.db, region.id)}
      names={new Map(tree.map((other) => [other.id, nameOf(c, other)]))}
      history={await listHistory(app.db, { type: 'region', id: region.id })}
    />,
  )
}

export const showEditRegion = async (c: C) => {
  const region = await getRegion(c.var.app.db, idOf(c))
  return formPage(c, formState(c.var.view.t, { ...region }), region)
}

export const postEditRegion = async (c: C) => {
  const region = await getRegion(c.var.app.db, idOf(c))
  return submitted(
    c,
    regionForm,
    async (input) => {
      await updateRegionDetails(c.var.app, actorOf(c), region.id, input)
      return done(c, `/regions/${region.id}`, 'regions.updated')
    },
    (form) => formPage(c, form, region),
  )
}

const deactivationPage = async (c: C, form: FormState) => {
  const { view } = c.var
  const region = await getRegion(c.var.app.db, idOf(c))
  const title = view.t('regions.deactivate.title', { name: nameOf(c, region) })
  return page(
    c,
    {
      title,
      trail: [
        regions(c),
        { label: nameOf(c, region), href: `/regions/${region.id}` },
        { label: view.t('regions.deactivate') },
      ],
    },
    <RegionDeactivationPage view={view} title={title} region={region} form={form} />,
  )
}

export const showRegionDeactivation = (c: C) => deactivationPage(c, formState(c.var.view.t))

export const postRegionDeactivation = (c: C) =>
  submitted(
    c,
    z.object({}),
    async () => {
      await deactivateRegion(c.var.app, actorOf(c), idOf(c))
      return done(c, `/regions/${idOf(c)}`, 'regions.deactivated')
    },
    (form) => deactivationPage(c, form),
  )

export const postRegionReactivation = async (c: C) => {
  await reactivateRegion(c.var.app, actorOf(c), idOf(c))
  return done(c, `/regions/${idOf(c)}`, 'regions.reactivated')
}
