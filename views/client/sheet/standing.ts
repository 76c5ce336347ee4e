import type { Tip } from '../../../server/answers/gather.ts'
import type { Operation } from '../../../server/answers/op.ts'
import { registerKey, registerOf } from '../../../server/answers/register.ts'

/**
 * Lets ops stand in their registers, as the server will. An op that the server had before (its answer was lost on the way)
 * changes nothing, also where another of `ops` has replaced it since.
 */
export function standing(tips: readonly Tip[], ops: readonly Operation[], me: string): Tip[] {
  const replaced = new Set(ops.flatMap((op) => op.supersedes))
  let now = [...tips]
  for (const op of ops) {
    const register = registerOf(op)
    const key = registerKey(op.item_code, register)
    now = now.filter((tip) => registerKey(tip.item_code, tip.register) !== key || !op.supersedes.includes(tip.op_id))
    if (replaced.has(op.op_id) || now.some((tip) => tip.op_id === op.op_id)) continue
    const { op_id, item_code, kind, value, client_time } = op
    now.push({ op_id, item_code, kind, value, register, userId: me, at: client_time })
  }
  return now
}
