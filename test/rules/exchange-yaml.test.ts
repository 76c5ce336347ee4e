import { describe, expect, test } from 'vitest'
import { resolve } from '../../server/checklists/content.ts'
import { contentHash } from '../../server/checklists/content-hash.ts'
import type { ChecklistContent, Common, Item } from '../../server/checklists/format.ts'
import { problemLine, readChecklists } from '../../server/checklists/read.ts'
import { writtenOf } from '../../server/exchange/written.ts'
import { checklistYaml } from '../../server/exchange/yaml.ts'
import { translator } from '../../server/i18n/words.ts'
import { Problem } from '../../server/problem.ts'
import { itemsOf, readShipped, shippedCommon } from '../support/checklists.ts'

const { checklists, common: read } = readShipped()
const common = read as Common
const named = (id: string) => checklists.find(({ content }) => content.id === id)?.content as ChecklistContent

/** Reads one exported file with the shipped vocabularies; fails with every problem. */
const readBack = (text: string): ChecklistContent => {
  const { checklists: again, problems } = readChecklists(shippedCommon(), [{ file: 'exported.yaml', text }])
  expect(problems.map((problem) => problemLine(problem, translator('en')))).toEqual([])
  return again[0]?.content as ChecklistContent
}

/** The same content with some items changed. */
const withItems = (content: ChecklistContent, change: (item: Item) => Item): ChecklistContent => ({
  ...content,
  sections: content.sections.map((section) => ({ ...section, items: section.items.map(change) })),
})

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reversed(field)]),
  )
}

describe.each(checklists)('$file as YAML', ({ content }) => {
  const text = checklistYaml(content, common)

  test('is read back with the same content, and exported again gives the same bytes', () => {
    const again = readBack(text)
    expect(contentHash(again)).toBe(contentHash(content))
    expect(checklistYaml(again, common)).toBe(text)
  })

  test('names shared scales, bands and words instead of repeating them', () => {
    expect(text).not.toMatch(/^(scales|sample_band_sets|words):/m)
    expect(text).not.toContain('anchors:')
  })

  test('does not depend on the order in which fields happen to be stored', () => {
    expect(checklistYaml(reversed(content) as ChecklistContent, common)).toBe(text)
  })
})

test('an exported file reads like the shipped ones: one line per loss, fields in the order of the format', () => {
  const text = checklistYaml(named('6s-workshop-showroom'), common)
  expect(text.split('\n').slice(0, 6)).toEqual([
    'schema: dealer-checklist/1',
    'id: 6s-workshop-showroom',
    'version: 1.1.0',
    'kind: oem_audit',
    'program: 6s',
    'title:',
  ])
  expect(text).toMatch(/\n {8}response: \{type: scale, scale: six_s_0_4\}\n {8}points: \d+\n/)
  expect(text).toMatch(/\n {10}- \{code: L1, zh: \S+, en: .+\}\n/)
  expect(text).toMatch(/min_coverage: \{scope: audit, min: 2\/3\}/)
  expect(text).not.toMatch(/[&*]a\d/)
})

