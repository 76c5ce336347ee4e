import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openSqlite } from '../../server/db/connect.ts'
import type { AuditRow } from '../../server/db/schema.ts'
import { sqliteProblems } from '../../server/db/sqlite-copy.ts'
import { testApp } from '../support/app.ts'
import { type BuiltApp, onLoopback, runBuilt, startBuiltApp, temporaryFolder } from '../support/built-app.ts'
import { type Laptop, laptop, someNewPhoto } from '../support/laptop.ts'
import { opFor } from '../support/ops.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** A data folder with so many audits under way, all of one auditor who is signed in. */
const givenAudits = async (count: number) => {
  const dataDir = temporaryFolder()
  const test = await testApp({ dataDir })
  await withChecklists(test)
  const audits: AuditRow[] = []
  for (let n = 0; n < count; n++) audits.push(await givenAudit(test))
  const token = await test.tokenOf('auditor')
  await test.close()
  return { dataDir, audits, token, file: join(dataDir, 'audit.sqlite') }
}

const storedOps = (file: string): Set<string> => {
  const sqlite = new SqliteDatabase(file, { readonly: true })
  const ids = sqlite.prepare('select op_id from answer_ops').pluck().all() as string[]
  sqlite.close()
  return new Set(ids)
}

const lost = (laptops: readonly Laptop[], file: string): string[] => {
  const stored = storedOps(file)
  return laptops.flatMap(({ acknowledged }) => acknowledged).filter((id) => !stored.has(id))
}

/** Every laptop's notes are there once, and the last of them is the one that stands. */
const expectExactlyOnce = (laptops: readonly Laptop[], audits: readonly AuditRow[], file: string) => {
  const sqlite = openSqlite(file)
  expect(sqlite.pragma('synchronous', { simple: true })).toBe(2)
  expect(sqliteProblems(sqlite)).toEqual([])
  const acknowledged = laptops.flatMap((one) => one.acknowledged)
  expect(sqlite.prepare('select count(*) from answer_ops').pluck().get()).toBe(acknowledged.length)
  for (const [index, audit] of audits.entries()) {
    const tips = sqlite.prepare('select op_id from answer_tips where audit_id = ?').pluck().all(audit.id)
    expect(tips).toEqual(laptops[index]?.acknowledged.slice(-1))
  }
  sqlite.close()
}

/** Finished photos of a data folder: their names are the hashes of their bytes, or the test fails. */
const finishedPhotos = (dataDir: string): Set<string> => {
  const names = readdirSync(join(dataDir, 'files'), { recursive: true, encoding: 'utf8' })
  const finished = names.filter((name) => /[0-9a-f]{64}$/.test(name))
  for (const name of finished) {
    const hash = createHash('sha256')
      .update(readFileSync(join(dataDir, 'files', name)))
      .digest('hex')
    expect(name.endsWith(hash), name).toBe(true)
  }
  return new Set(finished.map((name) => name.slice(-64)))
}

const kills = Number(process.env.KILLS ?? 25)

