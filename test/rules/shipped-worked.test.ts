import { describe, expect, test } from 'vitest'
import type { Frequency } from '../../server/checklists/format.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'
import { displayIndex, displayPercent, scoreAudit } from '../../server/scoring/score.ts'
import { extremeInput, itemsOf, readShipped } from '../support/checklists.ts'

/** A mixed audit with each shipped checklist: everything at its best but for what is named, worked out by hand. */

const { checklists } = readShipped()
const contentOf = (id: string) => checklists.find(({ content }) => content.id === id)!.content

const yes: ItemAnswer = { type: 'yes_no', value: 'yes' }
const no: ItemAnswer = { type: 'yes_no', value: 'no' }
const scale = (score: number): ItemAnswer => ({ type: 'scale', score })
const cases = (conform: number, checked: number): ItemAnswer => ({ type: 'sample', checked, conform })
const notApplicable: ItemAnswer = { type: 'not_applicable', reason: '本店无此业务' }
const at = (seconds: number): MarkValue => ({ at: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString() })

type Mixed = { answers: Record<string, ItemAnswer>; marks?: Record<string, MarkValue>; frequency?: Frequency }

const scored = (id: string, { answers, marks = {}, frequency }: Mixed) => {
  const content = contentOf(id)
  const codes = new Set(itemsOf(content).map((item) => item.id))
  for (const code of Object.keys(answers)) expect(codes, 'a code of the checklist').toContain(code)
  const best = extremeInput(content, 'best')
  const result = scoreAudit({
    ...best,
    answers: { ...best.answers, ...answers },
    marks: { ...best.marks, ...marks },
    frequency,
  })
  return {
    ...result,
    shown: displayPercent(result, content),
    printedIndex: displayIndex(result, content),
    triggered: result.gates.filter((gate) => gate.triggered).map((gate) => gate.id),
    losing: result.items.filter((item) => item.finding).map((item) => item.code),
  }
}

