import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordOps } from '../../server/answers/commands.ts'
import { operation } from '../../server/answers/op.ts'
import { loadRecorded } from '../../server/answers/recorded.ts'
import { tipsOf } from '../../server/answers/register.ts'
import { people } from '../../server/demo/cast.ts'
import { testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { opFor, type SentOp, sendOps } from '../support/ops.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const begin = async (given: Parameters<typeof givenAudit>[1] = {}) => {
  const test = await testApp()
  await withChecklists(test)
  return { ...test, test, audit: await givenAudit(test, given) }
}
const yes = { kind: 'answer', item_code: 'AS-1-04', value: { type: 'yes_no', value: 'yes' } }
const no = { kind: 'answer', item_code: 'AS-1-04', value: { type: 'yes_no', value: 'no' } }
const statusesOf = (body: { results: { status: string; reason?: string }[] }) =>
  body.results.map((result) => (result.reason ? `${result.status} ${result.reason}` : result.status))

describe('the sync endpoint refuses', () => {
  it('whoever has nothing to do with the audit, as if it did not exist', async () => {
    const { test, audit, db } = await begin()
    expect((await sendOps(test, undefined, [opFor(audit)])).status).toBe(401)
    for (const as of ['administrator', 'dealerManager', 'dealerStaff', 'otherManager'] as const) {
      expect((await sendOps(test, as, [opFor(audit)])).status).toBe(404)
    }
    for (const as of ['auditorSecond', 'shopper', 'headOffice', 'regionEast'] as const) {
      expect((await sendOps(test, as, [opFor(audit)])).status).toBe(404)
    }
    expect((await sendOps(test, 'auditor', [opFor({ ...audit, id: randomUUID() })])).status).toBe(404)
    expect(await db.selectFrom('answer_ops').selectAll().execute()).toEqual([])
  })

  it('what is no JSON, names no ops, is too much or too large', async () => {
    const { test, ask, audit, db } = await begin()
    const json = { accept: 'application/json', 'content-type': 'application/json' }
    const raw = (body: string) => ask('/sync/v1/ops', { as: 'auditor', body, headers: json })
    for (const body of ['{"ops":', '', '[]', '{}', '{"ops":[1]}', '{"ops":[{"op_id":"x"}]}', '"ops"']) {
      const response = await raw(body)
      expect([body, response.status]).toEqual([body, 422])
      expect(await response.json()).toMatchObject({ problem: 'bad_input', sentence: expect.stringContaining('填写') })
    }
    const many = Array.from({ length: 101 }, () => opFor(audit))
    expect((await sendOps(test, 'auditor', many)).status).toBe(413)
    expect((await sendOps(test, 'auditor', [opFor(audit, { value: 'x'.repeat(270_000) })])).status).toBe(413)
    expect(await db.selectFrom('answer_ops').selectAll().execute()).toEqual([])
  })

  it('an op that is not well-formed, without holding up the others', async () => {
    const { test, audit } = await begin()
    const good = opFor(audit)
    const bad = [
      opFor(audit, { kind: 'colour' }),
      opFor(audit, { item_code: '../etc' }),
      opFor(audit, { value: 7 }),
      opFor(audit, { value: 'a\0b' }),
      { ...opFor(audit), v: 2 },
      { ...opFor(audit), monotonic_ms: 2 ** 40 },
      { ...opFor(audit), extra: true },
    ]
    const { status, body } = await sendOps(test, 'auditor', [...bad, good])
    expect(status).toBe(200)
    expect(body.results.find((result) => result.op_id === good.op_id)?.status).toBe('stored')
    expect(statusesOf(body).filter((one) => one === 'refused malformed')).toHaveLength(bad.length)
  })

  it('ops of another audit in the same batch, alone', async () => {
    const { test, audit } = await begin()
    const other = await givenAudit(test, { auditor: 'auditorSecond' })
    const { body } = await sendOps(test, 'auditor', [opFor(other), opFor(audit)])
    expect(statusesOf(body)).toEqual(['refused unknown_audit', 'stored'])
  })

  it('the same id with another body, and keeps what it had', async () => {
    const { test, audit, db } = await begin()
    const first = opFor(audit, { value: '先' })
    await sendOps(test, 'auditor', [first])
    const other = { ...first, value: '后' }
    expect(statusesOf((await sendOps(test, 'auditor', [other])).body)).toEqual(['refused other_body'])
    const twin = opFor(audit)
    const { body } = await sendOps(test, 'auditor', [twin, { ...twin, value: '别的' }])
    expect(body.results).toEqual([
      { op_id: twin.op_id, status: 'refused', reason: 'other_body' },
      { op_id: twin.op_id, status: 'refused', reason: 'other_body' },
    ])
    expect((await loadRecorded(db, audit.id)).notes).toEqual({ 'AS-2-05': '先' })
  })
})

