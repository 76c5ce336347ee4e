import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { recordOps } from '../../server/answers/commands.ts'
import { operation } from '../../server/answers/op.ts'
import { loadRecorded } from '../../server/answers/recorded.ts'
import { getContent } from '../../server/checklists/store.ts'
import { people } from '../../server/demo/cast.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import type { SheetData } from '../../views/sheet/model.ts'
import { testApp } from '../support/app.ts'
import { opFor, sendOps } from '../support/ops.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const begin = async (given: Parameters<typeof givenAudit>[1] = {}) => {
  const test = await testApp()
  await withChecklists(test)
  const audit = await givenAudit(test, given)
  return { ...test, test, audit, path: `/audits/${audit.id}/sheet` }
}

/** What the page hands to its script. */
const dataIn = (html: string) => {
  const block = html.match(/<script type="application\/json" id="sheet-data">(.*?)<\/script>/s)?.[1] ?? ''
  return JSON.parse(block) as { data: SheetData; reader: { locale: string; words: Record<string, string> } }
}

describe('the sheet is', () => {
  it('nowhere for those who may not see the audit, and for every dealer', async () => {
    const { ask, path, db, audit } = await begin()
    expect((await ask(path)).status).toBe(303)
    for (const as of ['auditorSecond', 'shopper', 'regionCentral', 'administrator'] as const) {
      expect([as, (await ask(path, { as })).status]).toEqual([as, 404])
    }
    await db
      .updateTable('audits')
      .set({ state: 'released', released_at: '2026-11-20T01:00:00.000Z' })
      .where('id', '=', audit.id)
      .execute()
    for (const as of ['dealerManager', 'dealerStaff', 'otherManager'] as const) {
      expect([as, (await ask(path, { as })).status]).toEqual([as, 404])
      expect([as, (await ask(`/sync/v1/audits/${audit.id}`, { as })).status]).toEqual([as, 404])
    }
    expect((await ask(`/audits/${randomUUID()}/sheet`, { as: 'auditor' })).status).toBe(404)
    expect((await ask('/audits/1/sheet', { as: 'auditor' })).status).toBe(404)
  })

  it('open to whoever records the audit, to read for those who look on', async () => {
    const { ask, path } = await begin()
    const own = await (await ask(path, { as: 'auditor' })).text()
    expect(dataIn(own).data.open).toBe(true)
    expect(own).toContain('data-do="choose"')
    for (const as of ['headOffice', 'regionEast'] as const) {
      const html = await (await ask(path, { as })).text()
      expect(dataIn(html).data.open).toBe(false)
      expect(html).toContain('您可以查看这份答题表，不能修改。')
    }
  })

  it('only to be read before the start and after the end, and says why', async () => {
    const { ask, test } = await begin()
    const said = {
      planned: '审核还没有开始',
      submitted: '审核已提交',
      in_review: '审核已提交',
      released: '审核已提交',
      cancelled: '审核已取消',
    } as const
    for (const [state, sentence] of Object.entries(said)) {
      const audit = await givenAudit(test, { state: state as keyof typeof said })
      const html = await (await ask(`/audits/${audit.id}/sheet`, { as: 'auditor' })).text()
      expect(dataIn(html).data.open).toBe(false)
      expect(html).toContain(sentence)
      expect(html).not.toContain('class="act"')
    }
    const returned = await givenAudit(test, { state: 'returned', return_reason: '第2章<b>照片</b>不清楚' })
    const html = await (await ask(`/audits/${returned.id}/sheet`, { as: 'auditor' })).text()
    expect(dataIn(html).data.open).toBe(true)
    expect(html).toContain('第2章&lt;b&gt;照片&lt;/b&gt;不清楚')
  })
})

