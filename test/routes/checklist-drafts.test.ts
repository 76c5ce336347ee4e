import { expect, it } from 'vitest'
import { itemsOf } from '../../server/checklists/drafts/arrange.ts'
import { fingerprint } from '../../server/checklists/drafts/commands.ts'
import { type Draft, partOf } from '../../server/checklists/drafts/draft.ts'
import { itemFields } from '../../server/checklists/drafts/item-fields.ts'
import { findDraft } from '../../server/checklists/drafts/store.ts'
import { people } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { withChecklists } from '../support/world.ts'

type Form = Record<string, string | string[]>

const as = 'headOffice'
const idIn = (response: Response) =>
  /checklist-drafts\/([^/#]+)/.exec(response.headers.get('location') ?? '')?.[1] ?? ''
const draftOf = async (test: TestApp, id: string): Promise<Draft> => (await findDraft(test.db, id))!.draft

/** The next version of the 6S checklist as a draft. */
const withDraft = async () => {
  const test = await testApp()
  await withChecklists(test)
  await test.db.updateTable('users').set({ locale: 'en' }).where('id', '=', people[as].id).execute()
  const { version } = await test.db
    .selectFrom('checklist_versions')
    .select('version')
    .where('checklist_id', '=', '6s-workshop-showroom')
    .executeTakeFirstOrThrow()
  const begun = await test.ask(`/checklists/6s-workshop-showroom/versions/${version}/draft`, { as, form: {} })
  return { test, id: idIn(begun), version }
}

/** What the form of an item holds when it is opened, with what one types into it. */
const formOf = async (test: TestApp, id: string, code: string, typed: Form): Promise<Form> => {
  const part = { part: 'item', id: code } as const
  const draft = await draftOf(test, id)
  const item = itemsOf(draft).find((one) => one.id === code)!
  return { ...itemFields(item), seen: fingerprint(partOf(draft, part)), ...typed }
}

const log = (test: TestApp) =>
  test.db
    .selectFrom('activity')
    .select(['verb', 'subject_id', 'details'])
    .where('subject_type', '=', 'checklist')
    .where('verb', '!=', 'checklist.publish')
    .orderBy('position')
    .execute()

it('is for head office only, and exists for nobody else', async () => {
  const { test, id } = await withDraft()
  for (const path of ['/checklists/new', `/checklist-drafts/${id}`, `/checklist-drafts/${id}/items/6S-1-01`]) {
    for (const person of ['administrator', 'auditor', 'regionEast', 'dealerManager'] as const) {
      expect((await test.ask(path, { as: person })).status, `${path} ${person}`).toBe(404)
    }
    expect((await test.ask(path, { as })).status).toBe(200)
  }
  expect(await (await test.ask('/checklists', { as: 'auditor' })).text()).not.toContain('/checklists/new')
})

it('has no page for drafts, sections and items that are not there', async () => {
  const { test, id } = await withDraft()
  for (const path of [
    '/checklist-drafts/none',
    '/checklist-drafts/00000000-0000-4000-8000-000000000000',
    `/checklist-drafts/${id}/items/none`,
    `/checklist-drafts/${id}/sections/none`,
    `/checklist-drafts/${id}/items/none/removal`,
    '/checklists/none/versions/1.0.0/copy',
  ]) {
    expect((await test.ask(path, { as })).status, path).toBe(404)
  }
})

it('begins a checklist from a title in one language, and refuses ids that are taken or badly written', async () => {
  const { test } = await withDraft()
  const given = { id: 'new-one', kind: 'oem_audit', program: 'service', 'title.zh': '新检查表', 'title.en': '' }
  for (const id of ['6s-workshop-showroom', 'two words', '']) {
    const refused = await test.ask('/checklists', { as, form: { ...given, id } })
    expect([422, 409], id).toContain(refused.status)
    const html = await refused.text()
    expect(html).toContain('value="新检查表"')
    expect(html).toContain('id="f-id-error"')
  }
  expect((await test.ask('/checklists', { as, form: { ...given, 'title.zh': '' } })).status).toBe(422)
  const made = await test.ask('/checklists', { as, form: given })
  expect(made.status).toBe(303)
  expect(await draftOf(test, idIn(made))).toMatchObject({
    id: 'new-one',
    title: { zh: '新检查表', en: '' },
    sections: [],
  })
  const html = await (await test.ask(`/checklist-drafts/${idIn(made)}`, { as })).text()
  expect(html).toContain('No sections yet')
})

it('goes on with the one draft that a checklist has', async () => {
  const { test, id, version } = await withDraft()
  const again = await test.ask(`/checklists/6s-workshop-showroom/versions/${version}/draft`, { as, form: {} })
  expect(idIn(again)).toBe(id)
  const html = await (await test.ask('/checklists', { as })).text()
  expect(html).toContain(`href="/checklist-drafts/${id}"`)
  expect(html).toContain('ready to publish')
})

it('is reached from the page of a version, by head office only', async () => {
  const { test, id, version } = await withDraft()
  const other = '/checklists/sales-standards-ssi/versions/1.0.0'
  const of6S = `/checklists/6s-workshop-showroom/versions/${version}`
  const [begun, notBegun] = await Promise.all([of6S, other].map(async (path) => (await test.ask(path, { as })).text()))
  expect(begun).toContain(`href="/checklist-drafts/${id}"`)
  expect(begun).not.toContain(`action="${of6S}/draft"`)
  expect(begun).toContain(`href="${of6S}/copy"`)
  expect(notBegun).toContain(`action="${other}/draft"`)
  const read = await (await test.ask(of6S, { as: 'auditor' })).text()
  for (const way of ['/checklist-drafts/', `${of6S}/draft`, `${of6S}/copy`]) expect(read).not.toContain(way)
})

it('leads from an item and a section to where its auditor will see them', async () => {
  const { test, id } = await withDraft()
  const textOf = async (path: string) => (await test.ask(`/checklist-drafts/${id}${path}`, { as })).text()
  expect(await textOf('/items/6S-1-01')).toContain(`href="/checklist-drafts/${id}/preview#item-6S-1-01"`)
  const section = (await draftOf(test, id)).sections[0]!.id
  expect(await textOf(`/sections/${section}`)).toContain(`href="/checklist-drafts/${id}/preview#section-${section}"`)
})

it('says what is wrong with an item by the labels of its form', async () => {
  const { test, id } = await withDraft()
  const range = {
    'response.type': 'number',
    'response.rule': '',
    'response.min_ok': '',
    'response.max_ok': '',
    ...unit,
  }
  const form = await formOf(test, id, '6S-1-01', range)
  await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, { as, form })
  const page = await (await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, { as })).text()
  expect(page).toContain('Fill in a lower limit, an upper limit or both.')
  expect(page).not.toContain('Give min_ok')
})

