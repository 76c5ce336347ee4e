import type { Kysely } from 'kysely'
import type { ActivityRow, Database } from '../db/schema.ts'
import { chainHash, origin, sealHash } from './chain.ts'
import { findBrokenHead, listEntriesAfter, listSealedHeads, listSeals } from './store.ts'

/** What a walk through the whole log found. `broken` names the first row that is not as it was written. */
export type LogVerdict = {
  entries: number
  chains: number
  seals: number
  lastSeal: { position: number; at: string; hash: string } | null
  broken: { place: string; what: string } | null
}

type Walk = { entries: number; chains: number; broken: LogVerdict['broken'] }
const sameChain = (a: ActivityRow | null, b: ActivityRow): a is ActivityRow =>
  a !== null && a.subject_type === b.subject_type && a.subject_id === b.subject_id

const whatIsWrong = (previous: ActivityRow | null, entry: ActivityRow): LogVerdict['broken'] => {
  const place = `${entry.subject_type} ${entry.subject_id}, entry ${entry.position} (row ${entry.id})`
  const expected = sameChain(previous, entry) ? previous.position + 1 : 1
  if (entry.position !== expected) {
    return { place, what: `entry ${expected} should stand before it, but is missing` }
  }
  const before = sameChain(previous, entry) ? previous.hash : origin
  if (entry.previous_hash !== before) return { place, what: 'it does not continue the entry before it' }
  if (entry.hash !== chainHash(before, entry)) return { place, what: 'its content does not fit its hash' }
  return null
}

const walkChains = async (db: Kysely<Database>, batch: number): Promise<Walk> => {
  const walk: Walk = { entries: 0, chains: 0, broken: null }
  let last: ActivityRow | null = null
  for (;;) {
    const entries: ActivityRow[] = await listEntriesAfter(db, last, batch)
    for (const entry of entries) {
      walk.broken = whatIsWrong(last, entry)
      if (walk.broken) return walk
      if (!sameChain(last, entry)) walk.chains++
      walk.entries++
      last = entry
    }
    if (entries.length < batch) return walk
  }
}

const walkSeals = async (db: Kysely<Database>): Promise<Pick<LogVerdict, 'seals' | 'lastSeal' | 'broken'>> => {
  const seals = await listSeals(db)
  let previous = origin
  const wrong = (seal: number, what: string) => ({
    seals: seals.length,
    lastSeal: null,
    broken: { place: `seal ${seal}`, what },
  })
  for (const [index, seal] of seals.entries()) {
    if (seal.position !== index + 1)
      return wrong(seal.position, `seal ${index + 1} should stand before it, but is missing`)
    if (seal.previous_hash !== previous) return wrong(seal.position, 'it does not continue the seal before it')
    const heads = await listSealedHeads(db, seal.position)
    if (seal.hash !== sealHash(previous, seal.at, heads))
      return wrong(seal.position, 'what it holds does not fit its hash')
    previous = seal.hash
  }
  return { seals: seals.length, lastSeal: seals.at(-1) ?? null, broken: null }
}

const headProblem = async (db: Kysely<Database>): Promise<LogVerdict['broken']> => {
  const head = await findBrokenHead(db)
  if (!head) return null
  return {
    place: `${head.subject_type} ${head.subject_id}, entry ${head.position}`,
    what: `seal ${head.seal} holds it, but ${head.found === null ? 'it is missing' : 'it is another one now'}`,
  }
}

/**
 * Walks every chain, `batch` entries at a time, and every seal. One changed, removed or swapped row, or a tail removed after
 * a seal, is found.
 */
export const verifyLog = async (db: Kysely<Database>, batch = 2000): Promise<LogVerdict> => {
  const chains = await walkChains(db, batch)
  const seals = await walkSeals(db)
  return {
    entries: chains.entries,
    chains: chains.chains,
    seals: seals.seals,
    lastSeal: seals.lastSeal && { position: seals.lastSeal.position, at: seals.lastSeal.at, hash: seals.lastSeal.hash },
    broken: chains.broken ?? seals.broken ?? (await headProblem(db)),
  }
}
