import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { type Actor, can } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { dayIn } from '../days.ts'
import type { ImportKind, ImportLineRow, ImportRow } from '../db/schema.ts'
import { problemAt } from '../exchange/excel/problem.ts'
import type { WordKey } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import type { Checked, ImportContext } from './check.ts'
import { beginCheck, holdStill } from './kinds.ts'
import type { Line, Reading } from './lines.ts'
import { stateNow } from './states.ts'
import {
  deleteImport,
  deleteLines,
  findImport,
  type Import,
  insertImport,
  insertLines,
  listAllLines,
  listImportsBefore,
  moveImport,
  updateImport,
  updateLine,
} from './store.ts'

/** Refuses a kind that this person may not import, as if it were not there. */
export const mustImport = (actor: Actor, kind: ImportKind): void => {
  if (!can(actor, 'import.make', { kind })) throw new Problem('not_found', 'general.problem.not_found')
}

/** The import, for someone who may see it; to others it does not exist. */
export const getImport = async (db: AppContext['db'], actor: Actor, id: string): Promise<Import> => {
  const found = await findImport(db, id)
  if (!found || !can(actor, 'import.make', { kind: found.kind })) {
    throw new Problem('not_found', 'general.problem.not_found')
  }
  return found
}

export type Upload = { kind: ImportKind; name: string; bytes: Uint8Array }

/** Begins the preview of a file. It changes nothing, and is made after this has returned; resolves with its id. */
export const startImport = async (app: AppContext, actor: Actor, upload: Upload): Promise<string> => {
  mustImport(actor, upload.kind)
  app.imports.mustHaveRoom()
  const at = app.now().toISOString()
  const row: ImportRow = {
    id: app.newTimeId(),
    kind: upload.kind,
    state: 'reading',
    file_name: upload.name.replaceAll('\0', '').slice(-200) || '–',
    file_hash: createHash('sha256').update(upload.bytes).digest('hex'),
    file_bytes: upload.bytes.length,
    created_by: actor.id,
    created_at: at,
    moved_at: at,
    settled_by: null,
    row_count: 0,
    checked_count: 0,
    new_count: 0,
    changed_count: 0,
    unchanged_count: 0,
    wrong_count: 0,
    example_count: 0,
    places: '{}',
    problems: '[]',
  }
  await app.transact((trx) => insertImport(trx, row))
  void makePreview(app, actor, row, upload)
  return row.id
}

const contextOf = (app: AppContext, actor: Actor): ImportContext => ({
  actor,
  today: dayIn(app.now(), app.config.timeZone),
  newId: app.newId,
})

const failed = (app: AppContext, word: WordKey): Partial<ImportRow> => ({
  state: 'failed',
  moved_at: app.now().toISOString(),
  problems: JSON.stringify([problemAt({ sheet: '', row: 0, column: '', heading: '' }, word)]),
})

/** Reads and checks a file. Whatever goes wrong is written at the import: nobody waits for this. */
const makePreview = async (app: AppContext, actor: Actor, row: ImportRow, upload: Upload): Promise<void> => {
  try {
    const reading = await app.imports.read(upload).catch((error) => {
      app.log.warn({ err: error, import: row.id }, 'import not read')
      return null
    })
    if (reading) await checkLines(app, actor, row, reading)
    else await app.transact((trx) => updateImport(trx, row.id, failed(app, 'imports.problem.worker')))
  } catch (error) {
    app.log.error({ err: error, import: row.id }, 'import not checked')
    await app
      .transact((trx) => updateImport(trx, row.id, failed(app, 'imports.problem.interrupted')))
      .catch((again) => app.log.error({ err: again, import: row.id }, 'import not marked as failed'))
  }
}

/** So many rows are checked and stored before others get their turn: some milliseconds. */
const slice = 100
/** Of a file with a problem in every heading, the first ones tell enough. */
const mostProblems = 200

const asRow = (id: string, position: number, { line, name, outcome, changes, flaws }: Checked): ImportLineRow => ({
  import_id: id,
  position,
  sheet_row: line.row,
  outcome,
  name,
  line: JSON.stringify(line.values),
  changes: JSON.stringify(changes),
  flaws: JSON.stringify(flaws),
  moved: 0,
})

