import type { Kysely } from 'kysely'
import type { Role } from '../access/can.ts'
import type { ActivityRow, ActivitySealRow, Database } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { chainHash, type Entry, type Head, inOrder, origin } from './chain.ts'

type Db = Kysely<Database>

/** A thing with a history of its own. */
export type Subject = {
  type:
    | 'user'
    | 'region'
    | 'dealer'
    | 'dealer_group'
    | 'checklist'
    | 'programme'
    | 'wave'
    | 'visit'
    | 'audit'
    | 'action'
    | 'import'
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
  await trx.insertInto('activity').values(nextEntry(deed, last)).execute()
}

type Last = Pick<ActivityRow, 'position' | 'hash'> | undefined

const nextEntry = (deed: Deed, last: Last): ActivityRow => {
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
  return { id: deed.id, ...entry, previous_hash, hash: chainHash(previous_hash, entry) }
}

/** Databases limit the values of one statement. */
const atOnce = 500

/** Appends many entries, in their order, in few statements. Call inside the transaction of the changes that they record. */
export const recordAll = async (trx: Trx, deeds: readonly Deed[]): Promise<void> => {
  const lasts = new Map<string, Last>()
  const chain = ({ subject }: Deed) => `${subject.type} ${subject.id}`
  for (const type of new Set(deeds.map((deed) => deed.subject.type))) {
    const ids = [...new Set(deeds.filter(({ subject }) => subject.type === type).map(({ subject }) => subject.id))]
    for (let from = 0; from < ids.length; from += atOnce) {
      const heads = await trx
        .selectFrom('activity')
        .select(['subject_id', 'position', 'hash'])
        .where('subject_type', '=', type)
        .where('subject_id', 'in', ids.slice(from, from + atOnce))
        .orderBy('subject_id')
        .orderBy('position')
        .execute()
      for (const head of heads) lasts.set(`${type} ${head.subject_id}`, head)
    }
  }
  const entries = deeds.map((deed) => {
    const entry = nextEntry(deed, lasts.get(chain(deed)))
    lasts.set(chain(deed), entry)
    return entry
  })
  for (let from = 0; from < entries.length; from += atOnce) {
    await trx
      .insertInto('activity')
      .values(entries.slice(from, from + atOnce))
      .execute()
  }
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

export const findLastSeal = (db: Db): Promise<ActivitySealRow | undefined> =>
  db.selectFrom('activity_seals').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst()

/** The last entry of each chain that no seal holds yet, in the order in which seals hash them. */
export const listUnsealedHeads = async (db: Db): Promise<Head[]> => {
  const heads = await db
    .selectFrom((from) =>
      from
        .selectFrom('activity')
        .select(({ fn }) => ['subject_type', 'subject_id', fn.max('position').as('position')])
        .groupBy(['subject_type', 'subject_id'])
        .as('heads'),
    )
    .leftJoin('activity_sealed_heads as sealed', (join) =>
      join
        .onRef('sealed.subject_type', '=', 'heads.subject_type')
        .onRef('sealed.subject_id', '=', 'heads.subject_id')
        .onRef('sealed.position', '=', 'heads.position'),
    )
    .innerJoin('activity', (join) =>
      join
        .onRef('activity.subject_type', '=', 'heads.subject_type')
        .onRef('activity.subject_id', '=', 'heads.subject_id')
        .onRef('activity.position', '=', 'heads.position'),
    )
    .select(['activity.subject_type', 'activity.subject_id', 'activity.position', 'activity.hash'])
    .where('sealed.seal', 'is', null)
    .execute()
  return heads.sort(inOrder)
}

export const insertSeal = async (trx: Trx, seal: ActivitySealRow, heads: readonly Head[]): Promise<void> => {
  await trx.insertInto('activity_seals').values(seal).execute()
  // Databases limit the values of one statement.
  for (let from = 0; from < heads.length; from += 1000) {
    const rows = heads.slice(from, from + 1000).map((head) => ({ ...head, seal: seal.position }))
    await trx.insertInto('activity_sealed_heads').values(rows).execute()
  }
}

type ChainKey = Pick<ActivityRow, 'subject_type' | 'subject_id' | 'position'>

/** The next entries in the order of chains and positions, after the one given. */
export const listEntriesAfter = (db: Db, after: ChainKey | null, limit: number): Promise<ActivityRow[]> => {
  const entries = db
    .selectFrom('activity')
    .selectAll()
    .orderBy('subject_type')
    .orderBy('subject_id')
    .orderBy('position')
    .limit(limit)
  if (!after) return entries.execute()
  return entries
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('subject_type', 'subject_id', 'position'),
        '>',
        tuple(after.subject_type, after.subject_id, after.position),
      ),
    )
    .execute()
}

export const listSeals = (db: Db): Promise<ActivitySealRow[]> =>
  db.selectFrom('activity_seals').selectAll().orderBy('position').execute()

/** What a seal holds, in the order in which it was hashed. */
export const listSealedHeads = async (db: Db, seal: number): Promise<Head[]> => {
  const heads = await db
    .selectFrom('activity_sealed_heads')
    .select(['subject_type', 'subject_id', 'position', 'hash'])
    .where('seal', '=', seal)
    .execute()
  return heads.sort(inOrder)
}

/** The first sealed head whose entry is gone or is another one now. */
export const findBrokenHead = (db: Db) =>
  db
    .selectFrom('activity_sealed_heads as sealed')
    .leftJoin('activity', (join) =>
      join
        .onRef('activity.subject_type', '=', 'sealed.subject_type')
        .onRef('activity.subject_id', '=', 'sealed.subject_id')
        .onRef('activity.position', '=', 'sealed.position'),
    )
    .select(['sealed.subject_type', 'sealed.subject_id', 'sealed.position', 'sealed.seal', 'activity.hash as found'])
    .where(({ eb, or, ref }) => or([eb('activity.hash', 'is', null), eb('activity.hash', '!=', ref('sealed.hash'))]))
    .orderBy('sealed.seal')
    .orderBy('sealed.subject_type')
    .orderBy('sealed.subject_id')
    .orderBy('sealed.position')
    .limit(1)
    .executeTakeFirst()
