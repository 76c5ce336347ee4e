import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Draft, type Part, partOf } from '../../server/checklists/drafts/draft.ts'
import { itemFields } from '../../server/checklists/drafts/item-fields.ts'
import { type SettingsName, shownFields } from '../../server/checklists/drafts/settings-fields.ts'
import type { WrittenItem } from '../../server/checklists/format.ts'
import { type CastName, dealers, people } from '../../server/demo/cast.ts'
import type { ScoreResult } from '../../server/scoring/result.ts'
import { browserApp, openPage, signIn } from '../support/browser.ts'
import { fiveSheets, type Sheet } from '../support/five-sheets.ts'
import { withWave } from '../support/world.ts'

/** Each of the five sheets built in the browser as head office does it, published, answered on the sheet, and scored. */

type Fields = Readonly<Record<string, string | string[]>>

const press = async (page: Page, selector: string) => {
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()])
}

/** What other fields depend on comes first; the page then shows those. */
const deciding = ['response.type', '_worth', 'response.rule', 'response.scale', 'rollup', 'kind']

/** Adds rows until the form has as many as there are values for; outer lists before those in them. */
const addRows = async (page: Page, fields: Fields) => {
  const wanted = new Map<string, number>()
  for (const name of Object.keys(fields)) {
    const keys = name.split('.')
    for (const [at, key] of keys.entries()) {
      if (!/^\d+$/.test(key)) continue
      const list = keys.slice(0, at).join('.')
      wanted.set(list, Math.max(wanted.get(list) ?? 0, Number(key) + 1))
    }
  }
  const lists = [...wanted].sort(([a], [b]) => a.split('.').length - b.split('.').length)
  for (const [list, count] of lists) {
    const rows = page.locator(`[data-rows="${list}"] > ol > li`)
    while ((await rows.count()) < count) await page.locator(`button[name=add][value="${list}"]`).click()
  }
}

const fillOne = async (page: Page, name: string, value: string | string[]) => {
  const field = page.locator(`form[data-guarded] [name="${name}"]:not([type=hidden])`)
  const isSelect = (await page.locator(`form[data-guarded] select[name="${name}"]`).count()) > 0
  const kind = isSelect ? 'select' : await field.first().getAttribute('type')
  if (kind === 'select') await field.first().selectOption(value)
  else if (kind === 'checkbox' && value === 'on') await field.first().check({ force: true })
  else if (kind === 'checkbox' || kind === 'radio') {
    for (const one of [value].flat()) {
      await page.locator(`form[data-guarded] [name="${name}"][value="${one}"]`).check({ force: true })
    }
  } else await field.first().fill([value].flat().join(' '))
}

/** Opens what is folded away, as a person would. */
const unfold = (page: Page) =>
  page.evaluate("for (const one of document.querySelectorAll('form[data-guarded] details')) one.open = true")

const fillForm = async (page: Page, fields: Fields) => {
  await unfold(page)
  for (const name of deciding) {
    const value = fields[name]
    if (value === undefined || Array.isArray(value)) continue
    const field = page.locator(`form[data-guarded] :is(select[name="${name}"], [name="${name}"]:checked)`).first()
    if ((await field.count()) > 0 && (await field.inputValue()) === value) continue
    const shows = await page.locator(`[data-shows] [name="${name}"]`).count()
    const shown = shows > 0 ? page.waitForResponse((answer) => answer.request().method() === 'POST') : undefined
    await fillOne(page, name, value)
    await shown
    await expect.poll(() => field.inputValue()).toBe(value)
  }
  await unfold(page)
  await addRows(page, fields)
  await unfold(page)
  for (const [name, value] of Object.entries(fields)) {
    if (!deciding.includes(name) && !name.endsWith('._was')) await fillOne(page, name, value)
  }
}

const save = async (page: Page) => {
  await press(page, 'form[data-guarded] .acts .main-act')
  expect(await page.locator('.problems[role=alert], .error').allTextContents(), page.url()).toEqual([])
}

const settings = async (page: Page, base: string, part: SettingsName, value: Record<string, unknown>) => {
  await page.goto(`${base}/${part}`)
  await fillForm(page, shownFields(part, value))
  await save(page)
}

const addItem = async (page: Page, base: string, section: string, item: WrittenItem) => {
  await page.goto(base)
  await press(page, `button[name=section][value="${section}"]`)
  const byDemerit =
    item.response.type === 'choice' && item.response.options.some(({ demerit }) => demerit !== undefined)
  await fillForm(page, { ...itemFields(item), ...(byDemerit && { _worth: 'demerit' }) })
  await save(page)
}

const buildInBrowser = async (page: Page, origin: string, draft: Draft): Promise<string> => {
  await page.goto(`${origin}/checklists/new`)
  await page.locator(`[name=kind][value=${draft.kind}]`).check({ force: true })
  for (const name of ['id', 'program'] as const) await page.fill(`[name=${name}]`, draft[name])
  for (const language of ['zh', 'en'] as const) await page.fill(`[name="title.${language}"]`, draft.title[language])
  await press(page, 'form[action="/checklists"] .acts .main-act')
  const base = new URL(page.url()).origin + new URL(page.url()).pathname
  expect(base).toMatch(/\/checklist-drafts\/[0-9a-f-]{36}$/)

  const whole = (part: Part) => partOf(draft, part) ?? {}
  for (const part of ['head', 'vocabulary', 'timeline', 'scenario'] as const) {
    if (Object.keys(whole({ part })).length > 0) await settings(page, base, part, whole({ part }))
  }
  const { gates, ...scoring } = draft.scoring
  await settings(page, base, 'scoring', scoring)
  for (const section of draft.sections) {
    await page.goto(base)
    await press(page, `button[formaction$="/sections"], form[action$="/sections"] button`)
    const { items, ...head } = section
    const fields = Object.fromEntries(
      Object.entries({ ...head, 'title.zh': head.title.zh, 'title.en': head.title.en }).flatMap(([name, value]) =>
        typeof value === 'object' ? [] : [[name, String(value)]],
      ),
    )
    await fillForm(page, fields)
    await save(page)
    for (const item of items) await addItem(page, base, section.id, item)
  }
  if (gates) await settings(page, base, 'scoring', { ...draft.scoring })
  await page.goto(`${base}/publication`)
  await press(page, 'form[action$="/publication"] button[type=submit]')
  expect(new URL(page.url()).pathname).toBe(`/checklists/${draft.id}/versions/1.0.0`)
  return base
}

