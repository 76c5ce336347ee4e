import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { AuditScope } from '../access/can.ts'
import { contains, under } from '../db/portable.ts'
import type { AuditKind, AuditState, Database } from '../db/schema.ts'

type Db = Kysely<Database>
type Builder = ExpressionBuilder<Database, 'audits'>

/** Audits that someone records now: given to them, or of a visit that they lead or go along on. */
const isCrew = (eb: Builder, userId: string): Expression<SqlBool>[] => [
  eb('audits.auditor_id', '=', userId),
  eb('audits.visit_id', 'in', eb.selectFrom('visits').select('visits.id').where('visits.lead_id', '=', userId)),
  eb(
    'audits.visit_id',
    'in',
    eb.selectFrom('visit_co_auditors').select('visit_id').where('visit_co_auditors.user_id', '=', userId),
  ),
]

/** Audits at dealers in these parts of the region tree. */
const inRegions = (eb: Builder, paths: readonly string[]): Expression<SqlBool> =>
  eb(
    'audits.dealer_id',
    'in',
    eb
      .selectFrom('dealers')
      .innerJoin('regions', 'regions.id', 'dealers.region_id')
      .select('dealers.id')
      .where((inner) => inner.or(paths.map((path) => under(inner.ref('regions.path'), path)))),
  )

/**
 * The audits that a scope holds, as a condition on `audits` alone, so that lists and counts join only what they show; it agrees
 * with `can(actor, 'audit.see', …)`.
 */
export const inScope = (eb: Builder, scope: AuditScope): Expression<SqlBool> => {
  switch (scope.see) {
    case 'all':
      return sql<SqlBool>`1 = 1`
    case 'regions':
      return eb.or([
        ...isCrew(eb, scope.userId),
        eb.and([
          inRegions(eb, scope.paths),
          eb('audits.practice', '=', 0),
          eb.or([eb('audits.kind', '!=', 'mystery'), eb('audits.released_at', 'is not', null)]),
        ]),
      ])
    case 'own':
      return eb.or([
        ...isCrew(eb, scope.userId),
        eb(
          'audits.id',
          'in',
          eb.selectFrom('audit_assignments').select('audit_id').where('audit_assignments.user_id', '=', scope.userId),
        ),
      ])
    case 'released':
      if (scope.dealerIds.length === 0) return sql<SqlBool>`1 = 0`
      return eb.and([
        eb('audits.dealer_id', 'in', scope.dealerIds),
        eb('audits.released_at', 'is not', null),
        eb('audits.practice', '=', 0),
      ])
    case 'none':
      return sql<SqlBool>`1 = 0`
  }
}

export const auditSorts = ['day', 'dealer', 'score', 'state'] as const
export type AuditFilter = {
  q: string
  state?: AuditState
  kind?: AuditKind
  waveId?: string
  checklistId?: string
  dealerId?: string
  regionPath?: string
  sort: (typeof auditSorts)[number]
  dir: 'asc' | 'desc'
  size: number
  offset: number
}

const auditsOf = (db: Db, scope: AuditScope, filter: AuditFilter) => {
  const { checklistId, dealerId, kind, q, regionPath, state, waveId } = filter
  let query = db.selectFrom('audits').where((eb) => inScope(eb, scope))
  if (q) query = query.where((eb) => matches(eb, q))
  if (state) query = query.where('audits.state', '=', state)
  if (kind) query = query.where('audits.kind', '=', kind)
  if (waveId) query = query.where('audits.wave_id', '=', waveId)
  if (checklistId) query = query.where('audits.checklist_id', '=', checklistId)
  if (dealerId) query = query.where('audits.dealer_id', '=', dealerId)
  if (regionPath) query = query.where((eb) => inRegions(eb, [regionPath]))
  return query
}

/** Dealer's code or name, or the checklist's title. */
const matches = (eb: Builder, q: string): Expression<SqlBool> =>
  eb.or([
    eb(
      'audits.dealer_id',
      'in',
      eb
        .selectFrom('dealers')
        .select('dealers.id')
        .where((inner) =>
          inner.or([
            contains(inner.ref('dealers.code'), q),
            contains(inner.ref('dealers.name_zh'), q),
            contains(inner.ref('dealers.name_en'), q),
          ]),
        ),
    ),
    eb(
      'audits.checklist_id',
      'in',
      eb
        .selectFrom('checklists')
        .select('checklists.id')
        .where((inner) =>
          inner.or([contains(inner.ref('checklists.title_zh'), q), contains(inner.ref('checklists.title_en'), q)]),
        ),
    ),
  ])

