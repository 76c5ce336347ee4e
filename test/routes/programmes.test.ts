import { expect, it } from 'vitest'
import type { CastName } from '../../server/demo/cast.ts'
import { waveDayProblems, waveState } from '../../server/programmes/rules.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, programmeId, waveId, withChecklists, withWave } from '../support/world.ts'

const unknown = '00000000-0000-4000-8000-000000000000'
const as = 'headOffice'
const programme = { name_zh: '2027年度审核', name_en: 'Audits 2027', year: '2027', review_required: '1' }
const wave = { name_zh: '第3批', name_en: 'Wave 3', from_on: '2026-12-01', to_on: '2026-12-24', appeal_days: '7' }
const errorAt = (html: string, field: string) => html.match(new RegExp(`id="f-${field}-error"[^>]*>([^<]+)`))?.[1]
const logOf = async ({ db }: TestApp, id: string) =>
  (
    await db
      .selectFrom('activity')
      .select(['verb', 'details'])
      .where('subject_id', '=', id)
      .orderBy('position')
      .execute()
  ).map((entry) => [entry.verb, JSON.parse(entry.details)])

it('is planned by head office, read by regions, and does not exist for others', async () => {
  const test = await testApp()
  await withWave(test)
  const { ask } = test
  const reading = ['/programmes', `/programmes/${programmeId}`]
  const writing = [
    '/programmes/new',
    `/programmes/${programmeId}/edit`,
    `/programmes/${programmeId}/waves/new`,
    `/waves/${waveId}/edit`,
  ]
  const posting = ['/programmes', `/programmes/${programmeId}`, `/programmes/${programmeId}/waves`, `/waves/${waveId}`]
  for (const role of ['administrator', 'auditor', 'shopper', 'dealerManager', 'dealerStaff'] as CastName[]) {
    for (const path of [...reading, ...writing])
      expect([role, (await ask(path, { as: role })).status]).toEqual([role, 404])
    for (const path of posting)
      expect((await ask(path, { as: role, form: { ...programme, ...wave } })).status).toBe(404)
  }
  for (const path of reading) {
    const response = await ask(path, { as: 'regionEast' })
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain('2026年度审核')
    expect(html).not.toContain('/new"')
    expect(html).not.toContain('/edit"')
  }
  for (const path of writing) expect((await ask(path, { as: 'regionEast' })).status).toBe(404)
  for (const path of posting) expect((await ask(path, { as: 'regionEast', form: wave })).status).toBe(404)
  for (const path of [`/programmes/${unknown}`, `/programmes/${unknown}/waves/new`, `/waves/${unknown}/edit`]) {
    expect((await ask(path, { as })).status).toBe(404)
  }
})

it('makes a programme and its waves, which may overlap', async () => {
  const test = await testApp()
  const { ask, db } = test
  const made = await ask('/programmes', { as, form: programme })
  const path = made.headers.get('location') ?? ''
  const id = path.split('/')[2] ?? ''
  expect(await logOf(test, id)).toEqual([['programme.create', { year: 2027, review_required: 1 }]])
  for (const name_zh of ['第1批', '第2批']) {
    expect((await ask(`${path}/waves`, { as, form: { ...wave, name_zh } })).headers.get('location')).toBe(path)
  }
  const waves = await db.selectFrom('waves').selectAll().where('programme_id', '=', id).execute()
  expect(waves.map((row) => [row.from_on, row.to_on, row.appeal_days])).toEqual([
    ['2026-12-01', '2026-12-24', 7],
    ['2026-12-01', '2026-12-24', 7],
  ])
  const html = await (await ask(path, { as })).text()
  for (const text of ['第1批', '第2批', '2026-12-01 至 2026-12-24', '未开始', '7 个工作日', '尚未安排']) {
    expect(html).toContain(text)
  }
})

it('keeps what was typed and says what is wrong', async () => {
  const test = await testApp()
  await withWave(test)
  const bad = await test.ask('/programmes', { as, form: { name_zh: '', name_en: 'Audits', year: '1999' } })
  const html = await bad.text()
  expect(bad.status).toBe(422)
  expect(errorAt(html, 'name_zh')).toContain('请填写此项')
  expect(errorAt(html, 'year')).toContain('请输入 2000 到 2100 之间的数')
  expect(html).toContain('value="Audits"')
  const refusals: [Record<string, string>, string, string][] = [
    [{ ...wave, to_on: '2026-11-30' }, 'to_on', '结束日期不能早于开始日期'],
    [{ ...wave, from_on: '2026-02-30' }, 'from_on', '请输入有效日期'],
    [{ ...wave, appeal_days: 'five' }, 'appeal_days', '请输入整数'],
    [{ ...wave, name_zh: '' }, 'name_zh', '请填写此项'],
  ]
  for (const [form, field, sentence] of refusals) {
    const refused = await test.ask(`/programmes/${programmeId}/waves`, { as, form })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(errorAt(page, field)).toContain(sentence)
    expect(page).toContain('value="Wave 3"')
  }
  expect(await test.db.selectFrom('waves').selectAll().execute()).toHaveLength(1)
})

