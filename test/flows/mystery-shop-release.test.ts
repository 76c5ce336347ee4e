import { describe, expect, it } from 'vitest'
import type { ReportSnapshot } from '../../server/reports/snapshot.ts'
import { finaliseDue } from '../../server/reviews/commands.ts'
import { answerAll, releasedAudit, submittedAudit } from '../support/answering.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

type Name = Parameters<TestApp['actor']>[0]
const shop = { kind: 'mystery', auditor: 'shopper', checklist: 'mystery-service-visit' } as const

const world = async () => {
  const test = await testApp()
  await withChecklists(test)
  const page = async (path: string, as: Name) => {
    const answer = await test.ask(path, { as })
    return { status: answer.status, html: (await answer.text()).replaceAll(/[0-9a-f-]{36}/g, '') }
  }
  return { ...test, test, page }
}

describe('a mystery shop', () => {
  it('changes not a byte of what dealer and region see, from plan to review', async () => {
    const { ask, page, test } = await world()
    const eyes = async () => {
      const seen: string[] = []
      for (const as of ['dealerManager', 'regionEast'] as const) {
        for (const path of ['/audits', '/audits?kind=mystery', '/audits?q=神秘', '/audits?state=submitted']) {
          seen.push((await page(path, as)).html)
        }
      }
      return seen
    }
    const before = await eyes()
    const audit = await givenAudit(test, { ...shop, state: 'planned' })
    expect(await eyes()).toEqual(before)
    await ask(`/audits/${audit.id}/start`, { as: 'shopper', form: {} })
    await answerAll(test, 'shopper', audit, ['MV-1-02'])
    expect(await eyes()).toEqual(before)
    await ask(`/audits/${audit.id}/submission`, { as: 'shopper', form: {} })
    await ask(`/audits/${audit.id}/review`, { as: 'headOffice', form: {} })
    expect(await eyes()).toEqual(before)
    for (const as of ['dealerManager', 'regionEast'] as const) {
      for (const step of ['', '/report.pdf', '/submission']) {
        expect((await page(`/audits/${audit.id}${step}`, as)).status).toBe(404)
      }
    }
  }, 60_000)

  it('is released without a word about the shopper, and the shopper learns nothing of the result', async () => {
    const { db, page, test } = await world()
    const audit = await releasedAudit(test, shop, ['MV-1-02'])
    const seen = await page(`/audits/${audit.id}`, 'dealerManager')
    expect(seen.status).toBe(200)
    for (const secret of ['苏晓', '顾客07']) expect(seen.html).not.toContain(secret)
    const { snapshot } = await db.selectFrom('report_versions').select('snapshot').executeTakeFirstOrThrow()
    for (const secret of ['苏晓', '顾客07']) expect(snapshot).not.toContain(secret)
    expect(snapshot).toContain('神秘顾客')
    const { findings } = JSON.parse(snapshot) as ReportSnapshot
    expect(findings.flatMap((finding) => finding.photos.map((photo) => photo.at)).every((at) => at === null)).toBe(true)

    const own = await page(`/audits/${audit.id}`, 'shopper')
    expect(own.status).toBe(200)
    expect(own.html).toContain('待复核')
    for (const told of ['已发布', '得分', 'MV-1-02', '报告', '复核人']) expect(own.html).not.toContain(told)
    expect((await page(`/audits/${audit.id}/report.pdf`, 'shopper')).status).toBe(404)
  })

  it('hands in without being told the score', async () => {
    const { page, test } = await world()
    const audit = await givenAudit(test, shop)
    await answerAll(test, 'shopper', audit, ['MV-1-02'])
    const { html } = await page(`/audits/${audit.id}/submission`, 'shopper')
    expect(html).toContain('确认提交')
    expect(html).not.toContain('等级')
    expect(html).not.toContain('发现项')
  })
})

describe('a finding that comes back', () => {
  it('is linked to the one before, counted, one step graver, and joins the action that exists', async () => {
    const { clock, db, page, test } = await world()
    clock.now = new Date('2026-05-12T01:30:00.000Z')
    const first = await releasedAudit(test, { planned_on: '2026-05-12' }, ['AS-6-04'])
    clock.now = new Date('2026-11-18T01:30:00.000Z')
    expect(await finaliseDue(test.app)).toBe(1)
    const second = await submittedAudit(test, {}, ['AS-6-04'])
    const [before, after] = await db.selectFrom('findings').selectAll().orderBy('raised_at').execute()
    expect(after).toMatchObject({
      repeat_of: before?.id,
      repeat_count: 1,
      base_severity: 'major',
      severity: 'critical',
    })
    const row = await db.selectFrom('audits').selectAll().where('id', '=', second.id).executeTakeFirstOrThrow()
    expect(row.previous_audit_id).toBe(first.id)
    await test.ask(`/audits/${second.id}/review`, { as: 'headOffice', form: {} })
    await test.ask(`/audits/${second.id}/release`, { as: 'headOffice', form: {} })
    expect(await db.selectFrom('corrective_actions').select('number').execute()).toEqual([{ number: 1 }])
    const seen = await page(`/audits/${second.id}`, 'dealerManager')
    expect(seen.html).toContain('重复发现 第 2 次')
    expect(seen.html).toContain('上次 ')
  })

  it('repeats nothing that was voided, or found more than 12 months ago', async () => {
    const { db, test } = await world()
    const old = await releasedAudit(test, { planned_on: '2025-11-17' }, ['AS-6-04'])
    const voided = await releasedAudit(test, { planned_on: '2026-05-12' }, ['AS-6-04'])
    await test.ask(`/audits/${voided.id}/voiding`, { as: 'headOffice', form: { reason: '经销商有误' } })
    const audit = await submittedAudit(test, {}, ['AS-6-04'])
    const finding = await db.selectFrom('findings').selectAll().where('audit_id', '=', audit.id).executeTakeFirst()
    expect(finding).toMatchObject({ repeat_of: null, severity: 'major' })
    expect(old.id).not.toBe(audit.id)
  })
})