describe('the sheet shows', () => {
  it('what is recorded, with score, progress and what is missing', async () => {
    const { ask, test, audit, path } = await begin()
    await sendOps(test, 'auditor', [
      opFor(audit, { kind: 'answer', item_code: 'AS-1-04', value: { type: 'yes_no', value: 'no' } }),
      opFor(audit, { kind: 'answer', item_code: 'AS-6-04', value: { type: 'yes_no', value: 'yes' } }),
    ])
    const html = await (await ask(path, { as: 'auditor' })).text()
    const text = html
      .replace(/<script type="application\/json".*?<\/script>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
    expect(text).toContain('2 /40 已答')
    expect(text).toContain('缺照片')
    expect(text).toContain('缺单据照片')
    expect(text).toContain('✗ 不符合')
    expect(text).toContain('还差 40 项')
    expect(dataIn(html).data.tips).toHaveLength(2)
  })

  it('how the same item came out last time, in the words of the reader', async () => {
    const { ask, app, db, test, actor, path } = await begin()
    const last = await givenAudit(test, { planned_on: '2026-05-19' })
    const auditor = await actor('auditor')
    const answer = { kind: 'answer', item_code: 'AS-1-04', value: { type: 'yes_no', value: 'no' } }
    await recordOps(app, auditor, [operation.parse(opFor(last, answer))])
    const { answers, marks, losses } = await loadRecorded(db, last.id)
    const checklist = await getContent(db, last.checklist_version_id)
    const result = scoreAudit({ checklist, answers, marks, losses, mode: 'final' })
    await db
      .insertInto('audit_scores')
      .values({
        id: randomUUID(),
        audit_id: last.id,
        sequence: 1,
        engine: '1',
        result: JSON.stringify(result),
        scored_at: '2026-05-20T01:00:00.000Z',
        scored_by: null,
      })
      .execute()
    const before = await (await ask(path, { as: 'auditor' })).text()
    expect(dataIn(before).data.last).toBeNull()
    await db
      .updateTable('audits')
      .set({ state: 'final', released_at: '2026-05-25T01:00:00.000Z' })
      .where('id', '=', last.id)
      .execute()
    const html = await (await ask(path, { as: 'auditor' })).text()
    expect(dataIn(html).data.last).toMatchObject({
      when: '05-19',
      items: { 'AS-1-04': { said: { tone: 'bad', text: '不符合' }, points: '0', finding: true } },
    })
    expect(html).toContain('上次不符合')
  })

  it('no score and no last result to a shopper', async () => {
    const { ask, path, test, audit } = await begin({
      checklist: 'mystery-service-visit',
      kind: 'mystery',
      auditor: 'shopper',
    })
    await sendOps(test, 'shopper', [
      opFor(audit, { kind: 'mark', item_code: 'P0', value: { at: '2026-11-18T01:30:05.000Z' } }),
      opFor(audit, { kind: 'mark', item_code: 'P1', value: { at: '2026-11-18T01:30:12.000Z' } }),
    ])
    const html = await (await ask(path, { as: 'shopper' })).text()
    expect(dataIn(html).data).toMatchObject({ showsScore: false, last: null, open: true })
    expect(html).not.toContain('class="score"')
    expect(html).toContain('09:30:05')
    expect((await ask(path, { as: 'regionEast' })).status).toBe(404)
  })

  it('each reader their own language, in one language only', async () => {
    const { ask, path, db } = await begin()
    await db.updateTable('users').set({ locale: 'en' }).where('id', '=', people.auditor.id).execute()
    const english = await (await ask(path, { as: 'auditor' })).text()
    expect(dataIn(english).reader.words['sheet.choice.pass']).toBe('Conforms')
    expect(english.replaceAll('中文', '')).not.toMatch(/\p{Script=Han}{4}/u)
    const chinese = await (await ask(path, { as: 'headOffice' })).text()
    expect(dataIn(chinese).reader.words['sheet.choice.pass']).toBe('符合')
  })

  it('what people wrote as text, never as markup', async () => {
    const { ask, test, audit, path } = await begin()
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>'
    await sendOps(test, 'auditor', [opFor(audit, { value: evil })])
    const html = await (await ask(path, { as: 'auditor' })).text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
    expect(dataIn(html).data.tips[0]?.value).toBe(evil)
  })

  it('says that recording needs a script, and has none inside', async () => {
    const { ask, path } = await begin()
    const html = await (await ask(path, { as: 'auditor' })).text()
    expect(html).toMatch(/<noscript>.*JavaScript.*<\/noscript>/s)
    expect(html).not.toMatch(/<script(?![^>]*(src=|type="application\/json"))/)
    expect(html).not.toMatch(/ style=| on\w+="/)
  })

  it('two answers side by side', async () => {
    const { ask, test, audit, path, db } = await begin()
    await db
      .insertInto('visit_co_auditors')
      .values({ visit_id: audit.visit_id, user_id: people.auditorSecond.id })
      .execute()
    const say = (value: string) => ({ kind: 'answer', item_code: 'AS-1-04', value: { type: 'yes_no', value } })
    await sendOps(test, 'auditor', [opFor(audit, say('yes'))])
    await sendOps(test, 'auditorSecond', [opFor(audit, say('no'))])
    const html = await (await ask(path, { as: 'auditor' })).text()
    expect(html).toContain('class="versus"')
    expect(html).toContain('陆薇')
    expect(html).toContain('两份答案')
  })
})

describe('what is recorded now', () => {
  it('is told to an open sheet, in the protocol', async () => {
    const { ask, test, audit } = await begin()
    await sendOps(test, 'auditor', [opFor(audit)])
    const response = await ask(`/sync/v1/audits/${audit.id}`, {
      as: 'auditor',
      headers: { accept: 'application/json' },
    })
    expect(await response.json()).toMatchObject({
      protocol: 'dealer-audit-sync/1',
      user: people.auditor.id,
      state: 'in_progress',
      records: true,
      tips: [{ kind: 'note', value: '现场查看', userId: people.auditor.id }],
      people: { [people.auditor.id]: '顾明' },
      photos: [],
    })
  })

  it('belongs to one person: ops of someone else who was signed in before are held back', async () => {
    const { ask, audit, db } = await begin()
    const json = { user: people.auditorSecond.id, ops: [opFor(audit)] }
    expect((await ask('/sync/v1/ops', { as: 'auditor', json })).status).toBe(409)
    expect(await db.selectFrom('answer_ops').selectAll().execute()).toEqual([])
    expect((await ask('/sync/v1/ops', { as: 'auditor', json: { ...json, user: people.auditor.id } })).status).toBe(200)
  })
})
