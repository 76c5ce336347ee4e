import type { Context } from 'hono'
import type { Env } from '../context.ts'
import { attachment } from './pdf.ts'

/** An Excel workbook to be saved. Only for this reader: no cache keeps it. */
export const workbook = (c: Context<Env>, bytes: Uint8Array, name: string): Response => {
  c.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  c.header('content-disposition', attachment(name.replace(/[/\\:*?"<>|]/g, '_')))
  c.header('content-length', String(bytes.byteLength))
  c.header('cache-control', 'private, no-store')
  return c.body(new Uint8Array(bytes))
}
