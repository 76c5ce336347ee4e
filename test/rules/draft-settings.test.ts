import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { type Draft, emptyDraft, type Part, partOf, shapeOf } from '../../server/checklists/drafts/draft.ts'
import { flawsOfDraft, flawsOfPart } from '../../server/checklists/drafts/flaws.ts'
import { partFrom, type Typed, withoutGaps } from '../../server/checklists/drafts/form-tree.ts'
import {
  fieldAt,
  renamedIn,
  type SettingsName,
  saidFields,
  shownFields,
} from '../../server/checklists/drafts/settings-fields.ts'
import { usersOf, withRenamed } from '../../server/checklists/drafts/settings-names.ts'
import { type WrittenChecklist, writtenChecklist } from '../../server/checklists/format.ts'
import type { WrittenGate, WrittenScoring } from '../../server/checklists/scoring-format.ts'
import { writtenOf } from '../../server/exchange/written.ts'
import { fileOf, gate as gateOf, type WrittenRun } from '../support/checklist-file.ts'
import { readCommonVocabulary, readShipped } from '../support/checklists.ts'
import { models } from './scoring-models.ts'

const written = vi.hoisted(() => ({ runs: [] as unknown[] }))
vi.mock('../support/checklist-file.ts', async (original) => {
  const real = await original<typeof import('../support/checklist-file.ts')>()
  return {
    ...real,
    scoreFile: (run: WrittenRun) => {
      written.runs.push(run)
      return real.scoreFile(run)
    },
  }
})

const common = readCommonVocabulary()
const everyField = writtenChecklist.parse(
  parse(readFileSync(new URL('./exchange-every-field.yaml', import.meta.url), 'utf8')),
) as WrittenChecklist
const shipped: Draft[] = readShipped().checklists.map(({ content }) => writtenOf(content, common))
const names: readonly SettingsName[] = ['head', 'scoring', 'vocabulary', 'scenario', 'timeline', 'schedule']

/** What saving the form gives when nobody typed anything. */
const throughForm = (part: SettingsName, value: Record<string, unknown>) => {
  const { problems, tree } = saidFields(part, withoutGaps(shownFields(part, value)))
  expect(problems).toEqual([])
  return partFrom(tree, shapeOf({ part } as Part))
}

describe('the forms of the settings', () => {
  it('give everything back as it was: the shipped checklists, and one with every field', () => {
    for (const draft of [...shipped, everyField]) {
      for (const part of names) {
        const value = partOf(draft, { part } as Part)
        if (value) expect(throughForm(part, value), `${draft.id} ${part}`).toEqual(value)
      }
    }
    expect(Object.keys(partOf(everyField, { part: 'vocabulary' }) ?? {})).toEqual([
      'scales',
      'sample_band_sets',
      'words',
    ])
  })

  describe('with the scoring of every model in the tests', () => {
    beforeAll(() => {
      for (const file of ['./scoring-examples.yaml', './scoring-examples-own.yaml']) {
        const { vectors } = parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
        for (const { input, model } of vectors) models[model]?.(input)
      }
    })
    it('give it back as it was', () => {
      const scorings = (written.runs as WrittenRun[]).map((run) => fileOf(run).scoring as WrittenScoring)
      expect(new Set(scorings.map(({ rollup }) => rollup)).size).toBeGreaterThan(4)
      expect(scorings.filter(({ gates }) => gates).length).toBeGreaterThan(10)
      for (const scoring of scorings) expect(throughForm('scoring', scoring)).toEqual(scoring)
    })
  })
})

const said = (part: SettingsName, typed: Typed) => {
  const { problems, tree } = saidFields(part, withoutGaps(typed))
  return { problems, value: partFrom(tree, shapeOf({ part } as Part)) }
}

