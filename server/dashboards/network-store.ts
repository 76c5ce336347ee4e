import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { ActionScope } from '../access/can.ts'
import { inScope } from '../audits/list-store.ts'
import { type Builder, type Moment, overdue, toReview } from '../corrective-actions/list-store.ts'
import { under } from '../db/portable.ts'
import type { AuditState, Database } from '../db/schema.ts'
import type { Part, Round } from './results-store.ts'

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

/** Audits of a wave that a part of the network may know of: to a region a mystery shop exists from its release on. */
const auditsOf = (db: Db, part: Part, waveId: string) =>
  db
    .selectFrom('audits')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .where('audits.wave_id', '=', waveId)
    .where('audits.practice', '=', 0)
    .where('audits.state', 'not in', ended)
    .$if(part.see === 'regions', (query) =>
      query
        .innerJoin('regions', 'regions.id', 'dealers.region_id')
        .where((eb) => eb.or([eb('audits.kind', '!=', 'mystery'), eb('audits.released_at', 'is not', null)]))
        .where((eb) => eb.or(pathsOf(part).map((path) => under(eb.ref('regions.path'), path)))),
    )

const pathsOf = (part: Part): readonly string[] => (part.see === 'regions' ? part.paths : [])

/** Checklists of a wave, the one with the most audits first. */
export const listChecklistsIn = (db: Db, part: Part, waveId: string) =>
  auditsOf(db, part, waveId)
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .select(['checklists.id', 'checklists.title_zh', 'checklists.title_en'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy(['checklists.id', 'checklists.title_zh', 'checklists.title_en'])
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('checklists.id')
    .execute()
export type ChecklistChoice = Awaited<ReturnType<typeof listChecklistsIn>>[number]

/** How far the audits of a round have come, by region of the dealer. */
export const countProgress = (db: Db, part: Part, round: Round) =>
  auditsOf(db, part, round.waveId)
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
          .$if(part.see === 'regions', (query) =>
            query
              .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
              .innerJoin('regions', 'regions.id', 'dealers.region_id')
              .where((inner) => inner.or(pathsOf(part).map((path) => under(inner.ref('regions.path'), path)))),
          ),
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

/** Audits handed in that this person may review, the one that waits longest first, and how many wait in all. */
export const listReviews = async (db: Db, userId: string, limit: number) => {
  const waiting = db
    .selectFrom('audits')
    .innerJoin('visits', 'visits.id', 'audits.visit_id')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .where('audits.state', 'in', ['submitted', 'in_review'])
    .where((eb) => eb.not(inScope(eb as never, { see: 'own', userId })))
  const rows = await waiting
    .innerJoin('checklists', 'checklists.id', 'audits.checklist_id')
    .leftJoin('users as reviewer', 'reviewer.id', 'audits.reviewer_id')
    .select([
      'audits.id',
      'audits.state',
      'audits.kind',
      'audits.practice',
      'audits.score_bp',
      'audits.grade',
      'audits.submitted_at',
      'audits.reviewer_id',
      'reviewer.name as reviewer',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
      'checklists.title_zh',
      'checklists.title_en',
    ])
    .select(sql<number>`count(*) over ()`.as('total'))
    .orderBy('audits.submitted_at')
    .orderBy('audits.id')
    .limit(limit)
    .execute()
  return { rows, total: rows[0]?.total ?? 0 }
}
export type ReviewLine = Awaited<ReturnType<typeof listReviews>>['rows'][number]

const actionsOf = (db: Db, scope: ActionScope) =>
  db
    .selectFrom('corrective_actions')
    .innerJoin('dealers', 'dealers.id', 'corrective_actions.dealer_id')
    .innerJoin('action_rounds', (join) =>
      join
        .onRef('action_rounds.action_id', '=', 'corrective_actions.id')
        .onRef('action_rounds.round', '=', 'corrective_actions.round'),
    )
    .$if(scope.see === 'regions', (query) =>
      query
        .innerJoin('regions', 'regions.id', 'dealers.region_id')
        .where((eb) =>
          eb.or(scope.see === 'regions' ? scope.paths.map((path) => under(eb.ref('regions.path'), path)) : []),
        ),
    )
    .$if(scope.see === 'dealers', (query) =>
      query.where((eb) =>
        scope.see === 'dealers' && scope.dealerIds.length > 0
          ? eb('corrective_actions.dealer_id', 'in', scope.dealerIds)
          : sql<SqlBool>`1 = 0`,
      ),
    )

const when = (eb: unknown, condition: (builder: Builder) => Expression<SqlBool>): Expression<SqlBool> =>
  condition(eb as Builder)

/** Overdue actions by region of the dealer, severity and state, with the earliest due day of each group. */
export const countOverdue = (db: Db, scope: ActionScope, moment: Moment) =>
  actionsOf(db, scope)
    .where((eb) => when(eb, (builder) => overdue(builder, moment)))
    .select(['dealers.region_id', 'corrective_actions.severity', 'corrective_actions.state'])
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      eb.fn
        .min<string | null>(
          eb
            .case()
            .when('corrective_actions.state', '=', 'planning')
            .then(eb.ref('corrective_actions.plan_due_on'))
            .when('corrective_actions.state', '=', 'doing')
            .then(eb.ref('corrective_actions.due_on'))
            .else(eb.ref('corrective_actions.check_on'))
            .end(),
        )
        .as('first_due'),
    ])
    .groupBy(['dealers.region_id', 'corrective_actions.severity', 'corrective_actions.state'])
    .execute()

/** What waits for auditor, region or head office: plans, work handed in and checks whose day has come, the longest first. */
export const listActionReviews = async (db: Db, scope: ActionScope, moment: Moment, limit: number) => {
  const rows = await actionsOf(db, scope)
    .where((eb) => when(eb, (builder) => toReview(builder, moment)))
    .select([
      'corrective_actions.id',
      'corrective_actions.number',
      'corrective_actions.state',
      'corrective_actions.severity',
      'corrective_actions.repeat_count',
      'corrective_actions.round',
      'corrective_actions.title_zh',
      'corrective_actions.title_en',
      'corrective_actions.moved_at',
      'corrective_actions.check_on',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
    ])
    .select(sql<number>`count(*) over ()`.as('total'))
    // A check waits from its first day on, the others from when they were handed in.
    .orderBy((eb) =>
      eb
        .case()
        .when('corrective_actions.state', '=', 'effectiveness_check')
        .then(eb.ref('corrective_actions.check_on'))
        .else(eb.ref('corrective_actions.moved_at'))
        .end(),
    )
    .orderBy('corrective_actions.id')
    .limit(limit)
    .execute()
  return { rows, total: rows[0]?.total ?? 0 }
}
export type ActionReviewLine = Awaited<ReturnType<typeof listActionReviews>>['rows'][number]

/** Answers that were set aside and wait for a decision. */
export const countSetAside = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('answer_ops')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('quarantine', 'is not', null)
      .executeTakeFirstOrThrow()
  ).n
