import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { testApp } from '../support/app.ts'
import { onLoopback, startBuiltApp, temporaryFolder } from '../support/built-app.ts'

/** Sends the head of a request and the pieces of a body, never its end; gives what the server says to that. */
const answerTo = async (port: number, head: string[], pieces: Buffer[] = []): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  // The server may close while we are still sending.
  socket.on('error', () => undefined)
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  for (const piece of pieces) socket.write(piece)
  const closed = once(socket, 'close')
  while (!heard.includes('\r\n\r\n')) await Promise.race([once(socket, 'data'), closed])
  socket.destroy()
  return heard.split('\r\n')[0] ?? ''
}

it('refuses a body that is too large before it is sent, and one of unknown length as soon as it is', async () => {
  const dataDir = temporaryFolder()
  const test = await testApp({ dataDir })
  const cookie = `session=${await test.tokenOf('auditor')}`
  await test.close()
  const app = await startBuiltApp(onLoopback(dataDir))
  const head = (path: string, ...more: string[]) => [
    `POST ${path} HTTP/1.1`,
    'host: localhost',
    'sec-fetch-site: same-origin',
    `cookie: ${cookie}`,
    ...more,
  ]
  const photo = `/sync/v1/photos/${'0'.repeat(64)}`
  for (const [path, length] of [
    ['/sign-in', 1024 * 1024],
    ['/sync/v1/ops', 256 * 1024],
    [photo, 25 * 1024 * 1024 + 64 * 1024],
  ] as const) {
    expect(await answerTo(app.port, head(path, `content-length: ${length + 1}`)), path).toBe(
      'HTTP/1.1 413 Payload Too Large',
    )
    const megabyte = Buffer.from(`100000\r\n${'x'.repeat(0x100000)}\r\n`)
    const pieces = Array.from({ length: Math.ceil(length / 0x100000) + 1 }, () => megabyte)
    expect(await answerTo(app.port, head(path, 'transfer-encoding: chunked'), pieces), path).toBe(
      'HTTP/1.1 413 Payload Too Large',
    )
  }
  expect(await answerTo(app.port, head('/nowhere', 'content-length: 1000000000000'))).toBe('HTTP/1.1 404 Not Found')
  expect(await (await fetch(`${app.origin}/healthz`)).json()).toEqual({ ok: true })
  app.child.kill('SIGTERM')
  expect(await app.end).toMatchObject({ code: 0, stderr: '' })
})
