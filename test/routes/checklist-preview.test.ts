import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { continueVersion, createDraft, fingerprint, savePart } from '../../server/checklists/drafts/commands.ts'
import { partOf } from '../../server/checklists/drafts/draft.ts'
import { fieldsOf } from '../../server/checklists/drafts/form-tree.ts'
import { findDraft } from '../../server/checklists/drafts/store.ts'
import { type CastName, people } from '../../server/demo/cast.ts'
import { type SheetData, sheetOf } from '../../views/sheet/model.ts'
import { releasedAudit, submittedAudit } from '../support/answering.ts'
import { testApp } from '../support/app.ts'
import { givenAudit, withChecklists, withWave } from '../support/world.ts'

const preview = '/checklists/after-sales-core-process/versions/1.0.0/preview'
const shop = '/checklists/mystery-service-visit/versions/1.0.0/preview'

const begin = async () => {
  const test = await testApp()
  const versionOf = await withChecklists(test)
  await withWave(test)
  const text = async (path: string, as: CastName = 'headOffice') => (await test.ask(path, { as })).text()
  const inEnglish = async (path: string) => {
    await test.db.updateTable('users').set({ locale: 'en' }).where('id', '=', people.headOffice.id).execute()
    return text(path)
  }
  return { ...test, test, versionOf, text, inEnglish }
}

/** What the page hands to its script. */
const dataIn = (html: string): SheetData => {
  const block = html.match(/<script type="application\/json" id="sheet-data">(.*?)<\/script>/s)?.[1] ?? ''
  return (JSON.parse(block) as { data: SheetData }).data
}

const scoreOf = (data: SheetData) =>
  sheetOf({ t: (key) => key, locale: 'en', timeZone: 'Asia/Shanghai', now: '2026-11-18T01:30:00.000Z' }, data).result

describe('the preview of a version', () => {
  it('is for those who may read it, and for nobody of a dealership where it is a mystery shop', async () => {
    const { ask } = await begin()
    expect((await ask(preview)).status).toBe(303)
    for (const as of ['headOffice', 'administrator', 'regionEast', 'auditor', 'dealerManager'] as const) {
      expect([as, (await ask(preview, { as })).status]).toEqual([as, 200])
    }
    for (const as of ['shopper', 'dealerStaff'] as const) {
      expect([as, (await ask(preview, { as })).status]).toEqual([as, 404])
      expect([as, (await ask(shop, { as })).status]).toEqual([as, 404])
    }
    expect((await ask(shop, { as: 'dealerManager' })).status).toBe(404)
    expect((await ask(shop, { as: 'auditor' })).status).toBe(200)
    const none = '/checklists/after-sales-core-process/versions/9.9.9/preview'
    expect((await ask(none, { as: 'headOffice' })).status).toBe(404)
  })

  it('is the sheet to be answered, with nothing in it and nowhere to hand it in', async () => {
    const { inEnglish, text } = await begin()
    const html = await text(preview)
    expect(dataIn(html)).toMatchObject({ open: true, trial: true, showsScore: true, tips: [], auditId: '' })
    expect(html).toContain('预览：不保存任何内容')
    expect(html).toContain('data-do="choose"')
    expect(html).not.toContain('class="act"')
    expect(html).not.toContain('/submission')
    expect(html).toContain('href="/checklists/after-sales-core-process/versions/1.0.0"')
    expect(await inEnglish(preview)).toContain('Preview: nothing is kept')
  })

  it('asks the items of one frequency where one is chosen', async () => {
    const { text } = await begin()
    const self = '/checklists/dealer-6s-self-check/versions/1.0.0/preview'
    const html = await text(self)
    expect(html).toContain('id="preview-frequency"')
    const all = dataIn(html).content.sections.flatMap(({ items }) => items)
    const daily = dataIn(await text(`${self}?frequency=daily`))
    const asked = scoreOf(daily).items.filter(({ state }) => state !== 'not_asked')
    expect(asked.length).toBe(all.filter(({ frequency }) => frequency === 'daily').length)
    expect(asked.length).toBeLessThan(all.length)
    expect((await text(`${self}?frequency=hourly`)).includes('id="preview-frequency"')).toBe(true)
  })
})

