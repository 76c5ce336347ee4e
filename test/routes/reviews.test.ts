import { describe, expect, it } from 'vitest'
import { recompute, recomputeAll } from '../../server/audits/rescore.ts'
import { submitAudit } from '../../server/audits/submission-commands.ts'
import { checkScores } from '../../server/cli/rescore.ts'
import { people } from '../../server/demo/cast.ts'
import { answerAll, releasedAudit, say, submittedAudit } from '../support/answering.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

type Name = Parameters<TestApp['actor']>[0]
const nobodys = '50000000-0000-4000-8000-000000000001'

const world = async () => {
  const test = await testApp()
  await withChecklists(test)
  const post = (id: string, step: string, as: Name, form: Record<string, string> = {}) =>
    test.ask(`/audits/${id}/${step}`, { as, form })
  const page = async (id: string, as: Name, step = '') => {
    const answer = await test.ask(`/audits/${id}${step}`, { as })
    return { status: answer.status, html: await answer.text() }
  }
  const row = (id: string) => test.db.selectFrom('audits').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...test, test, post, page, row }
}

describe('the steps of a review', () => {
  it('exist for nobody but head office, and for no audit that is not there', async () => {
    const { ask, test } = await world()
    const audit = await givenAudit(test, { state: 'submitted' })
    for (const step of ['review', 'return', 'release', 'voiding']) {
      const form = { reason: '理由' }
      for (const as of ['auditor', 'regionEast', 'dealerManager', 'shopper', 'administrator'] as const) {
        expect((await ask(`/audits/${audit.id}/${step}`, { as, form })).status).toBe(404)
      }
      expect((await ask(`/audits/${nobodys}/${step}`, { as: 'headOffice', form })).status).toBe(404)
    }
  })

  it('are refused to head office on an audit that they took part in', async () => {
    const { page, post, test } = await world()
    const audit = await givenAudit(test, { state: 'submitted', auditor: 'headOffice' })
    expect((await post(audit.id, 'review', 'headOffice')).status).toBe(403)
    expect((await post(audit.id, 'release', 'headOffice')).status).toBe(403)
    expect((await page(audit.id, 'headOffice', '/voiding')).status).toBe(403)
    expect((await post(audit.id, 'review', 'headOfficeSecond')).status).toBe(303)
  })

  it('come in their order: nothing is returned or released before someone took the review', async () => {
    const { page, post, test } = await world()
    const audit = await givenAudit(test, { state: 'submitted' })
    expect((await post(audit.id, 'return', 'headOffice', { reason: '理由' })).status).toBe(409)
    const early = await post(audit.id, 'release', 'headOffice')
    expect(early.status).toBe(409)
    expect(await early.text()).toContain('要求先复核再发布')
    expect((await page(audit.id, 'headOffice', '/release')).status).toBe(409)
    expect((await post(audit.id, 'review', 'headOffice')).status).toBe(303)
    expect((await post(audit.id, 'review', 'headOffice')).status).toBe(409)
  })

  it('belong to who took the review, until someone takes it over', async () => {
    const { page, post, row, test } = await world()
    const audit = await submittedAudit(test)
    await post(audit.id, 'review', 'headOffice')
    expect((await page(audit.id, 'headOfficeSecond')).html).toContain('林岚 正在复核')
    const theirs = await post(audit.id, 'release', 'headOfficeSecond')
    expect(theirs.status).toBe(409)
    expect(await theirs.text()).toContain('先接手复核')
    expect((await post(audit.id, 'review', 'headOfficeSecond')).status).toBe(303)
    expect((await row(audit.id)).reviewer_id).toBe(people.headOfficeSecond.id)
    expect((await page(audit.id, 'headOfficeSecond')).html).toContain('接手复核')
  })

  it('release at once where the programme asks for no review', async () => {
    const { page, post, row, test } = await world()
    const audit = await submittedAudit(test, { review_required: 0 })
    expect((await page(audit.id, 'headOffice', '/release')).html).toContain('申诉期为 5 个工作日')
    expect((await post(audit.id, 'release', 'headOffice')).status).toBe(303)
    expect((await row(audit.id)).state).toBe('released')
  })
})

describe('the appeal window', () => {
  it('is as long as the dealer, else the wave, says, in working days to the end of the last', async () => {
    const { db, post, row, test } = await world()
    await db.updateTable('dealers').set({ appeal_days: 3 }).where('code', '=', 'D3107').execute()
    const audit = await submittedAudit(test, { review_required: 0 })
    await post(audit.id, 'release', 'headOffice')
    // Wednesday 18 November and three working days: Monday, not Saturday.
    expect((await row(audit.id)).appeal_closes_at).toBe('2026-11-23T15:59:59.000Z')
  })
})

describe('releasing twice at once', () => {
  it('lets one win; the other reads why, and nothing happens twice', async () => {
    const { db, post, test } = await world()
    const audit = await submittedAudit(test)
    await post(audit.id, 'review', 'headOffice')
    const answers = await Promise.all([1, 2, 3].map(() => post(audit.id, 'release', 'headOffice')))
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409, 409])
    const lost = answers.find((answer) => answer.status === 409)
    expect(await lost?.text()).toMatch(/审核已发布|刚被他人更新/)
    const count = async (table: 'report_versions' | 'corrective_actions') =>
      (await db.selectFrom(table).select('id').execute()).length
    expect([await count('report_versions'), await count('corrective_actions')]).toEqual([1, 2])
    const log = await db.selectFrom('activity').select('verb').where('verb', '=', 'audit.release').execute()
    expect(log).toHaveLength(1)
  })
})

