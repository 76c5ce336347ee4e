import { expect, it } from 'vitest'
import { changeDraft, continueVersion } from '../../server/checklists/drafts/commands.ts'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import { doChores } from '../../server/chores.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { checklistYaml } from '../../server/exchange/yaml.ts'
import { testApp } from '../support/app.ts'
import { readShipped } from '../support/checklists.ts'
import { Book, common, everyField } from '../support/workbooks.ts'
import { withChecklists } from '../support/world.ts'

const shipped = readShipped().checklists.map(({ content }) => content)
const id = 'after-sales-core-process'
const after = shipped.find((content) => content.id === id) as ChecklistContent

const world = async (locale: 'zh-CN' | 'en' = 'en') => {
  const test = await testApp()
  const versionOf = await withChecklists(test)
  const { ask, db } = test
  await ask('/language', { as: 'headOffice', form: { locale } })
  const send = async (name: string, bytes: Uint8Array | string) => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(Buffer.from(bytes))], name))
    return ask('/checklists/imports', { as: 'headOffice', form })
  }
  /** Sends a file and gives the address of what became of it. */
  const sent = async (name: string, bytes: Uint8Array | string) => {
    const response = await send(name, bytes)
    expect(response.status).toBe(303)
    return response.headers.get('location') ?? ''
  }
  const html = async (path: string) => (await ask(path, { as: 'headOffice' })).text()
  const confirm = async (path: string) => {
    const seen = /name="seen" value="([^"]*)"/.exec(await html(path))?.[1]?.replaceAll('&quot;', '"') ?? ''
    return ask(`${path}/confirmation`, { as: 'headOffice', form: { seen } })
  }
  const left = async () => ({
    drafts: await db.selectFrom('checklist_drafts').select('checklist_id').execute(),
    versions: Number(
      (
        await db
          .selectFrom('checklist_versions')
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    ),
  })
  return { ...test, confirm, html, left, send, sent, versionOf }
}

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")

/** Files with one thing wrong, and the sentence that says so. */
const broken: Record<
  string,
  () => Promise<[name: string, bytes: Uint8Array | string, sentences: (string | RegExp)[]]>
> = {
  'an empty file': async () => ['a.xlsx', '', ['The file is empty.']],
  'a file of an old Excel': async () => [
    'a.xlsx',
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]),
    ['a file of an old Excel (.xls)'],
  ],
  'a CSV that is called a workbook': async () => ['a.xlsx', 'a,b\n1,2\n', ['This is a text file (such as CSV)']],
  'a damaged workbook': async () => [
    'a.xlsx',
    (await checklistWorkbook(after, 'en', common)).subarray(0, 4000),
    ['The file is damaged'],
  ],
  'YAML that is none': async () => ['a.yaml', 'id: [1, 2\nversion: 3', ['Line']],
  'YAML in another encoding': async () => [
    'a.yml',
    Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xff, 0xfe]),
    ['not written in UTF-8'],
  ],
  'an unknown position': async () => [
    'a.yaml',
    checklistYaml(after, common).replace('responsible: service_manager', 'responsible: wizard'),
    ['wizard', /Line \d+, sections\[\d\]\.items\[\d\] \(AS-\d-\d\d\)\.responsible/],
  ],
  'a missing translation': async () => {
    const book = await Book.of(after, 'en')
    const cell = book.set('Items', [undefined as never, 'AS-1-02'], 'Statement (English)', null)
    return [
      'a.xlsx',
      await book.bytes(),
      [`sheet “Items 检查项”, row ${/\d+/.exec(cell)?.[0]}, column ${/[A-Z]+/.exec(cell)?.[0]}`],
    ]
  },
  'a choice that is none': async () => {
    const book = await Book.of(after, 'en')
    book.set('Items', [undefined as never, 'AS-1-02'], 'Critical', 'perhaps')
    return ['a.xlsx', await book.bytes(), ['perhaps', 'sheet “Items 检查项”']]
  },
  'a code that is there twice': async () => {
    const book = await Book.of(after, 'en')
    book.set('Items', [undefined as never, 'AS-1-02'], 'Item code', 'AS-1-01')
    return ['a.xlsx', await book.bytes(), ['AS-1-01', /Items 检查项!\w+\d+/]]
  },
  'a date that Excel made of a code': async () => {
    const book = await Book.of(after, 'en')
    book.set('Items', [undefined as never, 'AS-1-02'], 'Item code', new Date('2026-01-02'))
    return ['a.xlsx', await book.bytes(), ['Excel has turned the entry into a date']]
  },
  'a sheet that is missing': async () => {
    const book = await Book.of(after, 'en')
    book.sheets.splice(
      book.sheets.findIndex(({ name }) => name.includes('Bands')),
      1,
    )
    return ['a.xlsx', await book.bytes(), ['The sheet “Bands” is missing']]
  },
  'weights that do not add up': async () => [
    'a.yaml',
    checklistYaml(after, common).replace(/weight: \d+/, 'weight: 99'),
    ['100'],
  ],
  'an item code of another checklist': async () => [
    'a.yaml',
    checklistYaml({ ...everyField(), id: 'mine' }, common).replaceAll('EF-01', 'AS-1-01'),
    ['The item code “AS-1-01” is used in', after.title.en],
  ],
}

