import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Item } from '../../server/checklists/format.ts'
import { type CastName, dealers, people } from '../../server/demo/cast.ts'
import { drawPhotos } from '../../server/demo/photos.ts'
import type { Locale } from '../../server/i18n/words.ts'
import { browserApp, expectNoViolations, openPage, signIn } from '../support/browser.ts'
import { readShipped } from '../support/checklists.ts'
import { withWave } from '../support/world.ts'

/** The two items that fail in this story; everything else conforms. */
const critical = '6S-2-05'
const major = '6S-1-06'
const remark = { 'zh-CN': '钥匙柜未上锁，陪同人员已确认。', en: 'Key cabinet unlocked; confirmed on the spot.' }

const hasPoppler = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

let photos: string[] = []
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'story-'))
  photos = (await drawPhotos(3, 11)).map((bytes, n) => {
    const file = join(folder, `photo-${n}.jpg`)
    writeFileSync(file, bytes)
    return file
  })
  return () => rmSync(folder, { recursive: true, force: true })
})

const writeNote = async (page: Page, locale: Locale) => {
  await page.keyboard.press('n')
  await page.keyboard.type(remark[locale])
  await page.keyboard.press('Escape')
}

const addPhoto = async (page: Page, item: Item) => {
  await page.keyboard.press('p')
  await page.locator(`#item-${item.id} img`).first().waitFor()
}

/** The item's answer with the evidence that the checklist asks for, by keys alone. */
const answerByKeys = async (page: Page, item: Item, locale: Locale) => {
  const { response, evidence } = item
  const fails = item.id === critical || item.id === major
  await page.keyboard.press(fails ? '3' : '1')
  if (response.type === 'sample' && evidence.sample_refs) {
    await page.keyboard.press('Enter')
    await page.keyboard.type(Array.from({ length: response.size }, (_, n) => 4100 + n * 7).join(','))
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
  }
  if (fails) await page.keyboard.press('a')
  if (fails || evidence.note === 'always') await writeNote(page, locale)
  if (fails || evidence.photo === 'always' || evidence.document === 'always') await addPhoto(page, item)
}

const answerEverything = async (page: Page, items: readonly Item[], locale: Locale) => {
  for (let left = items.length; left > 0; left--) {
    await page.keyboard.press('u')
    const code = await page.locator('article.item.now').getAttribute('data-item')
    const item = items.find((one) => one.id === code)
    expect(item, `an item is open (${code})`).toBeDefined()
    if (item) await answerByKeys(page, item, locale)
  }
}

const press = async (page: Page, selector: string) => {
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()])
}

