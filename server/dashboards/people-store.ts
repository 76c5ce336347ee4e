import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

type Db = Kysely<Database>

/** Active people by role. */
export const countPeople = (db: Db) =>
  db
    .selectFrom('users')
    .select((eb) => ['role', eb.fn.countAll<number>().as('n')])
    .where('active', '=', 1)
    .groupBy('role')
    .execute()

/** Active dealers, active regions, and invitations that nobody has taken up yet, in one statement. */
export const countPlaces = (db: Db, now: string) =>
  db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('dealers')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('active', '=', 1)
        .as('dealers'),
      eb
        .selectFrom('regions')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('active', '=', 1)
        .as('regions'),
      eb
        .selectFrom('one_time_links')
        .innerJoin('users', 'users.id', 'one_time_links.user_id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('one_time_links.purpose', '=', 'invitation')
        .where('one_time_links.used_at', 'is', null)
        .where('one_time_links.expires_at', '>', now)
        .where('users.active', '=', 1)
        .as('invitations'),
    ])
    .executeTakeFirstOrThrow()

/** People without a password and without a way to set one: their invitation ran out. */
export const listStranded = (db: Db, now: string, limit: number) =>
  db
    .selectFrom('users')
    .select(['id', 'name', 'role', 'created_at'])
    .where('active', '=', 1)
    .where('password_hash', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('one_time_links')
            .select('token_hash')
            .whereRef('one_time_links.user_id', '=', 'users.id')
            .where('used_at', 'is', null)
            .where('expires_at', '>', now),
        ),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