describe('a gate in the form', () => {
  const gate = (more: Typed) =>
    said('scoring', Object.fromEntries(Object.entries(more).map(([k, v]) => [`gates.3.${k}`, v])))
  const complete = { id: 'G1', zh: '一', en: 'One', effect: 'cap_grade', grade: 'B' }

  it('is put together from its conditions and its effect, rows with nothing in them left out', () => {
    const { problems, value } = gate({
      ...complete,
      'conditions.0.condition': '',
      'conditions.2.condition': 'any_group_below',
      'conditions.2.group': 'step',
      'conditions.2.value': '８０',
      'conditions.5.condition': 'count_by_severity',
      'conditions.5.severity': 'major',
      'conditions.5.value': '2',
      'conditions.6.condition': 'count_by_severity',
      'conditions.6.severity': 'minor',
      'conditions.6.value': '5',
      'conditions.7.condition': 'coverage_below',
      'conditions.7.value': '80%',
      percent: '15',
      each: '1',
    })
    expect(problems).toEqual([])
    expect(value.gates).toEqual([
      {
        zh: '一',
        en: 'One',
        ...gateOf(
          {
            any_group_below: { kind: 'step', percent: 80 },
            count_by_severity: { major: 2, minor: 5 },
            coverage_below: '80/100',
          },
          { cap_grade: 'B' },
          'G1',
        ),
      },
    ])
  })

  it('takes off points once for every item, from its section', () => {
    const effectOf = (typed: Typed) => (gate({ ...complete, ...typed }).value.gates as WrittenGate[])[0]?.then
    const deduction = { effect: 'deduct_points', points: '1.5', each: '1', from: 'section' }
    expect(effectOf(deduction)).toEqual({ deduct_points: 1.5, each: true, from: 'section' })
    expect(effectOf({ ...deduction, effect: 'cap_grade' })).toEqual({ cap_grade: 'B' })
    expect(effectOf({ effect: 'zero_section', section: '*' })).toEqual({ zero_section: true })
    expect(effectOf({ effect: 'zero_section', section: '1' })).toEqual({ zero_section: '1' })
    expect(effectOf({ effect: 'zero_audit' })).toEqual({ zero_audit: true })
  })

  it.each([
    [
      'a condition without its amount',
      { 'conditions.0.condition': 'critical_failed_min' },
      'conditions.0.value',
      'form.required',
    ],
    ['an amount without a condition', { 'conditions.0.value': '3' }, 'conditions.0.condition', 'form.choose'],
    ['a condition without its item', { 'conditions.0.condition': 'item_failed' }, 'conditions.0.item', 'form.choose'],
    [
      'one condition twice',
      {
        'conditions.0.condition': 'max_single',
        'conditions.0.value': '3',
        'conditions.1.condition': 'max_single',
        'conditions.1.value': '4',
      },
      'conditions.1.condition',
      'settings.problem.condition_twice',
    ],
    ['an effect without its grade', { effect: 'set_grade' }, 'grade', 'form.choose'],
    ['a deduction of nothing', { effect: 'deduct_percent_of_possible' }, 'percent', 'form.required'],
  ])('is refused for %s', (_, typed, field, word) => {
    expect(gate({ id: 'G', ...typed } as Typed).problems).toEqual([{ field: `gates.0.${field}`, word }])
  })
})

it('drops what the chosen way to add up has no use for', () => {
  const { value } = said('scoring', {
    rollup: 'weighted_sections',
    section_rollup: 'mean_items',
    'start_minus.start': '100',
    bonus_points_cap: '5',
  })
  expect(value).toMatchObject({ rollup: 'weighted_sections', section_rollup: 'mean_items', rounding: 'half_up' })
  expect(Object.keys(value)).not.toContain('start_minus')
  expect(Object.keys(value)).not.toContain('bonus_points_cap')
  const points = said('scoring', { rollup: 'start_minus', section_rollup: 'mean_items', 'start_minus.start': '100' })
  expect(points.value).toMatchObject({ start_minus: { start: 100 } })
  expect(Object.keys(points.value)).not.toContain('section_rollup')
})

it('lets gates follow a grade that is called otherwise', () => {
  const fields = shownFields('scoring', everyField.scoring)
  const { tree } = saidFields('scoring', { ...fields, 'bands.1.grade': 'B+' })
  expect(tree['gates.0.then.cap_grade']).toBe('B+')
  expect(tree['gates.1.then.set_grade']).toBe('C')
})

