import { openAssignment } from '../../server/audits/store.ts'
import { importShippedChecklists } from '../../server/checklists/commands.ts'
import { readShipped } from '../../server/checklists/shipped.ts'
import type {
  ActivityRow,
  AuditRow,
  ChecklistRow,
  ChecklistVersionRow,
  CorrectiveActionRow,
} from '../../server/db/schema.ts'
import { type CastName, dealers, people } from '../../server/demo/cast.ts'
import type { TestWorld } from './app.ts'

type Shipped = { checklists: ChecklistRow[]; versions: ChecklistVersionRow[]; entries: ActivityRow[] }
let shipped: Shipped | undefined

/** Reading and checking the files takes a third of a second, so they are imported once and copied from then on. */
const importOnce = async ({ app, db }: TestWorld): Promise<void> => {
  if (await db.selectFrom('checklists').select('id').limit(1).executeTakeFirst()) return
  if (shipped) {
    await db.insertInto('checklists').values(shipped.checklists).execute()
    await db.insertInto('checklist_versions').values(shipped.versions).execute()
    await db.insertInto('activity').values(shipped.entries).execute()
    return
  }
  await importShippedChecklists(app, await readShipped('checklists'))
  shipped = {
    checklists: await db.selectFrom('checklists').selectAll().execute(),
    versions: await db.selectFrom('checklist_versions').selectAll().execute(),
    entries: await db.selectFrom('activity').selectAll().where('subject_type', '=', 'checklist').execute(),
  }
}

/** Imports the shipped checklists and gives the id of a published version. */
export const withChecklists = async (test: TestWorld) => {
  await importOnce(test)
  return async (checklistId: string) =>
    (
      await test.db
        .selectFrom('checklist_versions')
        .select('id')
        .where('checklist_id', '=', checklistId)
        .where('state', '=', 'published')
        .executeTakeFirstOrThrow()
    ).id
}

export const programmeId = '40000000-0000-4000-8000-000000000001'
export const waveId = '40000000-0000-4000-8000-000000000002'

/** A programme of the year with one wave, once per database. */
export const withWave = async ({ db }: TestWorld) => {
  const at = '2026-01-05T01:00:00.000Z'
  await db
    .insertInto('programmes')
    .values({
      id: programmeId,
      name_zh: '2026年度审核',
      name_en: 'Audits 2026',
      year: 2026,
      review_required: 1,
      active: 1,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('waves')
    .values({
      id: waveId,
      programme_id: programmeId,
      name_zh: '2026 第2批',
      name_en: '2026 wave 2',
      from_on: '2026-10-12',
      to_on: '2026-12-04',
      appeal_days: 5,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return waveId
}

export type GivenAudit = Partial<AuditRow> & { checklist?: string; dealer?: keyof typeof dealers; auditor?: CastName }

/** Puts an audit straight into the database, in any state, without the steps that lead there. Needs `withChecklists`. */
export const givenAudit = async (test: TestWorld, given: GivenAudit = {}): Promise<AuditRow> => {
  const { app, db } = test
  const { checklist = 'after-sales-core-process', dealer = 'linjiang', auditor = 'auditor', ...columns } = given
  const version = await db
    .selectFrom('checklist_versions')
    .select('id')
    .where('checklist_id', '=', checklist)
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  const at = app.now().toISOString()
  const visitId = app.newId()
  await db
    .insertInto('visits')
    .values({
      id: visitId,
      dealer_id: dealers[dealer].id,
      on_day: '2026-11-18',
      lead_id: people[auditor].id,
      created_by: people.headOffice.id,
      created_at: at,
    })
    .execute()
  const row: AuditRow = {
    id: app.newId(),
    visit_id: visitId,
    dealer_id: dealers[dealer].id,
    wave_id: null,
    checklist_id: checklist,
    checklist_version_id: version.id,
    kind: 'announced',
    conducted_by: 'oem',
    practice: 0,
    review_required: 1,
    frequency: null,
    state: 'in_progress',
    planned_on: '2026-11-18',
    auditor_id: people[auditor].id,
    created_by: people.headOffice.id,
    created_at: at,
    started_at: at,
    submitted_at: null,
    submitted_by: null,
    reviewer_id: null,
    review_started_at: null,
    returned_at: null,
    return_reason: null,
    released_at: null,
    released_by: null,
    appeal_closes_at: null,
    final_at: null,
    cancelled_at: null,
    cancel_reason: null,
    voided_at: null,
    void_reason: null,
    previous_audit_id: null,
    score_bp: null,
    score_points: null,
    score_unit: null,
    grade: null,
    finding_count: 0,
    critical_count: 0,
    report_version: 0,
    circumstances: null,
    ...columns,
  }
  await db.insertInto('audits').values(row).execute()
  await openAssignment(db, row.id, row.auditor_id, at)
  return row
}

export type GivenAction = Partial<CorrectiveActionRow> & { dealer?: keyof typeof dealers; owner?: CastName }

/** Puts a corrective action straight into the database, in any state, on a released audit unless told which. Needs `withChecklists`. */
export const givenAction = async (test: TestWorld, given: GivenAction = {}): Promise<CorrectiveActionRow> => {
  const { app, db } = test
  const { dealer = 'linjiang', owner, ...columns } = given
  const at = app.now().toISOString()
  const audit = await (columns.audit_id
    ? db.selectFrom('audits').selectAll().where('id', '=', columns.audit_id).executeTakeFirstOrThrow()
    : givenAudit(test, { dealer, state: 'released', released_at: at, score_bp: 8420, grade: 'B' }))
  const { last } = await db
    .selectFrom('corrective_actions')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('last'))
    .where('dealer_id', '=', audit.dealer_id)
    .executeTakeFirstOrThrow()
  const row: CorrectiveActionRow = {
    id: app.newId(),
    dealer_id: audit.dealer_id,
    number: Number(last) + 1,
    audit_id: audit.id,
    checklist_version_id: audit.checklist_version_id,
    item_code: 'AS-7-04',
    title_zh: '旧件未向客户展示',
    title_en: 'Replaced parts not shown to the customer',
    severity: 'major',
    repeat_count: 0,
    owner_position: 'service_supervisor',
    owner_id: owner ? people[owner].id : null,
    capa_days: 14,
    fixed_on_spot: 0,
    state: 'planning',
    round: 1,
    containment_due_at: null,
    plan_due_on: null,
    due_on: null,
    first_due_on: null,
    check_on: null,
    created_at: at,
    moved_at: at,
    closed_at: null,
    void_reason: null,
    ...columns,
  }
  await db.insertInto('corrective_actions').values(row).execute()
  return row
}
