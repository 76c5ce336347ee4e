import { createHash, randomBytes } from 'node:crypto'

/** A random 256-bit secret for a cookie or a one-time link. Only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
