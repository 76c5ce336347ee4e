import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Content-addressed files under `DATA_DIR`: a name is the SHA-256 of the bytes, so a file never changes. */
export type FileStore = {
  /** Stores bytes and returns their SHA-256; resolves only when they are on the disk (file and folder synced). */
  put: (bytes: Uint8Array) => Promise<string>
  /** Path of the original. It may not exist. */
  path: (sha256: string) => string
  has: (sha256: string) => Promise<boolean>
  read: (sha256: string) => Promise<Buffer>
  /** Path of a re-encoded picture made from the original, such as `1600.jpg`. It may not exist. */
  derivedPath: (sha256: string, name: string) => string
  /** Writes a derived file in one step, so that no reader sees half of it. */
  putDerived: (sha256: string, name: string, bytes: Uint8Array) => Promise<void>
  /** SHA-256 of every stored original, for backup and verification. */
  list: () => Promise<string[]>
  /** Removes drafts that a killed process left behind: those more than a day old. */
  sweep: (now: Date) => Promise<void>
}

const writeAtomically = async (target: string, bytes: Uint8Array) => {
  const folder = dirname(target)
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `.${randomUUID()}`)
  const file = await open(draft, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await file.close()
  }
  await rename(draft, target)
  // The new name itself must survive a power loss.
  const directory = await open(folder, 'r')
  await directory.sync().finally(() => directory.close())
}

const draftLife = 24 * 60 * 60 * 1000

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

export const fileStore = (dataDir: string): FileStore => {
  const path = (sha256: string) => join(dataDir, 'files', sha256.slice(0, 2), sha256)
  const derivedPath = (sha256: string, name: string) =>
    join(dataDir, 'derived', sha256.slice(0, 2), `${sha256}-${name}`)
  return {
    path,
    derivedPath,
    has: (sha256) => exists(path(sha256)),
    read: (sha256) => readFile(path(sha256)),
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (!(await exists(path(sha256)))) await writeAtomically(path(sha256), bytes)
      return sha256
    },
    putDerived: (sha256, name, bytes) => writeAtomically(derivedPath(sha256, name), bytes),
    sweep: async (now) => {
      for (const kind of ['files', 'derived']) {
        const names = await readdir(join(dataDir, kind), { recursive: true }).catch(() => [])
        for (const name of names.filter((one) => basename(one).startsWith('.'))) {
          const draft = join(dataDir, kind, name)
          if (now.getTime() - (await stat(draft)).mtimeMs > draftLife) await rm(draft, { force: true })
        }
      }
    },
    list: async () => {
      const folders = await readdir(join(dataDir, 'files')).catch(() => [])
      const names = await Promise.all(folders.sort().map((folder) => readdir(join(dataDir, 'files', folder))))
      return names.flat().filter((name) => /^[0-9a-f]{64}$/.test(name))
    },
  }
}
