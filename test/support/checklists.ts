import { readdirSync, readFileSync } from 'node:fs'
import type { ChecklistContent, Common, Item, Option } from '../../server/checklists/format.ts'
import { commonFile, type Reading, readChecklists } from '../../server/checklists/read.ts'
import { type ItemAnswer, type MarkValue, sampleSize } from '../../server/scoring/answer.ts'
import { bestFirst } from '../../server/scoring/judge-options.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'

const folder = new URL('../../checklists/', import.meta.url)
const fileOf = (file: string) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') })

/** The shipped vocabularies and checklist files, as text. */
export const shippedCommon = () => fileOf(commonFile)
export const shippedFiles = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== commonFile)
    .sort()
    .map(fileOf)

/** The shipped vocabularies. */
export const readCommonVocabulary = (): Common => {
  const { common } = readChecklists(shippedCommon(), [])
  if (!common) throw new Error('the shipped vocabularies cannot be read')
  return common
}

/** Every shipped checklist, read by the real reader. */
export const readShipped = (): Reading => readChecklists(shippedCommon(), shippedFiles())

export const itemsOf = (checklist: ChecklistContent): Item[] => checklist.sections.flatMap((section) => section.items)

/** The answer that earns most or least; undefined for items that take theirs from the marks. */
export function extremeAnswer({ response }: Item, side: 'best' | 'worst'): ItemAnswer | undefined {
  const isBest = side === 'best'
  switch (response.type) {
    case 'yes_no':
      return { type: 'yes_no', value: isBest ? 'yes' : 'no' }
    case 'scale': {
      const scores = response.anchors.map(({ score }) => score)
      return { type: 'scale', score: isBest ? Math.max(...scores) : Math.min(...scores) }
    }
    case 'sample': {
      if (response.rule === 'aql') {
        const checked = sampleSize(response, 300) ?? 0
        return { type: 'sample', population: 300, checked, conform: isBest ? checked : 0 }
      }
      return { type: 'sample', checked: response.size, conform: isBest ? response.size : 0 }
    }
    case 'number': {
      const inside = response.min_ok ?? response.max_ok ?? 0
      return { type: 'number', value: String(isBest ? inside : outside(response)) }
    }
    case 'choice': {
      const ordered = bestFirst(response.options)
      return { type: 'choice', option: (isBest ? ordered[0] : ordered.at(-1))?.code ?? '' }
    }
    case 'choices': {
      const isWanted = ({ points = 0, demerit = 0 }: Option) => (isBest ? points > 0 : points < 0 || demerit > 0)
      return { type: 'choices', options: response.options.filter(isWanted).map(({ code }) => code) }
    }
    case 'text':
      return { type: 'text', text: 'Seen as described.' }
    case 'duration':
      return undefined
  }
}

const outside = ({ min_ok, max_ok }: { min_ok?: number; max_ok?: number }) =>
  min_ok === undefined ? (max_ok ?? 0) + 1 : min_ok - 1

/** All answers at one end: best takes every mark at the same instant, worst lets each mark come a week after the one before. */
export function extremeInput(checklist: ChecklistContent, side: 'best' | 'worst'): ScoreInput {
  const answers = itemsOf(checklist).flatMap((item) => {
    const answer = extremeAnswer(item, side)
    return answer ? [[item.id, answer] as const] : []
  })
  const day = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 7 * 86_400_000).toISOString()
  const marks = (checklist.timeline?.marks ?? []).map(({ id }, index): [string, MarkValue] => [
    id,
    { at: day(side === 'best' ? 0 : index) },
  ])
  return {
    checklist,
    answers: Object.fromEntries(answers),
    marks: Object.fromEntries(marks),
    losses: {},
    mode: 'final',
  }
}
