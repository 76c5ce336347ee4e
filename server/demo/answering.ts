import type { ChecklistContent, Frequency, Item } from '../checklists/format.ts'
import type { ItemAnswer, MarkValue } from '../scoring/answer.ts'
import { bestFirst } from '../scoring/judge-options.ts'
import { type Chance, traitOf } from './random.ts'

/** What an auditor of the demo would record for one item, before evidence. */
export type DemoAnswer = { answer: ItemAnswer | null; good: boolean; losses: string[]; note: string }
export type DemoAnswers = { items: Record<string, DemoAnswer>; marks: Record<string, MarkValue> }

/** A dealership: how good it is in general, and which wave it is in; what it is bad at stays until it is worked on. */
export type Dealership = { code: string; quality: number; wave: number }

const remarks = [
  '现场核对，陪同人员已确认。',
  '抽查时发现，已向服务经理说明。',
  '与当班负责人共同确认，照片已留存。',
  '上次检查曾口头提醒，本次仍未落实。',
  '负责人称人手不足，未能按标准执行。',
]

/** One dealer in eight is weak at any one item; weak items mostly fail, and a third of them recover from wave to wave. */
const isWeak = (dealer: Dealership, item: Item) => {
  if (traitOf(dealer.code, item.id) > 0.03 + (1 - dealer.quality) * 0.32) return false
  return traitOf(dealer.code, item.id, 'recovery') > dealer.wave * 0.22
}

/** Scattered but plausible answers: strong dealers lose little, weak ones keep losing the same points. */
export const answersOf = (
  content: ChecklistContent,
  dealer: Dealership,
  by: Chance,
  visitAt: string,
  frequency?: Frequency,
): DemoAnswers => {
  const marks = marksOf(content, dealer, by, visitAt)
  const items: Record<string, DemoAnswer> = {}
  for (const item of content.sections.flatMap((section) => section.items)) {
    if (frequency && item.frequency !== frequency) continue
    const slip = by.happens((1 - dealer.quality) * (item.critical ? 0.15 : 0.45))
    const good = !(isWeak(dealer, item) ? by.happens(0.85) : slip)
    items[item.id] = answered(item, good, by)
  }
  return { items, marks }
}

const answered = (item: Item, good: boolean, by: Chance): DemoAnswer => {
  const answer = answerOf(item, good, by)
  const told = !good && answer?.type !== 'not_applicable' && item.losses.length > 0
  const losses = told ? [by.one(item.losses)] : []
  return {
    answer,
    good,
    losses: losses.map((loss) => loss.code),
    note: told ? `${losses.map((loss) => loss.zh).join('；')}。${by.one(remarks)}` : '',
  }
}

const answerOf = (item: Item, good: boolean, by: Chance): ItemAnswer | null => {
  const { response } = item
  if (item.na_allowed && by.happens(0.12)) return { type: 'not_applicable', reason: '本店无此项业务，已核对业务清单。' }
  switch (response.type) {
    case 'yes_no':
      return { type: 'yes_no', value: good ? 'yes' : 'no' }
    case 'scale': {
      const scores = response.anchors.map((anchor) => anchor.score).sort((a, b) => b - a)
      const [best = 0, next = best, ...worse] = scores
      if (good) return { type: 'scale', score: by.happens(0.78) ? best : next }
      return { type: 'scale', score: by.happens(0.55) ? next : by.one(worse.length > 1 ? worse.slice(0, -1) : worse) }
    }
    case 'sample': {
      const missed = good ? 0 : by.whole(1, Math.max(1, Math.round(response.size * 0.4)))
      return { type: 'sample', checked: response.size, conform: response.size - missed }
    }
    case 'number': {
      const low = response.min_ok ?? (response.max_ok ?? 10) - 5
      const high = response.max_ok ?? low + 5
      return {
        type: 'number',
        value: good ? String(by.whole(Math.ceil(low), Math.floor(high))) : String(Math.floor(high) + by.whole(1, 3)),
      }
    }
    case 'choice': {
      const options = bestFirst(response.options)
      return { type: 'choice', option: (good ? options[0] : by.one(options.slice(1)))?.code ?? options[0]?.code ?? '' }
    }
    case 'choices':
      return {
        type: 'choices',
        options: bestFirst(response.options)
          .slice(0, good ? 1 : 0)
          .map(({ code }) => code),
      }
    case 'text':
      return { type: 'text', text: '接待过程自然，讲解清楚；等候时主动送水，离店时送至车旁。' }
    case 'duration':
      return null
  }
}

/** Times along the timeline: each span that an item measures mostly lands in its best band. */
const marksOf = (
  content: ChecklistContent,
  dealer: Dealership,
  by: Chance,
  visitAt: string,
): Record<string, MarkValue> => {
  const marks: Record<string, MarkValue> = {}
  const { timeline } = content
  if (!timeline) return marks
  const spans = new Map(
    content.sections
      .flatMap((section) => section.items)
      .flatMap(({ response }) => (response.type === 'duration' ? [[response.to, response] as const] : [])),
  )
  let clock = Date.parse(visitAt)
  const at = (time: number): MarkValue => ({ at: new Date(time).toISOString() })
  for (const { id } of timeline.marks) {
    const span = spans.get(id)
    const from = span && marks[span.from]
    if (span && from && 'at' in from) {
      const best = span.bands[0]?.max_s ?? 60
      const seconds = by.happens(dealer.quality)
        ? by.whole(Math.ceil(best * 0.3), best)
        : by.whole(best + 1, Math.ceil(best * 2.2))
      const time = Date.parse(from.at) + seconds * 1000
      marks[id] = at(time)
      clock = Math.max(clock, time)
    } else {
      clock += by.whole(120, 600) * 1000
      marks[id] = at(clock)
    }
  }
  return marks
}
