import { describe, expect, test } from 'vitest'
import type { Response } from '../../server/checklists/format.ts'
import { validateAnswer } from '../../server/scoring/answer.ts'
import { elapsedSeconds, marksBackwards, validateMark } from '../../server/scoring/marks.ts'
import {
  type Asked,
  type Audit,
  auditOf,
  gateOf,
  itemOf,
  no,
  scaleOf,
  scoreOf,
  vdaScale,
  yes,
} from '../support/small-checklist.ts'

const unit = { zh: '份', en: 'orders' }
const text = { zh: '文', en: 'text' }
const only = (asked: Asked, audit: Partial<Audit> = {}) => scoreOf({ ...audit, sections: [{ asked: [asked] }] })
const itemResult = (asked: Asked, audit: Partial<Audit> = {}) => only(asked, audit).items[0]
const sample = (rule: Partial<Response> & { rule: string }, size = 5) =>
  ({ type: 'sample', size, unit, ...rule }) as Response
const checked = (response: Response, conform: number, of = 5, more = {}): Asked => ({
  item: itemOf(response, 5, more),
  answer: { type: 'sample', checked: of, conform },
})

describe('an item', () => {
  test('with a sample fails below 80 % and is a finding below 100 %', () => {
    const ratio = sample({ rule: 'ratio' })
    expect(itemResult(checked(ratio, 5))).toMatchObject({
      earned: '5/1',
      failed: false,
      finding: false,
      severity: null,
    })
    expect(itemResult(checked(ratio, 4))).toMatchObject({
      earned: '4/1',
      failed: false,
      finding: true,
      severity: 'minor',
    })
    expect(itemResult(checked(ratio, 3))).toMatchObject({ earned: '3/1', lost: '2/1', failed: true, severity: 'major' })
    expect(itemResult(checked(ratio, 2, 3))).toMatchObject({ earned: '10/3', ratio: '2/3', failed: true })
  })

  test('with an accept number is all or nothing', () => {
    const accept = sample({ rule: 'accept', accept: 1 })
    expect(itemResult(checked(accept, 4))).toMatchObject({ earned: '5/1', failed: false, finding: false })
    expect(itemResult(checked(accept, 3))).toMatchObject({ earned: '0/1', failed: true, severity: 'major' })
  })

  test('with a banded sample is judged by the limits of the scale its bands belong to', () => {
    const bands = [
      { min: 1, ratio: 1 },
      { min: 0.9, ratio: 0.8 },
      { min: 0.8, ratio: 0.6 },
      { min: 0.6, ratio: 0.4 },
      { min: 0, ratio: 0 },
    ]
    const limits = { max: 10, finding_at_or_below: 8, critical_fail_at_or_below: 4 }
    const banded = sample({ rule: 'bands', band_set: 'x', bands, limits } as Partial<Response> & { rule: string }, 10)
    const at = (conform: number) => itemResult(checked(banded, conform, 10, { points: 20 }))
    expect(at(10)).toMatchObject({ score: '10/1', finding: false, failed: false, earned: '20/1' })
    expect(at(9)).toMatchObject({ score: '8/1', finding: true, failed: false, severity: 'minor' })
    expect(at(8)).toMatchObject({ score: '6/1', failed: false })
    expect(at(6)).toMatchObject({ score: '4/1', failed: true, severity: 'major', earned: '8/1' })
    expect(at(5)).toMatchObject({ score: '0/1', failed: true })
  })

  test('with nothing to sample is N/A, with the population stated and a reason', () => {
    const item = itemOf(sample({ rule: 'ratio' }), 5, { na_allowed: false })
    const none = { type: 'sample' as const, checked: 0, conform: 0, population: 0, reason: 'no orders this month' }
    expect(itemResult({ item, answer: none })).toMatchObject({ state: 'not_applicable', earned: null, possible: null })
    expect(validateAnswer(item, { ...none, population: undefined })?.code).toBe('population_not_zero')
    expect(validateAnswer(item, { ...none, reason: ' ' })?.code).toBe('reason_missing')
    expect(only({ item, answer: { ...none, population: 3 } }).unanswered).toEqual(['S0-0'])
  })

  test('on a scale takes the severity of its anchor, critical meaning major where the item is not critical', () => {
    const anchors = (['none', 'observation', 'minor', 'major', 'critical'] as const).map((severity, at) => ({
      ...text,
      score: 4 - at,
      severity,
    }))
    const scale = scaleOf(4, [], { anchors, finding_at_or_below: 2, critical_fail_at_or_below: 1 })
    const at = (score: number, critical = false) =>
      itemResult({ item: itemOf(scale, 4, { critical }), answer: { type: 'scale', score } })
    expect(at(4)).toMatchObject({ finding: false, failed: false, severity: null })
    expect(at(3)).toMatchObject({ finding: false, failed: false, severity: 'observation' })
    expect(at(2)).toMatchObject({ finding: true, failed: false, severity: 'minor' })
    expect(at(1, true)).toMatchObject({ finding: true, failed: true, severity: 'major' })
    expect(at(0)).toMatchObject({ failed: true, severity: 'major' })
    expect(at(0, true)).toMatchObject({ failed: true, severity: 'critical' })
  })

  test('takes its severity from its class elsewhere: critical, must, should, and none for bonus and info', () => {
    expect(itemResult(no(3, { critical: true }))?.severity).toBe('critical')
    expect(itemResult(no(3))?.severity).toBe('major')
    expect(itemResult(no(3, { class: 'should' }))?.severity).toBe('observation')
    expect(itemResult(no(3, { class: 'bonus' }))).toMatchObject({
      severity: null,
      failed: false,
      finding: false,
      lost: '0/1',
    })
    expect(itemResult(no(0, { class: 'info' }))).toMatchObject({ severity: null, failed: false, earned: null })
    expect(itemResult(yes(3, { critical: true }))?.severity).toBeNull()
  })

  test('may be raised, never lowered, by a ticked loss description', () => {
    const losses = [
      { ...text, code: 'leak', severity: 'critical' as const },
      { ...text, code: 'dust', severity: 'observation' as const },
      { ...text, code: 'plain' },
    ]
    const ticked = (codes: string[], asked = no(3, { losses })) => itemResult({ ...asked, losses: codes })
    expect(ticked(['leak'])).toMatchObject({ severity: 'critical', losses: ['leak'] })
    expect(ticked(['dust', 'plain'])).toMatchObject({ severity: 'major', losses: ['dust', 'plain'] })
    expect(ticked(['unknown'])).toMatchObject({ severity: 'major', losses: [] })
    expect(ticked(['leak'], yes(3, { losses }))).toMatchObject({ severity: null, finding: false })
  })

  test('with a number compares exactly and knows open ends', () => {
    const range = (more: object, value: string) =>
      itemResult({ item: itemOf({ type: 'number', unit, ...more } as Response, 2), answer: { type: 'number', value } })
        ?.earned
    expect(range({ min_ok: 22, max_ok: 26 }, '26')).toBe('2/1')
    expect(range({ min_ok: 22, max_ok: 26 }, '26.000000000000001')).toBe('0/1')
    expect(range({ max_ok: 0.3 }, '0.30')).toBe('2/1')
    expect(range({ min_ok: -5 }, '-5.1')).toBe('0/1')
  })

  test('with a choice earns the ratio of its option', () => {
    const options = [1, 0.3, 0].map((ratio, at) => ({ ...text, code: `o${at}`, ratio }))
    const at = (option: string) =>
      itemResult({ item: itemOf({ type: 'choice', options }, 10), answer: { type: 'choice', option } })
    expect(at('o1')).toMatchObject({ earned: '3/1', failed: false, finding: true, severity: 'minor' })
    expect(at('o2')).toMatchObject({ earned: '0/1', failed: true, severity: 'major' })
  })

  test('rated several times counts the mean, rounded to two decimals, and the severity of the worst rating', () => {
    const anchors = [10, 8, 4].map((score) => ({
      ...text,
      score,
      severity: score === 4 ? ('major' as const) : ('none' as const),
    }))
    const scale = vdaScale({ anchors, ratings: { combine: 'mean', decimals: 2 } })
    const result = itemResult({ item: itemOf(scale, 10), answer: { type: 'scale', score: 10, further: [8, 4] } })
    expect(result).toMatchObject({
      earned: '733/100',
      score: '733/100',
      severity: 'major',
      failed: false,
      finding: true,
    })
    const worst = vdaScale({ anchors, ratings: { combine: 'worst', decimals: 0 } })
    expect(itemResult({ item: itemOf(worst, 10), answer: { type: 'scale', score: 10, further: [4] } })?.earned).toBe(
      '4/1',
    )
  })

  test('without points is judged, but no gate on scores reads it', () => {
    const gates = [gateOf({ any_score_at_most: 0 }, { cap_grade: 'C' })]
    const result = scoreOf({ sections: [{ asked: [yes(5), yes(0)] }], scoring: { gates } })
    expect(result).toMatchObject({ percentBp: 10_000, grade: 'A' })
    expect(result.items[1]).toMatchObject({ earned: '0/1', possible: '0/1', score: null })
  })

  test('answered outside its range counts as not answered', () => {
    for (const asked of [
      { item: itemOf(vdaScale(), 10), answer: { type: 'scale' as const, score: 9 } },
      { item: itemOf({ type: 'yes_no' }, 1), answer: { type: 'text' as const, text: 'yes' } },
      {
        item: itemOf({ type: 'yes_no' }, 1, { na_allowed: false }),
        answer: { type: 'not_applicable' as const, reason: 'x' },
      },
    ]) {
      expect(only(asked)).toMatchObject({ unanswered: ['S0-0'], percent: null, complete: false })
    }
  })
})

