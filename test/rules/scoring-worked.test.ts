import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { contentHash } from '../../server/checklists/content-hash.ts'
import { readChecklists } from '../../server/checklists/read.ts'
import { writtenOf } from '../../server/exchange/written.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import {
  common,
  contentOf,
  gate,
  optionsOf,
  scoreFile,
  unit,
  type WrittenAsked,
  type WrittenRun,
  yesNo,
} from '../support/checklist-file.ts'
import { shippedCommon } from '../support/checklists.ts'

/** Whole sheets as they are used in the field, each answered and worked out by hand in the comments. */

const typed = (value: number): ItemAnswer => ({ type: 'number', value: String(value) })
const counted = (points: number, per: number, count: number): WrittenAsked => ({
  response: { type: 'number', rule: 'count_deduct', unit, per },
  points,
  answer: typed(count),
})
const stepped = (points: number, value: number): WrittenAsked => ({
  response: { type: 'number', rule: 'step_deduct', unit, from: 100, step: 5, per_step: 4, steps: 'full' },
  points,
  answer: typed(value),
})
const rated = (...scores: number[]): WrittenAsked[] =>
  scores.map((score) => ({
    response: { type: 'scale', scale: 'six_s_0_4' },
    points: 4,
    answer: { type: 'scale', score },
  }))
const question = (score: number | number[], groups: string[], critical = false): WrittenAsked => {
  const [first = 0, ...further] = [score].flat()
  return {
    response: { type: 'scale', scale: 'vda_10', ratings: { combine: 'mean', decimals: 2 } },
    points: 10,
    critical,
    groups,
    answer: { type: 'scale', score: first, ...(further.length > 0 ? { further } : {}) },
  }
}

/** A sheet of 100 points: two sections that start with their points, a bonus, and one red line. */
const deductionSheet = (redLine: boolean): WrittenRun => ({
  sections: [
    // 50 points at the start; 88 % is two full steps, 8 off; 3 misses at 5, 15 off: 27 left, and 2 of bonus.
    {
      id: 'quality',
      start: 50,
      asked: [stepped(50, 88), counted(20, 5, 3), yesNo(true, 2, { class: 'bonus' })],
    },
    // 50 points at the start; 12 misses at 5 would be 60, but the item has 30; another loses all of its 30: 60 > 50, so 0 left.
    {
      id: 'records',
      start: 50,
      asked: [counted(30, 5, 12), counted(30, 10, 3), yesNo(!redLine, 1, { critical: true })],
    },
  ],
  scoring: {
    bonus_points_cap: 1.5,
    bands: [{ grade: 'qualified', min_points: 25 }, { grade: 'not_qualified' }],
    gates: [gate({ critical_failed_min: 1 }, { zero_audit: true }, 'red_line')],
  },
})

const fiveS: WrittenRun = {
  sections: [
    // 12/16 = 75, 10/12 = 83.33, 5/8 = 62.5; mean of the sections 73.61, pooled 27/36 = 75.
    { id: 'sort', asked: rated(3, 3, 4, 2) },
    { id: 'order', asked: rated(4, 4, 2) },
    { id: 'shine', asked: rated(1, 4) },
  ],
  scoring: {
    rollup: 'mean_sections',
    round: { section: 0, whole: 1 },
    bands: [{ grade: 'good', min: 80 }, { grade: 'medium', min: 60 }, { grade: 'poor' }],
  },
}

/** Two elements; the steps of P6 and its sub-elements run across them. */
const processAudit: WrittenRun = {
  sections: [
    { id: 'P5', asked: [question(10, ['P5']), question(8, ['P5']), question(10, ['P5'])] },
    {
      id: 'P6',
      asked: [
        question([10, 8, 8], ['P6', 'U1', 'E1']),
        question(10, ['P6', 'U1', 'E2']),
        question(6, ['P6', 'U2', 'E1']),
        question(10, ['P6', 'U2', 'E2'], true),
      ],
    },
  ],
  scoring: {
    section_round_decimals: 0,
    min_coverage: { scope: 'group', min: '2/3' },
    groups: [
      { id: 'P5', kind: 'element' },
      { id: 'P6', kind: 'element' },
      { id: 'U1', kind: 'sub_element' },
      { id: 'U2', kind: 'sub_element' },
      { id: 'E1', kind: 'step' },
      { id: 'E2', kind: 'step' },
    ],
    bands: [{ grade: 'A', min: 90 }, { grade: 'B', min: 80 }, { grade: 'C' }],
    gates: [
      gate({ any_group_below: { kind: 'step', percent: 80 } }, { cap_grade: 'B' }, 'step'),
      gate({ any_group_below: { kind: 'sub_element', percent: 80 } }, { cap_grade: 'B' }, 'sub_element'),
      gate({ critical_score_at_most: 4 }, { cap_grade: 'B' }, 'star'),
    ],
  },
}

const hygiene = (scores: [number, number, number]): WrittenRun => ({
  sections: [
    {
      asked: scores.map((score, at): WrittenAsked => {
        const costs = at === 2 ? [0, 5, 10, 20, 30] : [0, 5, 10, 15, 20, 25]
        return {
          response: { type: 'choice', options: optionsOf(costs.map((demerit) => ({ demerit }))) },
          points: Math.max(...costs),
          answer: { type: 'choice', option: `o${costs.indexOf(score)}` },
        }
      }),
    },
  ],
  scoring: {
    rollup: 'demerit_sum',
    bands: [
      { grade: 'very good', max_total: 15, max_single: 5 },
      { grade: 'good', max_total: 20, max_single: 10 },
      { grade: 'poor' },
    ],
  },
})

