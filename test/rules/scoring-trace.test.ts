import { describe, expect, test } from 'vitest'
import { displayIndex, displayPercent, scoreAudit } from '../../server/scoring/score.ts'
import {
  contentOf,
  gate,
  optionsOf,
  scoreFile,
  shareOf,
  unit,
  type WrittenAsked,
  type WrittenRun,
  yesNo,
} from '../support/checklist-file.ts'

/** Why 81.4 and B: everything that a reader may ask is in the result. */
describe('the trace', () => {
  const run: WrittenRun = {
    sections: [
      { id: 'a', weight: 60, pass_mark: 90, asked: [shareOf(85, 100, 100), yesNo(true, 20, { class: 'bonus' })] },
      { id: 'b', weight: 40, asked: [shareOf(98, 100, 100)] },
      { id: 'c', weight: 20, asked: [shareOf(null, 100, 100)] },
    ],
    scoring: {
      rollup: 'weighted_sections',
      weights_add_to: 120,
      bonus_cap: 100,
      display_decimals: 1,
      bands: [
        { grade: 'A', min: 90, all_sections_pass: true, max_single: 10 },
        { grade: 'B', min: 80, any_of: [{ max_major: 0 }, { min_points: 300 }] },
        { grade: 'C' },
      ],
      gates: [
        gate({ item_failed: 'a-0' }, { deduct_points: 50 }, 'not_this'),
        gate({ not_applicable_min: 1 }, { deduct_percent_of_possible: 18.6 }, 'gaps'),
      ],
    },
  }
  const result = scoreFile(run)

  test('goes from the sections to the percentage step by step', () => {
    // a 105, b 98: (60*105 + 40*98) / 100 = 102.2, capped at 100, less 18.6
    expect(result.sections.map(({ id, percentBp, share, passed }) => [id, percentBp, share, passed])).toEqual([
      ['a', 10_500, '3/5', true],
      ['b', 9800, '2/5', null],
      ['c', null, null, null],
    ])
    expect(result.steps).toEqual([
      { step: 'weighted_sections', percent: '511/5' },
      { step: 'bonus_cap', percent: '100/1' },
      { step: 'gate', gate: 'gaps', percent: '407/5' },
    ])
    expect(displayPercent(result, contentOf(run))).toBe('81.4')
    expect(result.gates).toMatchObject([{ triggered: false }, { triggered: true, because: ['c-0'] }])
  })

  test('says of every better grade what did not hold', () => {
    expect(result.grade).toBe('B')
    expect(result.tried).toEqual([
      {
        grade: 'A',
        unmet: [
          { condition: 'min', limit: 90, found: '407/5' },
          { condition: 'max_single', limit: 10, found: '15/1' },
        ],
      },
      { grade: 'B', unmet: [] },
    ])
  })

  test('names the sections that did not pass, and what each alternative lacked', () => {
    const worse = scoreFile({
      ...run,
      sections: [
        { id: 'a', weight: 60, pass_mark: 90, asked: [shareOf(85, 100, 100)] },
        { id: 'b', weight: 60, asked: [yesNo(false, 1), shareOf(99, 99, 99)] },
      ],
      scoring: { ...run.scoring, gates: [] },
    })
    expect(worse.tried).toEqual([
      {
        grade: 'A',
        unmet: [
          { condition: 'all_sections_pass', limit: true, found: ['a'] },
          { condition: 'max_single', limit: 10, found: '15/1' },
        ],
      },
      {
        grade: 'B',
        unmet: [
          {
            condition: 'any_of',
            alternatives: [
              [{ condition: 'max_major', limit: 0, found: '1/1' }],
              [{ condition: 'min_points', limit: 300, found: '184/1' }],
            ],
          },
        ],
      },
      { grade: 'C', unmet: [] },
    ])
    expect(worse.grade).toBe('C')
  })

  test('keeps floor and rounding as steps of their own', () => {
    const low = scoreFile({
      sections: [{ asked: [shareOf(1, 3, 3), yesNo(false, 1)] }],
      scoring: {
        round: { whole: 1 },
        floor: 0,
        gates: [gate({ max_single: 1 }, { deduct_percent_of_possible: 40, each: true }, 'each')],
        index_scale: 1000,
      },
    })
    expect(low.steps).toEqual([
      { step: 'pooled_points', percent: '25/1' },
      { step: 'gate', gate: 'each', percent: '-55/1' },
      { step: 'floor', percent: '0/1' },
    ])
    expect(low).toMatchObject({ earned: '0/1', index: '0/1' })
    const third = scoreFile({ sections: [{ asked: [shareOf(1, 3, 3)] }], scoring: { round: { whole: 1 } } })
    expect(third.steps.at(-1)).toEqual({ step: 'round', percent: '333/10' })
  })

  test('shows the index exactly and whole', () => {
    const checklist = contentOf({ sections: [{ asked: [shareOf(831.4, 1000, 1)] }], scoring: { index_scale: 1000 } })
    const answers = { 'S0-0': { type: 'number' as const, value: '831.4' } }
    const scored = scoreAudit({ checklist, answers, marks: {}, losses: {}, mode: 'final' })
    expect(scored.index).toBe('4157/5')
    expect(displayIndex(scored, checklist)).toBe('831')
  })

  const how = (asked: WrittenAsked) => scoreFile({ sections: [{ asked: [asked] }] }).items[0]

  test('tells of an item what its share of the points does not tell', () => {
    const number = { type: 'number' as const, value: '88' }
    const step = { type: 'number', rule: 'step_deduct', unit, from: 100, step: 5, per_step: 4 } as const
    expect(how({ response: { ...step, steps: 'full' }, points: 50, answer: number })?.how).toEqual({
      rule: 'step_deduct',
      steps: 2,
      off: '8/1',
    })
    expect(
      how({
        response: { type: 'number', rule: 'count_deduct', unit, per: 5 },
        points: 20,
        answer: { ...number, value: '7' },
      }),
    ).toMatchObject({ how: { rule: 'count_deduct', off: '35/1' }, lost: '20/1', earned: '0/1' })
    const sample = { type: 'sample' as const, checked: 20, conform: 18, population: 60 }
    expect(
      how({ response: { type: 'sample', rule: 'aql', unit, level: 'II', aql: 2.5 }, points: 5, answer: sample })?.how,
    ).toEqual({
      rule: 'aql',
      code: 'F',
      size: 20,
      accept: 1,
      reject: 2,
      found: 2,
    })
    const scale = { type: 'scale' as const, scale: 'vda_10', ratings: { combine: 'worst' as const } }
    expect(how({ response: scale, points: 10, answer: { type: 'scale', score: 10, further: [6] } })).toMatchObject({
      how: { rule: 'ratings', combine: 'worst', ratings: [10, 6] },
      earned: '6/1',
    })
    const half = {
      type: 'choice' as const,
      half_credit: true as const,
      options: optionsOf([{ ratio: 1 }, { ratio: 0.5 }]),
    }
    expect(how({ response: half, points: 1, answer: { type: 'choice', option: 'o1' } })).toMatchObject({
      how: { rule: 'half_credit' },
      earned: '0/1',
      failed: true,
    })
  })

  test('keeps points added by hand apart; what is no decimal changes nothing', () => {
    const asked = [shareOf(3, 5, 5), yesNo(false, 5)]
    const adjusted = scoreFile({ sections: [{ asked }], adjustments: { 'S0-0': { earned: '1.5', possible: '-1' } } })
    expect(adjusted.items[0]).toMatchObject({
      earned: '9/2',
      possible: '4/1',
      lost: '0/1',
      adjusted: { earned: '3/2', possible: '-1/1' },
    })
    expect(adjusted.percent).toBe('50/1')
    expect(scoreFile({ sections: [{ asked }], adjustments: { 'S0-0': { earned: 'lots' } } }).percent).toBe('30/1')
  })
})
