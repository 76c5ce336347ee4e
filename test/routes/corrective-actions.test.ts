import { describe, expect, it } from 'vitest'
import type { ActionState } from '../../server/db/schema.ts'
import { type CastName, dealers, people } from '../../server/demo/cast.ts'
import { formOf, fullPlan, givenAction, photoFile, shortPlan, stepper } from '../support/actions.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const start = async () => {
  const test = await testApp()
  await withChecklists(test)
  return test
}

const unknown = '99999999-0000-4000-8000-000000000001'
const put = (test: TestApp, state: ActionState) => test.db.updateTable('corrective_actions').set({ state }).execute()

/** An action whose approved plan has two open steps, the first for 方磊. */
const givenDoing = async (test: TestApp) => {
  const action = await givenAction(test, 'major')
  const { post, present, steps } = stepper(test, action.id)
  await post('dealerStaff', 'plan-submission', fullPlan)
  await post('auditor', 'plan-review', { verdict: 'approved' })
  const [first, second] = await steps()
  return { id: action.id, post, present, steps, first: first?.id ?? '', second: second?.id ?? '' }
}

describe('who sees an action', () => {
  const pages = ['', '/closure', '/voiding', `/photos/${unknown}`, `/steps/${unknown}/completion`]
  const nouns = [
    'owner',
    'plan',
    'plan-submission',
    'plan-review',
    `steps/${unknown}/completion`,
    `steps/${unknown}/cancellation`,
    'cosignature',
    'implementation',
    'implementation-review',
    'effectiveness-check',
    'standardisation',
    'closure',
    'voiding',
  ]
  // Complete for every noun, so that nothing but the permission can stop them.
  const anything = {
    owner_id: people.dealerStaff.id,
    verdict: 'approved',
    reason: '-',
    note: '-',
    standard: '-',
    training: '-',
    read_across: '-',
  }
  const strangers: CastName[] = [
    'otherManager',
    'otherStaff',
    'auditorSecond',
    'shopper',
    'administrator',
    'regionCentral',
  ]

  it('does not exist for another dealer, region or auditor, a shopper or an administrator, on any of its URLs', {
    timeout: 120_000,
  }, async () => {
    const test = await start()
    const { id } = await givenAction(test, 'critical')
    for (const as of strangers) {
      for (const page of pages) {
        const response = await test.ask(`/corrective-actions/${id}${page}`, { as })
        expect([as, page, response.status]).toEqual([as, page, 404])
      }
      for (const noun of nouns) {
        const response = await test.ask(`/corrective-actions/${id}/${noun}`, { as, form: anything })
        expect([as, noun, response.status]).toEqual([as, noun, 404])
      }
    }
    expect(await test.db.selectFrom('activity').select('verb').where('subject_id', '=', id).execute()).toHaveLength(1)
  })

  it('asks someone unknown to sign in, and says nothing of ids that are none', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    expect((await test.ask(`/corrective-actions/${id}`)).headers.get('location')).toMatch('/sign-in')
    for (const path of [unknown, 'CA-0001', '1', '%00']) {
      expect((await test.ask(`/corrective-actions/${path}`, { as: 'headOffice' })).status).toBe(404)
    }
  })

  it('is open to head office, its region and auditor, its manager, its owner', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    for (const as of ['headOffice', 'regionEast', 'auditor', 'dealerManager', 'dealerStaff'] as const) {
      const response = await test.ask(`/corrective-actions/${id}`, { as })
      expect([as, response.status]).toEqual([as, 200])
    }
  })

  it('opens to staff with a step of it, and closes when the step goes', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    await test.db.updateTable('corrective_actions').set({ owner_id: null }).execute()
    const { post } = stepper(test, id)
    expect((await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).status).toBe(404)
    await post('dealerManager', 'plan', fullPlan)
    expect((await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).status).toBe(200)
    // Seen, but not theirs to plan.
    expect((await post('dealerStaff', 'plan', { cause: '改掉' })).status).toBe(403)
    await post('dealerManager', 'plan', { ...fullPlan, step_1_person: '外聘' })
    expect((await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).status).toBe(404)
  })
})

