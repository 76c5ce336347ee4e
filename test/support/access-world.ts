import { addItem, addSection } from '../../server/checklists/drafts/arrange.ts'
import { putDraft } from '../../server/checklists/drafts/commands.ts'
import { emptyDraft } from '../../server/checklists/drafts/draft.ts'
import { keepImport } from '../../server/checklists/imports/commands.ts'
import { emptyRound } from '../../server/corrective-actions/round.ts'
import type { ActionState, AuditScoreRow, AuditState, ImportKind } from '../../server/db/schema.ts'
import { type CastName, dealers, people, regions } from '../../server/demo/cast.ts'
import { storeUploadedPhoto } from '../../server/evidence/commands.ts'
import { createLink } from '../../server/users/link-commands.ts'
import { releasedAudit, submittedAudit } from './answering.ts'
import type { TestApp } from './app.ts'
import { drawPhoto } from './photos.ts'
import { type GivenAudit, givenAction, givenAudit, programmeId, waveId, withChecklists, withWave } from './world.ts'

/** What stands in a URL's place holders. */
export type Params = Record<string, string>
type Make = (test: TestApp) => Promise<Params>

const day = '2026-11-10T01:00:00.000Z'
const released = { released_at: day, released_by: people.headOffice.id, appeal_closes_at: '2026-11-25T15:59:59.999Z' }
const submitted = { submitted_at: day, submitted_by: people.auditor.id }
const inReview = { ...submitted, reviewer_id: people.headOffice.id, review_started_at: day }

const shop = { kind: 'mystery', auditor: 'shopper', checklist: 'mystery-service-visit' } as const

/** Result rows of a real submission, by checklist: an audit beyond submission is never without a score. */
const scores = new WeakMap<TestApp, Map<string, Promise<AuditScoreRow>>>()
const scoreOf = (test: TestApp, given: GivenAudit): Promise<AuditScoreRow> => {
  const known = scores.get(test) ?? new Map<string, Promise<AuditScoreRow>>()
  scores.set(test, known)
  const key = given.checklist ?? ''
  const score =
    known.get(key) ??
    submittedAudit(test, given, []).then(({ id }) =>
      test.db.selectFrom('audit_scores').selectAll().where('audit_id', '=', id).executeTakeFirstOrThrow(),
    )
  known.set(key, score)
  return score
}

const audit =
  (state: AuditState, columns: GivenAudit = {}): Make =>
  async (test) => {
    const score = columns.submitted_at ? await scoreOf(test, columns.kind === 'mystery' ? shop : {}) : null
    const shown = score ? { score_bp: 10_000, grade: 'A' } : {}
    const { id } = await givenAudit(test, { state, ...shown, ...columns })
    if (score) {
      await test.db
        .insertInto('audit_scores')
        .values({ ...score, id: test.app.newId(), audit_id: id })
        .execute()
    }
    return { id }
  }

/** Audits at the dealer 临江店 in East China, by 顾明; shops there by 苏晓. */
const audits = {
  planned: audit('planned', { started_at: null }),
  unannounced: audit('planned', { started_at: null, kind: 'unannounced' }),
  inProgress: audit('in_progress'),
  submitted: audit('submitted', submitted),
  inReview: audit('in_review', inReview),
  returned: audit('returned', { ...inReview, returned_at: day, return_reason: 'Photos are missing' }),
  cancelled: audit('cancelled', { cancelled_at: day, cancel_reason: 'The dealer moved' }),
  practice: audit('released', { ...inReview, ...released, practice: 1 }),
  shopPlanned: audit('planned', { ...shop, started_at: null }),
  shopInProgress: audit('in_progress', shop),
  shopSubmitted: audit('submitted', { ...shop, ...submitted, submitted_by: people.shopper.id }),
  shopInReview: audit('in_review', { ...shop, ...inReview, submitted_by: people.shopper.id }),
  /** One that went the whole way, so that there is a result to see. */
  released: async (test: TestApp) => ({ id: (await releasedAudit(test)).id }),
  voided: async (test: TestApp) => {
    const { id } = await releasedAudit(test)
    const change = { state: 'voided' as const, voided_at: day, void_reason: 'The wrong dealer' }
    await test.db.updateTable('audits').set(change).where('id', '=', id).execute()
    return { id }
  },
  shopReleased: async (test: TestApp) => ({ id: (await releasedAudit(test, shop, ['MV-1-02'])).id }),
} satisfies Record<string, Make>

