import { Problem } from '../problem.ts'
import { builtWorker, createWorkerPool, type WorkerPoolOptions } from '../worker-pool.ts'
import type { Reading } from './lines.ts'
import type { ImportFile } from './read.ts'

export type ImportPool = {
  /** Refuses with Problem `unavailable` when too many files wait to be read. */
  mustHaveRoom(): void
  /** Reads a file. Rejects when that fails or takes too long; the file is to blame then. */
  read(file: ImportFile): Promise<Reading>
  /** Ends what is being done: a preview that is not made is said to be interrupted. */
  close(): Promise<void>
}

/** Only tests name another worker than the built one, or other limits. */
export type ImportPoolOptions = Partial<Pick<WorkerPoolOptions<ImportFile>, 'entry' | 'timeLimitMs' | 'queue'>>

/** Reads files one after the other in a worker thread, so that saving an answer stays fast meanwhile. */
export const createImportPool = (options: ImportPoolOptions = {}): ImportPool => {
  const pool = createWorkerPool<ImportFile, Reading>({
    entry: builtWorker(import.meta.url, 'worker'),
    queue: 8,
    timeLimitMs: 60_000,
    memoryMb: 512,
    refusal: (cause) => (cause instanceof Error ? cause : new Error(String(cause))),
    ...options,
  })
  return {
    mustHaveRoom: () => {
      if (!pool.hasRoom()) throw new Problem('unavailable', 'imports.upload.busy')
    },
    read: (file) => pool.run(file),
    close: () => pool.abandon(),
  }
}
