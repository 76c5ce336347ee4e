import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gather } from '../../server/answers/gather.ts'
import { carriedOver } from '../../server/checklists/carried-over.ts'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import { validateAnswer } from '../../server/scoring/answer.ts'
import { marksBackwards, validateMark } from '../../server/scoring/marks.ts'
import { compare, fromExact } from '../../server/scoring/rational.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { tipsOf } from '../../views/preview/tips.ts'
import { largestLoss, type Manner, trialOf } from '../../views/preview/trial.ts'
import { itemsOf, readShipped } from '../support/checklists.ts'
import { anyInput } from '../support/random-checklists.ts'
import { auditOf, itemOf, vdaScale, yes } from '../support/small-checklist.ts'

const shipped = readShipped().checklists.map(({ content }) => content)
const given = { startAt: '2026-11-18T01:30:00.000Z', text: '试填文字' }
const tried = (content: ChecklistContent, manner: Manner, seed = 7) => trialOf(content, manner, { seed, ...given })
const scored = (content: ChecklistContent, manner: Manner, seed = 7) =>
  scoreAudit({ ...tried(content, manner, seed), mode: 'final' })
const percent = (result: { percent: string | null }) => fromExact(result.percent ?? '0/1')

it('answers every item of every shipped checklist as well and as badly as it can be', () => {
  for (const content of shipped) {
    const best = scored(content, 'best')
    const worst = scored(content, 'worst')
    const random = scored(content, 'random')
    for (const result of [best, worst, random]) expect([content.id, result.unanswered]).toEqual([content.id, []])
    expect([content.id, best.grade]).toEqual([content.id, content.scoring.bands[0]?.grade])
    expect([content.id, worst.grade]).toEqual([content.id, content.scoring.bands.at(-1)?.grade])
    expect(compare(percent(best), percent(random))).toBeGreaterThan(0)
    expect(compare(percent(random), percent(worst))).toBeGreaterThan(0)
    expect(best.items.filter(({ finding }) => finding)).toEqual([])
    const isBonus = (code: string) => itemsOf(content).find(({ id }) => id === code)?.class === 'bonus'
    const unscathed = worst.items.filter(({ ratio, finding, code }) => ratio !== null && !finding && !isBonus(code))
    expect(unscathed.map(({ code }) => code)).toEqual([])
  }
})

it('makes the same answers of the same seed, and others of another', () => {
  const [content] = shipped as [ChecklistContent]
  expect(tried(content, 'random', 12)).toEqual(tried(content, 'random', 12))
  expect(tried(content, 'random', 12).answers).not.toEqual(tried(content, 'random', 13).answers)
  const grades = Array.from({ length: 60 }, (_, seed) => scored(content, 'random', seed).grade)
  expect(new Set(grades).size).toBeGreaterThan(1)
})

it('lets a visit run forwards, whatever comes of it', () => {
  for (const content of shipped.filter(({ timeline }) => timeline)) {
    for (const manner of ['best', 'worst', 'random'] as const) {
      const { marks } = tried(content, manner)
      expect(Object.keys(marks).sort()).toEqual(content.timeline?.marks.map(({ id }) => id).sort())
      expect(marksBackwards(content, marks)).toEqual([])
    }
  }
})

it('gives only answers that are accepted, of any checklist', () => {
  fc.assert(
    fc.property(
      anyInput,
      fc.constantFrom<Manner>('best', 'worst', 'random'),
      fc.nat(),
      ({ checklist }, manner, seed) => {
        const { answers, losses } = tried(checklist, manner, seed)
        for (const item of itemsOf(checklist)) {
          const answer = answers[item.id]
          if (item.response.type === 'duration') expect(answer).toBeUndefined()
          else expect(answer && validateAnswer(item, answer)).toBeNull()
        }
        scoreAudit({ checklist, answers, marks: {}, losses, mode: 'final' })
      },
    ),
    { numRuns: 300 },
  )
})

it('finds the item that lost most', () => {
  const lost = (code: string, value: string | null) => ({ code, lost: value })
  expect(largestLoss([lost('A', '1/3'), lost('B', '5/2'), lost('C', '5/2'), lost('D', null)])).toBe('B')
  expect(largestLoss([lost('A', '0/1'), lost('B', null)])).toBeNull()
})

it('stands as if somebody had recorded it', () => {
  const content = shipped.find(({ timeline }) => timeline)!
  const { answers, marks, losses } = tried(content, 'worst')
  const recorded = gather(
    tipsOf(
      { answers, marks, losses },
      { me: 'me', at: given.startAt, idOf: (code, register) => `${code} ${register}` },
    ),
    [],
  )
  expect(recorded).toMatchObject({ answers, marks, losses, conflicts: [] })
})

it('carries over to another version what fits it, and says what does not', () => {
  const old = auditOf({
    sections: [
      {
        asked: [
          yes(3),
          yes(2),
          { ...yes(1), losses: ['L1', 'L2'] },
          { item: itemOf({ type: 'yes_no' }, 1), answer: { type: 'not_applicable', reason: 'no lift' } },
        ],
      },
    ],
    marks: { P0: { at: given.startAt } },
  })
  const loss = { code: 'L2', zh: '文', en: 'text' }
  const next = auditOf({
    sections: [
      {
        asked: [
          yes(5),
          { item: itemOf(vdaScale(), 10, { id: 'S0-1' }) },
          { item: itemOf({ type: 'yes_no' }, 1, { losses: [loss] }) },
          { item: itemOf({ type: 'yes_no' }, 1, { na_allowed: false }) },
          { item: itemOf({ type: 'yes_no' }, 1, { id: 'NEW' }) },
        ],
      },
    ],
  }).checklist
  const recorded = { ...old, answers: { ...old.answers, OLD: { type: 'yes_no' as const, value: 'no' as const } } }
  const carried = carriedOver(
    { answers: recorded.answers, marks: { ...old.marks }, losses: { 'S0-2': ['L1', 'L2'], OLD: ['L1'] } },
    next,
  )
  expect(carried).toEqual({
    answers: { 'S0-0': { type: 'yes_no', value: 'yes' }, 'S0-2': { type: 'yes_no', value: 'yes' } },
    marks: {},
    losses: { 'S0-2': ['L2'] },
    gone: ['OLD', 'P0'],
    unfit: ['S0-1', 'S0-3'],
    open: ['NEW'],
  })
})

it('carries every answer over to the same version', () => {
  for (const content of shipped) {
    const { answers, marks, losses } = tried(content, 'random')
    const carried = carriedOver({ answers, marks, losses }, content)
    expect(carried).toEqual({ answers, marks, losses, gone: [], unfit: [], open: [] })
    expect(Object.entries(marks).filter(([id, value]) => validateMark(content, id, value) !== null)).toEqual([])
  }
})
