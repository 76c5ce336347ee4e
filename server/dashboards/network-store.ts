import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import type { ActionScope } from '../access/can.ts'
import { inScope } from '../audits/list-store.ts'
import { dealersIn, type Part } from '../audits/standing-store.ts'
import { phases } from '../corrective-actions/flags.ts'
import { inScope as actionsIn, type Builder, type Moment, overdue, toReview } from '../corrective-actions/list-store.ts'
import { under } from '../db/portable.ts'
import type { AuditState, Database } from '../db/schema.ts'
import type { Round } from './results-store.ts'

type Db = Kysely<Database>

/** Programme waves, the newest first. */
export const listWaves = (db: Db) =>
  db
    .selectFrom('waves')
    .select(['id', 'name_zh', 'name_en', 'from_on', 'to_on'])
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
export type WaveChoice = Awaited<ReturnType<typeof listWaves>>[number]

const ended: readonly AuditState[] = ['cancelled', 'voided']

const pathsOf = (part: Part): readonly string[] => (part.see === 'regions' ? part.paths : [])

/** Audits of a wave that a part of the network may know of: to a region a mystery shop exists from its release on. */
const auditsOf = (db: Db, part: Part, waveId: string) =>
  db
    .selectFrom('audits')
    .where('audits.wave_id', '=', waveId)
    .where('audits.practice', '=', 0)
    .where('audits.state', 'not in', ended)
    .$if(part.see === 'regions', (query) =>
      query
        .where((eb) => eb.or([eb('audits.kind', '!=', 'mystery'), eb('audits.released_at', 'is not', null)]))
        .where('audits.dealer_id', 'in', dealersIn(db, pathsOf(part))),
    )

/** Checklists of a wave, the one with the most audits first. */
export const listChecklistsIn = (db: Db, part: Part, waveId: string) =>
  db
    .selectFrom(
      db
        .selectFrom('checklists')
        .select(['checklists.id', 'checklists.title_zh', 'checklists.title_en'])
        .select((eb) =>
          auditsOf(db, part, waveId)
            .select((inner) => inner.fn.countAll<number>().as('n'))
            .where('audits.checklist_id', '=', eb.ref('checklists.id'))
            .as('n'),
        )
        .as('used'),
    )
    .select(['used.id', 'used.title_zh', 'used.title_en'])
    .where('used.n', '>', 0)
    .orderBy('used.n', 'desc')
    .orderBy('used.id')
    .execute()
export type ChecklistChoice = Awaited<ReturnType<typeof listChecklistsIn>>[number]

/** How far the audits of a round have come, by region of the dealer. */
export const countProgress = (db: Db, part: Part, round: Round) =>
  auditsOf(db, part, round.waveId)
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .select((eb) => ['dealers.region_id', 'audits.state', eb.fn.countAll<number>().as('n')])
    .where('audits.checklist_id', '=', round.checklistId)
    .groupBy(['dealers.region_id', 'audits.state'])
    .execute()

/** The last wave before a day in which the part has results with a checklist. */
export const findWaveBefore = (db: Db, part: Part, checklistId: string, fromOn: string) =>
  db
    .selectFrom('waves')
    .select(['id', 'name_zh', 'name_en'])
    .where('from_on', '<', fromOn)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('audits')
          .select('audits.id')
          .whereRef('audits.wave_id', '=', 'waves.id')
          .where('audits.checklist_id', '=', checklistId)
          .where('audits.state', 'in', ['released', 'final'])
          .where('audits.practice', '=', 0)
          .$if(part.see === 'regions', (query) => query.where('audits.dealer_id', 'in', dealersIn(db, pathsOf(part)))),
      ),
    )
    .orderBy('from_on', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The regions of a part with their place in the tree, from the top. */
export const listRegions = (db: Db, part: Part) =>
  db
    .selectFrom('regions')
    .select(['id', 'path', 'depth', 'name_zh', 'name_en'])
    .$if(part.see === 'regions', (query) =>
      query.where((eb) => eb.or(pathsOf(part).map((path) => under(eb.ref('regions.path'), path)))),
    )
    .orderBy('depth')
    .orderBy('code')
    .execute()
export type RegionLine = Awaited<ReturnType<typeof listRegions>>[number]

/**
 * Audits handed in that this person may review, the one that waits longest first; how many wait in all, and how many of them were handed
 * in before an instant.
 */
export const listReviews = async (db: Db, userId: string, lateBefore: string, limit: number) => {
  const first = db
    .selectFrom('audits')
    .innerJoin('visits', 'visits.id', 'audits.visit_id')
    .where('audits.state', 'in', ['submitted', 'in_review'])
    .where((eb) => eb.not(inScope(eb as never, { see: 'own', userId })))
    .select(['audits.id', 'audits.submitted_at'])
    .select([
      sql<number>`count(*) over ()`.as('total'),
      sql<number>`sum(case when audits.submitted_at < ${lateBefore} then 1 else 0 end) over ()`.as('late'),
    ])
    .orderBy('audits.submitted_at')
    .orderBy('audits.id')
    .limit(limit)
  const rows = await db
    .selectFrom(first.as('first'))
    .innerJoin('audits', 'audits.id', 'first.id')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .leftJoin('users as reviewer', 'reviewer.id', 'audits.reviewer_id')
    .select([
      'audits.id',
      'audits.kind',
      'audits.practice',
      'audits.score_bp',
      'audits.score_points',
      'audits.score_unit',
      'audits.grade',
      'audits.submitted_at',
      'reviewer.name as reviewer',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'checklists.title_zh',
      'checklists.title_en',
      'first.total',
      'first.late',
    ])
    .orderBy('first.submitted_at')
    .orderBy('first.id')
    .execute()
  return { rows, total: Number(rows[0]?.total ?? 0), late: Number(rows[0]?.late ?? 0) }
}
export type ReviewLine = Awaited<ReturnType<typeof listReviews>>['rows'][number]

/** Open actions of a scope. */
const actionsOf = (db: Db, scope: ActionScope) =>
  db
    .selectFrom('corrective_actions')
    .where('corrective_actions.state', 'in', Object.values(phases).flat())
    .where((eb) => actionsIn(eb as never, scope))

const when = (eb: unknown, condition: (builder: Builder) => Expression<SqlBool>): Expression<SqlBool> =>
  condition(eb as Builder)

/** How many actions are open, and how many of them wait for auditor, region or head office. */
export const countOpen = async (db: Db, scope: ActionScope, moment: Moment) => {
  const row = await actionsOf(db, scope)
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      sql<number>`sum(case when ${when(eb, (builder) => toReview(builder, moment))} then 1 else 0 end)`.as('to_review'),
    ])
    .executeTakeFirstOrThrow()
  return { open: row.open, toReview: Number(row.to_review ?? 0) }
}
export type OpenCounts = Awaited<ReturnType<typeof countOpen>>

