import { expect, test } from 'vitest'
import { startAudit } from '../../server/audits/commands.ts'
import type { TestApp } from '../support/app.ts'
import { browserApp, expectNoViolations, openPage, signIn } from '../support/browser.ts'
import { withConditional } from '../support/conditional-checklist.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

/** A started audit of a checklist in which much depends on something, at a dealer without a body shop. */
const begin = async () => {
  let id = ''
  const app = await browserApp(async (world: TestApp) => {
    await withChecklists(world)
    await withConditional(world)
    await world.db.updateTable('dealers').set({ features: '["ev_sales"]' }).execute()
    id = (await givenAudit(world, { checklist: 'conditional', state: 'planned' })).id
    await startAudit(world.app, await world.actor('auditor'), id)
  })
  return { app, path: `/audits/${id}/sheet` }
}

test('items appear and disappear while one answers, and each of several ratings is given by keyboard', async () => {
  const { app, path } = await begin()
  const page = await openPage()
  await signIn(page, app.origin, 'auditor')
  await page.goto(app.origin + path)
  await page.locator('html[data-sheet=ready]').waitFor()
  const item = (code: string) => page.locator(`#item-${code}`)
  const keys = async (...all: string[]) => {
    for (const key of all) await page.keyboard.press(key)
  }
  const open = () => page.locator('article.item.now').getAttribute('data-item')
  const progress = () => page.locator('#gauge .counts button').first().textContent()

  // The charger is only asked about where there is one.
  expect(await open()).toBe('CD-01')
  expect(await item('CD-02').isVisible()).toBe(false)
  expect(await item('CD-06').isVisible()).toBe(false)
  expect(await progress()).toMatch(/^0\/8/)
  await keys('1')
  await item('CD-02').waitFor({ state: 'visible' })
  expect(await progress()).toMatch(/^1\/9/)
  await keys('j', '3')
  expect(await progress()).toMatch(/^2\/9/)
  await keys('k', '3')
  await item('CD-02').waitFor({ state: 'hidden' })
  expect(await progress()).toMatch(/^1\/8/)
  await page.locator('#away-sales summary').click()
  const why = page.locator('[data-away="CD-02"]')
  expect(await why.textContent()).toMatch(/CD-01/)
  expect(await why.locator('small').textContent()).toContain('保留')
  expect(await page.locator('#away-body').textContent()).toMatch(/1/)

  // Three consultants: 10, 8 and 0; the last one is put right, the second one taken away.
  await keys('j')
  expect(await open()).toBe('CD-03')
  const ratings = page.locator('#item-CD-03 .ratings li [data-do=rating]')
  await keys('1', '+', '2', '+', '5')
  await expect.poll(() => ratings.allTextContents()).toHaveLength(4)
  const combined = page.locator('#item-CD-03 .ratings p')
  expect(await combined.textContent()).toContain('6')
  await keys('1')
  await expect.poll(() => combined.textContent()).toContain('9.33')
  await keys('ArrowLeft', '-')
  await expect.poll(() => ratings.allTextContents()).toHaveLength(3)
  expect(await combined.textContent()).toContain('10')
  await page.locator('#rating-CD-03-new').click()
  await keys('4')
  await expect.poll(() => combined.textContent()).toContain('8')
  await page.locator('#unrate-CD-03-0').click()
  await expect.poll(() => combined.textContent()).toContain('7')

  // Kept, but not scored.
  await keys('j')
  expect(await open()).toBe('CD-04')
  expect(await item('CD-04').textContent()).toMatch(/本次不计分/)
  await keys('3', 'u')

  // An AQL sample: how many there are says how many to check.
  expect(await open()).toBe('CD-07')
  await keys('Enter')
  await page.keyboard.type('300')
  await keys('Enter')
  expect(await page.inputValue('#checked-CD-07')).toBe('50')
  await page.locator('#conform-CD-07').focus()
  await page.keyboard.type('48')
  await keys('Enter', 'Escape')
  await expect.poll(() => item('CD-07').locator('.answers [aria-pressed=true]').count()).toBe(1)
  await keys('u')
  expect(await open()).toBe('CD-08')
  await keys('1', '2', 'u', '2', 'u')
  expect(await open()).toBe('CD-10')
  expect(await item('CD-10').locator('.plain-list li').count()).toBeGreaterThan(0)
  await page.keyboard.type('88')
  await keys('Enter', 'u')
  expect(await open()).toBe('CD-11')
  await page.keyboard.type('7')
  await keys('Enter')
  await expect.poll(progress).toMatch(/^8\/8/)
  await expectNoViolations(page)

  // Everything is on the server, and what does not apply is not missing.
  await expect.poll(() => page.locator('article.item:not([hidden]) .safe.sent').count()).toBe(8)
  await page.reload()
  await page.locator('html[data-sheet=ready]').waitFor()
  expect(await progress()).toMatch(/^8\/8/)
  expect(await item('CD-02').isVisible()).toBe(false)
  await page.goto(app.origin + path.replace('/sheet', '/submission'))
  expect(await page.locator('form[action$="/submission"]').count()).toBe(1)
})
