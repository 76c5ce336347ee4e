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
