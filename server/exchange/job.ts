import type { Common } from '../checklists/format.ts'
import { type SheetOut, writeWorkbook } from './excel/write.ts'
import { type FileReading, readChecklistFile } from './read-file.ts'

/** A checklist that somebody sent, to be read; or sheets to be written. */
export type Job =
  | { want: 'checklist'; file: string; bytes: Uint8Array; common: Common }
  | { want: 'workbook'; sheets: readonly SheetOut[] }
export type Result = { checklist: FileReading } | { workbook: Uint8Array<ArrayBuffer> }

/** Does the job in this thread. What people send or ask for is done in a worker: see pool.ts. */
export async function work(job: Job): Promise<Result> {
  if (job.want === 'checklist') return { checklist: await readChecklistFile(job.file, job.bytes, job.common) }
  // A Buffer may be a slice of a shared pool, which cannot be handed over: copy it to memory of its own.
  return { workbook: new Uint8Array(await writeWorkbook(job.sheets)) }
}
