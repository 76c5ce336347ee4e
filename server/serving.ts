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
 * Knows the answers under way on each connection. `server.close()` of Node cuts a connection whose answer is written but not
 * yet sent, a report on a slow line for one; here each is closed after its last byte.
 */
const connectionsOf = (server: HttpServer) => {
  const underWay = new Map<Socket, Set<ServerResponse>>()
  let stopping = false
  server.on('connection', (socket) => {
    underWay.set(socket, new Set())
    socket.once('close', () => underWay.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (stopping) response.setHeader('connection', 'close')
    underWay.get(socket)?.add(response)
    response.once('close', () => {
      underWay.get(socket)?.delete(response)
      if (stopping && !underWay.get(socket)?.size) socket.destroySoon()
    })
  })
  return {
    closeWhenAnswered: () => {
      stopping = true
      for (const [socket, responses] of underWay) {
        if (responses.size === 0) socket.destroySoon()
        for (const response of responses) if (!response.headersSent) response.setHeader('connection', 'close')
      }
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
