import type { Context } from 'hono'
import type { Env } from '../context.ts'
import { attachment } from './pdf.ts'

const types = {
  yaml: 'application/yaml; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileType = keyof typeof types

/** A file to be saved, its ending that of its type. Only for this reader: no shared cache keeps it. */
export const download = (c: Context<Env>, bytes: Uint8Array, name: string, type: FileType): Response => {
  const safe = name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_')
  c.header('content-type', types[type])
  c.header('content-disposition', attachment(`${safe}.${type}`))
  c.header('content-length', String(bytes.byteLength))
  c.header('cache-control', 'private, no-store')
  return c.body(new Uint8Array(bytes))
}
