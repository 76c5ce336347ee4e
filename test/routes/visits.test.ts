import { describe, expect, it } from 'vitest'
import { dealers, people } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, waveId, withChecklists, withWave } from '../support/world.ts'

const plan = async (test: TestApp, change: Record<string, string> = {}) => {
  const versionOf = await withChecklists(test)
  return {
    dealer: 'D3107 临江店',
    on_day: '2026-11-20',
    wave_id: '',
    lead_id: people.auditor.id,
    checklist_1: await versionOf('after-sales-core-process'),
    kind_1: 'announced',
    conducted_by_1: 'oem',
    ...change,
  }
}
const shop = async (test: TestApp, change: Record<string, string> = {}) => {
  const versionOf = await withChecklists(test)
  return plan(test, {
    lead_id: people.shopper.id,
    kind_1: 'mystery',
    checklist_1: await versionOf('mystery-service-visit'),
    ...change,
  })
}
const auditsIn = ({ db }: TestApp) => db.selectFrom('audits').selectAll().orderBy('checklist_id').execute()

describe('planning a visit', () => {
  it('is head office only: to everyone else the pages do not exist', async () => {
    const { ask } = await testApp()
    for (const as of ['administrator', 'regionEast', 'auditor', 'shopper', 'dealerManager', 'dealerStaff'] as const) {
      expect((await ask('/visits', { as })).status).toBe(404)
      expect((await ask('/visits/new', { as, form: {} })).status).toBe(404)
    }
    expect((await ask('/visits')).status).toBe(303)
  })

  it('offers active dealers, waves, people and the newest checklists', async () => {
    const test = await testApp()
    await withChecklists(test)
    await withWave(test)
    const html = await (await test.ask('/visits/new?dealer=D3107', { as: 'headOffice' })).text()
    for (const text of ['D4112 东湖店', '2026 第2批', '顾明', '顾客07', '售后服务核心流程审核表']) {
      expect(html).toContain(text)
    }
    expect(html).not.toContain('苏晓')
    expect(html).not.toContain('经销商6S日周月自检表')
    expect(html).toContain('value="D3107"')
  })

  it('refuses a bad form with a sentence at each field and keeps what was typed', async () => {
    const test = await testApp()
    const form = await plan(test, { dealer: 'D9999', on_day: 'soon', lead_id: '' })
    const answer = await test.ask('/visits/new', { as: 'headOffice', form })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('请输入有效日期。')
    expect(html).toContain('value="D9999"')
    expect(await auditsIn(test)).toEqual([])
  })

  it('refuses a dealer that is unknown or deactivated', async () => {
    const test = await testApp()
    const unknown = await test.ask('/visits/new', {
      as: 'headOffice',
      form: await plan(test, { dealer: 'D9999' }),
    })
    expect(unknown.status).toBe(422)
    expect(await unknown.text()).toContain('找不到此编号的经销商')
    await test.db.updateTable('dealers').set({ active: 0 }).where('id', '=', dealers.linjiang.id).execute()
    const gone = await test.ask('/visits/new', { as: 'headOffice', form: await plan(test) })
    expect(await gone.text()).toContain('该经销商已停用')
  })

  it('refuses a day outside the wave and says which days it has', async () => {
    const test = await testApp()
    await withWave(test)
    const form = await plan(test, { wave_id: waveId, on_day: '2026-12-07' })
    const html = await (await test.ask('/visits/new', { as: 'headOffice', form })).text()
    expect(html).toContain('日期必须在批次期间内（2026-10-12 至 2026-12-04）')
  })

  it('refuses a second audit with the same checklist in the wave', async () => {
    const test = await testApp()
    await withChecklists(test)
    await withWave(test)
    await givenAudit(test, { wave_id: waveId, state: 'planned' })
    const form = await plan(test, { wave_id: waveId })
    const html = await (await test.ask('/visits/new', { as: 'headOffice', form })).text()
    expect(html).toContain('该经销商在此批次中已安排过这张检查表')
    expect((await test.ask('/visits/new', { as: 'headOffice', form: { ...form, kind_1: 're_audit' } })).status).toBe(
      303,
    )
  })

  it('refuses a shopper who was at the dealer within 12 months', async () => {
    const test = await testApp()
    await withChecklists(test)
    const before = {
      auditor: 'shopper',
      kind: 'mystery',
      checklist: 'mystery-sales-showroom',
      state: 'released',
    } as const
    await givenAudit(test, { ...before, planned_on: '2025-11-21' })
    const near = await test.ask('/visits/new', { as: 'headOffice', form: await shop(test) })
    expect(near.status).toBe(422)
    expect(await near.text()).toContain('12个月内到访过')
    const later = await test.ask('/visits/new', {
      as: 'headOffice',
      form: await shop(test, { on_day: '2026-11-21' }),
    })
    expect(later.status).toBe(303)
  })

  it('plans several audits in one visit, with who records each, and logs it', async () => {
    const test = await testApp()
    const versionOf = await withChecklists(test)
    await withWave(test)
    const form = await plan(test, {
      wave_id: waveId,
      co_auditor_1: people.auditorSecond.id,
      checklist_3: await versionOf('6s-workshop-showroom'),
      kind_3: 'unannounced',
      conducted_by_3: 'third_party',
      auditor_3: people.auditorSecond.id,
      practice_3: '1',
    })
    const answer = await test.ask('/visits/new', { as: 'headOffice', form })
    expect(answer.status).toBe(303)
    const audits = await auditsIn(test)
    expect(
      audits.map((audit) => [audit.checklist_id, audit.kind, audit.conducted_by, audit.practice, audit.auditor_id]),
    ).toEqual([
      ['6s-workshop-showroom', 'unannounced', 'third_party', 1, people.auditorSecond.id],
      ['after-sales-core-process', 'announced', 'oem', 0, people.auditor.id],
    ])
    expect(new Set(audits.map((audit) => [audit.state, audit.wave_id, audit.planned_on].join()))).toEqual(
      new Set([`planned,${waveId},2026-11-20`]),
    )
    const assignments = await test.db.selectFrom('audit_assignments').selectAll().execute()
    expect(assignments.map((one) => one.user_id).sort()).toEqual([people.auditor.id, people.auditorSecond.id])
    const log = await test.db.selectFrom('activity').select('verb').where('verb', 'like', '%.plan').execute()
    expect(log.map((one) => one.verb).sort()).toEqual(['audit.plan', 'audit.plan', 'visit.plan'])

    const page = await (await test.ask(answer.headers.get('location') ?? '', { as: 'headOffice' })).text()
    for (const text of ['顾明', '陆薇', '售后服务核心流程审核表', '练习', '安排到店']) expect(page).toContain(text)
  })

  it('keeps the review that the programme asks for', async () => {
    const test = await testApp()
    await withChecklists(test)
    await withWave(test)
    await test.db.updateTable('programmes').set({ review_required: 0 }).execute()
    await test.ask('/visits/new', { as: 'headOffice', form: await plan(test, { wave_id: waveId }) })
    expect((await auditsIn(test)).map((audit) => audit.review_required)).toEqual([0])
  })
})