it('orders the marks of a timeline by the places that they are given', () => {
  const marks = (places: string[]) =>
    said(
      'timeline',
      Object.fromEntries(
        places.flatMap((place, at) => [
          [`marks.${at}.id`, `T${at}`],
          [`marks.${at}.place`, place],
        ]),
      ),
    )
  expect(marks(['3', '', '1']).value).toMatchObject({ order: ['T2', 'T0'], not_reached_allowed: [] })
  expect(marks(['1', '1']).problems).toEqual([{ field: 'marks.1.place', word: 'settings.problem.place_twice' }])
  expect(marks(['first']).problems).toEqual([{ field: 'marks.0.place', word: 'form.not_whole' }])
})

it('wants a name for every own entry, and each once', () => {
  const { problems } = said('vocabulary', {
    'words.positions.0._name': 'lead',
    'words.positions.1._name': 'lead',
    'words.positions.2.zh': '组长',
    'scales.0._name': '__proto__',
  })
  expect(problems).toEqual([
    { field: 'scales.0._name', word: 'checklist.problem.bad_code' },
    { field: 'words.positions.1._name', word: 'settings.problem.name_twice', params: { name: 'lead' } },
    { field: 'words.positions.2._name', word: 'form.required' },
  ])
})

it('shows every flaw at a field of the form', () => {
  const empty = emptyDraft({ id: 'new', kind: 'oem_audit', program: 'x', title: { zh: '', en: '' } })
  const broken: Draft = {
    ...empty,
    scoring: {
      ...empty.scoring,
      rollup: 'start_minus',
      min_coverage: { scope: 'group', min: '3/2' },
      bands: [
        { grade: 'A', zh: '优', en: '', min: 90, any_of: [{}, { all_sections_pass: true }] },
        { grade: 'A', zh: '良', en: 'Good', min: 95 },
      ],
      gates: [
        { zh: '', en: 'x', ...gateOf({}, {}, 'G'), id: 'G' },
        {
          zh: '二',
          en: 'Two',
          ...gateOf(
            {
              section_below: { section: 'gone', percent: 20 },
              item_failed: 'X',
              sections_failed_min: 1,
              coverage_below: '3/2',
            },
            { cap_grade: 'Z' },
          ),
          id: 'G',
        },
      ],
    },
    scales: {
      stars: {
        max: 5,
        finding_at_or_below: 1,
        critical_fail_at_or_below: 3,
        anchors: [{ score: 4, zh: '', en: 'x', severity: 'none' }],
      },
    },
    words: { positions: { lead: { zh: '', en: 'Lead' } } },
    timeline: { marks: [{ id: 'T', zh: '点', en: '' }], order: [], not_reached_allowed: [] },
  }
  const flaws = flawsOfDraft(broken, common)
  const places = (part: SettingsName) => {
    const fields = shownFields(part, partOf(broken, { part } as Part) ?? {})
    return flawsOfPart(flaws, broken, { part } as Part).map(({ path, word }) => [
      fieldAt(part, fields, path),
      word.replace('checklist.problem.', ''),
    ])
  }
  expect(places('scoring')).toEqual(
    expect.arrayContaining([
      ['start_minus.start', 'start_missing'],
      ['min_coverage.min', 'share_above_one'],
      ['min_coverage.scope', 'no_groups'],
      ['bands.0.en', 'missing_en'],
      ['bands.0.any_of.0.min', 'band_asks_nothing'],
      ['bands.0.any_of.1.all_sections_pass', 'no_pass_mark'],
      ['bands.1.grade', 'id_twice'],
      ['bands.1.min', 'lowest_band'],
      ['gates.0.zh', 'missing_zh'],
      ['gates.0.conditions.0.condition', 'no_condition'],
      ['gates.0.effect', 'one_effect'],
      ['gates.1.id', 'id_twice'],
      ['gates.1.conditions.0.section', 'unknown_section'],
      ['gates.1.conditions.1.value', 'no_pass_mark'],
      ['gates.1.conditions.2.item', 'unknown_item'],
      ['gates.1.conditions.3.value', 'share_above_one'],
      ['gates.1.grade', 'unknown_grade'],
    ]),
  )
  expect(places('vocabulary').sort()).toEqual([
    ['scales.0.anchors', 'too_few'],
    ['scales.0.anchors.0.zh', 'missing_zh'],
    ['words.positions.0.zh', 'missing_zh'],
  ])
  expect(places('timeline')).toEqual([['marks.0.en', 'missing_en']])
  expect(places('head')).toEqual(
    expect.arrayContaining([
      ['title.zh', 'missing_zh'],
      ['purpose.en', 'missing_en'],
    ]),
  )
})

