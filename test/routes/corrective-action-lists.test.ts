import { expect, it } from 'vitest'
import { actionScopeOf } from '../../server/access/can.ts'
import { countsFor } from '../../server/corrective-actions/list-store.ts'
import type { CorrectiveActionRow } from '../../server/db/schema.ts'
import { type CastName, dealers, people } from '../../server/demo/cast.ts'
import { givenAction } from '../support/actions.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { withChecklists } from '../support/world.ts'

const start = async () => {
  const test = await testApp()
  await withChecklists(test)
  return test
}
type Given = Partial<CorrectiveActionRow>
let numbers = 100
/** An action with some columns set. */
const given = async (test: TestApp, columns: Given, dealer: keyof typeof dealers = 'linjiang') => {
  // Another finding of the same item would join the action that is there.
  await test.db
    .updateTable('corrective_actions')
    .set({ item_code: 'other' })
    .where('item_code', '=', 'AS-1-02')
    .execute()
  const { id } = await givenAction(test, columns.severity ?? 'major', { dealer })
  await test.db
    .updateTable('corrective_actions')
    .set({ number: numbers++, ...columns })
    .where('id', '=', id)
    .execute()
  return id
}
const idsIn = (html: string) => [
  ...new Set([...html.matchAll(/\/corrective-actions\/([0-9a-f-]{36})"/g)].map(([, id]) => id)),
]
const listed = async (test: TestApp, as: CastName, query = '', path = '/corrective-actions') =>
  idsIn(await (await test.ask(`${path}${query}`, { as })).text())

it('shows each reader what is theirs: everything, their region, their dealers, what is given to them', async () => {
  const test = await start()
  const mine = await given(test, {})
  const nobody = await given(test, { owner_id: null })
  const elsewhere = await given(test, {}, 'donghu')
  const seen = async (as: CastName) => (await listed(test, as)).sort()
  const all = [mine, nobody, elsewhere].sort()
  expect(await seen('headOffice')).toEqual(all)
  expect(await seen('auditor')).toEqual(all)
  expect(await seen('regionEast')).toEqual([mine, nobody].sort())
  expect(await seen('regionCentral')).toEqual([elsewhere])
  expect(await seen('dealerManager')).toEqual([mine, nobody].sort())
  expect(await seen('dealerStaff')).toEqual([mine])
  expect(await seen('otherStaff')).toEqual([elsewhere])
  expect(await seen('auditorSecond')).toEqual([])
  for (const as of ['shopper', 'administrator'] as const) {
    for (const path of ['/corrective-actions', '/corrective-actions/board']) {
      expect((await test.ask(path, { as })).status).toBe(404)
    }
  }
})

it('searches number, text, item and dealer, and takes signs literally', async () => {
  const test = await start()
  const one = await given(test, { title_zh: '未记录扭矩值', item_code: 'AS-5-03', number: 12 })
  const two = await given(test, { title_zh: '旧件100%未展示', number: 13 }, 'donghu')
  const found = (q: string) => listed(test, 'headOffice', `?q=${encodeURIComponent(q)}`)
  expect(await found('扭矩')).toEqual([one])
  expect(await found('as-5-03')).toEqual([one])
  expect(await found('CA-0012')).toEqual([one])
  expect(await found('13')).toEqual([two])
  expect(await found('东湖')).toEqual([two])
  expect(await found('100%未')).toEqual([two])
  expect(await found('%')).toEqual([two])
  expect(await found('nothing like it')).toEqual([])
})

it('filters by state, phase, severity, due, position, dealer and what waits for the reader', async () => {
  const test = await start()
  const planning = await given(test, { state: 'planning', plan_due_on: '2026-11-20', severity: 'critical' })
  const late = await given(test, { state: 'doing', due_on: '2026-11-17', owner_id: people.dealerManager.id })
  const check = await given(test, { state: 'effectiveness_check', check_on: '2026-11-18' })
  const closed = await given(test, { state: 'closed', owner_position: 'parts_manager' }, 'donghu')
  const found = (query: string, as: CastName = 'headOffice') => listed(test, as, `?${query}`)
  // Due first, then what waits for others, then what is over.
  expect(await found('')).toEqual([late, check, planning, closed])
  expect(await found('state=open')).toEqual([late, check, planning])
  expect(await found('state=C')).toEqual([check])
  expect(await found('state=closed')).toEqual([closed])
  expect(await found('severity=critical')).toEqual([planning])
  expect(await found('due=overdue')).toEqual([late])
  expect(await found('due=soon')).toEqual([planning])
  expect(await found('position=parts_manager')).toEqual([closed])
  expect(await found(`dealer=${dealers.donghu.id}`)).toEqual([closed])
  expect(await found('mine=review')).toEqual([check])
  expect(await found('mine=owner', 'dealerManager')).toEqual([late])
  expect(await found('sort=severity')).toEqual([planning, expect.any(String), expect.any(String), expect.any(String)])
  expect(await found('sort=number&dir=desc&size=25')).toHaveLength(4)
  // What is not allowed is left out.
  expect(await found('state=lost&sort=owner&severity=huge&dealer=x')).toHaveLength(4)
})

it('lays open actions out by phase, with the rest of each column one click away', async () => {
  const test = await start()
  const planning = await given(test, { state: 'plan_review' })
  const doing = await given(test, { state: 'doing', due_on: '2026-11-20' })
  await given(test, { state: 'closed' })
  for (let n = 0; n < 13; n++) await given(test, { state: 'standardising' })
  const html = await (await test.ask('/corrective-actions/board', { as: 'dealerManager' })).text()
  const ids = idsIn(html)
  expect(ids).toHaveLength(2 + 12)
  expect(ids.slice(0, 2)).toEqual([planning, doing])
  expect(html).toContain('另有 1 项')
  expect(html).toContain('href="/corrective-actions?state=A"')
})

it('counts what is open, overdue, due soon and waiting for review, each by its own rule', async () => {
  const test = await start()
  const today = '2026-11-18'
  const now = '2026-11-18T01:30:00.000Z'
  const counts = async (as: CastName) => countsFor(test.db, actionScopeOf(await test.actor(as)), { today, now })
  expect(await counts('dealerManager')).toEqual({ open: 0, overdue: 0, dueSoon: 0, toReview: 0 })
  const rows: [Given, 'overdue' | 'soon' | 'review' | null][] = [
    [{ state: 'planning', plan_due_on: '2026-11-17', containment_due_at: null }, 'overdue'],
    [{ state: 'planning', plan_due_on: '2026-11-18', containment_due_at: null }, 'soon'],
    [{ state: 'planning', plan_due_on: '2026-11-21', containment_due_at: null }, 'soon'],
    [{ state: 'planning', plan_due_on: '2026-11-22', containment_due_at: null }, null],
    // Its plan is due soon, but its containment is late already.
    [{ state: 'planning', plan_due_on: '2026-11-20', containment_due_at: '2026-11-18T01:00:00.000Z' }, 'overdue'],
    [{ state: 'plan_review', plan_due_on: '2026-11-01' }, 'review'],
    [{ state: 'doing', plan_due_on: '2026-11-01', due_on: '2026-11-17' }, 'overdue'],
    [{ state: 'doing', due_on: '2026-11-18' }, 'soon'],
    [{ state: 'implementation_review', due_on: '2026-11-01' }, 'review'],
    [{ state: 'effectiveness_check', due_on: '2026-11-01', check_on: '2026-11-19' }, null],
    [{ state: 'effectiveness_check', check_on: '2026-11-11' }, 'review'],
    // A week after its day a check is late as well.
    [{ state: 'effectiveness_check', check_on: '2026-11-10' }, 'overdue'],
    [{ state: 'effectiveness_check', check_on: '2026-09-20', severity: 'minor' }, 'review'],
    [{ state: 'standardising', due_on: '2026-11-01' }, null],
    [{ state: 'closed', due_on: '2026-11-01' }, null],
    [{ state: 'void', plan_due_on: '2026-11-01' }, null],
  ]
  for (const [columns] of rows) await given(test, columns)
  const marked = (kind: string) => rows.filter(([, one]) => one === kind).length
  expect(await counts('dealerManager')).toEqual({
    open: 14,
    overdue: marked('overdue'),
    dueSoon: marked('soon'),
    // The late check waits for review too.
    toReview: marked('review') + 1,
  })
  expect(await counts('otherManager')).toMatchObject({ open: 0, overdue: 0 })
  expect(await counts('shopper')).toMatchObject({ open: 0 })
})
