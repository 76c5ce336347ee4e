import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Socket, Server as SocketServer } from 'node:net'
import { serve } from '@hono/node-server'
import { createApp } from './app.tsx'
import type { AppContext } from './context.ts'
import { listenProblem } from './start-problem.ts'

/** A server that listens, and how to stop it: resolves when every request under way has been answered. */
export type Serving = { port: number; stop: () => Promise<void> }

/** How long requests under way may take once the program is to stop. */
const patience = 10_000

/**
 * Counts the answers under way on each connection. `server.close()` of Node cuts a connection whose answer is written but
 * not yet sent, a report on a slow line for one; here each is closed after its last byte.
 */
const connectionsOf = (server: HttpServer) => {
  const underWay = new Map<Socket, number>()
  let stopping = false
  const change = (socket: Socket, by: number) => {
    const count = (underWay.get(socket) ?? 0) + by
    if (underWay.has(socket)) underWay.set(socket, count)
    if (stopping && count <= 0) socket.destroySoon()
  }
  server.on('connection', (socket) => {
    underWay.set(socket, 0)
    socket.once('close', () => underWay.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (stopping) response.setHeader('connection', 'close')
    change(socket, 1)
    response.once('close', () => change(socket, -1))
  })
  return {
    closeWhenAnswered: () => {
      stopping = true
      for (const [socket, count] of underWay) if (count === 0) socket.destroySoon()
    },
    cut: () => {
      for (const socket of underWay.keys()) socket.destroy()
    },
  }
}

/** Listens where the configuration says. Rejects with a sentence that names the setting when it cannot. */
export const startServing = (app: AppContext): Promise<Serving> =>
  new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: createApp(app).fetch,
        port: app.config.port,
        hostname: app.config.host,
        serverOptions: {
          // A photo of 25 MB on a slow line takes minutes, a header does not.
          requestTimeout: 5 * 60_000,
          headersTimeout: 20_000,
          // Longer than proxies keep theirs, so that they never send into a connection that is just being closed.
          keepAliveTimeout: 75_000,
        },
      },
      ({ port }) => resolve({ port, stop }),
    )
    server.once('error', (error) => reject(listenProblem(error, app.config)))
    if (!(server instanceof HttpServer)) throw new Error('expected an HTTP/1 server')
    const connections = connectionsOf(server)
    const stop = () =>
      new Promise<void>((stopped) => {
        SocketServer.prototype.close.call(server, () => stopped())
        connections.closeWhenAnswered()
        setTimeout(connections.cut, patience).unref()
      })
  })
