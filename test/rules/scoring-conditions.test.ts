import { describe, expect, test } from 'vitest'
import type { ChecklistContent, Condition, Item } from '../../server/checklists/format.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import { awayFrom, outcomeOf } from '../../server/scoring/conditions.ts'
import type { Circumstances, ItemResult, ScoreInput } from '../../server/scoring/result.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { type Asked, auditOf, gateOf, itemOf, no, notApplicable, unanswered, yes } from '../support/small-checklist.ts'

const where = (applies_if: Condition, of: Asked = yes(3)): Asked => ({ ...of, item: { ...of.item, applies_if } })
const audit = (asked: Asked[], more: Partial<Parameters<typeof auditOf>[0]> = {}) =>
  auditOf({ sections: [{ asked }], ...more })
const known = (features: string[], last: Circumstances['last'] = {}): Circumstances => ({ features, last })
const states = (input: ScoreInput) => scoreAudit(input).items.map(({ state, away }) => away?.condition ?? state)
const dependentOn = (first: Asked, is: string[]) => states(audit([first, where({ answer: { item: 'S0-0', is } })]))[1]

describe('an item that depends on an answer', () => {
  const choice = (chosen: ItemAnswer | undefined, type: 'choice' | 'choices' = 'choice'): Asked => {
    const options = ['a', 'b', 'c'].map((code, at) => ({ code, zh: code, en: code, points: 2 - at }))
    const item = itemOf({ type, options } as Item['response'], 2)
    return { item, ...(chosen ? { answer: chosen } : {}) }
  }

  test('applies with one of the named answers and not with another', () => {
    expect(dependentOn(yes(2), ['yes'])).toBe('answered')
    expect(dependentOn(yes(2), ['no'])).toBe('answer')
    expect(dependentOn(no(2), ['yes', 'no'])).toBe('answered')
    expect(dependentOn(choice({ type: 'choice', option: 'b' }), ['a', 'b'])).toBe('answered')
    expect(dependentOn(choice({ type: 'choice', option: 'c' }), ['a', 'b'])).toBe('answer')
    expect(dependentOn(choice({ type: 'choices', options: ['a', 'c'] }, 'choices'), ['c'])).toBe('answered')
    expect(dependentOn(choice({ type: 'choices', options: [] }, 'choices'), ['c'])).toBe('answer')
  })

  test('looks at any of several ratings, and at N/A of any kind', () => {
    const anchors = [10, 8, 0].map((score) => ({ zh: '分', en: 'score', score, severity: 'none' as const }))
    const limits = { max: 10, finding_at_or_below: 8, critical_fail_at_or_below: 0 }
    const scale = itemOf({ type: 'scale', scale: 'x', ...limits, anchors, ratings: { combine: 'mean' } }, 2)
    const rated = { item: scale, answer: { type: 'scale' as const, score: 10, further: [8] } }
    expect(dependentOn(rated, ['8'])).toBe('answered')
    expect(dependentOn(rated, ['0'])).toBe('answer')
    expect(dependentOn({ ...notApplicable(2) }, ['not_applicable'])).toBe('answered')
    const size = { type: 'sample' as const, size: 3, unit: { zh: '份', en: 'cases' }, rule: 'ratio' as const }
    const none = { type: 'sample' as const, checked: 0, conform: 0, population: 0, reason: 'none' }
    expect(dependentOn({ item: itemOf(size, 2), answer: none }, ['not_applicable'])).toBe('answered')
  })

  test('does not apply while that item is not answered, is refused, or does not apply itself', () => {
    expect(dependentOn(unanswered(2), ['yes', 'no', 'not_applicable'])).toBe('answer')
    expect(dependentOn({ ...yes(2), answer: { type: 'text', text: 'yes' } }, ['yes'])).toBe('answer')
    const chain = [
      no(2),
      where({ answer: { item: 'S0-0', is: ['yes'] } }),
      where({ answer: { item: 'S0-1', is: ['yes'] } }),
    ]
    expect(states(audit(chain))).toEqual(['answered', 'answer', 'answer'])
    expect(states(audit([yes(2), ...chain.slice(1)]))).toEqual(['answered', 'answered', 'answered'])
  })

  test('does not apply while that item belongs to another frequency', () => {
    const weekly = { ...yes(2), item: { ...yes(2).item, frequency: 'weekly' as const } }
    const asked = [weekly, where({ answer: { item: 'S0-0', is: ['yes'] } })]
    expect(states(audit(asked, { frequency: 'daily' }))).toEqual(['not_asked', 'answer'])
    expect(states(audit(asked, { frequency: 'weekly' }))).toEqual(['answered', 'answered'])
  })

  test('is the same wherever the items stand, so that what refers forward can never hang', () => {
    const both = [where({ answer: { item: 'S0-1', is: ['yes'] } }), where({ answer: { item: 'S0-0', is: ['yes'] } })]
    expect(states(audit(both))).toHaveLength(2)
  })
})

describe('an item that depends on the dealer', () => {
  const asked = [yes(1), where({ dealer: { has: ['body_shop'], lacks: ['city_showroom'] } })]
  const of = (circumstances?: Circumstances) =>
    states({ ...audit(asked), ...(circumstances ? { circumstances } : {}) })[1]

  test('applies where the dealer has all that is asked for and none of what is excluded', () => {
    expect(of(known(['body_shop', 'ev_sales']))).toBe('answered')
    expect(of(known(['ev_sales']))).toBe('dealer')
    expect(of(known(['body_shop', 'city_showroom']))).toBe('dealer')
    expect(of()).toBe('dealer')
  })
})

