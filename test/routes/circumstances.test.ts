import { expect, test } from 'vitest'
import { recomputeAll } from '../../server/audits/rescore.ts'
import { dealers } from '../../server/demo/cast.ts'
import type { Circumstances, ScoreResult } from '../../server/scoring/result.ts'
import type { SheetData } from '../../views/sheet/model.ts'
import { answerAll, completeEvidence, releasedAudit, say } from '../support/answering.ts'
import { testApp } from '../support/app.ts'
import { conditionalChecklist, withConditional } from '../support/conditional-checklist.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const begin = async () => {
  const world = await testApp()
  await withChecklists(world)
  await withConditional(world)
  const given = (more: Parameters<typeof givenAudit>[1] = {}) =>
    givenAudit(world, { checklist: 'conditional', state: 'planned', ...more })
  const start = (id: string) => world.ask(`/audits/${id}/start`, { as: 'auditor', form: {} })
  const stored = async (id: string) => {
    const { circumstances } = await world.db
      .selectFrom('audits')
      .select('circumstances')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return circumstances === null ? null : (JSON.parse(circumstances) as Circumstances)
  }
  const setFeatures = (features: string[], dealer = dealers.linjiang.id) =>
    world.db
      .updateTable('dealers')
      .set({ features: JSON.stringify(features) })
      .where('id', '=', dealer)
      .execute()
  const resultOf = async (id: string) => {
    const row = await world.db
      .selectFrom('audit_scores')
      .select('result')
      .where('audit_id', '=', id)
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow()
    return JSON.parse(row.result) as ScoreResult
  }
  const awayIn = async (id: string) => (await resultOf(id)).items.filter(({ away }) => away).map(({ code }) => code)
  return { world, given, start, stored, setFeatures, resultOf, awayIn, ...world }
}

const dataIn = (html: string) => {
  const block = html.match(/<script type="application\/json" id="sheet-data">(.*?)<\/script>/s)?.[1] ?? ''
  return (JSON.parse(block) as { data: SheetData }).data
}

/** Best answers, so that CD-01 is yes; what does not apply is answered too and must not count. */
const answerAndSubmit = async ({ world, ask }: Awaited<ReturnType<typeof begin>>, id: string) => {
  const audit = await world.db.selectFrom('audits').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await answerAll(world, 'auditor', audit)
  await completeEvidence(world, 'auditor', audit, conditionalChecklist().content)
  const { status } = await ask(`/audits/${id}/submission`, { as: 'auditor', form: {} })
  expect(status).toBe(303)
}

test('the start keeps the features of the dealer; what changes later changes nothing', async () => {
  const given = await begin()
  const { start, stored, setFeatures, ask, awayIn, db } = given
  await setFeatures(['body_shop', 'ev_sales'])
  const audit = await given.given()
  expect(await stored(audit.id)).toBeNull()
  await start(audit.id)
  expect(await stored(audit.id)).toEqual({ features: ['body_shop', 'ev_sales'], last: {} })

  await setFeatures([])
  const sheet = dataIn(await (await ask(`/audits/${audit.id}/sheet`, { as: 'auditor' })).text())
  expect(sheet.circumstances).toEqual({ features: ['body_shop', 'ev_sales'], last: {} })
  await answerAndSubmit(given, audit.id)
  expect(await awayIn(audit.id)).toEqual(['CD-05'])
  expect(await recomputeAll(db)).toEqual({ checked: 1, different: [] })

  const other = await given.given()
  await start(other.id)
  expect(await stored(other.id)).toEqual({ features: [], last: {} })
})

test('before the start the sheet shows what would be asked if it started now', async () => {
  const { given, setFeatures, ask } = await begin()
  await setFeatures(['body_shop'])
  const audit = await given()
  const read = async () =>
    dataIn(await (await ask(`/audits/${audit.id}/sheet`, { as: 'auditor' })).text()).circumstances
  expect(await read()).toEqual({ features: ['body_shop'], last: {} })
  await setFeatures(['used_cars'])
  expect(await read()).toEqual({ features: ['used_cars'], last: {} })
})

