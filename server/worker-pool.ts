import { Worker } from 'node:worker_threads'

/** What a worker answers to a job: its result, or the trace of what went wrong. */
export type Answer<Result> = { done: Result } | { failed: string }

/** Worker threads for work that would keep the thread that answers requests from saving answers. */
export type WorkerPool<Job, Result> = {
  /** Gives a job to a worker. Rejects with what `refusal` makes of the cause: it failed, took too long, or too much is waiting. */
  run(job: Job): Promise<Result>
  /** Starts a worker before the first job comes. */
  warm(): void
  /** Lets the jobs under way finish, refuses those that wait, and ends the workers. */
  close(): Promise<void>
}

export type WorkerPoolOptions = {
  /** The built worker. */
  entry: URL
  /** What is thrown instead of a result. */
  refusal: (cause: unknown) => Error
  /** Workers at most, 1 unless told. */
  size?: number
  /** One job may take so long, 30 seconds unless told; then its worker is ended and replaced. */
  timeLimitMs?: number
  /** So many jobs may wait. */
  queue: number
  /** Memory of a worker in MB; whoever needs more is ended. */
  memoryMb: number
}

/** Where a worker lies. Workers always run built code; from the sources (in tests) that is found beside them. */
export const builtWorker = (from: string, name: string): URL => {
  const folder = /\/server\/(.*)\/[^/]+\.ts$/.exec(from)?.[1]
  return folder === undefined
    ? new URL(`./${name}.js`, from)
    : new URL(`${'../'.repeat(folder.split('/').length + 1)}dist/server/${folder}/${name}.js`, from)
}

type Waiting<Job, Result> = { job: Job; resolve: (result: Result) => void; reject: (reason: Error) => void }
type Desk<Job, Result> = { worker: Worker; current: Waiting<Job, Result> | null; timer: NodeJS.Timeout | null }

class Pool<Job, Result> implements WorkerPool<Job, Result> {
  readonly #options: WorkerPoolOptions
  readonly #waiting: Waiting<Job, Result>[] = []
  readonly #desks = new Set<Desk<Job, Result>>()
  #closing = false
  #idle: (() => void) | null = null

  constructor(options: WorkerPoolOptions) {
    this.#options = options
  }

  run(job: Job): Promise<Result> {
    const { queue, refusal } = this.#options
    return new Promise((resolve, reject) => {
      if (this.#closing) reject(refusal('the pool is closed'))
      else if (this.#waiting.length >= queue) reject(refusal('too much is waiting'))
      else {
        this.#waiting.push({ job, resolve, reject })
        this.#next()
      }
    })
  }

  warm(): void {
    if (!this.#closing && this.#desks.size === 0) this.#hire()
  }

  async close(): Promise<void> {
    this.#closing = true
    for (const { reject } of this.#waiting.splice(0)) reject(this.#options.refusal('the pool is closed'))
    if ([...this.#desks].some((desk) => desk.current)) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
    await Promise.all([...this.#desks].map((desk) => desk.worker.terminate()))
  }

  #next(): void {
    const { refusal, size = 1, timeLimitMs = 30_000 } = this.#options
    if (this.#waiting.length === 0) return
    const free = [...this.#desks].find((desk) => desk.current === null)
    const desk = free ?? (this.#desks.size < size ? this.#hire() : null)
    const task = desk ? this.#waiting.shift() : undefined
    if (!desk || !task) return
    desk.current = task
    desk.timer = setTimeout(() => {
      this.#dismiss(desk, refusal(`took longer than ${timeLimitMs} ms`))
      void desk.worker.terminate()
    }, timeLimitMs)
    // An idle worker must not keep the process alive; a working one must.
    desk.worker.ref()
    desk.worker.postMessage(task.job)
    this.#next()
  }

  #hire(): Desk<Job, Result> {
    const { entry, memoryMb, refusal } = this.#options
    // Nothing of the server's environment is needed in there, least of all its secrets.
    const worker = new Worker(entry, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMb } })
    const desk: Desk<Job, Result> = { worker, current: null, timer: null }
    this.#desks.add(desk)
    worker.unref()
    worker.on('message', (answer: Answer<Result>) => {
      const task = this.#clear(desk)
      if ('done' in answer) task?.resolve(answer.done)
      else task?.reject(refusal(answer.failed))
      worker.unref()
      this.#settle()
    })
    worker.on('error', (error) => this.#dismiss(desk, refusal(error)))
    worker.on('exit', (code) => this.#dismiss(desk, refusal(`the worker ended with code ${code}`)))
    return desk
  }

  /** Takes the finished task from a desk. */
  #clear(desk: Desk<Job, Result>): Waiting<Job, Result> | null {
    const task = desk.current
    if (desk.timer) clearTimeout(desk.timer)
    desk.timer = null
    desk.current = null
    return task
  }

  /** Forgets a worker that is gone; its job fails, the others go on with a new one. */
  #dismiss(desk: Desk<Job, Result>, reason: Error): void {
    this.#desks.delete(desk)
    this.#clear(desk)?.reject(reason)
    this.#settle()
  }

  #settle(): void {
    if (!this.#closing) this.#next()
    else if (![...this.#desks].some((desk) => desk.current)) this.#idle?.()
  }
}

export const createWorkerPool = <Job, Result>(options: WorkerPoolOptions): WorkerPool<Job, Result> => new Pool(options)
