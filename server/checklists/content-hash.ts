import { createHash } from 'node:crypto'
import { canonicalJson } from './content.ts'

/** SHA-256 (hex) of the canonical JSON of the resolved content: the identity of a frozen version. */
export const contentHash = (content: object): string =>
  createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex')
