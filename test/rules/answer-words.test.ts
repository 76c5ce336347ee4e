import { describe, expect, it } from 'vitest'
import type { SampleRef } from '../../server/answers/op.ts'
import type { Item } from '../../server/checklists/format.ts'
import { answerWords, verdictOf } from '../../server/reports/wording.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import type { ItemResult } from '../../server/scoring/result.ts'
import { itemsOf, readShipped } from '../support/checklists.ts'

const items = new Map(
  readShipped()
    .checklists.flatMap(({ content }) => itemsOf(content))
    .map((item) => [item.id, item]),
)
const answered = { state: 'answered', ratio: '1/1' } as ItemResult
const words = (code: string, answer: ItemAnswer, refs: SampleRef[] = []) =>
  answerWords(items.get(code)!, answered, answer, {}, refs)

describe('how an item was answered, in words', () => {
  it('says of a sample how many conform, which do not, and how many were allowed', () => {
    const refs = [
      { ref: '3817', conform: false },
      { ref: '3818', conform: true },
    ]
    expect(words('AS-5-03', { type: 'sample', checked: 5, conform: 4 }, refs)).toEqual({
      zh: expect.stringMatching(/^抽查 5 .+，不符合 1：3817（允许 0）$/),
      en: expect.stringMatching(/^5 .+ checked, 1 not conforming: 3817 \(0 allowed\)$/),
    })
    expect(words('AS-5-03', { type: 'sample', checked: 5, conform: 5 }).zh).toContain('全部符合')
  })

  it('words N/A, yes and no, scales and measured values', () => {
    expect(words('AS-1-04', { type: 'not_applicable', reason: '无此区' }).en).toBe('Not applicable')
    expect(words('AS-1-04', { type: 'yes_no', value: 'no' }).zh).toBe('不符合')
    const scale = [...items.values()].find((item) => item.response.type === 'scale') as Item
    expect(words(scale.id, { type: 'scale', score: 0 }).zh).toMatch(/^0 分（满分 \d+）：/)
    const number = [...items.values()].find((item) => item.response.type === 'number') as Item
    expect(words(number.id, { type: 'number', value: '24.5' }).en).toMatch(/^Measured 24.5 .+\(required /)
  })

  it('says how long something took, and that it never happened', () => {
    const duration = [...items.values()].find((item) => item.response.type === 'duration') as Item
    if (duration.response.type !== 'duration') throw new Error('no duration')
    const { from, to } = duration.response
    const at = (seconds: number) => ({ at: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString() })
    const said = (seconds: number) =>
      answerWords(duration, answered, undefined, { [from]: at(0), [to]: at(seconds) }, []).en
    expect([said(45), said(125), said(7260)]).toEqual(['45 s', '2 min 5 s', '2 h 1 min'])
    const never = answerWords(duration, answered, undefined, { [from]: at(0), [to]: { reached: false } }, [])
    expect(never.zh).toBe('未发生')
  })
})

describe('the verdict on an item', () => {
  const of = (change: Partial<ItemResult>) =>
    verdictOf({
      state: 'answered',
      ratio: '1/1',
      possible: '2/1',
      failed: false,
      finding: false,
      ...change,
    } as ItemResult)
  it('follows the trace', () => {
    expect(of({})).toBe('conforms')
    expect(of({ ratio: '1/2', finding: true })).toBe('partly')
    expect(of({ ratio: '1/2', finding: true, failed: true })).toBe('fails')
    expect(of({ ratio: '0/1', finding: true, failed: true })).toBe('fails')
    expect(of({ state: 'not_applicable', ratio: null })).toBe('not_applicable')
    expect(of({ state: 'unanswered', ratio: null })).toBe('not_answered')
    expect(of({ ratio: null })).toBe('unscored')
    expect(of({ ratio: '0/1', possible: '0/1' })).toBe('unscored')
  })
})
