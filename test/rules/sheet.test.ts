import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather, type Tip } from '../../server/answers/gather.ts'
import type { Operation, OperationKind } from '../../server/answers/op.ts'
import { registerKey, registerOf, tipsOf } from '../../server/answers/register.ts'
import type { ChecklistContent, Item } from '../../server/checklists/format.ts'
import { translator } from '../../server/i18n/words.ts'
import { nextBatch } from '../../views/client/sheet/batch.ts'
import { readTime } from '../../views/client/sheet/clock.ts'
import { standing } from '../../views/client/sheet/standing.ts'
import { cellsOf, choicesOf, chosen, conformFor } from '../../views/sheet/choices.ts'
import { gradeSoFar, isShown, quiet, type SheetData, safetyOf, sheetOf } from '../../views/sheet/model.ts'
import { elapsedText, saidOf } from '../../views/sheet/said.ts'
import { readShipped } from '../support/checklists.ts'

const { checklists } = readShipped()
const named = (id: string): ChecklistContent => {
  const found = checklists.map(({ content }) => content).find((content) => content.id === id)
  if (!found) throw new Error(`no checklist ${id}`)
  return found
}
const reader = {
  t: translator('zh-CN'),
  locale: 'zh-CN' as const,
  timeZone: 'Asia/Shanghai',
  now: '2026-11-18T01:30:00.000Z',
}
const dataOf = (content: ChecklistContent): SheetData => ({
  auditId: 'a',
  versionId: 'v',
  state: 'in_progress',
  open: true,
  me: 'me',
  day: '2026-11-18',
  frequency: null,
  circumstances: null,
  content,
  tips: [],
  photos: [],
  people: {},
  last: null,
  showsScore: true,
})
const afterSales = dataOf(named('after-sales-core-process'))
const itemOf = (data: SheetData, code: string): Item => {
  const item = data.content.sections.flatMap(({ items }) => items).find(({ id }) => id === code)
  if (!item) throw new Error(`no item ${code}`)
  return item
}

let made = 0
const tip = <K extends OperationKind>(item_code: string, kind: K, value: (Operation & { kind: K })['value']): Tip => {
  made += 1
  return {
    op_id: `op-${made}`,
    item_code,
    kind,
    value,
    register: registerOf({ kind, value }),
    userId: 'me',
    at: reader.now,
  }
}
const withTips = (tips: Tip[], local = {}) => sheetOf(reader, afterSales, tips, [], { ...quiet, ...local })

describe('a typed time', () => {
  it.each([
    ['09:30:05', '09:30:05'],
    ['9:30', '09:30:00'],
    ['93005', '09:30:05'],
    ['093005', '09:30:05'],
    ['930', '09:30:00'],
    ['1600', '16:00:00'],
    ['9：30', '09:30:00'],
    [' 9.30 ', '09:30:00'],
    ['24:00', null],
    ['9:61', null],
    ['9', null],
    ['1234567', null],
    ['noon', null],
    ['', null],
  ])('%s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time)
  })
})

describe('what stands on a laptop', () => {
  it('is what the server lets stand, whatever is sent already and whatever waits', () => {
    const step = fc.record({ item: fc.nat(1), value: fc.nat(2), sees: fc.nat(7) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), fc.nat(15), (script, sentCount) => {
        const ops: Operation[] = []
        for (const { item, value, sees } of script) {
          const item_code = `AS-1-0${item + 1}`
          const own = ops.filter((op) => op.item_code === item_code)
          const supersedes = tipsOf(own)
            .filter((_, index) => (sees >> index) % 2 === 1)
            .map((op) => op.op_id)
          ops.push({ op_id: `${ops.length}`, item_code, kind: 'note', value: `${value}`, supersedes } as Operation)
        }
        const sent = standing([], ops.slice(0, sentCount), 'me')
        const now = standing(sent, ops.slice(Math.max(0, sentCount - 2)), 'me')
        for (const code of ['AS-1-01', 'AS-1-02']) {
          const expected = tipsOf(ops.filter((op) => op.item_code === code)).map((op) => op.op_id)
          expect(gather(now, []).opIdsOf[registerKey(code, 'note')] ?? []).toEqual([...expected].sort())
        }
      }),
    )
  })

  it('is sent in requests that the server reads', () => {
    const op = (bytes: number) => ({ op_id: '1', value: 'x'.repeat(bytes) }) as unknown as Operation
    expect(nextBatch([], 100)).toEqual([])
    expect(
      nextBatch(
        Array.from({ length: 150 }, () => op(10)),
        100,
      ),
    ).toHaveLength(100)
    const large = Array.from({ length: 20 }, () => op(50_000))
    expect(nextBatch(large, 100)).toHaveLength(4)
    expect(nextBatch([op(900_000), op(10)], 100)).toHaveLength(1)
  })
})

