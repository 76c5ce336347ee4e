import type { ChecklistContent, DurationResponse, Item, NumberResponse } from '../../server/checklists/format.ts'
import { type ItemAnswer, type MarkValue, sampleSize, validateAnswer } from '../../server/scoring/answer.ts'
import { scoreItem } from '../../server/scoring/item.ts'
import { compare, fromExact, isZero, type Rational, subtract, zero } from '../../server/scoring/rational.ts'
import type { ItemResult, ScoreInput } from '../../server/scoring/result.ts'

/** Answers that nobody gave, to try a checklist out with. Pure: the same seed gives the same answers. */
export type Trial = Pick<ScoreInput, 'checklist'> & {
  answers: Record<string, ItemAnswer>
  marks: Record<string, MarkValue>
  losses: Record<string, string[]>
}
export const manners = ['best', 'worst', 'random'] as const
export type Manner = (typeof manners)[number]
export type TrialOf = {
  /** Any whole number; only `random` looks at it. */
  seed: number
  /** The instant of the first mark of a timeline, ISO 8601. */
  startAt: string
  /** What stands for a free text. */
  text: string
}

/** Every item answered as well, or as badly, as it can be; `random`: mostly well, as dealers come out. */
export const trialOf = (checklist: ChecklistContent, manner: Manner, { seed, startAt, text }: TrialOf): Trial => {
  const chance = chances(seed)
  const items = checklist.sections.flatMap((section) => section.items)
  const marks = marksOf(checklist, manner, startAt, chance)
  const answers: Trial['answers'] = {}
  const losses: Trial['losses'] = {}
  for (const item of items) {
    const ranked = rankedAnswers(checklist, item, text)
    const answer = oneOf(ranked, manner, chance)
    if (answer) answers[item.id] = answer
    const { finding } = scoreItem(item, '', inputOf(checklist, answer ? { [item.id]: answer } : {}, marks))
    const ticked = finding ? tickedOf(item, manner, chance) : []
    if (ticked.length > 0) losses[item.id] = ticked
  }
  return { checklist, answers, marks, losses }
}

const inputOf = (checklist: ChecklistContent, answers: Trial['answers'], marks: Trial['marks'] = {}): ScoreInput => ({
  checklist,
  answers,
  marks,
  losses: {},
  mode: 'running',
})