it('copies a checklist under another id, title and codes, and refuses codes that are used', async () => {
  const { test, version } = await withDraft()
  const path = `/checklists/6s-workshop-showroom/versions/${version}/copy`
  const given = { id: 'copy', prefix: '6S', 'title.zh': '副本', 'title.en': 'Copy' }
  const refused = await test.ask(path, { as, form: given })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('uses the code “6S-1-01” already')
  const copy = await draftOf(test, idIn(await test.ask(path, { as, form: { ...given, prefix: 'CP' } })))
  expect(copy.title).toEqual({ zh: '副本', en: 'Copy' })
  expect(itemsOf(copy)[0]?.id).toBe('CP-1-01')
})

it('adds sections and items under the next free codes, and copies items', async () => {
  const { test, id } = await withDraft()
  const section = await test.ask(`/checklist-drafts/${id}/sections`, { as, form: {} })
  expect(section.headers.get('location')).toMatch(/\/sections\/[\w-]+$/)
  const added = await test.ask(`/checklist-drafts/${id}/items`, { as, form: { after: '6S-1-02' } })
  const [first] = (await draftOf(test, id)).sections
  const last = first?.items.at(-1)?.id
  expect(added.headers.get('location')).toBe(`/checklist-drafts/${id}/items/${first?.items[2]?.id}`)
  expect(first?.items[2]).toMatchObject({ text: { zh: '', en: '' }, response: { type: 'yes_no' } })
  expect(last).not.toBe(first?.items[2]?.id)
  const copied = await test.ask(`/checklist-drafts/${id}/items/6S-1-01/copy`, { as, form: {} })
  expect(copied.status).toBe(303)
  const [, copy] = (await draftOf(test, id)).sections[0]?.items ?? []
  const original = first?.items[0]
  expect({ ...copy, id: '' }).toEqual({ ...original, id: '' })
  expect((await test.ask(`/checklist-drafts/${id}/items`, { as, form: { section: 'none' } })).status).toBe(404)
})