/** An action at 临江店 with one open step; 方磊 owns both unless told. */
const action =
  (state: ActionState, owner: CastName = 'dealerStaff', person: CastName = 'dealerStaff'): Make =>
  async (test) => {
    const { db, app } = test
    const { id } = await givenAction(test, { state, owner })
    await db
      .insertInto('action_rounds')
      .values(emptyRound(id, 1, day))
      .execute()
    const step = app.newId()
    const about = { action_id: id, round: 1 }
    await db
      .insertInto('action_steps')
      .values({
        ...about,
        id: step,
        position: 1,
        what: 'Buy torque wrenches',
        person_id: people[person].id,
        person_name: people[person].name,
        due_on: '2026-11-24',
        evidence_wanted: '',
        state: 'open',
        note: '',
        settled_by: null,
        settled_at: null,
      })
      .execute()
    const { sha256 } = await storeUploadedPhoto(app, await test.actor('dealerManager'), await drawPhoto(3))
    const photo = app.newId()
    await db
      .insertInto('action_photos')
      .values({
        ...about,
        id: photo,
        step_id: null,
        purpose: 'containment',
        sha256,
        caption: '',
        added_by: people.dealerManager.id,
        added_at: day,
      })
      .execute()
    return { id, step, photo }
  }

const actions = {
  planning: action('planning'),
  planReview: action('plan_review'),
  doing: action('doing'),
  implementationReview: action('implementation_review'),
  effectivenessCheck: action('effectiveness_check'),
  standardising: action('standardising'),
  closed: action('closed'),
  void: action('void'),
  /** The manager's own, in which 方磊 has a step. */
  helping: action('doing', 'dealerManager'),
  /** The manager's own, with nothing in it for 方磊. */
  colleagues: action('planning', 'dealerManager', 'dealerManager'),
} satisfies Record<string, Make>

const photoOf =
  (name: keyof typeof audits): Make =>
  async (test) => {
    const { id: audit_id = '' } = await audits[name](test)
    const by = name.startsWith('shop') ? 'shopper' : 'auditor'
    const file = await storeUploadedPhoto(test.app, await test.actor(by), await drawPhoto(2))
    const id = test.app.newId()
    const row = { id, audit_id, sha256: file.sha256, name: null, caption: '', added_by: people[by].id, added_at: day }
    await test.db
      .insertInto('photos')
      .values({ ...row, item_code: 'AS-5-03', removed_at: null, removed_by: null })
      .execute()
    return { id }
  }

const photos = {
  photoInProgress: photoOf('inProgress'),
  photoReleased: photoOf('released'),
  photoShopSubmitted: photoOf('shopSubmitted'),
  photoShopReleased: photoOf('shopReleased'),
} satisfies Record<string, Make>

let made = 0

/** A version of its own, so that retiring it takes nothing from the others. */
const version =
  (checklistId: string): Make =>
  async ({ app, db }) => {
    const row = await db
      .selectFrom('checklist_versions')
      .selectAll()
      .where('checklist_id', '=', checklistId)
      .executeTakeFirstOrThrow()
    const own = { id: app.newId(), version: `0.0.${++made}`, state: 'published' as const }
    await db
      .insertInto('checklist_versions')
      .values({ ...row, ...own })
      .execute()
    return { id: checklistId, version: own.version }
  }

/** A preview without rows, in the hands of whoever may import such things. */
const importOf =
  (kind: ImportKind, by: CastName): Make =>
  async ({ app, db }) => {
    const id = app.newId()
    const counts = {
      row_count: 0,
      checked_count: 0,
      new_count: 0,
      changed_count: 0,
      unchanged_count: 0,
      wrong_count: 0,
    }
    const file = { file_name: 'import.xlsx', file_hash: '0'.repeat(64), file_bytes: 1, example_count: 0 }
    const made = { created_by: people[by].id, created_at: day, moved_at: day, settled_by: null }
    await db
      .insertInto('imports')
      .values({ id, kind, state: 'ready', ...file, ...made, ...counts, places: '{}', problems: '[]' })
      .execute()
    return { id, kind }
  }

const code = () => `X${++made}`

const someUser = async ({ app, db }: TestApp) => {
  const id = app.newId()
  const row = {
    id,
    sign_in_name: code(),
    name: '临时',
    alias: null,
    role: 'head_office' as const,
    locale: 'en' as const,
  }
  const more = { email: null, phone: null, position: null, password_hash: null, active: 1 as const, created_at: day }
  await db
    .insertInto('users')
    .values({ ...row, ...more, signed_in_at: null })
    .execute()
  return { id }
}

