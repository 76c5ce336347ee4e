import { createHash, randomUUID } from 'node:crypto'
import { recordOps } from '../../server/answers/commands.ts'
import type { Operation } from '../../server/answers/op.ts'
import { renamed } from '../../server/checklists/drafts/arrange.ts'
import { putDraft } from '../../server/checklists/drafts/commands.ts'
import type { ChecklistContent, WrittenItem } from '../../server/checklists/format.ts'
import { getContent } from '../../server/checklists/store.ts'
import { readConfig } from '../../server/config.ts'
import type { AuditRow } from '../../server/db/schema.ts'
import { type CastName, castPassword, people } from '../../server/demo/cast.ts'
import { networkDealers, networkPeople, networkRegions } from '../../server/demo/network.ts'
import { hurried, insertCast, versionIds } from '../../server/demo/store.ts'
import { derivedName } from '../../server/evidence/photos.ts'
import { writtenOf } from '../../server/exchange/written.ts'
import { hashPassword } from '../../server/sessions/passwords.ts'
import { insertSession, loadActor } from '../../server/sessions/store.ts'
import { newToken, tokenHash } from '../../server/sessions/token.ts'
import { openApp } from '../../server/start.ts'
import type { TestWorld } from '../support/app.ts'
import { extremeAnswer, itemsOf } from '../support/checklists.ts'
import { opFor } from '../support/ops.ts'
import { reportFixture } from '../support/report-fixture.ts'
import { givenAction, givenAudit, withWave } from '../support/world.ts'
import type { Work } from './laptop.ts'
import { drawPhotos } from './photos.ts'
import { scoredAudits } from './scoring.ts'

const checklist = 'after-sales-core-process'

/** What the measurements use of the seeded database. */
export type World = {
  works: Work[]
  sheet: { auditId: string; items: number }
  report: { auditId: string; versions: number }
  rows: { audits: number; actions: number }
  /** A checklist that is being written, and one item of it. */
  draft: { id: string; items: number; item: WrittenItem }
  /** Audits that were handed in, with their answers. */
  scored: number
  tokens: Record<CastName, string>
}

/**
 * Fills a data folder: the demo's dealers and people, the shipped checklists, one open audit per laptop, lists of a network in
 * its third year, an audit with 200 items, and a released audit with as many report versions as PDFs will be drawn.
 */
export const seed = async (
  dataDir: string,
  size: { laptops: number; pdfs: number; rows: number; scored: number },
): Promise<World> => {
  const { app, close } = await openApp(
    readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PUBLIC_ORIGIN: 'http://localhost' }),
  )
  try {
    const { db } = app
    const test: TestWorld = {
      app,
      db,
      actor: (name) => loadActor(db, people[name].id, people[name].role),
    }
    let world: World | undefined
    await hurried(db, async () => {
      const cast = { regions: networkRegions, dealers: networkDealers, people: networkPeople }
      await insertCast(db, cast, await hashPassword(castPassword), '2026-01-05T01:00:00.000Z')
      await withWave(test)
      const tokens = await signIn(test)
      world = {
        tokens,
        works: await openAudits(test, tokens.auditor, size.laptops),
        sheet: await longSheet(test),
        report: await manyVersions(test, size.pdfs),
        rows: await longLists(test, size.rows),
        scored: await scoredAudits(test, size.scored),
        draft: await longDraft(test),
      }
    })
    if (!world) throw new Error('nothing was seeded')
    return world
  } finally {
    await close()
  }
}

const signIn = async ({ app, db }: TestWorld): Promise<World['tokens']> => {
  const at = app.now().toISOString()
  const tokens = {} as World['tokens']
  for (const name of Object.keys(people) as CastName[]) {
    tokens[name] = newToken()
    await insertSession(db, {
      token_hash: tokenHash(tokens[name]),
      user_id: people[name].id,
      created_at: at,
      seen_at: at,
      expires_at: '2099-01-01T00:00:00.000Z',
      agent: 'bench',
    })
  }
  return tokens
}

const answersOf = (content: ChecklistContent): Work['answers'] =>
  (['best', 'worst'] as const).flatMap((side) =>
    itemsOf(content).flatMap((item) => {
      const value = extremeAnswer(item, side)
      return value ? [{ item_code: item.id, value }] : []
    }),
  )

const openAudits = async (test: TestWorld, token: string, count: number): Promise<Work[]> => {
  const works: Work[] = []
  for (let i = 0; i < count; i++) {
    const audit = await givenAudit(test, { checklist })
    works.push({ audit, token, answers: answersOf(await getContent(test.db, audit.checklist_version_id)) })
  }
  return works
}

