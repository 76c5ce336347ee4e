import { expect, it } from 'vitest'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import { nextVersion } from '../../server/checklists/versions/number.ts'
import { browserApp, openPage, signInAs, violationsOf } from '../support/browser.ts'
import { readShipped } from '../support/checklists.ts'
import { Book } from '../support/workbooks.ts'

const sixS = readShipped().checklists.find(({ content }) => content.id === '6s-workshop-showroom')
const content = sixS?.content as ChecklistContent
const next = nextVersion(content.version, 'partly')

/** The next version as somebody writes it in Excel; at first with two mistakes. */
const workbook = async (isMended: boolean) => {
  const book = await Book.of(content, 'zh-CN')
  const row = (code: string) => [undefined as never, code]
  const [first, second, third] = content.sections[0]?.items.map(({ id }) => id) ?? []
  book.set('Items', row(first ?? ''), '分值', isMended ? 7 : '很多')
  book.set('Items', row(second ?? ''), '责任岗位', isMended ? '服务经理' : '不存在的岗位')
  book.set('Items', row(third ?? ''), '检查内容（中文）', '展厅地面干净、无积水，垃圾桶未溢满')
  return { name: '6S 下一版.xlsx', mimeType: 'application/octet-stream', buffer: await book.bytes() }
}

it('head office imports a workbook, mends what is wrong in it, looks at the difference and publishes', async () => {
  const { origin } = await browserApp()
  const page = await openPage()
  await signInAs(page, origin, 'ho')
  await page.goto(`${origin}/checklists`)
  await page.getByRole('link', { name: '导入检查表' }).click()
  const send = async (isMended: boolean) => {
    await page.locator('input[type=file]').setInputFiles(await workbook(isMended))
    await page.getByRole('button', { name: '上传并检查' }).click()
    await page.getByRole('heading', { level: 1, name: '6S 下一版.xlsx' }).waitFor()
  }

  await send(false)
  const problems = page.locator('#problems li')
  expect(await problems.count()).toBe(2)
  expect(await problems.first().textContent()).toContain('工作表“检查项')
  expect(await page.getByRole('button', { name: '导入为草稿' }).count()).toBe(0)
  expect(await violationsOf(page)).toEqual([])

  await page.getByRole('link', { name: '导入检查表' }).first().click()
  await send(true)
  expect(await page.locator('#changed > ul > li').count()).toBe(3)
  expect(await page.locator('#effect').textContent()).toContain('部分可比')
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('button', { name: '导入为草稿' }).click()

  await page.getByRole('heading', { name: '可以发布' }).waitFor()
  expect(await page.getByLabel('版本号').inputValue()).toBe(next)
  expect(await page.locator('#changed').textContent()).toContain('垃圾桶未溢满')
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('button', { name: '发布', exact: true }).click()

  await page.waitForURL(`**/checklists/6s-workshop-showroom/versions/${next}`)
  expect(await page.locator('#history').textContent()).toContain(`发布了版本 ${next}`)
  await page.getByRole('link', { name: '比较版本' }).click()
  expect(await page.locator('#changed').textContent()).toContain('垃圾桶未溢满')
  expect(await violationsOf(page)).toEqual([])
})
