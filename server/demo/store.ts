import { type Kysely, sql } from 'kysely'
import type { AuditRow, Database } from '../db/schema.ts'
import { keptFeatures } from '../dealers/features.ts'
import type { Days, DemoWave } from './calendar.ts'
import type { CastDealer, CastPerson, CastRegion } from './cast.ts'
import type { Chance } from './random.ts'

type Db = Kysely<Database>

/** Path from the root to each region, by id; parents stand before their children. */
const pathsOf = (regions: readonly CastRegion[]): Map<string, string> => {
  const paths = new Map<string, string>()
  for (const region of regions) {
    paths.set(region.id, `${region.parent ? paths.get(region.parent) : '/'}${region.id}/`)
  }
  return paths
}

/** Writes regions, dealers and people straight into an empty database. Everyone gets the same password. */
export const insertCast = async (
  db: Db,
  cast: { regions: readonly CastRegion[]; dealers: readonly CastDealer[]; people: readonly CastPerson[] },
  passwordHash: string,
  at: string,
): Promise<void> => {
  const paths = pathsOf(cast.regions)
  await db
    .insertInto('regions')
    .values(
      cast.regions.map((region) => {
        const path = paths.get(region.id) ?? '/'
        return {
          id: region.id,
          parent_id: region.parent,
          code: region.code,
          name_zh: region.zh,
          name_en: region.en,
          path,
          depth: path.split('/').length - 2,
          active: 1 as const,
          created_at: at,
        }
      }),
    )
    .execute()
  await db
    .insertInto('dealers')
    .values(
      cast.dealers.map((dealer) => ({
        id: dealer.id,
        code: dealer.code,
        name_zh: dealer.zh,
        name_en: dealer.en,
        region_id: dealer.region,
        group_id: null,
        city_zh: dealer.cityZh,
        city_en: dealer.cityEn,
        address: '',
        appeal_days: null,
        active: 1 as const,
        created_at: at,
        features: keptFeatures(dealer.features ?? []),
      })),
    )
    .execute()
  await db
    .insertInto('users')
    .values(
      cast.people.map((person) => ({
        id: person.id,
        sign_in_name: person.signInName,
        name: person.name,
        alias: person.alias ?? null,
        role: person.role,
        locale: 'zh-CN' as const,
        email: null,
        phone: null,
        position: person.position ?? null,
        password_hash: passwordHash,
        active: 1 as const,
        created_at: at,
        signed_in_at: null,
      })),
    )
    .execute()
  const atDealers = cast.people.flatMap((person) =>
    (person.dealers ?? []).map((dealer_id) => ({ user_id: person.id, dealer_id })),
  )
  if (atDealers.length > 0) await db.insertInto('user_dealers').values(atDealers).execute()
  const inRegions = cast.people.flatMap((person) =>
    (person.regions ?? []).map((region_id) => ({ user_id: person.id, region_id })),
  )
  if (inRegions.length > 0) await db.insertInto('user_regions').values(inRegions).execute()
}

/** A wave of the demo, with the programme of its year when it is the first one of it. */
export const insertWave = async (db: Db, by: Chance, wave: DemoWave, days: Days): Promise<string> => {
  const created_at = days.at(wave.from - 30, 9).toISOString()
  const programmeId = `40000000-0000-4000-8000-${String(wave.year).padStart(12, '0')}`
  await db
    .insertInto('programmes')
    .values({
      id: programmeId,
      name_zh: `${wave.year}年度经销商审核`,
      name_en: `Dealer audits ${wave.year}`,
      year: wave.year,
      review_required: 1,
      active: 1,
      created_at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const id = by.id()
  await db
    .insertInto('waves')
    .values({
      id,
      programme_id: programmeId,
      name_zh: `${wave.year} 第${wave.n}批`,
      name_en: `${wave.year} wave ${wave.n}`,
      from_on: days.day(wave.from),
      to_on: days.day(wave.to),
      appeal_days: 5,
      created_at,
    })
    .execute()
  return id
}

/** Id of the published version of every checklist. */
export const versionIds = async (db: Db): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('checklist_versions')
    .select(['id', 'checklist_id'])
    .where('state', '=', 'published')
    .execute()
  return new Map(rows.map((row) => [row.checklist_id, row.id]))
}

export const listVisitAudits = (db: Db, visitId: string): Promise<AuditRow[]> =>
  db.selectFrom('audits').selectAll().where('visit_id', '=', visitId).execute()

/** Actions that wait for a plan, in an order that is the same every time. */
export const listOpenActions = (db: Db) =>
  db
    .selectFrom('corrective_actions')
    .select(['id', 'dealer_id', 'moved_at'])
    .where('state', '=', 'planning')
    .orderBy('dealer_id')
    .orderBy('number')
    .execute()

export const countSeeded = async (db: Db) => {
  const count = async (table: 'dealers' | 'audits' | 'corrective_actions') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  return { dealers: await count('dealers'), audits: await count('audits'), actions: await count('corrective_actions') }
}

/** Without waiting for the disk at every commit: only for data that can be made again. SQLite only. */
export const hurried = async (db: Db, work: () => Promise<void>): Promise<void> => {
  await sql`pragma synchronous = off`.execute(db)
  try {
    await work()
  } finally {
    await sql`pragma synchronous = full`.execute(db)
  }
}