/** Overdue actions by region of the dealer, severity and state, with the earliest due day of each group. */
export const countOverdue = (db: Db, scope: ActionScope, moment: Moment) => {
  // By dealer first, so that only what is late is looked up.
  const late = actionsOf(db, scope)
    .where((eb) => when(eb, (builder) => overdue(builder, moment)))
    .select(['corrective_actions.dealer_id', 'corrective_actions.severity', 'corrective_actions.state'])
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      sql<string | null>`min(case corrective_actions.state when 'planning' then corrective_actions.plan_due_on
        when 'doing' then corrective_actions.due_on else corrective_actions.check_on end)`.as('first_due'),
    ])
    .groupBy(['corrective_actions.dealer_id', 'corrective_actions.severity', 'corrective_actions.state'])
  return (
    db
      .selectFrom(late.as('late'))
      .innerJoin('dealers', 'dealers.id', 'late.dealer_id')
      .select(['dealers.region_id', 'late.severity', 'late.state'])
      // A sum of counts is a decimal to PostgreSQL.
      .select((eb) => [
        sql<number>`cast(sum(late.n) as integer)`.as('n'),
        eb.fn.min<string | null>('late.first_due').as('first_due'),
      ])
      .groupBy(['dealers.region_id', 'late.severity', 'late.state'])
      .execute()
  )
}

/** What waits for auditor, region or head office: plans, work handed in and checks whose day has come, the longest first. */
export const listActionReviews = (db: Db, scope: ActionScope, moment: Moment, limit: number) => {
  // A check waits from its first day on, the others from when they were handed in.
  const since = sql<string>`case corrective_actions.state when 'effectiveness_check' then corrective_actions.check_on
    else corrective_actions.moved_at end`
  const first = actionsOf(db, scope)
    .where((eb) => when(eb, (builder) => toReview(builder, moment)))
    .select(['corrective_actions.id', since.as('since')])
    .orderBy(since)
    .orderBy('corrective_actions.id')
    .limit(limit)
  return db
    .selectFrom(first.as('first'))
    .innerJoin('corrective_actions', 'corrective_actions.id', 'first.id')
    .innerJoin('dealers', 'dealers.id', 'corrective_actions.dealer_id')
    .select([
      'corrective_actions.id',
      'corrective_actions.state',
      'corrective_actions.severity',
      'corrective_actions.title_zh',
      'corrective_actions.title_en',
      'first.since',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
    ])
    .orderBy('first.since')
    .orderBy('first.id')
    .execute()
}
export type ActionReviewLine = Awaited<ReturnType<typeof listActionReviews>>[number]

/** Active dealers that have no audit of a round yet, as far as the part may know. */
export const countUnplanned = async (db: Db, part: Part, round: Round): Promise<number> => {
  const { n } = await db
    .selectFrom('dealers')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('dealers.active', '=', 1)
    .$if(part.see === 'regions', (query) => query.where('dealers.id', 'in', dealersIn(db, pathsOf(part))))
    .where(
      'dealers.id',
      'not in',
      auditsOf(db, part, round.waveId).select('audits.dealer_id').where('audits.checklist_id', '=', round.checklistId),
    )
    .executeTakeFirstOrThrow()
  return n
}

/** Answers that were set aside and wait for a decision. */
export const countSetAside = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('answer_ops')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('quarantine', 'is not', null)
      .executeTakeFirstOrThrow()
  ).n
