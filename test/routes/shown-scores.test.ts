import { beforeEach, expect, it } from 'vitest'
import { recompute } from '../../server/audits/rescore.ts'
import { contentHash } from '../../server/checklists/content-hash.ts'
import { insertChecklist, insertVersion } from '../../server/checklists/store.ts'
import type { CastName } from '../../server/demo/cast.ts'
import type { ReportSnapshot } from '../../server/reports/snapshot.ts'
import { releasedAudit } from '../support/answering.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { contentOf, optionsOf, type WrittenAsked, type WrittenRun, yesNo } from '../support/checklist-file.ts'
import { readPdf } from '../support/pdf-text.ts'
import { withChecklists, withWave } from '../support/world.ts'

let test: TestApp
let waveId: string
beforeEach(async () => {
  test = await testApp()
  await withChecklists(test)
  waveId = await withWave(test)
})

/** Publishes a checklist of its own. */
const published = async (id: string, run: WrittenRun) => {
  const content = { ...contentOf(run), id, title: { zh: `表 ${id}`, en: `Sheet ${id}` } }
  const at = test.app.now().toISOString()
  await insertChecklist(test.db, {
    id,
    kind: content.kind,
    program: content.program,
    title_zh: content.title.zh,
    title_en: content.title.en,
    created_at: at,
  })
  await insertVersion(test.db, {
    id: test.app.newId(),
    checklist_id: id,
    version: content.version,
    state: 'published',
    content: JSON.stringify(content),
    content_hash: contentHash(content),
    item_count: content.sections.flatMap((section) => section.items).length,
    created_at: at,
    published_at: at,
    retired_at: null,
  })
  return id
}

const choice = (demerits: number[]): WrittenAsked => ({
  response: { type: 'choice', options: optionsOf(demerits.map((demerit) => ({ demerit }))) },
  points: Math.max(...demerits),
})
const hygiene: WrittenRun = {
  sections: [{ asked: [choice([0, 5, 15]), choice([0, 5, 10])] }, { asked: [choice([0, 12]), choice([0, 7])] }],
  scoring: {
    rollup: 'demerit_sum',
    bands: [{ grade: 'A', max_total: 13 }, { grade: 'B', max_total: 27, max_single: 15 }, { grade: 'C' }],
  },
}
const deductions: WrittenRun = {
  sections: [{ asked: [yesNo(true, 9), yesNo(true, 5)] }, { asked: [yesNo(true, 6)] }],
  scoring: {
    rollup: 'start_minus',
    start_minus: { start: 100 },
    bands: [{ grade: 'A', min_points: 95 }, { grade: 'B', min_points: 80 }, { grade: 'C' }],
  },
}

/** What can be read on a page, without its frame. */
const shown = async (path: string, as: CastName) => {
  const answer = await test.ask(path, { as })
  expect(answer.status).toBe(200)
  const html = await answer.text()
  return html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

it('a sum of demerits is points off on every page, in the report and in the PDF, and never a percentage', async () => {
  const checklist = await published('hygiene', hygiene)
  const audit = await releasedAudit(test, { checklist, wave_id: waveId }, ['S0-0', 'S1-0'])
  const row = await test.db.selectFrom('audits').selectAll().where('id', '=', audit.id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ score_unit: 'points_off', score_points: -2700, grade: 'B' })
  expect((await recompute(test.db, [audit.id]))[0]?.differences).toEqual([])

  const page = await shown(`/audits/${audit.id}`, 'dealerManager')
  for (const words of [
    '扣 27 分',
    '比等级 A 的上限多扣 14 分。',
    '结果：扣 27 分。等级：B（文）。',
    '扣 15 分',
    '扣 12 分',
  ]) {
    expect(page).toContain(words)
  }
  expect(page).not.toMatch(/\d%/)
  for (const [path, as] of [
    ['/audits', 'headOffice'],
    ['/', 'dealerManager'],
    ['/dealers', 'headOffice'],
    [`/?wave=${waveId}&checklist=${checklist}`, 'headOffice'],
  ] as const) {
    expect(await shown(path, as)).toContain('扣 27 分')
  }
  const pdf = await test.ask(`/audits/${audit.id}/report.pdf?lang=zh-CN`, { as: 'dealerManager' })
  const text = readPdf(Buffer.from(await pdf.arrayBuffer())).text.replaceAll('\n', '')
  for (const words of ['扣27分', '扣 15 分', 'A 文 不超过扣 13 分']) expect(text).toContain(words)
  expect(text).not.toMatch(/\d%/)
  const english = await test.ask(`/audits/${audit.id}/report.pdf?lang=en`, { as: 'dealerManager' })
  const words = readPdf(Buffer.from(await english.arrayBuffer())).text.replaceAll('\n', ' ')
  expect(words).toMatch(/27\s+points off/)
  expect(words).not.toMatch(/\d%/)
})

it('what is left of a start is shown as that, with the change since last time and what a better grade takes', async () => {
  const checklist = await published('deductions', deductions)
  await releasedAudit(test, { checklist, planned_on: '2026-05-04' }, ['S0-0', 'S1-0'])
  const audit = await releasedAudit(test, { checklist, wave_id: waveId }, ['S0-1', 'S0-0'])
  const page = await shown(`/audits/${audit.id}`, 'dealerManager')
  for (const words of ['余 86 分', '余 85 分', '上升 1', '距 A 差 9 分。', '扣 14 分']) expect(page).toContain(words)
  expect(await shown('/', 'dealerManager')).toContain('余 86 分')
  const version = await test.db
    .selectFrom('report_versions')
    .selectAll()
    .where('audit_id', '=', audit.id)
    .executeTakeFirstOrThrow()
  const { last, score, sections } = JSON.parse(version.snapshot) as ReportSnapshot
  expect(score).toMatchObject({ unit: 'points_left', percentBp: 8600 })
  expect(score.bands.map((band) => band.minBp)).toEqual([9500, 8000, 0])
  expect(last?.percentBp).toBe(8500)
  expect(sections.map((section) => [section.percentBp, section.lastBp])).toEqual([
    [-1400, -900],
    [0, -600],
  ])
})

it('a checklist that changed its model is not compared with results read otherwise', async () => {
  const checklist = await published('changing', deductions)
  const first = await releasedAudit(test, { checklist, planned_on: '2026-05-04' }, ['S0-0'])
  await test.db.updateTable('audits').set({ score_unit: null, score_points: null }).where('id', '=', first.id).execute()
  const audit = await releasedAudit(test, { checklist }, ['S0-1'])
  const version = await test.db
    .selectFrom('report_versions')
    .selectAll()
    .where('audit_id', '=', audit.id)
    .executeTakeFirstOrThrow()
  const { last, sections } = JSON.parse(version.snapshot) as ReportSnapshot
  expect(last).toMatchObject({ percentBp: null })
  expect(sections.every((section) => section.lastBp === null)).toBe(true)
})