describe('the sync endpoint stores', () => {
  it('an answer, names it in the protocol, and it is what is recorded', async () => {
    const { test, audit, db } = await begin()
    const op = opFor(audit, yes)
    const { status, body } = await sendOps(test, 'auditor', [op])
    expect(status).toBe(200)
    expect(body).toEqual({
      protocol: 'dealer-audit-sync/1',
      server_time: '2026-11-18T01:30:00.000Z',
      results: [{ op_id: op.op_id, status: 'stored' }],
    })
    const recorded = await loadRecorded(db, audit.id)
    expect(recorded.answers).toEqual({ 'AS-1-04': { type: 'yes_no', value: 'yes' } })
    expect(recorded.opIdsOf).toEqual({ 'AS-1-04 answer': [op.op_id] })
  })

  it('everything an item can hold', async () => {
    const { test, audit, db } = await begin()
    const ops = [
      opFor(audit, {
        kind: 'answer',
        item_code: 'AS-1-01',
        value: { type: 'sample', checked: 3, conform: 2 },
      }),
      opFor(audit, {
        kind: 'sample_refs',
        item_code: 'AS-1-01',
        value: [
          { ref: '4471', conform: true },
          { ref: '4483', conform: true },
          { ref: '4490', conform: false },
        ],
      }),
      opFor(audit, { kind: 'losses', item_code: 'AS-1-01', value: ['L2'] }),
      opFor(audit, { kind: 'not_applicable', item_code: 'AS-3-04', value: { reason: '当日没有此类车辆' } }),
      opFor(audit),
    ]
    const { body } = await sendOps(test, 'auditor', ops)
    expect(statusesOf(body)).toEqual(ops.map(() => 'stored'))
    expect(await loadRecorded(db, audit.id)).toMatchObject({
      answers: {
        'AS-1-01': { type: 'sample', checked: 3, conform: 2 },
        'AS-3-04': { type: 'not_applicable', reason: '当日没有此类车辆' },
      },
      losses: { 'AS-1-01': ['L2'] },
      notes: { 'AS-2-05': '现场查看' },
      refs: { 'AS-1-01': [{ ref: '4471' }, { ref: '4483' }, { ref: '4490', conform: false }] },
      conflicts: [],
    })
  })

  it('times and marks that were not reached', async () => {
    const { test, audit, db } = await begin({
      checklist: 'mystery-service-visit',
      kind: 'mystery',
      auditor: 'shopper',
    })
    const mark = (item_code: string, value: unknown) => opFor(audit, { kind: 'mark', item_code, value })
    const { body } = await sendOps(test, 'shopper', [
      mark('P0', { at: '2026-11-18T01:00:00Z' }),
      mark('P1', { reached: false }),
      mark('P0X', { at: '2026-11-18T01:00:00Z' }),
      mark('V1', { at: 'noon' }),
      mark('V6', { reached: false }),
    ])
    expect(statusesOf(body)).toEqual([
      'stored',
      'stored',
      'quarantined unknown_item',
      'quarantined invalid_value',
      'quarantined invalid_value',
    ])
    expect((await loadRecorded(db, audit.id)).marks).toEqual({
      P0: { at: '2026-11-18T01:00:00Z' },
      P1: { reached: false },
    })
  })

  it('an op once, however often it is sent, also twice in one request', async () => {
    const { test, audit, db } = await begin()
    const op = opFor(audit)
    for (let n = 0; n < 3; n++) {
      expect(statusesOf((await sendOps(test, 'auditor', [op, op])).body)).toEqual(['stored', 'stored'])
    }
    expect(await db.selectFrom('answer_ops').selectAll().execute()).toHaveLength(1)
    expect(await db.selectFrom('answer_tips').selectAll().execute()).toHaveLength(1)
  })

  it('two answers given without knowledge of each other as a conflict, until a person chooses', async () => {
    const { test, audit, db } = await begin()
    const mine = opFor(audit, { ...yes, device_id: 'laptop-1' })
    const theirs = opFor(audit, { ...no, device_id: 'laptop-2' })
    await sendOps(test, 'auditor', [mine])
    await sendOps(test, 'auditor', [theirs])
    const contested = await loadRecorded(db, audit.id)
    expect(contested.answers).toEqual({})
    expect(contested.conflicts).toMatchObject([{ item_code: 'AS-1-04', register: 'answer' }])
    expect(contested.conflicts[0]?.tips.map((tip) => tip.userId)).toEqual([people.auditor.id, people.auditor.id])
    await sendOps(test, 'auditor', [opFor(audit, { ...no, supersedes: [mine.op_id, theirs.op_id] })])
    const settled = await loadRecorded(db, audit.id)
    expect(settled.conflicts).toEqual([])
    expect(settled.answers['AS-1-04']).toEqual({ type: 'yes_no', value: 'no' })
  })

  it('no tip that was replaced before it arrived, and no op replaces one of another item', async () => {
    const { test, audit, db } = await begin()
    const first = opFor(audit, yes)
    const second = opFor(audit, { ...no, supersedes: [first.op_id] })
    await sendOps(test, 'auditor', [second])
    await sendOps(test, 'auditor', [first])
    expect((await loadRecorded(db, audit.id)).answers['AS-1-04']).toEqual({ type: 'yes_no', value: 'no' })
    await sendOps(test, 'auditor', [opFor(audit, { supersedes: [second.op_id] })])
    const recorded = await loadRecorded(db, audit.id)
    expect(recorded.answers['AS-1-04']).toEqual({ type: 'yes_no', value: 'no' })
    expect(recorded.notes['AS-2-05']).toBe('现场查看')
  })

  it('the same standing ops in every order of arrival', async () => {
    const { audit, db, app, actor } = await begin()
    const auditor = await actor('auditor')
    const step = fc.record({ seen: fc.nat(7), value: fc.nat(3), arrives: fc.nat() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (script) => {
        const ops: SentOp[] = []
        for (const { seen, value } of script) {
          const supersedes = tipsOf(ops as (SentOp & { supersedes: string[] })[])
            .filter((_, index) => (seen >> index) % 2 === 1)
            .map((tip) => tip.op_id)
          ops.push(opFor(audit, { value: `${value}`, supersedes }))
        }
        const inOrder = ops.map((op, index) => ({ op, at: script[index]?.arrives ?? 0 })).sort((a, b) => a.at - b.at)
        const arriving = [...inOrder.map(({ op }) => op), ...ops.slice(0, 3)]
        for (const op of arriving) await recordOps(app, auditor, [operation.parse(op)])
        const recorded = await loadRecorded(db, audit.id)
        const expected = tipsOf(ops as (SentOp & { supersedes: string[] })[]).map((tip) => tip.op_id)
        expect(recorded.opIdsOf['AS-2-05 note']).toEqual(expected)
        for (const table of ['answer_superseded_early', 'answer_tips', 'answer_ops'] as const) {
          await db.deleteFrom(table).execute()
        }
      }),
      { numRuns: testDatabase === 'sqlite' ? 60 : 10 },
    )
  })

  it('two hundred saves at once, each of them', async () => {
    const { test, audit, db } = await begin()
    const ops = Array.from({ length: 200 }, (_, n) => opFor(audit, { item_code: 'AS-2-05', value: `${n}` }))
    const answers = await Promise.all(ops.map((op) => sendOps(test, 'auditor', [op])))
    expect(answers.flatMap(({ body }) => statusesOf(body))).toEqual(ops.map(() => 'stored'))
    expect(await db.selectFrom('answer_ops').select('op_id').execute()).toHaveLength(200)
  })
})

