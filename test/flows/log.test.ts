import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { chainHash } from '../../server/activity/chain.ts'
import { sealLog } from '../../server/activity/commands.ts'
import { record } from '../../server/activity/store.ts'
import { verifyLog } from '../../server/activity/verify.ts'
import { doChores } from '../../server/chores.ts'
import { people } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'

const audit = '70000000-0000-4000-8000-000000000001'
const other = '70000000-0000-4000-8000-000000000002'

const log = ({ app }: TestApp, id: string, verb: string) =>
  app.transact((trx) =>
    record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor: { id: people.auditor.id, role: 'auditor' },
      verb,
      subject: { type: 'audit', id },
      details: { verb },
    }),
  )

/** Two chains, the longer of four entries, sealed after the third. */
const givenLog = async () => {
  const test = await testApp({ cast: false })
  for (const verb of ['audit.plan', 'audit.start', 'audit.submit']) await log(test, audit, verb)
  await log(test, other, 'audit.plan')
  await sealLog(test.app)
  await log(test, audit, 'audit.release')
  await sealLog(test.app)
  return test
}

const entry = ({ db }: TestApp, position: number, id = audit) =>
  db
    .selectFrom('activity')
    .selectAll()
    .where('subject_id', '=', id)
    .where('position', '=', position)
    .executeTakeFirstOrThrow()
const row = ({ db }: TestApp, position: number, id = audit) =>
  db.updateTable('activity').where('subject_id', '=', id).where('position', '=', position)
const remove = ({ db }: TestApp, position: number, id = audit) =>
  db.deleteFrom('activity').where('subject_id', '=', id).where('position', '=', position).execute()

it('finds a log as it was written whole', async () => {
  const { db } = await givenLog()
  const verdict = await verifyLog(db)
  expect(verdict).toMatchObject({ entries: 5, chains: 2, seals: 2, broken: null })
  expect(verdict.lastSeal?.position).toBe(2)
})

it('finds a changed entry, whichever of its columns was changed', async () => {
  for (const change of [
    { verb: 'audit.cancel' },
    { at: '2026-01-01T00:00:00.000Z' },
    { actor_id: null },
    { actor_role: 'head_office' },
    { details: '{}' },
  ]) {
    const test = await givenLog()
    await row(test, 2).set(change).execute()
    const { broken } = await verifyLog(test.db)
    expect(broken).toEqual({
      place: expect.stringContaining(`audit ${audit}, entry 2 (row `),
      what: 'its content does not fit its hash',
    })
  }
})

it('finds two entries that changed places', async () => {
  const test = await givenLog()
  await row(test, 1).set({ position: 99 }).execute()
  await row(test, 2).set({ position: 1 }).execute()
  await row(test, 99).set({ position: 2 }).execute()
  expect((await verifyLog(test.db)).broken?.place).toContain('entry 1')
})

it('finds a removed entry at the beginning, in the middle and at the end of a chain', async () => {
  for (const [position, found] of [
    [1, { place: expect.stringContaining('entry 2'), what: 'entry 1 should stand before it, but is missing' }],
    [2, { place: expect.stringContaining('entry 3'), what: 'entry 2 should stand before it, but is missing' }],
    [4, { place: `audit ${audit}, entry 4`, what: 'seal 2 holds it, but it is missing' }],
  ] as const) {
    const test = await givenLog()
    await remove(test, position)
    expect((await verifyLog(test.db)).broken).toEqual(found)
  }
})

it('finds a whole chain that was removed', async () => {
  const test = await givenLog()
  await remove(test, 1, other)
  expect((await verifyLog(test.db)).broken).toEqual({
    place: `audit ${other}, entry 1`,
    what: 'seal 1 holds it, but it is missing',
  })
})

it('finds an entry that was forged with a hash of its own', async () => {
  const test = await givenLog()
  const last = { ...(await entry(test, 4)), verb: 'audit.void' }
  await row(test, 4)
    .set({ verb: last.verb, hash: chainHash(last.previous_hash, last) })
    .execute()
  expect((await verifyLog(test.db)).broken).toEqual({
    place: `audit ${audit}, entry 4`,
    what: 'seal 2 holds it, but it is another one now',
  })
})