describe('a mixed audit by hand', () => {
  test('6S of showroom and workshop: sections by weight, one critical failure caps A at C', () => {
    const result = scored('6s-workshop-showroom', {
      answers: {
        // Sort: 24 − 2 (2 of 4) − 1.2 (7 of 10 of 4 points) = 20.8 of 24; weight 15 gives 13.
        '6S-1-01': scale(2),
        '6S-1-04': cases(7, 10),
        // Set in order: 25 − 3 = 22 of 25; weight 20 gives 17.6.
        '6S-2-06': no,
        // Standardise: 6 points leave the base, the other 20 are full; weight 15 gives 15. Shine is full: 20.
        '6S-4-06': notApplicable,
        // Sustain: 22 − 4 = 18 of 22; weight 10 gives 8.1818…
        '6S-5-05': no,
        // Safety: no miss is tolerated, so 4 of 5 is 0 of 5 points: 39 of 44; weight 20 gives 17.7272…
        '6S-6-01': cases(4, 5),
      },
    })
    // 13 + 17.6 + 20 + 15 + 8.1818… + 17.7272… = 91.50909…
    expect(result).toMatchObject({ percentBp: 9151, shown: '91.5', gradeByScore: 'A', grade: 'C', triggered: ['G1'] })
    expect(result.criticalFailed).toEqual(['6S-6-01'])
    expect(result.losing).toEqual(['6S-1-01', '6S-1-04', '6S-2-06', '6S-5-05', '6S-6-01'])
  })

  test('after-sales core process: all points in one pool', () => {
    const result = scored('after-sales-core-process', {
      answers: {
        'AS-1-01': cases(2, 3), // 2 of 3
        'AS-2-01': cases(1, 3), // 4/3 of 4
        'AS-4-05': no, // 0 of 3
        'AS-5-06': notApplicable, // 4 points leave the base
        'AS-7-06': cases(5, 10), // 2 of 4
      },
    })
    // 134 − 4 = 130 possible; 130 − 1 − 8/3 − 3 − 2 = 364/3 earned; 364/390 = 93.333… %
    expect(result).toMatchObject({ earned: '364/3', possible: '130/1', percentBp: 9333, shown: '93.3', grade: 'A' })
    expect(result.triggered).toEqual([])
  })

  test('sales standards: sections by weight, printed as an index of 1000 as well', () => {
    const result = scored('sales-standards-ssi', {
      answers: {
        'SS-1-06': { type: 'number', value: '21' }, // outside 22–26: 16 of 18; weight 19 gives 16.888…
        'SS-2-01': cases(6, 10), // 2.4 of 4: 19.4 of 21; weight 21 gives 19.4
        'SS-3-08': cases(9, 10), // critical, no miss tolerated: 25 of 30; weight 17 gives 14.1666…
        'SS-5-03': no, // 23 of 25; weight 23 gives 21.16
      },
    })
    // 16.888… + 19.4 + 14.1666… + 20 + 21.16 = 91.6155…
    expect(result).toMatchObject({ percentBp: 9162, shown: '91.6', printedIndex: '916', gradeByScore: 'A', grade: 'B' })
    expect(result.triggered).toEqual(['G1'])
  })

  test('process compliance: samples by bands, downgraded by single scores', () => {
    const result = scored('process-compliance', {
      answers: {
        'PC-1-03': cases(9, 10), // 90 %: 8 points
        'PC-2-04': scale(6),
        'PC-3-04': cases(6, 10), // critical, 60 %: 4 points
        'PC-3-05': cases(8, 10), // 80 %: 6 points
        'PC-4-01': cases(5, 10), // below 60 %: 0 points
      },
    })
    // 300 − 2 − 4 − 6 − 4 − 10 = 274; 91.333… %; no section below 80 (call-backs 50/60 = 83).
    expect(result).toMatchObject({ earned: '274/1', percentBp: 9133, shown: '91', gradeByScore: 'A', grade: 'B' })
    expect(result.triggered).toEqual(['A-B2', 'A-B3'])
  })

  test('satisfaction management: one weak section takes the grade to C', () => {
    const result = scored('cs-management-pdca', {
      answers: {
        'CM-1-02': scale(8),
        'CM-2-01': scale(4), // critical
        'CM-4-03': cases(3, 5), // critical, 60 %: 4 points; the section keeps 24 of 30, which is not below 80
        'CM-7-01': scale(0), // 20 of 30: 67 % after rounding, below 70
      },
    })
    // 250 − 2 − 6 − 6 − 10 = 226; 90.4 %
    expect(result).toMatchObject({ earned: '226/1', percentBp: 9040, shown: '90', gradeByScore: 'A', grade: 'C' })
    expect(result.triggered).toEqual(['A-B1', 'A-B2', 'B-C1'])
  })

  test('the weekly self-check: only its own items count', () => {
    const result = scored('dealer-6s-self-check', {
      frequency: 'weekly',
      answers: { 'SC-W-03': cases(4, 5), 'SC-W-07': no, 'SC-W-01': yes },
    })
    // 10 − 1 − 2 = 7 of 10; the daily and monthly items are not asked.
    expect(result).toMatchObject({ earned: '7/1', possible: '10/1', percentBp: 7000, shown: '70', grade: 'C' })
    expect(result.items.filter((item) => item.state === 'not_asked')).toHaveLength(13)
  })

  test('a mystery shop in the showroom: spans between marks, a bonus, a critical miss', () => {
    const result = scored('mystery-sales-showroom', {
      marks: {
        P1: at(15), // the phone after 15 s: half of 3
        V2: at(200), // greeted after 200 s: 0 of 5
      },
      answers: { 'MS-4-04': no }, // critical, 5 points
    })
    // 88 − 1.5 − 5 − 5 + 2 of bonus = 78.5 of 88 = 89.2045… %
    expect(result).toMatchObject({ earned: '157/2', possible: '88/1', percentBp: 8920, gradeByScore: 'B', grade: 'C' })
    expect(result.losing).toEqual(['MS-1-01', 'MS-2-02', 'MS-4-04'])
  })

  test('a mystery shop in the workshop: handed over ten minutes late', () => {
    const result = scored('mystery-service-visit', {
      marks: { V6: at(600), F1: at(600) }, // half of 4
      answers: { 'MV-3-01': no, 'MV-4-04': notApplicable, 'MV-6-03': no },
    })
    // 94 − 5 = 89 possible; 89 − 2 − 3 = 84 earned, no bonus; 94.382… %
    expect(result).toMatchObject({ earned: '84/1', possible: '89/1', percentBp: 9438, shown: '94.4', grade: 'A' })
  })
})