const checkLines = async (app: AppContext, actor: Actor, row: ImportRow, reading: Reading): Promise<void> => {
  const { kind, id } = row
  const { lines } = reading
  const now = () => app.now().toISOString()
  await app.transact((trx) =>
    updateImport(trx, id, {
      state: 'checking',
      moved_at: now(),
      row_count: lines.length,
      example_count: reading.examples,
      places: JSON.stringify(reading.places),
      problems: JSON.stringify(reading.problems.slice(0, mostProblems)),
    }),
  )
  const counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 }
  const check = await beginCheck(app.db, kind, lines, contextOf(app, actor))
  let position = 0
  for (let isDone = false; !isDone; ) {
    const rows: ImportLineRow[] = []
    while (rows.length < slice) {
      const next = check.next()
      if (next.done) {
        isDone = true
        break
      }
      counts[next.value.outcome]++
      rows.push(asRow(id, position++, next.value))
    }
    if (rows.length > 0) {
      await app.transact(async (trx) => {
        await insertLines(trx, rows)
        await updateImport(trx, id, { checked_count: position, moved_at: now() })
      })
    }
    await turn()
  }
  await app.transact(async (trx) => {
    await updateImport(trx, id, { state: 'ready', moved_at: now(), ...asColumns(counts) })
    await record(trx, {
      id: app.newTimeId(),
      at: now(),
      actor,
      verb: 'import.preview',
      subject: { type: 'import', id },
      details: { kind, file_hash: row.file_hash, rows: lines.length, ...counts },
    })
  })
}

type Counts = Record<ImportLineRow['outcome'], number>
const asColumns = (counts: Counts) => ({
  new_count: counts.new,
  changed_count: counts.changed,
  unchanged_count: counts.unchanged,
  wrong_count: counts.wrong,
})

/** Thrown inside the transaction, so that nothing of it stays. */
class Stale extends Error {
  readonly rows: ImportLineRow[]
  readonly counts: Counts
  constructor(rows: ImportLineRow[], counts: Counts) {
    super('rows say something else now')
    this.rows = rows
    this.counts = counts
  }
}

const sameAs = (a: ImportLineRow, b: ImportLineRow) =>
  a.outcome === b.outcome && a.changes === b.changes && a.flaws === b.flaws

/**
 * Imports all rows of a preview in one transaction, or none. Everything is checked again against what is there now: rows that
 * would do something else than was shown stop it; resolves with their numbers then, and with none when all is imported.
 */
export const confirmImport = async (app: AppContext, actor: Actor, id: string): Promise<number[]> => {
  const found = await getImport(app.db, actor, id)
  const now = app.now().toISOString()
  if (stateNow(found, now) !== 'ready') throw new Problem('wrong_state', 'imports.not_ready')
  const rows = await listAllLines(app.db, id)
  const lines = rows.map(
    ({ sheet_row, line }): Line => ({ row: sheet_row, values: JSON.parse(line) as Line['values'], flaws: [] }),
  )
  try {
    await app.transact(async (trx) => {
      const mine = await moveImport(trx, id, ['ready'], { state: 'applied', moved_at: now, settled_by: actor.id })
      if (!mine) throw new Problem('wrong_state', 'imports.settled')
      await holdStill(trx, found.kind)
      const check = await beginCheck(trx, found.kind, lines, contextOf(app, actor))
      const counts: Counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 }
      const moved: ImportLineRow[] = []
      for (let position = 0; ; position++) {
        const next = check.next()
        if (next.done) {
          if (moved.length > 0) throw new Stale(moved, counts)
          await next.value(app, trx, actor)
          break
        }
        counts[next.value.outcome]++
        const row = asRow(id, position, next.value)
        const before = rows[position]
        if (!before || !sameAs(row, before)) moved.push({ ...row, moved: 1 })
      }
      await record(trx, {
        id: app.newTimeId(),
        at: now,
        actor,
        verb: 'import.apply',
        subject: { type: 'import', id },
        details: { kind: found.kind, file_hash: found.file_hash, ...counts },
      })
    })
    return []
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    await app.transact(async (trx) => {
      for (const row of error.rows) await updateLine(trx, row)
      await moveImport(trx, id, ['ready'], { moved_at: now, ...asColumns(error.counts) })
    })
    return error.rows.map((row) => row.sheet_row)
  }
}

/** Gives an import up; what its file said is removed. */
export const withdrawImport = async (app: AppContext, actor: Actor, id: string): Promise<void> => {
  await getImport(app.db, actor, id)
  const now = app.now().toISOString()
  await app.transact(async (trx) => {
    const values = { state: 'withdrawn', moved_at: now, settled_by: actor.id } as const
    if (!(await moveImport(trx, id, ['ready', 'failed'], values))) throw new Problem('wrong_state', 'imports.settled')
    await deleteLines(trx, id)
    await record(trx, {
      id: app.newTimeId(),
      at: now,
      actor,
      verb: 'import.withdraw',
      subject: { type: 'import', id },
    })
  })
}

/** How long a preview is kept, in days. */
const kept = 30

/** Removes imports that are older than they are kept; what they did stays, and so does the log. */
export const forgetOldImports = async (app: AppContext): Promise<void> => {
  const before = new Date(app.now().getTime() - kept * 86_400_000).toISOString()
  for (const id of await listImportsBefore(app.db, before)) {
    await app.transact(async (trx) => {
      await deleteLines(trx, id)
      await deleteImport(trx, id)
    })
  }
}
