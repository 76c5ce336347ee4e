import type { KyselyPlugin } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ActionRoundRow, AuditRow, Severity } from '../../server/db/schema.ts'
import { type CastName, dealers, people, regions } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import {
  type GivenAction,
  type GivenAudit,
  givenAction,
  givenAudit,
  waveId,
  withChecklists,
  withWave,
} from '../support/world.ts'

const at = '2026-11-10T02:00:00.000Z'
const lastWaveId = '40000000-0000-4000-8000-000000000009'

let test: TestApp
beforeEach(async () => {
  test = await testApp()
  await withChecklists(test)
  await withWave(test)
})

const home = async (as: CastName, query = '') => {
  const answer = await test.ask(`/${query}`, { as })
  expect(answer.status).toBe(200)
  return answer.text()
}
/** What can be read on the page, without its frame. */
const shown = async (as: CastName, query = '') => {
  const html = await home(as, query)
  return html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

/** A released result with the same score in every section but the named ones. */
const result = async (bp: number, given: GivenAudit & { sections?: Record<string, number> } = {}) => {
  const { sections = {}, ...columns } = given
  const audit = await givenAudit(test, {
    state: 'final',
    wave_id: waveId,
    released_at: at,
    submitted_at: at,
    score_bp: bp,
    grade: bp >= 9000 ? 'A' : bp >= 8000 ? 'B' : bp >= 7000 ? 'C' : 'D',
    report_version: 1,
    ...columns,
  })
  for (const section of ['appointment', 'reception', 'repair', 'follow_up']) {
    await test.db
      .insertInto('audit_section_scores')
      .values({ audit_id: audit.id, section_id: section, percent_bp: sections[section] ?? bp, points: null })
      .execute()
  }
  return audit
}

const finding = async (
  audit: AuditRow,
  itemCode: string,
  lostMilli: number,
  state: 'raised' | 'released' = 'released',
) =>
  test.db
    .insertInto('findings')
    .values({
      id: test.app.newId(),
      audit_id: audit.id,
      dealer_id: audit.dealer_id,
      checklist_id: audit.checklist_id,
      section_id: 'appointment',
      item_code: itemCode,
      base_severity: 'major',
      severity: 'major',
      lost_milli: lostMilli,
      losses: '[]',
      note: '',
      responsible: 'service_supervisor',
      capa_days: 14,
      repeat_of: null,
      repeat_count: 0,
      state,
      raised_at: at,
      released_at: state === 'released' ? at : null,
    })
    .execute()

type GivenRound = Partial<ActionRoundRow>
const emptyRound: Omit<ActionRoundRow, 'action_id' | 'round' | 'opened_at'> = {
  containment: '',
  cause: '',
  cause_class: '',
  cause_source: '',
  whys: '',
  what: '',
  why: '',
  who: '',
  when_text: '',
  where_text: '',
  how: '',
  target: '',
  target_unit: '',
  baseline: '',
  target_value: '',
  check_method: '',
  due_reason: '',
  plan_verdict: '',
  plan_reason: '',
  implementation_verdict: '',
  implementation_reason: '',
  effectiveness_verdict: '',
  effectiveness_note: '',
  value_before: '',
  value_after: '',
  miss_cause: '',
  standard: '',
  training: '',
  read_across: '',
  due_on: null,
  planned_by: null,
  planned_at: null,
  plan_reviewed_by: null,
  plan_reviewed_at: null,
  cosigned_by: null,
  cosigned_at: null,
  done_by: null,
  done_at: null,
  implementation_reviewed_by: null,
  implementation_reviewed_at: null,
  effectiveness_checked_by: null,
  effectiveness_checked_at: null,
  standardised_by: null,
  standardised_at: null,
}
const action = async (title: string, given: GivenAction & { now?: GivenRound } = {}) => {
  const { now = {}, ...columns } = given
  const row = await givenAction(test, { title_zh: title, ...columns })
  await test.db
    .insertInto('action_rounds')
    .values({ ...emptyRound, action_id: row.id, round: row.round, opened_at: at, ...now })
    .execute()
  return row
}
const step = (actionId: string, what: string, dueOn: string, given: { person?: CastName; done?: boolean } = {}) =>
  test.db
    .insertInto('action_steps')
    .values({
      id: test.app.newId(),
      action_id: actionId,
      round: 1,
      position: 1,
      what,
      person_id: given.person ? people[given.person].id : null,
      person_name: given.person ? people[given.person].name : '前台主管',
      due_on: dueOn,
      evidence_wanted: '签到表',
      state: given.done ? 'done' : 'open',
      note: '',
      settled_by: null,
      settled_at: null,
    })
    .execute()

/** Further dealers in Zhejiang with a result each, so that there is a network to compare with. */
const otherResults = async (scores: number[]) => {
  for (const [i, bp] of scores.entries()) {
    const id = test.app.newId()
    await test.db
      .insertInto('dealers')
      .values({
        id,
        code: `D80${i}0`,
        name_zh: `别家${i}店`,
        name_en: `Other ${i}`,
        region_id: regions.zhejiang.id,
        group_id: null,
        city_zh: '杭州',
        city_en: 'Hangzhou',
        address: '',
        appeal_days: null,
        active: 1,
        created_at: at,
        features: '[]',
      })
      .execute()
    await result(bp, { dealer_id: id, auditor: 'auditorSecond' })
  }
}

describe('the auditor’s first page', () => {
  it('shows visits by day, what was begun with its progress, and returned audits with the reason first', async () => {
    await givenAudit(test, { state: 'planned', planned_on: '2026-11-18', dealer: 'linjiang' })
    await givenAudit(test, { state: 'planned', planned_on: '2026-11-20', dealer: 'binjiang' })
    const begun = await givenAudit(test, { state: 'in_progress', dealer: 'donghu' })
    await givenAudit(test, { state: 'returned', return_reason: '照片看不清', checklist: '6s-workshop-showroom' })
    for (const [i, kind] of (['answer', 'answer', 'clear'] as const).entries()) {
      const opId = test.app.newId()
      await test.db
        .insertInto('answer_ops')
        .values({
          op_id: opId,
          audit_id: begun.id,
          user_id: people.auditor.id,
          device_id: 'laptop',
          seq: i,
          checklist_version: begun.checklist_version_id,
          item_code: `AS-1-0${i + 1}`,
          kind,
          value: 'null',
          supersedes: '[]',
          client_time: at,
          monotonic_ms: 0,
          v: 1,
          body_hash: '',
          received_at: at,
          quarantine: null,
        })
        .execute()
      await test.db
        .insertInto('answer_tips')
        .values({ audit_id: begun.id, item_code: `AS-1-0${i + 1}`, register: 'answer', op_id: opId })
        .execute()
    }
    const text = await shown('auditor')
    expect(text).toContain('今天有 3 件事等您处理')
    expect(text).toContain('今天到店 1 家')
    expect(text).toMatch(/已答 2\/40 项/)
    expect(text).toMatch(/周五 11-20 D3126 滨江店 · 杭州/)
    expect(text).toContain('退回原因：照片看不清')
    expect(text.indexOf('照片看不清')).toBeLessThan(text.indexOf('已答 2/40'))
  })

  it('shows co-audited visits, and nothing of others or of what was handed over', async () => {
    const other = await givenAudit(test, { state: 'planned', auditor: 'auditorSecond', dealer: 'donghu' })
    expect(await shown('auditor')).not.toContain('东湖店')
    await test.db
      .insertInto('visit_co_auditors')
      .values({ visit_id: other.visit_id, user_id: people.auditor.id })
      .execute()
    expect(await shown('auditor')).toContain('东湖店')

    const given = await givenAudit(test, { state: 'in_progress', dealer: 'binjiang' })
    await test.db
      .updateTable('visits')
      .set({ lead_id: people.auditorSecond.id })
      .where('id', '=', given.visit_id)
      .execute()
    await test.db
      .updateTable('audits')
      .set({ auditor_id: people.auditorSecond.id })
      .where('id', '=', given.id)
      .execute()
    expect(await shown('auditor')).not.toContain('滨江店')
  })

  it('lists what dealers handed in at their dealers only, waiting longest first', async () => {
    await givenAudit(test, { state: 'in_progress', dealer: 'linjiang' })
    const waits = { state: 'plan_review', dealer: 'linjiang' } as const
    const audit = await result(8000, { auditor: 'auditor', dealer: 'linjiang' })
    await action('后来的计划', { ...waits, audit_id: audit.id, moved_at: '2026-11-17T02:00:00.000Z' })
    await action('先来的计划', { ...waits, audit_id: audit.id, moved_at: '2026-11-12T02:00:00.000Z' })
    await action('还不能检查', { state: 'effectiveness_check', check_on: '2026-11-19', audit_id: audit.id })
    await action('今天起检查', { state: 'effectiveness_check', check_on: '2026-11-18', audit_id: audit.id })
    const elsewhere = await result(8000, { auditor: 'auditorSecond', dealer: 'donghu' })
    await action('别处的计划', { state: 'plan_review', audit_id: elsewhere.id })
    const text = await shown('auditor')
    expect(text).toMatch(/先来的计划 D3107 临江店 · 审批计划 6 天.*后来的计划.*今天起检查/)
    expect(text).not.toContain('还不能检查')
    expect(text).not.toContain('别处的计划')
  })
})

describe('the shopper’s first page', () => {
  it('shows their own open shops with day and checklist, and nothing else', async () => {
    const shop = { checklist: 'mystery-service-visit', kind: 'mystery', auditor: 'shopper' } as const
    await givenAudit(test, { ...shop, state: 'planned', planned_on: '2026-11-20' })
    await givenAudit(test, { ...shop, state: 'released', dealer: 'binjiang', released_at: at, score_bp: 8123 })
    await givenAudit(test, { state: 'planned', dealer: 'donghu' })
    const text = await shown('shopper')
    expect(text).toMatch(/周五 11-20 D3107 临江店 · 南京/)
    expect(text).toContain('神秘顾客')
    for (const hidden of ['滨江店', '东湖店', '81.2', '整改', '复核']) expect(text).not.toContain(hidden)
  })
})

describe('the dealer manager’s first page', () => {
  it('puts everything to do in one list, due first, each with its next step', async () => {
    const audit = await result(8420, {
      state: 'released',
      appeal_closes_at: '2026-11-23T15:59:59.000Z',
      finding_count: 6,
    })
    const of = { audit_id: audit.id }
    await action('计划要交了', { ...of, state: 'planning', plan_due_on: '2026-11-16', severity: 'minor' })
    const doing = await action('措施进行中', { ...of, state: 'doing', due_on: '2026-12-01', owner: 'dealerStaff' })
    await step(doing.id, '培训', '2026-11-20')
    await step(doing.id, '看板', '2026-11-18', { done: true })
    const signed = await action('等会签', { ...of, state: 'doing', due_on: '2026-11-25', severity: 'critical' })
    await step(signed.id, '更换', '2026-11-15', { done: true })
    await action('要固化', { ...of, state: 'standardising' })
    await action('可关闭', { ...of, state: 'standardising', now: { standardised_at: at } })
    await action('在审批', { ...of, state: 'plan_review' })
    await action('先控制', {
      ...of,
      state: 'planning',
      severity: 'critical',
      plan_due_on: '2026-11-21',
      containment_due_at: '2026-11-18T09:00:00.000Z',
    })
    const text = await shown('dealerManager')
    expect(text).toContain('今天有 7 件事等您处理')
    expect(text).toContain('1 件逾期 · 2 件三天内到期')
    const order = ['计划要交了', '先控制', '措施进行中', '申诉期至 11-23 23:59', '等会签', '要固化', '可关闭']
    const todo = text.slice(text.indexOf('待办'), text.indexOf('整改进度'))
    expect(order.map((title) => todo.indexOf(title))).toEqual(
      order.map((title) => todo.indexOf(title)).toSorted((a, b) => a - b),
    )
    expect(todo).not.toContain('在审批')
    expect(todo).toContain('17:00 前')
    expect(todo).toMatch(/实施中，已完成 1\/2 步 · 责任人：方磊 上传证据/)
    expect(todo).toMatch(/措施已完成，等待您会签.*会签/)
    expect(todo).toMatch(/售后服务核心流程审核表 84\.2% B 级.*发现 6 项/)
    expect(text).toMatch(/进行中 7 · 本年已关闭 0/)
    expect(text).toMatch(/P 计划 3 项.*D 实施 2 项.*C 检查 0 项.*A 固化 2 项/)
  })

  it('tells of announced audits to come by day, checklist and auditor, and of no other kind', async () => {
    await givenAudit(test, { state: 'planned', planned_on: '2026-11-26', checklist: 'sales-standards-ssi' })
    await givenAudit(test, { state: 'planned', kind: 'unannounced', checklist: '6s-workshop-showroom' })
    await givenAudit(test, { state: 'planned', practice: 1, checklist: 'process-compliance' })
    const text = await shown('dealerManager')
    expect(text).toMatch(/11-26 周四 销售服务标准审核表（SSI） · 明检 · 审核员 顾明/)
    expect(text).not.toContain('6S')
    expect(text).not.toContain('流程')
  })

  it('shows the latest result with its change, and strengths before losses', async () => {
    await test.db
      .insertInto('waves')
      .values({
        id: lastWaveId,
        programme_id: '40000000-0000-4000-8000-000000000001',
        name_zh: '2026 第1批',
        name_en: '2026 wave 1',
        from_on: '2026-03-02',
        to_on: '2026-05-29',
        appeal_days: 5,
        created_at: at,
      })
      .execute()
    await result(8200, { wave_id: lastWaveId, planned_on: '2026-04-10' })
    await result(8420, { planned_on: '2026-10-20', sections: { reception: 9600, repair: 6560 } })
    const text = await shown('dealerManager')
    expect(text).toMatch(/84\.2 % 等级 B 上升 2\.2 较上次/)
    expect(text).toContain('发布不足 5 家，暂不显示全网平均')
    expect(text).toMatch(/做得好的.*接待 96\.0.*失分最多的.*维修作业 65\.6/)
    expect(text).toMatch(/2026 第1批 82\.0 B – 2026 第2批 84\.2 B –/)
  })

  it('compares with the network from five released dealers on, and never shows who they are', async () => {
    await result(8400, { sections: { reception: 9000 } })
    await otherResults([8000, 8100, 8200])
    expect(await shown('dealerManager')).toContain('发布不足 5 家')
    const late = await result(6000, { dealer: 'donghu', state: 'submitted', released_at: null })
    await finding(late, 'AS-1-01', 2000, 'raised')
    expect(await shown('dealerManager')).toContain('发布不足 5 家')
    await result(9000, { dealer: 'donghu' })
    const text = await shown('dealerManager')
    // (84 + 80 + 81 + 82 + 90) / 5
    expect(text).toContain('全网平均 83.4')
    expect(text).toMatch(/接待 90\.0 上升 5\.4/)
    for (const other of ['别家', '东湖', 'D4112', 'D80']) expect(text).not.toContain(other)
  })

  it('shows nothing of another dealer', async () => {
    const elsewhere = await result(5511, {
      dealer: 'donghu',
      state: 'released',
      appeal_closes_at: '2026-11-23T15:59:59.000Z',
    })
    await action('别家的整改', { audit_id: elsewhere.id, state: 'planning', plan_due_on: '2026-11-16' })
    await givenAudit(test, { state: 'planned', dealer: 'binjiang' })
    const text = await shown('dealerManager')
    for (const other of ['别家的整改', '55.1', '滨江', '东湖']) expect(text).not.toContain(other)
    expect(text).toContain('今天没有等您处理的事')
    expect(await shown('otherManager')).toContain('别家的整改')
    // A dealer named in the URL is only one of their own.
    expect(await shown('dealerManager', `?dealer=${dealers.donghu.id}`)).toBe(text)
  })

  it('lets someone with two dealerships choose whose results they see, and says whose each thing to do is', async () => {
    await test.db
      .insertInto('user_dealers')
      .values({ user_id: people.dealerManager.id, dealer_id: dealers.binjiang.id })
      .execute()
    await result(8420)
    const second = await result(7100, { dealer: 'binjiang' })
    await action('两店之一', { audit_id: second.id, state: 'planning', plan_due_on: '2026-11-20' })
    expect(await shown('dealerManager')).toMatch(/滨江店 · 整改 CA-0001.*84\.2/)
    const chosen = await shown('dealerManager', `?dealer=${dealers.binjiang.id}`)
    expect(chosen).toContain('71.0')
    expect(chosen).not.toContain('84.2')
  })
})

describe('dealership staff', () => {
  it('see their own measures and actions by due day, and nothing of colleagues', async () => {
    const audit = await result(8420)
    const doing = await action('扭矩未记录', { audit_id: audit.id, state: 'doing', due_on: '2026-12-01' })
    await step(doing.id, '更新看板', '2026-11-20', { person: 'dealerStaff' })
    await step(doing.id, '早就该做', '2026-11-16', { person: 'dealerStaff' })
    await step(doing.id, '同事的事', '2026-11-19')
    await step(doing.id, '做完了', '2026-11-19', { person: 'dealerStaff', done: true })
    await action('我的计划', { audit_id: audit.id, state: 'planning', plan_due_on: '2026-11-21', owner: 'dealerStaff' })
    await action('等人会签', {
      audit_id: audit.id,
      state: 'standardising',
      owner: 'dealerStaff',
      now: { standardised_at: at },
    })
    await action('别人的计划', { audit_id: audit.id, state: 'planning', plan_due_on: '2026-11-21' })
    const text = await shown('dealerStaff')
    expect(text).toContain('今天有 3 件事等您处理')
    expect(text).toMatch(/早就该做.*更新看板.*我的计划/)
    for (const other of ['同事的事', '做完了', '别人的计划', '等人会签', '84.2']) expect(text).not.toContain(other)
    expect(await shown('otherStaff')).toContain('没有要完成的措施')
  })
})

describe('head office’s first page', () => {
  it('shows the progress of the wave by region', async () => {
    await result(8420)
    await givenAudit(test, { wave_id: waveId, dealer: 'binjiang', state: 'in_review', submitted_at: at })
    await givenAudit(test, { wave_id: waveId, dealer: 'donghu', state: 'planned' })
    await givenAudit(test, { wave_id: waveId, dealer: 'donghu', state: 'cancelled' })
    await givenAudit(test, { wave_id: waveId, dealer: 'donghu', state: 'in_progress', practice: 1 })
    const text = await shown('headOffice')
    expect(text).toMatch(/华中大区 0 0 0 0 1 1 华东大区 1 1 0 0 0 2 全网 1 1 0 0 1 3/)
    expect(text).toMatch(/10-12 至 12-04，时间过 70%，发布 33%/)
  })

  it('counts dealers that nothing was planned for', async () => {
    await givenAudit(test, { wave_id: waveId, state: 'planned' })
    expect(await shown('headOffice')).toContain('另有 2 家在营经销商尚未安排')
  })

  it('scores only what is released, no practice, and of a dealer the latest', async () => {
    await result(7000, { planned_on: '2026-10-20' })
    await result(9000, { planned_on: '2026-11-10', kind: 're_audit' })
    await result(8000, { dealer: 'binjiang' })
    await result(1000, { dealer: 'donghu', practice: 1 })
    await result(2000, { dealer: 'donghu', state: 'submitted', released_at: null })
    await result(3000, { dealer: 'donghu', state: 'voided' })
    const text = await shown('headOffice')
    expect(text).toMatch(/网络平均 85\.0 2 家/)
    expect(text).toContain('得分只计已发布的 2 份')
    expect(text).toMatch(/A 优秀 1 50%.*B 合格 1 50%.*C 限期整改 0 0%/)
    const heat = text.slice(text.indexOf('经销商 × 章节'), text.indexOf('等待复核 1 份'))
    for (const hidden of ['70.0', '10.0', '20.0', '30.0']) expect(heat).not.toContain(hidden)
  })

  it('sets the weakest dealers first in the heat map, with their sections', async () => {
    await result(8420, { sections: { repair: 6560 } })
    await result(9300, { dealer: 'binjiang' })
    await result(7100, { dealer: 'donghu', sections: { appointment: 5000 } })
    const text = await shown('headOffice')
    expect(text).toMatch(
      /D4112 东湖店 71\.0 C ▼ 50\.0 71\.0.*D3107 临江店 84\.2 B 84\.2.*▼ 65\.6.*D3126 滨江店 93\.0 A/,
    )
    const html = await home('headOffice')
    expect(html).toContain('class="num h-d"')
    expect(html).not.toContain('全部 3 家')
  })

  it('adds up where points are lost, the most first', async () => {
    const one = await result(8420)
    const two = await result(8000, { dealer: 'binjiang' })
    const hidden = await result(8000, { dealer: 'donghu', state: 'submitted', released_at: null })
    await finding(one, 'AS-1-02', 2500)
    await finding(two, 'AS-1-02', 1500)
    await finding(two, 'AS-1-01', 1000)
    await finding(hidden, 'AS-1-03', 9000, 'raised')
    const text = await shown('headOffice')
    expect(text).toMatch(/AS-1-02 预约记录.*4\.0 80% AS-1-01 .*1\.0 100%/)
    expect(text).not.toContain('AS-1-03')
  })

  it('words an item as the version of its latest audit does', async () => {
    const one = await result(8420)
    const given = await test.db
      .selectFrom('checklist_versions')
      .selectAll()
      .where('id', '=', one.checklist_version_id)
      .executeTakeFirstOrThrow()
    const reworded = (from: string, to: string) => given.content.replaceAll(from, to)
    const versions = [
      { id: '00000000-0000-4000-8000-000000000001', version: '90.0.0', content: reworded('预约记录', '最近的说法') },
      { id: 'ffffffff-ffff-4fff-bfff-ffffffffffff', version: '91.0.0', content: reworded('预约记录', '较早的说法') },
    ]
    await test.db
      .insertInto('checklist_versions')
      .values(versions.map((version) => ({ ...given, ...version, state: 'retired' as const })))
      .execute()
    const [latest, earlier] = versions.map(({ id }) => ({ checklist_version_id: id }))
    const two = await result(8000, { ...latest, dealer: 'binjiang', planned_on: '2026-11-20' })
    const three = await result(8000, { ...earlier, dealer: 'donghu', planned_on: '2026-11-19' })
    await finding(one, 'AS-1-02', 2500)
    await finding(two, 'AS-1-02', 1500)
    await finding(three, 'AS-1-02', 1000)
    await finding(three, 'AS-1-01', 1000)
    expect(await shown('headOffice')).toMatch(/AS-1-02 最近的说法.*5\.0 83%.*AS-1-01 .*1\.0 100%/)
  })

  it('lists reviews that wait, the oldest first, without their own audits', async () => {
    const waits = { state: 'submitted', score_bp: 9100, grade: 'A' } as const
    await givenAudit(test, { ...waits, dealer: 'linjiang', submitted_at: '2026-11-17T02:00:00.000Z' })
    await givenAudit(test, { ...waits, dealer: 'donghu', submitted_at: '2026-11-13T02:00:00.000Z' })
    await givenAudit(test, { ...waits, dealer: 'binjiang', auditor: 'headOffice', submitted_at: at })
    const text = await shown('headOffice')
    expect(text).toMatch(/等待复核 2 1 份超过 2 个工作日/)
    expect(text).toMatch(/D4112 东湖店 91\.0 A .* 5 天，超期.*D3107 临江店 91\.0 A .* 1 天/)
    expect(text).not.toContain('滨江店')
    expect(await shown('headOfficeSecond')).toContain('滨江店')
  })

  it('counts overdue actions by region and severity', async () => {
    const east = await result(8420)
    const central = await result(8000, { dealer: 'donghu' })
    const late = async (severity: Severity, audit: AuditRow, day: string) =>
      action('逾期', { audit_id: audit.id, severity, state: 'doing', due_on: day })
    await late('critical', east, '2026-11-10')
    await late('minor', east, '2026-11-17')
    await late('major', central, '2026-11-14')
    await action('没到期', { audit_id: east.id, state: 'doing', due_on: '2026-11-18' })
    await action('等审批', { audit_id: east.id, state: 'plan_review', plan_due_on: '2026-11-01' })
    await action('没控制', {
      audit_id: central.id,
      state: 'planning',
      severity: 'critical',
      plan_due_on: '2026-11-19',
      containment_due_at: '2026-11-18T01:00:00.000Z',
    })
    const text = await shown('headOffice')
    expect(text).toMatch(/逾期整改 4 关键 2 项/)
    expect(text).toMatch(/4 项，占进行中 67%/)
    expect(text).toMatch(/华中大区 1 1 0 2 4 天 华东大区 1 0 1 2 8 天 全网 2 1 1 4/)
  })

  it('takes wave and checklist from the URL, and falls back where they are unknown', async () => {
    await result(8420)
    await result(9100, { checklist: '6s-workshop-showroom', dealer: 'binjiang' })
    await result(9200, { checklist: '6s-workshop-showroom', dealer: 'donghu' })
    expect(await shown('headOffice')).toContain('91.5')
    expect(await shown('headOffice', `?wave=${waveId}&checklist=after-sales-core-process`)).toContain('网络平均 84.2')
    expect(await shown('headOffice', '?wave=nonsense&checklist=nonsense')).toContain('91.5')
  })

  it('compares with the wave before', async () => {
    await test.db
      .insertInto('waves')
      .values({
        id: lastWaveId,
        programme_id: '40000000-0000-4000-8000-000000000001',
        name_zh: '2026 第1批',
        name_en: '2026 wave 1',
        from_on: '2026-03-02',
        to_on: '2026-05-29',
        appeal_days: 5,
        created_at: at,
      })
      .execute()
    await result(8000, { wave_id: lastWaveId, planned_on: '2026-04-10' })
    await result(8420)
    const text = await shown('headOffice')
    expect(text).toMatch(/网络平均 84\.2 上升 4\.2 较上一批/)
    expect(text).toContain('横线为2026 第1批')
  })

  it('counts unreleased mystery shops for head office, without the shopper’s name', async () => {
    const shop = { checklist: 'mystery-service-visit', kind: 'mystery', auditor: 'shopper', wave_id: waveId } as const
    await givenAudit(test, { ...shop, state: 'planned' })
    const text = await shown('headOffice')
    expect(text).toMatch(/华东大区 0 0 0 0 1 1/)
    expect(text).not.toContain(people.shopper.name)
  })
})

describe('the region manager’s first page', () => {
  it('shows the same for their part of the tree only', async () => {
    const east = await result(8420, { auditor: 'auditor' })
    const central = await result(6000, { dealer: 'donghu' })
    await finding(east, 'AS-1-02', 2500)
    await finding(central, 'AS-1-03', 9000)
    await action('东区的计划', { audit_id: east.id, state: 'plan_review', moved_at: '2026-11-16T02:00:00.000Z' })
    await action('中区的计划', { audit_id: central.id, state: 'plan_review' })
    await action('中区逾期', { audit_id: central.id, state: 'doing', due_on: '2026-11-01' })
    const text = await shown('regionEast')
    expect(text).toContain('区域平均 84.2')
    expect(text).toMatch(/江苏 1 0 0 0 0 1/)
    expect(text).toMatch(/东区的计划 D3107 临江店 · 审批计划 2 天/)
    expect(text).toContain('没有逾期的整改')
    for (const other of ['中区的计划', '东湖', '60.0', 'AS-1-03', '华中', '湖北', '等待复核'])
      expect(text).not.toContain(other)
  })

  it('is empty for someone who looks after no region', async () => {
    const audit = await result(8420)
    await action('东区的计划', { audit_id: audit.id, state: 'plan_review' })
    await test.db.deleteFrom('user_regions').execute()
    const text = await shown('regionEast')
    for (const other of ['84.2', '东区的计划', '临江']) expect(text).not.toContain(other)
  })

  it('has their own audits on it when they record some', async () => {
    expect(await shown('regionEast')).not.toContain('您自己的审核')
    await givenAudit(test, {
      auditor: 'regionEast',
      state: 'planned',
      planned_on: '2026-11-19',
      conducted_by: 'region',
    })
    expect(await shown('regionEast')).toMatch(/您自己的审核.*明天 11-19 D3107 临江店/)
  })
})

describe('an unreleased mystery shop', () => {
  it('changes no byte of what dealers and region managers see, in any state and with any result', async () => {
    const audit = await result(8420, { state: 'released', appeal_closes_at: '2026-11-23T15:59:59.000Z' })
    await action('计划', { audit_id: audit.id, state: 'planning', plan_due_on: '2026-11-20' })
    await otherResults([8000, 8100, 8200, 8300])
    const readers = ['dealerManager', 'dealerStaff', 'regionEast', 'otherManager', 'regionCentral'] as const
    const before = await Promise.all(readers.map((as) => home(as)))
    for (const state of ['planned', 'in_progress', 'submitted', 'in_review', 'returned', 'cancelled'] as const) {
      for (const dealer of ['linjiang', 'donghu'] as const) {
        const shop = await result(4321, {
          checklist: 'mystery-service-visit',
          kind: 'mystery',
          auditor: 'shopper',
          dealer,
          state,
          released_at: null,
          report_version: 0,
          finding_count: 3,
        })
        await finding(shop, 'MV-1-01', 2000, 'raised')
      }
    }
    for (const [i, as] of readers.entries()) expect(await home(as)).toBe(before[i])
    // From its release on it is there.
    await test.db
      .updateTable('audits')
      .set({ state: 'released', released_at: at })
      .where('score_bp', '=', 4321)
      .where('state', '=', 'in_review')
      .execute()
    expect(await shown('dealerManager')).toContain('43.2')
    expect(await shown('regionEast')).toContain('神秘顾客：电话预约与售后到店体验')
  })
})

describe('the administrator’s first page', () => {
  it('counts people by role, dealers, regions and open invitations, and shows who cannot sign in', async () => {
    await test.db.updateTable('users').set({ active: 0 }).where('id', '=', people.auditorSecond.id).execute()
    await test.db
      .updateTable('users')
      .set({ password_hash: null })
      .where('id', 'in', [people.dealerStaff.id, people.otherStaff.id])
      .execute()
    await test.db
      .insertInto('one_time_links')
      .values([
        {
          token_hash: 'a',
          user_id: people.dealerStaff.id,
          purpose: 'invitation',
          created_by: null,
          created_at: at,
          expires_at: '2026-11-20T00:00:00.000Z',
          used_at: null,
        },
        {
          token_hash: 'b',
          user_id: people.otherStaff.id,
          purpose: 'invitation',
          created_by: null,
          created_at: at,
          expires_at: '2026-11-12T00:00:00.000Z',
          used_at: null,
        },
      ])
      .execute()
    await result(8420)
    const text = await shown('administrator')
    expect(text).toMatch(/在职人员 11 在营经销商 3 区域 6 待接受的邀请 1/)
    expect(text).toMatch(/审核员 1 神秘顾客 1 经销商负责人 2/)
    expect(text).toContain('袁斌')
    for (const hidden of ['方磊', '84.2', '陆薇']) expect(text).not.toContain(hidden)
  })
})

describe('every first page', () => {
  const everyone = Object.keys(people) as CastName[]

  it('says what to do when there is nothing yet', async () => {
    const next: Partial<Record<CastName, string>> = {
      headOffice: '为此批次安排到店后',
      regionEast: '总部安排到店后，进度会显示在这里',
      auditor: '总部安排到店后，日期、经销商和检查表会出现在这里',
      shopper: '有新的到访任务时会出现在这里',
      dealerManager: '审核结果发布后，需要整改的内容和申诉期会出现在这里',
      dealerStaff: '负责人把整改措施交给您后',
      administrator: '未在有效期内设置密码的人员会出现在这里',
    }
    for (const [as, words] of Object.entries(next)) expect(await shown(as as CastName)).toContain(words)
    await test.db.deleteFrom('waves').execute()
    expect(await shown('headOffice')).toContain('建立项目和批次')
  })

  it('reads in English too', async () => {
    await result(8420)
    await test.db.updateTable('users').set({ locale: 'en' }).execute()
    for (const as of everyone) expect(await shown(as)).not.toMatch(/\{\w+\}/)
    expect(await shown('headOffice')).toMatch(/Network average 84\.2 1 dealer Released 1 of 1/)
    expect(await shown('dealerManager')).toContain('Nothing needs you today')
  })

  it('takes as many statements for much as for little', async () => {
    const count = async (as: CastName) => {
      let statements = 0
      const counter: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          statements += 1
          return result
        },
      }
      const { db } = test.app
      test.app.db = db.withPlugin(counter)
      await home(as)
      test.app.db = db
      return statements
    }
    const audit = await result(8420, { state: 'released', appeal_closes_at: '2026-11-23T15:59:59.000Z' })
    const some = async (n: number) => {
      for (let i = 0; i < n; i += 1) {
        const one = await action(`整改${i}`, {
          audit_id: audit.id,
          state: 'doing',
          due_on: '2026-11-16',
          owner: 'dealerStaff',
        })
        await step(one.id, '措施', '2026-11-20', { person: 'dealerStaff' })
        await action(`计划${i}`, { audit_id: audit.id, state: 'plan_review' })
        await givenAudit(test, { state: 'in_progress', wave_id: waveId, dealer: 'binjiang' })
        await givenAudit(test, { state: 'submitted', submitted_at: at, wave_id: waveId, dealer: 'binjiang' })
        await result(8000 + i, { dealer: 'donghu', planned_on: `2026-10-${13 + i}` })
      }
    }
    await some(1)
    // Checklists are read once and kept.
    for (const as of everyone) await home(as)
    const before: number[] = []
    for (const as of everyone) before.push(await count(as))
    await some(8)
    const after: number[] = []
    for (const as of everyone) after.push(await count(as))
    expect(after).toEqual(before)
    expect(Math.max(...after)).toBeLessThanOrEqual(22)
  })
})
