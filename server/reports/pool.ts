import { Worker } from 'node:worker_threads'
import type { Locale } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import type { ReportSnapshot } from './snapshot.ts'
import type { Answer, Job } from './worker.ts'

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

export type ReportPoolOptions = {
  /** Workers at most, 1 unless told: each takes about 250 MB under load. */
  size?: number
  /** One report may take so long, 30 seconds unless told; then its worker is ended and replaced. */
  timeLimitMs?: number
  /** So many reports may wait, 200 unless told. */
  queue?: number
  /** The built worker; only tests name another. */
  entry?: URL
}

type Waiting = { job: Job; resolve: (pdf: Buffer) => void; reject: (reason: Problem) => void }
type Desk = { worker: Worker; current: Waiting | null; timer: NodeJS.Timeout | null }

const unavailable = (cause: unknown): Problem => {
  const problem = new Problem('unavailable', 'reports.problem.unavailable')
  problem.cause = cause
  return problem
}

// Workers always run built code; from the sources (in tests) that is found beside them.
const builtWorker = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/server/reports/worker.js' : './worker.js', import.meta.url)

class Pool implements ReportPool {
  readonly #size: number
  readonly #timeLimitMs: number
  readonly #queue: number
  readonly #entry: URL
  readonly #waiting: Waiting[] = []
  readonly #desks = new Set<Desk>()
  #closing = false
  #idle: (() => void) | null = null

  constructor(options: ReportPoolOptions) {
    this.#size = options.size ?? 1
    this.#timeLimitMs = options.timeLimitMs ?? 30_000
    this.#queue = options.queue ?? 200
    this.#entry = options.entry ?? builtWorker()
  }

  render(snapshot: ReportSnapshot, locale: Locale, photoPaths: Record<string, string>): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#closing) reject(unavailable('the pool is closed'))
      else if (this.#waiting.length >= this.#queue) reject(unavailable('too many reports are waiting'))
      else {
        this.#waiting.push({ job: { snapshot, locale, photoPaths }, resolve, reject })
        this.#next()
      }
    })
  }

  warm(): void {
    if (!this.#closing && this.#desks.size === 0) this.#hire()
  }

  async close(): Promise<void> {
    this.#closing = true
    for (const { reject } of this.#waiting.splice(0)) reject(unavailable('the pool is closed'))
    if ([...this.#desks].some((desk) => desk.current)) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
    await Promise.all([...this.#desks].map((desk) => desk.worker.terminate()))
  }

  #next(): void {
    if (this.#waiting.length === 0) return
    const free = [...this.#desks].find((desk) => desk.current === null)
    const desk = free ?? (this.#desks.size < this.#size ? this.#hire() : null)
    const task = desk ? this.#waiting.shift() : undefined
    if (!desk || !task) return
    desk.current = task
    desk.timer = setTimeout(() => {
      this.#dismiss(desk, unavailable(`took longer than ${this.#timeLimitMs} ms`))
      void desk.worker.terminate()
    }, this.#timeLimitMs)
    // An idle worker must not keep the process alive; a working one must.
    desk.worker.ref()
    desk.worker.postMessage(task.job)
    this.#next()
  }

  #hire(): Desk {
    // Nothing of the server's environment is needed in there, least of all its secrets.
    const worker = new Worker(this.#entry, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 512 } })
    const desk: Desk = { worker, current: null, timer: null }
    this.#desks.add(desk)
    worker.unref()
    worker.on('message', (answer: Answer) => {
      const task = this.#clear(desk)
      if ('pdf' in answer) {
        const { buffer, byteOffset, byteLength } = answer.pdf
        task?.resolve(Buffer.from(buffer, byteOffset, byteLength))
      } else task?.reject(unavailable(answer.failed))
      worker.unref()
      this.#settle()
    })
    worker.on('error', (error) => this.#dismiss(desk, unavailable(error)))
    worker.on('exit', (code) => this.#dismiss(desk, unavailable(`the worker ended with code ${code}`)))
    return desk
  }

  /** Takes the finished task from a desk. */
  #clear(desk: Desk): Waiting | null {
    const task = desk.current
    if (desk.timer) clearTimeout(desk.timer)
    desk.timer = null
    desk.current = null
    return task
  }

  /** Forgets a worker that is gone; its report fails, the others go on with a new one. */
  #dismiss(desk: Desk, reason: Problem): void {
    this.#desks.delete(desk)
    this.#clear(desk)?.reject(reason)
    this.#settle()
  }

  #settle(): void {
    if (!this.#closing) this.#next()
    else if (![...this.#desks].some((desk) => desk.current)) this.#idle?.()
  }
}

/** A small pool of worker threads that draw reports, so that saving an answer stays fast while they are made. */
export const createReportPool = (options: ReportPoolOptions = {}): ReportPool => new Pool(options)