it('moves items by a step, into the next section and by drag, and notes each move in the log', async () => {
  const { test, id } = await withDraft()
  const path = `/checklist-drafts/${id}/order`
  const codes = async (at: number) => (await draftOf(test, id)).sections[at]?.items.map((item) => item.id) ?? []
  const before = await codes(0)
  await test.ask(path, { as, form: { down: `item:${before[0]}` } })
  expect((await codes(0)).slice(0, 2)).toEqual([before[1], before[0]])
  await test.ask(path, { as, form: { down: `item:${before.at(-1)}` } })
  expect((await codes(1))[0]).toBe(before.at(-1))
  const sections = (await draftOf(test, id)).sections.map((section) => section.id)
  const moved = await test.ask(path, {
    as,
    form: { what: `item:${before[0]}`, into: sections[2] ?? '', before: (await codes(2))[1] ?? '' },
  })
  expect(moved.headers.get('location')).toBe(`/checklist-drafts/${id}#item-${before[0]}`)
  expect((await codes(2))[1]).toBe(before[0])
  await test.ask(path, { as, form: { up: `section:${sections[1]}` } })
  expect((await draftOf(test, id)).sections[0]?.id).toBe(sections[1])
  expect((await test.ask(path, { as, form: {} })).status).toBe(422)
  expect((await log(test)).at(-1)).toMatchObject({
    verb: 'checklist.edit',
    subject_id: '6s-workshop-showroom',
    details: JSON.stringify({ part: 'section', id: sections[1], did: 'moved' }),
  })
})

it('says what goes before a section or item is removed', async () => {
  const { test, id } = await withDraft()
  const html = await (await test.ask(`/checklist-drafts/${id}/sections/seiri/removal`, { as })).text()
  expect(html).toContain('6S-1-01')
  await test.ask(`/checklist-drafts/${id}/items/6S-1-01/removal`, { as, form: {} })
  expect(itemsOf(await draftOf(test, id)).map((item) => item.id)).not.toContain('6S-1-01')
  await test.ask(`/checklist-drafts/${id}/sections/seiri/removal`, { as, form: {} })
  expect((await draftOf(test, id)).sections.map((section) => section.id)).not.toContain('seiri')
  expect((await test.ask(`/checklist-drafts/${id}/removal`, { as, form: {} })).headers.get('location')).toBe(
    '/checklists',
  )
  expect(await findDraft(test.db, id)).toBe(undefined)
})

