import type { Context } from 'hono'
import { z } from 'zod'
import { peopleIn } from '../../views/audits/history.tsx'
import { dealerName } from '../../views/audits/tags.tsx'
import { type FormState, formState } from '../../views/parts/form.tsx'
import { VisitListPage } from '../../views/visits/list.tsx'
import { PlanPage } from '../../views/visits/plan.tsx'
import { VisitPage } from '../../views/visits/visit.tsx'
import { listHistory } from '../activity/store.ts'
import { listNames } from '../audits/store.ts'
import type { Env } from '../context.ts'
import { field, idOf, submitted } from '../http/form.ts'
import { readListQuery } from '../http/list-query.ts'
import { done, page } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { planVisit, rescheduleVisit } from './commands.ts'
import {
  countVisits,
  findVisit,
  listPlanChoices,
  listVisitFilters,
  listVisits,
  type VisitFilter,
} from './list-store.ts'
import { mostAudits, mostCoAuditors, plannedKinds, rowsUpTo } from './rules.ts'

type C = Context<Env>

const listRules = {
  sorts: ['day', 'dealer'],
  sort: 'day',
  dir: 'desc',
  filters: { from: z.iso.date(), to: z.iso.date(), wave: z.uuid(), region: z.uuid() },
} as const

export const listPage = async (c: C) => {
  const { app, view } = c.var
  const query = readListQuery(listRules, c.req.url)
  const filters = await listVisitFilters(app.db)
  const filter: VisitFilter = {
    q: query.q,
    from: query.filters.from,
    to: query.filters.to,
    waveId: query.filters.wave,
    regionPath: filters.regions.find((region) => region.id === query.filters.region)?.path,
    sort: query.sort,
    dir: query.dir,
    size: query.size,
    offset: query.offset,
  }
  const total = await countVisits(app.db, filter)
  const rows = await listVisits(app.db, filter)
  return page(
    c,
    { title: view.t('visit.title') },
    <VisitListPage view={view} query={query} rows={rows} total={total} filters={filters} />,
  )
}

const trailOf = (c: C, title: string) => [{ label: c.var.view.t('visit.title'), href: '/visits' }, { label: title }]

const planPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const title = view.t('visit.new')
  return page(
    c,
    { title, trail: trailOf(c, title) },
    <PlanPage view={view} form={form} choices={await listPlanChoices(app.db)} />,
  )
}

/** An empty plan; a link from elsewhere may name the dealer's code, the day and the wave. */
export const showPlan = (c: C) =>
  planPage(
    c,
    formState(c.var.view.t, {
      dealer: c.req.query('dealer'),
      on_day: c.req.query('day'),
      wave_id: c.req.query('wave'),
    }),
  )

const auditRow = z.object({
  checklist: field.optionalId(),
  kind: field.choice(plannedKinds).optional(),
  conducted_by: field.choice(['oem', 'third_party', 'region']).optional(),
  auditor: field.optionalId(),
  practice: field.tick(),
})

const planForm = z.object({
  dealer: field.text(),
  on_day: field.day(),
  wave_id: field.optionalId(),
  lead_id: field.id(),
  ...Object.fromEntries(rowsUpTo(mostCoAuditors).map((row) => [`co_auditor_${row}`, field.optionalId()])),
  ...Object.fromEntries(
    rowsUpTo(mostAudits).flatMap((row) =>
      Object.entries(auditRow.shape).map(([name, schema]) => [`${name}_${row}`, schema]),
    ),
  ),
})

/** The rows of the form with a checklist in them. */
const auditsIn = (input: Record<string, unknown>) =>
  rowsUpTo(mostAudits).flatMap((row) => {
    const typed = Object.keys(auditRow.shape).map((name) => [name, input[`${name}_${row}`]])
    const { auditor, checklist, conducted_by, kind, practice } = Object.fromEntries(typed) as z.output<typeof auditRow>
    if (!checklist) return []
    return [
      {
        row,
        versionId: checklist,
        kind: kind ?? 'announced',
        conductedBy: conducted_by ?? 'oem',
        auditorId: auditor,
        practice,
      },
    ]
  })

export const postPlan = (c: C) =>
  submitted(
    c,
    planForm,
    async (input) => {
      const rows = input as Record<string, unknown>
      const id = await planVisit(c.var.app, c.var.signedIn!.actor, {
        dealer: input.dealer,
        onDay: input.on_day,
        waveId: input.wave_id,
        leadId: input.lead_id,
        coAuditors: rowsUpTo(mostCoAuditors).flatMap((row) => {
          const person = rows[`co_auditor_${row}`]
          return typeof person === 'string' ? [{ row, id: person }] : []
        }),
        audits: auditsIn(rows),
      })
      return done(c, `/visits/${id}`, 'visit.planned')
    },
    (form) => planPage(c, form),
  )

const visitPage = async (c: C, id: string, form?: FormState) => {
  const { app, view } = c.var
  const visit = await findVisit(app.db, id)
  if (!visit) throw new Problem('not_found', 'general.problem.not_found')
  const entries = await listHistory(app.db, { type: 'visit', id })
  const open = visit.audits.filter((audit) => audit.state !== 'cancelled')
  const title = dealerName(view, visit)
  return page(
    c,
    { title, trail: trailOf(c, title) },
    <VisitPage
      view={view}
      visit={visit}
      form={form ?? formState(view.t, { on_day: visit.on_day })}
      canMove={open.length > 0 && open.every((audit) => audit.state === 'planned')}
      entries={entries}
      names={await listNames(app.db, peopleIn(entries))}
    />,
  )
}

export const showVisit = (c: C) => visitPage(c, idOf(c))

export const postDay = (c: C) => {
  const id = idOf(c)
  return submitted(
    c,
    z.object({ on_day: field.day() }),
    async ({ on_day }) => {
      await rescheduleVisit(c.var.app, c.var.signedIn!.actor, id, on_day)
      return done(c, `/visits/${id}`, 'visit.rescheduled')
    },
    (form) => visitPage(c, id, form),
  )
}