describe('a checklist with something of its own', () => {
  const scored = named('process-compliance')
  const own = withItems(scored, (item) => {
    const { response } = item
    if (response.type === 'scale') {
      const [best, ...others] = response.anchors
      return {
        ...item,
        response: { ...response, anchors: [{ ...(best as (typeof others)[0]), zh: '全部做到' }, ...others] },
      }
    }
    if (response.type === 'sample' && response.rule === 'bands') {
      return {
        ...item,
        response: { ...response, band_set: 'two', bands: [{ min: 0.5, ratio: 1 }].concat({ min: 0, ratio: 0 }) },
      }
    }
    return item
  })

  test('carries its scales and band sets along and is read back the same', () => {
    const text = checklistYaml(own, common)
    expect(text).toMatch(/\nscales:\n {2}vda_10:\n {4}max: 10\n/)
    expect(text).toContain('zh: 全部做到')
    expect(text).toMatch(/\nsample_band_sets:\n {2}two:\n/)
    expect(contentHash(readBack(text))).toBe(contentHash(own))
    expect(checklistYaml(readBack(text), common)).toBe(text)
  })

  test('keeps the limits by which its banded samples are judged', () => {
    const limits = { max: 10, finding_at_or_below: 7, critical_fail_at_or_below: 3 }
    const judged = withItems(scored, (item) =>
      item.response.type === 'sample' && item.response.rule === 'bands'
        ? { ...item, response: { ...item.response, limits } }
        : item,
    )
    const text = checklistYaml(judged, common)
    expect(text).toContain('limits: {max: 10, finding_at_or_below: 7, critical_fail_at_or_below: 3}')
    expect(contentHash(readBack(text))).toBe(contentHash(judged))
  })

  test('keeps its own posts, and words that the shared vocabulary has changed since', () => {
    const base = named('dealer-6s-self-check')
    const washer = { zh: '洗车工', en: 'Car washer' }
    const posts = itemsOf(base).map((item) => item.responsible)
    const first = itemsOf(base).find(({ responsible }, at) => posts.indexOf(responsible) < at)?.id
    const content: ChecklistContent = {
      ...withItems(base, (item) => (item.id === first ? { ...item, responsible: 'car_washer' } : item)),
      words: {
        ...base.words,
        positions: { ...base.words.positions, car_washer: washer },
        methods: { ...base.words.methods, observe: { zh: '目视', en: 'Look' } },
      },
    }
    const text = checklistYaml(content, common)
    expect(text).toContain('words:\n  positions:\n    car_washer:\n      zh: 洗车工\n')
    expect(text).toContain('  methods:\n    observe:\n      zh: 目视\n')
    expect(contentHash(readBack(text))).toBe(contentHash(content))
  })

  test('stays as it was when the shared vocabulary changes', () => {
    const { vda_10, ...scales } = common.scales
    const changed = {
      ...common,
      scales: { ...scales, vda_10: { ...(vda_10 as (typeof common.scales)[string]), finding_at_or_below: 6 } },
    }
    const again = resolve(writtenOf(scored, changed), changed)
    expect(contentHash(again)).toBe(contentHash(scored))
  })

  test('cannot be exported while one name means two things', () => {
    let isFirst = true
    const torn = withItems(scored, (item) => {
      if (item.response.type !== 'scale' || !isFirst) return item
      isFirst = false
      return { ...item, response: { ...item.response, finding_at_or_below: 6 } }
    })
    expect(() => checklistYaml(torn, common)).toThrow(Problem)
  })
})

describe('scales, bands and words in a checklist file', () => {
  const text = checklistYaml(named('process-compliance'), common)
  const problemsOf = (added: string, change: (text: string) => string = (same) => same) =>
    readChecklists(shippedCommon(), [
      { file: 'own.yaml', text: change(text).replace('\nsections:', `\n${added}\nsections:`) },
    ]).problems.map((problem) => problemLine(problem, translator('en')))

  const scale = (anchors: string) =>
    `scales:\n  mine:\n    max: 2\n    finding_at_or_below: 1\n    critical_fail_at_or_below: 0\n    anchors:\n${anchors}`
  const anchor = (score: number) => `      - {score: ${score}, zh: 好, en: Good, severity: none}\n`

  test('may be used like the shared ones', () => {
    const used = (file: string) => file.replace(/scale: vda_10/g, 'scale: mine')
    expect(problemsOf(scale(anchor(2) + anchor(0)), used)).toEqual([])
  })

  test.each([
    [
      'anchors that do not descend',
      scale(anchor(2) + anchor(0) + anchor(1)),
      /scales\.mine\.anchors\[2\]\.score: The anchors must run from the best score down\./,
    ],
    ['a best anchor below the maximum', scale(anchor(1) + anchor(0)), /The best anchor must equal the maximum, 2\./],
    [
      'bands that do not descend',
      'sample_band_sets:\n  mine:\n    bands: [{min: 0.5, ratio: 1}, {min: 0.6, ratio: 0.5}, {min: 0, ratio: 0}]',
      /sample_band_sets\.mine\.bands\[1\]\.min: The band limits must descend\./,
    ],
    [
      'limits that cross',
      'sample_band_sets:\n  mine:\n    limits: {max: 10, finding_at_or_below: 3, critical_fail_at_or_below: 4}\n    bands: [{min: 0, ratio: 0}]',
      /The limit for failed must not lie above the limit for a finding\./,
    ],
    [
      'a word in one language',
      'words:\n  positions:\n    washer: {zh: 洗车工}',
      /The English text \(en\) is missing\./,
    ],
  ])('are checked for %s', (_, added, sentence) => {
    expect(problemsOf(added).join('\n')).toMatch(sentence)
  })
})
