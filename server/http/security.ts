import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import { Problem } from '../problem.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses state-changing requests that another site caused. Browsers send `Sec-Fetch-Site`; where it is missing, the
 * `Origin` must be ours. Holds for every content type, JSON included.
 */
export const sameOriginOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (!safeMethods.has(c.req.method)) {
    const site = c.req.header('sec-fetch-site')
    const same = site ? site === 'same-origin' : c.req.header('origin') === c.var.app.config.publicOrigin
    if (!same) throw new Problem('not_allowed', 'general.problem.other_site')
  }
  await next()
}

/** A NUL sign is in no address that a page here makes, and PostgreSQL keeps no text with one: such a page does not exist. */
export const plainAddress: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.url.includes('%00')) throw new Problem('not_found', 'general.problem.not_found')
  await next()
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer. `Referrer-Policy: no-referrer` would make browsers send `Origin: null`, so it is same-origin. */
export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('content-security-policy', policy)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(self), geolocation=(self), microphone=()')
  if (c.var.app.config.publicOrigin.startsWith('https:')) {
    headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  }
  // What a person may see is theirs: neither a proxy nor the next user of the browser keeps it. Assets set their own.
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
}

/** Address of the browser, for lock-out counters. A proxy is believed only where the configuration says so. */
export const addressOf = (
  forwarded: string | undefined,
  socketAddress: string | undefined,
  trustProxy: boolean,
): string => (trustProxy ? forwarded?.split(',').at(-1)?.trim() : undefined) ?? socketAddress ?? 'unknown'
