import { parentPort, type Transferable, Worker } from 'node:worker_threads'

/** What a worker answers to a job: its result, or the trace of what went wrong. */
type Answer<Result> = { done: Result } | { failed: string }

/** Worker threads for work that would keep the thread that answers requests from saving answers. */
export type WorkerPool<Job, Result> = {
  /** Gives a job to a worker. Rejects with what `refusal` makes of the cause: it failed, took too long, or too much is waiting. */
  run(job: Job): Promise<Result>
  /** Whether one more job would be taken. */
  hasRoom(): boolean
  /** Starts a worker before the first job comes. */
  warm(): void
  /** Lets the jobs under way finish, refuses those that wait, and ends the workers. */
  close(): Promise<void>
  /** Refuses the jobs under way and those that wait, and ends the workers. */
  abandon(): Promise<void>
}

export type WorkerPoolOptions<Job> = {
  /** The built worker. */
  entry: URL
  /** What is thrown instead of a job's result. */
  refusal: (cause: unknown, job: Job) => Error
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

/**
 * What a worker's entry calls: does one job after the other that it is given. `moved` names the memory of a result that is
 * handed over instead of copied.
 */
export const answerJobs = <Job, Result>(
  work: (job: Job) => Promise<Result>,
  moved: (result: Result) => Transferable[] = () => [],
): void => {
  parentPort?.on('message', async (job: Job) => {
    try {
      const done = await work(job)
      parentPort?.postMessage({ done } satisfies Answer<Result>, moved(done))
    } catch (error) {
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error)
      parentPort?.postMessage({ failed } satisfies Answer<Result>)
    }
  })
}

type Waiting<Job, Result> = { job: Job; resolve: (result: Result) => void; reject: (reason: Error) => void }
type Desk<Job, Result> = { worker: Worker; current: Waiting<Job, Result> | null; timer: NodeJS.Timeout | null }

const closed = 'the pool is closed'

class Pool<Job, Result> implements WorkerPool<Job, Result> {
  readonly #options: WorkerPoolOptions<Job>
  readonly #waiting: Waiting<Job, Result>[] = []
  readonly #desks = new Set<Desk<Job, Result>>()
  #closing = false
  #idle: (() => void) | null = null

  constructor(options: WorkerPoolOptions<Job>) {
    this.#options = options
  }

  run(job: Job): Promise<Result> {
    const { refusal } = this.#options
    return new Promise((resolve, reject) => {
      if (this.#closing) reject(refusal(closed, job))
      else if (!this.hasRoom()) reject(refusal('too much is waiting', job))
      else {
        this.#waiting.push({ job, resolve, reject })
        this.#next()
      }
    })
  }

  hasRoom(): boolean {
    return this.#waiting.length < this.#options.queue
  }

  warm(): void {
    if (!this.#closing && this.#desks.size === 0) this.#hire()
  }

  async close(): Promise<void> {
    this.#refuseWaiting()
    if ([...this.#desks].some((desk) => desk.current)) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
    await Promise.all([...this.#desks].map((desk) => desk.worker.terminate()))
  }

  async abandon(): Promise<void> {
    this.#refuseWaiting()
    const desks = [...this.#desks]
    for (const desk of desks) this.#dismiss(desk, closed)
    await Promise.all(desks.map((desk) => desk.worker.terminate()))
  }

  #refuseWaiting(): void {
    this.#closing = true
    for (const { job, reject } of this.#waiting.splice(0)) reject(this.#options.refusal(closed, job))
  }

  #next(): void {
    const { size = 1, timeLimitMs = 30_000 } = this.#options
    if (this.#waiting.length === 0) return
    const free = [...this.#desks].find((desk) => desk.current === null)
    const desk = free ?? (this.#desks.size < size ? this.#hire() : null)
    const task = desk ? this.#waiting.shift() : undefined
    if (!desk || !task) return
    desk.current = task
    desk.timer = setTimeout(() => {
      this.#dismiss(desk, `took longer than ${timeLimitMs} ms`)
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
      else task?.reject(refusal(answer.failed, task.job))
      worker.unref()
      this.#settle()
    })
    worker.on('error', (error) => this.#dismiss(desk, error))
    worker.on('exit', (code) => this.#dismiss(desk, `the worker ended with code ${code}`))
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
  #dismiss(desk: Desk<Job, Result>, cause: unknown): void {
    this.#desks.delete(desk)
    const task = this.#clear(desk)
    task?.reject(this.#options.refusal(cause, task.job))
    this.#settle()
  }

  #settle(): void {
    if (!this.#closing) this.#next()
    else if (![...this.#desks].some((desk) => desk.current)) this.#idle?.()
  }
}

export const createWorkerPool = <Job, Result>(options: WorkerPoolOptions<Job>): WorkerPool<Job, Result> =>
  new Pool(options)
