import { describe, expect, test } from 'vitest'
import type { Scoring } from '../../server/checklists/format.ts'
import { displayPercent, scoreAudit } from '../../server/scoring/score.ts'
import {
  type Audit,
  auditOf,
  earning,
  gateOf,
  itemOf,
  no,
  notApplicable,
  scoreOf,
  unanswered,
  vdaScale,
  yes,
} from '../support/small-checklist.ts'

describe('gates', () => {
  const bad = { asked: [no(1, { critical: true }), yes(9)] }
  const good = { asked: [yes(10)] }
  const gated = (gates: Scoring['gates'], audit: Partial<Audit> = {}) =>
    scoreOf({ sections: [bad, good], ...audit, scoring: { ...audit.scoring, gates } })

  test('are all stored, with what triggered them; the lowest cap wins', () => {
    const result = gated([
      gateOf({ critical_failed_min: 1 }, { cap_grade: 'B' }, 'G1'),
      gateOf({ any_section_below: 95 }, { cap_grade: 'C' }, 'G2'),
      gateOf({ item_failed: 'S1-0' }, { cap_grade: 'C' }, 'G3'),
    ])
    expect(result).toMatchObject({ percentBp: 9500, gradeByScore: 'A', grade: 'C', band: 2 })
    expect(result.gates.map((gate) => [gate.id, gate.triggered, gate.then, gate.because])).toEqual([
      ['G1', true, { cap_grade: 'B' }, ['S0-0']],
      ['G2', true, { cap_grade: 'C' }, ['S0']],
      ['G3', false, { cap_grade: 'C' }, []],
    ])
  })

  test('cap but never lift a grade; set_grade sets it either way', () => {
    const low = { sections: [{ asked: [no(1, { critical: true })] }] }
    expect(gated([gateOf({ critical_failed_min: 1 }, { cap_grade: 'A' })], low).grade).toBe('C')
    expect(gated([gateOf({ critical_failed_min: 1 }, { set_grade: 'B' })], low).grade).toBe('B')
    expect(gated([gateOf({ critical_failed_min: 1 }, { set_grade: 'B' })]).grade).toBe('B')
    const two = ['A', 'B'].map((grade) => gateOf({ critical_failed_min: 1 }, { set_grade: grade }, grade))
    expect(gated(two, low).grade).toBe('B')
  })

  test('zero a section before other gates look at sections', () => {
    const result = gated([
      gateOf({ section_below: { section: 'S0', percent: 50 } }, { cap_grade: 'B' }, 'sees it'),
      gateOf({ critical_failed_min: 1 }, { zero_section: true }, 'takes it'),
    ])
    expect(result.sections[0]).toMatchObject({ earned: '0/1', possible: '10/1', percentBp: 0, zeroed: true })
    expect(result).toMatchObject({ percentBp: 5000, earned: '10/1' })
    expect(result.gates.map((gate) => gate.triggered)).toEqual([true, true])
    expect(gated([gateOf({ critical_failed_min: 1 }, { zero_section: 'S1' })]).percentBp).toBe(4500)
  })

  test('zero the whole audit', () => {
    expect(gated([gateOf({ critical_failed_min: 1 }, { zero_audit: true })])).toMatchObject({
      percent: '0/1',
      grade: 'C',
    })
  })

  test('take off points or a share of what is possible, the same in both rollups, below zero if need be', () => {
    const points = gateOf({ critical_failed_min: 1 }, { deduct_points: 2 }, 'points')
    const share = gateOf({ critical_failed_min: 1 }, { deduct_percent_of_possible: 10 }, 'share')
    expect(gated([points])).toMatchObject({ earned: '17/1', percentBp: 8500 })
    expect(gated([share])).toMatchObject({ earned: '17/1', percentBp: 8500 })
    const weightedSections = { scoring: { rollup: 'weighted_sections' as const } }
    expect(gated([points, share], weightedSections).percentBp).toBe(7500)
    const all = gateOf({ critical_failed_min: 1 }, { deduct_points: 100 })
    const input = auditOf({ sections: [bad, good], scoring: { gates: [all] } })
    expect(scoreAudit(input)).toMatchObject({ percentBp: -40_500, grade: 'C' })
    expect(displayPercent(scoreAudit(input), input.checklist)).toBe('0.0')
  })

  test('take off once for each finding where they say so', () => {
    const sections = [{ asked: [no(1), no(1), yes(18)] }]
    const each = gateOf({ count_by_severity: { major: 1 } }, { deduct_points: 3, each: true })
    expect(gated([each], { sections })).toMatchObject({ earned: '12/1', percentBp: 6000 })
  })

  test('round section results first where the checklist says so', () => {
    const sections = [{ asked: [earning(79.5, 100)] }, { asked: [yes(900)] }]
    const gates = [gateOf({ any_section_below: 80 }, { cap_grade: 'C' })]
    expect(scoreOf({ sections, scoring: { gates } }).grade).toBe('C')
    expect(scoreOf({ sections, scoring: { gates, section_round_decimals: 0 } }).grade).toBe('A')
  })

  test('ask for all of their conditions together', () => {
    const both = gateOf({ critical_failed_min: 1, any_section_below: 50 }, { cap_grade: 'C' })
    expect(gated([both]).gates[0]?.triggered).toBe(false)
    const sections = [{ asked: [no(2, { critical: true }), yes(1)] }, good]
    expect(gated([both], { sections }).gates[0]).toMatchObject({ triggered: true, because: ['S0-0', 'S0'] })
  })

  test('count severities, the largest loss, coverage and repeats', () => {
    const triggered = (when: Parameters<typeof gateOf>[0], audit: Partial<Audit> = {}) =>
      gated([gateOf(when, { cap_grade: 'C' })], audit).gates[0]?.triggered
    expect(triggered({ count_by_severity: { critical: 1 } })).toBe(true)
    expect(triggered({ count_by_severity: { critical: 1, minor: 1 } })).toBe(false)
    expect(triggered({ max_single: 1 })).toBe(true)
    expect(triggered({ max_single: 1.01 })).toBe(false)
    expect(triggered({ finding_repeat: 1 })).toBe(false)
    expect(triggered({ finding_repeat: 1 }, { repeats: new Set(['S0-0', 'S1-0']) })).toBe(true)
    expect(triggered({ finding_repeat: 2 }, { repeats: new Set(['S0-0', 'S1-0']) })).toBe(false)
    const half = { sections: [{ asked: [yes(1), notApplicable(1)] }] }
    expect(triggered({ coverage_below: '2/3' }, half)).toBe(true)
    expect(triggered({ coverage_below: '1/2' }, half)).toBe(false)
  })

  test('read the anchor of a scale, not the points it is worth', () => {
    const scaled = (score: number, critical: boolean): Audit['sections'] => [
      { asked: [{ item: itemOf(vdaScale(), 100, { critical }), answer: { type: 'scale', score } }, yes(9900)] },
    ]
    const gates = [gateOf({ critical_score_at_most: 4 }, { cap_grade: 'B' })]
    expect(scoreOf({ sections: scaled(4, true), scoring: { gates } }).grade).toBe('B')
    expect(scoreOf({ sections: scaled(6, true), scoring: { gates } }).grade).toBe('A')
    expect(scoreOf({ sections: scaled(4, false), scoring: { gates } }).grade).toBe('A')
  })

  test('give no grade to an incomplete audit, but are evaluated', () => {
    const sections = [bad, { asked: [unanswered(1)] }]
    const result = gated([gateOf({ critical_failed_min: 1 }, { cap_grade: 'C' })], { sections, mode: 'running' })
    expect(result).toMatchObject({ grade: null, gradeByScore: 'A', criticalFailed: ['S0-0'] })
    expect(result.gates[0]?.triggered).toBe(true)
  })
})
