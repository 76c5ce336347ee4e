import { type Kysely, sql } from 'kysely'
import type { AuditScope } from '../access/can.ts'
import { under } from '../db/portable.ts'
import type { AuditRow, Database } from '../db/schema.ts'
import { fewestDealers, meanBp } from '../reports/averages.ts'

type Db = Kysely<Database>

/** The part of the network that a page looks at: all of it, or parts of the region tree. */
export type Part = Extract<AuditScope, { see: 'all' | 'regions' }>

/** The ids of the dealers in a part of the tree. */
export const dealersIn = (db: Db, paths: readonly string[]) =>
  db
    .selectFrom('dealers as home')
    .innerJoin('regions', 'regions.id', 'home.region_id')
    .select('home.id')
    .where((eb) => eb.or(paths.map((path) => under(eb.ref('regions.path'), path))))

/** Released audits of checklists in waves, or (null) whatever their wave; practice counts nowhere. */
const released = (db: Db, checklistIds: readonly string[], waveIds: readonly string[] | null, part: Part | null) =>
  db
    .selectFrom('audits')
    .$if(waveIds !== null, (query) => query.where('audits.wave_id', 'in', waveIds ?? []))
    .where('audits.checklist_id', 'in', checklistIds)
    .where('audits.practice', '=', 0)
    .where('audits.state', 'in', ['released', 'final'])
    .$if(part?.see === 'regions', (query) =>
      query.where('audits.dealer_id', 'in', dealersIn(db, part?.see === 'regions' ? part.paths : [])),
    )

/**
 * The results that count, on every page and in every report: of each dealer the latest released audit per checklist and wave (null:
 * per checklist, whatever the wave), so that a re-audit takes the place of the audit before it. Only dealers with more than one are put
 * in order; that is the rare case.
 */
export const standing = (
  db: Db,
  checklistIds: readonly string[],
  waveIds: readonly string[] | null,
  part: Part | null,
) => {
  const all = () => released(db, checklistIds, waveIds, part)
  const per = waveIds === null ? sql`` : sql`audits.wave_id, `
  const ranked = all()
    .where('audits.dealer_id', 'in', (eb) =>
      all()
        .select('audits.dealer_id')
        .groupBy(['audits.checklist_id', 'audits.dealer_id'])
        .$if(waveIds !== null, (query) => query.groupBy('audits.wave_id'))
        .having(eb.fn.countAll(), '>', 1),
    )
    .select('audits.id')
    .select(
      sql<number>`row_number() over (partition by ${per}audits.checklist_id, audits.dealer_id
        order by audits.planned_on desc, audits.released_at desc, audits.id desc)`.as('place'),
    )
  return all().where(
    'audits.id',
    'not in',
    db.selectFrom(ranked.as('ranked')).select('ranked.id').where('ranked.place', '>', 1),
  )
}

/** The value of a score, see `shown-score.ts`: points where it is read as points, else basis points. */
export const scoreValue = sql<number | null>`coalesce(audits.score_points, audits.score_bp)`

/** How scores are read; only scores read the same way are averaged. Null is a percentage. */
export type StoredUnit = AuditRow['score_unit']

/** Network averages per wave of one or more checklists, only where enough dealers make them up. */
export const listAverages = async (db: Db, checklistIds: readonly string[], waveIds: readonly string[]) => {
  if (checklistIds.length === 0 || waveIds.length === 0) return []
  return standing(db, checklistIds, waveIds, null)
    .select((eb) => [
      'audits.wave_id',
      'audits.checklist_id',
      'audits.score_unit',
      eb.fn.count<number>('audits.score_bp').as('dealers'),
      eb.fn.sum<number>(scoreValue).as('sum'),
    ])
    .groupBy(['audits.wave_id', 'audits.checklist_id', 'audits.score_unit'])
    .having((eb) => eb.fn.count('audits.score_bp'), '>=', fewestDealers)
    .execute()
}

/** The average of one round, or of all of a checklist's audits where there is no wave; null below enough dealers. */
export const findAverage = async (
  db: Db,
  round: { checklistId: string; waveId: string | null },
  unit: StoredUnit,
): Promise<{ value: number; dealers: number } | null> => {
  const { dealers, sum } = await standing(db, [round.checklistId], round.waveId === null ? null : [round.waveId], null)
    .where('audits.score_unit', unit === null ? 'is' : '=', unit)
    .select((eb) => [
      eb.fn.count<number>('audits.score_bp').as('dealers'),
      eb.fn.sum<number | null>(scoreValue).as('sum'),
    ])
    .executeTakeFirstOrThrow()
  return dealers < fewestDealers ? null : { value: meanBp(Number(sum), dealers), dealers }
}

/** Averages of the sections of one round, of scores read the same way, only where enough dealers make them up. */
export const listSectionAverages = (db: Db, round: { checklistId: string; waveId: string | null }, unit: StoredUnit) =>
  standing(db, [round.checklistId], round.waveId === null ? null : [round.waveId], null)
    .innerJoin('audit_section_scores as section', 'section.audit_id', 'audits.id')
    .where('audits.score_unit', unit === null ? 'is' : '=', unit)
    .select((eb) => [
      'section.section_id',
      eb.fn.count<number>('section.percent_bp').as('dealers'),
      eb.fn.sum<number>(sql`coalesce(section.points, section.percent_bp)`).as('sum'),
    ])
    .groupBy('section.section_id')
    .having((eb) => eb.fn.count('section.percent_bp'), '>=', fewestDealers)
    .execute()
