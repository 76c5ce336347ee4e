import { expect, it } from 'vitest'
import { changeDraft, continueVersion, createDraft, removeDraft } from '../../server/checklists/drafts/commands.ts'
import type { Draft } from '../../server/checklists/drafts/draft.ts'
import { publishDraft } from '../../server/checklists/versions/commands.ts'
import { checklistYaml } from '../../server/exchange/yaml.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { readShipped } from '../support/checklists.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const id = 'after-sales-core-process'
const none = '10000000-0000-4000-8000-000000000000'
const page = (version: string) => `/checklists/${id}/versions/${version}`

const world = async () => {
  const test = await testApp()
  const versionOf = await withChecklists(test)
  // Whatever number the shipped checklist has come to, here it is the first.
  const shipped = await test.db.selectFrom('checklist_versions').selectAll().where('checklist_id', '=', id).execute()
  for (const { id: versionId, content } of shipped) {
    const first = JSON.stringify({ ...JSON.parse(content), version: '1.0.0' })
    const change = { version: '1.0.0', content: first }
    await test.db.updateTable('checklist_versions').set(change).where('id', '=', versionId).execute()
  }
  const by = await test.actor('headOffice')
  const begin = async (checklist = id) => continueVersion(test.app, by, await versionOf(checklist))
  const edit = (draft: string, change: (draft: Draft) => Draft) =>
    changeDraft(test.app, by, draft, { part: 'head' }, change)
  const html = async (path: string, locale: 'zh-CN' | 'en' = 'en') => {
    await test.ask('/language', { as: 'headOffice', form: { locale } })
    return (await test.ask(path, { as: 'headOffice' })).text()
  }
  const publish = async (draft: string, version: string, as: 'headOffice' | 'headOfficeSecond' = 'headOffice') => {
    const row = await test.db
      .selectFrom('checklist_drafts')
      .select('revision')
      .where('id', '=', draft)
      .executeTakeFirst()
    const form = { version, revision: String(row?.revision ?? 1) }
    return test.ask(`/checklist-drafts/${draft}/publication`, { as, form })
  }
  return { ...test, by, begin, edit, html, publish, versionOf }
}

const withItems =
  (change: (item: Draft['sections'][number]['items'][number]) => Partial<Draft['sections'][number]['items'][number]>) =>
  (draft: Draft): Draft => ({
    ...draft,
    sections: draft.sections.map((section) => ({
      ...section,
      items: section.items.map((item) => ({ ...item, ...change(item) })),
    })),
  })
const withItem = (code: string, change: Partial<Draft['sections'][number]['items'][number]>) =>
  withItems((item) => (item.id === code ? change : {}))

const stored = (db: TestApp['db']) =>
  db
    .selectFrom('checklist_versions')
    .select(['checklist_id', 'version', 'state'])
    .where('checklist_id', '=', id)
    .orderBy('version')
    .execute()

it('publishes nothing of a draft that does not exist, is gone, or is not finished', async () => {
  const { ask, app, by, begin, db, edit, html, publish } = await world()
  expect((await publish(none, '1.1.0')).status).toBe(404)
  expect((await ask(`/checklist-drafts/${none}/publication`, { as: 'headOffice' })).status).toBe(404)
  const gone = await begin()
  await removeDraft(app, by, gone)
  const second = await publish(gone, '1.1.0')
  expect(second.status).toBe(404)
  expect(await second.text()).toContain('别人已将它发布或删除')

  const draft = await begin()
  await edit(draft, (now) => ({
    ...withItem('AS-1-02', { text: { zh: '有', en: '' } })(now),
    title: { zh: '', en: 'Named' },
  }))
  const shown = await html(`/checklist-drafts/${draft}/publication`)
  expect(shown).toContain('To be mended before it can be published')
  expect(shown).toContain(`href="/checklist-drafts/${draft}/items/AS-1-02"`)
  expect(shown).toContain(`href="/checklist-drafts/${draft}/head"`)
  expect(shown).not.toContain('Ready to publish')
  const refused = await publish(draft, '1.1.0')
  expect(refused.status).toBe(409)
  expect(await stored(db)).toEqual([{ checklist_id: id, version: '1.0.0', state: 'published' }])
})

