import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './figures.ts'

/** What one commit costs at least here: a page appended and synced. On a disk that lies about it, or in memory, next to nothing. */
export const measureDisk = (folder: string, runs: number): Figure => {
  const file = openSync(join(folder, 'synced'), 'w')
  const page = Buffer.alloc(4096, 1)
  const values: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    writeSync(file, page)
    fsyncSync(file)
    values.push(performance.now() - started)
  }
  closeSync(file)
  return { name: 'one page written and synced', unit: 'ms', values }
}
