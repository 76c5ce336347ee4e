import type { Common } from '../checklists/format.ts'
import { type FileFlaw, type Grid, openWorkbook } from './excel/open.ts'
import { type FileReading, readChecklistFile } from './read-file.ts'

/** A file that somebody sent: a checklist to read, or a workbook whose sheets are wanted as they are. */
export type ReadJob =
  | { want: 'checklist'; file: string; bytes: Uint8Array; common: Common }
  | { want: 'sheets'; bytes: Uint8Array }
export type ReadResult = { checklist: FileReading } | { sheets: Grid[] | FileFlaw }

/** Does the job in this thread. Files of strangers are read in a worker: see read-pool.ts. */
export async function read(job: ReadJob): Promise<ReadResult> {
  if (job.want === 'sheets') return { sheets: await openWorkbook(job.bytes) }
  return { checklist: await readChecklistFile(job.file, job.bytes, job.common) }
}
