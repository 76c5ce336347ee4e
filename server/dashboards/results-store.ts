import { type Kysely, sql } from 'kysely'
import { type Part, scoreValue, standing } from '../audits/standing-store.ts'
import type { Database } from '../db/schema.ts'

type Db = Kysely<Database>

/** Which round of audits: one checklist in one wave. */
export type Round = { waveId: string; checklistId: string }

/** Grades of the results that count, with the sum of their scores: for distribution and average of a wave and the one before. */
export const listGrades = (db: Db, part: Part, checklistId: string, waveIds: readonly string[]) =>
  standing(db, [checklistId], waveIds, part)
    .select((eb) => [
      'audits.wave_id',
      'audits.grade',
      eb.fn.countAll<number>().as('n'),
      'audits.score_unit',
      eb.fn.count<number>('audits.score_bp').as('scored'),
      eb.fn.sum<number>(scoreValue).as('sum'),
    ])
    .groupBy(['audits.wave_id', 'audits.grade', 'audits.score_unit'])
    .execute()

/** Results from the weakest up, a page of them. */
export const listWeakest = (db: Db, part: Part, round: Round, { limit, offset }: { limit: number; offset: number }) =>
  standing(db, [round.checklistId], [round.waveId], part)
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .select([
      'audits.id',
      'audits.checklist_version_id',
      'audits.score_bp',
      'audits.score_points',
      'audits.score_unit',
      'audits.grade',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
    ])
    .where('audits.score_bp', 'is not', null)
    .orderBy(scoreValue)
    .orderBy('dealers.code')
    .limit(limit)
    .offset(offset)
    .execute()
export type WeakResult = Awaited<ReturnType<typeof listWeakest>>[number]

/**
 * Items on which most points were lost in the results that count, the greatest first, each with the checklist version of its
 * latest audit, to word it; `total` is what all items lost.
 */
export const listLostPoints = async (db: Db, part: Part, round: Round, limit: number) => {
  const perVersion = standing(db, [round.checklistId], [round.waveId], part)
    .innerJoin('findings', 'findings.audit_id', 'audits.id')
    .where('findings.state', '=', 'released')
    .select((eb) => [
      'findings.item_code',
      'audits.checklist_version_id',
      sql<string>`max(audits.planned_on || coalesce(audits.released_at, ''))`.as('latest'),
      eb.fn.sum<number>('findings.lost_milli').as('lost_milli'),
      eb.fn.countAll<number>().as('dealers'),
    ])
    .groupBy(['findings.item_code', 'audits.checklist_version_id'])
  const ranked = db
    .selectFrom(perVersion.as('per_version'))
    .selectAll()
    .select(
      sql<number>`row_number() over (partition by item_code order by latest desc, checklist_version_id desc)`.as(
        'place',
      ),
    )
  const lost = db
    .selectFrom(ranked.as('ranked'))
    .select((eb) => [
      'ranked.item_code',
      sql<string>`max(case when ranked.place = 1 then ranked.checklist_version_id end)`.as('version_id'),
      eb.fn.sum<number>('ranked.lost_milli').as('lost_milli'),
      eb.fn.sum<number>('ranked.dealers').as('dealers'),
    ])
    .groupBy('ranked.item_code')
  return db
    .selectFrom(lost.as('lost'))
    .select(['lost.item_code', 'lost.version_id', 'lost.lost_milli', 'lost.dealers'])
    .select(sql<number>`sum(lost.lost_milli) over ()`.as('total_milli'))
    .orderBy('lost.lost_milli', 'desc')
    .orderBy('lost.item_code')
    .limit(limit)
    .execute()
}