/** Efficiency 62 and quality 38 %, with extra points for what exceeds expectation. */
const mysteryShop: WrittenRun = {
  sections: [
    {
      id: 'efficiency',
      weight: 62,
      rollup: 'lowest_item',
      asked: [
        {
          response: {
            type: 'choice',
            half_credit: true,
            options: optionsOf([{ ratio: 1 }, { ratio: 0.5 }, { ratio: 0 }]),
          },
          points: 4,
          answer: { type: 'choice', option: 'o1' },
        },
        yesNo(true, 5),
      ],
    },
    {
      id: 'quality',
      weight: 38,
      asked: [
        {
          response: { type: 'choices', options: optionsOf([{ points: 2 }, { points: 1 }, { points: 1 }]) },
          points: 8,
          answer: { type: 'choices', options: ['o0', 'o2'] },
        },
        yesNo(true, 2),
        yesNo(true, 1, { class: 'bonus' }),
      ],
    },
  ],
  scoring: { rollup: 'weighted_sections', bonus_cap: 100, bands: [{ grade: 'A', min: 80 }, { grade: 'B' }] },
}

describe('a sheet of the field', () => {
  test('of deductions: 扣完为止, 加分 and 一票否决', () => {
    const result = scoreFile(deductionSheet(false))
    expect(result.sections).toMatchObject([
      { earned: '29/1', possible: '50/1', lost: '23/1' },
      { earned: '0/1', possible: '50/1', lost: '50/1' },
    ])
    // 29 + 0, of which 2 are bonus and only 1.5 count: 28.5 of 100.
    expect(result).toMatchObject({ earned: '57/2', possible: '100/1', percentBp: 2850, grade: 'qualified' })
    expect(scoreFile(deductionSheet(true))).toMatchObject({ earned: '0/1', percentBp: 0, grade: 'not_qualified' })
  })

  test('of 5S: sections rounded, then their mean, rounded again', () => {
    const result = scoreFile(fiveS)
    expect(result.sections.map((section) => section.percent)).toEqual(['75/1', '83/1', '63/1'])
    // (75 + 83 + 63) / 3 = 73.666…
    expect(result).toMatchObject({ percent: '737/10', grade: 'medium' })
    expect(scoreFile({ ...fiveS, scoring: { ...fiveS.scoring, rollup: 'pooled_points' } }).percent).toBe('75/1')
  })

  test('of a process: elements, sub-elements and steps', () => {
    const result = scoreFile(processAudit)
    // 28 + (8.67 + 10 + 6 + 10) = 62.67 of 70; E1 = 14.67/20 = 73, U2 = 16/20 = 80 is not below 80.
    expect(result).toMatchObject({ earned: '6267/100', percentBp: 8953, gradeByScore: 'B', grade: 'B', complete: true })
    expect(result.groups.map(({ id, percentBp }) => [id, percentBp])).toEqual([
      ['P5', 9333],
      ['P6', 8668],
      ['U1', 9335],
      ['U2', 8000],
      ['E1', 7335],
      ['E2', 10_000],
    ])
    expect(result.gates.map(({ id, triggered, because }) => [id, triggered, because])).toEqual([
      ['step', true, ['E1']],
      ['sub_element', false, []],
      ['star', false, []],
    ])
  })

  test('of hygiene: a total, and a worst single score', () => {
    expect(scoreFile(hygiene([5, 5, 5]))).toMatchObject({ lost: '15/1', grade: 'very good' })
    expect(scoreFile(hygiene([10, 0, 0]))).toMatchObject({ lost: '10/1', grade: 'good' })
    expect(scoreFile(hygiene([0, 0, 20]))).toMatchObject({ lost: '20/1', grade: 'poor' })
  })

  test('of a mystery shop: a weakest link, options to tick and a bonus', () => {
    const result = scoreFile(mysteryShop)
    // efficiency 50; quality (6 + 2 + 1) / 10 = 90; 0.62 * 50 + 0.38 * 90 = 65.2
    expect(result.sections.map(({ percentBp, share }) => [percentBp, share])).toEqual([
      [5000, '31/50'],
      [9000, '19/50'],
    ])
    expect(result).toMatchObject({ percentBp: 6520, grade: 'B' })
  })

  test.each([
    ['deductions', deductionSheet(false)],
    ['5S', fiveS],
    ['process', processAudit],
    ['hygiene', hygiene([0, 0, 0])],
    ['mystery shop', mysteryShop],
  ])('survives the way out as YAML and back in: %s', (_, run) => {
    const content = contentOf(run)
    const text = stringify(writtenOf(content, common), { aliasDuplicateObjects: false })
    const again = readChecklists(shippedCommon(), [{ file: 'again.yaml', text }])
    expect(again.problems).toEqual([])
    expect(contentHash(again.checklists[0]?.content ?? content)).toBe(contentHash(content))
    expect(parse(text)).toEqual(JSON.parse(JSON.stringify(writtenOf(content, common))))
  })
})
