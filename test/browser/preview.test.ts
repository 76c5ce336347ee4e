import SqliteDatabase from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { continueVersion } from '../../server/checklists/drafts/commands.ts'
import { databaseFile } from '../../server/db/connect.ts'
import type { TestApp } from '../support/app.ts'
import { browserApp, expectNoViolations, openPage, signIn } from '../support/browser.ts'
import { withConditional } from '../support/conditional-checklist.ts'
import { withChecklists } from '../support/world.ts'

/** Everything that a preview could have written. */
const writtenIn = (dataDir: string) => {
  const sqlite = new SqliteDatabase(databaseFile(dataDir), { readonly: true })
  const count = (table: string) => (sqlite.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n
  const tables = ['answer_ops', 'photos', 'files', 'audits', 'checklist_drafts', 'activity'] as const
  const counts = Object.fromEntries(tables.map((table) => [table, count(table)]))
  sqlite.close()
  return counts
}

/** The page, and every request of it that asks the server for anything but a page or an asset. */
const openPreview = async (page: Page, url: string) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' || request.url().includes('/sync/') || request.url().includes('/photos/')) {
      sent.push(`${request.method()} ${request.url()}`)
    }
  })
  await page.goto(url)
  await page.locator('html[data-sheet=ready]').waitFor()
  return sent
}

const textOf = (page: Page, selector: string) => page.locator(selector).first().textContent()

it('a version is tried out: by keyboard, at its best and its worst, with the score explained and nothing kept', async () => {
  const { dataDir, origin } = await browserApp(withChecklists)
  const page = await openPage()
  await signIn(page, origin, 'headOffice')
  const before = writtenIn(dataDir)
  const sent = await openPreview(page, `${origin}/checklists/after-sales-core-process/versions/1.0.0/preview`)
  const score = () => textOf(page, '#gauge .score')
  expect(await score()).toContain('还没有得分')
  await expectNoViolations(page, { scrolls: true })

  // 3 of 3 points, then 7 of 10 cases of the next 3: 5.1 of 6.
  await page.keyboard.press('1')
  expect(await score()).toContain('100.0')
  expect(await score()).toContain('3/3')
  await page.keyboard.press('j')
  await page.keyboard.press('3')
  expect(await score()).toContain('85.0')
  expect(await textOf(page, '#why-button')).toContain('85.0%')
  expect(await page.getAttribute('#preview-back', 'href')).toMatch(/#item-AS-1-02$/)
  await page.locator('#note-AS-1-02').fill('只是试试')
  await page.locator('#add-AS-1-02').setInputFiles({
    name: 'a.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  })
  const picture = page.locator('#item-AS-1-02 .photos a')
  await picture.waitFor()
  expect(await picture.getAttribute('href')).toMatch(/^blob:/)

  // The explanation stands beside the sheet and follows it.
  await page.locator('#why-button').focus()
  await page.keyboard.press('Enter')
  const why = page.locator('#why')
  await why.waitFor({ state: 'visible' })
  expect(await why.textContent()).toContain('5.1 ÷ 6 = 85%')
  await expectNoViolations(page, { scrolls: true })
  await page.locator('[data-try=best]').focus()
  await page.keyboard.press('Enter')
  expect(await score()).toContain('100.0')
  expect(await textOf(page, '#why-steps')).toContain('134 ÷ 134 = 100%')
  expect(await textOf(page, '#gauge .grade')).toContain('A')

  // All worst: the lowest grade, the gates that were triggered, and the item that cost most.
  await page.locator('[data-try=worst]').click()
  expect(await score()).toContain('0/134')
  expect(await textOf(page, '#gauge .grade')).toContain('D')
  const gates = page.locator('#why-gates tr.strong')
  expect(await gates.count()).toBeGreaterThan(0)
  expect(await textOf(page, '#why-gates')).toContain('G1')
  await page.locator('[data-try=largest]').click()
  const lost = page.locator('article.item.now')
  expect(await lost.locator('.meta').first().textContent()).toContain('0/5 分')

  // The same seed gives the same answers; a reload loses none of it.
  await page.locator('#preview-seed').fill('12')
  await page.keyboard.press('Enter')
  const first = await score()
  await page.locator('[data-try=random]').click()
  expect(await page.inputValue('#preview-seed')).toBe('13')
  await page.locator('#preview-seed').fill('12')
  await page.keyboard.press('Enter')
  expect(await score()).toBe(first)
  await page.reload()
  await page.locator('html[data-sheet=ready]').waitFor()
  expect(await score()).toBe(first)
  expect(await page.inputValue('#preview-seed')).toBe('12')
  expect(await page.locator('#why').isVisible()).toBe(true)
  await page.locator('[data-try=clear]').click()
  expect(await score()).toContain('还没有得分')

  expect(sent).toEqual([])
  expect(writtenIn(dataDir)).toEqual(before)
}, 120_000)

it('a visit is tried out with its times, and a draft leads back to the item that is open', async () => {
  let draft = ''
  const { origin } = await browserApp(async (world: TestApp) => {
    const versionOf = await withChecklists(world)
    draft = await continueVersion(world.app, await world.actor('headOffice'), await versionOf('mystery-service-visit'))
  })
  const page = await openPage({ locale: 'en', phone: true })
  await signIn(page, origin, 'headOffice')
  const sent = await openPreview(page, `${origin}/checklist-drafts/${draft}/preview#item-MV-5-01`)
  expect(await page.getAttribute('#preview-back', 'href')).toBe(`/checklist-drafts/${draft}/items/MV-5-01`)
  await page.locator('[data-try=best]').click()
  expect(await textOf(page, '#gauge .grade')).toContain('A')
  expect(await page.inputValue('#mark-timeline-P0-time')).toBe('09:30:00')
  await page.locator('[data-try=worst]').click()
  expect(await textOf(page, '#gauge .grade')).toContain('D')
  await expectNoViolations(page, { scrolls: true })
  expect(sent).toEqual([])
}, 120_000)

it('circumstances that conditions look at are chosen, and kept over a reload', async () => {
  const { origin } = await browserApp(async (world: TestApp) => {
    await withChecklists(world)
    await withConditional(world)
  })
  const page = await openPage()
  await signIn(page, origin, 'headOffice')
  await openPreview(page, `${origin}/checklists/conditional/versions/1.0.0/preview`)
  const isAsked = (code: string) => page.locator(`#item-${code}`).isVisible()
  expect([await isAsked('CD-05'), await isAsked('CD-06')]).toEqual([false, false])
  await page.locator('.circumstances > summary').click()
  await page.locator('input[name=feature][value=body_shop]').check()
  await page.selectOption('#preview-last', 'failed')
  await page.locator('#item-CD-05').waitFor({ state: 'visible' })
  expect(await isAsked('CD-06')).toBe(true)
  await expectNoViolations(page, { scrolls: true })
  await page.reload()
  await page.locator('html[data-sheet=ready]').waitFor()
  expect([await isAsked('CD-05'), await isAsked('CD-06')]).toEqual([true, true])
}, 120_000)