it('saves the form of a section, and refuses the id of another one', async () => {
  const { test, id } = await withDraft()
  const draft = await draftOf(test, id)
  const seen = fingerprint(partOf(draft, { part: 'section', id: 'seiri' }))
  const form = { seen, id: 'seiton', 'title.zh': '整理', 'title.en': 'Sort', weight: '20', pass_mark: '60' }
  const path = `/checklist-drafts/${id}/sections/seiri`
  expect((await test.ask(path, { as, form })).status).toBe(422)
  expect((await test.ask(path, { as, form: { ...form, id: 'sort', weight: 'x' } })).status).toBe(422)
  expect(
    (await test.ask(path, { as, form: { ...form, id: 'sort', 'applies_if.dealer.has': ['body_shop', 'used_cars'] } }))
      .status,
  ).toBe(303)
  const section = (await draftOf(test, id)).sections[0]
  expect(section).toMatchObject({
    id: 'sort',
    weight: 20,
    pass_mark: 60,
    applies_if: { dealer: { has: ['body_shop', 'used_cars'] } },
  })
  expect(section?.items.length).toBe(draft.sections[0]?.items.length)
})

it('marks what is still to do in the outline and at its field', async () => {
  const { test, id } = await withDraft()
  await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, {
    as,
    form: await formOf(test, id, '6S-1-01', { 'text.en': '', responsible: 'wizard' }),
  })
  const outline = await (await test.ask(`/checklist-drafts/${id}`, { as })).text()
  const row = outline.slice(outline.indexOf('id="item-6S-1-01"'), outline.indexOf('id="item-6S-1-02"'))
  expect(row).toContain('1 to translate')
  expect(row).toContain('1 to do')
  const form = await (await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, { as })).text()
  expect(form).toContain('2 things still to do')
  expect(form).toMatch(/id="f-text-en"[^>]*aria-describedby="f-text-en-todo"/)
  expect(form).not.toContain('aria-invalid')
  expect(form).toContain('<option value="wizard" selected="">wizard ?</option>')
})

it('refuses what cannot be kept at its field, and loses nothing that was typed', async () => {
  const { test, id } = await withDraft()
  const before = await draftOf(test, id)
  const typed = { points: 'many', 'text.zh': '新的内容', 'losses.7.zh': '油污', 'losses.7.code': '' }
  const refused = await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, {
    as,
    form: await formOf(test, id, '6S-1-01', typed),
  })
  expect(refused.status).toBe(422)
  const html = await refused.text()
  expect(html).toMatch(/id="f-points"[^>]*aria-invalid="true"/)
  expect(html).toContain('新的内容')
  expect(html).toContain('value="油污"')
  expect(await draftOf(test, id)).toEqual(before)
})

it('refuses item codes that are used in this or in another checklist', async () => {
  const { test, id } = await withDraft()
  const path = `/checklist-drafts/${id}/items/6S-1-01`
  for (const [code, sentence] of [
    ['AS-1-01', 'The checklist “after-sales-core-process” uses the code'],
    ['6S-1-02', 'Another item of this checklist has the code'],
  ] as const) {
    const refused = await test.ask(path, { as, form: await formOf(test, id, '6S-1-01', { id: code }) })
    expect(refused.status, code).toBe(422)
    const html = await refused.text()
    expect(html).toContain(sentence)
    expect(html).toMatch(/id="f-id"[^>]*aria-invalid="true"/)
  }
})

it('tells of a change by somebody else, keeps what was typed, and saves it when asked again', async () => {
  const { test, id } = await withDraft()
  const path = `/checklist-drafts/${id}/items/6S-1-01`
  const mine = await formOf(test, id, '6S-1-01', { 'text.en': 'Mine' })
  await test.ask(path, { as: 'headOfficeSecond', form: await formOf(test, id, '6S-1-01', { 'text.en': 'Theirs' }) })
  const refused = await test.ask(path, { as, form: mine })
  expect(refused.status).toBe(409)
  const html = await refused.text()
  expect(html).toContain('Somebody changed this part')
  expect(html).toContain('Mine')
  const seen = /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(seen).not.toBe(mine.seen)
  expect((await test.ask(path, { as, form: { ...mine, seen } })).status).toBe(303)
  expect(itemsOf(await draftOf(test, id))[0]?.text.en).toBe('Mine')
})