describe('what is renamed', () => {
  it('is found by what its row was called, also where two names are exchanged', () => {
    const fields = shownFields('timeline', everyField.timeline ?? {})
    const typed = { ...fields, 'marks.0.id': 'T3', 'marks.2.id': 'T1' }
    const renamed = renamedIn(typed, 'marks', 'id')
    expect([...renamed]).toEqual([
      ['T1', 'T3'],
      ['T3', 'T1'],
    ])
    const draft = withRenamed(everyField, 'marks', renamed)
    const spans = (of: Draft) =>
      of.sections.flatMap(({ items }) =>
        items.flatMap(({ response: r }) => (r.type === 'duration' ? [[r.from, r.to]] : [])),
      )
    expect(spans(everyField)).toContainEqual(['T1', 'T3'])
    expect(spans(draft)).toContainEqual(['T3', 'T1'])
    expect(usersOf(everyField, 'marks', 'T1')).toEqual(['EF-01', 'EF-10'])
    expect(usersOf(draft, 'marks', 'T3')).toEqual(['EF-01', 'EF-10'])
  })

  it('is renamed wherever items use it', () => {
    const draft = (['scales', 'sample_band_sets', 'positions', 'methods', 'groups'] as const).reduce(
      (one, kind) =>
        withRenamed(
          one,
          kind,
          new Map([
            ['own_scale', 'stars'],
            ['own_bands', 'steps'],
            ['car_washer', 'washer'],
            ['smell', 'nose'],
            ['U1', 'U9'],
          ]),
        ),
      everyField as Draft,
    )
    const users = (kind: Parameters<typeof usersOf>[1], name: string) => usersOf(draft, kind, name)
    expect(users('scales', 'stars')).toEqual(usersOf(everyField, 'scales', 'own_scale'))
    expect(users('sample_band_sets', 'steps')).toEqual(['EF-06'])
    expect(users('positions', 'washer')).toEqual(usersOf(everyField, 'positions', 'car_washer'))
    expect(users('methods', 'nose')).toEqual(['EF-01'])
    expect(users('groups', 'U9')).toEqual(['EF-01'])
    expect(users('scales', 'own_scale')).toEqual([])
  })
})

it('reads whatever is posted without breaking', () => {
  const step = fc.constantFrom(
    'gates',
    'bands',
    'scales',
    'words',
    'positions',
    'marks',
    'conditions',
    '0',
    '1',
    '07',
    '',
    'id',
    '_name',
    '_was',
    'condition',
    'value',
    'effect',
    'section',
    'place',
    'any_of',
    '__proto__',
    'constructor',
  )
  const name = fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => steps.join('.'))
  const text = fc.constantFrom(
    '',
    ' ',
    'x',
    '1',
    '1e309',
    '__proto__',
    'constructor',
    'section_below',
    'count_by_severity',
    'cap_grade',
    '*',
    '80%',
  )
  const form = fc.dictionary(name, fc.oneof(text, fc.array(text, { maxLength: 3 })))
  fc.assert(
    fc.property(form, fc.constantFrom(...names), (typed, part) => {
      const { value } = said(part, typed)
      const parsed = shapeOf({ part } as Part).safeParse(value)
      for (const { path } of parsed.error?.issues ?? []) fieldAt(part, withoutGaps(typed), path)
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    }),
    { numRuns: 1000 },
  )
})
