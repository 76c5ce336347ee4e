import type { Kysely } from 'kysely'
import { type Actor, followsAssignments, isRegional, type Role } from '../access/can.ts'
import { compiledOnce, type Named } from '../db/compiled.ts'
import type { Database, SessionRow, UserRow } from '../db/schema.ts'
import type { Attempts } from './lockout.ts'

type Db = Kysely<Database>

export const findUserBySignInName = (db: Db, signInName: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('sign_in_name', '=', signInName).executeTakeFirst()

/** The live session of a token, with its person; undefined when expired or when the person was deactivated. */
export const findSession = async (db: Db, tokenHash: string, now: string) =>
  (await selectSession(db, { tokenHash, now }))[0]

// Asked with every request.
const selectSession = compiledOnce((db, value: Named<{ tokenHash: string; now: string }>) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.name', 'users.role', 'users.locale', 'sessions.seen_at'])
    .where('sessions.token_hash', '=', value('tokenHash'))
    .where('sessions.expires_at', '>', value('now'))
    .where('users.active', '=', 1),
)

/** What the permission table needs to know of a person. */
export const loadActor = async (db: Db, id: string, role: Role): Promise<Actor> => {
  const dealers = await (followsAssignments(role) ? selectFollowedDealers : selectGivenDealers)(db, { id })
  return {
    id,
    role,
    dealerIds: dealers.map((row) => row.dealer_id),
    regionPaths: isRegional(role) ? (await selectRegionPaths(db, { id })).map((row) => row.path) : [],
  }
}

const givenDealers = (db: Db, userId: string) =>
  db.selectFrom('user_dealers').select('dealer_id').where('user_id', '=', userId)

const selectGivenDealers = compiledOnce((db, value: Named<{ id: string }>) => givenDealers(db, value('id')))
const selectFollowedDealers = compiledOnce((db, value: Named<{ id: string }>) =>
  givenDealers(db, value('id')).union(
    db.selectFrom('followed_dealers').select('dealer_id').where('user_id', '=', value('id')),
  ),
)
const selectRegionPaths = compiledOnce((db, value: Named<{ id: string }>) =>
  db
    .selectFrom('user_regions')
    .innerJoin('regions', 'regions.id', 'user_regions.region_id')
    .select('regions.path')
    .where('user_regions.user_id', '=', value('id')),
)

export const insertSession = (db: Db, row: SessionRow) => db.insertInto('sessions').values(row).execute()

export const touchSession = (db: Db, tokenHash: string, seenAt: string) =>
  db.updateTable('sessions').set({ seen_at: seenAt }).where('token_hash', '=', tokenHash).execute()

export const deleteSession = (db: Db, tokenHash: string) =>
  db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()

/** Ends every session of a person, but the one given. */
export const deleteSessionsOf = (db: Db, userId: string, exceptHash = '') =>
  db.deleteFrom('sessions').where('user_id', '=', userId).where('token_hash', '!=', exceptHash).execute()

/** A person's open sessions, the one used last first. */
export const listSessions = (db: Db, userId: string, now: string): Promise<SessionRow[]> =>
  db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .execute()

export const deleteExpiredSessions = (db: Db, now: string) =>
  db.deleteFrom('sessions').where('expires_at', '<=', now).execute()

export const findAttempts = async (db: Db, key: string): Promise<Attempts | null> => {
  const row = await db.selectFrom('sign_in_attempts').selectAll().where('key', '=', key).executeTakeFirst()
  if (!row) return null
  return {
    failures: row.failures,
    lastAt: new Date(row.last_at),
    lockedUntil: row.locked_until ? new Date(row.locked_until) : null,
  }
}

export const saveAttempts = (db: Db, key: string, attempts: Attempts) => {
  const values = {
    failures: attempts.failures,
    last_at: attempts.lastAt.toISOString(),
    locked_until: attempts.lockedUntil?.toISOString() ?? null,
  }
  return db
    .insertInto('sign_in_attempts')
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute()
}

export const clearAttempts = (db: Db, key: string) => db.deleteFrom('sign_in_attempts').where('key', '=', key).execute()

export const deleteOldAttempts = (db: Db, before: string) =>
  db.deleteFrom('sign_in_attempts').where('last_at', '<', before).execute()

export const updatePasswordHash = (db: Db, userId: string, passwordHash: string) =>
  db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute()

export const markSignedIn = (db: Db, userId: string, at: string) =>
  db.updateTable('users').set({ signed_in_at: at }).where('id', '=', userId).execute()

export const isAnyAdministrator = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('users').select('id').where('role', '=', 'administrator').limit(1).executeTakeFirst()) !==
  undefined

export const insertUser = (db: Db, row: UserRow) => db.insertInto('users').values(row).execute()

/** Names of the dealers of a dealership person, for the header; the first by code. */
export const findFirstDealerName = (db: Db, userId: string) =>
  db
    .selectFrom('user_dealers')
    .innerJoin('dealers', 'dealers.id', 'user_dealers.dealer_id')
    .select(['dealers.name_zh as zh', 'dealers.name_en as en'])
    .where('user_dealers.user_id', '=', userId)
    .orderBy('dealers.code')
    .limit(1)
    .executeTakeFirst()

export const updateLocale = (db: Db, userId: string, locale: UserRow['locale']) =>
  db.updateTable('users').set({ locale }).where('id', '=', userId).execute()