it('edits programmes and waves and records what was', async () => {
  const test = await testApp()
  await withWave(test)
  const { ask, db } = test
  const path = `/programmes/${programmeId}`
  await ask(path, { as, form: { ...programme, year: '2026', name_zh: '2026年度审核', name_en: 'Audits 2026' } })
  const row = await db.selectFrom('programmes').selectAll().where('id', '=', programmeId).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ review_required: 1, active: 0 })
  expect(await logOf(test, programmeId)).toEqual([['programme.update', { changes: { active: [1, 0] } }]])
  expect(await (await ask(path, { as })).text()).toContain('使用中 是 → 否')
  await ask(`/waves/${waveId}`, { as, form: wave })
  expect((await logOf(test, waveId))[0]?.[1].changes).toMatchObject({
    appeal_days: [5, 7],
    to_on: ['2026-12-04', '2026-12-24'],
  })
  expect(await (await ask(`/waves/${waveId}/edit`, { as })).text()).toContain('申诉期 5 → 7')
})

it('keeps the days of a wave around its audits', async () => {
  const test = await testApp()
  await withChecklists(test)
  await withWave(test)
  await givenAudit(test, { wave_id: waveId, planned_on: '2026-10-20' })
  await givenAudit(test, { wave_id: waveId, planned_on: '2026-11-25', state: 'planned' })
  await givenAudit(test, { wave_id: waveId, planned_on: '2026-10-13', state: 'cancelled' })
  const form = { ...wave, from_on: '2026-10-21', to_on: '2026-11-24' }
  const refused = await test.ask(`/waves/${waveId}`, { as, form })
  const html = await refused.text()
  expect(refused.status).toBe(422)
  expect(errorAt(html, 'from_on')).toContain('最早的审核安排在 2026-10-20')
  expect(errorAt(html, 'to_on')).toContain('最晚的审核安排在 2026-11-25')
  const tight = { ...wave, from_on: '2026-10-20', to_on: '2026-11-25' }
  expect((await test.ask(`/waves/${waveId}`, { as, form: tight })).status).toBe(303)
})

it('counts for a region only audits that it may know of', async () => {
  const test = await testApp()
  await withChecklists(test)
  await withWave(test)
  const audit = (more: Parameters<typeof givenAudit>[1]) => givenAudit(test, { wave_id: waveId, ...more })
  const released = { state: 'released', released_at: '2026-11-01T00:00:00.000Z' } as const
  await audit(released)
  await audit({ dealer: 'donghu' })
  await audit({ kind: 'mystery', auditor: 'shopper', checklist: 'mystery-sales-showroom', state: 'in_review' })
  await audit({ practice: 1 })
  const read = async (role: CastName) => (await test.ask(`/programmes/${programmeId}`, { as: role })).text()
  expect(await read('headOffice')).toContain('已发布 1 / 3')
  expect(await read('regionEast')).toContain('已发布 1 / 1')
  expect(await read('regionCentral')).toContain('已发布 0 / 1')
})

it('decides by days alone what a wave may be and where it stands', () => {
  const days = { from_on: '2026-10-12', to_on: '2026-12-04' }
  const fields = (audits: { first: string; last: string } | null) =>
    waveDayProblems(days, audits).map((problem) => problem.field)
  expect(fields(null)).toEqual([])
  expect(fields({ first: '2026-10-12', last: '2026-12-04' })).toEqual([])
  expect(fields({ first: '2026-10-11', last: '2026-12-05' })).toEqual(['from_on', 'to_on'])
  expect(waveDayProblems({ from_on: '2026-12-05', to_on: '2026-12-04' }, null)).toHaveLength(1)
  expect(['2026-10-11', '2026-10-12', '2026-12-04', '2026-12-05'].map((day) => waveState(days, day))).toEqual([
    'coming',
    'running',
    'running',
    'over',
  ])
})
