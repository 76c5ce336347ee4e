import { describe, expect, test } from 'vitest'
import { missingOf } from '../../server/answers/missing.ts'
import { awayWords, conditionWords } from '../../server/checklists/condition-words.ts'
import { contentHash } from '../../server/checklists/content-hash.ts'
import type { ChecklistContent, Condition, Item } from '../../server/checklists/format.ts'
import { problemLine, readChecklists } from '../../server/checklists/read.ts'
import { checklistYaml } from '../../server/exchange/yaml.ts'
import { type Locale, translator } from '../../server/i18n/words.ts'
import { itemsOf, shippedCommon } from '../support/checklists.ts'
import { conditionalChecklist, conditionalText } from '../support/conditional-checklist.ts'

const { content, common } = conditionalChecklist()

/** What is said about the checklist after a change. */
const problemsAfter = (from: string, to: string): string[] => {
  const text = conditionalText.replace(from, to)
  expect(text).not.toBe(conditionalText)
  const { problems } = readChecklists(shippedCommon(), [{ file: 'c.yaml', text }])
  return problems.map((problem) => problemLine(problem, translator('en')))
}
const onAnswer = 'applies_if: {answer: {item: CD-01, is: [yes]}}'
const onLast = 'applies_if: {last: [failed, finding]}'

describe('a condition', () => {
  test.each<[what: string, from: string, to: string, sentence: string]>([
    ['that says nothing', onAnswer, 'applies_if: {}', 'A condition must say at least one thing.'],
    ['on a dealer of whom nothing is said', onAnswer, 'applies_if: {dealer: {}}', 'must say at least one thing'],
    ['on itself', 'item: CD-01', 'item: CD-02', 'An item cannot depend on its own answer.'],
    ['on a later item', 'item: CD-01', 'item: CD-04', 'The item “CD-04” stands later'],
    ['on no item', 'item: CD-01', 'item: CD-99', 'There is no item with the code “CD-99”.'],
    [
      'on an answer of another kind',
      'is: [yes]',
      'is: [yes, maybe]',
      'has no answer “maybe”. Possible: yes, no, not_applicable.',
    ],
    ['on an answer twice', 'is: [yes]', 'is: [yes, yes]', '“yes” is used twice'],
    [
      'on a number',
      onLast,
      "applies_if: {answer: {item: CD-03, is: ['7']}}",
      'Possible: 10, 8, 6, 4, 0, not_applicable.',
    ],
    ['on no answer at all', 'is: [yes]', 'is: []', 'applies_if.answer.is'],
    ['on an unknown feature', 'has: [body_shop]', 'has: [body_shop, pool]', 'There is no dealer feature named “pool”.'],
    [
      'for and against a feature',
      'has: [body_shop]',
      'has: [body_shop], lacks: [body_shop]',
      'have and lack the feature',
    ],
    ['on an unknown outcome', 'last: [failed, finding]', 'last: [failed, lost]', '“lost” is not possible here'],
    ['on an unknown mark', onLast, 'applies_if: {reached: P1}', 'The timeline has no mark “P1”.'],
    [
      'of a section on an item inside it',
      'dealer: {has: [body_shop]}',
      'answer: {item: CD-06, is: [yes]}',
      'stands later',
    ],
  ])('%s is refused', (_, from, to, sentence) => {
    expect(problemsAfter(from, to).join('\n')).toContain(sentence)
  })

  test('on how a number came out is refused, for there is no answer to name', () => {
    const number =
      "{id: CD-12, text: {zh: 后, en: After}, method: observe, response: {type: yes_no}, points: 1, class: must, critical: false, factor: neutral, evidence: {}, responsible: sales_manager, capa_days: 1, na_allowed: false, applies_if: {answer: {item: CD-11, is: ['5']}}}"
    const text = conditionalText.replace(/(CD-11.*)na_allowed: true/, '$1na_allowed: false') + `      - ${number}\n`
    const { problems } = readChecklists(shippedCommon(), [{ file: 'c.yaml', text }])
    expect(problems.map((problem) => problemLine(problem, translator('en'))).join('\n')).toContain(
      'No condition can depend on how the item “CD-11” is answered.',
    )
  })
})