describe('the plan', () => {
  it('names everything that is missing at its field, and keeps what was typed', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'critical')
    const { post } = stepper(test, id)
    const typed = { cause: '扳手不够', what: '记录扭矩', step_1_what: '补购扳手', step_1_due_on: '2026-11-24' }
    const { html, state, status } = await post('dealerStaff', 'plan-submission', typed)
    expect([status, state]).toEqual([422, 'planning'])
    for (const kept of Object.values(typed)) expect(html).toContain(kept)
    for (const sentence of [
      '请填写临时措施。',
      '须上传临时措施的照片',
      '请选择原因分类。',
      '请填写第 1 步的责任人。',
    ]) {
      expect(html).toContain(sentence)
    }
    expect(html).toContain('id="plan-step_1_person-error"')
    // It was saved as a draft before it was refused, so nothing is lost by leaving the page.
    expect(await test.db.selectFrom('action_rounds').select('cause').executeTakeFirst()).toEqual({ cause: '扳手不够' })
  })

  it('refuses a day that is none and text without end, and saves nothing of it', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    const { post } = stepper(test, id)
    const wrong = { cause: 'x'.repeat(4001), step_1_what: '补购扳手', step_1_due_on: '2026-02-30', cause_class: 'can' }
    const { html, status } = await post('dealerStaff', 'plan', wrong)
    expect(status).toBe(422)
    expect(html).toContain('请输入有效日期。')
    expect(html).toContain('最多 4000 个字符。')
    expect(html).toContain('补购扳手')
    expect(await test.db.selectFrom('action_steps').selectAll().execute()).toEqual([])
    expect((await post('dealerStaff', 'plan', { cause_class: 'lazy' })).status).toBe(422)
  })

  it('does not overwrite what somebody else saved meanwhile, and lets the merged plan be saved', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    const { post } = stepper(test, id)
    const seenIn = (html: string) => /name="seen" value="(\w+)"/.exec(html)?.[1] ?? ''
    const opened = await (await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).text()
    const seen = seenIn(opened)
    expect(seen).not.toBe('')
    expect((await post('dealerManager', 'plan', { cause: '经理写的原因', seen })).status).toBe(303)
    const stale = await post('dealerStaff', 'plan', { cause: '员工写的原因', seen })
    expect(stale.status).toBe(409)
    expect(stale.html).toContain('计划已被他人修改')
    expect(stale.html).toContain('员工写的原因')
    expect((await test.db.selectFrom('action_rounds').select('cause').executeTakeFirst())?.cause).toBe('经理写的原因')
    // The form that came back stands for the present draft.
    const merged = { cause: '合并后的原因', seen: seenIn(stale.html) }
    expect((await post('dealerStaff', 'plan', merged)).status).toBe(303)
    // The same again is no conflict and no second entry.
    expect((await post('dealerStaff', 'plan', merged)).status).toBe(303)
    const log = await test.db.selectFrom('activity').select('verb').where('subject_id', '=', id).execute()
    expect(log.filter(({ verb }) => verb === 'action.save_plan')).toHaveLength(2)
  })

  it('takes photos by their content only, and says at the field what is wrong with one', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'critical')
    const { post } = stepper(test, id)
    const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'photo.jpg', { type: 'image/jpeg' })
    const whole = new Uint8Array(await (await photoFile()).arrayBuffer())
    const cut = new File([whole.slice(0, whole.length / 2)], 'photo.jpg', { type: 'image/jpeg' })
    for (const bad of [svg, cut]) {
      const form = formOf({ containment: '逐车复紧' }, { containment_photos: [bad] })
      const { html, status } = await post('dealerStaff', 'plan', form)
      expect(status).toBe(422)
      expect(html).toContain('id="plan-containment_photos-error"')
      expect(html).toContain('逐车复紧')
    }
    const many = await Promise.all(Array.from({ length: 11 }, () => photoFile()))
    expect((await post('dealerStaff', 'plan', formOf({}, { containment_photos: many }))).html).toContain(
      '最多 10 个文件',
    )
    expect(await test.db.selectFrom('action_photos').selectAll().execute()).toEqual([])
  })

  it('warns when training is the only answer to people who cannot', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'minor')
    const { post } = stepper(test, id)
    const warned = async () =>
      (await (await test.ask(`/corrective-actions/${id}`, { as: 'dealerStaff' })).text()).includes('措施却只有培训')
    await post('dealerStaff', 'plan', { ...shortPlan, cause_class: 'can', step_1_what: '再培训一次' })
    expect(await warned()).toBe(true)
    await post('dealerStaff', 'plan', { ...shortPlan, cause_class: 'know', step_1_what: '再培训一次' })
    expect(await warned()).toBe(false)
    await post('dealerStaff', 'plan', { ...shortPlan, cause_class: 'can', step_1_what: '补购扳手' })
    expect(await warned()).toBe(false)
  })

  it('cannot be changed once it is handed in', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'minor')
    const { post } = stepper(test, id)
    await post('dealerStaff', 'plan-submission', shortPlan)
    expect((await post('dealerStaff', 'plan', { cause_class: 'will' })).status).toBe(409)
    expect((await post('dealerStaff', 'plan-submission', shortPlan)).status).toBe(409)
  })
})

