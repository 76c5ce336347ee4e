import type { Context } from 'hono'
import type { Env } from '../context.ts'

/** A name for a file to be saved, as RFC 5987 spells it, with a plain one for programs that do not know it. */
export const attachment = (name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]+/g, '_').replace(/["\\]/g, '_')
  const coded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`
}

/** A PDF to be saved. Only for this reader: no shared cache keeps it. */
export const pdf = (c: Context<Env>, bytes: Buffer, name: string): Response => {
  c.header('content-type', 'application/pdf')
  c.header('content-disposition', attachment(name.replace(/[/\\:*?"<>|]/g, '_')))
  c.header('content-length', String(bytes.byteLength))
  c.header('cache-control', 'private, no-store')
  return c.body(new Uint8Array(bytes))
}
