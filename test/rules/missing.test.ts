import { describe, expect, it } from 'vitest'
import { gather, type Recorded } from '../../server/answers/gather.ts'
import { type Missing, missingOf } from '../../server/answers/missing.ts'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import { readShipped } from '../support/checklists.ts'

const { checklists } = readShipped()
const named = (id: string): ChecklistContent => {
  const found = checklists.map(({ content }) => content).find((content) => content.id === id)
  if (!found) throw new Error(`no checklist ${id}`)
  return found
}
const afterSales = named('after-sales-core-process')
const mystery = named('mystery-service-visit')

const nothing = gather([], [])
const recorded = (given: Partial<Recorded>): Recorded => ({ ...nothing, ...given })
const of = (missing: Missing[], code: string) =>
  missing.filter((one) => one.item_code === code).map(({ what, name }) => (name ? `${what} ${name}` : what))
const photo = (item_code: string, more: Partial<Recorded['photos'][number]> = {}) => ({
  id: 'p',
  item_code,
  sha256: 'a',
  name: null,
  caption: '',
  at: '2026-11-18T01:30:00.000Z',
  arrived: true,
  ...more,
})

describe('what is missing', () => {
  it('is every answer at first, in the order of the checklist, and nothing else', () => {
    const missing = missingOf(afterSales, nothing)
    expect(missing).toHaveLength(40)
    expect(missing[0]).toEqual({ item_code: 'AS-1-01', section: 'appointment', what: 'answer' })
    expect(new Set(missing.map(({ what }) => what))).toEqual(new Set(['answer']))
  })

  it('is the evidence of a finding, and none where all is well', () => {
    const answers = { 'AS-1-04': { type: 'yes_no', value: 'no' } } as const
    expect(of(missingOf(afterSales, recorded({ answers })), 'AS-1-04')).toEqual(['photo', 'note'])
    const mended = recorded({ answers, notes: { 'AS-1-04': '牌子缺失' }, photos: [photo('AS-1-04')] })
    expect(of(missingOf(afterSales, mended), 'AS-1-04')).toEqual([])
    const yes = recorded({ answers: { 'AS-1-04': { type: 'yes_no', value: 'yes' } } })
    expect(of(missingOf(afterSales, yes), 'AS-1-04')).toEqual([])
  })

  it('is a photo that is always asked for, also where the item conforms; a document is shown by a photo', () => {
    const answers = {
      'AS-4-05': { type: 'yes_no', value: 'yes' },
      'AS-6-04': { type: 'yes_no', value: 'yes' },
    } as const
    expect(of(missingOf(afterSales, recorded({ answers })), 'AS-4-05')).toEqual(['photo'])
    expect(of(missingOf(afterSales, recorded({ answers })), 'AS-6-04')).toEqual(['document'])
    const shown = recorded({ answers, photos: [photo('AS-6-04')] })
    expect(of(missingOf(afterSales, shown), 'AS-6-04')).toEqual([])
  })

  it('is a number for each case of a sample, as many of them conforming as the answer says', () => {
    const answers = { 'AS-4-03': { type: 'sample', checked: 3, conform: 2 } } as const
    const with3 = (...conform: boolean[]) =>
      of(
        missingOf(
          afterSales,
          recorded({
            answers,
            notes: { 'AS-4-03': '无签字' },
            photos: [photo('AS-4-03')],
            refs: { 'AS-4-03': conform.map((ok, n) => ({ ref: `${4471 + n}`, conform: ok })) },
          }),
        ),
        'AS-4-03',
      )
    expect(with3()).toEqual(['sample_refs'])
    expect(with3(true, false)).toEqual(['sample_refs'])
    expect(with3(true, true, true)).toEqual(['sample_refs'])
    expect(with3(true, false, true)).toEqual([])
  })

  it('is nothing of an item that does not apply', () => {
    const answers = { 'AS-3-04': { type: 'not_applicable', reason: '无此类车辆' } } as const
    expect(of(missingOf(afterSales, recorded({ answers })), 'AS-3-04')).toEqual([])
    const marks = { P0: { at: '2026-11-18T01:00:00Z' }, P1: { reached: false } } as const
    const dependent = mystery.sections.flatMap(({ items }) => items).find((item) => item.applies_if?.reached === 'P1')
    expect(of(missingOf(mystery, recorded({ marks })), dependent?.id ?? '')).toEqual([])
  })

  it('is the times of a duration until both marks are recorded or not reached', () => {
    expect(of(missingOf(mystery, nothing), 'MV-1-01')).toEqual(['timestamps'])
    const started = recorded({ marks: { P0: { at: '2026-11-18T01:00:00Z' } } })
    expect(of(missingOf(mystery, started), 'MV-1-01')).toEqual(['timestamps'])
    const never = recorded({ marks: { P0: { at: '2026-11-18T01:00:00Z' }, P1: { reached: false } } })
    expect(of(missingOf(mystery, never), 'MV-1-01')).toEqual([])
  })

  it('is the choice between two answers, not the answer itself', () => {
    const conflicts = [{ item_code: 'AS-1-04', register: 'answer', tips: [] }]
    expect(of(missingOf(afterSales, recorded({ conflicts })), 'AS-1-04')).toEqual(['conflict'])
    const ofNote = [{ item_code: 'AS-1-04', register: 'note', tips: [] }]
    expect(of(missingOf(afterSales, recorded({ conflicts: ofNote })), 'AS-1-04')).toEqual(['conflict', 'answer'])
    const ofMark = missingOf(mystery, recorded({ conflicts: [{ item_code: 'V6', register: 'mark', tips: [] }] }))
    const used = mystery.sections.find(({ items }) =>
      items.some(({ response }) => response.type === 'duration' && [response.from, response.to].includes('V6')),
    )
    expect(ofMark[0]).toEqual({ item_code: 'V6', section: used?.id, what: 'conflict' })
  })

  it('is the bytes of a photo that is still on a laptop', () => {
    const answers = { 'AS-4-05': { type: 'yes_no', value: 'yes' } } as const
    const waiting = recorded({ answers, photos: [photo('AS-4-05', { arrived: false })] })
    expect(of(missingOf(afterSales, waiting), 'AS-4-05')).toEqual(['photo_bytes'])
  })

  it('is a named photo of its own name', () => {
    const item = afterSales.sections[0]?.items[3]
    if (!item) throw new Error('no item')
    const content: ChecklistContent = {
      ...afterSales,
      sections: [
        {
          ...afterSales.sections[0],
          id: 's',
          items: [{ ...item, photos: [{ code: 'sign', zh: '标识', en: 'sign' }] }],
        } as ChecklistContent['sections'][number],
      ],
    }
    const answers = { [item.id]: { type: 'yes_no', value: 'yes' } } as const
    expect(of(missingOf(content, recorded({ answers, photos: [photo(item.id)] })), item.id)).toEqual([
      'named_photo sign',
    ])
    const named = recorded({ answers, photos: [photo(item.id, { name: 'sign' })] })
    expect(missingOf(content, named)).toEqual([])
  })

  it('is only what today asks of a self-check, and no answer where unanswered counts as zero', () => {
    const selfCheck = named('dealer-6s-self-check')
    expect(missingOf(selfCheck, nothing, 'daily')).toEqual([])
    const weekly = selfCheck.sections
      .flatMap(({ items }) => items)
      .find((item) => item.frequency === 'weekly' && item.response.type === 'yes_no')
    const answers = { [weekly?.id ?? '']: { type: 'yes_no', value: 'no' } } as const
    expect(missingOf(selfCheck, recorded({ answers }), 'daily')).toEqual([])
    expect(missingOf(selfCheck, recorded({ answers }), 'weekly').length).toBeGreaterThan(0)
  })
})
