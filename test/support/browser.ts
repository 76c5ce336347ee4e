import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import { type CastName, castPassword, people } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from './app.ts'
import { onLoopback, startBuiltApp, temporaryFolder } from './built-app.ts'
import { findChromium } from './chromium.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Promise<Browser> | undefined
afterAll(async () => {
  await (await browser)?.close()
})

const complaints: string[] = []
const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
  // A script that fails or a blocked resource is a defect, whatever the page looks like.
  expect(complaints.splice(0)).toEqual([])
})

export type Look = { locale?: 'zh-CN' | 'en'; dark?: boolean; phone?: boolean; options?: BrowserContextOptions }

/** A page in a browser profile of its own. What its console complains about fails the test. */
export const openPage = async ({ locale = 'zh-CN', dark, phone, options }: Look = {}): Promise<Page> => {
  browser ??= chromium.launch({
    executablePath: findChromium() ?? undefined,
    // As root, which is what containers run as, Chromium needs --no-sandbox; it only ever sees pages of this test.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb'],
  })
  const context = await (await browser).newContext({
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    viewport: phone ? { width: 390, height: 844 } : { width: 1366, height: 768 },
    ...options,
  })
  opened.push(context)
  const page = await context.newPage()
  page.on('console', (message) => {
    // The browser itself notes every answer of 4xx; whether one is right is for the test to say.
    if (message.type() === 'error' && !/Failed to load resource.*status of 4\d\d/.test(message.text())) {
      complaints.push(`${page.url()}: ${message.text()}`)
    }
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return page
}

/** The built app on a database of its own with the cast, the shipped checklists and what `given` adds; gives its address. */
export const browserApp = async (given: (test: TestApp) => Promise<unknown> = async () => undefined) => {
  const dataDir = temporaryFolder()
  const test = await testApp({ dataDir, now: new Date().toISOString() })
  await given(test)
  await test.close()
  const app = await startBuiltApp(onLoopback(dataDir))
  return { ...app, dataDir }
}

/** Signs someone of the cast in. */
export const signIn = (page: Page, origin: string, name: CastName): Promise<void> =>
  signInAs(page, origin, people[name].signInName)

/** Signs someone of the demo in through the form, and waits for their first page. */
export const signInAs = async (page: Page, origin: string, signInName: string): Promise<void> => {
  await page.goto(`${origin}/sign-in`)
  await page.fill('input[name=sign_in_name]', signInName)
  await page.fill('input[name=password]', castPassword)
  await Promise.all([page.waitForURL(`${origin}/`), page.press('input[name=password]', 'Enter')])
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Where a page scrolls within itself (an answer sheet), what its bars cover for now is only a matter of scrolling. */
type Axe = { scrolls?: boolean }

/** The page as it stands has no accessibility violation that axe can find. */
export const expectNoViolations = async (page: Page, how: Axe = {}): Promise<void> => {
  expect(await violationsOf(page, how), page.url()).toEqual([])
}

/** What axe objects to on the page as it stands. */
export const violationsOf = async (page: Page, { scrolls = false }: Axe = {}): Promise<string[]> => {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: { run: (options: unknown) => Promise<AxeResults> } }).axe.run({
        runOnly: { type: 'tag', values },
      }),
    rules,
  )
  const objected = violations.filter(({ id }) => !(scrolls && id === 'target-size'))
  return objected.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`))
}
