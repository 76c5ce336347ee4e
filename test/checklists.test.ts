import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../server/checklists/content.ts'
import { contentHash } from '../server/checklists/content-hash.ts'
import { type ChecklistProblem, problemLine, readChecklists } from '../server/checklists/read.ts'
import { translator } from '../server/i18n/words.ts'
import { scoreAudit } from '../server/scoring/score.ts'
import { extremeInput, itemsOf, readShipped, shippedCommon, shippedFiles } from './support/checklists.ts'

const english = translator('en')
const lines = (problems: ChecklistProblem[]) => problems.map((problem) => problemLine(problem, english))

describe('the shipped checklists', () => {
  const { checklists, problems } = readShipped()

  test('are read without a single problem', () => {
    expect(lines(problems)).toEqual([])
    expect(checklists.length).toBe(shippedFiles().length)
    expect(checklists.length).toBeGreaterThanOrEqual(8)
  })

  describe.each(checklists)('$file', ({ content }) => {
    test('gives 100 % and its best grade to the best answers', () => {
      const result = scoreAudit(extremeInput(content, 'best'))
      expect(result).toMatchObject({ percentBp: 10_000, complete: true, unanswered: [], criticalFailed: [], band: 0 })
      expect(result.gates.filter((gate) => gate.triggered)).toEqual([])
      expect(result.items.filter((item) => item.finding || item.severity)).toEqual([])
    })

    test('gives 0 % and its last grade to the worst answers', () => {
      const result = scoreAudit(extremeInput(content, 'worst'))
      expect(result).toMatchObject({ percentBp: 0, complete: true, band: content.scoring.bands.length - 1 })
      expect(result.criticalFailed).toEqual(itemsOf(content).flatMap((item) => (item.critical ? item.id : [])))
    })

    test('is frozen through and through, plain JSON, and hashes the same however it was laid out', () => {
      expect(JSON.parse(canonicalJson(content))).toEqual(content)
      expect(contentHash(JSON.parse(JSON.stringify(content)))).toBe(contentHash(content))
      expect(contentHash(content)).toMatch(/^[0-9a-f]{64}$/)
      expect(Object.isFrozen(content.sections[0]?.items[0]?.response)).toBe(true)
    })
  })

  test('have a guide for every critical and every scale item, and two to five losses for every scored item', () => {
    const items = checklists.flatMap(({ content }) => itemsOf(content))
    const unguided = items.filter((item) => (item.critical || item.response.type === 'scale') && !item.guide)
    expect(unguided.map((item) => item.id)).toEqual([])
    const scored = items.filter((item) => item.class === 'must' || item.class === 'should')
    const odd = scored.filter(({ losses }) => losses.length < 2 || losses.length > 5)
    expect(odd.map((item) => item.id)).toEqual([])
  })

  test('score 102 % in the mystery shops before the bonus is capped', () => {
    const uncapped = checklists
      .filter(({ content }) => content.kind === 'mystery_shop')
      .map(({ content }) => {
        const { bonus_cap: _, ...scoring } = content.scoring
        const { percentBp } = scoreAudit(extremeInput({ ...content, scoring }, 'best'))
        return Math.round((percentBp ?? 0) / 100)
      })
    expect(uncapped).toEqual([102, 102])
  })
})

