import { randomUUID } from 'node:crypto'
import { gather } from '../../server/answers/gather.ts'
import { listScoredTips, listTips } from '../../server/answers/store.ts'
import { recomputeAll } from '../../server/audits/rescore.ts'
import { listScored, listStandingScores } from '../../server/audits/score-store.ts'
import { getContent } from '../../server/checklists/store.ts'
import { connectSqlite, databaseFile, openSqlite } from '../../server/db/connect.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { submittedAudit } from '../support/answering.ts'
import type { TestWorld } from '../support/app.ts'
import type { Figure } from './figures.ts'
import type { World } from './world.ts'

/** One audit that was answered and handed in, and as many copies of it as asked for, each with rows of its own. */
export const scoredAudits = async (test: TestWorld, count: number): Promise<number> => {
  const { db } = test
  const { id } = await submittedAudit(test)
  const audit = await db.selectFrom('audits').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const tips = await db.selectFrom('answer_tips').selectAll().where('audit_id', '=', id).execute()
  const standing = tips.map((tip) => tip.op_id)
  const ops = await db.selectFrom('answer_ops').selectAll().where('op_id', 'in', standing).execute()
  const scores = await db.selectFrom('audit_scores').selectAll().where('audit_id', '=', id).execute()
  const sections = await db.selectFrom('audit_section_scores').selectAll().where('audit_id', '=', id).execute()
  await test.app.transact(async (trx) => {
    for (let copy = 1; copy < count; copy++) {
      const audit_id = randomUUID()
      const names = new Map(standing.map((op) => [op, randomUUID()]))
      const renamed = <T extends { op_id: string }>(row: T) => ({
        ...row,
        audit_id,
        op_id: names.get(row.op_id) ?? row.op_id,
      })
      await trx
        .insertInto('audits')
        .values({ ...audit, id: audit_id })
        .execute()
      await trx.insertInto('answer_ops').values(ops.map(renamed)).execute()
      await trx.insertInto('answer_tips').values(tips.map(renamed)).execute()
      await trx
        .insertInto('audit_scores')
        .values(scores.map((row) => ({ ...row, id: randomUUID(), audit_id })))
        .execute()
      await trx
        .insertInto('audit_section_scores')
        .values(sections.map((row) => ({ ...row, audit_id })))
        .execute()
    }
  })
  return count
}

const msOf = async (work: () => unknown): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** One long audit scored in memory, and every handed-in audit of the database scored again; reading the same rows is the yardstick. */
export const measureScoring = async (dataDir: string, world: World, runs: number): Promise<Figure[]> => {
  const { db, close } = connectSqlite(openSqlite(databaseFile(dataDir)))
  try {
    const sheet = await db
      .selectFrom('audits')
      .select('checklist_version_id')
      .where('id', '=', world.sheet.auditId)
      .executeTakeFirstOrThrow()
    const checklist = await getContent(db, sheet.checklist_version_id)
    const { answers, marks, losses } = gather(await listTips(db, world.sheet.auditId), [])
    const score = () => scoreAudit({ checklist, answers, marks, losses, mode: 'running' })
    for (let run = 0; run < 50; run++) score()
    const once: number[] = []
    for (let run = 0; run < runs * 20; run++) once.push(await msOf(score))

    const ids = (await listStandingScores(db, await listScored(db))).map(({ id }) => id)
    const rates: number[] = []
    const readings: number[] = []
    for (let run = -1; run < runs; run++) {
      const read = await msOf(async () => {
        for (let from = 0; from < ids.length; from += 100) {
          await listScoredTips(db, ids.slice(from, from + 100))
          await listStandingScores(db, ids.slice(from, from + 100))
        }
      })
      const all = await msOf(async () => {
        const { checked, different } = await recomputeAll(db)
        if (checked < world.scored || different.length > 0) throw new Error('stored scores differ from computed ones')
      })
      if (run < 0) continue
      readings.push((ids.length * 1000) / read)
      rates.push((ids.length * 1000) / all)
    }
    return [
      { name: `score of ${world.sheet.items} items`, unit: 'ms', values: once, aim: '< 1' },
      { name: `rescoring ${ids.length} audits, one core`, unit: 'per second', values: rates, aim: '> 2000' },
      { name: '  only reading what that takes', unit: 'per second', values: readings },
      {
        name: '  rescoring / only reading',
        unit: 'ratio',
        values: rates.map((rate, at) => rate / (readings[at] ?? 1)),
      },
    ]
  } finally {
    await close()
  }
}
