import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChecklistContent, Item } from '../../server/checklists/format.ts'
import { movedIn } from '../../server/checklists/versions/changes.ts'
import { likeness } from '../../server/checklists/versions/comparability.ts'
import { type Difference, differenceBetween, isNothing, reusedCodes } from '../../server/checklists/versions/diff.ts'
import { compareVersions, nextVersion, proposedVersion } from '../../server/checklists/versions/number.ts'
import { writtenInFull } from '../../server/exchange/written.ts'
import { decimalText } from '../../server/scoring/rational.ts'
import { readShipped } from '../support/checklists.ts'
import { everyField } from '../support/workbooks.ts'

const shipped = readShipped().checklists.map(({ content }) => content)
const all = [...shipped, everyField()]
const one = (id: string) => shipped.find((content) => content.id === id) as ChecklistContent
const after = one('after-sales-core-process')
const sixS = one('6s-workshop-showroom')

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T
type Loose = Mutable<ChecklistContent>
/** A copy that a test changes as it likes. */
const changed = (content: ChecklistContent, change: (copy: Loose) => void): ChecklistContent => {
  const copy = structuredClone(content) as Loose
  change(copy)
  return copy as ChecklistContent
}
/** A copy with one item changed. */
const withItem = (
  content: ChecklistContent,
  code: string,
  change: (item: Item) => Partial<Item>,
): ChecklistContent => ({
  ...content,
  sections: content.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => (item.id === code ? { ...item, ...change(item) } : item)),
  })),
})

const leaves = ({ items, sections, whole }: Difference) => [
  ...[...whole, ...sections.changed.flatMap(({ changes }) => changes)].map(({ path }) => path.join('.')),
  ...items.changed.flatMap(({ item, changes }) => changes.map(({ path }) => `${item.id} ${path.join('.')}`)),
]
const kindsOf = (difference: Difference) => difference.kinds.map(({ kind }) => kind)
const codesOf = (list: readonly { item: { id: string } }[]) => list.map(({ item }) => item.id)