describe('a broken checklist', () => {
  const common = shippedCommon()
  const original = shippedFiles().find(({ file }) => file === '6s-workshop-showroom.yaml') as {
    file: string
    text: string
  }
  const lineOf = (text: string) => original.text.slice(0, original.text.indexOf(text)).split('\n').length
  const after = (from: string, to: string) => {
    expect(original.text).toContain(from)
    const reading = readChecklists(common, [{ ...original, text: original.text.replace(from, to) }])
    return { ...reading, sentences: lines(reading.problems) }
  }

  test('is refused with its file, line, place and a plain sentence in both languages', () => {
    const { problems, checklists } = after('scale: six_s_0_4', 'scale: six_s_0_5')
    expect(checklists).toEqual([])
    expect(problems).toHaveLength(1)
    const [problem] = problems as [ChecklistProblem]
    expect(problem).toMatchObject({ line: lineOf('scale: six_s_0_4'), file: original.file })
    expect(problem.place).toMatch(/^sections\[\d+\]\.items\[\d+\] \(6S-\d-\d\d\)\.response\.scale$/)
    expect(problemLine(problem, english)).toContain('There is no scale named “six_s_0_5”.')
    expect(problemLine(problem, translator('zh-CN'))).toContain(`第${problem.line}行`)
    expect(problemLine(problem, translator('zh-CN'))).toContain('没有名为“six_s_0_5”的评分表。')
  })

  test.each([
    ['an unknown field', 'blind: false', 'blind: false\nblnd: true', 'There is no field named “blnd”.'],
    ['a missing field', 'blind: false\n', '', 'The field “blind” is missing.'],
    [
      'an unknown position',
      'responsible: showroom_supervisor',
      'responsible: boss',
      'There is no position named “boss”.',
    ],
    ['an unknown method', 'method: observe', 'method: guess', 'There is no method named “guess”.'],
    ['a missing language', /\n {2}en: .*/, '', 'The English text (en) is missing.'],
    ['an empty text', /\n {2}zh: .*/, "\n  zh: ''", 'The Chinese text (zh) is missing.'],
    [
      'weights that do not add up',
      /weight: (\d+)/,
      'weight: 1.5',
      /The section weights add up to [\d.]+, not to 100\./,
    ],
    ['bands that do not descend', 'min: 80', 'min: 95', 'The band limits must descend.'],
    ['a grade that no band has', /cap_grade: \w/, 'cap_grade: Z', 'There is no grade “Z” among the bands.'],
    [
      'a code used twice',
      '6S-1-02',
      '6S-1-01',
      /“6S-1-01” is used twice; the first one is at sections\[0\]\.items\[0\]/,
    ],
    [
      'a response of no known type',
      'type: scale',
      'type: scales',
      /“scales” is not possible here. Use one of: yes_no, scale/,
    ],
    ['a field written twice', 'blind: false', 'blind: false\nblind: true', 'The same field is written twice here.'],
    ['text that is not YAML', 'sections:', 'sections: [', 'From this line on it is not valid YAML.'],
    ['a tab', '\n  zh:', '\n\tzh:', 'Indent with spaces, not with tabs.'],
    ['two documents in one file', 'blind: false', 'blind: false\n---', 'One file holds one checklist.'],
    ['an unclosed quote', /\n {2}zh: /, "\n  zh: '", 'missing here or above'],
    ['a number in quotes', /points: \d+/, "points: '3'", 'This must be a number.'],
    ['a fraction where a whole number belongs', /capa_days: \d+/, 'capa_days: 1.5', 'This must be a whole number.'],
    ['a share above one', 'min: 2/3', 'min: 4/3', 'The share must not exceed 1.'],
  ])('says what is wrong with %s', (_, from, to, sentence) => {
    const text = original.text.replace(from, to)
    expect(text).not.toBe(original.text)
    const { problems, checklists } = readChecklists(common, [{ ...original, text }])
    expect(checklists).toEqual([])
    const found = lines(problems)
    expect(found.join('\n')).toMatch(sentence)
    for (const problem of problems) {
      expect(translator('zh-CN')(problem.word, problem.params)).not.toMatch(/\{\w+\}/)
      expect(english(problem.word, problem.params)).not.toMatch(/\{\w+\}/)
    }
  })

  test('reports everything wrong at once, in the order of the file', () => {
    const text = original.text
      .replace('blind: false', 'blind: maybe')
      .replace('scale: six_s_0_4', 'scale: none_such')
      .replace('responsible: showroom_supervisor', 'responsible: boss')
      .replace(/cap_grade: \w/, 'cap_grade: Z')
      .replace(/weight: \d+/, 'weight: 1')
    const { problems } = readChecklists(common, [{ ...original, text }])
    expect(new Set(problems.map(({ word }) => word.replace('checklist.problem.', '')))).toEqual(
      new Set(['not_yes_or_no', 'unknown_grade', 'weights', 'unknown_scale', 'unknown_position']),
    )
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).sort((a, b) => a - b))
  })

  test('does not hide the sound ones beside it', () => {
    const others = shippedFiles().filter(({ file }) => file !== original.file)
    const { checklists, problems } = readChecklists(common, [
      { ...original, text: 'schema: dealer-checklist/1' },
      ...others,
    ])
    expect(checklists.map(({ file }) => file)).toEqual(others.map(({ file }) => file))
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set([original.file]))
  })

  test('is an empty file, a list, or a file of aliases made to exhaust memory', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[at]}`).join(',')}]`)
      .join('\n')}`
    for (const text of ['', '- a\n- b', '"text"', bomb]) {
      const { checklists, problems } = readChecklists(common, [{ file: 'x.yaml', text }])
      expect(checklists).toEqual([])
      expect(problems.length).toBeGreaterThan(0)
    }
  })

  test('may not use the item codes of another checklist, though another version of itself may', () => {
    const other = { file: 'other.yaml', text: original.text.replace('id: 6s-workshop-showroom', 'id: other') }
    const next = { file: 'next.yaml', text: original.text.replace(/version: [\d.]+/, 'version: 9.0.0') }
    const twice = readChecklists(common, [original, other])
    expect(twice.problems[0]).toMatchObject({ file: 'other.yaml', word: 'checklist.problem.item_elsewhere' })
    expect(readChecklists(common, [original, next]).problems).toEqual([])
    expect(readChecklists(common, [original, { ...original, file: 'copy.yaml' }]).problems).toMatchObject([
      { file: 'copy.yaml', word: 'checklist.problem.version_twice' },
    ])
  })

  test('cannot hide behind broken vocabularies', () => {
    const broken = { ...common, text: common.text.replace('finding_at_or_below: 8', 'finding_at_or_below: 3') }
    const { checklists, problems } = readChecklists(broken, [original])
    expect(checklists).toEqual([])
    expect(problems).toMatchObject([
      { file: common.file, place: 'scales.vda_10.critical_fail_at_or_below', word: 'checklist.problem.limits_cross' },
    ])
  })
})

describe('marks, gates and losses of a checklist', () => {
  const shop = shippedFiles().find(({ file }) => file === 'mystery-sales-showroom.yaml') as {
    file: string
    text: string
  }
  const sales = shippedFiles().find(({ file }) => file === 'sales-standards-ssi.yaml') as { file: string; text: string }
  const problemsAfter = (source: typeof shop, from: string | RegExp, to: string) => {
    const text = source.text.replace(from, to)
    expect(text).not.toBe(source.text)
    return lines(readChecklists(shippedCommon(), [{ ...source, text }]).problems).join('\n')
  }

  test('must name each other rightly', () => {
    expect(problemsAfter(shop, 'reached: P1', 'reached: P9')).toContain('The timeline has no mark “P9”.')
    expect(problemsAfter(shop, 'from: P0', 'from: Q0')).toContain('The timeline has no mark “Q0”.')
    expect(problemsAfter(shop, 'order: [P0', 'order: [Z0')).toContain('The timeline has no mark “Z0”.')
    expect(problemsAfter(shop, 'max_s: 10,', 'max_s: 100,')).toContain('The time limits must ascend.')
    expect(problemsAfter(shop, ', {else_ratio: 0}', '')).toContain('must be else_ratio')
    expect(problemsAfter(sales, 'item_failed: SS-4-02', 'item_failed: SS-9-99')).toContain(
      'There is no item with the code “SS-9-99”.',
    )
    expect(problemsAfter(sales, 'min_ok: 22, max_ok: 26', 'min_ok: 26, max_ok: 22')).toContain(
      'min_ok must not be greater',
    )
    expect(problemsAfter(sales, 'when: {critical_failed_min: 1}', 'when: {}')).toContain('at least one condition')
    expect(problemsAfter(sales, 'then: {cap_grade: B}', 'then: {cap_grade: B, zero_audit: true}')).toContain(
      'exactly one effect',
    )
  })

  test('have loss codes that are unique within their item', () => {
    const losses = '        na_allowed: false\n        losses: [{code: a, zh: 甲, en: a}, {code: a, zh: 乙, en: b}]'
    const bare = { ...sales, text: sales.text.replace(/\n {8}losses:\n( {10}.*\n)*/g, '\n') }
    expect(problemsAfter(bare, '        na_allowed: false', losses)).toContain('losses[1] (a).code: “a” is used twice')
  })
})