it(`loses and doubles nothing that was acknowledged when it is killed ${kills} times while four laptops save`, {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  const { dataDir, audits, token, file } = await givenAudits(4)
  const env = onLoopback(dataDir)
  let app: BuiltApp = await startBuiltApp(env)
  let isOver = false
  // None gives up: a save whose reply was lost in the last kill is sent until it is acknowledged.
  const laptops = audits.map((audit) => laptop(audit, token, () => app.origin))
  const photos: string[] = []
  const sendPhotos = async () => {
    while (!isOver) {
      const { bytes, sha256 } = await someNewPhoto()
      const headers = { cookie: `session=${token}`, 'sec-fetch-site': 'same-origin' }
      const answer = await fetch(`${app.origin}/sync/v1/photos/${sha256}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(bytes),
      }).catch(() => null)
      if (answer?.status === 200) photos.push(sha256)
      else await pause(20)
    }
  }
  const work = Promise.all([
    sendPhotos(),
    ...laptops.map(async ({ save }) => {
      while (!isOver) await save()
    }),
  ])

  for (let kill = 1; kill <= kills; kill++) {
    const before = laptops.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
    // At least one save gets through in each life, then it ends at any moment.
    while (laptops.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0) === before) await pause(2)
    await pause(Math.random() * 120)
    app.child.kill('SIGKILL')
    expect((await app.end).signal).toBe('SIGKILL')
    expect(lost(laptops, file), `after kill ${kill}`).toEqual([])
    app = await startBuiltApp(env)
  }
  while (photos.length === 0) await pause(5)
  // Each finishes its last save: what was sent but not acknowledged is sent again, and is not stored twice.
  isOver = true
  await work
  app.child.kill('SIGTERM')
  expect((await app.end).code).toBe(0)

  expect(lost(laptops, file)).toEqual([])
  const stored = finishedPhotos(dataDir)
  expect(photos.filter((sha256) => !stored.has(sha256))).toEqual([])
  expectExactlyOnce(laptops, audits, file)
})

it('answers what is under way when it is told to stop, loses nothing, and ends with 0', async () => {
  for (let round = 0; round < 3; round++) {
    const { dataDir, audits, token, file } = await givenAudits(8)
    const app = await startBuiltApp(onLoopback(dataDir))
    let isOver = false
    const laptops = audits.map((audit) =>
      laptop(
        audit,
        token,
        () => app.origin,
        () => isOver,
      ),
    )
    const work = Promise.all(
      laptops.map(async ({ save }) => {
        while (!isOver) await save()
      }),
    )
    await pause(150 + Math.random() * 200)
    app.child.kill('SIGTERM')
    const { code, stderr } = await app.end
    isOver = true
    await work
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(laptops.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)).toBeGreaterThan(0)
    expect(lost(laptops, file)).toEqual([])
  }
})

/** Sends the first half of a body, then `between`, then the rest; gives the status of the answer. */
const inTwoHalves = (url: string, headers: Record<string, string>, body: Buffer, between: () => Promise<void>) =>
  new Promise<{ status: number; connection: string | undefined }>((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': body.byteLength, 'sec-fetch-site': 'same-origin' },
    })
    sending.on('response', (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection })
    })
    sending.on('error', reject)
    sending.write(body.subarray(0, body.byteLength / 2), async () => {
      await between()
      sending.end(body.subarray(body.byteLength / 2))
    })
  })

it('takes the rest of a save and of a photo that were half sent when it was told to stop', async () => {
  const { dataDir, audits, token, file } = await givenAudits(1)
  const [audit] = audits as [AuditRow]
  const cookie = `session=${token}`
  const op = opFor(audit)
  const body = Buffer.from(JSON.stringify({ ops: [op] }))
  const photo = await someNewPhoto()
  const app = await startBuiltApp(onLoopback(dataDir))
  let told: Promise<void> | undefined
  const stop = () => {
    told ??= pause(200).then(async () => {
      app.child.kill('SIGTERM')
      await pause(200)
    })
    return told
  }
  const answers = await Promise.all([
    inTwoHalves(`${app.origin}/sync/v1/ops`, { cookie, 'content-type': 'application/json' }, body, stop),
    inTwoHalves(`${app.origin}/sync/v1/photos/${photo.sha256}`, { cookie }, photo.bytes, stop),
  ])
  expect(answers).toEqual([
    { status: 200, connection: 'close' },
    { status: 200, connection: 'close' },
  ])
  expect((await app.end).code).toBe(0)
  expect(storedOps(file)).toEqual(new Set([op.op_id]))
  expect(finishedPhotos(dataDir)).toEqual(new Set([photo.sha256]))
})

it('keeps no half photo when it is killed in the middle of one', async () => {
  const { dataDir, token } = await givenAudits(1)
  const photo = await someNewPhoto()
  const app = await startBuiltApp(onLoopback(dataDir))
  const cut = inTwoHalves(
    `${app.origin}/sync/v1/photos/${photo.sha256}`,
    { cookie: `session=${token}` },
    photo.bytes,
    async () => {
      app.child.kill('SIGKILL')
      await app.end
    },
  )
  await expect(cut).rejects.toThrow()
  const again = await startBuiltApp(onLoopback(dataDir))
  expect(
    (await runBuilt('server/cli/main.js', ['backup', join(temporaryFolder(), 'backup')], { DATA_DIR: dataDir })).code,
  ).toBe(0)
  again.child.kill('SIGTERM')
  await again.end
})

const strace = spawnSync('strace', ['-V']).status === 0

it.runIf(strace)('syncs the disk for every save that it acknowledges, also after a restart', async () => {
  const { dataDir, audits, token } = await givenAudits(1)
  const [audit] = audits as [AuditRow]
  const saves = 40
  const countSyncs = async (count: number) => {
    const out = join(temporaryFolder(), 'syncs')
    // -D: the server is our child, so that a signal reaches it and not the tracer.
    const app = await startBuiltApp(onLoopback(dataDir), [
      'strace',
      '-D',
      '-f',
      '-e',
      'trace=fsync,fdatasync',
      '-o',
      out,
    ])
    const one = laptop(audit, token, () => app.origin)
    for (let n = 0; n < count; n++) await one.save()
    app.child.kill('SIGTERM')
    await app.end
    return readFileSync(out, 'utf8').match(/f(?:data)?sync\(/g)?.length ?? 0
  }
  await countSyncs(1)
  const idle = await countSyncs(0)
  expect((await countSyncs(saves)) - idle).toBeGreaterThanOrEqual(saves)
})
