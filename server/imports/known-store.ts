import { setImmediate as turn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database, DealerGroupRow, DealerRow, RegionRow, UserRow } from '../db/schema.ts'
import { listFeatures } from '../dealers/store.ts'
import type { Choice } from '../exchange/excel/lists.ts'
import { monthsFrom, shopperRestMonths } from '../visits/rules.ts'
import type { KnownAudit, KnownPerson, KnownPlans, KnownVersion, KnownWave } from './known-plans.ts'
import type { KnownUser } from './user-lines.ts'

type Db = Kysely<Database>

/** What is there, a page at a time: on SQLite a statement runs to its end before anyone else gets a turn. */
const page = 500
const inPages = async <Row extends { id: string }>(read: (after: string) => Promise<Row[]>): Promise<Row[]> => {
  const all: Row[] = []
  for (;;) {
    const rows = await read(all.at(-1)?.id ?? '')
    all.push(...rows)
    if (rows.length < page) return all
    await turn()
  }
}

export const loadRegions = (db: Db): Promise<RegionRow[]> =>
  db.selectFrom('regions').selectAll().orderBy('code').execute()

export const loadGroups = (db: Db): Promise<DealerGroupRow[]> =>
  db.selectFrom('dealer_groups').selectAll().orderBy('code').execute()

/** What dealers may be said to have or be, with its names. */
export const loadFeatures = async (db: Db): Promise<Choice[]> =>
  (await listFeatures(db)).map(({ code, name }) => ({ code, ...name }))

export const loadDealers = (db: Db): Promise<DealerRow[]> =>
  inPages((after) => db.selectFrom('dealers').selectAll().where('id', '>', after).orderBy('id').limit(page).execute())

export const loadUsers = async (db: Db): Promise<KnownUser[]> => {
  const rows: UserRow[] = await inPages((after) =>
    db.selectFrom('users').selectAll().where('id', '>', after).orderBy('id').limit(page).execute(),
  )
  const dealers = await db.selectFrom('user_dealers').selectAll().execute()
  await turn()
  const regions = await db.selectFrom('user_regions').selectAll().execute()
  const dealersOf = grouped(dealers)
  const regionsOf = grouped(regions)
  return rows.map((row) => ({
    row,
    dealerIds: (dealersOf.get(row.id) ?? []).map(({ dealer_id }) => dealer_id),
    regionIds: (regionsOf.get(row.id) ?? []).map(({ region_id }) => region_id),
  }))
}

const grouped = <Row extends { user_id: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.user_id)
    if (group) group.push(row)
    else groups.set(row.user_id, [row])
  }
  return groups
}

/** Everyone who ever held an audit. */
export const loadHolders = async (db: Db): Promise<Set<string>> => {
  const rows = await db.selectFrom('audit_assignments').select('user_id').distinct().execute()
  return new Set(rows.map(({ user_id }) => user_id))
}

export const loadPublishedVersions = (db: Db): Promise<KnownVersion[]> =>
  db
    .selectFrom('checklist_versions')
    .innerJoin('checklists', 'checklists.id', 'checklist_versions.checklist_id')
    .select([
      'checklist_versions.id',
      'checklist_versions.version',
      'checklist_versions.checklist_id',
      'checklists.kind',
      'checklists.title_zh',
      'checklists.title_en',
    ])
    .where('checklist_versions.state', '=', 'published')
    .orderBy('checklist_versions.published_at', 'desc')
    .orderBy('checklist_versions.version', 'desc')
    .execute()

export const loadWaves = (db: Db): Promise<KnownWave[]> =>
  db
    .selectFrom('waves')
    .innerJoin('programmes', 'programmes.id', 'waves.programme_id')
    .select([
      'waves.id',
      'waves.name_zh',
      'waves.name_en',
      'waves.from_on',
      'waves.to_on',
      'programmes.active',
      'programmes.review_required',
      'programmes.name_zh as programme_zh',
      'programmes.name_en as programme_en',
    ])
    .orderBy('waves.from_on', 'desc')
    .orderBy('waves.id')
    .execute()

/** Everyone to whom audits are given. */
export const loadAuditors = (db: Db): Promise<KnownPerson[]> =>
  db
    .selectFrom('users')
    .select(['id', 'sign_in_name', 'alias', 'role', 'active'])
    .where('role', 'in', ['auditor', 'region_manager', 'head_office', 'shopper'])
    .orderBy('sign_in_name')
    .execute()

const auditColumns = [
  'dealer_id',
  'wave_id',
  'checklist_id',
  'checklist_version_id',
  'kind',
  'conducted_by',
  'practice',
  'state',
  'planned_on',
  'auditor_id',
] as const

/** Audits of some dealers that decide on plans for these days: on them, in waves that hold one, or shops within a shopper's rest. */
const loadAuditsAround = async (
  db: Db,
  dealerIds: readonly string[],
  days: { first: string; last: string },
  waveIds: readonly string[],
): Promise<KnownAudit[]> => {
  const found: KnownAudit[] = []
  for (let from = 0; from < dealerIds.length; from += page) {
    const rows = await db
      .selectFrom('audits')
      .select(auditColumns)
      .where('dealer_id', 'in', dealerIds.slice(from, from + page))
      .where((eb) =>
        eb.or([
          eb.and([eb('planned_on', '>=', days.first), eb('planned_on', '<=', days.last)]),
          eb.and([
            eb('kind', '=', 'mystery'),
            eb('planned_on', '>', monthsFrom(days.first, -shopperRestMonths)),
            eb('planned_on', '<', monthsFrom(days.last, shopperRestMonths)),
          ]),
          ...(waveIds.length > 0 ? [eb('wave_id', 'in', waveIds)] : []),
        ]),
      )
      .execute()
    found.push(...rows)
    await turn()
  }
  return found
}

/** What decides on plans for some dealers (by code as written) and days. */
export const loadPlans = async (db: Db, codes: ReadonlySet<string>, days: readonly string[]): Promise<KnownPlans> => {
  const dealers = (await loadDealers(db)).map(({ id, code, active }) => ({ id, code, active }))
  const waves = await loadWaves(db)
  const [first, last] = [days.reduce(earlier, days[0] ?? ''), days.reduce(later, '')]
  const concerned = dealers.filter(({ code }) => codes.has(code.toLowerCase())).map(({ id }) => id)
  const around = waves.filter((wave) => wave.from_on <= last && wave.to_on >= first).map(({ id }) => id)
  return {
    dealers,
    versions: await loadPublishedVersions(db),
    waves,
    people: await loadAuditors(db),
    audits: days.length === 0 ? [] : await loadAuditsAround(db, concerned, { first, last }, around),
  }
}

const earlier = (a: string, b: string) => (b < a ? b : a)
const later = (a: string, b: string) => (b > a ? b : a)

/** Audits that are planned and not begun, for the export. */
export const loadPlannedAudits = (db: Db): Promise<KnownAudit[]> =>
  db
    .selectFrom('audits')
    .select(auditColumns)
    .where('state', '=', 'planned')
    .orderBy('planned_on')
    .orderBy('dealer_id')
    .orderBy('id')
    .execute()