/** Numbers from 0 to below 1 that follow from the seed (mulberry32). */
const chances = (seed: number): (() => number) => {
  let state = Math.trunc(seed) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** Three of four come out well, so that grades differ from seed to seed. */
const usuallyWell = 0.75

const oneOf = <T>(ranked: readonly T[], manner: Manner, chance: () => number): T | undefined => {
  if (manner !== 'random') return manner === 'best' ? ranked[0] : ranked.at(-1)
  return chance() < usuallyWell ? ranked[0] : ranked[Math.floor(chance() * ranked.length)]
}

const tickedOf = ({ losses }: Item, manner: Manner, chance: () => number): string[] => {
  const codes = losses.map(({ code }) => code)
  if (manner !== 'random') return codes
  const one = codes[Math.floor(chance() * codes.length)]
  return one === undefined ? [] : [one]
}

/** Answers that the item takes, from the best to the worst that they come out. */
export const rankedAnswers = (checklist: ChecklistContent, item: Item, text: string): ItemAnswer[] =>
  candidatesOf(item, text)
    .filter((answer) => validateAnswer(item, answer) === null)
    .map((answer) => ({ answer, scored: scoreItem(item, '', inputOf(checklist, { [item.id]: answer })) }))
    .sort(
      ({ scored: a }, { scored: b }) =>
        compare(b.ratio ?? zero, a.ratio ?? zero) ||
        compare(netOf(b), netOf(a)) ||
        Number(a.finding) - Number(b.finding) ||
        Number(a.failed) - Number(b.failed),
    )
    .map(({ answer }) => answer)

const netOf = ({ points, lost }: { points: { earned: Rational } | null; lost: Rational | null }): Rational =>
  subtract(points?.earned ?? zero, lost ?? zero)

/** The answers among which the best and the worst are; not all that there are. */
function candidatesOf(item: Item, text: string): ItemAnswer[] {
  const { response } = item
  switch (response.type) {
    case 'yes_no':
      return (['yes', 'no'] as const).map((value) => ({ type: 'yes_no', value }))
    case 'scale':
      return response.anchors.flatMap(({ score }, at): ItemAnswer[] => {
        const below = response.anchors[at + 1]
        const once: ItemAnswer = { type: 'scale', score }
        return response.ratings && below ? [once, { ...once, further: [below.score] }] : [once]
      })
    case 'sample': {
      const population = response.rule === 'aql' ? usualPopulation : undefined
      const checked = sampleSize(response, population) ?? response.size
      const accepted = response.rule === 'accept' ? [checked - response.accept, checked - response.accept - 1] : []
      const shares = [1, 0.9, 0.8, 0.6, 0.4, 0].map((share) => Math.floor(checked * share))
      return unique([...shares, ...accepted]).map((conform) => ({
        type: 'sample',
        checked,
        conform,
        ...(population === undefined ? {} : { population }),
      }))
    }
    case 'number':
      return numbersFor(item, response).map((value) => ({ type: 'number', value }))
    case 'choice':
      return response.options.map(({ code }) => ({ type: 'choice', option: code }))
    case 'choices': {
      const { options } = response
      const isGood = ({ points = 0 }: (typeof options)[number]) => points > 0
      const sets = [options, options.filter(isGood), options.filter((option) => !isGood(option)), []]
      const singles = options.map((option) => [option])
      return [...sets, ...singles].map((chosen) => ({ type: 'choices', options: chosen.map(({ code }) => code) }))
    }
    case 'text':
      return [{ type: 'text', text }]
    case 'duration':
      return []
  }
}

/** How many there are where a plan asks how many cases to check. */
const usualPopulation = 100

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** Values at both sides of every limit of the rule. */
function numbersFor(item: Item, response: NumberResponse): string[] {
  const around = (limits: readonly (number | undefined)[]) =>
    limits.flatMap((limit) => (limit === undefined ? [] : [limit, limit - 1, limit + 1]))
  const values = (): number[] => {
    switch (response.rule) {
      case 'bands':
        return around(response.bands.flatMap(({ min, max }) => [min, max]))
      case 'share':
        return [response.of, response.of * 0.8, response.of / 2, 0]
      case 'count_deduct':
        return [0, 1, 2, Math.ceil((response.most ?? item.points) / response.per)]
      case 'step_deduct': {
        const { from, step, per_step, worse } = response
        const away = worse === 'higher' ? step : -step
        return [0, 1, 2, Math.ceil(item.points / per_step)].map((steps) => from + away * steps)
      }
      default: {
        const limits = [response.min_ok, response.max_ok]
        return limits.every((limit) => limit === undefined) ? [0] : around(limits)
      }
    }
  }
  // No value that is typed has more decimals.
  return unique(values().map((value) => String(Number(value.toFixed(4)))))
}

/** Times of a visit: each mark as early as the bands of the durations that end in it ask for. */
function marksOf(
  { sections, timeline }: ChecklistContent,
  manner: Manner,
  startAt: string,
  chance: () => number,
): Trial['marks'] {
  if (!timeline) return {}
  const durations = sections
    .flatMap(({ items }) => items.map(({ response }) => response))
    .filter((response) => response.type === 'duration')
  const start = Date.parse(startAt)
  const seconds = new Map<string, number>()
  const { order } = timeline
  const inOrder = order.values()
  const ids = timeline.marks.map(({ id }) => (order.includes(id) ? (inOrder.next().value ?? id) : id))
  let latest = -1
  for (const id of ids) {
    const ends = durations.filter((duration) => duration.to === id)
    const asked = ends.map((duration) => (seconds.get(duration.from) ?? 0) + lengthOf(duration, manner, chance))
    const at = Math.max(latest + 1, ...asked)
    seconds.set(id, at)
    // What has no place in the order (a promised time) holds nothing up.
    if (order.includes(id)) latest = at
  }
  return Object.fromEntries(
    [...seconds].map(([id, after]) => [id, { at: new Date(start + after * 1000).toISOString() }]),
  )
}

/** The shortest time, in seconds, of the band that is meant. */
function lengthOf({ bands, else_ratio }: DurationResponse, manner: Manner, chance: () => number): number {
  const rows = [...bands.map(({ ratio }) => ratio), else_ratio].map((ratio, at) => ({
    ratio,
    least: at === 0 ? 0 : (bands[at - 1]?.max_s ?? 0) + 1,
  }))
  const ranked = [...rows].sort((a, b) => b.ratio - a.ratio)
  return oneOf(ranked, manner, chance)?.least ?? 0
}

/** The code of the item that lost most; null where nothing was lost. The first of several. */
export const largestLoss = (items: readonly Pick<ItemResult, 'code' | 'lost'>[]): string | null => {
  let most = { code: null as string | null, lost: zero }
  for (const { code, lost } of items) {
    const own = lost === null ? zero : fromExact(lost)
    if (!isZero(own) && compare(own, most.lost) > 0) most = { code, lost: own }
  }
  return most.code
}