it('refuses a version number that is none, or not above all others', async () => {
  const { begin, db, publish } = await world()
  const draft = await begin()
  for (const [version, sentence] of [
    ['', '必填'],
    ['1.1', '版本号'],
    ['1.0.0', '版本号必须高于已有的 1.0.0'],
    ['0.9.9', '版本号必须高于已有的 1.0.0'],
    ['1.0.0-rc.1', '版本号必须高于已有的 1.0.0'],
  ] as const) {
    const response = await publish(draft, version)
    expect([version, response.status]).toEqual([version, 422])
    expect(await response.text()).toContain(sentence)
  }
  expect(await stored(db)).toHaveLength(1)
})

it('refuses codes of other checklists, codes that come back for something else, and another kind', async () => {
  const { begin, db, edit, html, publish } = await world()
  const draft = await begin()
  await edit(draft, (now) => ({ ...withItem('AS-1-01', { id: '6S-1-01' })(now), kind: 'self_check' }))
  const shown = await html(`/checklist-drafts/${draft}/publication`, 'zh-CN')
  expect(shown).toMatch(/检查项代码“6S-1-01”已被[^<]*6S[^<]*使用/)
  expect(shown).toContain('用途不能改变')
  expect((await publish(draft, '1.1.0')).status).toBe(409)

  const without = (now: Draft): Draft => ({
    ...now,
    kind: 'oem_audit',
    sections: now.sections.map((section, at) => (at === 0 ? { ...section, items: section.items.slice(1) } : section)),
  })
  await edit(draft, without)
  expect((await publish(draft, '1.1.0')).status).toBe(303)
  const second = await db
    .selectFrom('checklist_versions')
    .select('id')
    .where('version', '=', '1.1.0')
    .executeTakeFirstOrThrow()
  const again = await begin()
  expect(second.id).toBeTruthy()
  await edit(again, withItem('AS-1-01', { text: { zh: '灭火器在有效期内', en: 'Fire extinguishers are valid' } }))
  const reused = await html(`/checklist-drafts/${again}/publication`)
  expect(reused).toContain('The code “AS-1-01” asked for something else in version 1.0.0')
  expect((await publish(again, '1.2.0')).status).toBe(409)
  expect(await stored(db)).toHaveLength(2)
})

it('shows what a draft changes and publishes it as a frozen version; the draft is gone then', async () => {
  const { begin, db, edit, html, publish } = await world()
  const draft = await begin()
  await edit(draft, (now) => ({
    ...withItem('AS-1-01', { points: 9, text: { zh: '预约有书面记录', en: 'Bookings are written down' } })(now),
    title: { zh: '售后流程（新）', en: 'After-sales process (new)' },
  }))
  const shown = await html(`/checklist-drafts/${draft}/publication`)
  for (const text of [
    'Ready to publish',
    'partly comparable',
    'value="1.1.0"',
    'Bookings are written down',
    'Compared with version 1.0.0',
  ]) {
    expect(shown).toContain(text)
  }
  expect(await html(`/checklist-drafts/${draft}/publication`, 'zh-CN')).toContain('部分可比')
  const done = await publish(draft, '1.1.0')
  expect([done.status, done.headers.get('location')]).toEqual([303, page('1.1.0')])
  expect(await stored(db)).toEqual([
    { checklist_id: id, version: '1.0.0', state: 'published' },
    { checklist_id: id, version: '1.1.0', state: 'published' },
  ])
  expect(await db.selectFrom('checklist_drafts').select('id').execute()).toEqual([])
  const checklist = await db.selectFrom('checklists').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(checklist.title_en).toBe('After-sales process (new)')
  const entry = await db
    .selectFrom('activity')
    .selectAll()
    .where('verb', '=', 'checklist.publish')
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(entry.details)).toMatchObject({ version: '1.1.0', draft })
  const version = await html(page('1.1.0'))
  for (const text of ['Bookings are written down', 'published version 1.1.0', 'began a draft', 'Compare versions']) {
    expect(version).toContain(text)
  }
})

it('lets one of two people publish who do so at once, and tells the other', async () => {
  const { app, begin, by, db } = await world()
  const draft = await begin()
  const other = await app.db.selectFrom('checklist_drafts').select('revision').executeTakeFirstOrThrow()
  const outcomes = await Promise.allSettled(
    ['1.1.0', '1.2.0'].map((version) => publishDraft(app, by, draft, { version, revision: other.revision })),
  )
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
    reason: { word: 'versions.problem.draft_gone' },
  })
  expect(await stored(db)).toHaveLength(2)
})