describe('an item that depends on the last audit', () => {
  const of = (last: Condition['last'], outcomes: Circumstances['last']) =>
    states({ ...audit([yes(1), where({ last: last ?? [] })]), circumstances: known([], outcomes) })[1]

  test('applies where it came out in one of the named ways; without an audit it came out in none', () => {
    expect(of(['failed', 'finding'], { 'S0-1': 'finding' })).toBe('answered')
    expect(of(['failed', 'finding'], { 'S0-1': 'passed' })).toBe('last')
    expect(of(['none'], {})).toBe('answered')
    expect(of(['failed'], {})).toBe('last')
  })

  test('a section applies where any of its items did', () => {
    const input = audit([yes(1), yes(1)])
    const sections = input.checklist.sections.map((section) => ({
      ...section,
      applies_if: { last: ['failed' as const] },
    }))
    const checklist: ChecklistContent = { ...input.checklist, sections }
    const of = (last: Circumstances['last']) => states({ ...input, checklist, circumstances: known([], last) })
    expect(of({ 'S0-1': 'failed' })).toEqual(['answered', 'answered'])
    expect(of({ 'S0-1': 'passed' })).toEqual(['last', 'last'])
    expect(awayFrom({ ...input, checklist }).get('S0-0')).toEqual({ of: 'section', condition: 'last' })
  })

  test('what was not judged came out in no way', () => {
    const result = { failed: false, finding: false, ratio: '1/1' } as ItemResult
    expect(outcomeOf(result)).toBe('passed')
    expect(outcomeOf({ ...result, finding: true })).toBe('finding')
    expect(outcomeOf({ ...result, failed: true, finding: true })).toBe('failed')
    expect(outcomeOf({ ...result, ratio: null })).toBeUndefined()
  })
})

describe('what does not apply', () => {
  const coverage = { min_coverage: { scope: 'audit' as const, min: '1/1' } }

  test('is in neither points nor coverage, never missing, and not counted as N/A by a gate', () => {
    const gates = [gateOf({ not_applicable_min: 1 }, { cap_grade: 'C' })]
    const asked = [yes(1), where({ dealer: { has: ['body_shop'] } }, unanswered(9, { critical: true }))]
    const result = scoreAudit(audit(asked, { scoring: { ...coverage, gates } }))
    expect(result).toMatchObject({ possible: '1/1', complete: true, unanswered: [], grade: 'A', criticalFailed: [] })
    expect(result.coverage).toEqual({ answered: 1, asked: 1, met: true })
    expect(result.gates[0]?.triggered).toBe(false)
    expect(result.items[1]).toMatchObject({
      state: 'not_applicable',
      possible: null,
      away: { of: 'item', condition: 'dealer' },
    })
  })

  test.each(['zero', 'full'] as const)('has no points where N/A counts %s', (na) => {
    const asked = [yes(1), where({ dealer: { has: ['body_shop'] } })]
    expect(scoreAudit(audit(asked, { scoring: { na } })).possible).toBe('1/1')
  })

  test('for a mark that was not reached counts like any N/A: it left something unchecked', () => {
    const asked = [yes(1), where({ reached: 'P1' })]
    const result = scoreAudit(audit(asked, { marks: { P1: { reached: false } }, scoring: { ...coverage, na: 'zero' } }))
    expect(result.items[1]).toMatchObject({ state: 'not_applicable', possible: '3/1', away: { condition: 'reached' } })
    expect(result.coverage).toEqual({ answered: 1, asked: 2, met: false })
  })

  test('keeps its answer: it counts again as soon as the condition holds', () => {
    const asked = (first: Asked) => audit([first, where({ answer: { item: 'S0-0', is: ['yes'] } }, no(3))])
    expect(scoreAudit(asked(no(2))).possible).toBe('2/1')
    expect(scoreAudit(asked(yes(2)))).toMatchObject({ possible: '5/1', earned: '2/1' })
  })

  test('must meet every condition that is written, those of the section too', () => {
    const input = audit([where({ dealer: { has: ['body_shop'] }, last: ['none'] })])
    const [section] = input.checklist.sections
    const checklist = {
      ...input.checklist,
      sections: section ? [{ ...section, applies_if: { dealer: { lacks: ['city_showroom'] } } }] : [],
    }
    const of = (features: string[]) => awayFrom({ ...input, checklist, circumstances: known(features) }).get('S0-0')
    expect(of(['body_shop'])).toBeUndefined()
    expect(of([])).toEqual({ of: 'item', condition: 'dealer' })
    expect(of(['body_shop', 'city_showroom'])).toEqual({ of: 'section', condition: 'dealer' })
  })
})

describe('an item that is kept but not scored', () => {
  const asked = [yes(4), no(6, { scored: false })]

  test('is asked and answered, without points, finding or severity, whatever the answer', () => {
    const result = scoreAudit(audit(asked))
    expect(result).toMatchObject({ earned: '4/1', possible: '4/1', grade: 'A' })
    expect(result.items[1]).toMatchObject({
      state: 'answered',
      possible: null,
      ratio: null,
      failed: false,
      finding: false,
      severity: null,
    })
    expect(result.coverage).toEqual({ answered: 1, asked: 1, met: true })
  })

  test('still has to be answered, and other items may depend on it', () => {
    const open = [yes(4), unanswered(6, { scored: false }), where({ answer: { item: 'S0-1', is: ['no'] } })]
    const result = scoreAudit(audit(open))
    expect(result).toMatchObject({ complete: false, unanswered: ['S0-1'] })
    expect(states(audit([...asked, where({ answer: { item: 'S0-1', is: ['no'] } })]))[2]).toBe('answered')
  })
})
