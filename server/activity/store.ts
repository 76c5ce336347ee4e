import type { Kysely } from 'kysely'
import type { Role } from '../access/can.ts'
import type { ActivityRow, Database } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { chainHash, type Entry, origin } from './chain.ts'

type Db = Kysely<Database>

/** A thing with a history of its own. */
export type Subject = {
  type: 'user' | 'region' | 'dealer' | 'checklist' | 'programme' | 'wave' | 'visit' | 'audit' | 'action'
  id: string
}

/** Who did what to which thing, when. `actor` null: the program itself (a scheduled step). */
export type Deed = {
  id: string
  at: string
  actor: { id: string; role: Role } | null
  verb: string
  subject: Subject
  details?: Record<string, unknown>
}

/** Appends to the subject's chain. Call inside the transaction of the change that it records. */
export const record = async (trx: Trx, deed: Deed): Promise<void> => {
  const last = await trx
    .selectFrom('activity')
    .select(['position', 'hash'])
    .where('subject_type', '=', deed.subject.type)
    .where('subject_id', '=', deed.subject.id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  const entry: Entry = {
    subject_type: deed.subject.type,
    subject_id: deed.subject.id,
    position: (last?.position ?? 0) + 1,
    verb: deed.verb,
    actor_id: deed.actor?.id ?? null,
    actor_role: deed.actor?.role ?? null,
    at: deed.at,
    details: JSON.stringify(deed.details ?? {}),
  }
  const previous_hash = last?.hash ?? origin
  await trx
    .insertInto('activity')
    .values({ id: deed.id, ...entry, previous_hash, hash: chainHash(previous_hash, entry) })
    .execute()
}

/** An entry with the name of who did it, for showing. Shoppers appear under their alias. */
export type HistoryEntry = ActivityRow & { actor_name: string | null }

/** History of one thing, newest first. */
export const listHistory = (db: Db, subject: Subject, limit = 200): Promise<HistoryEntry[]> =>
  db
    .selectFrom('activity')
    .leftJoin('users', 'users.id', 'activity.actor_id')
    .selectAll('activity')
    .select((eb) => eb.fn.coalesce('users.alias', 'users.name').as('actor_name'))
    .where('subject_type', '=', subject.type)
    .where('subject_id', '=', subject.id)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