describe('the list of visits', () => {
  it('searches, filters by day and wave, sorts and counts', async () => {
    const test = await testApp()
    await withChecklists(test)
    await withWave(test)
    await givenAudit(test, { state: 'planned', wave_id: waveId })
    await givenAudit(test, { state: 'planned', dealer: 'donghu', checklist: '6s-workshop-showroom' })
    const list = async (query: string) => (await test.ask(`/visits${query}`, { as: 'headOffice' })).text()
    const both = await list('')
    expect(both).toContain('D3107 临江店')
    expect(both).toContain('D4112 东湖店')
    expect(both).toContain('共 2 条')
    expect(await list('?q=东湖')).not.toContain('临江店')
    expect(await list(`?wave=${waveId}`)).not.toContain('东湖店')
    expect(await list('?from=2026-11-19')).toContain('没有符合条件的记录')
    const sorted = await list('?sort=dealer&dir=desc')
    expect(sorted.indexOf('东湖店')).toBeLessThan(sorted.indexOf('临江店'))
  })
})

describe('changing the day of a visit', () => {
  const planned = async () => {
    const test = await testApp()
    await withWave(test)
    await test.ask('/visits/new', { as: 'headOffice', form: await plan(test, { wave_id: waveId }) })
    const visit = await test.db.selectFrom('visits').select('id').executeTakeFirstOrThrow()
    const move = (on_day: string) => test.ask(`/visits/${visit.id}/day`, { as: 'headOffice', form: { on_day } })
    return { test, visit, move }
  }

  it('refuses an unknown visit, a day outside the wave, and a visit that has begun', async () => {
    const { test, move } = await planned()
    const unknown = '50000000-0000-4000-8000-000000000001'
    expect(
      (await test.ask(`/visits/${unknown}/day`, { as: 'headOffice', form: { on_day: '2026-11-24' } })).status,
    ).toBe(404)
    expect((await move('2026-12-05')).status).toBe(422)
    await test.db.updateTable('audits').set({ state: 'in_progress' }).execute()
    const late = await move('2026-11-24')
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('已有审核开始')
  })

  it('moves the visit and its audits, and says so in their history', async () => {
    const { test, visit, move } = await planned()
    expect((await move('2026-11-24')).status).toBe(303)
    expect((await auditsIn(test)).map((audit) => audit.planned_on)).toEqual(['2026-11-24'])
    const page = await (await test.ask(`/visits/${visit.id}`, { as: 'headOffice', locale: 'en' })).text()
    expect(page).toContain('2026-11-20')
    const verbs = await test.db.selectFrom('activity').select('verb').where('verb', 'like', '%.reschedule').execute()
    expect(verbs.map((one) => one.verb).sort()).toEqual(['audit.reschedule', 'visit.reschedule'])
  })
})