it('goes on to the next item, or adds one, after saving', async () => {
  const { test, id } = await withDraft()
  const path = `/checklist-drafts/${id}/items/6S-1-01`
  const saved = await test.ask(path, { as, form: await formOf(test, id, '6S-1-01', { go: 'next', points: '3' }) })
  expect(saved.headers.get('location')).toBe(`/checklist-drafts/${id}/items/6S-1-02`)
  expect(itemsOf(await draftOf(test, id))[0]?.points).toBe(3)
  await test.ask(path, { as, form: await formOf(test, id, '6S-1-01', { go: 'add' }) })
  expect(itemsOf(await draftOf(test, id))[1]?.text).toEqual({ zh: '', en: '' })
})

it('shows the fields of another type of answer at once, with everything typed, and saves nothing', async () => {
  const { test, id } = await withDraft()
  const before = await draftOf(test, id)
  const typed = { 'response.type': 'choice', 'text.en': 'Typed meanwhile', show: 'answer' }
  const shown = await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, {
    as,
    form: await formOf(test, id, '6S-1-01', typed),
  })
  expect(shown.status).toBe(200)
  const html = await shown.text()
  expect(html).toContain('Typed meanwhile')
  expect(html).toContain('name="response.options.NEW.ratio"')
  const added = await test.ask(`/checklist-drafts/${id}/items/6S-1-01`, {
    as,
    form: { ...(await formOf(test, id, '6S-1-01', { ...typed, add: 'response.options' })) },
  })
  expect(await added.text()).toContain('name="response.options.0.ratio"')
  expect(await draftOf(test, id)).toEqual(before)
})

const band = (at: number, field: string, limit: string, ratio: string) => ({
  [`response.bands.${at}.${field}`]: limit,
  [`response.bands.${at}.ratio`]: ratio,
})
const option = (at: number, code: string, more: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({ code, zh: `选项${code}`, en: `Option ${code}`, ...more }).map(([key, value]) => [
      `response.options.${at}.${key}`,
      value,
    ]),
  )
const unit = { 'response.unit.zh': '份', 'response.unit.en': 'files' }
const wordedAs = (code: string) => ({ code, zh: `选项${code}`, en: `Option ${code}` })

it.each([
  ['yes_no', {}, { type: 'yes_no' }],
  ['text', {}, { type: 'text' }],
  ['scale', { scale: 'vda_10' }, { type: 'scale', scale: 'vda_10' }],
  [
    'scale',
    { scale: 'vda_10', 'ratings.combine': 'mean', 'ratings.decimals': '2' },
    { type: 'scale', scale: 'vda_10', ratings: { combine: 'mean', decimals: 2 } },
  ],
  ['sample', { rule: 'ratio', size: '10' }, { type: 'sample', rule: 'ratio', size: 10 }],
  ['sample', { rule: 'accept', size: '10', accept: '1' }, { type: 'sample', rule: 'accept', size: 10, accept: 1 }],
  [
    'sample',
    { rule: 'bands', size: '5', bands: 'vda_from_rate' },
    { type: 'sample', rule: 'bands', size: 5, bands: 'vda_from_rate' },
  ],
  ['sample', { rule: 'aql', level: 'II', aql: '2.5' }, { type: 'sample', rule: 'aql', level: 'II', aql: 2.5 }],
  ['number', { rule: '', min_ok: '1.5', max_ok: '' }, { type: 'number', min_ok: 1.5 }],
  ['number', { rule: 'share', of: '100' }, { type: 'number', rule: 'share', of: 100 }],
  [
    'number',
    { rule: 'count_deduct', per: '0.5', most: '2' },
    { type: 'number', rule: 'count_deduct', per: 0.5, most: 2 },
  ],
  [
    'number',
    { rule: 'step_deduct', from: '90', step: '5', per_step: '1', steps: 'started', worse: 'higher' },
    { type: 'number', rule: 'step_deduct', from: 90, step: 5, per_step: 1, steps: 'started', worse: 'higher' },
  ],
] as const)('saves an answer of the type %s %j and shows it again', async (type, fields, expected) => {
  const typed = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`response.${name}`, value]))
  const wanted = type === 'sample' || type === 'number' ? { ...expected, unit: { zh: '份', en: 'files' } } : expected
  await savesAndShows(
    { 'response.type': type, ...(type === 'sample' || type === 'number' ? unit : {}), ...typed },
    wanted,
  )
})

