import { createHash } from 'node:crypto'
import { recordOps } from '../../server/answers/commands.ts'
import { type Missing, missingOf } from '../../server/answers/missing.ts'
import type { Operation } from '../../server/answers/op.ts'
import { loadRecorded } from '../../server/answers/recorded.ts'
import { registerKey, registerOf } from '../../server/answers/register.ts'
import { circumstancesOf } from '../../server/audits/circumstances.ts'
import { findAudit } from '../../server/audits/store.ts'
import { submitAudit } from '../../server/audits/submission-commands.ts'
import type { ChecklistContent, Item } from '../../server/checklists/format.ts'
import { getContent } from '../../server/checklists/store.ts'
import type { AuditRow } from '../../server/db/schema.ts'
import type { CastName } from '../../server/demo/cast.ts'
import { storeUploadedPhoto } from '../../server/evidence/commands.ts'
import { findOwnUpload } from '../../server/evidence/store.ts'
import { releaseAudit, takeReview } from '../../server/reviews/commands.ts'
import type { TestWorld } from './app.ts'
import { extremeAnswer, itemsOf } from './checklists.ts'
import { opFor, type SentOp } from './ops.ts'
import { drawPhoto } from './photos.ts'
import { type GivenAudit, givenAudit } from './world.ts'

type Audit = Pick<AuditRow, 'id' | 'checklist_version_id'>
type Said = { item_code: string; kind: Operation['kind']; value: unknown }

/** Records things as a laptop would: each replaces what stands in its register. */
export const say = async (test: TestWorld, as: CastName, audit: Audit, things: Said[]) => {
  const { opIdsOf } = await loadRecorded(test.db, audit.id)
  const ops = things.map((thing) =>
    opFor(audit, {
      ...thing,
      supersedes: opIdsOf[registerKey(thing.item_code, registerOf(thing as Operation))] ?? [],
    }),
  )
  const actor = await test.actor(as)
  const results: Awaited<ReturnType<typeof recordOps>> = []
  for (let at = 0; at < ops.length; at += 100) {
    results.push(...(await recordOps(test.app, actor, ops.slice(at, at + 100) as (SentOp & Operation)[])))
  }
  return results
}

/** A photo of an item whose bytes have arrived: the same picture for all, each time another photo. */
const photoOf = async (test: TestWorld, as: CastName, item_code: string, name: string | null): Promise<Said> => {
  const bytes = await drawPhoto(1)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const actor = await test.actor(as)
  if (!(await findOwnUpload(test.db, sha256, actor.id))) await storeUploadedPhoto(test.app, actor, bytes)
  const value = { photo_id: test.app.newId(), sha256, name, caption: name ? '' : '现场照片' }
  return { item_code, kind: 'add_photo', value }
}

/** Answers every item as well as can be, or the named ones as badly; then adds whatever evidence is still asked for. */
export const answerAll = async (
  test: TestWorld,
  as: CastName,
  audit: Audit,
  bad: readonly string[] = [],
): Promise<void> => {
  const content = await getContent(test.db, audit.checklist_version_id)
  const day = (index: number) => new Date(Date.UTC(2026, 10, 18, 1, 0, index * 2)).toISOString()
  const marks = (content.timeline?.marks ?? []).map(
    (mark, index): Said => ({
      item_code: mark.id,
      kind: 'mark',
      value: { at: day(index) },
    }),
  )
  const answers = itemsOf(content).flatMap((item): Said[] => {
    const value = extremeAnswer(item, bad.includes(item.id) ? 'worst' : 'best')
    return value ? [{ item_code: item.id, kind: 'answer', value }] : []
  })
  const ticked = itemsOf(content).flatMap((item): Said[] => {
    const [loss] = item.losses
    return bad.includes(item.id) && loss ? [{ item_code: item.id, kind: 'losses', value: [loss.code] }] : []
  })
  await say(test, as, audit, [...marks, ...answers, ...ticked])
  await completeEvidence(test, as, audit, content)
}

/** Adds what is missing, as often as it takes. */
export const completeEvidence = async (test: TestWorld, as: CastName, audit: Audit, content: ChecklistContent) => {
  const started = await findAudit(test.db, audit.id)
  for (let round = 0; round < 3; round++) {
    const recorded = await loadRecorded(test.db, audit.id)
    const missing = missingOf(content, recorded, started?.frequency, started && circumstancesOf(started))
    if (missing.length === 0) return
    const items = new Map(itemsOf(content).map((item) => [item.id, item]))
    const said: Said[] = []
    for (const one of missing) {
      const item = items.get(one.item_code)
      if (one.what === 'photo' || one.what === 'document' || one.what === 'receipt' || one.what === 'named_photo') {
        said.push(await photoOf(test, as, one.item_code, one.name ?? null))
      } else if (item) said.push(...evidenceFor(item, one, recorded.answers[item.id]))
    }
    const nameOf = (one: Said) => (one.value as { name?: string } | null)?.name ?? ''
    const once = new Map(said.map((one) => [`${one.item_code} ${one.kind} ${nameOf(one)}`, one]))
    if (once.size > 0) await say(test, as, audit, [...once.values()])
  }
}

const evidenceFor = (item: Item, missing: Missing, answer: unknown): Said[] => {
  const sample = answer as { type?: string; checked?: number; conform?: number } | undefined
  if ((missing.what === 'sample_refs' || missing.what === 'timestamps') && sample?.type === 'sample') {
    const value = Array.from({ length: sample.checked ?? 0 }, (_, index) => ({
      ref: String(3801 + index),
      conform: index < (sample.conform ?? 0),
    }))
    return [{ item_code: item.id, kind: 'sample_refs', value }]
  }
  return [{ item_code: item.id, kind: 'note', value: '现场核对，09:30，已与服务经理确认。' }]
}

/** An audit of the wave that was answered (the `bad` items as badly as can be) and handed in by its auditor. */
export const submittedAudit = async (
  test: TestWorld,
  given: GivenAudit = {},
  bad: readonly string[] = ['AS-5-03', 'AS-6-04'],
): Promise<AuditRow> => {
  const as = given.auditor ?? 'auditor'
  const audit = await givenAudit(test, { ...given, state: 'in_progress' })
  await answerAll(test, as, audit, bad)
  await submitAudit(test.app, await test.actor(as), audit.id)
  return audit
}

/** The same, reviewed and released by head office. */
export const releasedAudit = async (
  test: TestWorld,
  given: GivenAudit = {},
  bad: readonly string[] = ['AS-5-03', 'AS-6-04'],
): Promise<AuditRow> => {
  const audit = await submittedAudit(test, given, bad)
  const headOffice = await test.actor('headOffice')
  await takeReview(test.app, headOffice, audit.id)
  await releaseAudit(test.app, headOffice, audit.id)
  return audit
}
