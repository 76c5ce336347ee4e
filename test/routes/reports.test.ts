import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashedText, type ReportSnapshot } from '../../server/reports/snapshot.ts'
import { releasedAudit, submittedAudit } from '../support/answering.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { readPdf } from '../support/pdf-text.ts'
import { withChecklists } from '../support/world.ts'

type Name = Parameters<TestApp['actor']>[0]
const nobodys = '50000000-0000-4000-8000-000000000001'

const world = async () => {
  const test = await testApp()
  await withChecklists(test)
  const pdf = async (id: string, as: Name, query = '') => {
    const answer = await test.ask(`/audits/${id}/report.pdf${query}`, { as })
    return { answer, status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  return { ...test, test, pdf }
}

describe('the report of an audit', () => {
  it('does not exist for strangers, other dealers, shoppers, or before release', async () => {
    const { ask, pdf, test } = await world()
    const submitted = await submittedAudit(test)
    for (const as of ['headOffice', 'auditor', 'dealerManager'] as const) {
      expect((await pdf(submitted.id, as)).status).toBe(404)
    }
    const audit = await releasedAudit(test, { checklist: '6s-workshop-showroom' }, [])
    for (const as of ['otherManager', 'dealerStaff', 'shopper', 'auditorSecond', 'regionCentral'] as const) {
      expect((await pdf(audit.id, as)).status).toBe(404)
    }
    expect((await ask(`/audits/${audit.id}/report.pdf`)).status).toBe(303)
    expect((await pdf(nobodys, 'headOffice')).status).toBe(404)
    for (const query of ['?version=2', '?version=0', '?version=x', '?lang=de']) {
      expect((await pdf(audit.id, 'headOffice', query)).status).toBe(404)
    }
  })

  it('is a PDF in either language, named after dealer, checklist and day', async () => {
    const { pdf, test } = await world()
    const audit = await releasedAudit(test)
    const chinese = await pdf(audit.id, 'dealerManager', '?lang=zh-CN')
    expect(chinese.status).toBe(200)
    expect(chinese.answer.headers.get('content-type')).toBe('application/pdf')
    expect(chinese.answer.headers.get('cache-control')).toBe('private, no-store')
    const named = decodeURIComponent(chinese.answer.headers.get('content-disposition')?.split("UTF-8''")[1] ?? '')
    expect(named).toBe('D3107 售后服务核心流程审核表 2026-11-18 第1版.pdf')
    const { text } = readPdf(chinese.bytes)
    expect(text).toContain('AS-5-03')
    expect(text).toContain('临江店')
    const english = await pdf(audit.id, 'auditor', '?lang=en')
    expect(readPdf(english.bytes).text).toContain('After-sales')
  })

  it('tells how the score came about, on the page and in the PDF, from what was frozen', async () => {
    const { ask, db, pdf, test } = await world()
    const audit = await releasedAudit(test)
    const steps = '全部章节合并'
    for (const as of ['headOffice', 'auditor', 'dealerManager'] as const) {
      const page = await (await ask(`/audits/${audit.id}`, { as })).text()
      expect(page).toContain('id="why"')
      expect(page).toContain(steps)
    }
    const { bookmarks, text } = readPdf((await pdf(audit.id, 'dealerManager', '?lang=zh-CN')).bytes)
    expect(bookmarks).toContain('得分是怎样得出的')
    expect(bookmarks).toContain('从得分到结果')
    expect(text.replaceAll('\n', '')).toContain(steps)
    const english = readPdf((await pdf(audit.id, 'dealerManager', '?lang=en')).bytes)
    expect(english.bookmarks).toContain('How the score came about')

    // A report issued before scores were explained stays as it was; the page explains from the score that stands.
    const version = await db.selectFrom('report_versions').selectAll().executeTakeFirstOrThrow()
    const { trace: _, ...older } = JSON.parse(version.snapshot) as ReportSnapshot
    const snapshot = JSON.stringify({ ...older, schema: 'report-snapshot/1' })
    await db.updateTable('report_versions').set({ snapshot }).execute()
    await db.deleteFrom('report_files').execute()
    const before = readPdf((await pdf(audit.id, 'headOffice', '?lang=zh-CN')).bytes)
    expect(before.bookmarks).not.toContain('得分是怎样得出的')
    expect(before.text).toContain('AS-5-03')
    expect(await (await ask(`/audits/${audit.id}`, { as: 'dealerManager' })).text()).toContain(steps)
  })

  it('explains a score to nobody before release but those who see results, and never to a shopper', async () => {
    const { ask, test } = await world()
    const audit = await submittedAudit(test)
    expect(await (await ask(`/audits/${audit.id}`, { as: 'headOffice' })).text()).toContain('id="why"')
    for (const as of ['dealerManager', 'otherManager', 'shopper'] as const) {
      expect(await (await ask(`/audits/${audit.id}`, { as })).text()).not.toContain('why')
    }
    const shop = await releasedAudit(test, { checklist: 'mystery-service-visit', auditor: 'shopper' }, [])
    const answer = await ask(`/audits/${shop.id}`, { as: 'shopper' })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain('why')
  })

  it('is drawn once: whoever asks later gets the same bytes, and the page of verification knows them', async () => {
    const { app, ask, db, pdf, test } = await world()
    const audit = await releasedAudit(test)
    const first = await pdf(audit.id, 'headOffice', '?lang=en')
    const drawing = app.reports.render
    app.reports.render = () => Promise.reject(new Error('drawn twice'))
    const again = await pdf(audit.id, 'dealerManager', '?lang=en&version=1')
    app.reports.render = drawing
    expect(again.bytes.equals(first.bytes)).toBe(true)
    const version = await db.selectFrom('report_versions').selectAll().executeTakeFirstOrThrow()
    const sha256 = createHash('sha256').update(first.bytes).digest('hex')
    const page = await (await ask(`/verify/${version.content_hash}`)).text()
    expect(page).toContain(sha256.slice(0, 8))
    expect(page).toContain('有效')
  })

  it('is frozen with its hash: the same content gives the hash, and its address leads to verification', async () => {
    const { db, test } = await world()
    await releasedAudit(test)
    const version = await db.selectFrom('report_versions').selectAll().executeTakeFirstOrThrow()
    const snapshot = JSON.parse(version.snapshot) as ReportSnapshot
    expect(createHash('sha256').update(hashedText(snapshot)).digest('hex')).toBe(version.content_hash)
    expect(snapshot.issue.contentHash).toBe(version.content_hash)
    expect(snapshot.issue.verifyUrl).toBe(`http://localhost/verify/${version.content_hash}`)
    expect(snapshot.network).toBeNull()
    expect(snapshot.actions.map((action) => action.number)).toEqual(['CA-0001', 'CA-0002'])
  })

  it('compares with the network from five dealers on, as of its release', async () => {
    const { db, test } = await world()
    for (let n = 1; n <= 3; n++) {
      const dealer = await db.selectFrom('dealers').selectAll().limit(1).executeTakeFirstOrThrow()
      const id = `20000000-0000-4000-8000-00000000009${n}`
      await db
        .insertInto('dealers')
        .values({ ...dealer, id, code: `D900${n}` })
        .execute()
      await releasedAudit(test, { dealer_id: id }, [])
    }
    await releasedAudit(test, { dealer: 'donghu' }, [])
    const four = await db.selectFrom('report_versions').select('snapshot').execute()
    expect(four.map((row) => (JSON.parse(row.snapshot) as ReportSnapshot).network)).toEqual([null, null, null, null])
    const practice = await submittedAudit(test, { dealer: 'binjiang', practice: 1 })
    const audit = await releasedAudit(test, {}, ['AS-6-04'])
    const { snapshot } = await db
      .selectFrom('report_versions')
      .select('snapshot')
      .where('audit_id', '=', audit.id)
      .executeTakeFirstOrThrow()
    const report = JSON.parse(snapshot) as ReportSnapshot
    const own = report.score.percentBp ?? 0
    expect(practice.id).not.toBe(audit.id)
    expect(report.network).toEqual({ percentBp: Math.floor((2 * (4 * 10_000 + own) + 5) / 10), dealers: 5 })
    expect(report.sections.every((section) => section.networkBp !== null)).toBe(true)
  })
})

describe('verifying a report', () => {
  it('tells anyone whether a hash was issued or superseded, and nothing of the dealer', async () => {
    const { ask, db, test } = await world()
    const audit = await releasedAudit(test)
    const { content_hash: hash } = await db.selectFrom('report_versions').selectAll().executeTakeFirstOrThrow()
    const unknown = await ask(`/verify/${'0'.repeat(64)}`)
    expect(unknown.status).toBe(200)
    expect(await unknown.text()).toContain('查无此报告')
    expect(await (await ask('/verify/nonsense')).text()).toContain('查无此报告')
    const page = await (await ask(`/verify/${hash}`, { locale: 'en' })).text()
    expect(page).toContain('Valid.')
    for (const secret of ['D3107', '临江', 'Linjiang', audit.id, 'After-sales']) expect(page).not.toContain(secret)
    await test.ask(`/audits/${audit.id}/voiding`, { as: 'headOffice', form: { reason: '经销商有误' } })
    expect(await (await ask(`/verify/${hash}`, { locale: 'en' })).text()).toContain('Superseded.')
  })
})