describe('a former audit', () => {
  it('is offered and loaded to head office only, released and counted ones only', async () => {
    const { ask, test, text } = await begin()
    const released = await releasedAudit(test)
    const handedIn = await submittedAudit(test)
    const practice = await givenAudit(test, { state: 'final', practice: 1, released_at: '2026-11-10T01:00:00.000Z' })
    const other = await releasedAudit(
      test,
      { kind: 'mystery', auditor: 'shopper', checklist: 'mystery-service-visit' },
      [],
    )
    const html = await text(preview)
    expect(html).toContain(`?audit=${released.id}`)
    for (const audit of [handedIn, practice, other]) {
      expect(html).not.toContain(audit.id)
      expect((await ask(`${preview}?audit=${audit.id}`, { as: 'headOffice' })).status).toBe(404)
    }
    for (const unknown of [randomUUID(), '1', "' or 1"]) {
      const path = `${preview}?audit=${encodeURIComponent(unknown)}`
      expect([unknown, (await ask(path, { as: 'headOffice' })).status]).toEqual([unknown, 404])
    }
    // Those who see the very audit cannot load it here, and are not told of any.
    for (const as of ['administrator', 'regionEast', 'auditor', 'dealerManager'] as const) {
      const page = await ask(preview, { as })
      expect([as, (await page.text()).includes('preview-dealer')]).toEqual([as, false])
      expect([as, (await ask(`${preview}?audit=${released.id}`, { as })).status]).toEqual([as, 404])
    }
  })

  it('stands in the sheet with its answers and scores as it did, and is found by its dealer', async () => {
    const { db, test, text } = await begin()
    const { id } = await releasedAudit(test)
    const row = await db.selectFrom('audits').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const html = await text(`${preview}?audit=${id}`)
    const data = dataIn(html)
    const result = scoreOf(data)
    expect(result).toMatchObject({ percentBp: row.score_bp, grade: row.grade })
    expect(html).toContain('已载入')
    expect(html).toContain('沿用 40 项答案')
    // Answers only: what people wrote and photographed stays with the audit.
    expect(new Set(data.tips.map(({ register }) => register))).toEqual(new Set(['answer', 'losses']))
    expect(data.people).toEqual({})
    expect(await text(`${preview}?dealer=no-such-dealer`)).toContain('没有找到已发布的审核')
    expect(await text(`${preview}?dealer=${encodeURIComponent('临江')}`)).toContain(id)
  })

  it('is held against a new version: what is open, gone or does not fit is named', async () => {
    const { app, actor, db, test, text, versionOf } = await begin()
    const { id } = await releasedAudit(test)
    const headOffice = await actor('headOffice')
    const draftId = await continueVersion(app, headOffice, await versionOf('after-sales-core-process'))
    const { draft } = (await findDraft(db, draftId))!
    const [first, second] = draft.sections[0]!.items
    const part = { part: 'item', id: first!.id } as const
    const now = partOf(draft, part)
    const typed = { ...fieldsOf({ ...now, id: 'NEW-1' }) }
    await savePart(app, headOffice, draftId, part, { seen: fingerprint(now), typed })
    const html = await text(`/checklist-drafts/${draftId}/preview?audit=${id}`)
    expect(html).toContain('沿用 39 项答案')
    expect(html).toContain('1 项待答：NEW-1')
    expect(html).toContain(`1 项已不在表中：${first!.id}`)
    expect(dataIn(html).tips.some((tip) => tip.item_code === second!.id)).toBe(true)
  })
})

describe('the preview of a draft', () => {
  it('is for head office only', async () => {
    const { app, actor, ask, versionOf } = await begin()
    const id = await continueVersion(app, await actor('headOffice'), await versionOf('after-sales-core-process'))
    for (const as of ['administrator', 'regionEast', 'auditor', 'shopper', 'dealerManager', 'dealerStaff'] as const) {
      expect([as, (await ask(`/checklist-drafts/${id}/preview`, { as })).status]).toEqual([as, 404])
    }
    expect((await ask(`/checklist-drafts/${id}/preview`, { as: 'headOffice' })).status).toBe(200)
    expect((await ask(`/checklist-drafts/${randomUUID()}/preview`, { as: 'headOffice' })).status).toBe(404)
    expect((await ask('/checklist-drafts/1/preview', { as: 'headOffice' })).status).toBe(404)
  })

  it('shows what is whole, names the rest with the way to it, and leads back to the editor', async () => {
    const { app, actor, db, inEnglish, text, versionOf } = await begin()
    const headOffice = await actor('headOffice')
    const id = await continueVersion(app, headOffice, await versionOf('after-sales-core-process'))
    const { draft } = (await findDraft(db, id))!
    const item = draft.sections[0]!.items[0]!
    const part = { part: 'item', id: item.id } as const
    const now = partOf(draft, part)
    const typed = { ...fieldsOf(now), 'text.zh': '', 'text.en': '' }
    await savePart(app, headOffice, id, part, { seen: fingerprint(now), typed })
    const html = await text(`/checklist-drafts/${id}/preview`)
    expect(dataIn(html).content.sections[0]!.items.map((one) => one.id)).not.toContain(item.id)
    expect(html).toContain('1 处尚未写完')
    expect(html).toContain(`href="/checklist-drafts/${id}/items/${item.id}"`)
    expect(html).toContain('未显示')
    expect(html).toContain(`data-item-href="/checklist-drafts/${id}/items/{code}"`)
    const english = await inEnglish(`/checklist-drafts/${id}/preview`)
    expect(english).toContain('1 part is not finished')
  })

  it('says that there is nothing to show yet of a draft without items', async () => {
    const { app, actor, text } = await begin()
    const given = { id: 'new', kind: 'self_check', program: '6s', title: { zh: '自检', en: '' } } as const
    const id = await createDraft(app, await actor('headOffice'), given)
    const html = await text(`/checklist-drafts/${id}/preview`)
    expect(html).toContain('还没有可以预览的检查项')
    expect(html).toContain(`href="/checklist-drafts/${id}/head"`)
    expect(html).not.toContain('id="sheet-data"')
  })
})

it('changes nothing in the database', async () => {
  const { app, actor, db, test, text, versionOf } = await begin()
  const { id: audit } = await releasedAudit(test)
  const draft = await continueVersion(app, await actor('headOffice'), await versionOf('after-sales-core-process'))
  const count = async () => ({
    ops: await db.selectFrom('answer_ops').selectAll().execute(),
    log: await db.selectFrom('activity').selectAll().execute(),
    drafts: await db.selectFrom('checklist_drafts').selectAll().execute(),
  })
  const before = await count()
  await text(`/checklist-drafts/${draft}/preview?audit=${audit}`)
  await text(`${preview}?audit=${audit}&dealer=x`)
  expect(await count()).toEqual(before)
})