it.each(Object.entries(broken))('imports nothing of %s, and says what is wrong', async (_, make) => {
  const { confirm, html, left, sent } = await world()
  const [name, bytes, sentences] = await make()
  const before = await left()
  const path = await sent(name, bytes)
  const shown = text(await html(path))
  for (const sentence of sentences) {
    if (sentence instanceof RegExp) expect(shown).toMatch(sentence)
    else expect(shown).toContain(sentence)
  }
  expect(shown).toContain('Nothing was imported.')
  expect(shown).not.toContain('Import as a draft')
  expect((await confirm(path)).status).toBe(409)
  expect(await left()).toEqual(before)
  // It can be left and found again.
  expect(await html('/checklists/imports')).toContain(`href="${path}"`)
})

it('says the same in Chinese', async () => {
  const { html, sent } = await world('zh-CN')
  const path = await sent(
    'a.yaml',
    checklistYaml(after, common).replace('responsible: service_manager', 'responsible: wizard'),
  )
  expect(text(await html(path))).toMatch(/第 \d+ 行，sections.*wizard/)
  expect(text(await html(path))).toContain('没有导入任何内容')
})

it('refuses what is no file of these kinds, at the field, and keeps nothing', async () => {
  const { ask, db, send } = await world('zh-CN')
  for (const [name, bytes, sentence] of [
    ['', '', '请选择一个文件'],
    ['a.pdf', '%PDF', '只能导入 .xlsx、.yaml 或 .yml 文件'],
    ['a.xls', 'x', '只能导入 .xlsx、.yaml 或 .yml 文件'],
  ] as const) {
    const response = await send(name, bytes)
    expect([name, response.status]).toEqual([name, 422])
    expect(await response.text()).toContain(sentence)
  }
  expect((await ask('/checklists/imports', { as: 'headOffice', form: {} })).status).toBe(422)
  expect((await ask('/checklists/imports', { as: 'auditor', form: {} })).status).toBe(404)
  expect(await db.selectFrom('checklist_imports').select('id').execute()).toEqual([])
})

it('shows what a new checklist holds and makes it a draft when it is confirmed, once', async () => {
  const { confirm, db, html, left, sent } = await world()
  const content = everyField()
  const path = await sent('新表 1.xlsx', await checklistWorkbook(content, 'zh-CN', common))
  const shown = text(await html(path))
  expect(shown).toContain('A new checklist')
  expect(shown).toContain('新表 1.xlsx')
  for (const { id: code } of content.sections.flatMap(({ items }) => items)) expect(shown).toContain(code)
  expect((await left()).drafts).toEqual([])
  const done = await confirm(path)
  const draft = await db.selectFrom('checklist_drafts').selectAll().executeTakeFirstOrThrow()
  expect([done.status, done.headers.get('location')]).toEqual([303, `/checklist-drafts/${draft.id}/publication`])
  expect(draft).toMatchObject({ checklist_id: content.id, based_on: null })
  expect((await confirm(path)).status).toBe(409)
  expect(await html(path)).toContain('Imported as a draft')
  const entry = await db
    .selectFrom('activity')
    .selectAll()
    .where('verb', '=', 'checklist.import')
    .executeTakeFirstOrThrow()
  expect(entry.subject_id).toBe(content.id)
})

