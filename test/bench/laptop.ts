import { setTimeout as sleep } from 'node:timers/promises'
import { opFor } from '../support/ops.ts'
import { Connection } from './connection.ts'
import { percentile } from './figures.ts'

/** An audit with the answers that its laptop gives, item after item, round after round. */
export type Work = {
  audit: { id: string; checklist_version_id: string }
  token: string
  answers: readonly { item_code: string; value: unknown }[]
}

/** A laptop that saves one answer per request, each in place of the one before at the same item. */
class Laptop {
  readonly #work: Work
  readonly #last = new Map<string, string>()
  #turn = 0

  constructor(work: Work) {
    this.#work = work
  }

  /** The next save as HTTP, and its id. */
  next(): { request: string; opId: string } {
    const { audit, token, answers } = this.#work
    const { item_code, value } = answers[this.#turn++ % answers.length] ?? { item_code: '', value: null }
    const last = this.#last.get(item_code)
    const op = opFor(audit, { kind: 'answer', item_code, value, supersedes: last ? [last] : [] })
    this.#last.set(item_code, op.op_id)
    const body = JSON.stringify({ ops: [op] })
    const head = [
      'POST /sync/v1/ops HTTP/1.1',
      'Host: localhost',
      `Cookie: session=${token}`,
      'Sec-Fetch-Site: same-origin',
      'Accept: application/json',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    return { request: `${head.join('\r\n')}\r\n\r\n${body}`, opId: op.op_id }
  }
}

export type Crew = {
  /** Saves as fast as answers come back, for so long. */
  flatOut: (ms: number) => Promise<{ perSecond: number; p99: number }>
  /** Each laptop saves once in `every` ms, evenly spread; a save that waits for the one before counts from when it was due. */
  steady: (ms: number, every: number) => Promise<{ perSecond: number; p99: number; p50: number }>
  close: () => void
}

/** Opens one connection per work. A save counts only when the server said that it is stored. */
export const openCrew = async (port: number, works: readonly Work[]): Promise<Crew> => {
  const crew = await Promise.all(
    works.map(async (work) => ({ laptop: new Laptop(work), connection: await Connection.open(port) })),
  )
  const save = async ({ laptop, connection }: (typeof crew)[number]) => {
    const { request, opId } = laptop.next()
    const { status, body } = await connection.ask(request)
    if (status !== 200 || !body.includes(opId) || !body.includes('"stored"')) {
      throw new Error(`a save was answered with ${status} ${body}`)
    }
  }
  const measure = async (ms: number, one: (index: number, until: number, took: number[]) => Promise<void>) => {
    const took: number[] = []
    const started = performance.now()
    await Promise.all(crew.map((_, index) => one(index, started + ms, took)))
    const seconds = (performance.now() - started) / 1000
    return { perSecond: took.length / seconds, p99: percentile(took, 0.99), p50: percentile(took, 0.5) }
  }
  return {
    flatOut: (ms) =>
      measure(ms, async (index, until, took) => {
        const member = crew[index]
        while (member && performance.now() < until) {
          const sent = performance.now()
          await save(member)
          took.push(performance.now() - sent)
        }
      }),
    steady: (ms, every) =>
      measure(ms, async (index, until, took) => {
        const member = crew[index]
        let due = performance.now() + (every * index) / crew.length
        while (member && due < until) {
          const wait = due - performance.now()
          if (wait > 0) await sleep(wait)
          const from = wait > 0 ? performance.now() : due
          await save(member)
          took.push(performance.now() - from)
          due += every
        }
      }),
    close: () => {
      for (const { connection } of crew) connection.close()
    },
  }
}
