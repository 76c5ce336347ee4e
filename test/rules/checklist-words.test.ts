import { expect, test } from 'vitest'
import type { Band, Gate, Item, Response } from '../../server/checklists/format.ts'
import { bandCondition, gateCondition, gateEffect } from '../../server/checklists/scoring-format.ts'
import { type Locale, translator } from '../../server/i18n/words.ts'
import { answerWords, evidenceWords, timeWords } from '../../views/checklists/answer-words.ts'
import { bandWords, gateWords, scoringWords } from '../../views/checklists/scoring-words.ts'
import { contentOf, optionsOf, yesNo } from '../support/checklist-file.ts'
import { readShipped } from '../support/checklists.ts'

const content = readShipped().checklists.find((one) => one.content.timeline)!.content
const section = content.sections[0]!
const readerIn = (locale: Locale) => ({
  t: translator(locale),
  locale,
  timeZone: 'Asia/Shanghai',
  now: '2026-11-18T01:30:00.000Z',
})
const both = [readerIn('zh-CN'), readerIn('en')]
const name = { zh: '名', en: 'Name' }

const gateOf = (when: Gate['when'], effect: Gate['then']): Gate => ({
  ...name,
  id: 'G',
  when,
  // biome-ignore lint/suspicious/noThenProperty: when/then is the format's wording
  then: effect,
})

/** Nothing is left of a key, a brace or an empty part. */
const isWorded = (text: string) => text !== '' && !/[{}]|undefined|checklists\.|^[,，]|(→ )$/.test(text)

const conditions: Required<Gate['when']> = {
  critical_failed_min: 2,
  any_section_below: 61,
  section_below: { section: section.id, percent: 62 },
  any_group_below: { percent: 63 },
  sections_failed_min: 4,
  item_failed: 'MS-1-01',
  item_score_at_most: { item: 'MS-1-02', score: 5 },
  critical_score_at_most: 6,
  any_score_at_most: 7,
  count_by_severity: { major: 8 },
  max_single: 9,
  coverage_below: '2/3',
  not_applicable_min: 10,
  finding_repeat: 11,
}

test('every condition of a gate has words with its figure', () => {
  expect(Object.keys(conditions).sort()).toEqual(Object.keys(gateCondition.shape).sort())
  const figures = ['2', '61', '62', '63', '4', 'MS-1-01', '5', '6', '7', '8', '9', '2/3', '10', '11']
  for (const reader of both) {
    for (const [index, key] of Object.keys(conditions).entries()) {
      const when = { [key]: conditions[key as keyof Gate['when']] } as Gate['when']
      const words = gateWords(reader, gateOf(when, { cap_grade: 'B' }), content)
      expect([key, isWorded(words)]).toEqual([key, true])
      expect(words).toContain(figures[index])
    }
  }
  const named = gateWords(
    readerIn('en'),
    gateOf({ section_below: conditions.section_below }, { zero_section: section.id }),
    content,
  )
  expect(named).toContain(section.title.en)
})

test('every effect of a gate has words', () => {
  const effects: Gate['then'][] = [
    { cap_grade: 'B' },
    { set_grade: 'C' },
    { zero_section: true },
    { zero_section: section.id },
    { zero_audit: true },
    { deduct_points: 3 },
    { deduct_percent_of_possible: 4, each: true },
    { deduct_points: 5, each: true, from: 'section' },
  ]
  const used = new Set(effects.flatMap((effect) => Object.keys(effect)))
  expect([...used].sort()).toEqual(Object.keys(gateEffect.shape).sort())
  for (const reader of both) {
    const words = effects.map((effect) => gateWords(reader, gateOf({ critical_failed_min: 1 }, effect), content))
    expect(words.filter((text) => !isWorded(text))).toEqual([])
    expect(new Set(words).size).toBe(effects.length)
  }
})

test('every condition of a grade has words; the last row takes the rest', () => {
  const asked: Omit<Band, 'zh' | 'en' | 'grade'> = {
    min: 90,
    min_points: 91,
    min_section: 92,
    all_sections_pass: true,
    max_total: 93,
    max_single: 94,
    max_critical: 1,
    max_major: 2,
    max_minor: 3,
    max_observation: 4,
  }
  expect(Object.keys(asked).sort()).toEqual(Object.keys(bandCondition.shape).sort())
  for (const reader of both) {
    const words = bandWords(reader, { ...name, grade: 'A', ...asked, any_of: [{ min: 1 }, { min: 2 }] }, false)
    expect(isWorded(words)).toBe(true)
    for (const figure of [90, 91, 92, 93, 94]) expect(words).toContain(String(figure))
    expect(bandWords(reader, { ...name, grade: 'D', min: 0 }, true)).toBe(reader.t('checklists.band.rest'))
  }
})

