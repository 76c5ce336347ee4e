import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

const children = new Set<ChildProcess>()
const folders: string[] = []

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

afterEach(async () => {
  for (const child of children) {
    if (!ended(child)) {
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('close', resolve))
    }
  }
  children.clear()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dealer-audit-'))
  folders.push(folder)
  return folder
}

export type Environment = Record<string, string>
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

/** Starts built code as a process of its own, with nothing of this environment but what it is given. */
export const spawnBuilt = (script: string, args: string[], env: Environment, wrapper: string[] = []) => {
  const [command = process.execPath, ...before] = [...wrapper, process.execPath]
  const child = spawn(command, [...before, join('dist', script), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const written = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text
  })
  const end = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ...written }))
  })
  return { child, written, end }
}

/** Runs a command of the shell to its end. */
export const runBuilt = (script: string, args: string[], env: Environment): Promise<Ended> =>
  spawnBuilt(script, args, env).end

/** The environment of a server of its own on a free port of this machine. */
export const onLoopback = (dataDir: string): Environment => ({
  DATA_DIR: dataDir,
  PORT: '0',
  PUBLIC_ORIGIN: 'http://localhost',
})

/** The built server as a process of its own. Resolves when it listens; throws with what it said when it does not. */
export const startBuiltApp = async (env: Environment, wrapper: string[] = []) => {
  const { child, written, end } = spawnBuilt('server/main.js', [], env, wrapper)
  const listening = () => /"port":(\d+).*"msg":"listening"/.exec(written.stdout)?.[1]
  const port = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = listening()
      if (found) resolve(found)
    }
    child.stdout.on('data', look)
    void end.then(({ stderr }) => reject(new Error(`The server did not start: ${stderr}`)))
  })
  return { child, port: Number(port), origin: `http://127.0.0.1:${port}`, written, end }
}
export type BuiltApp = Awaited<ReturnType<typeof startBuiltApp>>

/** Headers of a browser of this site. */
export const browserHeaders = { 'sec-fetch-site': 'same-origin', accept: 'application/json' } as const
