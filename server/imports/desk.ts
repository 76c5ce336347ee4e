import { Worker } from 'node:worker_threads'
import type { SheetOut } from '../exchange/excel/write.ts'
import { Problem } from '../problem.ts'
import type { Reading } from './lines.ts'
import type { ImportFile } from './read.ts'
import type { Answer, Job } from './worker.ts'

export type ImportDesk = {
  /** Refuses with Problem `unavailable` when too much waits to be done. */
  mustHaveRoom(): void
  /** Reads a file outside the thread that answers requests. Rejects when that fails or takes too long; the file is to blame then. */
  read(file: ImportFile): Promise<Reading>
  /** Writes a workbook there. */
  write(sheets: readonly SheetOut[]): Promise<Uint8Array>
  /** Ends what is being done. */
  close(): Promise<void>
}

export type ImportDeskOptions = {
  /** One file may take so long, a minute unless told. */
  timeLimitMs?: number
  /** So many files may wait, 8 unless told. */
  queue?: number
  /** The built worker; only tests name another. */
  entry?: URL
}

// Workers always run built code; from the sources (in tests) that is found beside them.
const builtWorker = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/server/imports/worker.js' : './worker.js', import.meta.url)

class Desk implements ImportDesk {
  readonly #timeLimitMs: number
  readonly #queue: number
  readonly #entry: URL
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()
  #current: Worker | null = null
  #isClosed = false

  constructor({ timeLimitMs = 60_000, queue = 8, entry = builtWorker() }: ImportDeskOptions) {
    this.#timeLimitMs = timeLimitMs
    this.#queue = queue
    this.#entry = entry
  }

  mustHaveRoom(): void {
    if (this.#waiting >= this.#queue) throw new Problem('unavailable', 'imports.upload.busy')
  }

  async read(file: ImportFile): Promise<Reading> {
    const answer = await this.#inTurn({ read: file })
    if ('reading' in answer) return answer.reading
    throw new Error('the worker did something else')
  }

  async write(sheets: readonly SheetOut[]): Promise<Uint8Array> {
    this.mustHaveRoom()
    const answer = await this.#inTurn({ write: sheets })
    if ('written' in answer) return answer.written
    throw new Error('the worker did something else')
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#current?.terminate()
    await this.#last
  }

  #inTurn(job: Job): Promise<Answer> {
    this.#waiting++
    const answer = this.#last
      .then(() => this.#do(job))
      .finally(() => {
        this.#waiting--
      })
    this.#last = answer.catch(() => undefined)
    return answer
  }

  /** A worker of its own for every file, so that one that breaks its worker harms no other. */
  #do(job: Job): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new Error('the desk is closed'))
        return
      }
      // Nothing of the server's environment is needed in there, least of all its secrets.
      const worker = new Worker(this.#entry, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 512 } })
      this.#current = worker
      const end = (settle: () => void) => {
        clearTimeout(timer)
        this.#current = null
        void worker.terminate()
        settle()
      }
      const timer = setTimeout(
        () => end(() => reject(new Error(`took longer than ${this.#timeLimitMs} ms`))),
        this.#timeLimitMs,
      )
      worker.once('message', (answer: Answer) =>
        end(() => ('failed' in answer ? reject(new Error(answer.failed)) : resolve(answer))),
      )
      worker.once('error', (error) => end(() => reject(error)))
      worker.once('exit', (code) => end(() => reject(new Error(`the worker ended with code ${code}`))))
      worker.postMessage(job)
    })
  }
}

/** Reads and writes workbooks one after the other in worker threads, so that saving an answer stays fast meanwhile. */
export const createImportDesk = (options: ImportDeskOptions = {}): ImportDesk => new Desk(options)
