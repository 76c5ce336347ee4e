import type { MiddlewareHandler } from 'hono'
import { bodyLimit as countingLimit } from 'hono/body-limit'
import type { Env } from '../context.ts'
import { Problem } from '../problem.ts'

const kib = 1024
const mib = 1024 * kib

/**
 * How much a URL takes: a form, a batch of answer operations, one photo, or a form with several photos (ten of a phone, or
 * four of the largest), a file to import.
 */
export const bodySizes = {
  form: mib,
  ops: 256 * kib,
  photo: 25 * mib + 64 * kib,
  photos: 100 * mib,
  import: 12 * mib,
} as const
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
