import type { AppContext } from '../context.ts'
import { isUnique } from '../db/portable.ts'
import type { ActivitySealRow } from '../db/schema.ts'
import { origin, sealHash } from './chain.ts'
import { findLastSeal, insertSeal, listUnsealedHeads } from './store.ts'

/** What sealing needs; a command of the shell has no whole app. */
export type Sealing = Pick<AppContext, 'transact' | 'now'>

/**
 * Seals the last entry of every chain that grew since the seal before: from then on a removed tail is found too.
 * Resolves with the newest seal; null while nothing was ever logged.
 */
export const sealLog = async ({ transact, now }: Sealing): Promise<ActivitySealRow | null> => {
  const at = now().toISOString()
  try {
    return await transact(async (trx) => {
      const last = await findLastSeal(trx)
      const heads = await listUnsealedHeads(trx)
      if (heads.length === 0) return last ?? null
      const previous_hash = last?.hash ?? origin
      const seal = { position: (last?.position ?? 0) + 1, at, previous_hash, hash: sealHash(previous_hash, at, heads) }
      await insertSeal(trx, seal, heads)
      return seal
    })
  } catch (error) {
    // Another process sealed at the same moment; its seal holds what this one would have held.
    if (isUnique(error)) return transact(async (trx) => (await findLastSeal(trx)) ?? null)
    throw error
  }
}
