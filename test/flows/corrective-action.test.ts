import { expect, it } from 'vitest'
import { people } from '../../server/demo/cast.ts'
import { formOf, fullPlan, givenAction, photoFile, release, shortPlan, stepper } from '../support/actions.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { withChecklists } from '../support/world.ts'

const start = async () => {
  const test = await testApp()
  await withChecklists(test)
  return test
}

const later = (test: TestApp, days: number) => {
  test.clock.now = new Date(test.clock.now.getTime() + days * 86_400_000)
}

const verbsOf = async ({ db }: TestApp, id: string) =>
  (await db.selectFrom('activity').select('verb').where('subject_id', '=', id).orderBy('position').execute()).map(
    ({ verb }) => verb.replace('action.', ''),
  )

const long = { timeout: 120_000 }

it(
  'a critical action goes all the way: returned, done, without effect, a second round, effective, closed',
  long,
  async () => {
    const test = await start()
    const { id } = await givenAction(test, 'critical')
    const { post, present, steps } = stepper(test, id)

    // Planned by its owner, with a photo of the containment; returned once, and handed in again.
    const plan = formOf(fullPlan, { containment_photos: [await photoFile()] })
    expect(await post('dealerStaff', 'plan-submission', plan)).toMatchObject({ status: 303, state: 'plan_review' })
    const why = '原因还要再问一层'
    expect(await post('auditor', 'plan-review', { verdict: 'returned', reason: why })).toMatchObject({
      state: 'planning',
    })
    const returned = await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })
    expect(await returned.text()).toContain(why)
    later(test, 1)
    expect(await post('dealerStaff', 'plan-submission')).toMatchObject({ state: 'plan_review' })
    later(test, 2)
    expect(await post('regionEast', 'plan-review', { verdict: 'approved' })).toMatchObject({ state: 'doing' })
    // Two days in review do not count against the dealer.
    expect(await present()).toMatchObject({ due_on: '2026-11-27', first_due_on: '2026-11-27' })

    // Done step by step, signed by the manager, handed in by the owner.
    const [first, second] = await steps()
    const evidence = formOf({ note: '已补购 3 把' }, { photos: [await photoFile(), await photoFile()] })
    expect(await post('dealerStaff', `steps/${first?.id}/completion`, evidence)).toMatchObject({ status: 303 })
    expect((await post('dealerStaff', 'implementation')).status).toBe(409)
    expect((await post('dealerManager', 'cosignature')).status).toBe(409)
    const sample = { note: '样张见附' }
    expect(await post('dealerManager', `steps/${second?.id}/completion`, sample)).toMatchObject({ status: 303 })
    expect((await post('dealerStaff', 'implementation')).status).toBe(409)
    expect((await post('dealerStaff', 'cosignature')).status).toBe(404)
    expect(await post('dealerManager', 'cosignature')).toMatchObject({ status: 303 })
    expect(await post('dealerStaff', 'implementation')).toMatchObject({ state: 'implementation_review' })
    const unclear = { verdict: 'returned', reason: '照片看不清' }
    expect(await post('auditor', 'implementation-review', unclear)).toMatchObject({ state: 'doing' })
    // What was signed for was not enough: it is signed anew.
    expect((await post('dealerStaff', 'implementation')).status).toBe(409)
    const retaken = { note: '已重拍' }
    expect(await post('dealerStaff', `steps/${first?.id}/completion`, retaken)).toMatchObject({ status: 303 })
    await post('dealerManager', 'cosignature')
    await post('dealerStaff', 'implementation')
    expect(await post('auditor', 'implementation-review', { verdict: 'implemented' })).toMatchObject({
      state: 'effectiveness_check',
    })
    expect(await present()).toMatchObject({ check_on: '2026-12-05' })

    // Too early, then without effect.
    const bad = { verdict: 'not_effective', value_before: '4', value_after: '5', miss_cause: '忙时排不到扳手' }
    const early = await post('auditor', 'effectiveness-check', bad)
    expect(early).toMatchObject({ status: 409, state: 'effectiveness_check' })
    expect(early.html).toContain('2026-12-05')
    later(test, 14)
    expect(await post('auditor', 'effectiveness-check', bad)).toMatchObject({
      status: 303,
      state: 'planning',
      round: 2,
    })
    const page = await (await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).text()
    expect(page).toContain('为什么第 1 回合没有见效')
    expect(page).toContain('忙时排不到扳手')
    const old = await (await test.ask(`/corrective-actions/${id}?round=1`, { as: 'dealerStaff' })).text()
    expect(old).toContain('补购 3 把扭力扳手')

    // The second round: the containment stays, cause and measures are new.
    const again = { ...fullPlan, cause: '扳手集中存放，排队', step_1_due_on: '2026-12-15', step_2_due_on: '2026-12-15' }
    expect(await post('dealerManager', 'plan-submission', again)).toMatchObject({ status: 303, state: 'plan_review' })
    await post('headOffice', 'plan-review', { verdict: 'approved' })
    for (const step of await steps()) await post('dealerManager', `steps/${step.id}/completion`, { note: '已完成' })
    await post('dealerManager', 'cosignature')
    await post('dealerManager', 'implementation')
    await post('auditor', 'implementation-review', { verdict: 'implemented' })
    later(test, 14)
    const good = { verdict: 'effective', value_before: '4', value_after: '10' }
    expect(await post('auditor', 'effectiveness-check', good)).toMatchObject({ state: 'standardising', round: 2 })

    // Standardised and closed by the dealer.
    expect((await post('dealerManager', 'closure')).status).toBe(409)
    const lesson = { standard: '工单模板 V3', training: '技师 8 人', read_across: '钣喷车间一并改版' }
    expect(await post('dealerStaff', 'standardisation', lesson)).toMatchObject({ status: 303 })
    expect(await post('dealerManager', 'closure')).toMatchObject({ status: 303, state: 'closed' })
    expect((await present()).closed_at).not.toBeNull()

    const rounds = await test.db.selectFrom('action_rounds').selectAll().orderBy('round').execute()
    expect(
      rounds.map(({ cause, containment, effectiveness_verdict }) => [cause, effectiveness_verdict, containment]),
    ).toEqual([
      [fullPlan.cause, 'not_effective', fullPlan.containment],
      [again.cause, 'effective', fullPlan.containment],
    ])
    expect(await verbsOf(test, id)).toEqual([
      'open',
      'save_plan',
      'submit_plan',
      'return_plan',
      'submit_plan',
      'approve_plan',
      'complete_step',
      'complete_step',
      'cosign',
      'submit_implementation',
      'return_implementation',
      'complete_step',
      'cosign',
      'submit_implementation',
      'approve_implementation',
      'find_not_effective',
      'save_plan',
      'submit_plan',
      'approve_plan',
      'complete_step',
      'complete_step',
      'cosign',
      'submit_implementation',
      'approve_implementation',
      'find_effective',
      'standardise',
      'close',
    ])
  },
)

