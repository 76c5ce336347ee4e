import { expect, it } from 'vitest'
import {
  addItem,
  addSection,
  moveItem,
  moveSection,
  removeItem,
  renamed,
} from '../../server/checklists/drafts/arrange.ts'
import { type Draft, emptyDraft, type Part, partOf, shapeOf, withPart } from '../../server/checklists/drafts/draft.ts'
import { flawsOfDraft, flawsOfPart } from '../../server/checklists/drafts/flaws.ts'
import { fieldsOf, partFrom, rowsOfRecord } from '../../server/checklists/drafts/form-tree.ts'
import { writtenOf } from '../../server/exchange/written.ts'
import { readCommonVocabulary, readShipped } from '../support/checklists.ts'

const common = readCommonVocabulary()
const drafts = readShipped().checklists.map(({ content }) => writtenOf(content, common))
const partsOf = (draft: Draft): Part[] => [
  { part: 'head' },
  { part: 'scoring' },
  ...(['scenario', 'timeline', 'schedule'] as const).flatMap((part) => (draft[part] ? [{ part }] : [])),
  ...draft.sections.flatMap((section): Part[] => [
    { part: 'section', id: section.id },
    ...section.items.map(({ id }): Part => ({ part: 'item', id })),
  ]),
]

it('gives every part of every shipped checklist back as it was, through the fields of its form', () => {
  for (const draft of drafts) {
    for (const part of partsOf(draft)) {
      const value = partOf(draft, part)
      expect(partFrom(fieldsOf(value), shapeOf(part)), JSON.stringify(part)).toEqual(value)
      expect(withPart(draft, part, value ?? null)).toEqual(draft)
    }
  }
})

it('gives own scales and words back, an entry for each row', () => {
  const scales = { stars: { ...common.scales.vda_10!, anchors: [...common.scales.vda_10!.anchors] } }
  const words = { positions: { lead: { zh: '组长', en: 'Lead' } } }
  const typed = { ...rowsOfRecord(scales, 'scales'), ...rowsOfRecord(words.positions, 'words.positions') }
  expect(partFrom(typed, shapeOf({ part: 'vocabulary' }))).toEqual({ scales, words })
})

it('leaves out rows with nothing in them, and what another type of answer does not have', () => {
  const item = { part: 'item', id: 'A-1' } as const
  const typed = {
    id: ' A-1 ',
    'text.zh': '地面清洁',
    'response.type': 'number',
    'response.rule': 'count_deduct',
    'response.unit.zh': '处',
    'response.unit.en': 'spots',
    'response.per': '０.５',
    'response.min_ok': '',
    'response.options.0.zh': '',
    'losses.0.code': '',
    'losses.4.code': 'oil',
    'losses.4.zh': '油污',
    points: '1,000',
    critical: 'on',
    tags: ['', 'moment-of-truth'],
  }
  expect(partFrom(typed, shapeOf(item))).toMatchObject({
    id: 'A-1',
    text: { zh: '地面清洁', en: '' },
    response: { type: 'number', rule: 'count_deduct', unit: { zh: '处', en: 'spots' }, per: 0.5 },
    losses: [{ code: 'oil', zh: '油污', en: '' }],
    points: 1000,
    critical: true,
    na_allowed: false,
    tags: ['moment-of-truth'],
  })
})

it('names every flaw at the part in which it is mended', () => {
  const [draft] = drafts as [Draft]
  expect(flawsOfDraft(draft, common)).toEqual([])
  const item = draft.sections[1]?.items[2]
  const part = { part: 'item', id: item?.id ?? '' } as const
  const broken = withPart(draft, part, { ...item, text: { zh: '地面', en: '' }, responsible: 'wizard' })
  const flaws = flawsOfDraft(broken, common)
  expect(flawsOfPart(flaws, broken, part).map(({ path, word }) => [path.join('.'), word])).toEqual([
    ['text.en', 'checklist.problem.missing_en'],
    ['responsible', 'checklist.problem.unknown_position'],
  ])
  expect(flawsOfPart(flaws, broken, { part: 'section', id: draft.sections[1]?.id ?? '' })).toEqual([])
  expect(flawsOfPart(flaws, broken, { part: 'head' })).toEqual([])
})

it('moves, adds and removes, and lets what is gone be', () => {
  const [draft] = drafts as [Draft]
  const [first, second] = draft.sections
  const codes = (changed: Draft, at: number) => changed.sections[at]?.items.map(({ id }) => id)
  const [a, b] = first?.items ?? []
  expect(codes(moveItem(draft, a!.id, first!.id, null), 0)?.at(-1)).toBe(a!.id)
  expect(codes(moveItem(draft, b!.id, first!.id, a!.id), 0)?.slice(0, 2)).toEqual([b!.id, a!.id])
  expect(codes(moveItem(draft, a!.id, second!.id, second!.items[0]!.id), 1)?.[0]).toBe(a!.id)
  expect(moveItem(draft, 'gone', first!.id, null)).toBe(draft)
  expect(moveItem(draft, a!.id, 'gone', null)).toBe(draft)
  expect(moveSection(draft, second!.id, first!.id).sections[0]?.id).toBe(second!.id)
  expect(codes(removeItem(draft, a!.id), 0)).not.toContain(a!.id)
  expect(codes(addItem(draft, first!.id, { ...a!, id: 'NEW-1' }, b!.id), 0)?.[1]).toBe('NEW-1')
  expect(addSection(draft, { ...first!, id: 'Z' }).sections.at(-1)?.id).toBe('Z')
})

it('copies a checklist under codes of its own, in gates as well', () => {
  const draft = drafts.find(({ scoring }) => scoring.gates?.some(({ when }) => when.item_failed))!
  const copy = renamed(draft, 'copy', (code) => `X-${code}`)
  expect(flawsOfDraft(copy, common)).toEqual([])
  expect(copy.scoring.gates?.map(({ when }) => when.item_failed)).toEqual(
    draft.scoring.gates?.map(({ when }) => when.item_failed && `X-${when.item_failed}`),
  )
})

it('begins with the usual rules, and says what is still to be written', () => {
  const draft = emptyDraft({ id: 'new', kind: 'self_check', program: '6s', title: { zh: '自检', en: '' } })
  const words = flawsOfDraft(draft, common).map(({ path, word }) => `${path.join('.')} ${word}`)
  expect(words).toContain('title.en checklist.problem.missing_en')
  expect(words).toContain('sections checklist.problem.too_few')
})
