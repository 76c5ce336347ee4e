import type { Common } from '../checklists/format.ts'
import { Problem } from '../problem.ts'
import { builtWorker, createWorkerPool, type WorkerPoolOptions } from '../worker-pool.ts'
import type { FileFlaw, Grid } from './excel/open.ts'
import type { FileReading } from './read-file.ts'
import { type ReadJob, type ReadResult, read } from './read-job.ts'

/**
 * Reads files that somebody sent, outside of the thread that answers requests. Rejects with a Problem `bad_input` at the
 * field `file` when a file takes too long or too much memory, or too many are waiting; the cause is on it, for the log.
 */
export type FileReader = {
  /** A checklist from a workbook or from YAML, by the ending of the file's name. */
  checklist(file: string, bytes: Uint8Array, common: Common): Promise<FileReading>
  /** The sheets of a workbook as they are, or why it cannot be read. */
  sheets(bytes: Uint8Array): Promise<Grid[] | FileFlaw>
}

const readerOf = (run: (job: ReadJob) => Promise<ReadResult>): FileReader => ({
  checklist: async (file, bytes, common) => {
    const result = await run({ want: 'checklist', file, bytes, common })
    return 'checklist' in result ? result.checklist : { problems: [] }
  },
  sheets: async (bytes) => {
    const result = await run({ want: 'sheets', bytes })
    return 'sheets' in result ? result.sheets : []
  },
})

const refusal = (cause: unknown): Problem => {
  const word = 'exchange.problem.not_read_in_time'
  const problem = new Problem('bad_input', word, {}, [{ field: 'file', word }])
  problem.cause = cause
  return problem
}

/** Only tests name another worker than the built one, or other limits. */
export type ReadPoolOptions = Partial<Pick<WorkerPoolOptions, 'entry' | 'timeLimitMs' | 'queue' | 'memoryMb'>>

/** One worker that reads one file after the other. */
export const createReadPool = (options: ReadPoolOptions = {}): FileReader & { close: () => Promise<void> } => {
  const pool = createWorkerPool<ReadJob, ReadResult>({
    entry: builtWorker(import.meta.url, 'read-worker'),
    queue: 20,
    timeLimitMs: 20_000,
    memoryMb: 384,
    refusal,
    ...options,
  })
  return { ...readerOf((job) => pool.run(job)), close: () => pool.close() }
}

/** Reads in this thread: for tests, which need no build then. */
export const readHere: FileReader = readerOf(read)
