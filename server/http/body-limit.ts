import type { MiddlewareHandler } from 'hono'
import { bodyLimit as countingLimit } from 'hono/body-limit'
import type { Env } from '../context.ts'
import { Problem } from '../problem.ts'

/** How much a URL takes: a form, a batch of answer operations, a photo of up to 25 MiB in its form. */
export const bodySizes = { form: 1024 * 1024, ops: 256 * 1024, photo: 25 * 1024 * 1024 + 64 * 1024 } as const
export type BodySize = keyof typeof bodySizes

const tooLarge = (): never => {
  throw new Problem('too_large', 'general.problem.too_large')
}

/** Refuses a body that is too large: by its stated length before anything is read, else as soon as it has grown too far. */
export const bodyLimit = (size: BodySize): MiddlewareHandler<Env> => {
  const most = bodySizes[size]
  const counting = countingLimit({ maxSize: most, onError: tooLarge })
  return (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding')) return counting(c, next)
    return Number(length) > most ? tooLarge() : next()
  }
}
