import { parentPort } from 'node:worker_threads'
import type { Answer } from '../worker-pool.ts'
import { type ReadJob, type ReadResult, read } from './read-job.ts'

parentPort?.on('message', async (job: ReadJob) => {
  try {
    parentPort?.postMessage({ done: await read(job) } satisfies Answer<ReadResult>)
  } catch (error) {
    const failed = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort?.postMessage({ failed } satisfies Answer<ReadResult>)
  }
})
