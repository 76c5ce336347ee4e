import type { ChecklistContent, Condition, Item, LastOutcome, Section } from '../checklists/format.ts'
import { acceptedAnswer, type ItemAnswer } from './answer.ts'
import type { Away, Circumstances, ItemResult, ScoreInput } from './result.ts'

/** What items and sections do not apply, by their conditions (`applies_if`). */

type Input = Pick<ScoreInput, 'checklist' | 'answers' | 'marks' | 'frequency' | 'circumstances'>
type Place = { item: Item; section: Section }

/** Nothing is known of the dealer, and there was no audit before. */
export const noCircumstances: Circumstances = { features: [], last: {} }

/** Why items do not apply, by their code; those that do are not in it. The order of sections and items changes nothing. */
export function awayFrom(input: Input): ReadonlyMap<string, Away> {
  const { sections } = input.checklist
  const away = new Map<string, Away>()
  if (!sections.some((section) => section.applies_if || section.items.some((item) => item.applies_if))) return away
  const places = new Map<string, Place>(
    sections.flatMap((section) => section.items.map((item) => [item.id, { item, section }] as const)),
  )
  const known = new Map<string, Away | null>()
  const awayOf = (code: string): Away | null => {
    const place = places.get(code)
    const before = known.get(code)
    if (!place || before !== undefined) return before ?? null
    // What waits for itself, which the rules of the format refuse, ends here.
    known.set(code, null)
    const found = unmetOf(place, input, (other) => answerOf(places.get(other)?.item, awayOf(other), input))
    known.set(code, found)
    return found
  }
  for (const code of places.keys()) {
    const found = awayOf(code)
    if (found) away.set(code, found)
  }
  return away
}

/**
 * The first condition that does not hold, those of the section before those of the item. A mark that was not reached is said
 * only where nothing else keeps the item away.
 */
function unmetOf(
  { item, section }: Place,
  input: Input,
  answerOf: (code: string) => ItemAnswer | undefined,
): Away | null {
  const own = [
    ...unmet('section', section.applies_if, section.items, input, answerOf),
    ...unmet('item', item.applies_if, [item], input, answerOf),
  ]
  return own.find(({ condition }) => condition !== 'reached') ?? own[0] ?? null
}

function unmet(
  of: Away['of'],
  condition: Condition | undefined,
  items: readonly Item[],
  { marks, circumstances = noCircumstances }: Input,
  answerOf: (code: string) => ItemAnswer | undefined,
): Away[] {
  if (!condition) return []
  const { reached, answer, dealer, last } = condition
  const has = (feature: string) => circumstances.features.includes(feature)
  const mark = reached === undefined ? undefined : marks[reached]
  const holds: Record<Away['condition'], boolean> = {
    reached: !(mark && 'reached' in mark),
    answer: !answer || isOneOf(answerOf(answer.item), answer.is),
    dealer: !dealer || ((dealer.has ?? []).every(has) && !(dealer.lacks ?? []).some(has)),
    last: !last || items.some(({ id }) => last.includes(circumstances.last[id] ?? 'none')),
  }
  const names = Object.keys(holds) as Away['condition'][]
  return names.filter((name) => !holds[name]).map((name) => ({ of, condition: name }))
}

/** The answer that counts; none while the item does not apply or is not asked. */
function answerOf(item: Item | undefined, away: Away | null, input: Input): ItemAnswer | undefined {
  if (!item || away || !isAsked(item, input.frequency)) return undefined
  return acceptedAnswer(item, input.answers[item.id], input.checklist.scoring.na === 'forbid')
}

/** Whether the item belongs to this run at all: a self-check asks only the items of its frequency. */
export const isAsked = (item: Item, frequency: ScoreInput['frequency']): boolean =>
  frequency === undefined || item.frequency === undefined || item.frequency === frequency

function isOneOf(answer: ItemAnswer | undefined, values: readonly string[]): boolean {
  switch (answer?.type) {
    case 'not_applicable':
      return values.includes('not_applicable')
    case 'sample':
      return answer.checked === 0 && values.includes('not_applicable')
    case 'yes_no':
      return values.includes(answer.value)
    case 'choice':
      return values.includes(answer.option)
    case 'choices':
      return answer.options.some((option) => values.includes(option))
    case 'scale':
      return [answer.score, ...(answer.further ?? [])].some((score) => values.includes(String(score)))
    default:
      return false
  }
}

/** How an item came out, for the conditions of the next audit. Undefined where nothing was judged. */
export function outcomeOf({ failed, finding, ratio }: ItemResult): Exclude<LastOutcome, 'none'> | undefined {
  if (ratio === null) return undefined
  return failed ? 'failed' : finding ? 'finding' : 'passed'
}

/** Items of which conditions ask how they came out the last time. */
export const codesAskedAbout = ({ sections }: ChecklistContent): Set<string> =>
  new Set(
    sections.flatMap((section) =>
      section.items.flatMap((item) => (section.applies_if?.last || item.applies_if?.last ? item.id : [])),
    ),
  )