describe('reviews', () => {
  it('are not for the dealer, and need a verdict and a reason for a return', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'minor')
    const { post } = stepper(test, id)
    await post('dealerStaff', 'plan-submission', shortPlan)
    expect((await post('dealerManager', 'plan-review', { verdict: 'approved' })).status).toBe(404)
    const unsaid = await post('auditor', 'plan-review', { due_on: '2026-11-24' })
    expect([unsaid.status, unsaid.state]).toEqual([422, 'plan_review'])
    const returned = await post('auditor', 'plan-review', { verdict: 'returned', reason: ' ' })
    expect(returned.status).toBe(422)
    expect(returned.html).toContain('请填写原因。')
  })

  it('cannot give a day that is over, nor one beyond the policy without a reason', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'minor')
    const { post, present } = stepper(test, id)
    await post('dealerStaff', 'plan-submission', shortPlan)
    const past = await post('auditor', 'plan-review', { verdict: 'approved', due_on: '2026-11-17' })
    expect(past.html).toContain('整改到期日不能早于今天。')
    const far = { verdict: 'approved', due_on: '2026-12-31' }
    expect((await post('auditor', 'plan-review', far)).html).toContain('14 天的期限')
    expect((await post('auditor', 'plan-review', { ...far, due_reason: '等备件' })).status).toBe(303)
    expect(await present()).toMatchObject({ due_on: '2026-12-31', first_due_on: '2026-12-31' })
  })

  it('are done once: the second reviewer is told that it has moved on', async () => {
    const test = await start()
    const { id } = await givenAction(test, 'minor')
    const { post } = stepper(test, id)
    await post('dealerStaff', 'plan-submission', shortPlan)
    expect((await post('auditor', 'plan-review', { verdict: 'approved' })).status).toBe(303)
    const second = await post('headOffice', 'plan-review', { verdict: 'returned', reason: '再想想' })
    expect([second.status, second.state]).toEqual([409, 'doing'])
    expect(second.html).toContain('整改已进入下一阶段')
  })

  it('of work are never by someone who did it', async () => {
    const test = await start()
    const { first, post, second } = await givenDoing(test)
    for (const step of [first, second]) await post('dealerManager', `steps/${step}/completion`, { note: '完成' })
    await post('dealerManager', 'implementation')
    await test.db.updateTable('action_steps').set({ settled_by: people.auditor.id }).where('id', '=', first).execute()
    const own = await post('auditor', 'implementation-review', { verdict: 'implemented' })
    expect([own.status, own.state]).toEqual([403, 'implementation_review'])
    expect(own.html).toContain('须由他人验证')
    expect((await post('regionEast', 'implementation-review', { verdict: 'implemented' })).status).toBe(303)
  })

  it('approve several plans of a dealer at once, or none', async () => {
    const test = await start()
    const one = await givenAction(test, 'minor')
    const two = await givenAction(test, 'minor', { dealer: 'binjiang' })
    const { ask, db } = test
    for (const { id } of [one, two]) {
      const row = { action_id: id, round: 1, position: 1, what: '演练', person_id: null, person_name: '方磊' }
      const step = { ...row, id: test.app.newId(), due_on: '2026-11-24', evidence_wanted: '', state: 'open' as const }
      await db
        .insertInto('action_steps')
        .values({ ...step, note: '', settled_by: null, settled_at: null })
        .execute()
    }
    await put(test, 'plan_review')
    const post = (ids: string[], dealer: string = dealers.linjiang.id) =>
      ask('/corrective-actions/plan-reviews', { as: 'regionEast', form: { dealer, ids } })
    expect((await ask('/corrective-actions/plan-reviews', { as: 'dealerManager' })).status).toBe(404)
    const none = await post([])
    expect(none.status).toBe(422)
    expect(await none.text()).toContain('请先选择至少一项。')
    // An id of another dealer undoes the whole.
    expect((await post([one.id, two.id])).status).toBe(404)
    const states = async () =>
      (await db.selectFrom('corrective_actions').select('state').execute()).map((row) => row.state)
    expect(await states()).toEqual(['plan_review', 'plan_review'])
    const page = await ask(`/corrective-actions/plan-reviews?dealer=${dealers.binjiang.id}`, { as: 'regionEast' })
    const html = await page.text()
    expect(html).toContain(two.id)
    expect(html).not.toContain(one.id)
    expect((await post([one.id])).status).toBe(303)
    expect((await states()).sort()).toEqual(['doing', 'plan_review'])
    // A region further away sees neither.
    const far = await (await ask('/corrective-actions/plan-reviews', { as: 'regionCentral' })).text()
    expect(far).toContain('没有等待审批的计划')
  })
})

