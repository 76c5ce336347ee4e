import { mostOps } from '../../../server/answers/protocol.ts'
import type { OpResult } from '../../../server/answers/rules.ts'
import type { Trouble } from '../../sheet/model.ts'
import { nextBatch } from './batch.ts'
import type { OpStore } from './op-store.ts'
import { isFailure, type Wire } from './wire.ts'

export type Drainer = {
  /** There is something to send. */
  kick: () => void
  /** Try again now, without waiting for the next turn. */
  retry: () => void
}

/**
 * Sends what waits in the store, one request at a time, and again with growing pauses (1 s to 60 s, with jitter) until each op
 * is answered by name. An op leaves the store only then.
 */
export const startDrainer = (
  user: string,
  store: OpStore,
  wire: Wire,
  heard: { answered: (results: readonly OpResult[]) => void; trouble: (trouble: Trouble | null) => void },
): Drainer => {
  let isRunning = false
  let isWanted = false
  let attempt = 0
  let most = mostOps
  let wake: (() => void) | null = null

  const pause = () =>
    new Promise<void>((resolve) => {
      const longest = Math.min(60_000, 1_000 * 2 ** attempt)
      const timer = setTimeout(resolve, longest / 2 + Math.random() * (longest / 2))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      attempt += 1
    })

  const send = async () => {
    for (let batch = await waiting(); batch.length > 0; batch = await waiting()) {
      const answer = await wire.postOps(user, batch)
      if (isFailure(answer)) {
        if (answer.trouble === 'too_large' && most > 1) {
          most = Math.max(1, Math.floor(most / 2))
          continue
        }
        heard.trouble(answer.trouble === 'too_large' ? 'server' : answer.trouble)
        await pause()
        continue
      }
      const sent = new Set(batch.map((op) => op.op_id))
      const results = answer.results.filter((result) => sent.has(result.op_id))
      if (results.length === 0) {
        heard.trouble('server')
        await pause()
        continue
      }
      attempt = 0
      await store.remove(results.map((result) => result.op_id))
      heard.answered(results)
      heard.trouble(null)
    }
  }

  const waiting = async () => nextBatch(await store.list(), most)

  const run = async () => {
    isWanted = true
    if (isRunning) return
    isRunning = true
    try {
      // What is added while the last look at the store is on its way must not be left lying.
      while (isWanted) {
        isWanted = false
        await send()
      }
    } finally {
      isRunning = false
    }
  }

  const retry = () => {
    attempt = 0
    wake?.()
    void run()
  }
  return { kick: () => void run(), retry }
}
