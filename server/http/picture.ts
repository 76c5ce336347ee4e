import type { Context } from 'hono'
import type { Env } from '../context.ts'

/**
 * A re-encoded JPEG of this product's own making, for those who may see it. Shown in place, under a name that says nothing; the
 * browser keeps it, but asks each time whether its reader may still see it.
 */
export const picture = async (c: Context<Env>, tag: string, bytes: () => Promise<Buffer>): Promise<Response> => {
  const etag = `"${tag}"`
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'cookie' }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(new Uint8Array(await bytes()), 200, {
    ...headers,
    'content-type': 'image/jpeg',
    'content-disposition': 'inline; filename="photo.jpg"',
  })
}
