import type { Kysely } from 'kysely'
import { contains, under } from '../db/portable.ts'
import type { Database } from '../db/schema.ts'

type Db = Kysely<Database>

export type VisitFilter = {
  q: string
  from?: string
  to?: string
  waveId?: string
  regionPath?: string
  sort: 'day' | 'dealer'
  dir: 'asc' | 'desc'
  size: number
  offset: number
}

const visitsOf = (db: Db, filter: VisitFilter) => {
  let query = db
    .selectFrom('visits')
    .innerJoin('dealers', 'dealers.id', 'visits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .innerJoin('users', 'users.id', 'visits.lead_id')
  const { from, q, regionPath, to, waveId } = filter
  if (q) {
    query = query.where((eb) =>
      eb.or([
        contains(eb.ref('dealers.code'), q),
        contains(eb.ref('dealers.name_zh'), q),
        contains(eb.ref('dealers.name_en'), q),
        contains(eb.fn.coalesce('users.alias', 'users.name'), q),
      ]),
    )
  }
  if (from) query = query.where('visits.on_day', '>=', from)
  if (to) query = query.where('visits.on_day', '<=', to)
  if (regionPath) query = query.where((eb) => under(eb.ref('regions.path'), regionPath))
  if (waveId) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('audits')
          .select('audits.id')
          .whereRef('audits.visit_id', '=', 'visits.id')
          .where('audits.wave_id', '=', waveId),
      ),
    )
  }
  return query
}

export const countVisits = async (db: Db, filter: VisitFilter): Promise<number> =>
  (
    await visitsOf(db, filter)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

/** One page of visits with their audits, in two statements. Shoppers appear under their alias. */
export const listVisits = async (db: Db, filter: VisitFilter) => {
  const { dir } = filter
  const visits = await visitsOf(db, filter)
    .select([
      'visits.id',
      'visits.on_day',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'regions.name_zh as region_zh',
      'regions.name_en as region_en',
    ])
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('lead'))
    .$if(filter.sort === 'day', (query) => query.orderBy('visits.on_day', dir).orderBy('dealers.code'))
    .$if(filter.sort === 'dealer', (query) => query.orderBy('dealers.code', dir).orderBy('visits.on_day', 'desc'))
    .orderBy('visits.id')
    .limit(filter.size)
    .offset(filter.offset)
    .execute()
  const audits = await listAuditsOf(
    db,
    visits.map((visit) => visit.id),
  )
  return visits.map((visit) => ({ ...visit, audits: audits.filter((audit) => audit.visit_id === visit.id) }))
}
export type VisitLine = Awaited<ReturnType<typeof listVisits>>[number]

const listAuditsOf = async (db: Db, visitIds: string[]) => {
  if (visitIds.length === 0) return []
  return db
    .selectFrom('audits')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('checklist_versions', 'checklist_versions.id', 'audits.checklist_version_id')
    .innerJoin('users', 'users.id', 'audits.auditor_id')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .select([
      'audits.id',
      'audits.visit_id',
      'audits.auditor_id',
      'audits.kind',
      'audits.conducted_by',
      'audits.practice',
      'audits.state',
      'audits.wave_id',
      'checklists.title_zh',
      'checklists.title_en',
      'checklist_versions.version',
      'waves.name_zh as wave_zh',
      'waves.name_en as wave_en',
      'waves.from_on as wave_from',
      'waves.to_on as wave_to',
    ])
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('auditor'))
    .where('audits.visit_id', 'in', visitIds)
    .orderBy('checklists.title_zh')
    .orderBy('audits.id')
    .execute()
}
export type VisitAudit = Awaited<ReturnType<typeof listAuditsOf>>[number]

/** One visit with its people and audits, or undefined. */
export const findVisit = async (db: Db, id: string) => {
  const visit = await db
    .selectFrom('visits')
    .innerJoin('dealers', 'dealers.id', 'visits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .innerJoin('users', 'users.id', 'visits.lead_id')
    .selectAll('visits')
    .select([
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'regions.name_zh as region_zh',
      'regions.name_en as region_en',
    ])
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('lead'))
    .where('visits.id', '=', id)
    .executeTakeFirst()
  if (!visit) return undefined
  const coAuditors = await db
    .selectFrom('visit_co_auditors')
    .innerJoin('users', 'users.id', 'visit_co_auditors.user_id')
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('name'))
    .where('visit_co_auditors.visit_id', '=', id)
    .orderBy('users.name')
    .execute()
  return { ...visit, coAuditors: coAuditors.map((co) => co.name), audits: await listAuditsOf(db, [id]) }
}
export type Visit = NonNullable<Awaited<ReturnType<typeof findVisit>>>

/** What the form of a plan offers: everything that may be chosen, in four statements. */
export const listPlanChoices = async (db: Db) => {
  const dealers = await db
    .selectFrom('dealers')
    .select(['code', 'name_zh', 'name_en'])
    .where('active', '=', 1)
    .orderBy('code')
    .execute()
  const waves = await db
    .selectFrom('waves')
    .innerJoin('programmes', 'programmes.id', 'waves.programme_id')
    .select(['waves.id', 'waves.name_zh', 'waves.name_en', 'waves.from_on', 'waves.to_on'])
    .where('programmes.active', '=', 1)
    .orderBy('waves.from_on', 'desc')
    .orderBy('waves.id')
    .execute()
  const people = await db
    .selectFrom('users')
    .select(['id', 'role'])
    .select((eb) => eb.fn.coalesce('alias', 'name').as('name'))
    .where('active', '=', 1)
    .where('role', 'in', ['auditor', 'region_manager', 'head_office', 'shopper'])
    .orderBy('name')
    .execute()
  const versions = await db
    .selectFrom('checklist_versions')
    .innerJoin('checklists', 'checklists.id', 'checklist_versions.checklist_id')
    .select([
      'checklist_versions.id',
      'checklist_versions.version',
      'checklists.id as checklist_id',
      'checklists.kind',
      'checklists.title_zh',
      'checklists.title_en',
    ])
    .where('checklist_versions.state', '=', 'published')
    .where('checklists.kind', 'in', ['oem_audit', 'mystery_shop'])
    .orderBy('checklists.title_zh')
    .orderBy('checklist_versions.published_at', 'desc')
    .orderBy('checklist_versions.version', 'desc')
    .execute()
  return { dealers, waves, people, versions }
}
export type PlanChoices = Awaited<ReturnType<typeof listPlanChoices>>

/** Waves and regions to filter by. */
export const listVisitFilters = async (db: Db) => ({
  waves: await db
    .selectFrom('waves')
    .select(['id', 'name_zh', 'name_en'])
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .execute(),
  regions: await db
    .selectFrom('regions')
    .select(['id', 'path', 'depth', 'name_zh', 'name_en'])
    .orderBy('depth')
    .orderBy('code')
    .execute(),
})
export type VisitFilters = Awaited<ReturnType<typeof listVisitFilters>>
