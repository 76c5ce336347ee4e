import { expect, it } from 'vitest'
import { castPassword, people } from '../../server/demo/cast.ts'
import { testApp } from '../support/app.ts'

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.match(/session=([^;]+)/)?.[1]

it('sends someone who is not signed in to the sign-in page and back again', async () => {
  const { ask } = await testApp()
  const asked = await ask('/?wave=1')
  expect(asked.status).toBe(303)
  expect(asked.headers.get('location')).toBe('/sign-in?back=%2F%3Fwave%3D1')
})

it('signs in with the right password, and only its hash is stored', async () => {
  const { ask, db } = await testApp()
  const response = await ask('/sign-in', {
    form: { sign_in_name: ' Auditor ', password: castPassword, back: '/audits' },
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/audits')
  const token = cookieOf(response)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/i)
  const rows = await db.selectFrom('sessions').selectAll().execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]?.user_id).toBe(people.auditor.id)
  expect(JSON.stringify(rows)).not.toContain(token)
})

it('says the same of an unknown name and a wrong password, and keeps the typed name', async () => {
  const { ask } = await testApp()
  for (const sign_in_name of ['auditor', 'nobody']) {
    const response = await ask('/sign-in', { form: { sign_in_name, password: 'wrong password' } })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('账号或密码不正确')
    expect(html).toContain(`value="${sign_in_name}"`)
    expect(html).not.toContain('wrong password')
  }
})

it('locks an account after five failures, says for how long, and opens it again by itself', async () => {
  const { ask, clock } = await testApp()
  const wrong = () => ask('/sign-in', { form: { sign_in_name: 'auditor', password: 'no' }, locale: 'en' })
  for (let n = 0; n < 5; n++) expect((await wrong()).status).toBe(422)
  const right = { form: { sign_in_name: 'auditor', password: castPassword } }
  const locked = await ask('/sign-in', right)
  expect(locked.status).toBe(429)
  expect(await locked.text()).toMatch(/请在 15 秒后再试/)
  clock.now = new Date(clock.now.getTime() + 16_000)
  expect((await ask('/sign-in', right)).status).toBe(303)
})

it('never sends anyone to another site after signing in', async () => {
  const { ask } = await testApp()
  for (const back of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    const response = await ask('/sign-in', { form: { sign_in_name: 'auditor', password: castPassword, back } })
    expect(response.headers.get('location')).toBe('/')
  }
})

it('signs out on the server too', async () => {
  const { ask, db } = await testApp()
  await ask('/sign-out', { as: 'auditor', form: {} })
  expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([])
})

it('refuses a deactivated person, also in a session that is open', async () => {
  const { ask, db } = await testApp()
  expect((await ask('/', { as: 'auditor' })).status).not.toBe(303)
  await db.updateTable('users').set({ active: 0 }).where('id', '=', people.auditor.id).execute()
  expect((await ask('/', { as: 'auditor' })).headers.get('location')).toMatch('/sign-in')
  expect((await ask('/sign-in', { form: { sign_in_name: 'auditor', password: castPassword } })).status).toBe(422)
})

it('refuses what another site sends, JSON included', async () => {
  const { ask } = await testApp()
  const form = { sign_in_name: 'auditor', password: castPassword }
  expect((await ask('/sign-in', { form, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  expect(
    (await ask('/sign-in', { json: form, headers: { 'sec-fetch-site': '', origin: 'http://evil.example' } })).status,
  ).toBe(403)
  expect((await ask('/sign-in', { form, headers: { 'sec-fetch-site': '', origin: 'http://localhost' } })).status).toBe(
    303,
  )
})

it('creates the first administrator with the code from the log, once', async () => {
  const { ask, app, db } = await testApp({ cast: false })
  app.setup.code = 'ABCDEFGH2345'
  expect((await ask('/sign-in')).headers.get('location')).toBe('/set-up')
  const form = { code: 'WRONGWRONG22', name: '何静', sign_in_name: 'admin', password: 'a quiet harbour' }
  const wrong = await ask('/set-up', { form })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('代码不正确')
  expect((await ask('/set-up', { form: { ...form, code: 'ABCDEFGH2345', password: 'password123' } })).status).toBe(422)
  const right = await ask('/set-up', { form: { ...form, code: 'ABCDEFGH2345' } })
  expect(right.headers.get('location')).toBe('/')
  expect(cookieOf(right)).toBeTruthy()
  expect(await db.selectFrom('users').select(['role', 'sign_in_name']).execute()).toEqual([
    { role: 'administrator', sign_in_name: 'admin' },
  ])
  expect((await ask('/set-up')).status).toBe(404)
  expect((await ask('/set-up', { form: { ...form, code: 'ABCDEFGH2345' } })).status).toBe(404)
})

it('keeps the language with the person', async () => {
  const { ask } = await testApp()
  await ask('/language', { as: 'auditor', form: { locale: 'en', back: '/nowhere' } })
  expect(await (await ask('/nowhere', { as: 'auditor' })).text()).toContain('<html lang="en"')
  expect(await (await ask('/nowhere', { as: 'headOffice' })).text()).toContain('<html lang="zh-CN"')
})

it('takes NUL signs out of what is typed; an address with one does not exist', async () => {
  const { ask } = await testApp()
  expect((await ask('/sign-in', { form: { sign_in_name: 'aud\0itor', password: castPassword } })).status).toBe(303)
  expect((await ask('/sign-in', { form: { sign_in_name: 'no\0body', password: 'x' } })).status).toBe(422)
  for (const path of ['/users?q=a%00b', '/users/%00', '/%00']) {
    expect((await ask(path, { as: 'administrator' })).status).toBe(404)
  }
})