it('shows the difference to the newest version, and to the draft where there is one', async () => {
  const { app, actor, confirm, db, html, sent, versionOf } = await world()
  const changed = checklistYaml(after, common).replace(/(id: AS-1-02[\s\S]*?points: )\d+/, '$17')
  const path = await sent('a.yaml', changed)
  const shown = await html(path)
  expect(shown).toContain('A draft of the next version')
  expect(shown).toContain(`Compared with version ${after.version}`)
  expect(shown).toMatch(/AS-1-02[\s\S]*<ins>/)
  expect(shown).toContain(`Version ${after.version}, which the file names, is published already`)

  const by = await actor('headOffice')
  const draft = await continueVersion(app, by, await versionOf(id))
  const now = await html(path)
  expect(now).toContain('have changed since the file was sent')
  expect(now).toContain('Compared with the draft')

  // What was looked at before the draft went on is not what is imported now.
  await changeDraft(app, by, draft, { part: 'head' }, (one) => ({ ...one, duration_min: 77 }))
  const late = await db.selectFrom('checklist_drafts').select('revision').executeTakeFirstOrThrow()
  expect(late.revision).toBe(2)
  expect((await confirm(path)).status).toBe(303)
  const kept = await db.selectFrom('checklist_drafts').selectAll().executeTakeFirstOrThrow()
  expect([kept.id, kept.revision]).toEqual([draft, 3])
  expect(JSON.parse(kept.content).duration_min).toBe(after.duration_min)
})

it('does not overwrite a draft that changed since the page was opened', async () => {
  const { app, ask, actor, html, db, sent, versionOf } = await world()
  const by = await actor('headOffice')
  const draft = await continueVersion(app, by, await versionOf(id))
  const path = await sent('a.yaml', checklistYaml({ ...after, duration_min: 33 }, common))
  const seen = /name="seen" value="([^"]*)"/.exec(await html(path))?.[1]?.replaceAll('&quot;', '"') ?? ''
  await changeDraft(app, by, draft, { part: 'head' }, (one) => ({ ...one, duration_min: 77 }))
  const response = await ask(`${path}/confirmation`, { as: 'headOffice', form: { seen } })
  expect(response.status).toBe(409)
  expect(await response.text()).toContain('The checklist has changed since you opened this page')
  const kept = await db.selectFrom('checklist_drafts').selectAll().executeTakeFirstOrThrow()
  expect(JSON.parse(kept.content).duration_min).toBe(77)
})

it('removes a file that is not wanted, and forgets files after two months', async () => {
  const { app, ask, clock, db, html, sent } = await world()
  const path = await sent('a.yaml', 'id: 1')
  expect((await ask(`${path}/removal`, { as: 'auditor', form: {} })).status).toBe(404)
  expect((await ask(`${path}/removal`, { as: 'headOffice', form: {} })).status).toBe(303)
  expect((await ask(path, { as: 'headOffice' })).status).toBe(404)
  expect((await ask(`${path}/confirmation`, { as: 'headOffice', form: {} })).status).toBe(404)
  await sent('b.yaml', 'id: 1')
  clock.now = new Date(clock.now.getTime() + 61 * 86_400_000)
  await sent('c.yaml', 'id: 1')
  await doChores(app)
  expect((await db.selectFrom('checklist_imports').select('file_name').execute()).map((row) => row.file_name)).toEqual([
    'c.yaml',
  ])
  expect(await html('/checklists/imports')).toContain('c.yaml')
})

it('gives identical bytes: export, import, publish under a new number, export again', {
  timeout: 240_000,
}, async () => {
  const { ask, confirm, sent } = await world()
  for (const { id: checklist, version } of shipped) {
    for (const [format, from, to] of [
      ['yaml', version, '8.0.0'],
      ['xlsx', '8.0.0', '8.0.1'],
    ] as const) {
      const file = (number: string, as: 'yaml' | 'xlsx') =>
        ask(`/checklists/${checklist}/versions/${number}/file?format=${as}`, { as: 'headOffice' })
      const path = await sent(`a.${format}`, Buffer.from(await (await file(from, format)).arrayBuffer()))
      const imported = await confirm(path)
      expect([checklist, format, imported.status]).toEqual([checklist, format, 303])
      const publication = imported.headers.get('location') ?? ''
      const published = await ask(publication, { as: 'headOffice', form: { version: to, revision: '1' } })
      expect([checklist, format, published.status]).toEqual([checklist, format, 303])
      const [before, now] = [await (await file(from, 'yaml')).text(), await (await file(to, 'yaml')).text()]
      expect(now).toBe(before.replace(`version: ${from}`, `version: ${to}`))
    }
  }
})
