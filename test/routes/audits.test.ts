import { describe, expect, it } from 'vitest'
import { dealers, people } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, waveId, withChecklists, withWave } from '../support/world.ts'

const nobodys = '50000000-0000-4000-8000-000000000001'
const released = { state: 'released', released_at: '2026-11-10T01:00:00.000Z', score_bp: 8995, grade: 'B' } as const
const shop = { kind: 'mystery', auditor: 'shopper', checklist: 'mystery-service-visit' } as const

const world = async () => {
  const test = await testApp()
  await withChecklists(test)
  await withWave(test)
  const page = async (path: string, as: Parameters<TestApp['actor']>[0], locale?: 'en') => {
    const answer = await test.ask(path, { as, locale })
    return { status: answer.status, html: await answer.text() }
  }
  return { ...test, test, page }
}

describe('the list of audits', () => {
  it('shows each role its own: all, the region, what was given to one, what was released', async () => {
    const { page, test } = await world()
    await givenAudit(test, { state: 'in_progress' })
    await givenAudit(test, {
      ...released,
      dealer: 'donghu',
      auditor: 'auditorSecond',
      checklist: '6s-workshop-showroom',
    })
    const both = await page('/audits', 'headOffice')
    expect(both.html).toContain('D3107 临江店')
    expect(both.html).toContain('D4112 东湖店')
    expect(both.html).toContain('共 2 条')

    expect((await page('/audits', 'regionEast')).html).not.toContain('东湖店')
    expect((await page('/audits', 'regionCentral')).html).not.toContain('临江店')
    expect((await page('/audits', 'auditor')).html).not.toContain('东湖店')
    expect((await page('/audits', 'auditorSecond')).html).toContain('东湖店')
    expect((await page('/audits', 'dealerManager')).html).toContain('还没有审核')
    expect((await page('/audits', 'otherManager')).html).toContain('东湖店')
    expect((await page('/audits', 'dealerStaff')).status).toBe(404)
    expect((await page('/audits', 'administrator')).status).toBe(404)
  })

  it('searches, filters, sorts and pages by its URL', async () => {
    const { page, test } = await world()
    await givenAudit(test, { ...released, wave_id: waveId })
    await givenAudit(test, { ...released, score_bp: 7000, dealer: 'donghu', checklist: '6s-workshop-showroom' })
    await givenAudit(test, { state: 'planned', dealer: 'binjiang' })
    const list = async (query: string) => (await page(`/audits${query}`, 'headOffice')).html
    expect(await list('?q=D3107')).not.toContain('东湖店')
    expect(await list('?q=6S')).not.toContain('临江店')
    expect(await list('?state=planned')).toContain('共 1 条')
    expect(await list(`?wave=${waveId}`)).toContain('共 1 条')
    expect(await list('?checklist=6s-workshop-showroom')).toContain('共 1 条')
    expect(await list('?kind=unannounced')).toContain('没有符合条件的记录')
    const hubei = await test.db.selectFrom('regions').select('id').where('code', '=', 'C-HB').executeTakeFirstOrThrow()
    expect(await list(`?region=${hubei.id}`)).toContain('共 1 条')
    const byScore = await list('?sort=score&dir=asc')
    expect(byScore.indexOf('东湖店')).toBeLessThan(byScore.indexOf('临江店'))
    expect(byScore.indexOf('临江店')).toBeLessThan(byScore.indexOf('滨江店'))
  })

  it('never shows a figure that would round up to a better grade', async () => {
    const { page, test } = await world()
    await givenAudit(test, released)
    expect((await page('/audits', 'headOffice')).html).toContain('89.95')
  })

  it('keeps a mystery shop from region and dealer until its release, in the count too', async () => {
    const { page, test, db } = await world()
    const audit = await givenAudit(test, { ...shop, state: 'submitted', score_bp: 8000 })
    for (const as of ['regionEast', 'dealerManager'] as const) {
      const list = await page('/audits', as)
      expect(list.html).toContain('还没有审核')
      expect(list.html).not.toContain('D3107 临江店</a>')
      expect((await page(`/audits/${audit.id}`, as)).status).toBe(404)
      // Its page is that of an audit that never was, but for the numbers of the request.
      const withoutIds = ({ html }: { html: string }) => html.replaceAll(/[0-9a-f-]{36}/g, '')
      expect(withoutIds(await page(`/audits/${audit.id}`, as))).toBe(withoutIds(await page(`/audits/${nobodys}`, as)))
    }
    await db.updateTable('audits').set(released).execute()
    for (const as of ['regionEast', 'dealerManager'] as const) {
      expect((await page('/audits', as)).html).toContain('共 1 条')
    }
    const asHeadOffice = (await page('/audits', 'headOffice')).html
    expect(asHeadOffice).toContain('顾客07')
    expect(asHeadOffice).not.toContain('苏晓')
  })

  it('tells a shopper neither state, score nor order of their shops after handing in', async () => {
    const { page, test } = await world()
    await givenAudit(test, { ...shop, ...released, planned_on: '2026-11-01' })
    await givenAudit(test, {
      ...shop,
      ...released,
      score_bp: 5000,
      dealer: 'donghu',
      planned_on: '2026-11-02',
      state: 'voided',
    })
    const list = await page('/audits', 'shopper')
    expect(list.html).toContain('待复核')
    for (const told of ['已发布', '已作废', '89.9', '50.0']) expect(list.html).not.toContain(told)
    const orderOf = (html: string) => html.indexOf('临江店') < html.indexOf('东湖店')
    expect(orderOf((await page('/audits?sort=score', 'shopper')).html)).toBe(orderOf(list.html))
    expect(orderOf((await page('/audits?sort=state', 'shopper')).html)).toBe(orderOf(list.html))
    expect((await page('/audits?state=voided', 'shopper')).html).toContain('临江店')
  })

  it('tells a dealer of announced audits to come: day, checklist and auditor', async () => {
    const { page, test } = await world()
    const announced = await givenAudit(test, { state: 'planned', planned_on: '2026-11-25' })
    await givenAudit(test, { state: 'planned', kind: 'unannounced', checklist: '6s-workshop-showroom' })
    const practice = await givenAudit(test, { state: 'planned', practice: 1, checklist: 'process-compliance' })
    const { html } = await page('/audits', 'dealerManager')
    expect(html).toContain('2026年11月25日')
    expect(html).toContain('售后服务核心流程审核表')
    expect(html).toContain('顾明')
    expect(html).not.toContain('6S审核表')
    const notice = await page(`/audits/${announced.id}`, 'dealerManager')
    expect(notice.status).toBe(200)
    expect(notice.html).toContain('主机厂已通知此次审核')
    expect(notice.html).not.toContain('已计划')
    expect((await page(`/audits/${practice.id}`, 'dealerManager')).status).toBe(404)
    expect((await page(`/audits/${announced.id}`, 'otherManager')).status).toBe(404)
  })
})

