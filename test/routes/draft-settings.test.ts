import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { changeDraft, createDraft, fingerprint, getDraft, putDraft } from '../../server/checklists/drafts/commands.ts'
import { type Draft, partOf, withPart } from '../../server/checklists/drafts/draft.ts'
import { type SettingsName, shownFields } from '../../server/checklists/drafts/settings-fields.ts'
import { usersOf } from '../../server/checklists/drafts/settings-names.ts'
import { writtenChecklist } from '../../server/checklists/format.ts'
import type { CastName } from '../../server/demo/cast.ts'
import { type TestApp, testApp } from '../support/app.ts'

const unknown = '00000000-0000-4000-8000-000000000000'
const as = 'headOffice'
const parts: readonly SettingsName[] = ['head', 'scoring', 'vocabulary', 'scenario', 'timeline', 'schedule']

const everyField = writtenChecklist.parse(
  parse(readFileSync(new URL('../rules/exchange-every-field.yaml', import.meta.url), 'utf8')),
)

const begun = async (test: TestApp, draft: Draft = everyField) =>
  putDraft(test.app, await test.actor(as), draft, { basedOn: null })
const draftOf = async (test: TestApp, id: string) => (await getDraft(test.db, await test.actor(as), id)).draft

type Form = Record<string, string | string[]>

/** The form of a part as the page shows it, with some fields typed otherwise. */
const filled = (draft: Draft, part: SettingsName, typed: Form = {}): Form => {
  const value = partOf(draft, { part })
  return { ...shownFields(part, value ?? {}), seen: fingerprint(value), ...typed }
}
const send = (test: TestApp, id: string, part: SettingsName, form: Form) =>
  test.ask(`/checklist-drafts/${id}/${part}`, { as, form })
const open = async (test: TestApp, id: string, part: SettingsName) =>
  (await test.ask(`/checklist-drafts/${id}/${part}`, { as })).text()

const plain = (text: string | undefined) => text?.replace(/<[^>]+>/g, '').replaceAll('&#39;', "'")
const sentenceAt = (html: string, field: string, kind: 'error' | 'todo') =>
  plain(html.match(new RegExp(`id="f-${field.replace(/[^\w-]+/g, '-')}-${kind}"[^>]*>([^<]+)`))?.[1])
const valueAt = (html: string, name: string) =>
  html.match(new RegExp(`<input[^>]* name="${name.replaceAll('.', '\\.')}"[^>]* value="([^"]*)"`))?.[1]

it('does not exist for anyone but head office, nor for drafts that do not exist', async () => {
  const test = await testApp()
  const id = await begun(test)
  const others: CastName[] = ['administrator', 'regionEast', 'auditor', 'shopper', 'dealerManager']
  for (const part of parts) {
    for (const role of others) {
      expect((await test.ask(`/checklist-drafts/${id}/${part}`, { as: role })).status).toBe(404)
      const form = filled(everyField, part)
      expect((await test.ask(`/checklist-drafts/${id}/${part}`, { as: role, form })).status).toBe(404)
    }
    expect((await send(test, unknown, part, {})).status).toBe(404)
  }
  expect(await draftOf(test, id)).toEqual(everyField)
})

it('shows every field, and saving without a change changes nothing', async () => {
  const test = await testApp()
  const id = await begun(test)
  for (const part of parts) {
    const html = await open(test, id, part)
    const names = Object.entries(filled(everyField, part)).flatMap(([name, value]) => (value.length > 0 ? name : []))
    for (const name of names) expect([part, name, html.includes(`name="${name}"`)]).toEqual([part, name, true])
    const response = await send(test, id, part, filled(everyField, part))
    expect([part, response.status, response.headers.get('location')]).toEqual([
      part,
      303,
      `/checklist-drafts/${id}/${part}`,
    ])
  }
  expect(await draftOf(test, id)).toEqual(everyField)
  const { revision } = await getDraft(test.db, await test.actor(as), id)
  expect(revision).toBe(1)
})

it('keeps what is typed, and logs who did', async () => {
  const test = await testApp()
  const id = await begun(test)
  await send(
    test,
    id,
    'head',
    filled(everyField, 'head', { 'title.en': 'Another title', duration_min: '90', blind: '' }),
  )
  await send(
    test,
    id,
    'scoring',
    filled(everyField, 'scoring', { floor: '', 'bands.3.grade': 'D', 'bands.3.zh': '差' }),
  )
  await send(
    test,
    id,
    'scenario',
    filled(everyField, 'scenario', { 'must_do.5.zh': '要做三', 'must_do.5.en': 'Do three' }),
  )
  const after = await draftOf(test, id)
  expect(after).toMatchObject({ title: { en: 'Another title' }, duration_min: 90, blind: false })
  expect(after.scoring.floor).toBeUndefined()
  expect(after.scoring.bands[3]).toEqual({ grade: 'D', zh: '差', en: '' })
  expect(after.scenario?.must_do).toHaveLength(3)
  const log = await test.db
    .selectFrom('activity')
    .select(['verb', 'details'])
    .where('subject_id', '=', everyField.id)
    .orderBy('position')
    .execute()
  expect(log.map(({ details, verb }) => [verb, JSON.parse(String(details)).part])).toEqual([
    ['checklist.draft', undefined],
    ['checklist.edit', 'head'],
    ['checklist.edit', 'scoring'],
    ['checklist.edit', 'scenario'],
  ])
})

