import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { browserApp, expectNoViolations, openPage, signIn } from '../support/browser.ts'
import { withChecklists } from '../support/world.ts'

const codes = (page: Page): Promise<string[]> => page.locator('#outline .o-item .code').allTextContents()

/** Presses Tab until the focus is on what the selector names. */
const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let n = 0; n < 120; n++) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${selector} on ${page.url()}`)
}
const type = async (page: Page, selector: string, text: string): Promise<void> => {
  await tabTo(page, selector)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}
const press = async (page: Page, selector: string, url: string | RegExp): Promise<void> => {
  await tabTo(page, selector)
  await Promise.all([page.waitForURL(url), page.keyboard.press('Enter')])
}

it('builds a small checklist by keyboard alone, reorders it by keyboard and by drag', async () => {
  const { origin } = await browserApp(withChecklists)
  const page = await openPage({ locale: 'zh-CN' })
  await signIn(page, origin, 'headOffice')
  await page.goto(`${origin}/checklists`)
  await press(page, 'a[href="/checklists/new"]', /\/checklists\/new$/)

  await tabTo(page, 'input[name="kind"]')
  await page.keyboard.press('Space')
  await type(page, 'input[name="title.zh"]', '交车检查')
  await type(page, 'input[name="id"]', 'delivery')
  await type(page, 'input[name="program"]', 'sales')
  await Promise.all([page.waitForURL(/\/checklist-drafts\//), page.keyboard.press('Enter')])
  const outline = page.url()
  await expectNoViolations(page)

  await press(page, '.empty button', /\/sections\/1$/)
  await type(page, 'input[name="title.zh"]', '准备')
  await expect.poll(() => page.locator('.untranslated:visible').count()).toBe(1)
  await type(page, 'input[name="title.en"]', 'Preparation')
  await type(page, 'input[name="weight"]', '100')
  await expectNoViolations(page)
  await Promise.all([page.waitForURL(/#section-1$/), page.keyboard.press('Enter')])
  expect(await page.textContent('.facts.row')).toContain('100 / 100')

  await press(page, '.o-section .o-add button', /\/items\/D-1-01$/)
  await type(page, 'textarea[name="text.zh"]', '车辆已清洗')
  await type(page, 'textarea[name="text.en"]', 'The car is washed')
  await tabTo(page, 'select[name="method"]')
  await page.keyboard.press('ArrowDown')
  // Another type of answer shows its fields at once; what was typed stays.
  await tabTo(page, 'select[name="response.type"]')
  for (const [key, shown] of [
    ['End', '#answer:not(:has([data-rows], [name="response.scale"]))'],
    ['ArrowUp', '#answer:has(option[value="choices"][selected])'],
    ['ArrowUp', '#answer:has(option[value="choice"][selected])'],
  ] as const) {
    await Promise.all([
      page.waitForResponse((answer) => answer.request().method() === 'POST'),
      page.keyboard.press(key),
    ])
    await page.waitForSelector(`${shown} #f-response-type:focus`)
  }
  expect(await page.inputValue('textarea[name="text.zh"]')).toBe('车辆已清洗')
  await tabTo(page, 'button[name="add"][value="response.options"]')
  await page.keyboard.press('Enter')
  await page.keyboard.type('干净')
  await type(page, 'input[name="response.options.0.points"]', '1')
  await tabTo(page, 'button[name="add"][value="response.options"]')
  await page.keyboard.press('Enter')
  await page.keyboard.type('不干净')
  await type(page, 'input[name="response.options.1.points"]', '0')
  // The second row goes up, and its fields with it.
  await page.keyboard.press('Alt+ArrowUp')
  expect(await page.inputValue('input[name="response.options.0.zh"]')).toBe('不干净')
  expect(await page.inputValue('input[name="response.options.1.points"]')).toBe('1')
  await expectNoViolations(page)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Control+S')])
  expect(await page.inputValue('input[name="response.options.0.zh"]')).toBe('不干净')
  expect(await page.inputValue('input[name="response.options.0.code"]')).toBe('O1')

  await press(page, 'button[name="go"][value="add"]', /\/items\/D-1-02$/)
  await type(page, 'textarea[name="text.zh"]', '资料齐全')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Control+S')])

  await page.goto(outline)
  await press(page, 'form.outline > .o-add button', /\/sections\/2$/)
  await page.goto(outline)
  expect(await codes(page)).toEqual(['D-1-01', 'D-1-02'])

  // By keyboard: down past its neighbour, then on into the next section.
  await tabTo(page, '#item-D-1-01 a')
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => codes(page)).toEqual(['D-1-02', 'D-1-01'])
  await expect.poll(() => page.textContent('#outline-said')).toContain('“准备”的第 2 项')
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => page.locator('#section-2 .o-item').count()).toBe(1)
  expect(await page.locator('#section-2 #item-D-1-01 :focus').count()).toBe(1)

  // By drag: back to before the first one.
  const grip = await page.locator('#item-D-1-01 .grip').boundingBox()
  const other = await page.locator('#item-D-1-02').boundingBox()
  if (!grip || !other) throw new Error('The rows are not to be seen')
  await page.mouse.move(grip.x + 5, grip.y + 10)
  await page.mouse.down()
  await page.mouse.move(other.x + 200, other.y + other.height - 3, { steps: 6 })
  await page.mouse.move(other.x + 200, other.y + 3, { steps: 3 })
  await page.mouse.up()
  await expect.poll(() => page.textContent('#outline-said')).toContain('“准备”的第 1 项')
  await page.reload()
  expect(await codes(page)).toEqual(['D-1-01', 'D-1-02'])
  expect(await page.locator('#section-1 .o-item').count()).toBe(2)
  await expectNoViolations(page)
})
