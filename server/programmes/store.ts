import type { Kysely } from 'kysely'
import type { AuditScope } from '../access/can.ts'
import { inScope } from '../audits/list-store.ts'
import type { AuditState, Database, ProgrammeRow, WaveRow } from '../db/schema.ts'

type Db = Kysely<Database>

/** All programmes, the newest year first, with how many waves each has. */
export const listProgrammes = (db: Db) =>
  db
    .selectFrom('programmes')
    .selectAll('programmes')
    .select((eb) =>
      eb
        .selectFrom('waves')
        .select((wave) => wave.fn.countAll<number>().as('n'))
        .whereRef('waves.programme_id', '=', 'programmes.id')
        .as('waves'),
    )
    .orderBy('year', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
export type ProgrammeLine = Awaited<ReturnType<typeof listProgrammes>>[number]

export const findProgramme = (db: Db, id: string): Promise<ProgrammeRow | undefined> =>
  db.selectFrom('programmes').selectAll().where('id', '=', id).executeTakeFirst()

export const findWave = (db: Db, id: string): Promise<WaveRow | undefined> =>
  db.selectFrom('waves').selectAll().where('id', '=', id).executeTakeFirst()

/** Waves of a programme, the newest first. */
export const listWavesOf = (db: Db, programmeId: string): Promise<WaveRow[]> =>
  db
    .selectFrom('waves')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .execute()

const calledOff: readonly AuditState[] = ['cancelled', 'voided']

/** Audits that count in the waves of a programme, by wave and state, as far as the scope sees them. */
export const countAuditsInWaves = (db: Db, scope: AuditScope, programmeId: string) =>
  db
    .selectFrom('audits')
    .innerJoin('waves', 'waves.id', 'audits.wave_id')
    .innerJoin('visits', 'visits.id', 'audits.visit_id')
    .innerJoin('dealers', 'dealers.id', 'audits.dealer_id')
    .innerJoin('regions', 'regions.id', 'dealers.region_id')
    .select(['audits.wave_id', 'audits.state'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('waves.programme_id', '=', programmeId)
    .where('audits.practice', '=', 0)
    .where('audits.state', 'not in', calledOff)
    .where((eb) => inScope(eb as never, scope))
    .groupBy(['audits.wave_id', 'audits.state'])
    .execute()

/** First and last day on which audits of a wave are planned or took place; null without any. */
export const findAuditDays = async (db: Db, waveId: string): Promise<{ first: string; last: string } | null> => {
  const { first, last } = await db
    .selectFrom('audits')
    .select((eb) => [
      eb.fn.min<string | null>('planned_on').as('first'),
      eb.fn.max<string | null>('planned_on').as('last'),
    ])
    .where('wave_id', '=', waveId)
    .where('state', 'not in', calledOff)
    .executeTakeFirstOrThrow()
  return first !== null && last !== null ? { first, last } : null
}

export const insertProgramme = (db: Db, row: ProgrammeRow) => db.insertInto('programmes').values(row).execute()

export const updateProgramme = (db: Db, id: string, values: Partial<ProgrammeRow>) =>
  db.updateTable('programmes').set(values).where('id', '=', id).execute()

export const insertWave = (db: Db, row: WaveRow) => db.insertInto('waves').values(row).execute()

export const updateWave = (db: Db, id: string, values: Partial<WaveRow>) =>
  db.updateTable('waves').set(values).where('id', '=', id).execute()
