import type { Operation } from '../../../server/answers/op.ts'

/** Where ops wait until the server has them. This one lives as long as the page. */
export type OpStore = {
  /** Resolves when the ops are as safe as this store makes them. */
  add: (ops: readonly Operation[]) => Promise<void>
  /** In the order in which they were added. */
  list: () => Promise<Operation[]>
  remove: (opIds: readonly string[]) => Promise<void>
}

export const memoryStore = (): OpStore => {
  const waiting = new Map<string, Operation>()
  return {
    add: async (ops) => {
      for (const op of ops) waiting.set(op.op_id, op)
    },
    list: async () => [...waiting.values()],
    remove: async (opIds) => {
      for (const id of opIds) waiting.delete(id)
    },
  }
}
