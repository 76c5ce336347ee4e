import { describe, expect, it } from 'vitest'
import { people } from '../../server/demo/cast.ts'
import { finaliseDue } from '../../server/reviews/commands.ts'
import { answerAll, say } from '../support/answering.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { waveId, withChecklists, withWave } from '../support/world.ts'

type Name = Parameters<TestApp['actor']>[0]

const planned = async (checklist: string, change: Record<string, string> = {}) => {
  const test = await testApp()
  const versionOf = await withChecklists(test)
  await withWave(test)
  const form = {
    dealer: 'D3107',
    on_day: '2026-11-18',
    wave_id: waveId,
    lead_id: people.auditor.id,
    checklist_1: await versionOf(checklist),
    kind_1: 'announced',
    conducted_by_1: 'oem',
    ...change,
  }
  expect((await test.ask('/visits/new', { as: 'headOffice', form })).status).toBe(303)
  const audit = await test.db.selectFrom('audits').selectAll().executeTakeFirstOrThrow()
  const page = async (path: string, as: Name, locale?: 'en') => {
    const answer = await test.ask(`/audits/${audit.id}${path}`, { as, locale })
    return { status: answer.status, html: await answer.text() }
  }
  const post = (path: string, as: Name, form: Record<string, string> = {}) =>
    test.ask(`/audits/${audit.id}${path}`, { as, form })
  const now = () => test.db.selectFrom('audits').selectAll().executeTakeFirstOrThrow()
  return { ...test, test, audit, page, post, now }
}

describe('an audit from plan to release', () => {
  it('is planned, answered, handed in, returned, handed in again, reviewed and released to its dealer', async () => {
    const { audit, clock, db, now, page, post, test } = await planned('after-sales-core-process')

    // The dealer is told of the announced audit, and of nothing else.
    expect((await page('', 'dealerManager')).html).toContain('主机厂已通知此次审核')

    expect((await post('/start', 'auditor')).status).toBe(303)
    const early = await page('/submission', 'auditor')
    expect(early.html).toContain('处未完成')
    expect(early.html).toContain('AS-5-03')
    const refused = await post('/submission', 'auditor')
    expect(refused.status).toBe(409)
    expect((await now()).state).toBe('in_progress')

    await answerAll(test, 'auditor', audit, ['AS-5-03', 'AS-6-04', 'AS-7-04'])
    const ready = await page('/submission', 'auditor')
    expect(ready.html).toContain('产生发现项：关键 1 · 严重 2')
    expect((await post('/submission', 'auditor')).status).toBe(303)
    const first = await now()
    expect([first.state, first.finding_count, first.critical_count]).toEqual(['submitted', 3, 1])
    expect(first.score_bp).toBeGreaterThan(8000)
    expect((await post('/submission', 'auditor')).status).toBe(409)

    // Before release nothing of it exists for the dealer.
    expect((await page('', 'dealerManager')).status).toBe(404)
    expect((await page('/report.pdf', 'dealerManager')).status).toBe(404)
    expect((await page('', 'regionEast')).html).toContain('AS-5-03')

    expect((await post('/release', 'headOffice')).status).toBe(409)
    expect((await post('/review', 'headOffice')).status).toBe(303)
    expect((await post('/return', 'headOfficeSecond', { reason: '缺少说明' })).status).toBe(409)
    expect((await post('/return', 'headOffice', { reason: '' })).status).toBe(422)
    expect((await post('/return', 'headOffice', { reason: '请核对旧件展示的抽样。' })).status).toBe(303)
    expect((await page('', 'auditor')).html).toContain('请核对旧件展示的抽样。')

    await say(test, 'auditor', audit, [
      { item_code: 'AS-7-04', kind: 'answer', value: { type: 'sample', checked: 10, conform: 10 } },
      {
        item_code: 'AS-7-04',
        kind: 'sample_refs',
        value: Array.from({ length: 10 }, (_, index) => ({ ref: String(3901 + index), conform: true })),
      },
      { item_code: 'AS-7-04', kind: 'losses', value: [] },
    ])
    expect((await post('/submission', 'auditor')).status).toBe(303)
    const second = await now()
    expect(second.finding_count).toBe(2)
    expect(second.score_bp).toBeGreaterThan(first.score_bp ?? 0)
    const findings = await db.selectFrom('findings').selectAll().orderBy('item_code').execute()
    expect(findings.map((finding) => [finding.item_code, finding.severity, finding.state])).toEqual([
      ['AS-5-03', 'critical', 'raised'],
      ['AS-6-04', 'major', 'raised'],
      ['AS-7-04', 'major', 'withdrawn'],
    ])
    const scores = await db.selectFrom('audit_scores').select('sequence').orderBy('sequence').execute()
    expect(scores.map((score) => score.sequence)).toEqual([1, 2])

    await post('/review', 'headOffice')
    const outlook = await page('/release', 'headOffice')
    expect(outlook.html).toContain('为 2 个发现项建立整改')
    expect(outlook.html).toContain('2026年11月25日')
    const [one, other] = await Promise.all([post('/release', 'headOffice'), post('/release', 'headOffice')])
    expect([one.status, other.status].sort()).toEqual([303, 409])

    const released = await now()
    expect([released.state, released.report_version, released.appeal_closes_at]).toEqual([
      'released',
      1,
      '2026-11-25T15:59:59.000Z',
    ])
    expect(await db.selectFrom('corrective_actions').select('item_code').orderBy('item_code').execute()).toEqual([
      { item_code: 'AS-5-03' },
      { item_code: 'AS-6-04' },
    ])
    expect(await db.selectFrom('report_versions').select('version').execute()).toEqual([{ version: 1 }])

    const seen = await page('', 'dealerManager')
    expect(seen.status).toBe(200)
    for (const text of ['AS-5-03', 'CA-0001', '申诉截止 2026-11-25', '报告版本', '做得好的']) {
      expect(seen.html).toContain(text)
    }
    expect(seen.html).not.toContain('退回审核员')
    const english = await page('', 'otherManager')
    expect(english.status).toBe(404)

    // The window closes by itself, and silence is recorded as no objection.
    expect(await finaliseDue(test.app)).toBe(0)
    clock.now = new Date('2026-11-25T16:00:00.000Z')
    expect(await finaliseDue(test.app)).toBe(1)
    expect(await finaliseDue(test.app)).toBe(0)
    expect((await now()).state).toBe('final')
    expect((await page('', 'headOffice')).html).toContain('申诉期结束，无异议')
    expect((await page('', 'dealerManager')).html).toContain('申诉期已于 2026-11-25 结束')
  }, 90_000)
})
