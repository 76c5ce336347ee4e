import type { Context } from 'hono'
import type { Env } from '../context.ts'
import { Problem } from '../problem.ts'

const refuse = (): never => {
  throw new Problem('too_large', 'general.problem.too_large')
}

/** The whole body of a request as bytes; `tooLarge` throws once there are more than `most`, whatever the header claimed. */
export const readBody = async (c: Context<Env>, most: number, tooLarge: () => never = refuse): Promise<Uint8Array> => {
  const claimed = c.req.header('content-length')
  if (claimed !== undefined && Number(claimed) > most) tooLarge()
  // With a length, the server reads exactly so much; without one, it is counted while it comes.
  if (claimed !== undefined) {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    return bytes.byteLength > most ? tooLarge() : bytes
  }
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of c.req.raw.body ?? []) {
    length += piece.byteLength
    if (length > most) tooLarge()
    pieces.push(piece)
  }
  return pieces.length === 1 ? (pieces[0] ?? new Uint8Array()) : Buffer.concat(pieces)
}