describe('doing', () => {
  it('needs evidence for each step, by its own person or those who answer for all', async () => {
    const test = await start()
    const { first, id, post, second } = await givenDoing(test)
    const bare = await post('dealerStaff', `steps/${first}/completion`, { note: ' ' })
    expect(bare.status).toBe(422)
    expect(bare.html).toContain('请填写完成情况或上传照片')
    expect((await post('dealerStaff', `steps/${unknown}/completion`, { note: '完成' })).status).toBe(404)
    await test.db.updateTable('corrective_actions').set({ owner_id: people.dealerManager.id }).execute()
    expect((await post('dealerStaff', `steps/${second}/completion`, { note: '完成' })).status).toBe(403)
    expect((await test.ask(`/corrective-actions/${id}/steps/${second}/completion`, { as: 'dealerStaff' })).status).toBe(
      403,
    )
    expect((await post('dealerStaff', `steps/${first}/completion`, { note: '完成' })).status).toBe(303)
    expect((await post('dealerStaff', 'implementation')).status).toBe(403)
    expect((await post('dealerStaff', `steps/${second}/cancellation`, { reason: '不需要' })).status).toBe(403)
  })

  it('cancels a step with a reason, but never all of them', async () => {
    const test = await start()
    const { first, post, second } = await givenDoing(test)
    const unsaid = await post('dealerManager', `steps/${second}/cancellation`, { reason: '' })
    expect(unsaid.status).toBe(422)
    expect((await post('dealerManager', `steps/${second}/cancellation`, { reason: '系统已拦截' })).status).toBe(303)
    expect((await post('dealerManager', `steps/${second}/cancellation`, { reason: '再取消' })).status).toBe(409)
    await post('dealerManager', `steps/${first}/cancellation`, { reason: '不需要' })
    const empty = await post('dealerManager', 'implementation')
    expect([empty.status, empty.state]).toEqual([409, 'doing'])
    expect(empty.html).toContain('全部措施都已取消')
  })

  it('shows its photos to those who may see the action, and to nobody else', async () => {
    const test = await start()
    const { first, id, post } = await givenDoing(test)
    await post('dealerStaff', `steps/${first}/completion`, formOf({ note: '' }, { photos: [await photoFile()] }))
    const photo = await test.db.selectFrom('action_photos').selectAll().executeTakeFirstOrThrow()
    expect(photo).toMatchObject({ step_id: first, purpose: 'step', round: 1, added_by: people.dealerStaff.id })
    const path = `/corrective-actions/${id}/photos/${photo.id}`
    for (const size of ['', '?size=thumb']) {
      const shown = await test.ask(path + size, { as: 'auditor' })
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      expect((await test.ask(path + size, { as: 'otherManager' })).status).toBe(404)
    }
    const other = await givenAction(test, 'minor', { dealer: 'donghu' })
    const elsewhere = `/corrective-actions/${other.id}/photos/${photo.id}`
    expect((await test.ask(elsewhere, { as: 'headOffice' })).status).toBe(404)
  })
})