/** A checklist of 200 items, all answered, every fourth with a note. */
const longSheet = async (test: TestWorld): Promise<World['sheet']> => {
  const { db } = test
  const shipped = await db
    .selectFrom('checklist_versions')
    .selectAll()
    .where('checklist_id', '=', checklist)
    .executeTakeFirstOrThrow()
  const one = JSON.parse(shipped.content) as ChecklistContent
  const times = Math.ceil(200 / itemsOf(one).length)
  const sections = one.sections.map((section) => ({
    ...section,
    items: Array.from({ length: times }, (_, round) =>
      section.items.map((item) => (round === 0 ? item : { ...item, id: `${item.id}-${round}` })),
    ).flat(),
  }))
  const content: ChecklistContent = { ...one, sections }
  const items = itemsOf(content)
  const version = { ...shipped, id: randomUUID(), version: 'long', item_count: items.length }
  const text = JSON.stringify(content)
  await db
    .insertInto('checklist_versions')
    .values({ ...version, content: text, content_hash: createHash('sha256').update(text).digest('hex') })
    .execute()
  const audit = await givenAudit(test, { checklist, checklist_version_id: version.id })
  const ops = items.flatMap((item, i) => {
    const value = extremeAnswer(item, i % 9 === 0 ? 'worst' : 'best')
    return [
      ...(value ? [opFor(audit, { kind: 'answer', item_code: item.id, value })] : []),
      ...(i % 4 === 0 ? [opFor(audit, { item_code: item.id })] : []),
    ]
  }) as unknown as Operation[]
  const actor = await test.actor('auditor')
  for (let at = 0; at < ops.length; at += 100) await recordOps(test.app, actor, ops.slice(at, at + 100))
  return { auditId: audit.id, items: items.length }
}

/** The checklist of 200 items as a draft of a checklist of its own. */
const longDraft = async (test: TestWorld): Promise<World['draft']> => {
  const { content } = await test.db
    .selectFrom('checklist_versions')
    .select('content')
    .where('version', '=', 'long')
    .executeTakeFirstOrThrow()
  const written = writtenOf(JSON.parse(content) as ChecklistContent, test.app.vocabulary)
  const draft = renamed(written, 'long', (code) => `L-${code}`)
  const id = await putDraft(test.app, await test.actor('headOffice'), draft, { basedOn: null })
  const items = draft.sections.flatMap((section) => section.items)
  return { id, items: items.length, item: items[Math.floor(items.length / 2)] as WrittenItem }
}

/** A released audit whose report was issued again and again: each version in each language is a PDF nobody has drawn yet. */
const manyVersions = async (test: TestWorld, pdfs: number): Promise<World['report']> => {
  const { app, db } = test
  const at = app.now().toISOString()
  const versions = Math.ceil(pdfs / 2)
  const audit = await givenAudit(test, {
    checklist,
    state: 'released',
    released_at: at,
    score_bp: 8420,
    grade: 'B',
    report_version: versions,
  })
  const snapshot = JSON.stringify(reportFixture())
  for (let version = 1; version <= versions; version++) {
    const row = { id: randomUUID(), audit_id: audit.id, version, snapshot, issued_at: at, issued_by: null }
    const content_hash = createHash('sha256').update(row.id).digest('hex')
    await db
      .insertInto('report_versions')
      .values({ ...row, content_hash, superseded_at: null })
      .execute()
  }
  for (const [sha256, jpeg] of await drawPhotos(9)) await app.files.putDerived(sha256, derivedName('page'), jpeg)
  return { auditId: audit.id, versions }
}

const states = ['released', 'final', 'final', 'submitted', 'in_progress', 'planned'] as const
const actionStates = ['planning', 'plan_review', 'doing', 'effectiveness_check', 'closed', 'closed'] as const

/** Audits and corrective actions of all dealers, shared among the auditors as they are in a year. */
const longLists = async (test: TestWorld, rows: number): Promise<World['rows']> => {
  const auditors = networkPeople.filter((person) => person.role === 'auditor')
  const versions = await versionIds(test.db)
  const checklists = ['after-sales-core-process', 'sales-core-process'].filter((id) => versions.has(id))
  const wave_id = await withWave(test)
  // One transaction for all; nothing else writes here.
  await test.app.transact(async (trx) => {
    const within: TestWorld = { ...test, db: trx }
    for (let i = 0; i < rows; i++) {
      const state = states[i % states.length] ?? 'planned'
      const isOut = state === 'released' || state === 'final'
      const at = new Date(Date.UTC(2026, 0, 5 + (i % 300), 2)).toISOString()
      const audit: AuditRow = await givenAudit(within, {
        checklist: checklists[i % checklists.length],
        dealer_id: networkDealers[i % networkDealers.length]?.id,
        auditor_id: auditors[i % auditors.length]?.id,
        wave_id,
        state,
        planned_on: at.slice(0, 10),
        ...(isOut ? { released_at: at, score_bp: 6000 + ((i * 37) % 4000), grade: 'B', finding_count: i % 9 } : {}),
      })
      await givenAction(within, {
        audit_id: audit.id,
        state: actionStates[i % actionStates.length],
        due_on: at.slice(0, 10),
        first_due_on: at.slice(0, 10),
      })
      await trx.updateTable('visits').set({ dealer_id: audit.dealer_id }).where('id', '=', audit.visit_id).execute()
    }
  })
  return { audits: rows, actions: rows }
}
