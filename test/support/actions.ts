import { getContent } from '../../server/checklists/store.ts'
import { openActions } from '../../server/corrective-actions/opening.ts'
import type { AuditRow, CorrectiveActionRow, FindingRow, Severity } from '../../server/db/schema.ts'
import type { CastName } from '../../server/demo/cast.ts'
import type { TestApp } from './app.ts'
import { type GivenAudit, givenAudit } from './world.ts'

export type GivenFinding = Pick<FindingRow, 'item_code' | 'severity'> & Partial<FindingRow>

const finding = ({ app }: TestApp, audit: AuditRow, given: GivenFinding): FindingRow => ({
  id: app.newId(),
  audit_id: audit.id,
  dealer_id: audit.dealer_id,
  checklist_id: audit.checklist_id,
  section_id: 'AS-1',
  base_severity: given.severity,
  lost_milli: 3000,
  losses: '[]',
  note: '',
  responsible: 'workshop_manager',
  capa_days: 14,
  repeat_of: null,
  repeat_count: 0,
  state: 'released',
  raised_at: app.now().toISOString(),
  released_at: app.now().toISOString(),
  ...given,
})

/** Releases findings of a new audit, as the release does, and gives them back. Needs `withChecklists`. */
export const release = async (
  test: TestApp,
  given: GivenFinding[],
  audited: GivenAudit = {},
): Promise<FindingRow[]> => {
  const { app, db } = test
  const at = app.now().toISOString()
  const audit = await givenAudit(test, { state: 'released', released_at: at, ...audited })
  const content = await getContent(db, audit.checklist_version_id)
  const findings = given.map((one) => finding(test, audit, one))
  if (findings.length > 0) await db.insertInto('findings').values(findings).execute()
  const actor = await test.actor('headOffice')
  await app.transact((trx) => openActions(trx, app, actor, audit, findings, content))
  return findings
}

/** One action of one severity at the dealer of the cast, in planning; its owner is 方磊, the workshop manager. */
export const givenAction = async (
  test: TestApp,
  severity: Severity = 'major',
  audited: GivenAudit = {},
): Promise<CorrectiveActionRow> => {
  const [released] = await release(test, [{ item_code: 'AS-1-02', severity }], audited)
  return test.db
    .selectFrom('corrective_actions')
    .innerJoin('action_findings', 'action_findings.action_id', 'corrective_actions.id')
    .selectAll('corrective_actions')
    .where('action_findings.finding_id', '=', released?.id ?? '')
    .executeTakeFirstOrThrow()
}

/** A plan that lacks nothing but the photo of a critical one's containment. */
export const fullPlan = {
  containment: '每台车由车间主任复紧并签字',
  cause: '8 个工位只有 3 把在校准期内的扭力扳手',
  cause_class: 'can',
  cause_source: 'occurrence',
  whys: '为什么没记录？没有扳手\n为什么没有扳手？送检未补',
  what: '每张拆装车轮的工单都记录四轮扭矩值',
  why: '在校扳手不足',
  where_text: '机修 1–8 号工位',
  when_text: '11-25 前',
  who: '车间主任',
  how: '配工具、改工单',
  step_1_what: '补购 3 把扭力扳手',
  step_1_person: '方磊',
  step_1_due_on: '2026-11-24',
  step_1_evidence: '照片',
  step_2_what: '工单改版，扭矩栏设为必填',
  step_2_person: '江涛',
  step_2_due_on: '2026-11-25',
  step_2_evidence: '',
  target: '抽 10 张工单全部有扭矩值',
  target_unit: '张',
  baseline: '4',
  target_value: '10',
  check_method: 're_audit',
}

/** The short plan of a minor one. */
export const shortPlan = {
  cause_class: 'know',
  step_1_what: '班前演练一次',
  step_1_person: '方磊',
  step_1_due_on: '2026-11-24',
}

/** The smallest JPEG-like photo that the upload check accepts: one real picture, made once. */
export const photoFile = async (name = 'photo.jpg'): Promise<File> => {
  const { default: sharp } = await import('sharp')
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#7a8b99' } })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' })
}

/** A form with files. */
export const formOf = (values: Record<string, string>, files: Record<string, File[]> = {}): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.append(name, value)
  for (const [name, list] of Object.entries(files)) for (const file of list) form.append(name, file)
  return form
}

/** Posts to a noun of an action and says where it led: the status, and the state and round afterwards. */
export const stepper = (test: TestApp, id: string) => {
  const present = () =>
    test.db.selectFrom('corrective_actions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const post = async (as: CastName, noun: string, form: Record<string, string> | FormData = {}) => {
    const response = await test.ask(`/corrective-actions/${id}/${noun}`, { as, form })
    const { round, state } = await present()
    return { status: response.status, state, round, html: await response.text() }
  }
  const steps = async () =>
    test.db
      .selectFrom('action_steps')
      .selectAll()
      .where('action_id', '=', id)
      .where('round', '=', (await present()).round)
      .orderBy('position')
      .execute()
  return { post, present, steps }
}
