import type { Context } from 'hono'
import type { Env } from '../context.ts'
import { Problem } from '../problem.ts'

/** A stylesheet, picture or browser module. Its URL carries its hash, so browsers may keep it for ever. */
export const showAsset = (c: Context<Env>): Response => {
  const name = c.req.path.slice('/assets/'.length)
  const asset = c.var.app.assets.find(name)
  if (!asset) throw new Problem('not_found', 'general.problem.not_found')
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = (['br', 'gzip'] as const).find((name) => asset.squeezed && accepted.includes(name))
  const bytes = encoding && asset.squeezed ? asset.squeezed[encoding]() : asset.bytes
  const named = new URL(c.req.url).search === `?${asset.tag}`
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': asset.type,
      'cache-control': named ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
  })
}
