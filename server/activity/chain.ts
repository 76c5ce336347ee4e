import { createHash } from 'node:crypto'

/** What a log entry says, before it is chained. `details` holds ids and values; words are made when it is shown. */
export type Entry = {
  subject_type: string
  subject_id: string
  position: number
  verb: string
  actor_id: string | null
  actor_role: string | null
  at: string
  details: string
}

/** First link of every chain. */
export const origin = '0'.repeat(64)

/** SHA-256 over the previous hash and every field; one changed, removed or swapped entry breaks all that follow. */
export const chainHash = (previous: string, entry: Entry): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previous,
        entry.subject_type,
        entry.subject_id,
        entry.position,
        entry.verb,
        entry.actor_id,
        entry.actor_role,
        entry.at,
        entry.details,
      ]),
    )
    .digest('hex')

export type Head = { subject_type: string; subject_id: string; position: number; hash: string }

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
/** The order of heads in a seal: by code unit, whatever the database collates. */
export const inOrder = (a: Head, b: Head): number =>
  compare(a.subject_type, b.subject_type) || compare(a.subject_id, b.subject_id) || a.position - b.position

/** Hash of a seal over the heads (sorted by subject) that changed since the seal before. */
export const sealHash = (previous: string, at: string, heads: readonly Head[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previous,
        at,
        heads.map((head) => [head.subject_type, head.subject_id, head.position, head.hash]),
      ]),
    )
    .digest('hex')