describe('an item that is not scored this time', () => {
  const rest =
    'factor: neutral, evidence: {}, responsible: sales_manager, capa_days: 14, na_allowed: true, scored: false'

  test('is not critical', () => {
    const said = problemsAfter(`critical: false, ${rest}`, `critical: true, ${rest}`)
    expect(said.join('\n')).toContain('An item that is not scored this time cannot be critical')
  })

  test('is one that would be scored otherwise', () => {
    const said = problemsAfter(
      `points: 5, class: must, critical: false, ${rest}`,
      `points: 0, class: info, critical: false, ${rest}`,
    )
    expect(said.join('\n')).toContain('An information or text item is never scored')
  })

  test('is said so in one way', () => {
    expect(problemsAfter('scored: false', 'scored: true').join('\n')).toContain('“true” is not possible here')
  })

  test('is named by no gate that looks at single items', () => {
    const gate =
      '  gates: [{id: G, zh: 一, en: One, when: {item_failed: CD-04, item_score_at_most: {item: CD-04, score: 1}}, then: {cap_grade: B}}]\nsections:\n'
    const said = problemsAfter('sections:\n', gate)
    expect(said).toHaveLength(2)
    expect(said[0]).toContain('The item “CD-04” is not scored this time, so this gate could never trigger.')
  })
})

test('words of dealer features come along only where a condition names them', () => {
  expect(content.words.dealer_features).toEqual({ body_shop: common.dealer_features.body_shop })
  const plain = readChecklists(shippedCommon(), [
    { file: 'c.yaml', text: conditionalText.replace('    applies_if: {dealer: {has: [body_shop]}}\n', '') },
  ])
  expect(plain.checklists[0]?.content.words).not.toHaveProperty('dealer_features')
})

test('conditions travel through YAML', () => {
  const text = checklistYaml(content, common)
  const again = readChecklists(shippedCommon(), [{ file: 'c.yaml', text }]).checklists[0]?.content as ChecklistContent
  expect(contentHash(again)).toBe(contentHash(content))
})

describe('in words', () => {
  const words = (locale: Locale) => ({ t: translator(locale), locale })
  const itemOf = (code: string) => itemsOf(content).find(({ id }) => id === code) as Item

  test('every condition is said, in both languages', () => {
    const all: Condition = {
      reached: 'P1',
      answer: { item: 'CD-09', is: ['o1', 'not_applicable'] },
      dealer: { has: ['body_shop'], lacks: ['city_showroom'] },
      last: ['failed', 'none'],
    }
    expect(conditionWords(words('zh-CN'), 'item', all, content)).toEqual([
      '“P1”已发生',
      'CD-09 的答案为“选项1”或“不适用”',
      '经销商具备“钣喷车间”，且经销商不具备“city_showroom”',
      '本项在上次审核中不符合或没有结果',
    ])
    expect(conditionWords(words('en'), 'section', { last: ['finding'] }, content)).toEqual([
      'an item of the section was a finding in the last audit',
    ])
    expect(conditionWords(words('en'), 'item', { answer: { item: 'CD-03', is: ['8'] } }, content)).toEqual([
      'CD-03 was answered 8',
    ])
  })

  test('what does not apply says why, by its own condition or that of its section', () => {
    const zh = words('zh-CN')
    expect(awayWords(zh, { of: 'item', condition: 'answer' }, itemOf('CD-02'), content)).toBe(
      '不满足适用条件：CD-01 的答案为“符合”',
    )
    expect(awayWords(zh, { of: 'section', condition: 'dealer' }, itemOf('CD-06'), content)).toBe(
      '不满足适用条件：经销商具备“钣喷车间”',
    )
    const late = { ...itemOf('CD-02'), applies_if: { reached: 'P1' } }
    expect(awayWords(words('en'), { of: 'item', condition: 'reached' }, late, content)).toBe(
      'does not apply: “P1” was not reached',
    )
  })
})

test('what does not apply lacks nothing, whatever was recorded of it before', () => {
  const nothing = { answers: {}, marks: {}, losses: {}, notes: {}, refs: {}, photos: [], conflicts: [], opIdsOf: {} }
  const codes = (more: Partial<Parameters<typeof missingOf>[1]>, features: string[] = []) =>
    missingOf(content, { ...nothing, ...more }, null, { features, last: {} }).map(({ item_code }) => item_code)
  expect(codes({})).not.toContain('CD-02')
  expect(codes({})).not.toContain('CD-06')
  expect(codes({}, ['body_shop'])).toContain('CD-06')
  expect(codes({ answers: { 'CD-01': { type: 'yes_no', value: 'yes' } } })).toContain('CD-02')
  const conflicts = [{ item_code: 'CD-02', register: 'answer', tips: [] }]
  expect(codes({ conflicts })).not.toContain('CD-02')
  expect(codes({})).toContain('CD-04')
})
