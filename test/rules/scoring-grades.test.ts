import { describe, expect, test } from 'vitest'
import type { Scoring } from '../../server/checklists/format.ts'
import { displayIndex, displayPercent, displayPoints, scoreAudit } from '../../server/scoring/score.ts'
import { auditOf, bandsOf, earning, no, scoreOf } from '../support/small-checklist.ts'

describe('grades', () => {
  const graded = (earned: number, scoring: Partial<Scoring> = {}) => {
    const input = auditOf({ sections: [{ asked: [earning(earned, 100)] }], scoring })
    const result = scoreAudit(input)
    return { ...result, printed: displayPercent(result, input.checklist) }
  }

  test('begin exactly at their limit', () => {
    expect(graded(90).grade).toBe('A')
    expect(graded(89.9999999999).grade).toBe('B')
    expect(graded(80).grade).toBe('B')
  })

  test('look at the exact value, and the value is printed with enough decimals to show why', () => {
    expect(graded(89.95)).toMatchObject({ grade: 'B', printed: '89.95', percentBp: 8995 })
    expect(graded(89.94)).toMatchObject({ grade: 'B', printed: '89.9' })
    expect(graded(89.9996)).toMatchObject({ grade: 'B', printed: '89.9996', percentBp: 9000 })
    expect(graded(87.25)).toMatchObject({ grade: 'B', printed: '87.3' })
  })

  test('look at the displayed value where the checklist says so', () => {
    expect(graded(89.95, { grade_on: 'displayed' })).toMatchObject({ grade: 'A', printed: '90.0' })
    expect(graded(89.4, { grade_on: 'displayed', display_decimals: 0 })).toMatchObject({ grade: 'B', printed: '89' })
  })

  test('are printed without binary rounding errors', () => {
    expect(graded(1.005, { display_decimals: 2 }).printed).toBe('1.01')
    expect(graded(1.45).printed).toBe('1.5')
    const tenths = scoreOf({ sections: [{ asked: [earning(0.1, 0.1), earning(0.2, 0.2)] }] })
    expect(tenths).toMatchObject({ earned: '3/10', possible: '3/10', percentBp: 10_000 })
  })

  test('show as an index where the checklist has one', () => {
    const input = auditOf({ sections: [{ asked: [earning(87.46, 100)] }], scoring: { index_scale: 1000 } })
    expect(displayIndex(scoreAudit(input), input.checklist)).toBe('875')
    expect(displayIndex({ percent: '-3/1' }, input.checklist)).toBe('0')
    expect(displayIndex({ percent: null }, input.checklist)).toBeNull()
    expect([displayPoints('10/1'), displayPoints('7/2'), displayPoints('26/3'), displayPoints('0/1')]).toEqual([
      '10',
      '3.5',
      '8.67',
      '0',
    ])
  })
})

test('bands below every limit fall into the last row', () => {
  const result = scoreOf({
    sections: [{ asked: [no(1)] }],
    scoring: {
      bands: bandsOf([
        ['A', 90],
        ['B', 50],
      ]),
    },
  })
  expect(result.grade).toBe('B')
})