it('does not publish what nobody has looked at: a draft that changed since the page was opened', async () => {
  const { ask, begin, db, edit } = await world()
  const draft = await begin()
  await edit(draft, (now) => ({ ...now, duration_min: 99 }))
  const response = await ask(`/checklist-drafts/${draft}/publication`, {
    as: 'headOffice',
    form: { version: '1.1.0', revision: '1' },
  })
  expect(response.status).toBe(409)
  expect(await response.text()).toContain('草稿又有改动')
  expect(await stored(db)).toHaveLength(1)
})

it('publishes a checklist that did not exist before', async () => {
  const { app, by, db, edit, html, publish } = await world()
  const draft = await createDraft(app, by, {
    id: 'own',
    kind: 'oem_audit',
    program: 'own',
    title: { zh: '自建', en: 'Own' },
  })
  await edit(draft, (now) => ({
    ...now,
    purpose: { zh: '用途', en: 'Purpose' },
    scoring: { ...now.scoring, bands: [{ grade: 'A', zh: '好', en: 'Good', min: 0 }] },
    sections: [
      {
        id: 'S1',
        title: { zh: '一', en: 'One' },
        weight: 100,
        items: [
          {
            id: 'OWN-1',
            text: { zh: '有', en: 'There' },
            method: 'observe',
            response: { type: 'yes_no' },
            points: 1,
            class: 'must',
            critical: false,
            factor: 'neutral',
            evidence: {},
            responsible: 'service_manager',
            capa_days: 7,
            na_allowed: true,
          },
        ],
      },
    ],
  }))
  const shown = await html(`/checklist-drafts/${draft}/publication`)
  expect(shown).toContain('value="1.0.0"')
  expect((await publish(draft, '1.0.0')).status).toBe(303)
  expect(await db.selectFrom('checklists').select('title_en').where('id', '=', 'own').executeTakeFirst()).toEqual({
    title_en: 'Own',
  })
})

it('retires a version and brings it back; audits keep it, new visits cannot have it', async () => {
  const { ask, db, html, versionOf, ...test } = await world()
  expect((await ask(`${page('9.9.9')}/retirement`, { as: 'headOffice', form: {} })).status).toBe(404)
  expect((await ask(`${page('1.0.0')}/reinstatement`, { as: 'headOffice', form: {} })).status).toBe(409)
  expect((await ask(`${page('1.0.0')}/retirement`, { as: 'auditor', form: {} })).status).toBe(404)
  await givenAudit({ ...test, db }, { state: 'planned' })
  await givenAudit({ ...test, db }, { state: 'in_progress' })
  await givenAudit({ ...test, db }, { state: 'released' })
  const asks = await html(`${page('1.0.0')}/retirement`)
  expect(asks).toContain('1 planned and 1 audits under way keep it')
  expect(asks).toContain('last version in use')
  const version = await versionOf(id)
  expect(await html('/visits/new')).toContain(version)

  expect((await ask(`${page('1.0.0')}/retirement`, { as: 'headOffice', form: {} })).status).toBe(303)
  expect((await ask(`${page('1.0.0')}/retirement`, { as: 'headOffice', form: {} })).status).toBe(409)
  expect((await ask(`${page('1.0.0')}/retirement`, { as: 'headOffice' })).status).toBe(409)
  expect(await stored(db)).toEqual([{ checklist_id: id, version: '1.0.0', state: 'retired' }])
  expect(await html('/visits/new')).not.toContain(version)
  expect(await html(page('1.0.0'))).toContain('Bring back into use')

  expect((await ask(`${page('1.0.0')}/reinstatement`, { as: 'headOffice', form: {} })).status).toBe(303)
  expect(await html('/visits/new')).toContain(version)
  const verbs = await db
    .selectFrom('activity')
    .select(['verb', 'details'])
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['checklist.publish', 'checklist.retire', 'checklist.reinstate'])
  expect(JSON.parse(verbs[1]?.details ?? '')).toEqual({ version: '1.0.0', planned: 1, running: 1 })
})

