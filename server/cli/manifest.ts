import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const shape = z.object({
  format: z.literal('dealer-audit backup 1'),
  at: z.string(),
  database: z.enum(['sqlite', 'postgresql']),
  /** The newest migration of the database. */
  schema: z.string(),
  /** The newest seal of the log: keep it elsewhere, and a removed seal shows. */
  seal: z.object({ position: z.number(), hash }).nullable(),
  /** What each table held; for PostgreSQL only, where the backup is text. */
  tables: z.record(z.string(), z.object({ rows: z.number(), digest: hash })),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: hash })),
})

/** What a backup says of itself: `manifest.json` in its folder. */
export type Manifest = z.infer<typeof shape>
export const manifestName = 'manifest.json'

/** Size and SHA-256 of a file of any size. */
export const fingerprint = async (file: string): Promise<{ bytes: number; sha256: string }> => {
  const digest = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    bytes += piece.byteLength
    digest.update(piece)
  }
  return { bytes, sha256: digest.digest('hex') }
}

/** Reads the manifest of a backup folder. Throws with a plain sentence when there is none or it is not ours. */
export const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => {
    throw new Error(`${folder} holds no backup: there is no ${manifestName} in it`)
  })
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    throw new Error(`${folder} holds no backup that this program can read: its ${manifestName} is not as expected`)
  }
}

/** Compares every file of a backup with its manifest. Throws naming the first that is missing or another one. */
export const checkFiles = async (folder: string, manifest: Manifest): Promise<void> => {
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = await fingerprint(join(folder, path)).catch(() => null)
    if (!found) throw new Error(`The backup is not whole: ${path} is missing`)
    if (found.bytes !== bytes || found.sha256 !== sha256) {
      throw new Error(`The backup is not whole: ${path} is not the file that was backed up`)
    }
  }
}
