import { connect, type Socket } from 'node:net'

export type Answer = { status: number; body: string }

/** What stands for the body of an empty answer, such as a redirect, that does not state its length. */
const lastChunk = '0\r\n\r\n'

/**
 * One kept-alive HTTP connection that does as little as possible, so that the two cores of a small machine measure the server
 * and not its client. One request at a time; understands answers that state their length or are empty.
 */
export class Connection {
  readonly #socket: Socket
  #received = ''
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('latin1').on('data', (text: string) => this.#take(text))
    const lost = (error?: Error) => this.#waiting?.reject(error ?? new Error('the server closed the connection'))
    socket.on('error', lost).on('close', () => lost())
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(new Connection(socket)))
      socket.once('error', reject)
    })
  }

  ask(request: string): Promise<Answer> {
    if (this.#waiting || this.#socket.destroyed) return Promise.reject(new Error('the connection is busy or closed'))
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(text: string): void {
    this.#received += text
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.slice(0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    const waiting = this.#waiting
    const whole = end + 4 + Number(length ?? lastChunk.length)
    if (length === undefined && this.#received.length >= whole && !this.#received.startsWith(lastChunk, end + 4)) {
      waiting?.reject(new Error(`an answer without its length: ${head}`))
      return
    }
    if (this.#received.length < whole) return
    const body = this.#received.slice(end + 4, whole)
    this.#received = this.#received.slice(whole)
    this.#waiting = null
    waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }
}
