import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scoring } from '../../server/checklists/format.ts'
import type { ScoreResult } from '../../server/scoring/result.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import {
  type Asked,
  type Audit,
  gateOf,
  itemOf,
  no,
  notApplicable,
  scoreOf,
  unanswered,
  yes,
} from '../support/small-checklist.ts'
import { anyAudit, shuffled } from './scoring-arbitraries.ts'

const only = (asked: Asked, audit: Partial<Audit> = {}) => scoreOf({ ...audit, sections: [{ asked: [asked] }] })

describe('any audit', () => {
  const byCode = (result: ScoreResult) => ({
    ...result,
    items: Object.fromEntries(result.items.map((item) => [item.code, item])),
    sections: Object.fromEntries(result.sections.map((section) => [section.id, section])),
    gates: result.gates.map((gate) => ({ ...gate, because: [...gate.because].sort() })),
    unanswered: [...result.unanswered].sort(),
    criticalFailed: [...result.criticalFailed].sort(),
  })

  test('scores the same whatever the order of its sections, items and gates', () => {
    fc.assert(
      fc.property(anyAudit(), fc.infiniteStream(fc.nat()), (input, keys) => {
        const { checklist } = input
        const sections = shuffled(checklist.sections, keys).map((section) => ({
          ...section,
          items: shuffled(section.items, keys),
        }))
        const other = scoreAudit({ ...input, checklist: { ...checklist, sections } })
        expect(byCode(other)).toEqual(byCode(scoreAudit(input)))
        const gates = shuffled(checklist.scoring.gates, keys)
        const regated = scoreAudit({ ...input, checklist: { ...checklist, scoring: { ...checklist.scoring, gates } } })
        expect(regated.percent).toBe(scoreAudit(input).percent)
        expect(regated.grade).toBe(scoreAudit(input).grade)
      }),
    )
  })

  test('never has more possible points when an item becomes N/A', () => {
    fc.assert(
      fc.property(anyAudit(), fc.nat(), (input, pick) => {
        const codes = input.checklist.sections.flatMap((section) => section.items.map((item) => item.id))
        const code = codes[pick % codes.length] as string
        const answers = { ...input.answers, [code]: { type: 'not_applicable' as const, reason: 'not there' } }
        const counted = (result: ScoreResult) => result.items.filter((item) => item.possible !== null).length
        const before = scoreAudit({ ...input, mode: 'final' })
        const after = scoreAudit({ ...input, answers, mode: 'final' })
        if (before.unanswered.includes(code)) return
        expect(amount(after.possible)).toBeLessThanOrEqual(amount(before.possible) + 1e-9)
        expect(counted(after)).toBeLessThanOrEqual(counted(before))
      }),
    )
  })

  test('stays within its bounds', () => {
    fc.assert(
      fc.property(anyAudit({ deductions: false }), (input) => {
        const result = scoreAudit(input)
        for (const item of result.items) {
          if (item.earned === null || item.possible === null) continue
          expect(amount(item.earned)).toBeGreaterThanOrEqual(0)
          expect(amount(item.lost as string)).toBeLessThanOrEqual(amount(item.possible))
          if (item.ratio) expect(amount(item.ratio)).toBeLessThanOrEqual(1)
        }
        const cap = input.checklist.scoring.bonus_cap ?? 100
        const hasBonus = input.checklist.sections.some(({ items }) => items.some((item) => item.class === 'bonus'))
        if (result.percentBp !== null) {
          expect(result.percentBp).toBeGreaterThanOrEqual(0)
          if (!hasBonus || input.checklist.scoring.bonus_cap) expect(result.percentBp).toBeLessThanOrEqual(cap * 100)
        }
        expect(result.percent === null).toBe(result.percentBp === null)
        if (result.grade !== null && result.gradeByScore !== null) {
          const row = (grade: string) => input.checklist.scoring.bands.findIndex((band) => band.grade === grade)
          expect(row(result.grade)).toBeGreaterThanOrEqual(row(result.gradeByScore))
          expect(result.band).toBe(row(result.grade))
        }
      }),
    )
  })

  test('is plain JSON that comes out the same when computed again from stored input', () => {
    fc.assert(
      fc.property(anyAudit(), (input) => {
        const { repeats, ...rest } = input
        const stored = { ...JSON.parse(JSON.stringify(rest)), repeats: new Set(repeats) }
        const result = scoreAudit(input)
        expect(scoreAudit(stored)).toEqual(result)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
    )
  })

  test('adds up: the sections make the whole, the items make the sections', () => {
    fc.assert(
      fc.property(anyAudit({ deductions: false, zeroing: false }), (input) => {
        const result = scoreAudit(input)
        const sum = (values: (string | null)[]) =>
          values.reduce((total, value) => total + (value ? amount(value) : 0), 0)
        for (const section of result.sections) {
          const items = result.items.filter((item) => item.section === section.id)
          expect(sum(items.map(({ earned }) => earned))).toBeCloseTo(amount(section.earned), 6)
          expect(sum(items.map(({ possible }) => possible))).toBeCloseTo(amount(section.possible), 6)
        }
        expect(sum(result.sections.map(({ earned }) => earned))).toBeCloseTo(amount(result.earned), 6)
      }),
    )
  })

  test('leaves unanswered items out while running, exactly as if they were not there', () => {
    fc.assert(
      fc.property(anyAudit({ gates: false }), (input) => {
        const running = scoreAudit({ ...input, mode: 'running' })
        const sections = input.checklist.sections.map((section) => ({
          ...section,
          items: section.items.filter((item) => !running.unanswered.includes(item.id)),
        }))
        const without = scoreAudit({ ...input, mode: 'running', checklist: { ...input.checklist, sections } })
        expect(without.percent).toBe(running.percent)
      }),
    )
  })
})

const amount = (exact: string) => {
  const [n = 0, d = 1] = exact.split('/').map(Number)
  return n / d
}

describe('policies', () => {
  test('everything N/A has no score, never 0 and never 100', () => {
    const result = scoreOf({ sections: [{ asked: [notApplicable(5), notApplicable(3)] }] })
    expect(result).toMatchObject({
      percent: null,
      percentBp: null,
      gradeByScore: null,
      grade: null,
      band: null,
      possible: '0/1',
    })
  })

  test('a section whose only item has no points has no score, and its weight goes to the others', () => {
    const sections = [
      { weight: 50, asked: [yes(0)] },
      { weight: 50, asked: [yes(1), no(1)] },
    ]
    const result = scoreOf({ sections, scoring: { rollup: 'weighted_sections' } })
    expect(result.sections[0]).toMatchObject({ percent: null, percentBp: null })
    expect(result.percentBp).toBe(5000)
  })

  test('N/A may count as nothing or as everything earned, where the checklist says so', () => {
    const asked = [yes(1), no(1), notApplicable(1)]
    const percentBp = (na: Scoring['na']) => scoreOf({ sections: [{ asked }], scoring: { na } }).percentBp
    expect([percentBp('exclude'), percentBp('zero'), percentBp('full')]).toEqual([5000, 3333, 6667])
  })

  test('a critical item answered N/A never triggers a gate', () => {
    const gates = [
      gateOf({ critical_failed_min: 1 }, { cap_grade: 'C' }),
      gateOf({ critical_score_at_most: 10 }, { cap_grade: 'C' }),
    ]
    const result = scoreOf({
      sections: [{ asked: [yes(5), notApplicable(5, { critical: true })] }],
      scoring: { gates },
    })
    expect(result).toMatchObject({ grade: 'A', criticalFailed: [] })
  })

  test('coverage is compared as integers: exactly two thirds is enough', () => {
    const of = (answered: number, not: number, scope: 'audit' | 'section' = 'audit') =>
      scoreOf({
        sections: [{ asked: Array(answered).fill(yes(1)) }, { asked: Array(not).fill(notApplicable(1)) }],
        scoring: { min_coverage: { scope, min: '2/3' } },
      })
    expect(of(2, 1)).toMatchObject({ complete: true, grade: 'A', coverage: { answered: 2, asked: 3, met: true } })
    expect(of(199, 100)).toMatchObject({ complete: false, grade: null, gradeByScore: 'A', percentBp: 10_000 })
    expect(of(9, 1, 'section')).toMatchObject({ complete: false, grade: null })
  })

  test('unanswered items block, or count as zero and failed once a self-check is final', () => {
    const sections = [{ asked: [yes(1), unanswered(1, { critical: true })] }]
    expect(scoreOf({ sections })).toMatchObject({
      complete: false,
      unanswered: ['S0-1'],
      percentBp: 10_000,
      grade: null,
    })
    const scoring: Partial<Scoring> = { unanswered: 'zero' }
    expect(scoreOf({ sections, scoring })).toMatchObject({
      complete: true,
      unanswered: ['S0-1'],
      percentBp: 5000,
      grade: 'C',
    })
    expect(scoreOf({ sections, scoring }).items[1]).toMatchObject({
      state: 'unanswered',
      failed: true,
      severity: 'critical',
    })
    expect(scoreOf({ sections, scoring, mode: 'running' })).toMatchObject({ complete: false, percentBp: 10_000 })
  })

  test('a self-check asks the items of one frequency only', () => {
    const sections = [{ asked: [yes(1, { frequency: 'daily' }), unanswered(1, { frequency: 'weekly' })] }]
    const result = scoreOf({ sections, frequency: 'daily' })
    expect(result).toMatchObject({ complete: true, percentBp: 10_000, unanswered: [] })
    expect(result.items[1]?.state).toBe('not_asked')
    expect(result.sections[0]).toMatchObject({ answered: 1, asked: 1 })
  })

  test('a bonus earns beyond what is possible, up to the cap', () => {
    const sections = [{ asked: [yes(20), yes(1, { class: 'bonus' })] }]
    expect(scoreOf({ sections })).toMatchObject({ earned: '21/1', possible: '20/1', percentBp: 10_500 })
    expect(scoreOf({ sections, scoring: { bonus_cap: 100 } })).toMatchObject({ earned: '21/1', percentBp: 10_000 })
  })

  test('free text must be there but is not scored and not covered', () => {
    const story = itemOf({ type: 'text' }, 0, { class: 'info' })
    expect(only({ item: story })).toMatchObject({ unanswered: ['S0-0'], coverage: { asked: 0 } })
    const told = { item: story, answer: { type: 'text' as const, text: 'At nine I rang.' } }
    expect(scoreOf({ sections: [{ asked: [told, yes(1)] }] })).toMatchObject({ complete: true, percentBp: 10_000 })
  })
})
