import type { Locale } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { builtWorker, createWorkerPool, type WorkerPoolOptions } from '../worker-pool.ts'
import type { ReportSnapshot } from './snapshot.ts'
import type { Job } from './worker.ts'

export type ReportPool = {
  /**
   * The PDF of a snapshot. `photoPaths` names derivative JPEGs by the hash of their original; a missing file prints an
   * empty frame. Rejects with Problem `unavailable` when drawing fails, takes too long, or too much is waiting; the cause
   * is on the problem, for the log.
   */
  render(snapshot: ReportSnapshot, locale: Locale, photoPaths: Record<string, string>): Promise<Buffer>
  /** Starts a worker before the first report is asked for; it takes about half a second. */
  warm(): void
  /** Lets the reports being drawn finish, refuses those that wait, and ends the workers. */
  close(): Promise<void>
}

/** Only tests name another worker than the built one. */
export type ReportPoolOptions = Partial<Pick<WorkerPoolOptions<Job>, 'entry' | 'size' | 'timeLimitMs' | 'queue'>>

const refusal = (cause: unknown): Problem => {
  const problem = new Problem('unavailable', 'reports.problem.unavailable')
  problem.cause = cause
  return problem
}

/** A small pool of worker threads that draw reports, so that saving an answer stays fast while they are made. */
export const createReportPool = (options: ReportPoolOptions = {}): ReportPool => {
  const pool = createWorkerPool<Job, Uint8Array>({
    entry: builtWorker(import.meta.url, 'worker'),
    queue: 200,
    // A worker takes about 250 MB under load.
    memoryMb: 512,
    refusal,
    ...options,
  })
  return {
    warm: () => pool.warm(),
    close: () => pool.close(),
    render: async (snapshot, locale, photoPaths) => {
      const { buffer, byteOffset, byteLength } = await pool.run({ snapshot, locale, photoPaths })
      return Buffer.from(buffer, byteOffset, byteLength)
    },
  }
}