it.each([
  [
    'number',
    { 'response.rule': 'bands', _limit: 'max', ...unit, ...band(0, 'max', '2', '1'), ...band(3, 'max', '5', '0.5') },
    {
      rule: 'bands',
      unit: { zh: '份', en: 'files' },
      bands: [{ max: 2, ratio: 1 }, { max: 5, ratio: 0.5 }, { else_ratio: 0 }],
    },
  ],
  [
    'duration',
    {
      'response.from': 'arrival',
      'response.to': 'greeted',
      ...band(0, 'max_s', '60', '1'),
      ...band(1, 'max_s', '120', '0.5'),
    },
    { from: 'arrival', to: 'greeted', bands: [{ max_s: 60, ratio: 1 }, { max_s: 120, ratio: 0.5 }, { else_ratio: 0 }] },
  ],
] as const)('saves the bands of a %s with what is left over', async (type, fields, expected) => {
  await savesAndShows({ 'response.type': type, ...fields, 'response.else_ratio': '0' }, { type, ...expected })
})

it.each([
  [
    'choice',
    {
      ...option(0, 'a', { ratio: '1' }),
      ...option(2, 'b', { ratio: '0.5', severity: 'minor' }),
      'response.half_credit': '1',
    },
    {
      options: [
        { ...wordedAs('a'), ratio: 1 },
        { ...wordedAs('b'), ratio: 0.5, severity: 'minor' },
      ],
      half_credit: true,
    },
  ],
  [
    'choice',
    { ...option(0, 'a', { points: '5', possible: '5' }), ...option(1, 'b', { points: '-1', possible: '3' }) },
    {
      options: [
        { ...wordedAs('a'), points: 5, possible: 5 },
        { ...wordedAs('b'), points: -1, possible: 3 },
      ],
    },
  ],
  [
    'choice',
    { ...option(0, 'a', { demerit: '0' }), ...option(1, 'b', { demerit: '4' }), 'response.demerit_base': '1' },
    {
      options: [
        { ...wordedAs('a'), demerit: 0 },
        { ...wordedAs('b'), demerit: 4 },
      ],
      demerit_base: 1,
    },
  ],
  [
    'choices',
    { ...option(0, 'a', { points: '2' }), ...option(1, 'b', { points: '-1' }) },
    {
      options: [
        { ...wordedAs('a'), points: 2 },
        { ...wordedAs('b'), points: -1 },
      ],
    },
  ],
] as const)('saves the options of a %s: %j', async (type, fields, expected) => {
  await savesAndShows({ 'response.type': type, ...fields }, { type, ...expected })
})

const savesAndShows = async (typed: Form, expected: unknown) => {
  const { test, id } = await withDraft()
  const part = { part: 'item', id: '6S-1-02' } as const
  const path = `/checklist-drafts/${id}/items/6S-1-02`
  const draft = await draftOf(test, id)
  const { response: _, ...item } = itemsOf(draft).find((one) => one.id === part.id)!
  const form = { ...itemFields(item), seen: fingerprint(partOf(draft, part)), ...typed }
  const saved = await test.ask(path, { as, form })
  expect(saved.status, saved.status === 303 ? '' : await saved.text()).toBe(303)
  const read = itemsOf(await draftOf(test, id)).find((one) => one.id === part.id)?.response
  expect(read).toEqual(expected)
  // What the form shows is what it would save again.
  const html = await (await test.ask(path, { as })).text()
  const again = await test.ask(path, { as, form: typedIn(html) })
  expect(again.status).toBe(303)
  expect(itemsOf(await draftOf(test, id)).find((one) => one.id === part.id)?.response).toEqual(expected)
}

