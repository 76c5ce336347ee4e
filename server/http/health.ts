import type { Context } from 'hono'
import type { Env } from '../context.ts'
import { ping } from '../db/ping.ts'
import { Problem } from '../problem.ts'

/** For load balancers and monitors: the process answers and its database does. */
export const health = async (c: Context<Env>): Promise<Response> => {
  await ping(c.var.app.db).catch(() => {
    throw new Problem('unavailable', 'general.problem.broken')
  })
  return c.json({ ok: true })
}
