import { parentPort } from 'node:worker_threads'
import { type SheetOut, writeWorkbook } from '../exchange/excel/write.ts'
import type { Reading } from './lines.ts'
import { type ImportFile, readImport } from './read.ts'

export type Job = { read: ImportFile } | { write: readonly SheetOut[] }
export type Answer = { reading: Reading } | { written: Uint8Array } | { failed: string }

const done = async (job: Job): Promise<Answer> => {
  if ('read' in job) return { reading: await readImport(job.read) }
  // A Buffer may be a slice of a shared pool, which cannot be handed over: copy it to memory of its own.
  return { written: new Uint8Array(await writeWorkbook(job.write)) }
}

parentPort?.once('message', async (job: Job) => {
  try {
    parentPort?.postMessage(await done(job))
  } catch (error) {
    const failed = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort?.postMessage({ failed } satisfies Answer)
  }
})
