import type { Common } from '../checklists/format.ts'
import { Problem } from '../problem.ts'
import { builtWorker, createWorkerPool, type WorkerPoolOptions } from '../worker-pool.ts'
import { mustFit, type SheetOut } from './excel/write.ts'
import { type Job, type Result, work } from './job.ts'
import type { FileReading } from './read-file.ts'

/** Reads and writes files outside of the thread that answers requests. The causes of its problems are on them, for the log. */
export type Exchange = {
  /**
   * A checklist that somebody sent, from a workbook or from YAML by the ending of the file's name. Rejects with Problem
   * `bad_input` at the field `file` when that takes too long or too much memory, or too many wait.
   */
  readChecklist(file: string, bytes: Uint8Array, common: Common): Promise<FileReading>
  /**
   * Sheets as a workbook. Rejects with Problem `conflict` for a text that no cell can hold, and with `unavailable` when
   * writing fails or takes too long, or too many wait.
   */
  write(sheets: readonly SheetOut[]): Promise<Uint8Array>
}

const exchangeOf = (run: (job: Job) => Promise<Result>): Exchange => ({
  readChecklist: async (file, bytes, common) => {
    const result = await run({ want: 'checklist', file, bytes, common })
    if ('checklist' in result) return result.checklist
    throw new Error('the worker did something else')
  },
  write: async (sheets) => {
    // Here, because a worker tells only that it failed.
    mustFit(sheets)
    const result = await run({ want: 'workbook', sheets })
    if ('workbook' in result) return result.workbook
    throw new Error('the worker did something else')
  },
})

const refusal = (cause: unknown, { want }: Job): Problem => {
  const word = 'exchange.problem.not_read_in_time'
  const problem =
    want === 'checklist'
      ? new Problem('bad_input', word, {}, [{ field: 'file', word }])
      : new Problem('unavailable', 'exchange.problem.not_written')
  problem.cause = cause
  return problem
}

/** Only tests name another worker than the built one, or other limits. */
export type ExchangePoolOptions = Partial<Pick<WorkerPoolOptions<Job>, 'entry' | 'timeLimitMs' | 'queue' | 'memoryMb'>>

/** One worker that does one file after the other. */
export const createExchangePool = (options: ExchangePoolOptions = {}): Exchange & { close: () => Promise<void> } => {
  const pool = createWorkerPool<Job, Result>({
    entry: builtWorker(import.meta.url, 'worker'),
    queue: 20,
    timeLimitMs: 30_000,
    memoryMb: 512,
    refusal,
    ...options,
  })
  return { ...exchangeOf((job) => pool.run(job)), close: () => pool.close() }
}

/** Does it in this thread: for tests, which need no build then. */
export const exchangeHere: Exchange = exchangeOf(work)