describe('what does not fit any more', () => {
  it('is kept, acknowledged and does not count', async () => {
    const { test, audit, db } = await begin()
    const ops = [
      opFor(audit, { item_code: 'XX-9-99' }),
      opFor(audit, { checklist_version: randomUUID() }),
      opFor(audit, { kind: 'answer', item_code: 'AS-1-04', value: { type: 'choice', option: 'a' } }),
      opFor(audit, { kind: 'losses', value: ['L99'] }),
      opFor(audit, { kind: 'not_applicable', item_code: 'AS-1-04', value: { reason: '无' } }),
    ]
    const { status, body } = await sendOps(test, 'auditor', ops)
    expect(status).toBe(200)
    expect(statusesOf(body)).toEqual([
      'quarantined unknown_item',
      'quarantined other_version',
      'quarantined invalid_value',
      'quarantined invalid_value',
      'quarantined invalid_value',
    ])
    expect(await db.selectFrom('answer_tips').selectAll().execute()).toEqual([])
    expect(statusesOf((await sendOps(test, 'auditor', ops)).body)).toEqual(statusesOf(body))
    expect(await db.selectFrom('answer_ops').select('op_id').execute()).toHaveLength(ops.length)
  })

  it('is everything once the audit is no longer open, but not before it was started', async () => {
    const { test } = await begin()
    for (const state of ['planned', 'in_progress', 'returned'] as const) {
      const audit = await givenAudit(test, { state })
      expect(statusesOf((await sendOps(test, 'auditor', [opFor(audit)])).body)).toEqual(['stored'])
    }
    for (const state of ['submitted', 'in_review', 'released', 'final', 'cancelled', 'voided'] as const) {
      const audit = await givenAudit(test, { state })
      expect(statusesOf((await sendOps(test, 'auditor', [opFor(audit)])).body)).toEqual(['quarantined not_open'])
    }
  })

  it('is what the former auditor still had when the audit was handed over', async () => {
    const { test, audit, db } = await begin()
    await db.updateTable('audits').set({ auditor_id: people.auditorSecond.id }).where('id', '=', audit.id).execute()
    await db.updateTable('visits').set({ lead_id: people.auditorSecond.id }).execute()
    expect(statusesOf((await sendOps(test, 'auditor', [opFor(audit)])).body)).toEqual(['quarantined reassigned'])
    expect(statusesOf((await sendOps(test, 'auditorSecond', [opFor(audit)])).body)).toEqual(['stored'])
  })

  it('is shown to head office and to nobody else', async () => {
    const { test, ask, audit } = await begin({ state: 'submitted' })
    await sendOps(test, 'auditor', [opFor(audit, { value: '迟到的<b>备注</b>' })])
    for (const as of ['auditor', 'shopper', 'regionEast', 'dealerManager', 'administrator'] as const) {
      expect((await ask('/answers/quarantine', { as })).status).toBe(404)
    }
    const html = await (await ask('/answers/quarantine', { as: 'headOffice' })).text()
    expect(html).toContain('审核已提交或已取消')
    expect(html).toContain('迟到的&lt;b&gt;备注&lt;/b&gt;')
    expect(html).toContain('顾明')
    const filtered = await ask('/answers/quarantine?reason=reassigned', { as: 'headOffice' })
    expect(await filtered.text()).not.toContain('迟到的')
    const english = await ask('/answers/quarantine?q=as-2-05', { as: 'headOffice', locale: 'en' })
    expect(await english.text()).toContain('AS-2-05')
  })

  it('has room for so much of one person and no more', async () => {
    const { test, audit, db } = await begin({ state: 'submitted' })
    const template = opFor(audit)
    await sendOps(test, 'auditor', [template])
    const row = await db.selectFrom('answer_ops').selectAll().executeTakeFirstOrThrow()
    for (let at = 0; at < 5_000 - 2; at += 200) {
      const rows = Array.from({ length: Math.min(200, 4_998 - at) }, () => ({ ...row, op_id: randomUUID() }))
      await db.insertInto('answer_ops').values(rows).execute()
    }
    const more = [opFor(audit), opFor(audit)]
    expect(statusesOf((await sendOps(test, 'auditor', more)).body)).toEqual([
      'quarantined not_open',
      'refused quarantine_full',
    ])
    expect(statusesOf((await sendOps(test, 'auditor', [template])).body)).toEqual(['quarantined not_open'])
    expect(statusesOf((await sendOps(test, 'auditor', [opFor(await givenAudit(test))])).body)).toEqual(['stored'])
  })
})