const others = {
  nothing: async () => ({}),
  asset: async () => ({ '*': 'base.css' }),
  user: someUser,
  invitation: async (test: TestApp) => {
    const { id } = await someUser(test)
    return { token: (await createLink(test.app, await test.actor('administrator'), id)).token }
  },
  passwordReset: async (test: TestApp) => {
    const { id } = await someUser(test)
    await test.db.updateTable('users').set({ password_hash: 'x' }).where('id', '=', id).execute()
    return { token: (await createLink(test.app, await test.actor('administrator'), id)).token }
  },
  region: async ({ app, db }: TestApp) => {
    const id = app.newId()
    const path = `/${regions.china.id}/${id}/`
    const row = { id, parent_id: regions.china.id, code: code(), name_zh: '区', name_en: 'Region', path, depth: 1 }
    await db
      .insertInto('regions')
      .values({ ...row, active: 1, created_at: day })
      .execute()
    return { id }
  },
  /** Where 顾明 has an audit. */
  linjiang: async (test: TestApp) => {
    await audits.planned(test)
    return { id: dealers.linjiang.id }
  },
  dealer: async ({ app, db }: TestApp) => {
    const id = app.newId()
    const row = { id, code: code(), name_zh: '店', name_en: 'Dealer', region_id: regions.jiangsu.id, group_id: null }
    const more = { city_zh: '', city_en: '', address: '', appeal_days: null, features: '[]' }
    await db
      .insertInto('dealers')
      .values({ ...row, ...more, active: 1 as const, created_at: day })
      .execute()
    return { id }
  },
  group: async ({ app, db }: TestApp) => {
    const id = app.newId()
    const row = {
      id,
      code: code(),
      name_zh: '集团',
      name_en: 'Group',
      active: 1 as const,
      created_at: day,
    }
    await db.insertInto('dealer_groups').values(row).execute()
    return { id }
  },
  importOfDealers: importOf('dealers', 'administrator'),
  importOfPeople: importOf('users', 'administrator'),
  importOfPlans: importOf('audit_plans', 'headOffice'),
  programme: async () => ({ id: programmeId }),
  wave: async () => ({ id: waveId }),
  visit: async (test: TestApp) => {
    const { id = '' } = await audits.planned(test)
    const row = await test.db.selectFrom('audits').select('visit_id').where('id', '=', id).executeTakeFirstOrThrow()
    return { id: row.visit_id }
  },
  auditChecklist: version('after-sales-core-process'),
  shopChecklist: version('mystery-service-visit'),
  draft: async (test: TestApp) => {
    const title = { zh: '草稿', en: 'Draft' }
    const given = { ...emptyDraft({ id: code(), kind: 'oem_audit', program: 'test', title }) }
    const item = code()
    const whole = addItem(addSection(given, { id: 'A', title, weight: 100, items: [] }), 'A', {
      id: item,
      text: title,
      method: 'observe',
      response: { type: 'yes_no' },
      points: 1,
      class: 'must',
      critical: false,
      factor: 'neutral',
      evidence: {},
      responsible: 'service_manager',
      capa_days: 7,
      na_allowed: true,
    })
    const id = await putDraft(test.app, await test.actor('headOffice'), whole, { basedOn: null })
    return { id, section: 'A', item }
  },
  checklistImport: async (test: TestApp) => {
    const sent = { name: 'a.yaml', bytes: Buffer.from('id: a') }
    return { id: await keepImport(test.app, await test.actor('headOffice'), sent) }
  },
  upload: async (test: TestApp) => {
    const file = await storeUploadedPhoto(test.app, await test.actor('auditor'), await drawPhoto(4))
    return { sha256: file.sha256 }
  },
  issued: async (test: TestApp) => {
    const { id } = await audits.released(test)
    const row = await test.db
      .selectFrom('report_versions')
      .select('content_hash')
      .where('audit_id', '=', id)
      .executeTakeFirstOrThrow()
    return { hash: row.content_hash }
  },
} satisfies Record<string, Make>

const things = { ...audits, ...actions, ...photos, ...others }
export type AuditThing = keyof typeof audits
export type ActionThing = keyof typeof actions
export type Thing = keyof typeof things

/** Makes things as they are needed: one of each that nobody changes, and new ones for those who may change them. */
export const accessWorld = async (test: TestApp) => {
  await withChecklists(test)
  await withWave(test)
  const kept = new Map<Thing, Promise<Params>>()
  return {
    kept: (thing: Thing): Promise<Params> => {
      const known = kept.get(thing) ?? things[thing](test)
      kept.set(thing, known)
      return known
    },
    fresh: (thing: Thing): Promise<Params> => things[thing](test),
  }
}