describe('durations', () => {
  const response = {
    type: 'duration' as const,
    from: 'P0',
    to: 'P1',
    bands: [
      { max_s: 10, ratio: 1 },
      { max_s: 20, ratio: 0.5 },
    ],
    else_ratio: 0,
  }
  const at = (seconds: number) => ({ at: new Date(Date.UTC(2026, 2, 1, 9) + seconds * 1000).toISOString() })
  const ringing = (to: number) => itemResult({ item: itemOf(response, 4) }, { marks: { P0: at(0), P1: at(to) } })

  test('earn by whole seconds; partial credit is an observation', () => {
    expect(ringing(10)).toMatchObject({ earned: '4/1', finding: false, severity: null })
    expect(ringing(10.9)).toMatchObject({ earned: '4/1' })
    expect(ringing(11)).toMatchObject({ earned: '2/1', finding: true, failed: false, severity: 'observation' })
    expect(ringing(20)).toMatchObject({ earned: '2/1' })
    expect(ringing(21)).toMatchObject({ earned: '0/1', failed: true, severity: 'major' })
  })

  test('count a negative span (early handover) as 0 seconds', () => {
    expect(ringing(-600)).toMatchObject({ earned: '4/1' })
    expect(elapsedSeconds(response, { P0: at(600), P1: at(0) })).toBe(0)
  })

  test('take the last band where a mark was not reached, and are unanswered where one is missing', () => {
    const asked = { item: itemOf(response, 4) }
    expect(itemResult(asked, { marks: { P0: at(0), P1: { reached: false } } })).toMatchObject({
      earned: '0/1',
      failed: true,
    })
    expect(itemResult(asked, { marks: { P0: at(0) } })).toMatchObject({ state: 'unanswered', earned: null })
    expect(itemResult(asked, { marks: { P0: at(0), P1: { at: 'soon' } } })).toMatchObject({ state: 'unanswered' })
  })

  test('compare instants, not texts, across time zones', () => {
    const marks = { P0: { at: '2026-03-01T09:00:00+08:00' }, P1: { at: '2026-03-01T01:00:09.500Z' } }
    expect(elapsedSeconds(response, marks)).toBe(9)
  })

  test('make an item that depends on a mark N/A by itself, once the mark was declared not reached', () => {
    const item = itemOf({ type: 'yes_no' }, 2, { applies_if: { reached: 'P1' } })
    const answered = { item, answer: { type: 'yes_no' as const, value: 'yes' as const } }
    expect(itemResult(answered, { marks: { P1: { reached: false } } })).toMatchObject({
      state: 'not_applicable',
      possible: null,
      away: { of: 'item', condition: 'reached' },
    })
    expect(itemResult(answered, {})).toMatchObject({ state: 'answered' })
    expect(itemResult(answered, { marks: { P1: at(0) } })).toMatchObject({ state: 'answered', earned: '2/1' })
  })

  test('come from marks that exist, are instants, and are declared not reached only where that is allowed', () => {
    const { checklist } = auditOf({ sections: [{ asked: [yes(1)] }] })
    const timed = {
      ...checklist,
      timeline: {
        marks: ['P0', 'P1', 'P2'].map((id) => ({ ...text, id })),
        order: ['P0', 'P1', 'P2'],
        not_reached_allowed: ['P1'],
      },
    }
    expect(validateMark(timed, 'P0', at(0))).toBeNull()
    expect(validateMark(timed, 'P1', { reached: false })).toBeNull()
    expect(validateMark(timed, 'P0', { reached: false })?.code).toBe('mark_must_be_reached')
    expect(validateMark(timed, 'P0', { at: '2026-03-01' })?.code).toBe('not_an_instant')
    expect(validateMark(timed, 'P0', { at: '2026-13-01T09:00:00Z' })?.code).toBe('not_an_instant')
    expect(validateMark(timed, 'Q7', at(0))?.code).toBe('no_such_mark')
    expect(marksBackwards(timed, { P0: at(5), P1: { reached: false }, P2: at(4) })).toEqual([['P0', 'P2']])
    expect(marksBackwards(timed, { P0: at(5), P1: at(5), P2: at(6) })).toEqual([])
  })
})
