import { expect, it } from 'vitest'
import type { CastName } from '../../server/demo/cast.ts'
import { testApp } from '../support/app.ts'
import { itemsOf, readShipped } from '../support/checklists.ts'
import { withChecklists } from '../support/world.ts'

const shop = '/checklists/mystery-service-visit/versions/1.0.0'
const audit = '/checklists/after-sales-core-process/versions/1.0.0'

it('shows mystery shop checklists to nobody of a dealership, not even by title', async () => {
  const test = await testApp()
  await withChecklists(test)
  const { ask } = test
  expect((await ask(shop, { as: 'dealerManager' })).status).toBe(404)
  expect((await ask(audit, { as: 'dealerManager' })).status).toBe(200)
  expect(await (await ask('/checklists', { as: 'dealerManager' })).text()).not.toContain('神秘顾客：')
  for (const as of ['auditor', 'regionEast', 'headOffice', 'administrator'] as CastName[]) {
    expect([as, (await ask(shop, { as })).status]).toEqual([as, 200])
    expect(await (await ask('/checklists', { as })).text()).toContain('神秘顾客：')
  }
  for (const as of ['shopper', 'dealerStaff'] as CastName[]) {
    for (const path of ['/checklists', shop, audit]) expect((await ask(path, { as })).status).toBe(404)
  }
})

it('says not found of checklists and versions that do not exist, and of drafts to readers', async () => {
  const test = await testApp()
  const versionOf = await withChecklists(test)
  const { ask, db } = test
  for (const path of ['/checklists/none/versions/1.0.0', '/checklists/after-sales-core-process/versions/9.9.9']) {
    expect((await ask(path, { as: 'headOffice' })).status).toBe(404)
  }
  const id = await versionOf('after-sales-core-process')
  await db.updateTable('checklist_versions').set({ state: 'draft' }).where('id', '=', id).execute()
  expect((await ask(audit, { as: 'auditor' })).status).toBe(404)
  expect((await ask(audit, { as: 'headOffice' })).status).toBe(200)
})

it('lists every version of a checklist, also those that are retired', async () => {
  const test = await testApp()
  const versionOf = await withChecklists(test)
  const { ask, db, app } = test
  const id = await versionOf('after-sales-core-process')
  const row = await db.selectFrom('checklist_versions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await db
    .insertInto('checklist_versions')
    .values({ ...row, id: app.newId(), version: '0.9.0', state: 'retired', created_at: '2026-01-01T00:00:00.000Z' })
    .execute()
  const list = await (await ask('/checklists', { as: 'auditor' })).text()
  expect(list).toContain('href="/checklists/after-sales-core-process/versions/0.9.0"')
  expect(list).toContain('已停用')
  const old = await (await ask('/checklists/after-sales-core-process/versions/0.9.0', { as: 'auditor' })).text()
  expect(old).toContain(`href="${audit}"`)
})

it('shows every item of every shipped checklist with all that belongs to it, in both languages', async () => {
  const test = await testApp()
  await withChecklists(test)
  const escaped = (text: string) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  for (const { content } of readShipped().checklists) {
    for (const locale of ['zh', 'en'] as const) {
      await test.ask('/language', { as: 'headOffice', form: { locale: locale === 'zh' ? 'zh-CN' : 'en' } })
      const path = `/checklists/${content.id}/versions/${content.version}`
      const html = await (await test.ask(path, { as: 'headOffice' })).text()
      const texts = itemsOf(content).flatMap((item) => [
        item.text[locale],
        ...(item.guide ? [item.guide[locale]] : []),
        ...item.losses.map((loss) => loss[locale]),
        ...item.photos.map((photo) => photo[locale]),
      ])
      expect(texts.filter((text) => !html.includes(escaped(text)))).toEqual([])
      expect(itemsOf(content).filter((item) => !html.includes(`id="item-${item.id}"`))).toEqual([])
      for (const gate of content.scoring.gates) expect(html).toContain(escaped(gate[locale]))
      // A word with a value missing would show its braces.
      expect(html).not.toMatch(/\{\w+\}/)
    }
  }
})

it('explains in words what an answer is worth, what a grade asks for and what a gate does', async () => {
  const test = await testApp()
  await withChecklists(test)
  const { checklists } = readShipped()
  const page = async (id: string) => {
    const version = checklists.find(({ content }) => content.id === id)?.content.version
    return (await test.ask(`/checklists/${id}/versions/${version}`, { as: 'headOffice' })).text()
  }
  const after = await page('after-sales-core-process')
  for (const text of ['得分率 ≥ 90%', '其余情况', '判定：不合格的关键项 ≥ 1 项 → 等级最高 B', '抽查 10 条预约记录']) {
    expect(after).toContain(text)
  }
  const service = await page('mystery-service-visit')
  for (const text of ['从“电话开始响铃”到“人工接听”的时间', '30 秒以内：50%', '其余：0%', '必须做', '计时点']) {
    expect(service).toContain(text)
  }
  const sixS = await page('6s-workshop-showroom')
  expect(sixS).toContain('4 分：完全符合，未发现问题')
  expect(sixS).toContain('经销商不具备“城市展厅（仅销售）”')
})
