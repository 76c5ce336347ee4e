import { expect, it } from 'vitest'
import { type CastName, dealers, people, regions } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAction, givenAudit, withChecklists } from '../support/world.ts'

const unknown = '00000000-0000-4000-8000-000000000000'
const newAuditor = { role: 'auditor', name: '宋岩', sign_in_name: 'Song.Yan', locale: 'zh-CN' }

const historyOf = async ({ db }: TestApp, id: string) =>
  (
    await db
      .selectFrom('activity')
      .select(['verb', 'actor_id', 'details'])
      .where('subject_id', '=', id)
      .orderBy('position')
      .execute()
  ).map((entry) => ({ ...entry, details: JSON.parse(entry.details) }))

const userNamed = ({ db }: TestApp, sign_in_name: string) =>
  db.selectFrom('users').selectAll().where('sign_in_name', '=', sign_in_name).executeTakeFirstOrThrow()

it('does not exist for anyone but administrators', async () => {
  const { ask } = await testApp()
  const id = people.auditor.id
  for (const as of ['headOffice', 'regionEast', 'auditor', 'shopper', 'dealerManager', 'dealerStaff'] as CastName[]) {
    for (const path of ['/users', '/users/new', `/users/${id}`, `/users/${id}/edit`, `/users/${id}/deactivation`]) {
      expect([as, path, (await ask(path, { as })).status]).toEqual([as, path, 404])
    }
    expect((await ask('/users', { as, form: newAuditor })).status).toBe(404)
    expect((await ask(`/users/${id}/deactivation`, { as, form: {} })).status).toBe(404)
    expect((await ask(`/users/${id}/link`, { as, form: {} })).status).toBe(404)
  }
  expect((await ask('/users')).headers.get('location')).toMatch('/sign-in')
})

it('says not found of people that do not exist', async () => {
  const { ask } = await testApp()
  for (const id of [unknown, 'nobody']) {
    for (const path of ['', '/edit', '/deactivation', '/hand-over']) {
      expect((await ask(`/users/${id}${path}`, { as: 'administrator' })).status).toBe(404)
    }
    for (const path of ['', '/link', '/deactivation', '/hand-over', '/reactivation']) {
      expect((await ask(`/users/${id}${path}`, { as: 'administrator', form: newAuditor })).status).toBe(404)
    }
  }
})

