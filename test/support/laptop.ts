import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { AuditRow } from '../../server/db/schema.ts'
import { type OpsAnswer, opFor, type SentOp } from './ops.ts'

export type Laptop = {
  /** Saves one note on top of the one before; sends the same operation again until it was acknowledged, or `isOver`. */
  save: () => Promise<void>
  /** Every operation that the server acknowledged, in order. */
  acknowledged: string[]
}

/** A laptop that records notes in one audit over HTTP, as the client does: nothing counts but an acknowledgement. */
export const laptop = (audit: AuditRow, token: string, origin: () => string, isOver = () => false): Laptop => {
  const acknowledged: string[] = []
  let waiting: SentOp | undefined
  const send = async (op: SentOp): Promise<boolean> => {
    const answer = await fetch(`${origin()}/sync/v1/ops`, {
      method: 'POST',
      headers: { cookie: `session=${token}`, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ ops: [op] }),
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    })
    if (answer.status !== 200) throw new Error(`The server answered ${answer.status} to a save`)
    const { results } = (await answer.json()) as OpsAnswer
    return results[0]?.op_id === op.op_id && results[0].status === 'stored'
  }
  return {
    acknowledged,
    save: async () => {
      const last = acknowledged.at(-1)
      const op = waiting ?? opFor(audit, { supersedes: last ? [last] : [], value: `note ${acknowledged.length}` })
      waiting = op
      while (!isOver()) {
        try {
          if (!(await send(op))) throw new Error('An operation was not stored')
          acknowledged.push(op.op_id)
          waiting = undefined
          return
        } catch (error) {
          // Only a connection that was cut or refused is tried again; any answer but "stored" fails the test.
          if (!(error instanceof TypeError)) throw error
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    },
  }
}

/** A small photo that no other call makes, with its SHA-256. */
export const someNewPhoto = async (): Promise<{ bytes: Buffer; sha256: string }> => {
  const side = 48
  const noise = Buffer.from(Array.from({ length: side * side * 3 }, () => Math.floor(Math.random() * 256)))
  const bytes = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
