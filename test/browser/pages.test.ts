import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openPage, signInAs, violationsOf } from '../support/browser.ts'
import { onLoopback, spawnBuilt, temporaryFolder } from '../support/built-app.ts'
import pages from './pages.json' with { type: 'json' }

type Entry = { name: string; as: string | null; path: string; via?: string[]; fixed?: boolean }
const entries: readonly Entry[] = [...pages.everyday, ...pages.others]

const startDemo = async (): Promise<string> => {
  const { child, written, end } = spawnBuilt('server/demo/main.js', ['--fresh'], onLoopback(temporaryFolder()))
  return new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      const port = /http:\/\/localhost:(\d+)/.exec(written.stdout)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    void end.then(({ stderr }) => reject(new Error(`The demo did not start: ${stderr}`)))
  })
}

/** Opens a page as the person who uses it most, by its address or by the first link of each list on the way. */
const follow = async (page: Page, origin: string, { path, via = [] }: Entry) => {
  await page.goto(origin + path)
  for (const selector of via) {
    const href = await page.locator(selector).first().getAttribute('href')
    await page.goto(new URL(href ?? '', page.url()).href)
  }
}

it('no page of the demo bars anyone, on a laptop in Chinese and on a phone in English and dark', async () => {
  const origin = await startDemo()
  const bars: string[] = []
  for (const look of [{ locale: 'zh-CN' as const }, { locale: 'en' as const, dark: true, phone: true }]) {
    const opened = new Map<string | null, Page>()
    for (const entry of entries) {
      const page = opened.get(entry.as) ?? (await openPage(look))
      if (entry.as && !opened.has(entry.as)) {
        await signInAs(page, origin, entry.as)
        await page.request.post(`${origin}/language`, {
          form: { locale: look.locale, back: '/' },
          headers: { 'sec-fetch-site': 'same-origin' },
        })
      }
      opened.set(entry.as, page)
      await follow(page, origin, entry)
      if (entry.fixed) await page.locator('article.item').first().waitFor()
      // Nothing is cut off or found only by scrolling sideways.
      const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      if (Number(await page.evaluate(beyond)) > 0) bars.push(`${look.locale} ${entry.name}: wider than the window`)
      // A window as tall as the page: what a bar at its edge covers for now is only a matter of scrolling.
      const seen = page.viewportSize() ?? { width: 1366, height: 768 }
      if (!entry.fixed) {
        const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
        await page.setViewportSize({ ...seen, height: Math.max(seen.height, height) })
      }
      const violations = await violationsOf(page, { scrolls: entry.fixed })
      bars.push(...violations.map((violation) => `${look.locale} ${entry.name}: ${violation}`))
      await page.setViewportSize(seen)
    }
  }
  expect(bars).toEqual([])
}, 300_000)