it('finds people by name, dealer, role, state and region, in the order asked for, page by page', async () => {
  const { ask, db } = await testApp()
  const names = async (query: string) => {
    const html = await (await ask(`/users?${query}`, { as: 'administrator' })).text()
    return [...html.matchAll(/class="row-link" href="\/users\/[^"]+">([^<]+)/g)].map((match) => match[1]?.trim())
  }
  expect(await names('')).toHaveLength(12)
  expect(await names('q=d3107')).toEqual(expect.arrayContaining(['江涛', '方磊']))
  expect(await names('q=顾客07')).toEqual(['苏晓'])
  expect(await names('role=region_manager')).toHaveLength(2)
  expect(await names(`region=${regions.central.id}`)).toEqual(expect.arrayContaining(['郭敏', '戴莉', '袁斌']))
  expect(await names(`region=${regions.jiangsu.id}&role=region_manager`)).toEqual([])
  expect(await names(`dealer=${dealers.donghu.id}`)).toHaveLength(2)
  await db.updateTable('users').set({ active: 0 }).where('id', '=', people.auditor.id).execute()
  await db.updateTable('users').set({ password_hash: null }).where('id', '=', people.shopper.id).execute()
  expect(await names('state=inactive')).toEqual(['顾明'])
  expect(await names('state=invited')).toEqual(['苏晓'])
  const up = await names('sort=sign_in_name&dir=asc')
  expect(await names('sort=sign_in_name&dir=desc')).toEqual([...up].reverse())
  expect(await names('sort=signed_in_at&dir=desc')).toHaveLength(12)
  expect(await names('q=%25')).toEqual([])
})

it('keeps what was typed and says at each field what is wrong', async () => {
  const { ask, db } = await testApp()
  const as = 'administrator'
  const empty = await (await ask('/users', { as, form: { name: '' } })).text()
  for (const field of ['role', 'name', 'sign_in_name', 'locale']) expect(empty).toContain(`id="f-${field}-error"`)

  const refusals: [Record<string, string>, string, string][] = [
    [{ ...newAuditor, sign_in_name: 'song yan' }, 'sign_in_name', '账号不能含空格'],
    [{ ...newAuditor, sign_in_name: ' AUDITOR2 ' }, 'sign_in_name', '这个账号已被使用'],
    [{ ...newAuditor, email: 'song' }, 'email', '请输入有效的邮箱地址'],
    [{ ...newAuditor, phone: 'call me' }, 'phone', '请填写电话号码'],
    [{ ...newAuditor, dealers: 'D3107 D9999，D8888' }, 'dealers', '找不到这些经销商编号：D9999, D8888'],
    [{ ...newAuditor, role: 'shopper' }, 'alias', '神秘顾客必须有代号'],
    [{ ...newAuditor, role: 'shopper', alias: '顾客07' }, 'alias', '这个代号已有人使用'],
    [{ ...newAuditor, role: 'region_manager' }, 'regions', '请至少选择一个区域'],
    [{ ...newAuditor, role: 'region_manager', regions: unknown }, 'regions', '此选项不可用'],
    [{ ...newAuditor, role: 'dealer_manager', position: 'general_manager' }, 'dealers', '请至少填写一家经销商的编号'],
    [{ ...newAuditor, role: 'dealer_staff', dealers: 'D3107' }, 'position', '请选择一项'],
  ]
  for (const [form, field, sentence] of refusals) {
    const response = await ask('/users', { as, form })
    const html = await response.text()
    expect([form, response.status < 500 && response.status >= 400]).toEqual([form, true])
    expect(html).toContain('value="宋岩"')
    expect(html.match(new RegExp(`id="f-${field}-error"[^>]*>([^<]+)`))?.[1]).toContain(sentence)
  }
  expect(await db.selectFrom('users').selectAll().execute()).toHaveLength(12)
  expect(await db.selectFrom('activity').selectAll().execute()).toEqual([])
})

it('adds a person with what the role takes, and records it without personal data', async () => {
  const test = await testApp()
  const { ask, db } = test
  const form = {
    role: 'dealer_manager',
    name: '潘越',
    sign_in_name: 'Pan.Yue',
    locale: 'en',
    email: 'pan@example.com',
    phone: '+86 138 0000 0000',
    position: 'general_manager',
    dealers: 'd3107、D3126',
    alias: 'ignored',
    regions: regions.east.id,
  }
  const response = await ask('/users', { as: 'administrator', form })
  const user = await userNamed(test, 'pan.yue')
  expect(response.headers.get('location')).toBe(`/users/${user.id}`)
  expect(user).toMatchObject({ role: 'dealer_manager', alias: null, position: 'general_manager', password_hash: null })
  const at = await db.selectFrom('user_dealers').select('dealer_id').where('user_id', '=', user.id).execute()
  expect(at.map((row) => row.dealer_id).sort()).toEqual([dealers.linjiang.id, dealers.binjiang.id].sort())
  expect(await db.selectFrom('user_regions').selectAll().where('user_id', '=', user.id).execute()).toEqual([])
  const history = await historyOf(test, user.id)
  expect(history).toMatchObject([{ verb: 'user.create', actor_id: people.administrator.id }])
  expect(JSON.stringify(history)).not.toMatch(/潘越|pan@example|138/)
  const html = await (await ask(`/users/${user.id}`, { as: 'administrator' })).text()
  for (const text of ['潘越', '总经理', 'D3107 临江店', 'D3126 滨江店', '未设密码', '添加了此人'])
    expect(html).toContain(text)
})

it('changes a person, records which fields, and a new role ends their sessions', async () => {
  const test = await testApp()
  const { ask, db } = test
  const id = people.auditorSecond.id
  await ask('/account', { as: 'auditorSecond' })
  const form = { role: 'auditor', name: '陆薇', sign_in_name: 'auditor2', locale: 'zh-CN', dealers: 'D4112' }
  await ask(`/users/${id}`, { as: 'administrator', form: { ...form, phone: '025 8888 0000' } })
  expect((await ask('/account', { as: 'auditorSecond' })).status).toBe(200)
  await ask(`/users/${id}`, { as: 'administrator', form: { ...form, phone: '025 8888 0000' } })
  const headOffice = { ...form, phone: '025 8888 0000', role: 'head_office' }
  expect((await ask(`/users/${id}`, { as: 'administrator', form: headOffice })).status).toBe(303)
  expect(await db.selectFrom('sessions').selectAll().where('user_id', '=', id).execute()).toEqual([])
  expect(await historyOf(test, id)).toMatchObject([
    { verb: 'user.update', details: { changed: ['phone', 'dealers'] } },
    { verb: 'user.update', details: { changed: ['role', 'dealers'], role: ['auditor', 'head_office'] } },
  ])
  const html = await (await ask(`/users/${id}`, { as: 'administrator', locale: 'zh-CN' })).text()
  expect(html).toContain('角色 审核员 → 总部')
})

it('lets nobody change their own role, nor leave the product without an administrator', async () => {
  const { ask, db } = await testApp()
  const id = people.administrator.id
  const form = { role: 'head_office', name: '何静', sign_in_name: 'admin', locale: 'zh-CN' }
  const own = await ask(`/users/${id}`, { as: 'administrator', form })
  expect(await own.text()).toContain('不能更改自己的角色')
  const self = await ask(`/users/${id}/deactivation`, { as: 'administrator', form: {} })
  expect(self.status).toBe(409)
  expect(await self.text()).toContain('不能停用自己的账号')
  expect(await db.selectFrom('users').select(['role', 'active']).where('id', '=', id).execute()).toEqual([
    { role: 'administrator', active: 1 },
  ])
})

it('keeps a shopper with shops a shopper, so that their name never comes out', async () => {
  const test = await testApp()
  await withChecklists(test)
  const form = { role: 'auditor', name: '苏晓', sign_in_name: 'shopper', locale: 'zh-CN' }
  await givenAudit(test, {
    checklist: 'mystery-sales-showroom',
    kind: 'mystery',
    auditor: 'shopper',
    state: 'released',
    released_at: '2026-11-01T00:00:00.000Z',
  })
  const refused = await test.ask(`/users/${people.shopper.id}`, { as: 'administrator', form })
  expect(await refused.text()).toContain('否则会暴露身份')
})

it('asks who takes over open work before it deactivates, and hands it over with entries in every history', async () => {
  const test = await testApp()
  const { ask, db } = test
  await withChecklists(test)
  const held = await givenAudit(test, { state: 'in_progress' })
  const planned = await givenAudit(test, { state: 'planned', started_at: null })
  const released = await givenAudit(test, { state: 'released', released_at: '2026-11-01T00:00:00.000Z' })
  const id = people.auditor.id
  const asked = await (await ask(`/users/${id}/deactivation`, { as: 'administrator' })).text()
  expect(asked).toContain('2 项审核转给您选定的人')
  expect(asked).toContain('陆薇')
  expect(asked).not.toMatch(/<option[^>]*>[^<]*(顾客07|江涛)/)

  for (const audits of ['', people.shopper.id, people.auditor.id, unknown]) {
    const refused = await ask(`/users/${id}/deactivation`, { as: 'administrator', form: { audits } })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('请选择接手的人')
  }
  expect((await db.selectFrom('users').select('active').where('id', '=', id).executeTakeFirst())?.active).toBe(1)

  await ask('/account', { as: 'auditor' })
  const done = await ask(`/users/${id}/deactivation`, {
    as: 'administrator',
    form: { audits: people.auditorSecond.id },
  })
  expect(done.headers.get('location')).toBe(`/users/${id}`)
  const holders = await db.selectFrom('audits').select(['id', 'auditor_id']).execute()
  expect(new Map(holders.map((audit) => [audit.id, audit.auditor_id]))).toEqual(
    new Map([
      [held.id, people.auditorSecond.id],
      [planned.id, people.auditorSecond.id],
      [released.id, id],
    ]),
  )
  const leads = await db.selectFrom('visits').select('lead_id').where('id', '=', held.visit_id).execute()
  expect(leads).toEqual([{ lead_id: people.auditorSecond.id }])
  const ever = await db.selectFrom('audit_assignments').selectAll().where('audit_id', '=', held.id).execute()
  expect(ever.find((one) => one.user_id === id)?.until_at).toBeTruthy()
  expect(ever.find((one) => one.user_id === people.auditorSecond.id)?.until_at).toBeNull()
  expect(await db.selectFrom('sessions').selectAll().where('user_id', '=', id).execute()).toEqual([])
  expect(await historyOf(test, held.id)).toMatchObject([
    { verb: 'audit.hand_over', details: { from_id: id, to_id: people.auditorSecond.id } },
  ])
  expect(await historyOf(test, id)).toMatchObject([{ verb: 'user.deactivate', details: { audits: 2 } }])
  expect((await ask(`/users/${id}/deactivation`, { as: 'administrator', form: {} })).status).toBe(409)
})

it('hands corrective actions and steps to somebody of the same dealer, or refuses when there is nobody', async () => {
  const test = await testApp()
  const { ask, db } = test
  await withChecklists(test)
  const action = await givenAction(test, { owner: 'dealerManager', state: 'doing' })
  await db
    .insertInto('action_steps')
    .values({
      id: test.app.newId(),
      action_id: action.id,
      round: 1,
      position: 1,
      what: '每日班前检查',
      person_id: people.dealerManager.id,
      person_name: '江涛',
      due_on: '2026-11-20',
      evidence_wanted: '',
      state: 'open',
      note: '',
      settled_by: null,
      settled_at: null,
    })
    .execute()
  const field = `dealer-${dealers.linjiang.id}`
  const path = `/users/${people.dealerManager.id}/deactivation`
  for (const wrong of [people.otherStaff.id, people.auditor.id]) {
    expect((await ask(path, { as: 'administrator', form: { [field]: wrong } })).status).toBe(422)
  }
  const change = { role: 'dealer_manager', name: '江涛', sign_in_name: 'dealer', locale: 'zh-CN', dealers: 'D4112' }
  const moved = await ask(`/users/${people.dealerManager.id}`, {
    as: 'administrator',
    form: { ...change, position: 'service_manager' },
  })
  expect(moved.status).toBe(409)
  expect(await moved.text()).toContain('整改 1 项、步骤 1 项')

  await ask(path, { as: 'administrator', form: { [field]: people.dealerStaff.id } })
  const owner = await db.selectFrom('corrective_actions').select('owner_id').executeTakeFirst()
  expect(owner?.owner_id).toBe(people.dealerStaff.id)
  const step = await db.selectFrom('action_steps').select(['person_id', 'person_name']).executeTakeFirst()
  expect(step).toEqual({ person_id: people.dealerStaff.id, person_name: '方磊' })
  expect((await historyOf(test, action.id)).map((entry) => entry.verb)).toEqual([
    'action.assign_owner',
    'action.hand_over_step',
  ])

  const last = await ask(`/users/${people.dealerStaff.id}/deactivation`, { as: 'administrator', form: {} })
  expect(last.status).toBe(422)
  expect(await last.text()).toContain('没有合适的人可以接手')
})

it('hands work over without deactivating, so that a role or a dealer can change', async () => {
  const test = await testApp()
  const { ask, db } = test
  await withChecklists(test)
  const path = `/users/${people.auditor.id}/hand-over`
  expect((await ask(path, { as: 'administrator', form: {} })).status).toBe(409)
  await givenAudit(test, { state: 'planned' })
  const change = { role: 'administrator', name: '顾明', sign_in_name: 'auditor', locale: 'zh-CN' }
  expect((await ask(`/users/${people.auditor.id}`, { as: 'administrator', form: change })).status).toBe(409)
  expect((await ask(path, { as: 'administrator', form: { audits: people.headOffice.id } })).status).toBe(303)
  expect((await db.selectFrom('audits').select('auditor_id').executeTakeFirst())?.auditor_id).toBe(people.headOffice.id)
  expect((await ask(`/users/${people.auditor.id}`, { as: 'administrator', form: change })).status).toBe(303)
})

it('reactivates with the password that was there', async () => {
  const test = await testApp()
  const { ask, db } = test
  const path = `/users/${people.auditorSecond.id}`
  expect((await ask(`${path}/reactivation`, { as: 'administrator', form: {} })).status).toBe(409)
  await ask(`${path}/deactivation`, { as: 'administrator', form: {} })
  expect((await ask(`${path}/link`, { as: 'administrator', form: {} })).status).toBe(409)
  await ask(`${path}/reactivation`, { as: 'administrator', form: {} })
  const user = await db.selectFrom('users').selectAll().where('id', '=', people.auditorSecond.id).executeTakeFirst()
  expect(user).toMatchObject({ active: 1 })
  expect(user?.password_hash).toBeTruthy()
  expect((await historyOf(test, people.auditorSecond.id)).map((entry) => entry.verb)).toEqual([
    'user.deactivate',
    'user.reactivate',
  ])
})

it('tells while one types what dealer codes mean', async () => {
  const { ask } = await testApp()
  const html = await (await ask('/users/dealers?dealers=d3107+D9', { as: 'administrator' })).text()
  expect(html).toContain('D3107 临江店')
  expect(html).toContain('D9')
  expect(html).not.toContain('<html')
})
