import { describe, expect, test } from 'vitest'
import type { WrittenResponse } from '../../server/checklists/response-format.ts'
import { translator } from '../../server/i18n/words.ts'
import { contentOf, flawsIn, optionsOf, unit, type WrittenRun } from '../support/checklist-file.ts'

/** One item with this response, worth so many points. */
const item = (response: unknown, points = 10): WrittenRun => ({
  sections: [{ asked: [{ response: response as WrittenResponse, points }] }],
})
const number = (more: object) => ({ type: 'number', unit, ...more })
const bands = (...all: object[]) => number({ rule: 'bands', bands: all })
const item0 = 'sections[0].items[0] (S0-0)'

describe('a response that says its model wrongly is told so, at its place', () => {
  test.each<[string, WrittenRun, string, string]>([
    [
      'options of two kinds',
      item({ type: 'choice', options: optionsOf([{ ratio: 1 }, { points: 0 }]) }),
      `${item0}.response.options`,
      'Every option needs exactly one of ratio, points and demerit',
    ],
    [
      'an option with two values',
      item({ type: 'choice', options: optionsOf([{ ratio: 1, points: 1 }, { ratio: 0 }]) }),
      `${item0}.response.options`,
      'exactly one of ratio',
    ],
    [
      'an option without a value',
      item({ type: 'choice', options: optionsOf([{ points: 1 }, {}]) }),
      `${item0}.response.options`,
      'exactly one of ratio',
    ],
    [
      'options that are all 0',
      item({ type: 'choice', options: optionsOf([{ points: 0 }, { points: 0 }]) }),
      `${item0}.response.options`,
      'At least one option must have points other than 0.',
    ],
    [
      'no full option',
      item({ type: 'choice', options: optionsOf([{ ratio: 0.5 }, { ratio: 0 }]) }),
      `${item0}.response.options`,
      'One option must earn full points (ratio: 1).',
    ],
    [
      'possible beside a ratio',
      item({ type: 'choice', options: optionsOf([{ ratio: 1, possible: 5 }, { ratio: 0 }]) }),
      'sections[0].items[0].response.options[0] (o0).possible',
      'possible is only possible beside points.',
    ],
    [
      'possible in some options only',
      item({ type: 'choice', options: optionsOf([{ points: 5, possible: 10 }, { points: 0 }]) }),
      'sections[0].items[0].response.options[1] (o1)',
      'all of them need it',
    ],
    [
      'possible that is not the points of the item',
      item({
        type: 'choice',
        options: optionsOf([
          { points: 5, possible: 5 },
          { points: 0, possible: 4 },
        ]),
      }),
      `${item0}.points`,
      'The item has 10 points; that must equal the largest possible of its options, 5.',
    ],
    [
      'more points than possible',
      item({
        type: 'choice',
        options: optionsOf([
          { points: 10, possible: 10 },
          { points: 5, possible: 4 },
        ]),
      }),
      'sections[0].items[0].response.options[1] (o1).points',
      'An option cannot earn more points than are possible with it.',
    ],
    [
      'half credit of points',
      item({ type: 'choice', half_credit: true, options: optionsOf([{ points: 1 }, { points: 0 }]) }),
      `${item0}.response.half_credit`,
      'half_credit is only for options with a ratio.',
    ],
    [
      'a base without demerits',
      item({ type: 'choice', demerit_base: 6, options: optionsOf([{ ratio: 1 }, { ratio: 0 }]) }),
      `${item0}.response.demerit_base`,
      'demerit_base is only for options with a demerit.',
    ],
    [
      'demerits that are not the points of the item',
      item({ type: 'choice', demerit_base: 6, options: optionsOf([{ demerit: 0 }, { demerit: 4.5 }]) }),
      `${item0}.points`,
      'The item has 10 points; that must equal what its worst option costs, 10.5.',
    ],
    [
      'no option without a demerit',
      item({ type: 'choice', options: optionsOf([{ demerit: 5 }, { demerit: 10 }]) }),
      `${item0}.response.options`,
      'One option must cost nothing (demerit: 0).',
    ],
    [
      'several options with a ratio',
      item({ type: 'choices', options: optionsOf([{ ratio: 1 }]) }),
      `${item0}.response.options`,
      'Options of which several may be chosen need points or demerit.',
    ],
    [
      'several options with possible',
      item({ type: 'choices', options: optionsOf([{ points: 1, possible: 1 }]) }),
      'sections[0].items[0].response.options[0] (o0).possible',
      'cannot have possible.',
    ],
    [
      'an unknown rule',
      item(number({ rule: 'squared' })),
      `${item0}.response.rule`,
      '“squared” is not possible here. Use one of: range, bands, share, count_deduct, step_deduct.',
    ],
    [
      'a range within another rule',
      item(number({ rule: 'share', of: 5, min_ok: 1 })),
      `${item0}.response.min_ok`,
      'There is no field named “min_ok”.',
    ],
    ['an open range', item(number({})), `${item0}.response.min_ok`, 'Give min_ok, max_ok or both.'],
    [
      'bands of a value out of order',
      item(bands({ min: 5, ratio: 0.5 }, { min: 9, ratio: 1 }, { else_ratio: 0 })),
      `${item0}.response.bands[1].min`,
      'The bands must all have min, descending, or all have max, ascending',
    ],
    [
      'bands of a value of both kinds',
      item(bands({ min: 5, ratio: 0.5 }, { max: 9, ratio: 1 }, { else_ratio: 0 })),
      `${item0}.response.bands[1].max`,
      'must all have min',
    ],
    [
      'bands of a value without an end',
      item(bands({ min: 5, ratio: 0.5 }, { min: 1, ratio: 1 })),
      `${item0}.response.bands[1]`,
      'must be else_ratio',
    ],
    [
      'a deduction from nothing',
      item(number({ rule: 'count_deduct', per: 5 }), 0),
      `${item0}.points`,
      'Points can only be taken off where the item has some',
    ],
    [
      'more taken off than there is',
      item(number({ rule: 'count_deduct', per: 5, most: 11 })),
      `${item0}.response.most`,
      'most must not be above the points of the item, 10.',
    ],
    [
      'a step from nothing',
      item(number({ rule: 'step_deduct', from: 100, step: 5, per_step: 4, steps: 'full' }), 0),
      `${item0}.points`,
      'points must be above 0',
    ],
    [
      'a step of neither kind',
      item(number({ rule: 'step_deduct', from: 100, step: 5, per_step: 4, steps: 'half' })),
      `${item0}.response.steps`,
      '“half” is not possible here. Use one of: full, started.',
    ],
    [
      'an AQL that no table has',
      item({ type: 'sample', rule: 'aql', unit, level: 'II', aql: 3 }),
      `${item0}.response.aql`,
      '“3” is not possible here. Use one of: 0.01, 0.015',
    ],
  ])('%s', (_, run, place, sentence) => {
    const [flaw, ...others] = flawsIn(run)
    expect(others).toEqual([])
    expect(flaw?.place).toBe(place)
    expect(translator('en')(flaw?.word ?? 'checklist.problem.empty', flaw?.params)).toContain(sentence)
    expect(translator('zh-CN')(flaw?.word ?? 'checklist.problem.empty', flaw?.params)).toMatch(/\p{Script=Han}.*。$/u)
    expect(() => contentOf(run)).toThrow(sentence)
  })
})