it('finds a changed seal, a changed sealed head and a removed seal', async () => {
  const changed = await givenLog()
  await changed.db
    .updateTable('activity_seals')
    .set({ at: '2026-01-01T00:00:00.000Z' })
    .where('position', '=', 1)
    .execute()
  expect((await verifyLog(changed.db)).broken).toEqual({ place: 'seal 1', what: 'what it holds does not fit its hash' })

  const head = await givenLog()
  await head.db.deleteFrom('activity_sealed_heads').where('seal', '=', 2).execute()
  expect((await verifyLog(head.db)).broken).toEqual({ place: 'seal 2', what: 'what it holds does not fit its hash' })

  const removed = await givenLog()
  await removed.db.deleteFrom('activity_sealed_heads').where('seal', '=', 1).execute()
  await removed.db.deleteFrom('activity_seals').where('position', '=', 1).execute()
  expect((await verifyLog(removed.db)).broken).toEqual({
    place: 'seal 2',
    what: 'seal 1 should stand before it, but is missing',
  })
})

it('seals only what grew since the seal before, and nothing when nothing grew', async () => {
  const test = await givenLog()
  const heads = await test.db
    .selectFrom('activity_sealed_heads')
    .select(['subject_id', 'position', 'seal'])
    .orderBy('seal')
    .orderBy('subject_id')
    .execute()
  expect(heads).toEqual([
    { subject_id: audit, position: 3, seal: 1 },
    { subject_id: other, position: 1, seal: 1 },
    { subject_id: audit, position: 4, seal: 2 },
  ])
  expect((await sealLog(test.app))?.position).toBe(2)
})

it('walks a log that is longer than what is read of it at a time', async () => {
  const test = await testApp({ cast: false })
  for (let n = 0; n < 24; n++) await log(test, n % 3 === 0 ? audit : `many-${n}`, 'audit.plan')
  await sealLog(test.app)
  for (const batch of [1, 5, 8, 24, 25]) {
    expect(await verifyLog(test.db, batch)).toMatchObject({ entries: 24, chains: 17, broken: null })
  }
  await row(test, 1, 'many-23').set({ verb: 'audit.void' }).execute()
  expect((await verifyLog(test.db, 5)).broken?.place).toContain('many-23')
})

it('seals the log, forgets old sessions and failures, and sweeps old drafts, every hour', async () => {
  const test = await testApp()
  const { app, db, clock } = test
  await log(test, audit, 'audit.plan')
  const at = '2026-11-17T01:00:00.000Z'
  const session = { user_id: people.auditor.id, created_at: at, seen_at: at, agent: '' }
  await db
    .insertInto('sessions')
    .values([
      { ...session, token_hash: 'expired', expires_at: '2026-11-18T01:29:59.000Z' },
      { ...session, token_hash: 'live', expires_at: '2026-11-18T01:30:01.000Z' },
    ])
    .execute()
  await db
    .insertInto('sign_in_attempts')
    .values([
      { key: 'account:old', failures: 3, last_at: '2026-11-17T01:29:00.000Z', locked_until: null },
      { key: 'account:new', failures: 3, last_at: '2026-11-17T01:31:00.000Z', locked_until: null },
    ])
    .execute()
  const sha256 = await app.files.put(Buffer.from('a photo'))
  const drafts = ['.left-behind', '.being-written'].map((name) => join(dirname(app.files.path(sha256)), name))
  for (const draft of drafts) writeFileSync(draft, 'half')
  utimesSync(drafts[0] ?? '', clock.now, new Date(clock.now.getTime() - 25 * 3_600_000))
  utimesSync(drafts[1] ?? '', clock.now, clock.now)

  await doChores(app)
  expect((await verifyLog(db)).seals).toBe(1)
  expect(await db.selectFrom('sessions').select('token_hash').execute()).toEqual([{ token_hash: 'live' }])
  expect(await db.selectFrom('sign_in_attempts').select('key').execute()).toEqual([{ key: 'account:new' }])
  expect(drafts.map((draft) => existsSync(draft))).toEqual([false, true])
  expect(await app.files.list()).toEqual([sha256])
})
