import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import { gather, type Recorded } from './gather.ts'
import { listPhotos, listTips } from './store.ts'

export type { Conflict, ConflictTip, Recorded, RecordedPhoto } from './gather.ts'

/** Everything that counts as recorded for an audit, in two queries. Quarantined ops are not in it. */
export const loadRecorded = async (db: Kysely<Database>, auditId: string): Promise<Recorded> =>
  gather(await listTips(db, auditId), await listPhotos(db, auditId))
