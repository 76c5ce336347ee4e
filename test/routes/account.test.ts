import { expect, it } from 'vitest'
import { castPassword, people } from '../../server/demo/cast.ts'
import { testApp } from '../support/app.ts'

const password = 'seven quiet herons'
const change = { present: castPassword, password, repeat: password }

it('is for everyone signed in, and for nobody else', async () => {
  const { ask } = await testApp()
  expect((await ask('/account')).headers.get('location')).toMatch('/sign-in')
  expect((await ask('/account/password', { form: change })).status).toBe(401)
  for (const as of ['administrator', 'shopper', 'dealerStaff', 'regionEast'] as const) {
    const html = await (await ask('/account', { as })).text()
    expect(html).toContain(people[as].name)
  }
})

it('refuses a wrong present password, a weak one, the same one, and never sends one back', async () => {
  const { ask } = await testApp()
  for (const [form, sentence] of [
    [{ ...change, present: 'not this one' }, '现在的密码不正确'],
    [{ ...change, password: 'abc', repeat: 'abc' }, '至少 10 个字符'],
    [{ ...change, repeat: 'something else' }, '两次输入的密码不一致'],
    [{ present: castPassword, password: castPassword, repeat: castPassword }, '新密码与现在的密码相同'],
  ] as const) {
    const refused = await ask('/account/password', { as: 'auditor', form })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain(sentence)
    for (const typed of Object.values(form)) expect(html).not.toContain(`value="${typed}"`)
  }
})

it('changes the password, ends the other sessions and records it', async () => {
  const { ask, db } = await testApp()
  await ask('/sign-in', { form: { sign_in_name: 'auditor', password: castPassword } })
  expect((await ask('/account/password', { as: 'auditor', form: change })).status).toBe(303)
  const sessions = await db.selectFrom('sessions').select('agent').where('user_id', '=', people.auditor.id).execute()
  expect(sessions).toEqual([{ agent: 'test' }])
  expect((await ask('/sign-in', { form: { sign_in_name: 'auditor', password: castPassword } })).status).toBe(422)
  expect((await ask('/sign-in', { form: { sign_in_name: 'auditor', password } })).status).toBe(303)
  expect(await db.selectFrom('activity').select(['verb', 'subject_id']).execute()).toEqual([
    { verb: 'user.change_password', subject_id: people.auditor.id },
  ])
})

it('locks guessing of the present password as it locks guessing at the door', async () => {
  const { ask, clock } = await testApp()
  const wrong = { ...change, present: 'not this one' }
  for (let n = 0; n < 5; n++) expect((await ask('/account/password', { as: 'auditor', form: wrong })).status).toBe(422)
  const locked = await ask('/account/password', { as: 'auditor', form: change })
  expect(locked.status).toBe(429)
  clock.now = new Date(clock.now.getTime() + 16_000)
  expect((await ask('/account/password', { as: 'auditor', form: change })).status).toBe(303)
})

it('lists where one is signed in and signs out everywhere else', async () => {
  const { ask, db } = await testApp()
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
  const form = { sign_in_name: 'auditor', password: castPassword }
  await ask('/sign-in', { form, headers: { 'user-agent': agent } })
  await ask('/sign-in', { form: { ...form, sign_in_name: 'ho' } })
  const html = await (await ask('/account', { as: 'auditor' })).text()
  expect(html).toContain('Chrome · Windows')
  expect(html).toContain('退出其他设备')
  await ask('/account/sign-out-elsewhere', { as: 'auditor', form: {} })
  const left = await db.selectFrom('sessions').select(['user_id', 'agent']).orderBy('user_id').execute()
  expect(left).toEqual([
    { user_id: people.headOffice.id, agent: '' },
    { user_id: people.auditor.id, agent: 'test' },
  ])
})