describe('the choices of a sample', () => {
  const ten = itemOf(afterSales, 'AS-1-02')
  const three = itemOf(afterSales, 'AS-1-01')
  const none = itemOf(afterSales, 'AS-4-03')

  it('pass with every case, partly and fail with as few misses as its rule needs', () => {
    const sheet = withTips([])
    expect(conformFor(sheet, ten, 'partly', 10)).toBe(9)
    expect(conformFor(sheet, ten, 'fail', 10)).toBe(7)
    expect(conformFor(sheet, three, 'partly', 3)).toBeNull()
    expect(conformFor(sheet, three, 'fail', 3)).toBe(2)
    expect(conformFor(sheet, none, 'fail', 10)).toBe(9)
    expect(chosen(sheet, ten, 'pass')).toMatchObject({ answer: { type: 'sample', checked: 10, conform: 10 } })
  })

  it('offer nothing that cannot come out', () => {
    const sheet = withTips([])
    expect(choicesOf(sheet, three).map(({ key, off }) => (off ? `(${key})` : key))).toEqual(['1', '(2)', '3', '0'])
    expect(choicesOf(sheet, itemOf(afterSales, 'AS-1-04')).filter(({ off }) => !off)).toHaveLength(2)
  })

  it('keep the numbers of the cases and those that were said to miss', () => {
    const refs = ['4471', '4483', '4490'].map((ref, at) => ({ ref, conform: at !== 1 }))
    const sheet = withTips([
      tip('AS-1-02', 'answer', { type: 'sample', checked: 3, conform: 2 }),
      tip('AS-1-02', 'sample_refs', refs),
    ])
    const passed = chosen(sheet, ten, 'pass')
    expect(passed).toEqual({
      answer: { type: 'sample', checked: 3, conform: 3 },
      refs: refs.map(({ ref }) => ({ ref, conform: true })),
    })
    expect(chosen(sheet, ten, 'fail')).toMatchObject({ refs })
  })

  it('show a sample that was only counted, the conforming ones first', () => {
    const { recorded } = withTips([tip('AS-1-01', 'answer', { type: 'sample', checked: 2, conform: 1 })])
    if (three.response.type !== 'sample') throw new Error('no sample')
    expect(cellsOf(recorded, three, three.response).map(({ conform }) => conform)).toEqual([true, false, null])
  })
})

describe('the sheet', () => {
  it('says where an item is safe', () => {
    const code = 'AS-1-04'
    const yes = tip(code, 'answer', { type: 'yes_no', value: 'yes' })
    expect(safetyOf(withTips([]), code)).toBe('none')
    expect(safetyOf(withTips([yes]), code)).toBe('saved')
    expect(safetyOf(withTips([yes], { waiting: new Map([[code, 1]]) }), code)).toBe('sending')
    expect(safetyOf(withTips([yes], { waiting: new Map([[code, 1]]), trouble: 'network' }), code)).toBe('unsaved')
    expect(safetyOf(withTips([yes], { drafts: new Map([[`${code} note`, 'x']]) }), code)).toBe('typing')
    expect(safetyOf(withTips([yes, tip(code, 'clear', null)]), code)).toBe('two')
  })

  it('holds the grade so far down where a gate is hit, although answers are missing', () => {
    const code = 'AS-4-03'
    const items = afterSales.content.sections.flatMap((section) => section.items).filter(({ id }) => id !== code)
    const good = items
      .slice(0, 30)
      .map((item) =>
        item.response.type === 'sample'
          ? tip(item.id, 'answer', { type: 'sample', checked: item.response.size, conform: item.response.size })
          : tip(item.id, 'answer', { type: 'yes_no', value: 'yes' }),
      )
    const sheet = withTips([...good, tip(code, 'answer', { type: 'sample', checked: 10, conform: 9 })])
    expect(sheet.result.grade).toBeNull()
    expect(sheet.result.gradeByScore).toBe('A')
    expect(gradeSoFar(sheet)).toBe('B')
    expect(gradeSoFar(withTips(good))).toBe('A')
  })

  it('filters and searches, and always shows the open item', () => {
    const item = itemOf(afterSales, 'AS-1-04')
    const no = tip('AS-1-04', 'answer', { type: 'yes_no', value: 'no' })
    expect(isShown(withTips([no], { filter: 'findings' }), item)).toBe(true)
    expect(isShown(withTips([no], { filter: 'missing' }), item)).toBe(true)
    expect(isShown(withTips([no], { filter: 'unanswered' }), item)).toBe(false)
    expect(isShown(withTips([no], { filter: 'unanswered', current: 'AS-1-04' }), item)).toBe(true)
    expect(isShown(withTips([], { search: '看板' }), item)).toBe(true)
    expect(isShown(withTips([], { search: 'as-9' }), item)).toBe(false)
  })

  it('words answers as people say them', () => {
    const result = (state: 'answered' | 'not_applicable', ratio: string | null, finding = false, failed = false) => ({
      state,
      ratio,
      finding,
      failed,
    })
    const sample = itemOf(afterSales, 'AS-1-02')
    const said = saidOf(
      reader,
      sample,
      { type: 'sample', checked: 10, conform: 8 },
      {},
      result('answered', '4/5', true),
    )
    expect(said).toEqual({ tone: 'watch', sign: '◐', text: '部分符合 8/10' })
    const na = { type: 'not_applicable', reason: '无' } as const
    expect(saidOf(reader, sample, na, {}, result('not_applicable', null))?.text).toBe('不适用')
    expect(elapsedText(reader, 45)).toBe('45 秒')
    expect(elapsedText(reader, 60)).toBe('1 分钟')
    expect(elapsedText(reader, 125)).toBe('2 分 05 秒')
    expect(elapsedText(reader, 3_600 * 26)).toBe('26 小时')
    expect(elapsedText(reader, 86_400 * 3)).toBe('3 天')
    expect(elapsedText(reader, 'not_reached')).toBe('未发生')
  })
})