it('a minor action needs a class, one step, a person and a day, one line at the end, and no figures', async () => {
  const test = await start()
  const { id } = await givenAction(test, 'minor')
  const { post, present, steps } = stepper(test, id)
  expect(await post('dealerStaff', 'plan-submission', shortPlan)).toMatchObject({ state: 'plan_review' })
  await post('auditor', 'plan-review', { verdict: 'approved' })
  expect(await present()).toMatchObject({ state: 'doing', due_on: '2026-11-24' })
  const [step] = await steps()
  expect(step).toMatchObject({ person_id: people.dealerStaff.id, person_name: '方磊' })
  await post('dealerStaff', `steps/${step?.id}/completion`, { note: '签到表 12 人' })
  expect(await post('dealerStaff', 'implementation')).toMatchObject({ state: 'implementation_review' })
  await post('auditor', 'implementation-review', { verdict: 'implemented' })
  later(test, 30)
  expect(await post('auditor', 'effectiveness-check', { verdict: 'effective' })).toMatchObject({
    state: 'standardising',
  })
  await post('dealerStaff', 'standardisation', { standard: '纳入每月演练' })
  // Staff write it down; the manager closes.
  expect((await post('dealerStaff', 'closure')).status).toBe(404)
  expect(await post('dealerManager', 'closure')).toMatchObject({ state: 'closed' })
})

it('an action without effect becomes one step graver from the third round on, with new due days', async () => {
  const test = await start()
  const { id } = await givenAction(test, 'minor')
  const { post, present } = stepper(test, id)
  const severities = []
  for (let round = 1; round <= 3; round++) {
    await test.db.updateTable('corrective_actions').set({ state: 'effectiveness_check', check_on: null }).execute()
    await post('auditor', 'effectiveness-check', {
      verdict: 'not_effective',
      miss_cause: '没有坚持',
      value_before: '1',
      value_after: '1',
    })
    severities.push((await present()).severity)
  }
  expect(severities).toEqual(['minor', 'major', 'critical'])
  expect(await present()).toMatchObject({ round: 4, state: 'planning', plan_due_on: '2026-11-21' })
})

it('a repeat reopens a closed action, and its page says why', async () => {
  const test = await start()
  const [first] = await release(test, [{ item_code: 'AS-1-02', severity: 'minor' }])
  const { id } = await test.db.selectFrom('corrective_actions').selectAll().executeTakeFirstOrThrow()
  await test.db
    .updateTable('corrective_actions')
    .set({ state: 'closed', closed_at: '2026-11-18T01:00:00.000Z' })
    .execute()
  await release(test, [
    { item_code: 'AS-1-02', severity: 'major', base_severity: 'minor', repeat_of: first?.id, repeat_count: 1 },
  ])
  const html = await (await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).text()
  expect(html).toContain('为什么重新打开')
  expect(html).toContain('重复发现 第 1 次')
  expect(html).toContain('第 2 回合')
})