test('submission does not ask for what does not apply, and asks again once it does', async () => {
  const { world, given, start, ask, setFeatures, resultOf } = await begin()
  await setFeatures([])
  const audit = await given()
  await start(audit.id)
  const item = (item_code: string, value: unknown) => ({ item_code, kind: 'answer' as const, value })
  await say(world, 'auditor', audit, [
    item('CD-01', { type: 'yes_no', value: 'yes' }),
    item('CD-03', { type: 'scale', score: 10, further: [8, 8] }),
    item('CD-04', { type: 'yes_no', value: 'no' }),
    item('CD-07', { type: 'sample', population: 60, checked: 20, conform: 19 }),
    item('CD-08', { type: 'choices', options: ['o1'] }),
    item('CD-09', { type: 'choice', option: 'o2' }),
    item('CD-10', { type: 'number', value: '88' }),
    item('CD-11', { type: 'number', value: '7' }),
  ])
  const page = async () => (await ask(`/audits/${audit.id}/submission`, { as: 'auditor' })).text()
  const missing = await page()
  expect(missing).toContain('CD-02')
  expect(missing).not.toContain('CD-05')
  expect(missing).not.toContain('CD-06')
  await say(world, 'auditor', audit, [item('CD-01', { type: 'yes_no', value: 'no' })])
  expect(await page()).not.toContain('CD-02')

  expect((await ask(`/audits/${audit.id}/submission`, { as: 'auditor', form: {} })).status).toBe(303)
  const result = await resultOf(audit.id)
  const of = (code: string) => result.items.find((one) => one.code === code)
  expect(of('CD-02')).toMatchObject({ state: 'not_applicable', away: { of: 'item', condition: 'answer' } })
  expect(of('CD-06')).toMatchObject({ state: 'not_applicable', away: { of: 'section', condition: 'dealer' } })
  expect(of('CD-04')).toMatchObject({ state: 'answered', possible: null, finding: false })
  expect(of('CD-03')).toMatchObject({ score: '867/100' })

  const report = await (await ask(`/audits/${audit.id}`, { as: 'headOffice' })).text()
  expect(report).toContain('不满足适用条件：CD-01 的答案为“符合”')
  expect(report).toContain('不满足适用条件：经销商具备“钣喷车间”')
  expect(report).toContain('本次不计分')
  expect(report).toContain('3 次评分 10 / 8 / 8，平均 8.67 分（满分 10）')
  expect(report).toContain('应扣 1 分')
})

test('how items came out in the last counted audit decides what is asked again', async () => {
  const { world, given, start, stored, setFeatures } = await begin()
  await setFeatures([])
  const before = await releasedAudit(world, { checklist: 'conditional', planned_on: '2026-06-01' }, ['CD-05', 'CD-10'])
  // Nothing was known of an audit before, so CD-05 was not asked then and came out in no way.
  const first = await given()
  await start(first.id)
  expect(await stored(first.id)).toEqual({ features: [], last: {} })

  const result = await world.db
    .selectFrom('audit_scores')
    .selectAll()
    .where('audit_id', '=', before.id)
    .executeTakeFirstOrThrow()
  const trace = JSON.parse(result.result) as ScoreResult
  const items = trace.items.map((item) =>
    item.code === 'CD-05' ? { ...item, state: 'answered' as const, ratio: '0/1', failed: true, finding: true } : item,
  )
  await world.db
    .updateTable('audit_scores')
    .set({ result: JSON.stringify({ ...trace, items }) })
    .where('id', '=', result.id)
    .execute()
  const second = await given()
  await start(second.id)
  expect(await stored(second.id)).toEqual({ features: [], last: { 'CD-05': 'failed' } })

  await world.db.updateTable('audits').set({ practice: 1 }).where('id', '=', before.id).execute()
  const third = await given()
  await start(third.id)
  expect(await stored(third.id)).toEqual({ features: [], last: {} })
})

test('an audit that began without circumstances is scored as one of a dealer of whom nothing is known', async () => {
  const given = await begin()
  const audit = await given.given({ state: 'in_progress' })
  await answerAndSubmit(given, audit.id)
  expect(await given.awayIn(audit.id)).toEqual(['CD-05', 'CD-06'])
  expect((await recomputeAll(given.db)).different).toEqual([])
})