describe('owner, closing and voiding', () => {
  it('lets the manager name an owner of the dealership, and nobody else', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    const { post, present } = stepper(test, id)
    expect((await post('dealerManager', 'owner', { owner_id: people.otherStaff.id })).status).toBe(422)
    expect((await post('dealerStaff', 'owner', { owner_id: people.dealerStaff.id })).status).toBe(404)
    expect((await post('dealerManager', 'owner', { owner_id: people.dealerManager.id })).status).toBe(303)
    expect((await present()).owner_id).toBe(people.dealerManager.id)
    const log = await test.db.selectFrom('activity').selectAll().where('verb', '=', 'action.assign_owner').execute()
    expect(log.map(({ details }) => JSON.parse(details))).toEqual([
      { round: 1, owner: people.dealerManager.id, was: people.dealerStaff.id },
    ])
  })

  it('asks before it closes, and only what can be closed', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    expect((await test.ask(`/corrective-actions/${id}/closure`, { as: 'dealerManager' })).status).toBe(409)
    await put(test, 'standardising')
    const { post } = stepper(test, id)
    const lesson = { standard: '改版', training: '8 人', read_across: '已查' }
    const partly = await post('dealerManager', 'standardisation', { ...lesson, training: '' })
    expect(partly.status).toBe(422)
    expect(partly.html).toContain('请写明培训了谁。')
    await post('dealerManager', 'standardisation', lesson)
    const asked = await test.ask(`/corrective-actions/${id}/closure`, { as: 'dealerManager' })
    expect(await asked.text()).toContain('12 个月内再次发现会重新打开')
    expect(await post('headOffice', 'closure')).toMatchObject({ status: 303, state: 'closed' })
    expect((await post('headOffice', 'closure')).status).toBe(409)
  })

  it('declares void with a reason that the dealer reads, never by the dealer', async () => {
    const test = await start()
    const { id } = await givenAction(test)
    const { post } = stepper(test, id)
    expect((await post('dealerManager', 'voiding', { reason: '不服' })).status).toBe(404)
    expect((await post('regionEast', 'voiding', { reason: '重复' })).status).toBe(404)
    expect((await post('auditor', 'voiding', { reason: '' })).status).toBe(422)
    expect(await post('auditor', 'voiding', { reason: '与 CA-0009 重复' })).toMatchObject({ state: 'void' })
    expect(await (await test.ask(`/corrective-actions/${id}`, { as: 'dealerManager' })).text()).toContain(
      '与 CA-0009 重复',
    )
    expect((await post('auditor', 'voiding', { reason: '再来' })).status).toBe(409)
  })
})

it('words every page in English too, with nothing left to fill in', async () => {
  const test = await start()
  const { first, id } = await givenDoing(test)
  const pages = [
    '/corrective-actions',
    '/corrective-actions/board',
    `/corrective-actions/${id}`,
    `/corrective-actions/${id}/steps/${first}/completion`,
  ]
  await test.db.updateTable('users').set({ locale: 'en' }).execute()
  for (const path of pages) {
    const html = await (await test.ask(path, { as: 'dealerManager' })).text()
    expect(html).toContain('lang="en"')
    expect(html).not.toMatch(/\{\w+[|}]/)
    expect(html).not.toContain('undefined')
  }
})

it('says an auditor of the dealer where the audit is only if they may open it', async () => {
  const test = await start()
  const { id } = await givenAction(test)
  await givenAudit(test, { auditor: 'auditorSecond' })
  const page = async (as: CastName) => (await test.ask(`/corrective-actions/${id}`, { as })).text()
  expect(await page('auditor')).toContain('查看审核结果')
  expect(await page('auditorSecond')).not.toContain('查看审核结果')
  expect(await page('dealerStaff')).not.toContain('查看审核结果')
})