const responses: Response[] = [
  { type: 'yes_no' },
  { type: 'text' },
  { type: 'sample', rule: 'ratio', size: 5, unit: name },
  { type: 'sample', rule: 'accept', accept: 0, size: 5, unit: name },
  { type: 'sample', rule: 'accept', accept: 1, size: 5, unit: name },
  { type: 'sample', rule: 'aql', level: 'II', aql: 1.5, size: 5, unit: name },
  { type: 'number', unit: name, min_ok: 22, max_ok: 26 },
  { type: 'number', unit: name, min_ok: 22 },
  { type: 'number', unit: name, max_ok: 26 },
  { type: 'number', unit: name, rule: 'bands', bands: [{ min: 5, ratio: 1 }], else_ratio: 0 },
  { type: 'number', unit: name, rule: 'bands', bands: [{ max: 5, ratio: 1 }], else_ratio: 0 },
  { type: 'number', unit: name, rule: 'share', of: 100 },
  { type: 'number', unit: name, rule: 'count_deduct', per: 2 },
  { type: 'number', unit: name, rule: 'count_deduct', per: 2, most: 6 },
  { type: 'number', unit: name, rule: 'step_deduct', from: 90, step: 5, per_step: 2, steps: 'full' },
  { type: 'duration', from: 'P0', to: 'P1', bands: [{ max_s: 60, ratio: 1 }], else_ratio: 0 },
  { type: 'choice', options: [{ ...name, code: 'a', ratio: 0.5 }] },
  { type: 'choice', options: [{ ...name, code: 'a', points: 3, possible: 5 }] },
  { type: 'choices', options: [{ ...name, code: 'a', demerit: 2 }] },
]

test('every way of answering has words', () => {
  const item = section.items[0]!
  for (const reader of both) {
    for (const response of responses) {
      const { asks, worth } = answerWords(reader, { ...item, response } as Item, content)
      expect([response, [asks, ...worth].filter((text) => !isWorded(text))]).toEqual([response, []])
    }
  }
})

test('evidence says when it is asked for', () => {
  const item = { ...section.items[0]!, evidence: { photo: 'always', note: 'on_fail', receipt: 'always' } } as Item
  expect(evidenceWords(readerIn('en'), item)).toEqual(['photo (always)', 'note (on a finding)', 'receipt (always)'])
})

test('times are told in the unit in which people say them', () => {
  const reader = readerIn('en')
  expect([10, 90, 120, 180, 3600, 5400, 86_400, 172_800, 604_800].map((s) => timeWords(reader, s))).toEqual([
    '10 s',
    '90 s',
    '2 min',
    '3 min',
    '1 h',
    '90 min',
    '24 h',
    '2 days',
    '7 days',
  ])
})

test('every policy that a checklist may set is worded with its figure', () => {
  const written = contentOf({
    sections: [
      {
        asked: [
          { ...yesNo(true, 1), groups: ['P5'] },
          {
            response: {
              type: 'choice',
              demerit_base: 6,
              options: optionsOf([{ demerit: 0 }, { demerit: 4, severity: 'major' }]),
            },
            points: 10,
          },
        ],
      },
    ],
    scoring: {
      rollup: 'start_minus',
      start_minus: { start: 120, per_severity: { critical: 21, major: 9 } },
      min_coverage: { scope: 'audit', min: '2/3', most_na: 3 },
      round: { points: 2, section: 1, whole: 0 },
      floor: 7,
      groups: [{ id: 'P5', kind: 'element' }],
    },
  })
  for (const reader of both) {
    const text = scoringWords(reader, written).join('|')
    for (const figure of ['120', '21', '9', '3', '2', '1', '0', '7', 'element']) expect(text).toContain(figure)
    expect(text).not.toMatch(/[{}]|undefined|checklists\./)
    const [, choice] = written.sections[0]?.items ?? []
    const { worth } = answerWords(reader, choice as Item, written)
    expect(worth.join('|')).toContain('6')
    expect(worth).toHaveLength(3)
  }
  expect(scoringWords(both[0]!, written)).toContain('每个严重发现项扣 9 分。')
})
