import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import { isCountRace } from './portable.ts'
import type { Database } from './schema.ts'

export type Trx = Transaction<Database>
/** Runs `work` in a transaction and resolves only after its commit. Work must use the `trx` it is given, never the outer db. */
export type Transact = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

const attempts = 5

/** PostgreSQL: one transaction per work; of two writers that take the same next number, one starts again. */
export const plainTransactions =
  (db: Kysely<Database>): Transact =>
  async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute(work)
      } catch (error) {
        if (attempt === attempts || !isCountRace(error)) throw error
      }
    }
  }

const savepoint = CompiledQuery.raw('savepoint work')
const release = CompiledQuery.raw('release work')
const rollback = CompiledQuery.raw('rollback to work')

type Job = { run: (trx: Trx) => Promise<unknown>; settle: () => void; refuse: (error: unknown) => void }

/**
 * SQLite has one writer, so works that wait for each other share one commit and one fsync. Each runs in its own
 * savepoint: a work that fails is undone alone. Nobody is answered before the commit is on the disk.
 */
export const groupedTransactions = (db: Kysely<Database>): Transact => {
  const queue: Job[] = []
  let running = false
  const mostAtOnce = 64

  const drain = async () => {
    while (queue.length > 0) {
      const settlements: (() => void)[] = []
      const group = queue.splice(0, mostAtOnce)
      try {
        await db.transaction().execute(async (trx) => {
          for (const job of group) {
            await trx.executeQuery(savepoint)
            try {
              await job.run(trx)
              await trx.executeQuery(release)
              settlements.push(job.settle)
            } catch (error) {
              await trx.executeQuery(rollback)
              await trx.executeQuery(release)
              settlements.push(() => job.refuse(error))
            }
          }
        })
        for (const settle of settlements) settle()
      } catch (error) {
        // The commit itself failed (a full disk, say): nothing of the group is stored, so all are told.
        for (const job of group) job.refuse(error)
      }
    }
    running = false
  }

  return <T>(work: (trx: Trx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: T
      queue.push({
        run: async (trx) => {
          result = await work(trx)
        },
        settle: () => resolve(result),
        refuse: reject,
      })
      if (running) return
      running = true
      // Requests that arrived in the same turn of the event loop join the group.
      setImmediate(drain)
    })
}
