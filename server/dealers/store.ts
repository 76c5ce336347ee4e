import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { DealerScope } from '../access/can.ts'
import type { Text } from '../checklists/format.ts'
import { listNamedFeatures } from '../checklists/store.ts'
import { contains, under } from '../db/portable.ts'
import type { AuditState, Database, DealerRow } from '../db/schema.ts'
import { words } from '../i18n/words.ts'
import { dealerFeatures } from './features.ts'

type Db = Kysely<Database>

/** The dealers that a scope holds, as a condition; it agrees with `can(actor, 'dealer.see', …)`. */
export const inDealerScope = (
  eb: ExpressionBuilder<Database, 'dealers' | 'regions'>,
  scope: DealerScope,
): Expression<SqlBool> => {
  switch (scope.see) {
    case 'all':
      return sql<SqlBool>`1 = 1`
    case 'regions':
      return scope.paths.length === 0
        ? sql<SqlBool>`1 = 0`
        : eb.or(scope.paths.map((path) => under(eb.ref('regions.path'), path)))
    case 'dealers':
      return scope.dealerIds.length === 0 ? sql<SqlBool>`1 = 0` : eb('dealers.id', 'in', scope.dealerIds)
    case 'none':
      return sql<SqlBool>`1 = 0`
  }
}

export const dealerSorts = ['code', 'name', 'region', 'city'] as const
export type DealerQuery = {
  q: string
  sort: (typeof dealerSorts)[number]
  dir: 'asc' | 'desc'
  size: number
  offset: number
  filters: { state?: 'active' | 'inactive'; group?: string }
  /** Path of the region to which the list is narrowed. */
  regionPath: string | null
  /** Which of the two names a list is ordered by. */
  names: 'zh' | 'en'
}

const matching = (db: Db, scope: DealerScope, { q, filters, regionPath }: DealerQuery) => {
  let rows = db
    .selectFrom('dealers')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .where((eb) => inDealerScope(eb, scope))
  if (q !== '') {
    rows = rows.where((eb) =>
      eb.or(
        (['dealers.code', 'dealers.name_zh', 'dealers.name_en', 'dealers.city_zh', 'dealers.city_en'] as const).map(
          (column) => contains(eb.ref(column), q),
        ),
      ),
    )
  }
  if (filters.state) rows = rows.where('dealers.active', '=', filters.state === 'active' ? 1 : 0)
  if (filters.group) rows = rows.where('dealers.group_id', '=', filters.group)
  if (regionPath !== null) rows = rows.where((eb) => under(eb.ref('regions.path'), regionPath))
  return rows
}

export const listDealers = async (db: Db, scope: DealerScope, query: DealerQuery) => {
  const { total } = await matching(db, scope, query)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const column = {
    code: 'dealers.code',
    name: `dealers.name_${query.names}`,
    region: 'regions.code',
    city: `dealers.city_${query.names}`,
  } as const
  const rows = await matching(db, scope, query)
    .leftJoin('dealer_groups', 'dealer_groups.id', 'dealers.group_id')
    .selectAll('dealers')
    .select([
      'regions.name_zh as region_zh',
      'regions.name_en as region_en',
      'dealer_groups.name_zh as group_zh',
      'dealer_groups.name_en as group_en',
    ])
    .orderBy(column[query.sort], query.dir)
    .orderBy('dealers.code')
    .limit(query.size)
    .offset(query.offset)
    .execute()
  return { rows, total }
}
export type DealerLine = Awaited<ReturnType<typeof listDealers>>['rows'][number]

