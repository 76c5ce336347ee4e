import { expect, it } from 'vitest'
import { castPassword, people } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'

const password = 'seven quiet herons'
const twice = { password, repeat: password }
const id = people.auditor.id

const linkFor = async ({ ask }: TestApp, userId = id) => {
  const html = await (await ask(`/users/${userId}/link`, { as: 'administrator', form: {} })).text()
  return /value="http:\/\/localhost(\/[^"]+)"/.exec(html)?.[1] ?? ''
}
const invited = async (test: TestApp) => {
  await test.db.updateTable('users').set({ password_hash: null }).where('id', '=', id).execute()
  return linkFor(test)
}
const hours = (test: TestApp, n: number) => {
  test.clock.now = new Date(test.clock.now.getTime() + n * 3_600_000)
}

it('shows the link once, keeps only its hash, and signs in with the password that was set', async () => {
  const test = await testApp()
  const { ask, db } = test
  const link = await invited(test)
  expect(link).toMatch(/^\/invitations\/[\w-]{43}$/)
  const token = link.split('/')[2] ?? ''
  expect(JSON.stringify(await db.selectFrom('one_time_links').selectAll().execute())).not.toContain(token)
  expect(JSON.stringify(await db.selectFrom('activity').selectAll().execute())).not.toContain(token)
  const again = await (await ask(`/users/${id}`, { as: 'administrator' })).text()
  expect(again).not.toContain(token)
  expect(again).toContain('有效期至 2026-11-21 09:30')

  expect(await (await ask(link)).text()).toContain('欢迎，顾明')
  const set = await ask(link, { form: twice })
  expect(set.headers.get('location')).toBe('/')
  const cookie = /session=([^;]+)/.exec(set.headers.get('set-cookie') ?? '')?.[1]
  expect((await ask('/account', { headers: { cookie: `session=${cookie}` } })).status).toBe(200)
  expect((await ask('/sign-in', { form: { sign_in_name: 'auditor', password } })).status).toBe(303)
  const verbs = await db.selectFrom('activity').select(['verb', 'actor_id']).orderBy('position').execute()
  expect(verbs).toEqual([
    { verb: 'user.invite', actor_id: people.administrator.id },
    { verb: 'user.set_password', actor_id: id },
  ])
})

it('refuses weak and differing passwords and lets the link work on', async () => {
  const test = await testApp()
  const link = await invited(test)
  for (const [form, sentence] of [
    [{ password: 'short', repeat: 'short' }, '至少 10 个字符'],
    [{ password: 'password123', repeat: 'password123' }, '这个密码太常见'],
    [{ password, repeat: 'seven quiet heron' }, '两次输入的密码不一致'],
    [{}, '请填写此项'],
  ] as const) {
    const refused = await test.ask(link, { form })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain(sentence)
    expect(html).not.toContain(password)
  }
  expect((await test.ask(link, { form: twice })).status).toBe(303)
})

it('works once', async () => {
  const test = await testApp()
  const link = await invited(test)
  await test.ask(link, { form: twice })
  for (const second of [await test.ask(link), await test.ask(link, { form: twice })]) {
    expect(second.status).toBe(404)
    expect(await second.text()).toContain('此链接已失效')
  }
})

it('runs out: an invitation after 72 hours, a reset after 24', async () => {
  const test = await testApp()
  const link = await invited(test)
  hours(test, 71.9)
  expect((await test.ask(link)).status).toBe(200)
  hours(test, 0.2)
  expect((await test.ask(link, { form: twice })).status).toBe(404)
  const reset = await linkFor(test, people.shopper.id)
  expect(reset).toMatch(/^\/password-resets\//)
  hours(test, 23.9)
  expect((await test.ask(reset)).status).toBe(200)
  hours(test, 0.2)
  expect((await test.ask(reset)).status).toBe(404)
})

it('is voided by a newer one, by deactivation, and by a change of password', async () => {
  const test = await testApp()
  const first = await linkFor(test)
  const second = await linkFor(test)
  expect((await test.ask(first)).status).toBe(404)
  expect((await test.ask(second)).status).toBe(200)
  const change = { present: castPassword, ...twice }
  expect((await test.ask('/account/password', { as: 'auditor', form: change })).status).toBe(303)
  expect((await test.ask(second)).status).toBe(404)
  const third = await linkFor(test)
  await test.ask(`/users/${id}/deactivation`, { as: 'administrator', form: {} })
  expect((await test.ask(third, { form: twice })).status).toBe(404)
})

it('serves its own purpose only, and unknown tokens are refused in the same words', async () => {
  const test = await testApp()
  const link = await invited(test)
  const refused = await test.ask(link.replace('invitations', 'password-resets'))
  expect(refused.status).toBe(404)
  expect(await (await test.ask('/invitations/unknown')).text()).toContain('此链接已失效')
})

it('ends every session of the person and lifts a lock-out', async () => {
  const test = await testApp()
  const { ask, db } = test
  await ask('/account', { as: 'auditor' })
  for (let n = 0; n < 6; n++) await ask('/sign-in', { form: { sign_in_name: 'auditor', password: 'no' } })
  const reset = await linkFor(test)
  await ask(reset, { form: twice })
  expect(await db.selectFrom('sessions').selectAll().where('user_id', '=', id).execute()).toHaveLength(1)
  expect((await ask('/sign-in', { form: { sign_in_name: 'auditor', password } })).status).toBe(303)
})
