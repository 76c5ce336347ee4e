import { type Actor, can } from '../access/can.ts'
import { changesBetween } from '../activity/changes.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { ProgrammeRow, WaveRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { waveDayProblems } from './rules.ts'
import {
  findAuditDays,
  findProgramme,
  findWave,
  insertProgramme,
  insertWave,
  updateProgramme,
  updateWave,
} from './store.ts'

export type ProgrammeInput = Pick<ProgrammeRow, 'name_zh' | 'name_en' | 'year' | 'review_required' | 'active'>
export type WaveInput = Pick<WaveRow, 'name_zh' | 'name_en' | 'from_on' | 'to_on' | 'appeal_days'>

type Db = Trx | AppContext['db']
const notFound = () => new Problem('not_found', 'general.problem.not_found')

const mustManage = (actor: Actor) => {
  if (!can(actor, 'programme.see', null)) throw notFound()
  if (!can(actor, 'programme.manage', null)) throw new Problem('not_allowed', 'general.problem.not_allowed')
}

export const getProgramme = async (db: Db, id: string): Promise<ProgrammeRow> => {
  const programme = await findProgramme(db, id)
  if (!programme) throw notFound()
  return programme
}

export const getWave = async (db: Db, id: string): Promise<WaveRow> => {
  const wave = await findWave(db, id)
  if (!wave) throw notFound()
  return wave
}

/** Starts a programme, usually a year's plan. Returns its id. */
export const createProgramme = async (app: AppContext, actor: Actor, input: ProgrammeInput): Promise<string> => {
  mustManage(actor)
  const id = app.newId()
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    await insertProgramme(trx, { id, ...input, active: 1, created_at: at })
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'programme.create',
      subject: { type: 'programme', id },
      details: { year: input.year, review_required: input.review_required },
    })
  })
  return id
}

export const updateProgrammeDetails = (
  app: AppContext,
  actor: Actor,
  id: string,
  input: ProgrammeInput,
): Promise<void> => {
  mustManage(actor)
  return app.transact(async (trx) => {
    const { name_zh, name_en, year, review_required, active } = await getProgramme(trx, id)
    const changes = changesBetween({ name_zh, name_en, year, review_required, active }, input)
    if (Object.keys(changes).length === 0) return
    await updateProgramme(trx, id, input)
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'programme.update',
      subject: { type: 'programme', id },
      details: { changes },
    })
  })
}

const checkDays = async (trx: Trx, input: WaveInput, waveId: string | null) => {
  const problems = waveDayProblems(input, waveId === null ? null : await findAuditDays(trx, waveId))
  if (problems.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, problems)
}

/** Adds a round of audits to a programme; waves may overlap. */
export const createWave = (app: AppContext, actor: Actor, programmeId: string, input: WaveInput): Promise<void> => {
  mustManage(actor)
  const id = app.newId()
  const at = app.now().toISOString()
  return app.transact(async (trx) => {
    await getProgramme(trx, programmeId)
    await checkDays(trx, input, null)
    await insertWave(trx, { id, programme_id: programmeId, ...input, created_at: at })
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor,
      verb: 'wave.create',
      subject: { type: 'wave', id },
      details: { programme_id: programmeId, ...input },
    })
  })
}

/** Changes a wave. Its days keep covering the audits that were planned in it. */
export const updateWaveDetails = (app: AppContext, actor: Actor, id: string, input: WaveInput): Promise<void> => {
  mustManage(actor)
  return app.transact(async (trx) => {
    const { name_zh, name_en, from_on, to_on, appeal_days } = await getWave(trx, id)
    await checkDays(trx, input, id)
    const changes = changesBetween({ name_zh, name_en, from_on, to_on, appeal_days }, input)
    if (Object.keys(changes).length === 0) return
    await updateWave(trx, id, input)
    await record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'wave.update',
      subject: { type: 'wave', id },
      details: { changes },
    })
  })
}