/** A dealer with its region and group. Who may see it is decided by `can`, not here. */
export const findDealer = async (db: Db, id: string) => {
  const row = await db
    .selectFrom('dealers')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .leftJoin('dealer_groups', 'dealer_groups.id', 'dealers.group_id')
    .selectAll('dealers')
    .select([
      'regions.path as region_path',
      'regions.name_zh as region_zh',
      'regions.name_en as region_en',
      'dealer_groups.name_zh as group_zh',
      'dealer_groups.name_en as group_en',
    ])
    .where('dealers.id', '=', id)
    .executeTakeFirst()
  return row && { ...row, facts: { dealerId: row.id, regionPath: row.region_path } }
}
export type Dealer = NonNullable<Awaited<ReturnType<typeof findDealer>>>

export type Feature = { code: string; name: Text }

/** What a dealer may have: the usual features, and those that published checklists bring along. */
export const listFeatures = async (db: Db): Promise<Feature[]> => {
  const usual = dealerFeatures.map((code): Feature => {
    const [zh, en] = words[`dealers.feature.${code}`]
    return { code, name: { zh, en } }
  })
  const others = [...(await listNamedFeatures(db))].map(([code, name]): Feature => ({ code, name }))
  return [...usual, ...others.filter(({ code }) => !usual.some((feature) => feature.code === code))]
}

/** People of the dealership, active ones first. */
export const listPeopleOf = (db: Db, dealerId: string) =>
  db
    .selectFrom('user_dealers')
    .innerJoin('users', 'users.id', 'user_dealers.user_id')
    .select(['users.id', 'users.name', 'users.role', 'users.position', 'users.phone', 'users.active'])
    .where('user_dealers.dealer_id', '=', dealerId)
    .orderBy('users.active', 'desc')
    .orderBy('users.role')
    .orderBy('users.name')
    .execute()

/** The last released result of each of some dealers, in one statement. Practice and what was voided do not count. */
export const listLatestResults = async (db: Db, dealerIds: readonly string[]) => {
  if (dealerIds.length === 0) return []
  const ranked = db
    .selectFrom('audits')
    .select([
      'dealer_id',
      'checklist_id',
      'checklist_version_id',
      'score_bp',
      'score_points',
      'score_unit',
      'grade',
      'planned_on',
    ])
    .select(
      sql<number>`row_number() over (partition by dealer_id order by planned_on desc, released_at desc, id)`.as(
        'place',
      ),
    )
    .where('dealer_id', 'in', dealerIds)
    // Not by state: SQLite would then read all audits in that state, and not those of these dealers.
    .where('released_at', 'is not', null)
    .where('voided_at', 'is', null)
    .where('practice', '=', 0)
  return db
    .selectFrom(ranked.as('last'))
    .innerJoin('checklists', 'checklists.id', 'last.checklist_id')
    .select([
      'last.dealer_id',
      'last.checklist_version_id',
      'last.score_bp',
      'last.score_points',
      'last.score_unit',
      'last.grade',
      'last.planned_on',
    ])
    .select(['checklists.title_zh', 'checklists.title_en'])
    .where('last.place', '=', 1)
    .execute()
}

const unfinished: readonly AuditState[] = ['planned', 'in_progress', 'submitted', 'in_review', 'returned']

/** What is still open at a dealer: audits without a result, corrective actions, accounts. */
export const countOpenAt = async (db: Db, dealerId: string) => {
  const audits = await db
    .selectFrom('audits')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('dealer_id', '=', dealerId)
    .where('state', 'in', unfinished)
    .executeTakeFirstOrThrow()
  const actions = await db
    .selectFrom('corrective_actions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('dealer_id', '=', dealerId)
    .where('state', 'not in', ['closed', 'void'])
    .executeTakeFirstOrThrow()
  return { audits: audits.n, actions: actions.n }
}

export const insertDealers = async (db: Db, rows: readonly DealerRow[]): Promise<void> => {
  // Databases limit the values of one statement.
  for (let from = 0; from < rows.length; from += 500) {
    await db
      .insertInto('dealers')
      .values(rows.slice(from, from + 500))
      .execute()
  }
}

export const updateDealer = (db: Db, id: string, values: Partial<DealerRow>) =>
  db.updateTable('dealers').set(values).where('id', '=', id).execute()