describe('the difference of two versions', () => {
  test('is nothing between a version and itself, its number apart', () => {
    for (const content of all) {
      const difference = differenceBetween(content, { ...content, version: '9.0.0' })
      expect(isNothing(difference)).toBe(true)
      expect(difference.effect).toBe('same')
      expect(difference.points.same).toEqual(difference.points.after)
    }
  })

  test('names what was worded otherwise, in the language in which it was, and compares in full', () => {
    const now = withItem(after, 'AS-1-01', (item) => ({ text: { ...item.text, en: `${item.text.en} (written down)` } }))
    const difference = differenceBetween(after, now)
    expect(leaves(difference)).toEqual(['AS-1-01 text.en'])
    const [change] = difference.items.changed[0]?.changes ?? []
    expect(change).toMatchObject({ before: after.sections[0]?.items[0]?.text.en, effect: 'same', kind: 'wording' })
    expect(difference.effect).toBe('same')
    expect(difference.points.same).toEqual(difference.points.before)
  })

  test('names loss descriptions, guides and photos that came, went or changed', () => {
    const now = withItem(after, 'AS-1-01', () => ({
      guide: { zh: '看记录。', en: 'Look at the records.' },
      losses: [{ code: 'L1', zh: '没有记录', en: 'No record' }],
      photos: [{ code: 'P1', zh: '记录', en: 'Record' }],
    }))
    const difference = differenceBetween(after, now)
    expect(difference.effect).toBe('same')
    expect(kindsOf(difference)).toEqual(['wording'])
    expect(leaves(difference)).toContain('AS-1-01 photos.*')
  })

  test.each<[string, Partial<Item>, string, string]>([
    ['points', { points: 9 }, 'points', 'partly'],
    ['the answer', { response: { type: 'yes_no' } }, 'answer', 'partly'],
    ['critical', { critical: true }, 'class', 'partly'],
    ['the class', { class: 'should' }, 'class', 'partly'],
    ['N/A', { na_allowed: false }, 'class', 'partly'],
    [
      'a severity that a loss raises to',
      { losses: [{ code: 'X', zh: '失', en: 'Lost', severity: 'critical' }] },
      'class',
      'partly',
    ],
    ['evidence', { evidence: { receipt: 'always' } }, 'evidence', 'same'],
    ['days to mend', { capa_days: 99 }, 'evidence', 'same'],
    ['a field that nobody thought of', { novel: 1 } as Partial<Item>, 'class', 'partly'],
  ])('knows what %s means for comparing', (_, item, kind, effect) => {
    const before = withItem(after, 'AS-1-01', () => ({ critical: false, na_allowed: true, losses: [] }))
    const difference = differenceBetween(
      before,
      withItem(before, 'AS-1-01', () => item),
    )
    expect([kindsOf(difference), difference.effect]).toEqual([[kind], effect])
    expect(difference.points.same.n === difference.points.before.n).toBe(effect === 'same')
  })

  test.each<[string, (copy: Loose) => void, string, string]>([
    ['the title', (copy) => Object.assign(copy.title, { en: 'Renamed' }), 'wording', 'same'],
    ['the rebate', (copy) => Object.assign(copy.scoring.bands[0] ?? {}, { rebate: 0.5 }), 'rebate', 'same'],
    ['a grade', (copy) => Object.assign(copy.scoring.bands[0] ?? {}, { min: 95 }), 'grades', 'not'],
    ['the rollup', (copy) => Object.assign(copy.scoring, { rollup: 'mean_sections' }), 'rollup', 'not'],
    ['coverage', (copy) => Object.assign(copy.scoring.min_coverage, { min: '1/2' }), 'policy', 'partly'],
    ['a gate', (copy) => copy.scoring.gates.pop(), 'gates', 'partly'],
    ['how it is announced', (copy) => Object.assign(copy, { announce: 'announced' }), 'visit', 'partly'],
    ['what it is for', (copy) => Object.assign(copy, { kind: 'self_check' }), 'kind', 'not'],
    ['a scale', (copy) => rescale(copy), 'answer', 'partly'],
  ])('knows what a change of %s means', (_, change, kind, effect) => {
    const difference = differenceBetween(sixS, changed(sixS, change))
    expect([kindsOf(difference), difference.effect]).toEqual([[kind], effect])
  })

  test('says once that a scale changed, and that no item judged by it is judged as before', () => {
    const difference = differenceBetween(sixS, changed(sixS, rescale))
    expect(difference.items.changed).toEqual([])
    expect(difference.whole.map(({ path, before, after: now }) => [path.join('.'), before, now])).toEqual([
      ['scales.*.finding_at_or_below', 2, 1],
    ])
    const byScale = sixS.sections.flatMap(({ items }) => items).filter(({ response }) => response.type === 'scale')
    const points = byScale.reduce((sum, item) => sum + item.points, 0)
    const { before, same } = difference.points
    expect(Number(decimalText(before, 0)) - Number(decimalText(same, 0))).toBe(points)
  })

  test('weights of sections only count where they are counted', () => {
    const weigh = (copy: Loose) => Object.assign(copy.sections[0] ?? {}, { weight: 1 })
    expect(differenceBetween(after, changed(after, weigh)).effect).toBe('same')
    expect(differenceBetween(sixS, changed(sixS, weigh)).effect).toBe('partly')
  })

  test('finds items that came, went, changed places and changed sections', () => {
    const now = changed(after, (copy) => {
      const [first, second] = copy.sections
      first?.items.reverse()
      const gone = second?.items.pop()
      const moved = second?.items.shift()
      if (moved) first?.items.push(moved)
      if (gone) second?.items.push({ ...gone, id: 'AS-9-99' })
    })
    const { items } = differenceBetween(after, now)
    const [first, second] = after.sections
    expect(codesOf(items.added)).toEqual(['AS-9-99'])
    expect(codesOf(items.removed)).toEqual([second?.items.at(-1)?.id])
    expect(items.moved).toHaveLength((first?.items.length ?? 0) - 1 + 1)
    expect(items.moved.filter(({ from, section }) => from.id !== section.id).map(({ item }) => item.id)).toEqual([
      second?.items[0]?.id,
    ])
    expect(items.changed).toEqual([])
  })

  test('is not comparable where no possible point is judged as before', () => {
    const now = changed(after, (copy) => {
      for (const section of copy.sections) {
        section.items = section.items.map((item) => ({ ...item, points: item.points + 1 }))
      }
    })
    expect(differenceBetween(after, now).effect).toBe('not')
  })

  test('is the mirror of the difference the other way round', () => {
    const pair = fc.constantFrom(...shipped.flatMap((a) => shipped.map((b) => [a, b] as const)))
    fc.assert(
      fc.property(pair, fc.infiniteStream(fc.boolean()), ([a, b], stream) => {
        // Half of one checklist and half of the other, so that there is something of every kind.
        const mixed = changed(a, (copy) => {
          for (const section of copy.sections) {
            section.items = section.items.filter(() => stream.next().value)
          }
          Object.assign(copy, { scoring: stream.next().value ? a.scoring : b.scoring })
        })
        const [there, back] = [differenceBetween(a, mixed), differenceBetween(mixed, a)]
        expect(codesOf(there.items.added).sort()).toEqual(codesOf(back.items.removed).sort())
        expect(codesOf(there.items.removed).sort()).toEqual(codesOf(back.items.added).sort())
        expect(leaves(there).sort()).toEqual(leaves(back).sort())
        expect(there.points.same).toEqual(back.points.same)
        expect([there.points.before, there.points.after]).toEqual([back.points.after, back.points.before])
        expect(there.whole.map(({ before, after: now }) => [before, now])).toEqual(
          expect.arrayContaining(back.whole.map(({ before, after: now }) => [now, before])),
        )
      }),
      { numRuns: 200 },
    )
  })
})

