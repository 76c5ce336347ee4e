import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server in a process of its own on a free port of this machine. */
export type Running = { port: number; stop: () => Promise<void> }

const children = new Set<ChildProcess>()
// However the bench ends, no server stays behind.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a server and resolves when it says that it listens. Its log goes to a file, as under a service manager. */
export const startServer = async (script: string, folder: string, env: Record<string, string>): Promise<Running> => {
  const logFile = join(folder, `${script.replace(/\W+/g, '-')}.log`)
  const log = openSync(logFile, 'w')
  const flags = process.env.BENCH_NODE_FLAGS?.split(' ') ?? []
  const child = spawn(process.execPath, [...flags, script], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  children.add(child)
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      children.delete(child)
      resolve()
    })
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(timer)
  }
  for (let tries = 0; tries < 600; tries++) {
    const said = readFileSync(logFile, 'utf8')
    const port = /"port":(\d+).*"msg":"listening"/.exec(said)?.[1]
    if (port) return { port: Number(port), stop }
    if (!children.has(child)) throw new Error(`${script} did not start: ${said}`)
    await sleep(50)
  }
  await stop()
  throw new Error(`${script} did not listen within 30 seconds`)
}
