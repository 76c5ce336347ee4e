import type { Operation } from '../../../server/answers/op.ts'
import { largestOpsBody } from '../../../server/answers/protocol.ts'

/** Bytes of one request, with room for its frame; a text of three-byte signs counts as such. */
const fullBatch = largestOpsBody - 16 * 1024
const sizeOf = (op: Operation) => new TextEncoder().encode(JSON.stringify(op)).length + 1

/** The first ops that wait, as many as one request takes: at most `most`, and never more bytes than the server reads. */
export function nextBatch(waiting: readonly Operation[], most: number): Operation[] {
  const batch: Operation[] = []
  let size = 0
  for (const op of waiting) {
    size += sizeOf(op)
    if (batch.length > 0 && (batch.length === most || size > fullBatch)) break
    batch.push(op)
  }
  return batch
}