describe('starting an audit', () => {
  it('refuses whoever may not see it, may not record it, or comes at the wrong time', async () => {
    const { ask, test } = await world()
    const audit = await givenAudit(test, { state: 'planned' })
    const start = (as: Parameters<TestApp['actor']>[0], id = audit.id) =>
      ask(`/audits/${id}/start`, { as, method: 'POST' })
    expect((await start('auditor', nobodys)).status).toBe(404)
    expect((await start('auditorSecond')).status).toBe(404)
    expect((await start('dealerManager')).status).toBe(404)
    expect((await start('headOffice')).status).toBe(403)
    expect((await start('regionEast')).status).toBe(403)
    expect((await start('auditor')).status).toBe(303)
    const again = await start('auditor')
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('审核正在进行')
  })

  it('moves it, dates it and logs it', async () => {
    const { ask, db, page, test } = await world()
    const audit = await givenAudit(test, { state: 'planned', started_at: null })
    expect((await page(`/audits/${audit.id}`, 'auditor')).html).toContain('开始审核')
    await ask(`/audits/${audit.id}/start`, { as: 'auditor', method: 'POST' })
    const row = await db.selectFrom('audits').selectAll().executeTakeFirstOrThrow()
    expect([row.state, row.started_at]).toEqual(['in_progress', '2026-11-18T01:30:00.000Z'])
    const { html } = await page(`/audits/${audit.id}`, 'auditor')
    expect(html).toContain(`/audits/${audit.id}/sheet`)
    const log = await db.selectFrom('activity').selectAll().where('subject_id', '=', audit.id).execute()
    expect(log.map((entry) => [entry.verb, entry.actor_id])).toEqual([['audit.start', people.auditor.id]])
  })
})