describe('a practice audit', () => {
  it('is reviewed and closed, but never released: no dealer, no actions, no average', async () => {
    const { db, page, post, row, test } = await world()
    const audit = await submittedAudit(test, { practice: 1 })
    await post(audit.id, 'review', 'headOffice')
    expect((await page(audit.id, 'headOffice', '/release')).html).toContain('结束练习')
    expect((await post(audit.id, 'release', 'headOffice')).status).toBe(303)
    expect(await row(audit.id)).toMatchObject({ state: 'final', released_at: null, report_version: 1 })
    expect(await db.selectFrom('corrective_actions').select('id').execute()).toEqual([])
    expect((await page(audit.id, 'dealerManager')).status).toBe(404)
    expect(await (await test.ask('/audits', { as: 'dealerManager' })).text()).toContain('还没有审核')
    expect((await page(audit.id, 'auditor')).html).toContain('练习审核')
  })
})

describe('voiding an audit', () => {
  it('needs a reason, and a released audit', async () => {
    const { post, test } = await world()
    const audit = await submittedAudit(test)
    expect((await post(audit.id, 'voiding', 'headOffice', { reason: '经销商有误' })).status).toBe(409)
    const released = await releasedAudit(test, { checklist: '6s-workshop-showroom' }, [])
    expect((await post(released.id, 'voiding', 'headOffice', { reason: '' })).status).toBe(422)
  })

  it('withdraws score and findings, says so to the dealer, and issues a version that says nothing else', async () => {
    const { db, page, post, row, test } = await world()
    const audit = await releasedAudit(test)
    expect((await page(audit.id, 'headOffice', '/voiding')).html).toContain('得分和等级撤回')
    expect((await post(audit.id, 'voiding', 'headOffice', { reason: '审核的不是这家店' })).status).toBe(303)
    expect(await row(audit.id)).toMatchObject({ state: 'voided', score_bp: null, grade: null, report_version: 2 })
    const findings = await db.selectFrom('findings').select('state').execute()
    expect(new Set(findings.map((finding) => finding.state))).toEqual(new Set(['withdrawn']))
    expect(await db.selectFrom('audit_section_scores').selectAll().execute()).toEqual([])
    const seen = await page(audit.id, 'dealerManager')
    expect(seen.html).toContain('审核的不是这家店')
    expect(seen.html).not.toContain('发现项')
    expect(await (await test.ask('/audits', { as: 'dealerManager' })).text()).toContain('已作废')
    const actions = await db.selectFrom('corrective_actions').select(['state', 'void_reason']).execute()
    expect(actions).toEqual([
      { state: 'void', void_reason: '审核的不是这家店' },
      { state: 'void', void_reason: '审核的不是这家店' },
    ])
    expect((await page(audit.id, 'dealerManager', '/report.pdf?version=1')).status).toBe(200)
    expect((await page(audit.id, 'dealerManager', '/report.pdf')).status).toBe(200)
  })
})

describe('an answer that arrives while the audit is handed in', () => {
  it('counts in the score, or is set aside; never one without the other', async () => {
    const { db, test } = await world()
    const audit = await givenAudit(test, {})
    await answerAll(test, 'auditor', audit, [])
    const auditor = await test.actor('auditor')
    const late = (conform: number) =>
      say(test, 'auditor', audit, [
        { item_code: 'AS-7-04', kind: 'answer', value: { type: 'sample', checked: 10, conform } },
        {
          item_code: 'AS-7-04',
          kind: 'sample_refs',
          value: Array.from({ length: 10 }, (_, at) => ({ ref: String(3801 + at), conform: at < conform })),
        },
      ])
    const [, ...sent] = await Promise.allSettled([
      submitAudit(test.app, auditor, audit.id),
      late(10),
      late(10),
      late(10),
    ])
    expect(sent.every((one) => one.status === 'fulfilled')).toBe(true)
    expect((await recompute(db, [audit.id]))[0]?.differences).toEqual([])
  })
})

describe('the stored score', () => {
  it('equals the one computed again, part by part, for every checklist', async () => {
    const { db, test } = await world()
    const checklists = ['6s-workshop-showroom', 'cs-management-pdca', 'process-compliance', 'sales-standards-ssi']
    for (const checklist of checklists) await submittedAudit(test, { checklist }, ['6S-6-02', 'CM-1-01', 'PC-1-01'])
    const audit = await submittedAudit(test)
    expect(await recomputeAll(db)).toEqual({ checked: 5, different: [] })
    expect(await checkScores({ db })).toBe('All 5 stored scores equal the computed ones.')
    await db.updateTable('audits').set({ score_bp: 9999 }).where('id', '=', audit.id).execute()
    expect((await recompute(db, [audit.id]))[0]?.differences).toEqual(['audits.score_bp'])
    await db.deleteFrom('audit_section_scores').where('section_id', '=', 'AS-5').execute()
    await db.updateTable('audit_section_scores').set({ percent_bp: 1 }).where('audit_id', '=', audit.id).execute()
    expect((await recompute(db, [audit.id]))[0]?.differences).toContain('audit_section_scores')
    expect((await recomputeAll(db)).different).toHaveLength(1)
    await expect(checkScores({ db })).rejects.toThrow(
      `1 of 5 stored scores differ from the computed ones:\n${audit.id}`,
    )
  })
})
