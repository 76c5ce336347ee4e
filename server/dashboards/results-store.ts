import { type Kysely, sql } from 'kysely'
import type { AuditScope } from '../access/can.ts'
import { under } from '../db/portable.ts'
import type { Database } from '../db/schema.ts'
import { fewestDealers } from '../reports/averages.ts'

type Db = Kysely<Database>

/** The part of the network that a page looks at: all of it, or parts of the region tree. */
export type Part = Extract<AuditScope, { see: 'all' | 'regions' }>

/** Which round of audits: one checklist in one wave. */
export type Round = { waveId: string; checklistId: string }

/** The ids of the dealers in a part of the tree. */
export const dealersIn = (db: Db, paths: readonly string[]) =>
  db
    .selectFrom('dealers as home')
    .innerJoin('regions', 'regions.id', 'home.region_id')
    .select('home.id')
    .where((eb) => eb.or(paths.map((path) => under(eb.ref('regions.path'), path))))

/** Released audits of checklists in waves; practice counts nowhere. */
const released = (db: Db, checklistIds: readonly string[], waveIds: readonly string[], part: Part | null) =>
  db
    .selectFrom('audits')
    .where('audits.wave_id', 'in', waveIds)
    .where('audits.checklist_id', 'in', checklistIds)
    .where('audits.practice', '=', 0)
    .where('audits.state', 'in', ['released', 'final'])
    .$if(part?.see === 'regions', (query) =>
      query.where('audits.dealer_id', 'in', dealersIn(db, part?.see === 'regions' ? part.paths : [])),
    )

/**
 * The results that count: of each dealer the latest released audit per wave and checklist, so that a re-audit takes the place of the audit
 * before it. Only dealers with more than one are put in order; that is the rare case.
 */
const standing = (db: Db, checklistIds: readonly string[], waveIds: readonly string[], part: Part | null) => {
  const all = () => released(db, checklistIds, waveIds, part)
  const audited = ['audits.wave_id', 'audits.checklist_id', 'audits.dealer_id'] as const
  const ranked = all()
    .where('audits.dealer_id', 'in', (eb) =>
      all().select('audits.dealer_id').groupBy(audited).having(eb.fn.countAll(), '>', 1),
    )
    .select('audits.id')
    .select(
      sql<number>`row_number() over (partition by audits.wave_id, audits.checklist_id, audits.dealer_id
        order by audits.planned_on desc, audits.released_at desc, audits.id desc)`.as('place'),
    )
  return all().where(
    'audits.id',
    'not in',
    db.selectFrom(ranked.as('ranked')).select('ranked.id').where('ranked.place', '>', 1),
  )
}

/** Grades of the results that count, with the sum of their scores: for distribution and average of a wave and the one before. */
export const listGrades = (db: Db, part: Part, checklistId: string, waveIds: readonly string[]) =>
  standing(db, [checklistId], waveIds, part)
    .select((eb) => [
      'audits.wave_id',
      'audits.grade',
      eb.fn.countAll<number>().as('n'),
      eb.fn.count<number>('audits.score_bp').as('scored'),
      eb.fn.sum<number>('audits.score_bp').as('sum_bp'),
    ])
    .groupBy(['audits.wave_id', 'audits.grade'])
    .execute()

/** Results from the weakest up, a page of them. */
export const listWeakest = (db: Db, part: Part, round: Round, { limit, offset }: { limit: number; offset: number }) =>
  standing(db, [round.checklistId], [round.waveId], part)
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .select([
      'audits.id',
      'audits.checklist_version_id',
      'audits.score_bp',
      'audits.grade',
      'dealers.code as dealer_code',
      'dealers.name_zh as dealer_zh',
      'dealers.name_en as dealer_en',
    ])
    .where('audits.score_bp', 'is not', null)
    .orderBy('audits.score_bp')
    .orderBy('dealers.code')
    .limit(limit)
    .offset(offset)
    .execute()
export type WeakResult = Awaited<ReturnType<typeof listWeakest>>[number]

/** Items on which most points were lost in the results that count, the greatest first; `total` is what all items lost. */
export const listLostPoints = async (db: Db, part: Part, round: Round, limit: number) => {
  const lost = standing(db, [round.checklistId], [round.waveId], part)
    .innerJoin('findings', 'findings.audit_id', 'audits.id')
    .where('findings.state', '=', 'released')
    .select((eb) => [
      'findings.item_code',
      eb.fn.max('audits.checklist_version_id').as('version_id'),
      eb.fn.sum<number>('findings.lost_milli').as('lost_milli'),
      eb.fn.countAll<number>().as('dealers'),
    ])
    .groupBy('findings.item_code')
  return db
    .selectFrom(lost.as('lost'))
    .select(['lost.item_code', 'lost.version_id', 'lost.lost_milli', 'lost.dealers'])
    .select(sql<number>`sum(lost.lost_milli) over ()`.as('total_milli'))
    .orderBy('lost.lost_milli', 'desc')
    .orderBy('lost.item_code')
    .limit(limit)
    .execute()
}

/** Network averages per wave of one or more checklists, only where enough dealers make them up. */
export const listAverages = async (db: Db, checklistIds: readonly string[], waveIds: readonly string[]) => {
  if (checklistIds.length === 0 || waveIds.length === 0) return []
  return standing(db, checklistIds, waveIds, null)
    .select((eb) => [
      'audits.wave_id',
      'audits.checklist_id',
      eb.fn.count<number>('audits.score_bp').as('dealers'),
      eb.fn.sum<number>('audits.score_bp').as('sum_bp'),
    ])
    .groupBy(['audits.wave_id', 'audits.checklist_id'])
    .having((eb) => eb.fn.count('audits.score_bp'), '>=', fewestDealers)
    .execute()
}

/** Averages of the sections of one round, only where enough dealers make them up. */
export const listSectionAverages = (db: Db, part: Part | null, round: Round, least: number) =>
  standing(db, [round.checklistId], [round.waveId], part)
    .innerJoin('audit_section_scores as section', 'section.audit_id', 'audits.id')
    .select((eb) => [
      'section.section_id',
      eb.fn.count<number>('section.percent_bp').as('dealers'),
      eb.fn.sum<number>('section.percent_bp').as('sum_bp'),
    ])
    .groupBy('section.section_id')
    .having((eb) => eb.fn.count('section.percent_bp'), '>=', least)
    .execute()
