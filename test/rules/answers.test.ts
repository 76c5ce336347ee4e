import { describe, expect, test } from 'vitest'
import type { Response } from '../../server/checklists/format.ts'
import { validateAnswer } from '../../server/scoring/answer.ts'
import { itemOf, vdaScale } from '../support/small-checklist.ts'

const unit = { zh: '份', en: 'orders' }
const text = { zh: '文', en: 'text' }
const sampled: Response = { type: 'sample', size: 5, unit, rule: 'ratio' }

describe('answers', () => {
  const items = {
    yes_no: itemOf({ type: 'yes_no' }, 1),
    scale: itemOf(vdaScale(), 10),
    sample: itemOf(sampled, 5),
    number: itemOf({ type: 'number', unit, min_ok: 1 }, 1),
    choice: itemOf({ type: 'choice', options: [{ ...text, code: 'a', ratio: 1 }] }, 1),
    text: itemOf({ type: 'text' }, 0, { class: 'info' }),
    choices: itemOf({ type: 'choices', options: ['a', 'b'].map((code) => ({ ...text, code, points: 1 })) }, 1),
    aql: itemOf({ type: 'sample', rule: 'aql', level: 'II', aql: 2.5, size: 500, unit }, 5),
    count: itemOf({ type: 'number', rule: 'count_deduct', unit, per: 5 }, 20),
    share: itemOf({ type: 'number', rule: 'share', unit, of: 7.5 }, 1),
    duration: itemOf({ type: 'duration', from: 'a', to: 'b', bands: [], else_ratio: 0 }, 1),
  }

  test.each([
    ['yes_no', { type: 'yes_no', value: 'yes' }, null],
    ['yes_no', { type: 'yes_no', value: 'maybe' }, 'not_yes_or_no'],
    ['yes_no', { type: 'scale', score: 1 }, 'wrong_type'],
    ['yes_no', { type: 'not_applicable', reason: 'closed' }, null],
    ['yes_no', { type: 'not_applicable', reason: ' ' }, 'reason_missing'],
    ['scale', { type: 'scale', score: 8 }, null],
    ['scale', { type: 'scale', score: 7 }, 'not_on_scale'],
    ['scale', { type: 'scale', score: 8, further: [8] }, 'rated_once_only'],
    ['sample', { type: 'sample', checked: 3, conform: 3 }, null],
    ['sample', { type: 'sample', checked: 6, conform: 3 }, 'more_than_sample'],
    ['sample', { type: 'sample', checked: 3, conform: 4 }, 'more_conform_than_checked'],
    ['sample', { type: 'sample', checked: 3, conform: 1.5 }, 'not_a_count'],
    ['sample', { type: 'sample', checked: 3, conform: -1 }, 'not_a_count'],
    ['sample', { type: 'sample', checked: 3, conform: 3, population: 2 }, 'more_than_population'],
    ['sample', { type: 'sample', checked: 0, conform: 0 }, 'population_not_zero'],
    ['number', { type: 'number', value: '-22.50' }, null],
    ['number', { type: 'number', value: '1e3' }, 'not_a_number'],
    ['number', { type: 'number', value: '' }, 'not_a_number'],
    ['number', { type: 'number', value: '.' }, 'not_a_number'],
    ['choice', { type: 'choice', option: 'a' }, null],
    ['choice', { type: 'choice', option: 'b' }, 'no_such_option'],
    ['choices', { type: 'choices', options: ['b', 'a'] }, null],
    ['choices', { type: 'choices', options: [] }, null],
    ['choices', { type: 'choices', options: ['a', 'c'] }, 'no_such_option'],
    ['choices', { type: 'choices', options: ['a', 'a'] }, 'chosen_twice'],
    ['choices', { type: 'choice', option: 'a' }, 'wrong_type'],
    ['choice', { type: 'choices', options: ['a'] }, 'wrong_type'],
    ['aql', { type: 'sample', checked: 50, conform: 47, population: 400 }, null],
    ['aql', { type: 'sample', checked: 50, conform: 47 }, 'population_missing'],
    ['aql', { type: 'sample', checked: 49, conform: 47, population: 400 }, 'not_the_sample'],
    ['aql', { type: 'sample', checked: 4, conform: 4, population: 4 }, null],
    ['aql', { type: 'sample', checked: 5, conform: 5, population: 4 }, 'more_than_population'],
    ['aql', { type: 'sample', checked: 0, conform: 0, population: 0, reason: 'none' }, null],
    ['count', { type: 'number', value: '3' }, null],
    ['count', { type: 'number', value: '3.5' }, 'not_a_count'],
    ['count', { type: 'number', value: '-1' }, 'not_a_count'],
    ['share', { type: 'number', value: '7.50' }, null],
    ['share', { type: 'number', value: '7.6' }, 'outside'],
    ['share', { type: 'number', value: '-0.1' }, 'outside'],
    ['text', { type: 'text', text: 'seen' }, null],
    ['text', { type: 'text', text: '' }, 'text_empty'],
    ['text', { type: 'text', text: 'x'.repeat(20_001) }, 'text_too_long'],
    ['duration', { type: 'number', value: '5' }, 'comes_from_marks'],
    ['duration', { type: 'not_applicable', reason: 'no call' }, null],
  ] as const)('to a %s item: %j is %s', (type, answer, code) => {
    expect(validateAnswer(items[type], answer as Parameters<typeof validateAnswer>[1])?.code ?? null).toBe(code)
  })

  test('may be N/A only where the item allows it', () => {
    const item = itemOf({ type: 'yes_no' }, 1, { na_allowed: false })
    expect(validateAnswer(item, { type: 'not_applicable', reason: 'closed' })?.code).toBe('na_not_allowed')
  })
})