it('says at the fields what is still to do when the form opens', async () => {
  const test = await testApp()
  const given = { id: 'new', kind: 'mystery_shop', program: 'x', title: { zh: '新表', en: '' } } as const
  const id = await createDraft(test.app, await test.actor(as), given)
  const head = await open(test, id, 'head')
  expect(sentenceAt(head, 'title.en', 'todo')).toBe('还缺英文。')
  expect(sentenceAt(await open(test, id, 'scoring'), 'bands', 'todo')).toBe('至少需要1条。')
  await send(test, id, 'scoring', {
    ...filled(await draftOf(test, id), 'scoring'),
    rollup: 'start_minus',
    'bands.0.grade': 'A',
    'gates.0.id': 'G1',
    'gates.0.conditions.0.condition': 'any_group_below',
    'gates.0.conditions.0.value': '80',
    'gates.0.effect': 'cap_grade',
    'gates.0.grade': 'Z',
  })
  const scoring = await open(test, id, 'scoring')
  expect(sentenceAt(scoring, 'start_minus.start', 'todo')).toBe('请填写起始分。')
  expect(
    sentenceAt(scoring, 'gates.0.conditions.0.group', 'todo') ??
      sentenceAt(scoring, 'gates.0.conditions.0.value', 'todo'),
  ).toMatch(/还没有分组/)
  expect(sentenceAt(scoring, 'gates.0.grade', 'todo')).toMatch(/没有等级“Z”/)
  expect(scoring).toContain('任一分组低于 80%')
})

it('refuses what cannot be kept at its field, with everything that was typed', async () => {
  const test = await testApp()
  const id = await begun(test)
  const response = await send(
    test,
    id,
    'scoring',
    filled(everyField, 'scoring', {
      display_decimals: 'two',
      'bands.1.min': '',
      'bands.7.min': 'sixty',
      'bands.7.grade': 'D<',
      'gates.0.conditions.1.value': 'x',
    }),
  )
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(sentenceAt(html, 'display_decimals', 'error')).toBe('请输入数字。')
  // The rows are counted without gaps when they come back.
  expect(sentenceAt(html, 'bands.3.min', 'error')).toBe('请输入数字。')
  expect(valueAt(html, 'bands.3.min')).toBe('sixty')
  expect(valueAt(html, 'bands.3.grade')).toBe('D&lt;')
  expect(sentenceAt(html, 'gates.0.conditions.1.value', 'error')).toBe('请输入数字。')
  const twice = await send(test, id, 'scoring', filled(everyField, 'scoring', { 'gates.0.grade': '' }))
  expect(sentenceAt(await twice.text(), 'gates.0.grade', 'error')).toBe('请选择一项。')
  expect(await draftOf(test, id)).toEqual(everyField)
})

it('does not overwrite what somebody else changed since, unless one insists', async () => {
  const test = await testApp()
  const id = await begun(test)
  const mine = filled(everyField, 'head', { 'title.zh': '我的名称' })
  await changeDraft(test.app, await test.actor('headOfficeSecond'), id, {}, (draft) =>
    withPart(draft, { part: 'head' }, { ...partOf(draft, { part: 'head' }), duration_min: 77 }),
  )
  const response = await send(test, id, 'head', mine)
  expect(response.status).toBe(409)
  const html = await response.text()
  expect(html).toContain('您打开此页后，别人改动了这一部分。')
  expect(valueAt(html, 'title.zh')).toBe('我的名称')
  expect((await draftOf(test, id)).duration_min).toBe(77)
  const again = await send(test, id, 'head', { ...mine, seen: valueAt(html, 'seen') ?? '' })
  expect(again.status).toBe(303)
  expect(await draftOf(test, id)).toMatchObject({ title: { zh: '我的名称' }, duration_min: 45 })
})

it('adds, moves and removes rows without saving, for those without script', async () => {
  const test = await testApp()
  const id = await begun(test)
  const moved = await send(
    test,
    id,
    'scoring',
    filled(everyField, 'scoring', { down: 'bands.0', 'bands.0.en': 'Typed' }),
  )
  expect(moved.status).toBe(200)
  const html = await moved.text()
  expect([valueAt(html, 'bands.0.grade'), valueAt(html, 'bands.1.grade'), valueAt(html, 'bands.1.en')]).toEqual([
    'B',
    'A+',
    'Typed',
  ])
  const added = await (
    await send(test, id, 'scoring', filled(everyField, 'scoring', { add: 'gates.0.conditions' }))
  ).text()
  expect(added).toContain('name="gates.0.conditions.2.condition"')
  expect(await draftOf(test, id)).toEqual(everyField)
})

