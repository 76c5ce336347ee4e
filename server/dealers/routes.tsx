import type { Context } from 'hono'
import { z } from 'zod'
import type { Limits } from '../../views/audits/tags.tsx'
import { DealerDeactivationPage, DealerFormPage } from '../../views/dealers/form.tsx'
import { dealerLabel } from '../../views/dealers/label.ts'
import { DealersPage, type LatestResult } from '../../views/dealers/list.tsx'
import { DealerAuditsPanel, DealerPage } from '../../views/dealers/page.tsx'
import { formState } from '../../views/parts/form.tsx'
import { regionOptions } from '../../views/regions.tsx'
import { auditScopeOf, can, dealerScopeOf, isDealerRole } from '../access/can.ts'
import { listHistory } from '../activity/store.ts'
import { listAudits } from '../audits/list-store.ts'
import { gradeLimits } from '../audits/shown-score.ts'
import { getContent } from '../checklists/store.ts'
import type { Env } from '../context.ts'
import { type FormState, field, idOf, submitted } from '../http/form.ts'
import { readListQuery } from '../http/list-query.ts'
import { done, page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import { inTreeOrder } from '../regions/rules.ts'
import { listRegions } from '../regions/store.ts'
import {
  createDealer,
  deactivateDealer,
  getDealer,
  mustManageDealers,
  reactivateDealer,
  updateDealerDetails,
} from './commands.ts'
import { featuresOf, keptFeatures } from './features.ts'
import { dealerForm } from './form.ts'
import {
  countOpenAt,
  type Dealer,
  dealerSorts,
  type Feature,
  listDealers,
  listFeatures,
  listLatestResults,
  listPeopleOf,
} from './store.ts'
import { listGroups } from './store-groups.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor

/** The list, where it exists for this person. */
const trailTo = (c: C) =>
  can(actorOf(c), 'dealer.list', null) ? [{ label: c.var.view.t('dealers.title'), href: '/dealers' }] : []

const listRules = {
  sorts: dealerSorts,
  sort: 'code' as const,
  filters: { region: z.uuid(), group: z.uuid(), state: z.enum(['active', 'inactive']) },
}

/** Grade limits of versions, so that a figure never rounds up to a grade that was not given. */
const limitsOf = async (c: C, versionIds: Iterable<string>): Promise<Map<string, Limits>> => {
  const limits = new Map<string, Limits>()
  for (const id of new Set(versionIds)) {
    const { scoring } = await getContent(c.var.app.db, id)
    limits.set(id, gradeLimits(scoring))
  }
  return limits
}

/** For those who see results of all dealers that they see: head office, and regions for their part. */
const latestOf = async (c: C, dealerIds: string[]): Promise<Map<string, LatestResult> | null> => {
  const scope = auditScopeOf(actorOf(c))
  if (scope.see !== 'all' && scope.see !== 'regions') return null
  const results = await listLatestResults(c.var.app.db, dealerIds)
  const limits = await limitsOf(
    c,
    results.map((result) => result.checklist_version_id),
  )
  return new Map(
    results.map((result) => [result.dealer_id, { ...result, limits: limits.get(result.checklist_version_id) ?? [] }]),
  )
}

export const showDealers = async (c: C) => {
  const { app, view } = c.var
  const actor = actorOf(c)
  const scope = dealerScopeOf(actor)
  const query = readListQuery(listRules, c.req.url)
  const regions = await listRegions(app.db, scope.see === 'regions' ? scope.paths : null)
  const groups = (await listGroups(app.db)).filter((group) => group.dealers)
  const { rows, total } = await listDealers(app.db, scope, {
    ...query,
    regionPath: regions.find((region) => region.id === query.filters.region)?.path ?? null,
    names: view.locale === 'zh-CN' ? 'zh' : 'en',
  })
  const { t } = view
  return page(
    c,
    { title: t('dealers.title') },
    <DealersPage
      view={view}
      query={query}
      rows={rows}
      total={total}
      mayManage={can(actor, 'dealer.manage', null)}
      hasGroups={groups.length > 0}
      latest={
        await latestOf(
          c,
          rows.map((dealer) => dealer.id),
        )
      }
      filters={[
        // An auditor's few dealers need no tree to find them in.
        ...(scope.see === 'dealers'
          ? []
          : [{ name: 'region', label: t('field.region'), options: regionOptions(view, inTreeOrder(regions)) }]),
        ...(groups.length === 0
          ? []
          : [
              {
                name: 'group',
                label: t('dealers.field.group'),
                options: groups.map((group) => ({
                  value: group.id,
                  label: pick(view.locale, { zh: group.name_zh, en: group.name_en }),
                })),
              },
            ]),
        {
          name: 'state',
          label: t('dealers.field.state'),
          options: (['active', 'inactive'] as const).map((state) => ({
            value: state,
            label: t(`dealers.state.${state}`),
          })),
        },
      ]}
    />,
  )
}

/** The form says which features the dealer has; none ticked is none. */
const formWithFeatures = dealerForm.extend({ features: field.many(z.string().max(80)).transform(keptFeatures) })

/** What is offered, and what the dealer has of which no checklist knows any more. */
const featuresFor = async (c: C, dealer?: Dealer): Promise<Feature[]> => {
  const offered = await listFeatures(c.var.app.db)
  const others = (dealer ? featuresOf(dealer) : []).filter((code) => !offered.some((feature) => feature.code === code))
  return [...offered, ...others.map((code): Feature => ({ code, name: { zh: code, en: code } }))]
}

const formPage = async (c: C, form: FormState, dealer?: Dealer) => {
  const { app, view } = c.var
  mustManageDealers(actorOf(c))
  const title = dealer ? view.t('dealers.edit', { name: dealerLabel(view, dealer) }) : view.t('dealers.new')
  return page(
    c,
    {
      title,
      trail: [
        ...trailTo(c),
        ...(dealer ? [{ label: dealerLabel(view, dealer), href: `/dealers/${dealer.id}` }] : []),
        { label: dealer ? view.t('button.edit') : title },
      ],
    },
    <DealerFormPage
      view={view}
      title={title}
      dealer={dealer}
      form={form}
      regions={inTreeOrder(await listRegions(app.db)).filter(
        (region) => region.active || region.id === dealer?.region_id,
      )}
      groups={(await listGroups(app.db)).filter((group) => group.active || group.id === dealer?.group_id)}
      features={await featuresFor(c, dealer)}
    />,
  )
}

export const showNewDealer = (c: C) => {
  const region = z.uuid().safeParse(c.req.query('region'))
  return formPage(c, formState(c.var.view.t, region.success ? { region_id: region.data } : {}))
}

export const postDealer = (c: C) =>
  submitted(
    c,
    formWithFeatures,
    async (input) => done(c, `/dealers/${await createDealer(c.var.app, actorOf(c), input)}`, 'dealers.created'),
    (form) => formPage(c, form),
  )

/** The newest audits of a dealer within what someone may know of; null for whoever sees no audits at all. */
const auditsAt = async (c: C, dealer: Dealer) => {
  const scope = auditScopeOf(actorOf(c))
  if (scope.see === 'none') return null
  const filter = { q: '', dealerId: dealer.id, sort: 'day', dir: 'desc', size: 10, offset: 0 } as const
  return listAudits(c.var.app.db, scope, filter)
}

export const showDealer = async (c: C) => {
  const { app, view } = c.var
  const actor = actorOf(c)
  const dealer = await getDealer(app.db, actor, idOf(c))
  const mayManage = can(actor, 'dealer.manage', null)
  const title = dealerLabel(view, dealer)
  const people = await listPeopleOf(app.db, dealer.id)
  const audits = await auditsAt(c, dealer)
  const regions = mayManage ? await listRegions(app.db) : []
  const groups = mayManage ? await listGroups(app.db) : []
  return page(
    c,
    { title, trail: [...trailTo(c), { label: title }] },
    <DealerPage
      view={view}
      dealer={dealer}
      // Which auditors look after a dealer is for administrators to know.
      people={mayManage ? people : people.filter((person) => isDealerRole(person.role))}
      features={await featuresFor(c, dealer)}
      mayManage={mayManage}
      names={
        new Map([...regions, ...groups].map((one) => [one.id, pick(view.locale, { zh: one.name_zh, en: one.name_en })]))
      }
      history={mayManage ? await listHistory(app.db, { type: 'dealer', id: dealer.id }) : null}
    >
      {audits ? (
        <DealerAuditsPanel
          view={view}
          code={dealer.code}
          audits={audits}
          limitsOf={
            await limitsOf(
              c,
              audits.map((audit) => audit.checklist_version_id),
            )
          }
        />
      ) : null}
    </DealerPage>,
  )
}

export const showEditDealer = async (c: C) => {
  const dealer = await getDealer(c.var.app.db, actorOf(c), idOf(c))
  return formPage(c, formState(c.var.view.t, { ...dealer, features: featuresOf(dealer) }), dealer)
}

export const postEditDealer = async (c: C) => {
  const dealer = await getDealer(c.var.app.db, actorOf(c), idOf(c))
  return submitted(
    c,
    formWithFeatures,
    async (input) => {
      await updateDealerDetails(c.var.app, actorOf(c), dealer.id, input)
      return done(c, `/dealers/${dealer.id}`, 'dealers.updated')
    },
    (form) => formPage(c, form, dealer),
  )
}

const deactivationPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const dealer = await getDealer(app.db, actorOf(c), idOf(c))
  const title = view.t('dealers.deactivate.title', { name: dealerLabel(view, dealer) })
  const people = (await listPeopleOf(app.db, dealer.id)).filter((person) => person.active)
  return page(
    c,
    {
      title,
      trail: [
        ...trailTo(c),
        { label: dealerLabel(view, dealer), href: `/dealers/${dealer.id}` },
        { label: view.t('dealers.deactivate') },
      ],
    },
    <DealerDeactivationPage
      view={view}
      title={title}
      dealer={dealer}
      open={await countOpenAt(app.db, dealer.id)}
      people={people.length}
      form={form}
    />,
  )
}

export const showDealerDeactivation = (c: C) => deactivationPage(c, formState(c.var.view.t))

export const postDealerDeactivation = (c: C) =>
  submitted(
    c,
    z.object({}),
    async () => {
      await deactivateDealer(c.var.app, actorOf(c), idOf(c))
      return done(c, `/dealers/${idOf(c)}`, 'dealers.deactivated')
    },
    (form) => deactivationPage(c, form),
  )

export const postDealerReactivation = async (c: C) => {
  await reactivateDealer(c.var.app, actorOf(c), idOf(c))
  return done(c, `/dealers/${idOf(c)}`, 'dealers.reactivated')
}
