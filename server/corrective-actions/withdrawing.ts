import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import type { Trx } from '../db/transact.ts'
import { carryOut, decide, takeCase } from './case.ts'
import { listOpenWithoutFinding } from './store.ts'

/**
 * Declares those actions void that only stood on findings of an audit which has just been withdrawn, inside the withdrawal's own
 * transaction. Actions that another finding still stands behind go on, and what was closed stays closed.
 */
export const voidActionsOf = async (
  trx: Trx,
  app: AppContext,
  actor: Actor,
  auditId: string,
  reason: string,
): Promise<void> => {
  for (const id of await listOpenWithoutFinding(trx, auditId)) {
    const known = await takeCase(trx, actor, id)
    const decision = decide(app, actor, known, 'void', { reason })
    await carryOut(trx, app, actor, known, 'void', decision, { action: { void_reason: reason }, details: { reason } })
  }
}
