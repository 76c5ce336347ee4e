import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Draft, emptyDraft, withPart } from '../../server/checklists/drafts/draft.ts'
import { previewOf } from '../../server/checklists/drafts/preview.ts'
import { writtenOf } from '../../server/exchange/written.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { readCommonVocabulary, readShipped } from '../support/checklists.ts'
import { gateOf } from '../support/small-checklist.ts'

const common = readCommonVocabulary()
const shipped = readShipped().checklists.map(({ content }) => content)
const drafts = shipped.map((content) => writtenOf(content, common))
const [audit] = drafts as [Draft]
const firstSection = audit.sections[0]!
const firstItem = firstSection.items[0]!

const codesOf = (sections: readonly { items: readonly { id: string }[] }[]) =>
  sections.flatMap(({ items }) => items.map(({ id }) => id))
const shortOf = (draft: Draft) =>
  previewOf(draft, common).shortcomings.map(({ how, part }) => `${how} ${part ? Object.values(part).join(' ') : '-'}`)

it('shows a whole draft as it will be published', () => {
  drafts.forEach((draft, at) => {
    const { content, shortcomings } = previewOf(draft, common)
    expect(shortcomings).toEqual([])
    expect(content).toEqual(shipped[at])
  })
})

it('leaves out the item that is not whole, and what builds on it', () => {
  const gate = gateOf({ item_failed: firstItem.id }, { cap_grade: audit.scoring.bands[1]!.grade }, 'G-own')
  const draft = {
    ...withPart(audit, { part: 'item', id: firstItem.id }, { ...firstItem, responsible: 'wizard' }),
    scoring: { ...audit.scoring, gates: [...(audit.scoring.gates ?? []), gate] },
  }
  const { content } = previewOf(draft, common)
  expect(codesOf(content!.sections)).toEqual(codesOf(audit.sections).filter((code) => code !== firstItem.id))
  expect(content!.scoring.gates.map(({ id }) => id)).not.toContain('G-own')
  expect(shortOf(draft)).toEqual([`left_out item ${firstItem.id}`, 'left_out scoring'])
})

it('shows an item in the one language in which it is written', () => {
  const draft = withPart(
    audit,
    { part: 'item', id: firstItem.id },
    { ...firstItem, text: { zh: firstItem.text.zh, en: '' } },
  )
  const { content, shortcomings } = previewOf(draft, common)
  expect(content!.sections[0]!.items[0]!.text).toEqual({ zh: firstItem.text.zh, en: firstItem.text.zh })
  expect(shortcomings).toEqual([])
})

it('leaves out a section without items, and puts its code where it has no title', () => {
  const [, second, ...others] = audit.sections
  const draft: Draft = {
    ...audit,
    sections: [{ ...firstSection, items: [] }, { ...second!, title: { zh: ' ', en: '' } }, ...others],
  }
  const { content } = previewOf(draft, common)
  expect(content!.sections[0]).toMatchObject({ id: second!.id, title: { zh: second!.id, en: second!.id } })
  expect(shortOf(draft)).toEqual([
    `left_out section ${firstSection.id}`,
    `stand_in section ${second!.id}`,
    // What is left does not make 100 any more.
    'as_written -',
  ])
})

it('counts with the usual rules where the own ones are not whole', () => {
  const draft = { ...audit, scoring: { ...audit.scoring, rollup: 'guess' as never, bands: [] } }
  const { content } = previewOf(draft, common)
  expect(content!.scoring.rollup).toBe('pooled_points')
  expect(content!.scoring.bands).toHaveLength(1)
  expect(shortOf(draft)).toContain('stand_in scoring')
})

it('shows nothing of a checklist in which nothing is written yet', () => {
  const draft = emptyDraft({ id: 'new', kind: 'self_check', program: '6s', title: { zh: '自检', en: '' } })
  expect(previewOf(draft, common).content).toBeNull()
})

const damages = [undefined, '', null, 0, -1, [], {}, 'x', { zh: '', en: '' }, [null]] as const

/** The draft with another value at a place that is walked to by the numbers, step by step. */
const damaged = (value: unknown, steps: readonly number[], by: unknown): unknown => {
  const [step, ...rest] = steps
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const key = step === undefined ? undefined : keys[step % Math.max(1, keys.length)]
  if (key === undefined) return by
  if (Array.isArray(value)) {
    return value.flatMap((one, at) => {
      if (String(at) !== key) return [one]
      const inner = damaged(one, rest, by)
      return inner === undefined ? [] : [inner]
    })
  }
  const { [key]: one, ...others } = value as Record<string, unknown>
  const inner = damaged(one, rest, by)
  return inner === undefined ? others : { ...others, [key]: inner }
}

it('never stumbles over anything that is missing, blank or of another kind, and forgets no item', () => {
  const damage = fc.record({
    steps: fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 8 }),
    by: fc.constantFrom(...damages),
  })
  const damagedDraft = fc
    .tuple(fc.constantFrom(...drafts), fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([draft, all]) => all.reduce<unknown>((value, { steps, by }) => damaged(value, steps, by), draft) as Draft)
  fc.assert(
    fc.property(damagedDraft, (draft) => {
      const { content, shortcomings } = previewOf(draft, common)
      const named = new Set(shortcomings.flatMap(({ part }) => (part && 'id' in part ? [part.id] : [])))
      if (content) scoreAudit({ checklist: content, answers: {}, marks: {}, losses: {}, mode: 'final' })
      else expect(shortcomings.length).toBeGreaterThan(0)
      const sections = Array.isArray(draft?.sections) ? draft.sections : []
      for (const section of sections) {
        for (const item of Array.isArray(section?.items) ? section.items : []) {
          if (typeof item?.id !== 'string' || item.id === '' || typeof section.id !== 'string' || section.id === '')
            continue
          const isShown = content?.sections.some(({ items }) => items.some(({ id }) => id === item.id))
          if (content) expect(isShown || named.has(item.id) || named.has(section.id), item.id).toBe(true)
        }
      }
    }),
    { numRuns: 300 },
  )
})