describe('handing an audit over', () => {
  it('refuses people who could not be given it, and states without a recorder', async () => {
    const { ask, test } = await world()
    const audit = await givenAudit(test)
    const give = (auditor_id: string, as: Parameters<TestApp['actor']>[0] = 'headOffice') =>
      ask(`/audits/${audit.id}/assignment`, { as, form: { auditor_id } })
    expect((await give(people.auditorSecond.id, 'auditorSecond')).status).toBe(404)
    expect((await give(people.auditorSecond.id, 'regionEast')).status).toBe(404)
    expect((await give('')).status).toBe(422)
    const toShopper = await give(people.shopper.id)
    expect(toShopper.status).toBe(422)
    expect(await toShopper.text()).toContain('此类审核只能由审核员')
    expect((await give(people.auditor.id)).status).toBe(422)
    const done = await givenAudit(test, { state: 'submitted', checklist: '6s-workshop-showroom' })
    expect((await ask(`/audits/${done.id}/assignment`, { as: 'headOffice' })).status).toBe(409)
  })

  it('gives a half-done audit to a colleague, keeps who held it, and takes the lead along', async () => {
    const { ask, db, page, test } = await world()
    const audit = await givenAudit(test)
    expect((await page(`/audits/${audit.id}/assignment`, 'auditor')).html).toContain('陆薇')
    const form = { auditor_id: people.auditorSecond.id }
    expect((await ask(`/audits/${audit.id}/assignment`, { as: 'auditor', form })).status).toBe(303)
    const row = await db.selectFrom('audits').selectAll().executeTakeFirstOrThrow()
    expect([row.auditor_id, row.state]).toEqual([people.auditorSecond.id, 'in_progress'])
    const assigned = await db.selectFrom('audit_assignments').selectAll().orderBy('until_at').execute()
    expect(new Map(assigned.map((one) => [one.user_id, one.until_at === null]))).toEqual(
      new Map([
        [people.auditor.id, false],
        [people.auditorSecond.id, true],
      ]),
    )
    expect((await db.selectFrom('visits').select('lead_id').executeTakeFirstOrThrow()).lead_id).toBe(
      people.auditorSecond.id,
    )
    const before = await page(`/audits/${audit.id}`, 'auditor')
    expect(before.status).toBe(200)
    expect(before.html).toContain('由 顾明 移交给 陆薇')
    expect(before.html).toContain('查看检查表')
    expect(before.html).not.toContain('打开检查表')
  })
})

describe('cancelling an audit', () => {
  it('is head office only, needs a reason, and cannot undo a submission', async () => {
    const { ask, test } = await world()
    const audit = await givenAudit(test)
    const cancel = (as: Parameters<TestApp['actor']>[0], reason: string, id = audit.id) =>
      ask(`/audits/${id}/cancellation`, { as, form: { reason } })
    expect((await cancel('auditor', '门店装修')).status).toBe(404)
    const empty = await cancel('headOffice', ' ')
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('请填写此项')
    const done = await givenAudit(test, { state: 'submitted', dealer: 'donghu' })
    expect((await cancel('headOffice', '门店装修', done.id)).status).toBe(409)
  })

  it('ends it with the reason where its auditor reads it', async () => {
    const { ask, db, page, test } = await world()
    const audit = await givenAudit(test)
    const form = { reason: '门店装修，改期另行安排' }
    expect((await ask(`/audits/${audit.id}/cancellation`, { as: 'headOffice', form })).status).toBe(303)
    const row = await db.selectFrom('audits').selectAll().executeTakeFirstOrThrow()
    expect([row.state, row.cancel_reason]).toEqual(['cancelled', '门店装修，改期另行安排'])
    const { html } = await page(`/audits/${audit.id}`, 'auditor')
    expect(html).toContain('门店装修，改期另行安排')
    expect(html).toContain('取消审核')
  })
})

describe('an unknown audit', () => {
  it('does not exist, whoever asks, and neither does one of another dealer', async () => {
    const { page, test } = await world()
    const audit = await givenAudit(test, { ...released, dealer_id: dealers.donghu.id })
    for (const path of ['', '/assignment', '/cancellation']) {
      expect((await page(`/audits/${nobodys}${path}`, 'headOffice')).status).toBe(404)
      expect((await page(`/audits/x${path}`, 'headOffice')).status).toBe(404)
    }
    expect((await page(`/audits/${audit.id}`, 'dealerManager')).status).toBe(404)
  })
})