it('offers the newest version first when a visit is planned', async () => {
  const { begin, clock, html, publish } = await world()
  for (const version of ['1.9.0', '1.10.0']) {
    clock.now = new Date(clock.now.getTime() + 60_000)
    expect((await publish(await begin(), version)).status).toBe(303)
  }
  const shown = await html('/visits/new')
  const title = /After-sales[^<]*?(\d+\.\d+\.\d+)/g
  const [first] = shown.split('</select>').filter((part) => part.includes('1.10.0'))
  expect([...(first ?? '').matchAll(title)].map((match) => match[1])).toEqual(['1.10.0', '1.9.0', '1.0.0'])
})

it('compares any two versions, for whoever may read them', async () => {
  const { ask, begin, edit, html, publish } = await world()
  const path = `/checklists/${id}/comparison`
  expect(await html(path)).toContain('There is one version only')
  const draft = await begin()
  await edit(draft, withItem('AS-1-01', { points: 9 }))
  await publish(draft, '1.1.0')
  for (const query of ['', '?after=1.1.0', '?before=1.0.0&after=1.1.0', '?before=1.1.0&after=1.0.0']) {
    const shown = await html(path + query)
    expect(shown).toContain('AS-1-01')
    expect(shown).toMatch(/<del>.*<\/del>/)
    expect(shown).toContain('partly comparable')
  }
  expect(await html(`${path}?before=1.1.0&after=1.1.0`)).toContain('No difference')
  for (const query of ['?before=7.0.0', '?after=']) {
    expect((await ask(path + query, { as: 'headOffice' })).status).toBe(404)
  }
  expect((await ask('/checklists/none/comparison', { as: 'headOffice' })).status).toBe(404)
  expect((await ask(path, { as: 'dealerManager' })).status).toBe(200)
  expect((await ask('/checklists/mystery-service-visit/comparison', { as: 'dealerManager' })).status).toBe(404)
})

it('gives a version as YAML and as a workbook under its own name, to whoever may read it', async () => {
  const { ask, app } = await world()
  const file = `${page('1.0.0')}/file`
  for (const query of ['?format=pdf', '?format=']) {
    expect((await ask(file + query, { as: 'headOffice' })).status).toBe(404)
  }
  const { version } = readShipped().checklists.find((one) => one.content.kind === 'mystery_shop')?.content ?? {}
  const shop = `/checklists/mystery-service-visit/versions/${version}/file?format=yaml`
  expect((await ask(shop, { as: 'auditor' })).status).toBe(200)
  expect((await ask(shop, { as: 'dealerManager' })).status).toBe(404)
  expect((await ask(`${page('3.0.0')}/file?format=yaml`, { as: 'headOffice' })).status).toBe(404)
  const yaml = await ask(file, { as: 'dealerManager' })
  expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8')
  expect(yaml.headers.get('cache-control')).toBe('private, no-store')
  const disposition = yaml.headers.get('content-disposition') ?? ''
  expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe('售后服务核心流程审核表 1.0.0.yaml')
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+\.yaml"; filename\*=UTF-8''/)
  const content = readShipped().checklists.find((one) => one.content.id === id)?.content
  expect(await yaml.text()).toBe(content && checklistYaml({ ...content, version: '1.0.0' }, app.vocabulary))
  const book = await ask(`${file}?format=xlsx`, { as: 'headOffice' })
  expect(book.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  expect(
    Buffer.from(await book.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

it('gives a draft with flaws as YAML only and says why; a sound one as both', async () => {
  const { ask, begin, edit } = await world()
  const draft = await begin()
  const file = `/checklist-drafts/${draft}/file`
  for (const format of ['yaml', 'xlsx']) {
    expect((await ask(`${file}?format=${format}`, { as: 'headOffice' })).status).toBe(200)
    expect((await ask(`${file}?format=${format}`, { as: 'auditor' })).status).toBe(404)
  }
  await edit(draft, withItem('AS-1-02', { text: { zh: '有', en: '' } }))
  const yaml = await ask(`${file}?format=yaml`, { as: 'headOffice' })
  expect(await yaml.text()).toMatch(/zh: 有\n\s+en: ''/)
  const book = await ask(`${file}?format=xlsx`, { as: 'headOffice' })
  expect(book.status).toBe(409)
  expect(await book.text()).toContain('工作簿只能装下完整的检查表')
})