it('copies a shared scale to the own ones, unsaved, with all that was typed', async () => {
  const test = await testApp()
  const id = await begun(test)
  const form = filled(everyField, 'vocabulary', { take: 'scales/six_s_0_4', 'words.methods.0.en': 'Typed' })
  const html = await (await send(test, id, 'vocabulary', form)).text()
  expect(valueAt(html, 'scales.2._name')).toBe('six_s_0_4')
  expect(html).toContain('name="scales.2.anchors.4.zh"')
  expect(valueAt(html, 'words.methods.0.en')).toBe('Typed')
  expect(html).toContain('“six_s_0_4”已复制到自有的末尾')
  expect(await draftOf(test, id)).toEqual(everyField)
  const { take: _, ...nothing } = filled(everyField, 'vocabulary', { take: 'scales/gone' })
  expect((await send(test, id, 'vocabulary', nothing)).status).toBe(303)
})

it('lets items follow a new name, and keeps names that items use', async () => {
  const test = await testApp()
  const id = await begun(test)
  const typed = filled(everyField, 'vocabulary', { 'scales.0._name': 'stars', 'words.positions.0._name': 'washer' })
  expect((await send(test, id, 'vocabulary', typed)).status).toBe(303)
  const after = await draftOf(test, id)
  expect(usersOf(after, 'scales', 'stars')).toEqual(usersOf(everyField, 'scales', 'own_scale'))
  expect(usersOf(after, 'positions', 'washer').length).toBeGreaterThan(1)

  const without = Object.fromEntries(
    Object.entries(filled(after, 'vocabulary')).filter(([name]) => !name.startsWith('words.positions')),
  )
  const refused = await send(test, id, 'vocabulary', { ...without, 'words.methods.0.en': 'Typed' })
  expect(refused.status).toBe(409)
  const html = await refused.text()
  expect(html).toMatch(/“washer”仍被 EF-01, EF-\d+ 使用/)
  expect(valueAt(html, 'words.methods.0.en')).toBe('Typed')

  // An own entry that stands in for a shared one may go: the shared one is there again.
  const shared = Object.fromEntries(
    Object.entries(filled(after, 'vocabulary')).filter(([name]) => !name.startsWith('words.methods.0.')),
  )
  expect((await send(test, id, 'vocabulary', shared)).status).toBe(303)
  expect(Object.keys((await draftOf(test, id)).words?.methods ?? {})).toEqual(['smell'])
  // Whoever takes it away is told that items use it.
  const back = await send(
    test,
    id,
    'vocabulary',
    filled(await draftOf(test, id), 'vocabulary', {
      'words.methods.5._name': 'observe',
      'words.methods.5.zh': '看',
      'words.methods.5.en': 'See',
    }),
  )
  expect(decodeURIComponent(back.headers.get('set-cookie') ?? '')).toContain('good:settings.saved;')
  const gone = await send(
    test,
    id,
    'vocabulary',
    Object.fromEntries(
      Object.entries(filled(await draftOf(test, id), 'vocabulary')).filter(
        ([name]) => !name.startsWith('words.methods.1.'),
      ),
    ),
  )
  expect(decodeURIComponent(gone.headers.get('set-cookie') ?? '')).toContain('watch:settings.saved_shared_again')
})

it('lets durations and conditions follow a mark, and keeps marks that are timed', async () => {
  const test = await testApp()
  const id = await begun(test)
  expect((await send(test, id, 'timeline', filled(everyField, 'timeline', { 'marks.0.id': 'ARRIVAL' }))).status).toBe(
    303,
  )
  const after = await draftOf(test, id)
  expect(after.timeline).toMatchObject({ order: ['T3', 'ARRIVAL'], not_reached_allowed: ['T2', 'T3'] })
  expect(usersOf(after, 'marks', 'ARRIVAL')).toEqual(['EF-01', 'EF-10'])
  const none = { seen: fingerprint(partOf(after, { part: 'timeline' })) }
  expect(await (await send(test, id, 'timeline', none)).text()).toMatch(/“ARRIVAL”仍被 EF-01, EF-10 使用/)
  const unused = { ...after, sections: [] }
  await changeDraft(test.app, await test.actor(as), id, {}, () => unused)
  expect((await send(test, id, 'timeline', none)).status).toBe(303)
  expect((await draftOf(test, id)).timeline).toBeUndefined()
})

it('takes a scenario and a schedule away when nothing is left in their forms', async () => {
  const test = await testApp()
  const id = await begun(test)
  for (const part of ['scenario', 'schedule'] as const) {
    const seen = fingerprint(partOf(await draftOf(test, id), { part }))
    expect((await send(test, id, part, { seen, 'must_do.0._row': '', daily: '' })).status).toBe(303)
    expect((await draftOf(test, id))[part]).toBeUndefined()
    const nothing = { seen: fingerprint(undefined) }
    expect((await send(test, id, part, nothing)).status).toBe(303)
  }
})