describe.each<Locale>(['zh-CN', 'en'])('the whole story in %s', (locale) => {
  it('goes from plan to PDF', { timeout: 240_000 }, async () => {
    const app = await browserApp(withWave)
    const { checklists } = await readShipped()
    const checklist = checklists.find(({ content }) => content.id === '6s-workshop-showroom')?.content
    const items = checklist?.sections.flatMap((section) => section.items) ?? []
    const pages = new Map<CastName, Page>()
    const as = async (name: CastName) => {
      const known = pages.get(name)
      if (known) return known
      const page = await openPage({ locale })
      await signIn(page, app.origin, name)
      if ((await page.getAttribute('html', 'lang')) !== locale)
        await press(page, `button[name=locale][value=${locale}]`)
      expect(await page.getAttribute('html', 'lang')).toBe(locale)
      pages.set(name, page)
      return page
    }
    const visited = new Set<string>()
    const note = (page: Page) => visited.add(new URL(page.url()).pathname)

    // Head office plans an unannounced 6S audit for today.
    const headOffice = await as('headOffice')
    await headOffice.goto(`${app.origin}/visits/new`)
    await headOffice.fill('[name=dealer]', dealers.linjiang.code)
    await headOffice.fill('[name=on_day]', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
    await headOffice.selectOption('[name=lead_id]', people.auditor.id)
    const option = headOffice.locator('[name=checklist_1] option', {
      hasText: checklist?.title[locale === 'en' ? 'en' : 'zh'],
    })
    await headOffice.selectOption('[name=checklist_1]', (await option.getAttribute('value')) ?? '')
    await headOffice.selectOption('[name=kind_1]', 'unannounced')
    await press(headOffice, 'form[action="/visits/new"] button[type=submit]')
    note(headOffice)
    const auditHref = (await headOffice.locator('main a[href^="/audits/"]').first().getAttribute('href')) ?? ''
    const auditPath = auditHref.split('/').slice(0, 3).join('/')
    expect(auditPath).toMatch(/^\/audits\/[0-9a-f-]{36}$/)

    // The auditor starts it and answers everything by keyboard, with two photos.
    const auditor = await as('auditor')
    await auditor.goto(app.origin + auditPath)
    await press(auditor, `form[action="${auditPath}/start"] button`)
    await auditor.goto(`${app.origin}${auditPath}/sheet`)
    note(auditor)
    await auditor.locator('article.item').first().waitFor()
    let taken = 0
    auditor.on('filechooser', (chooser) => void chooser.setFiles(photos[taken++ % photos.length] ?? ''))
    await answerEverything(auditor, items, locale)
    await expect.poll(() => auditor.locator('article.item .safe.sent').count(), { timeout: 20_000 }).toBe(items.length)
    await expectNoViolations(auditor)
    await auditor.goto(`${app.origin}${auditPath}/submission`)
    note(auditor)
    await press(auditor, `form[action="${auditPath}/submission"] button[type=submit]`)

    // Until the release the dealer finds nothing.
    const dealer = await as('dealerManager')
    expect((await dealer.goto(app.origin + auditPath))?.status()).toBe(404)
    expect((await dealer.goto(`${app.origin}${auditPath}/report.pdf`))?.status()).toBe(404)

    // Head office reviews and releases.
    await headOffice.goto(app.origin + auditPath)
    await press(headOffice, `form[action="${auditPath}/review"] button`)
    await press(headOffice, `a[href="${auditPath}/release"]`)
    note(headOffice)
    await press(headOffice, `form[action="${auditPath}/release"] button[type=submit]`)
    await headOffice.goto(app.origin + auditPath)
    note(headOffice)
    await expectNoViolations(headOffice)
    const score = ((await headOffice.locator('.score .figure').first().textContent()) ?? '').replace(/\s|%/g, '')
    expect(score).toMatch(/^\d{2}\.\d$/)

    // The dealer plans the action of the critical finding …
    await dealer.goto(app.origin + auditPath)
    expect(dealer.url()).toBe(app.origin + auditPath)
    const database = new SqliteDatabase(join(app.dataDir, 'audit.sqlite'))
    const action = database.prepare('select id from corrective_actions where item_code = ?').get(critical) as {
      id: string
    }
    const actionPath = `/corrective-actions/${action.id}`
    await dealer.goto(app.origin + actionPath)
    note(dealer)
    const soon = new Date(Date.now() + 8 * 3_600_000 + 86_400_000).toISOString().slice(0, 10)
    const texts = [
      'containment',
      'cause',
      'what',
      'why',
      'where_text',
      'when_text',
      'who',
      'how',
      'target',
      'step_1_what',
      'step_1_person',
    ]
    for (const name of texts) await dealer.fill(`[name=${name}]`, `${name} 钥匙柜`)
    await dealer.setInputFiles('[name=containment_photos]', photos[2] ?? '')
    await dealer.check('[name=cause_class][value=can]', { force: true })
    await dealer.selectOption('[name=cause_source]', 'occurrence')
    await dealer.fill('[name=step_1_due_on]', soon)
    await dealer.fill('[name=target_unit]', '%')
    await dealer.fill('[name=baseline]', '0')
    await dealer.fill('[name=target_value]', '100')
    await dealer.selectOption('[name=check_method]', 're_audit')
    await dealer.locator(`form[action="${actionPath}/plan"] button.main-act`).click()
    await dealer.locator('.stepper .on').waitFor()
    await expectNoViolations(dealer)

    // … the auditor approves it, the dealer does it and signs for it …
    await auditor.goto(app.origin + actionPath)
    await auditor.check('[name=verdict][value=approved]', { force: true })
    await press(auditor, `form[action="${actionPath}/plan-review"] button[type=submit]`)
    await dealer.goto(app.origin + actionPath)
    await press(dealer, `a[href^="${actionPath}/steps/"]`)
    note(dealer)
    await dealer.fill('[name=note]', '已加锁并张贴责任人，附照片。')
    await dealer.setInputFiles('input[type=file]', photos[2] ?? '')
    await press(dealer, 'main form button.main-act')
    await dealer.goto(app.origin + actionPath)
    await press(dealer, `form[action="${actionPath}/cosignature"] button`)
    await dealer.goto(app.origin + actionPath)
    await press(dealer, `form[action="${actionPath}/implementation"] button`)

    // … the auditor sees that it was done, and after the waiting time that it had an effect.
    await auditor.goto(app.origin + actionPath)
    await auditor.check('[name=verdict][value=implemented]', { force: true })
    await press(auditor, `form[action="${actionPath}/implementation-review"] button[type=submit]`)
    database.prepare('update corrective_actions set check_on = ? where id = ?').run('2026-01-01', action.id)
    await auditor.goto(app.origin + actionPath)
    await auditor.check('[name=verdict][value=effective]', { force: true })
    await auditor.fill('[name=value_before]', '0')
    await auditor.fill('[name=value_after]', '100')
    await press(auditor, `form[action="${actionPath}/effectiveness-check"] button[type=submit]`)

    // The dealer standardises and closes.
    await dealer.goto(app.origin + actionPath)
    for (const name of ['standard', 'training', 'read_across'])
      await dealer.fill(`[name=${name}]`, '已写入岗位作业指导书。')
    await press(dealer, `form[action="${actionPath}/standardisation"] button[type=submit]`)
    await dealer.goto(`${app.origin}${actionPath}/closure`)
    note(dealer)
    await press(dealer, `form[action="${actionPath}/closure"] button[type=submit]`)
    expect(database.prepare('select state, round from corrective_actions where id = ?').get(action.id)).toEqual({
      state: 'closed',
      round: 1,
    })
    database.close()

    // Head office downloads the PDF: its words can be read, its pages show the photos.
    const pdf = await headOffice.request.get(`${app.origin}${auditPath}/report.pdf?lang=${locale}`)
    expect(pdf.status()).toBe(200)
    const file = join(folder, `report-${locale}.pdf`)
    writeFileSync(file, await pdf.body())
    visited.add(`${auditPath}/report.pdf`)
    if (hasPoppler) await expectReport(file, locale, score)
    else console.info('pdftotext is not installed: the PDF of the story was not read back')

    // To a manager of another dealership, a shopper and a stranger none of these pages exists.
    expect(visited.size).toBeGreaterThan(7)
    for (const name of ['otherManager', 'shopper'] as const) {
      const page = await as(name)
      for (const path of visited) {
        const answer = await page.request.get(app.origin + path, { maxRedirects: 0 })
        expect(`${path} ${answer.status()}`).toBe(`${path} 404`)
      }
    }
    const stranger = await openPage({ locale })
    for (const path of visited) {
      await stranger.goto(app.origin + path)
      expect(new URL(stranger.url()).pathname).toBe('/sign-in')
    }
  })
})

const expectReport = async (file: string, locale: Locale, score: string) => {
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  const flat = text.replace(/\s/g, '')
  expect(flat).toContain(score)
  expect(flat).toContain(remark[locale].replace(/\s/g, ''))
  expect(flat).toContain(locale === 'en' ? 'Linjiang' : '临江店')
  expect(flat).toContain(critical)
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
  const pages = Number(info.match(/Pages:\s+(\d+)/)?.[1])
  expect(pages).toBeGreaterThan(3)
  // The photos are really in it, and every page really shows something.
  const images = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' })
  expect(images.split('\n').filter((line) => / jpeg /.test(line)).length).toBeGreaterThanOrEqual(2)
  const prefix = file.replace('.pdf', '')
  execFileSync('pdftoppm', ['-r', '40', '-png', file, prefix])
  for (let page = 1; page <= pages; page++) {
    const picture = readFileSync(`${prefix}-${String(page).padStart(String(pages).length, '0')}.png`)
    const { channels } = await sharp(picture).stats()
    expect(Math.min(...channels.map((channel) => channel.min)), `page ${page} has ink`).toBeLessThan(120)
  }
}