const unescaped = (text: string) =>
  text.replace(
    /&(quot|lt|gt|amp|#39);/g,
    (_, name: string) => ({ quot: '"', lt: '<', gt: '>', amp: '&', '#39': "'" })[name] ?? '',
  )

/** The fields of the form on a page as a browser would send them. */
const typedIn = (page: string): Form => {
  const html = page
    .slice(page.indexOf('<div class="part-form">'))
    .replace(/<template>.*?<\/template>/gs, '')
    .replace(/<noscript>.*?<\/noscript>/gs, '')
  const form: Form = {}
  const put = (name: string, value: string) => {
    const known = form[name]
    form[name] = known === undefined ? value : [...[known].flat(), value]
  }
  const fields = /<input ([^>]*)\/?>|<textarea ([^>]*)>[^<]*<\/textarea>|<select ([^>]*)>.*?<\/select>/gs
  for (const match of html.matchAll(fields)) {
    const [tag] = match
    const attributes = match[1] ?? match[2] ?? match[3] ?? ''
    const name = /name="([^"]*)"/.exec(attributes)?.[1]
    if (!name) continue
    if (tag.startsWith('<select')) put(name, /<option value="([^"]*)" selected=""/.exec(tag)?.[1] ?? '')
    else if (tag.startsWith('<textarea')) put(name, unescaped(/>([^<]*)</.exec(tag)?.[1] ?? ''))
    else if (!/type="checkbox"/.test(attributes) || /checked/.test(attributes)) {
      put(name, unescaped(/value="([^"]*)"/.exec(attributes)?.[1] ?? ''))
    }
  }
  return form
}

it('saves everything else of an item through its form', async () => {
  const { test, id } = await withDraft()
  const typed = {
    id: '6S-9-99',
    critical: '1',
    scored: '',
    'evidence.document': 'always',
    'evidence.receipt': 'always',
    'photos.0.zh': '全景',
    'photos.0.en': 'Overview',
    tags: 'practice:24h-call，moment-of-truth',
    'applies_if.answer.item': '6S-1-01',
    'applies_if.answer.is': ['no', 'not_applicable'],
    'applies_if.dealer.lacks': 'charging',
    'applies_if.last': ['failed', 'finding'],
  }
  const path = `/checklist-drafts/${id}/items/6S-1-02`
  const saved = await test.ask(path, { as, form: await formOf(test, id, '6S-1-02', typed) })
  expect(saved.headers.get('location')).toBe(`/checklist-drafts/${id}/items/6S-9-99`)
  const item = itemsOf(await draftOf(test, id))[1]
  expect(item).toMatchObject({
    id: '6S-9-99',
    critical: true,
    evidence: { document: 'always', receipt: 'always' },
    tags: ['practice:24h-call', 'moment-of-truth'],
    applies_if: {
      answer: { item: '6S-1-01', is: ['no', 'not_applicable'] },
      dealer: { lacks: ['charging'] },
      last: ['failed', 'finding'],
    },
  })
  expect(item?.photos?.[0]).toEqual({ code: 'P1', zh: '全景', en: 'Overview' })
  await test.ask(`/checklist-drafts/${id}/items/6S-9-99`, {
    as,
    form: await formOf(test, id, '6S-9-99', { scored: 'false', critical: [] }),
  })
  expect(itemsOf(await draftOf(test, id))[1]).toMatchObject({ scored: false, critical: false })
})

it('tells in the history who did what', async () => {
  const { test, id } = await withDraft()
  await test.ask(`/checklist-drafts/${id}/order`, { as, form: { down: 'item:6S-1-01' } })
  const html = await (await test.ask(`/checklist-drafts/${id}`, { as })).text()
  expect(html).toContain('changed the draft: moved Item 6S-1-01')
})
