import { expect, it } from 'vitest'
import { people } from '../../server/demo/cast.ts'
import { release } from '../support/actions.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { withChecklists } from '../support/world.ts'

const actionsOf = ({ db }: TestApp) => db.selectFrom('corrective_actions').selectAll().orderBy('number').execute()
const logOf = ({ db }: TestApp, id: string) =>
  db.selectFrom('activity').select('verb').where('subject_id', '=', id).orderBy('position').execute()

const start = async () => {
  const test = await testApp()
  await withChecklists(test)
  return test
}

it('opens one action per finding, counted per dealer, and none for an observation', async () => {
  const test = await start()
  await release(test, [
    { item_code: 'AS-1-01', severity: 'critical' },
    { item_code: 'AS-1-02', severity: 'major' },
    { item_code: 'AS-1-03', severity: 'minor' },
    { item_code: 'AS-1-04', severity: 'observation' },
  ])
  await release(test, [{ item_code: 'AS-1-01', severity: 'minor' }], { dealer: 'donghu' })
  const actions = await actionsOf(test)
  expect(
    actions.map(({ number, item_code, severity, state, round }) => [number, item_code, severity, state, round]),
  ).toEqual(
    expect.arrayContaining([
      [1, 'AS-1-01', 'critical', 'planning', 1],
      [2, 'AS-1-02', 'major', 'planning', 1],
      [3, 'AS-1-03', 'minor', 'planning', 1],
      [1, 'AS-1-01', 'minor', 'planning', 1],
    ]),
  )
  expect(actions).toHaveLength(4)
  expect(actions[1]?.title_zh).not.toMatch(/。$/)
})

it('sets containment and plan due by severity, in days of the time zone', async () => {
  const test = await start()
  // Half past midnight on the 19th in Shanghai, still the 18th in London.
  test.clock.now = new Date('2026-11-18T16:30:00.000Z')
  await release(test, [
    { item_code: 'AS-1-01', severity: 'critical' },
    { item_code: 'AS-1-02', severity: 'major' },
    { item_code: 'AS-1-03', severity: 'minor' },
  ])
  const dues = (await actionsOf(test)).map(({ containment_due_at, plan_due_on, due_on }) => [
    containment_due_at,
    plan_due_on,
    due_on,
  ])
  expect(dues).toEqual([
    ['2026-11-19T16:30:00.000Z', '2026-11-22', null],
    ['2026-11-22T15:59:59.000Z', '2026-11-26', null],
    [null, '2026-12-03', null],
  ])
})

it('gives an action to the one person in the responsible position, and to nobody when there are none or two', async () => {
  const test = await start()
  await release(test, [
    { item_code: 'AS-1-01', severity: 'major', responsible: 'workshop_manager' },
    { item_code: 'AS-1-02', severity: 'major', responsible: 'parts_manager' },
  ])
  await test.db
    .updateTable('users')
    .set({ position: 'workshop_manager' })
    .where('id', '=', people.dealerManager.id)
    .execute()
  await release(test, [{ item_code: 'AS-1-03', severity: 'major', responsible: 'workshop_manager' }])
  const actions = await actionsOf(test)
  expect(actions.map(({ owner_position, owner_id }) => [owner_position, owner_id])).toEqual([
    ['workshop_manager', people.dealerStaff.id],
    ['parts_manager', null],
    ['workshop_manager', null],
  ])
})

it('makes no actions of practice audits and self-checks', async () => {
  const test = await start()
  await release(test, [{ item_code: 'AS-1-01', severity: 'critical' }], { practice: 1 })
  await release(test, [{ item_code: 'AS-1-01', severity: 'critical' }], { kind: 'self_check' })
  expect(await actionsOf(test)).toEqual([])
})

it('lets a repeat join the open action: counted, one step graver, never a second action', async () => {
  const test = await start()
  const [first] = await release(test, [{ item_code: 'AS-1-02', severity: 'minor' }])
  await release(test, [
    { item_code: 'AS-1-02', severity: 'major', base_severity: 'minor', repeat_of: first?.id, repeat_count: 1 },
  ])
  const [action, ...others] = await actionsOf(test)
  expect(others).toEqual([])
  expect(action).toMatchObject({
    state: 'planning',
    round: 1,
    severity: 'major',
    repeat_count: 1,
    plan_due_on: '2026-11-25',
  })
  const links = await test.db
    .selectFrom('action_findings')
    .selectAll()
    .where('action_id', '=', action?.id ?? '')
    .execute()
  expect(links).toHaveLength(2)
  expect((await logOf(test, action?.id ?? '')).map(({ verb }) => verb)).toEqual(['action.open', 'action.join'])
})

it('reopens a closed action at the next round when its finding repeats, with the old round kept', async () => {
  const test = await start()
  const [first] = await release(test, [{ item_code: 'AS-1-02', severity: 'major' }])
  await test.db
    .updateTable('corrective_actions')
    .set({ state: 'closed', closed_at: '2026-10-01T00:00:00.000Z', first_due_on: '2026-09-20', due_on: '2026-09-20' })
    .execute()
  await test.db.updateTable('action_rounds').set({ cause: '扳手不够', containment: '班前复紧' }).execute()
  await release(test, [{ item_code: 'AS-1-02', severity: 'critical', base_severity: 'major', repeat_of: first?.id }])
  const [action, ...others] = await actionsOf(test)
  expect(others).toEqual([])
  expect(action).toMatchObject({
    state: 'planning',
    round: 2,
    severity: 'critical',
    repeat_count: 1,
    closed_at: null,
    due_on: null,
    first_due_on: null,
  })
  const rounds = await test.db.selectFrom('action_rounds').selectAll().orderBy('round').execute()
  expect(rounds.map(({ round, cause, containment }) => [round, cause, containment])).toEqual([
    [1, '扳手不够', '班前复紧'],
    [2, '', '班前复紧'],
  ])
  expect((await logOf(test, action?.id ?? '')).map(({ verb }) => verb)).toEqual(['action.open', 'action.reopen'])
})

it('opens a new action when the earlier one was declared void', async () => {
  const test = await start()
  const [first] = await release(test, [{ item_code: 'AS-1-02', severity: 'major' }])
  await test.db.updateTable('corrective_actions').set({ state: 'void' }).execute()
  await release(test, [{ item_code: 'AS-1-02', severity: 'major', repeat_of: first?.id }])
  expect((await actionsOf(test)).map(({ number, state }) => [number, state])).toEqual([
    [1, 'void'],
    [2, 'planning'],
  ])
})
