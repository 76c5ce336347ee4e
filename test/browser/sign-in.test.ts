import { expect, it } from 'vitest'
import { castPassword, people } from '../../server/demo/cast.ts'
import { browserApp, expectNoViolations, openPage } from '../support/browser.ts'

it.each([
  { locale: 'zh-CN', dark: false, welcome: people.auditor.name },
  { locale: 'zh-CN', dark: true, welcome: people.auditor.name },
  { locale: 'en', dark: false, welcome: people.auditor.name },
  { locale: 'en', dark: true, welcome: people.auditor.name },
] as const)('signs in by keyboard alone, in $locale, dark: $dark, without an accessibility violation', async (look) => {
  const { origin } = await browserApp()
  const page = await openPage(look)
  await page.goto(`${origin}/`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(await page.getAttribute('html', 'lang')).toBe(look.locale)
  await expectNoViolations(page)

  await page.focus('input[name=sign_in_name]')
  await page.keyboard.type('auditor')
  await page.keyboard.press('Tab')
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=alert]')
  await expectNoViolations(page)
  expect(await page.inputValue('input[name=sign_in_name]')).toBe('auditor')

  await page.focus('input[name=password]')
  await page.keyboard.type(castPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/`)
  expect(await page.textContent('body')).toContain(look.welcome)
  await expectNoViolations(page)
})
