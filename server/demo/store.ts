import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { CastDealer, CastPerson, CastRegion } from './cast.ts'

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