export const countAudits = async (db: Db, scope: AuditScope, filter: AuditFilter): Promise<number> =>
  (
    await auditsOf(db, scope, filter)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

/** The order of a life, for sorting by state. */
const stateOrder = sql<number>`case audits.state when 'planned' then 0 when 'in_progress' then 1 when 'returned' then 2
  when 'submitted' then 3 when 'in_review' then 4 when 'released' then 5 when 'final' then 6 when 'cancelled' then 7 else 8 end`

/** One page of audits in one statement: promoted columns only, never a trace. Shoppers appear under their alias. */
export const listAudits = (db: Db, scope: AuditScope, filter: AuditFilter) => {
  const { dir, sort } = filter
  return auditsOf(db, scope, filter)
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('users', 'users.id', 'audits.auditor_id')
    .leftJoin('waves', 'waves.id', 'audits.wave_id')
    .select([
      'audits.id',
      'audits.state',
      'audits.kind',
      'audits.practice',
      'audits.planned_on',
      'audits.score_bp',
      'audits.score_points',
      'audits.score_unit',
      'audits.grade',
      'audits.finding_count',
      'audits.critical_count',
      'audits.checklist_version_id',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'regions.name_zh as region_zh',
      'regions.name_en as region_en',
      'checklists.title_zh',
      'checklists.title_en',
      'waves.name_zh as wave_zh',
      'waves.name_en as wave_en',
    ])
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('auditor'))
    .$if(sort === 'day', (query) => query.orderBy('audits.planned_on', dir))
    .$if(sort === 'dealer', (query) => query.orderBy('dealers.code', dir))
    .$if(sort === 'score', (query) =>
      query.orderBy('audits.score_bp', (order) => (dir === 'asc' ? order.asc() : order.desc()).nullsLast()),
    )
    .$if(sort === 'state', (query) => query.orderBy(stateOrder, dir))
    .orderBy('audits.planned_on', 'desc')
    .orderBy('dealers.code')
    .orderBy('audits.id')
    .limit(filter.size)
    .offset(filter.offset)
    .execute()
}
export type AuditLine = Awaited<ReturnType<typeof listAudits>>[number]

/**
 * What the list can be filtered by. Where only few audits are in scope these are theirs, so that no choice tells of an audit that is
 * not shown; who sees a network chooses from everything there is.
 */
export const listAuditFilters = async (db: Db, scope: AuditScope) => {
  const isBroad = scope.see === 'all' || scope.see === 'regions'
  const checklists = await db
    .selectFrom('checklists')
    .select(['id', 'title_zh as zh', 'title_en as en'])
    .where('kind', '!=', 'self_check')
    .$if(!isBroad, (query) =>
      query.where((eb) =>
        eb(
          'id',
          'in',
          eb
            .selectFrom('audits')
            .select('audits.checklist_id')
            .where((inner) => inScope(inner as never, scope)),
        ),
      ),
    )
    .orderBy('title_zh')
    .execute()
  const waves = await db
    .selectFrom('waves')
    .select(['id', 'name_zh as zh', 'name_en as en'])
    .$if(!isBroad, (query) =>
      query.where((eb) =>
        eb(
          'id',
          'in',
          eb
            .selectFrom('audits')
            .select('audits.wave_id')
            .where('audits.wave_id', 'is not', null)
            .where((inner) => inScope(inner as never, scope)),
        ),
      ),
    )
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .execute()
  return {
    checklists: new Map(checklists.map(({ id, ...name }) => [id, name])),
    waves: new Map(waves.map(({ id, ...name }) => [id, name])),
  }
}
export type AuditFilters = Awaited<ReturnType<typeof listAuditFilters>>

/** The regions at or below the paths, for filtering; `null` for all of them. */
export const listRegionsUnder = async (db: Db, paths: readonly string[] | null) => {
  if (paths?.length === 0) return []
  return db
    .selectFrom('regions')
    .select(['id', 'path', 'depth', 'name_zh', 'name_en'])
    .$if(paths !== null, (query) =>
      query.where((eb) => eb.or((paths ?? []).map((path) => under(eb.ref('path'), path)))),
    )
    .orderBy('depth')
    .orderBy('code')
    .execute()
}
export type RegionChoice = Awaited<ReturnType<typeof listRegionsUnder>>[number]

/** Announced audits that are still to come at these dealers: day, checklist and auditor, and nothing else. */
export const listNotices = async (db: Db, dealerIds: readonly string[]) => {
  if (dealerIds.length === 0) return []
  return db
    .selectFrom('audits')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .innerJoin('users', 'users.id', 'audits.auditor_id')
    .select([
      'audits.id',
      'audits.planned_on',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'checklists.title_zh',
      'checklists.title_en',
      'users.name as auditor',
    ])
    .where('audits.dealer_id', 'in', dealerIds)
    .where('audits.kind', '=', 'announced')
    .where('audits.practice', '=', 0)
    .where('audits.state', 'in', ['planned', 'in_progress'])
    .orderBy('audits.planned_on')
    .orderBy('audits.id')
    .execute()
}
export type NoticeLine = Awaited<ReturnType<typeof listNotices>>[number]
