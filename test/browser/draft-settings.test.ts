import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { createDraft, putDraft } from '../../server/checklists/drafts/commands.ts'
import { type Draft, emptyDraft } from '../../server/checklists/drafts/draft.ts'
import { writtenChecklist } from '../../server/checklists/format.ts'
import { browserApp, expectNoViolations, openPage, signIn } from '../support/browser.ts'
import { gate } from '../support/checklist-file.ts'

const given = {
  id: 'process',
  kind: 'oem_audit',
  program: 'x',
  title: { zh: '过程审核', en: 'Process audit' },
} as const

const withDrafts = async () => {
  const ids = { empty: '', every: '' }
  const app = await browserApp(async (test) => {
    const actor = await test.actor('headOffice')
    ids.empty = await createDraft(test.app, actor, given)
    const yaml = readFileSync(new URL('../rules/exchange-every-field.yaml', import.meta.url), 'utf8')
    ids.every = await putDraft(test.app, actor, writtenChecklist.parse(parse(yaml)), { basedOn: null })
  })
  return { ...app, ids }
}

/** A person at the keyboard: goes on with Tab until it stands where it wants to be, whatever lies in between. */
const keyboard = (page: Page) => {
  const { keyboard } = page
  const stands = (selector: string) => page.evaluate(`!!document.activeElement?.matches(${JSON.stringify(selector)})`)
  const to = async (selector: string) => {
    for (let steps = 0; !(await stands(selector)); steps++) {
      if (steps > 150) throw new Error(`Tab does not lead to ${selector}`)
      await keyboard.press('Tab')
    }
  }
  const press = async (selector: string, key = 'Enter') => {
    await to(selector)
    await keyboard.press(key)
  }
  return {
    press,
    write: async (name: string, text: string) => {
      await to(`[name="${name}"]`)
      await keyboard.press('Control+A')
      await keyboard.type(text)
    },
    choose: async (name: string, value: string) => {
      await to(`[name="${name}"]`)
      for (
        let steps = 0;
        !(await page.evaluate(`document.activeElement.value === ${JSON.stringify(value)}`));
        steps++
      ) {
        if (steps > 30) throw new Error(`${name} does not offer ${value}`)
        await keyboard.press('ArrowDown')
      }
    },
    add: (list: string) => press(`button[name="add"][value="${list}"]`),
    unfold: (name: string) => press(`details:not([open]):has([name="${name}"]) > summary`, 'Space'),
  }
}

const bands = [
  { grade: 'A', zh: '过程能力充分', en: 'Capable', min: 90, rebate: 1 },
  { grade: 'B', zh: '过程能力有条件', en: 'Conditionally capable', min: 80, rebate: 0.5 },
  { grade: 'C', zh: '过程能力不足', en: 'Not capable' },
]
const groups = [
  { id: 'U1', kind: 'sub_element', zh: '过程输入', en: 'Process input' },
  { id: 'U2', kind: 'sub_element', zh: '工作内容', en: 'Work content' },
]
const gates = [
  { zh: '任一要素低于 80%', en: 'An element below 80 %', ...gate({ any_section_below: 80 }, { cap_grade: 'B' }, 'B1') },
  {
    zh: '任一子要素低于 80%',
    en: 'A sub-element below 80 %',
    ...gate({ any_group_below: { kind: 'sub_element', percent: 80 } }, { cap_grade: 'B' }, 'B2'),
  },
  {
    zh: '重要问题得 4 分，且另有问题得 0 分',
    en: 'A *-question at 4, and another at 0',
    ...gate({ critical_score_at_most: 4, any_score_at_most: 0 }, { cap_grade: 'B' }, 'B3'),
  },
  { zh: '任一要素低于 70%', en: 'An element below 70 %', ...gate({ any_section_below: 70 }, { cap_grade: 'C' }, 'C1') },
]

it('takes the scoring of a process audit by the keyboard alone: grades, groups and rules that downgrade', async () => {
  const { dataDir, ids, origin } = await withDrafts()
  const page = await openPage({ locale: 'zh-CN' })
  await signIn(page, origin, 'headOffice')
  await page.goto(`${origin}/checklist-drafts/${ids.empty}/scoring`)
  const { add, choose, press, unfold, write } = keyboard(page)
  await choose('min_coverage.scope', 'section')
  await write('display_decimals', '0')
  await unfold('section_round_decimals')
  await write('section_round_decimals', '0')
  for (const [at, band] of bands.entries()) {
    await add('bands')
    await write(`bands.${at}.grade`, band.grade)
    if (band.min !== undefined) await write(`bands.${at}.min`, String(band.min))
    if (band.rebate !== undefined) await write(`bands.${at}.rebate`, String(band.rebate))
    await write(`bands.${at}.zh`, band.zh)
    await write(`bands.${at}.en`, band.en)
  }
  await press('details:not([open]):has([data-rows="groups"]) > summary', 'Space')
  for (const [at, group] of groups.entries()) {
    await add('groups')
    for (const key of ['id', 'kind', 'zh', 'en'] as const) await write(`groups.${at}.${key}`, group[key])
  }
  for (const [at, { en, id, then, when, zh }] of gates.entries()) {
    await add('gates')
    const row = `gates.${at}`
    for (const [key, text] of Object.entries({ id, zh, en })) await write(`${row}.${key}`, text ?? '')
    for (const [index, [kind, value]] of Object.entries(when).entries()) {
      if (index > 0) await add(`${row}.conditions`)
      const condition = `${row}.conditions.${index}`
      await choose(`${condition}.condition`, kind)
      // The kind of group was typed on this very page and is on offer before anything is saved.
      if (typeof value === 'object') await choose(`${condition}.group`, 'sub_element')
      await write(`${condition}.value`, String(typeof value === 'object' ? 80 : value))
    }
    await choose(`${row}.effect`, 'cap_grade')
    await choose(`${row}.grade`, then.cap_grade ?? '')
  }
  await press('.acts button.main-act')
  await page.locator('.notice.good').waitFor()
  await expectNoViolations(page)
  expect((await page.locator('.gate-reads').allInnerTexts())[1]).toContain(
    '判定：任一“sub_element”类分组低于 80% → 等级最高 B',
  )

  const database = new SqliteDatabase(join(dataDir, 'audit.sqlite'), { readonly: true })
  const { content } = database.prepare('select content from checklist_drafts where id = ?').get(ids.empty) as {
    content: string
  }
  database.close()
  expect((JSON.parse(content) as Draft).scoring).toEqual({
    ...emptyDraft(given).scoring,
    min_coverage: { scope: 'section', min: '2/3' },
    display_decimals: 0,
    section_round_decimals: 0,
    bands,
    groups,
    gates,
  })
})

it('bars nobody: the forms of the settings on a laptop in Chinese, and on a phone in English and dark', async () => {
  const { ids, origin } = await withDrafts()
  for (const look of [{ locale: 'zh-CN' as const }, { locale: 'en' as const, dark: true, phone: true }]) {
    const page = await openPage(look)
    await signIn(page, origin, 'headOffice')
    await page.request.post(`${origin}/language`, {
      form: { locale: look.locale, back: '/' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    for (const part of ['head', 'scoring', 'vocabulary', 'scenario', 'timeline', 'schedule']) {
      await page.goto(`${origin}/checklist-drafts/${ids.every}/${part}`)
      const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect([part, await page.evaluate(beyond)]).toEqual([part, 0])
      await page.setViewportSize({
        width: page.viewportSize()?.width ?? 1366,
        height: Number(await page.evaluate('document.documentElement.scrollHeight')),
      })
      await expectNoViolations(page)
    }
  }
})