const plan = async (page: Page, origin: string, draft: Draft, lead: CastName): Promise<string> => {
  await page.goto(`${origin}/visits/new`)
  await page.fill('[name=dealer]', dealers.linjiang.code)
  await page.fill('[name=on_day]', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  await page.selectOption('[name=lead_id]', people[lead].id)
  const option = page.locator('[name=checklist_1] option', { hasText: draft.title.zh })
  await page.selectOption('[name=checklist_1]', (await option.getAttribute('value')) ?? '')
  await page.selectOption('[name=kind_1]', draft.kind === 'mystery_shop' ? 'mystery' : 'unannounced')
  await press(page, 'form[action="/visits/new"] button[type=submit]')
  const href = (await page.locator('main a[href^="/audits/"]').first().getAttribute('href')) ?? ''
  return href.split('/').slice(0, 3).join('/')
}

const keyOf = (position: number) => String(position + 1)

/** Gives the answers by keyboard, item after item. */
const answer = async (page: Page, { draft, answers, marks = {} }: Sheet) => {
  const scales = new Map(Object.entries(draft.scales ?? {}))
  for (const [id, mark] of Object.entries(marks)) {
    const row = page.locator(`#timeline [data-mark="${id}"]`)
    if ('reached' in mark) await row.locator('[data-do=not-reached]').click()
    else {
      await row.locator('[data-field=time]').fill(mark.at.slice(11, 19))
      await row.locator('[data-field=time]').press('Enter')
    }
  }
  for (let left = Object.keys(answers).length; left > 0; left--) {
    await page.keyboard.press('Escape')
    await page.keyboard.press('u')
    const code = (await page.locator('article.item.now').getAttribute('data-item')) ?? ''
    const given = answers[code]
    const item = draft.sections.flatMap(({ items }) => items).find(({ id }) => id === code)
    if (!given || !item) throw new Error(`no answer for ${code}`)
    if (given.type === 'yes_no') await page.keyboard.press(given.value === 'yes' ? '1' : '3')
    if (given.type === 'scale' && item.response.type === 'scale') {
      const anchors = scales.get(item.response.scale)?.anchors.map(({ score }) => score) ?? [10, 8, 6, 4, 0]
      for (const [at, score] of [given.score, ...(given.further ?? [])].entries()) {
        if (at > 0) await page.keyboard.press('+')
        await page.keyboard.press(keyOf(anchors.indexOf(score)))
      }
    }
    if (given.type === 'choice' && item.response.type === 'choice') {
      await page.keyboard.press(keyOf(item.response.options.findIndex((option) => option.code === given.option)))
    }
    if (given.type === 'number') {
      await page.keyboard.type(given.value)
      await page.keyboard.press('Enter')
    }
  }
}

describe.each(fiveSheets)('$draft.title.en', (sheet) => {
  it('is built in the browser, published, answered and scored as worked out by hand', {
    timeout: 240_000,
  }, async () => {
    const { draft, expected } = sheet
    const app = await browserApp(withWave)
    const headOffice = await openPage()
    await signIn(headOffice, app.origin, 'headOffice')
    await buildInBrowser(headOffice, app.origin, draft)

    const who = draft.kind === 'mystery_shop' ? 'shopper' : 'auditor'
    const audit = await plan(headOffice, app.origin, draft, who)
    const auditor = await openPage()
    await signIn(auditor, app.origin, who)
    await auditor.goto(app.origin + audit)
    await press(auditor, `form[action="${audit}/start"] button`)
    await auditor.goto(`${app.origin}${audit}/sheet`)
    await auditor.locator('html[data-sheet=ready]').waitFor()
    await answer(auditor, sheet)
    const saved = Object.keys(sheet.answers).length
    await expect
      .poll(() => auditor.locator('article.item:not([hidden]) .safe.sent').count(), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(saved)
    await auditor.goto(`${app.origin}${audit}/submission`)
    await press(auditor, `form[action="${audit}/submission"] button[type=submit]`)

    // What is stored is what was worked out by hand, and head office reads it.
    const database = new SqliteDatabase(join(app.dataDir, 'audit.sqlite'), { readonly: true })
    const row = database
      .prepare('select result from audit_scores where audit_id = ? order by sequence desc')
      .get(audit.split('/')[2]) as { result: string }
    database.close()
    const result = JSON.parse(row.result) as ScoreResult
    const { triggered, ...figures } = expected
    expect(result).toMatchObject({ ...figures, complete: true })
    expect(result.gates.filter((gate) => gate.triggered).map((gate) => gate.id)).toEqual(triggered)
    await headOffice.goto(app.origin + audit)
    expect(await headOffice.locator('.score').first().textContent()).toContain(expected.grade)
  })
})
