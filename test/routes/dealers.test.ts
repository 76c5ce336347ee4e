import { expect, it } from 'vitest'
import { type CastName, dealers, people, regions } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { withConditional } from '../support/conditional-checklist.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const unknown = '00000000-0000-4000-8000-000000000000'
const as = 'administrator'
const linjiang = `/dealers/${dealers.linjiang.id}`
const form = {
  code: 'D3200',
  name_zh: '江北店',
  name_en: 'Jiangbei',
  region_id: regions.jiangsu.id,
  city_zh: '南京',
  city_en: 'Nanjing',
  address: '浦口区江北大道 1 号',
  appeal_days: '7',
}

const errorAt = (html: string, field: string) => html.match(new RegExp(`id="f-${field}-error"[^>]*>([^<]+)`))?.[1]
const codesSeen = async ({ ask }: TestApp, role: CastName, query = '') => {
  const html = await (await ask(`/dealers?${query}`, { as: role })).text()
  return [...html.matchAll(/class="row-link" href="\/dealers\/[^"]+">([^<]+)/g)].map((match) => match[1])
}
const detailsOf = async ({ db }: TestApp, verb: string) => {
  const entry = await db.selectFrom('activity').select('details').where('verb', '=', verb).executeTakeFirstOrThrow()
  return JSON.parse(entry.details)
}

it('lists to each role the dealers of its scope, and nothing to others', async () => {
  const test = await testApp()
  await withChecklists(test)
  await givenAudit(test, { dealer: 'donghu', auditor: 'auditorSecond' })
  expect(await codesSeen(test, 'administrator')).toEqual(['D3107', 'D3126', 'D4112'])
  expect(await codesSeen(test, 'headOffice')).toHaveLength(3)
  expect(await codesSeen(test, 'regionEast')).toEqual(['D3107', 'D3126'])
  expect(await codesSeen(test, 'auditorSecond')).toEqual(['D4112'])
  expect(await codesSeen(test, 'auditor')).toEqual([])
  for (const role of ['shopper', 'dealerManager', 'dealerStaff'] as CastName[]) {
    expect((await test.ask('/dealers', { as: role })).status).toBe(404)
  }
  const filters = await (await test.ask('/dealers', { as: 'regionEast' })).text()
  expect(filters).not.toContain('湖北')
})

it('shows a dealer to those who may see it only', async () => {
  const { ask } = await testApp()
  const seen = { administrator: 200, headOffice: 200, regionEast: 200, dealerManager: 200 }
  const unseen = { regionCentral: 404, auditor: 404, shopper: 404, dealerStaff: 404, otherManager: 404 }
  for (const [role, status] of Object.entries({ ...seen, ...unseen })) {
    expect([role, (await ask(linjiang, { as: role as CastName })).status]).toEqual([role, status])
  }
  expect((await ask(`/dealers/${unknown}`, { as })).status).toBe(404)
  const own = await (await ask(linjiang, { as: 'dealerManager' })).text()
  expect(own).toContain('方磊')
  expect(own).not.toContain('/edit"')
  expect(own).not.toContain('/users/')
})

it('shows a dealer its own people, but not which auditors look after it', async () => {
  const { ask, db } = await testApp()
  await db.insertInto('user_dealers').values({ user_id: people.auditor.id, dealer_id: dealers.linjiang.id }).execute()
  expect(await (await ask(linjiang, { as: 'dealerManager' })).text()).not.toContain(people.auditor.name)
  expect(await (await ask(linjiang, { as })).text()).toContain(people.auditor.name)
})

it('is changed by administrators only', async () => {
  const { ask } = await testApp()
  for (const role of ['headOffice', 'regionEast', 'auditor', 'dealerManager'] as CastName[]) {
    for (const path of ['/dealers/new', `${linjiang}/edit`, `${linjiang}/deactivation`, '/dealer-groups']) {
      expect([role, path, (await ask(path, { as: role })).status]).toEqual([role, path, 404])
    }
    for (const path of ['/dealers', linjiang, `${linjiang}/deactivation`, `${linjiang}/reactivation`]) {
      expect([role, path, (await ask(path, { as: role, form })).status]).toEqual([role, path, 404])
    }
  }
  for (const path of ['/edit', '/deactivation']) {
    expect((await ask(`/dealers/${unknown}${path}`, { as })).status).toBe(404)
  }
  for (const path of ['', '/deactivation', '/reactivation']) {
    expect((await ask(`/dealers/${unknown}${path}`, { as, form })).status).toBe(404)
  }
})

it('searches, narrows, sorts and pages', async () => {
  const test = await testApp()
  expect(await codesSeen(test, as, 'q=杭州')).toEqual(['D3126'])
  expect(await codesSeen(test, as, 'q=LINJ')).toEqual(['D3107'])
  expect(await codesSeen(test, as, `region=${regions.east.id}`)).toEqual(['D3107', 'D3126'])
  expect(await codesSeen(test, as, 'sort=code&dir=desc')).toEqual(['D4112', 'D3126', 'D3107'])
  expect(await codesSeen(test, as, 'sort=region')).toEqual(['D4112', 'D3107', 'D3126'])
  await test.ask(`/dealers/${dealers.binjiang.id}/deactivation`, { as, form: {} })
  expect(await codesSeen(test, as, 'state=inactive')).toEqual(['D3126'])
  await test.db
    .insertInto('dealers')
    .values(
      Array.from({ length: 60 }, (_, n) => ({
        id: test.app.newId(),
        code: `E${String(n).padStart(3, '0')}`,
        name_zh: `店${n}`,
        name_en: '',
        region_id: regions.zhejiang.id,
        group_id: null,
        city_zh: '',
        city_en: '',
        address: '',
        appeal_days: null,
        active: 1 as const,
        created_at: '2026-01-05T01:00:00.000Z',
        features: '[]',
      })),
    )
    .execute()
  expect(await codesSeen(test, as)).toHaveLength(25)
  expect(await codesSeen(test, as, 'page=3')).toHaveLength(13)
})

it('adds a dealer and says at the field what is wrong', async () => {
  const test = await testApp()
  const response = await test.ask('/dealers', { as, form })
  expect(response.status).toBe(303)
  const html = await (await test.ask(response.headers.get('location') ?? '', { as })).text()
  for (const text of ['D3200 江北店', '江苏', '浦口区江北大道 1 号', '7 个工作日', '新增了该经销商']) {
    expect(html).toContain(text)
  }
  const refusals: [Record<string, string>, string, string][] = [
    [{ ...form, name_zh: '江北二店' }, 'code', '这个编号已被其他经销商使用'],
    [{ ...form, code: '' }, 'code', '请填写此项'],
    [{ ...form, code: 'D3201', region_id: '' }, 'region_id', '请选择一项'],
    [{ ...form, code: 'D3201', region_id: unknown }, 'region_id', '此选项不可用'],
    [{ ...form, code: 'D3201', group_id: unknown }, 'group_id', '此选项不可用'],
    [{ ...form, code: 'D3201', appeal_days: '2.5' }, 'appeal_days', '请输入整数'],
    [{ ...form, code: 'D3201', appeal_days: '90' }, 'appeal_days', '请输入 0 到 60 之间的数'],
  ]
  for (const [typed, at, sentence] of refusals) {
    const refused = await test.ask('/dealers', { as, form: typed })
    const page = await refused.text()
    expect([typed, refused.status < 500 && refused.status >= 400]).toEqual([typed, true])
    expect(errorAt(page, at)).toContain(sentence)
    expect(page).toContain(`value="${typed.name_zh}"`)
  }
  expect(await test.db.selectFrom('dealers').selectAll().execute()).toHaveLength(4)
})

it('edits a dealer and keeps what it was in its history', async () => {
  const test = await testApp()
  const change = { ...form, code: 'D3107', name_zh: '临江旗舰店', region_id: regions.zhejiang.id, appeal_days: '' }
  expect((await test.ask(linjiang, { as, form: change })).status).toBe(303)
  expect((await detailsOf(test, 'dealer.update')).changes).toMatchObject({
    name_zh: ['临江店', '临江旗舰店'],
    region_id: [regions.jiangsu.id, regions.zhejiang.id],
  })
  const html = await (await test.ask(linjiang, { as })).text()
  expect(html).toContain('区域 江苏 → 浙江')
  expect(await (await test.ask(linjiang, { as, locale: 'en' })).text()).toContain('临江旗舰店')
  await test.ask(linjiang, { as, form: change })
  expect(await test.db.selectFrom('activity').selectAll().execute()).toHaveLength(1)
  expect((await test.ask(linjiang, { as, form: { ...change, code: 'D3126' } })).status).toBe(409)
})

it('says what a dealer has, offers what checklists name, and refuses what nobody knows', async () => {
  const test = await testApp()
  await withConditional(test)
  const own = { wash_hall: { zh: '洗车间', en: 'Wash hall' } }
  const version = await test.db.selectFrom('checklist_versions').select(['id', 'content']).executeTakeFirstOrThrow()
  const content = JSON.parse(version.content)
  content.words.dealer_features = own
  await test.db
    .insertInto('checklist_versions')
    .values({
      ...(await test.db.selectFrom('checklist_versions').selectAll().executeTakeFirstOrThrow()),
      id: test.app.newId(),
      version: '1.1.0',
      content: JSON.stringify(content),
    })
    .execute()
  const page = await (await test.ask(`${linjiang}/edit`, { as })).text()
  expect(page).toContain('洗车间')
  expect(page).toMatch(/value="body_shop" checked/)
  expect(page).not.toMatch(/value="charging" checked/)

  const change = { ...form, code: 'D3107', region_id: regions.jiangsu.id }
  const features = (...codes: string[]) => test.ask(linjiang, { as, form: { ...change, features: codes } })
  expect((await features('wash_hall', 'charging')).status).toBe(303)
  const { features: kept } = await test.db
    .selectFrom('dealers')
    .select('features')
    .where('id', '=', dealers.linjiang.id)
    .executeTakeFirstOrThrow()
  expect(kept).toBe('["charging","wash_hall"]')
  const html = await (await test.ask(linjiang, { as })).text()
  expect(html).toContain('对外充电桩、洗车间')
  expect(html).toContain(
    '业务与设施 标准4S店、钣喷车间、新能源车销售、新能源车维修资质、二手车业务 → 对外充电桩、洗车间',
  )

  const refused = await features('helipad')
  expect(refused.status).toBe(422)
  expect(errorAt(await refused.text(), 'features')).toContain('此选项不可用')
  expect((await features()).status).toBe(303)
  expect(await (await test.ask(linjiang, { as })).text()).toContain('未填写')
})

it('closes a dealer unless audits there have no result yet, and opens it again', async () => {
  const test = await testApp()
  const { ask, db } = test
  await withChecklists(test)
  const audit = await givenAudit(test, { state: 'in_review' })
  const refused = await ask(`${linjiang}/deactivation`, { as, form: {} })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('1 项未完成的审核')
  await db.updateTable('audits').set({ state: 'cancelled' }).where('id', '=', audit.id).execute()
  expect(await (await ask(`${linjiang}/deactivation`, { as })).text()).toContain('2 位人员的账号仍可登录')
  expect((await ask(`${linjiang}/reactivation`, { as, form: {} })).status).toBe(409)
  expect((await ask(`${linjiang}/deactivation`, { as, form: {} })).status).toBe(303)
  expect((await ask(`${linjiang}/deactivation`, { as, form: {} })).status).toBe(409)
  expect(await (await ask(linjiang, { as })).text()).toContain('已停用')
  await ask(`/regions/${regions.jiangsu.id}/deactivation`, { as, form: {} })
  expect((await ask(`${linjiang}/reactivation`, { as, form: {} })).status).toBe(409)
  await ask(`/regions/${regions.jiangsu.id}/reactivation`, { as, form: {} })
  expect((await ask(`${linjiang}/reactivation`, { as, form: {} })).status).toBe(303)
})

it('groups dealers of one owner', async () => {
  const test = await testApp()
  const { ask } = test
  const group = { code: 'G1', name_zh: '江海汽车集团', name_en: 'Jianghai Group' }
  const made = await ask('/dealer-groups', { as, form: group })
  const path = made.headers.get('location') ?? ''
  const id = path.split('/')[2] ?? ''
  const again = await ask('/dealer-groups', { as, form: group })
  expect(errorAt(await again.text(), 'code')).toContain('这个编号已被其他集团使用')
  await ask('/dealers', { as, form: { ...form, group_id: id } })
  expect(await codesSeen(test, as, `group=${id}`)).toEqual(['D3200'])
  const held = await ask(`${path}/deactivation`, { as, form: {} })
  expect(held.status).toBe(409)
  expect(await held.text()).toContain('此集团还有 1 家营业中的经销商')
  await ask(path, { as, form: { ...group, name_zh: '江海集团' } })
  expect((await detailsOf(test, 'dealer_group.update')).changes).toEqual({ name_zh: ['江海汽车集团', '江海集团'] })
  const list = await (await ask('/dealer-groups', { as })).text()
  expect(list).toContain('江海集团')
  const dealer = await test.db.selectFrom('dealers').select('id').where('code', '=', 'D3200').executeTakeFirstOrThrow()
  await ask(`/dealers/${dealer.id}`, { as, form })
  expect((await ask(`${path}/deactivation`, { as, form: {} })).status).toBe(303)
  const closed = await ask('/dealers', { as, form: { ...form, code: 'D3201', group_id: id } })
  expect(errorAt(await closed.text(), 'group_id')).toContain('此集团已停用')
  expect((await ask(`${path}/reactivation`, { as, form: {} })).status).toBe(303)
  expect((await ask(`/dealer-groups/${unknown}`, { as })).status).toBe(404)
})

it('shows the audits of a dealer as far as the reader may know of them, and the last released result in the list', async () => {
  const test = await testApp()
  const { ask } = test
  await withChecklists(test)
  const released = { state: 'released', released_at: '2026-11-10T00:00:00.000Z', grade: 'B' } as const
  await givenAudit(test, { ...released, planned_on: '2026-03-02', score_bp: 7111 })
  await givenAudit(test, { ...released, planned_on: '2026-10-20', score_bp: 8417, state: 'final' })
  await givenAudit(test, { ...released, planned_on: '2026-11-01', score_bp: 9999, practice: 1 })
  await givenAudit(test, { planned_on: '2026-11-18', score_bp: 6022, grade: 'D', state: 'in_review' })
  const shop = { kind: 'mystery', auditor: 'shopper', checklist: 'mystery-sales-showroom' } as const
  await givenAudit(test, { ...shop, planned_on: '2026-11-17', score_bp: 5033, state: 'in_review' })
  const figures = async (path: string, role: CastName) => {
    const html = await (await ask(path, { as: role })).text()
    return ['71.1', '84.2', '60.2', '50.3'].filter((figure) => html.includes(`<b>${figure}</b>`))
  }
  expect(await figures(linjiang, 'headOffice')).toEqual(['71.1', '84.2', '60.2', '50.3'])
  expect(await figures(linjiang, 'regionEast')).toEqual(['71.1', '84.2', '60.2'])
  expect(await figures(linjiang, 'dealerManager')).toEqual(['71.1', '84.2'])
  expect(await figures(linjiang, 'administrator')).toEqual([])
  expect(await figures('/dealers', 'headOffice')).toEqual(['84.2'])
  expect(await figures('/dealers', 'regionEast')).toEqual(['84.2'])
  for (const role of ['administrator', 'auditor'] as CastName[]) {
    expect(await (await ask('/dealers', { as: role })).text()).not.toContain('最近结果')
  }
})