const rescale = (copy: Loose) => {
  for (const section of copy.sections) {
    for (const { response } of section.items) {
      if (response.type === 'scale') response.finding_at_or_below = 1
    }
  }
}

describe('a code keeps its meaning', () => {
  const other = { zh: '灭火器在有效期内，压力正常', en: 'Fire extinguishers are in date and under pressure' }

  test('an item that asks for something else under its old code is marked', () => {
    const difference = differenceBetween(
      after,
      withItem(after, 'AS-1-01', () => ({ text: other, response: { type: 'yes_no' } })),
    )
    expect(difference.items.changed.map(({ hasOtherMeaning }) => hasOtherMeaning)).toEqual([true])
    const reworded = differenceBetween(
      after,
      withItem(after, 'AS-1-01', () => ({ text: other })),
    )
    expect([kindsOf(reworded), reworded.effect]).toEqual([['meaning'], 'partly'])
  })

  test('one that is only worded better, or answered otherwise, is not', () => {
    const worded = withItem(after, 'AS-1-01', (item) => ({
      text: { zh: `${item.text.zh}，并已存档`, en: `${item.text.en}, and filed` },
    }))
    const answered = withItem(after, 'AS-1-01', () => ({ response: { type: 'yes_no' } }))
    for (const now of [worded, answered]) {
      expect(differenceBetween(after, now).items.changed[0]?.hasOtherMeaning).toBe(false)
    }
  })

  test('a code that was taken out may come back as it was, but not for something else', () => {
    const without = changed(after, (copy) => copy.sections[0]?.items.shift())
    const written = writtenInFull
    const again = withItem(after, 'AS-1-01', () => ({ text: other }))
    expect(reusedCodes(written(after), written(without), [written(after)])).toEqual([])
    expect(reusedCodes(written(again), written(without), [written(after)])).toEqual([
      { code: 'AS-1-01', version: after.version },
    ])
  })

  test('likeness is 1 for the same text, 0 for texts without a common pair of signs', () => {
    expect(likeness('车辆已清洗', '车辆已清洗')).toBe(1)
    expect(likeness('车辆已清洗', '灭火器有效')).toBe(0)
    expect(likeness('', '')).toBe(1)
    expect(likeness('a', '')).toBe(0)
  })
})

describe('as few as possible have moved', () => {
  test.each([
    ['abcd', 'abcd', ''],
    ['abcd', 'bcda', 'a'],
    ['abcd', 'dabc', 'd'],
    ['abcd', 'badc', 'bd'],
    ['abcde', 'edcba', 'edcb'],
  ])('from %s to %s', (before, now, moved) => {
    expect(movedIn([...before], [...now]).join('')).toBe(moved)
  })
})

describe('version numbers', () => {
  test('stand in the order of semantic versions', () => {
    const order = [
      '0.9.0',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-rc.2',
      '1.0.0-rc.11',
      '1.0.0',
      '1.9.0',
      '1.10.0',
      '2.0.0',
    ]
    for (const [at, version] of order.entries()) {
      for (const [index, other] of order.entries()) {
        expect([version, other, Math.sign(compareVersions(version, other))]).toEqual([
          version,
          other,
          Math.sign(at - index),
        ])
      }
    }
  })

  test('rise by what a change means', () => {
    expect(nextVersion('1.2.3', 'same')).toBe('1.2.4')
    expect(nextVersion('1.2.3', 'partly')).toBe('1.3.0')
    expect(nextVersion('1.2.3-rc.1', 'not')).toBe('2.0.0')
    expect(proposedVersion('1.0.0', [], 'same')).toBe('1.0.0')
    expect(proposedVersion('1.0.0', ['1.0.0', '1.10.0', '1.9.0'], 'partly')).toBe('1.11.0')
    expect(proposedVersion('3.0.0', ['1.0.0'], 'partly')).toBe('3.0.0')
  })
})
