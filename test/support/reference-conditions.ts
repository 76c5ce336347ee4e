import type { Condition, Item, Section } from '../../server/checklists/format.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'
import { isValid } from './reference-items.ts'

/** What does not apply, worked out by walking down the checklist once; sharing nothing with the engine. */

/** `ruled out`: never to be checked. `not reached`: N/A like any other. */
export type WhyAway = 'ruled out' | 'not reached'

export function referenceAway(input: ScoreInput): Map<string, WhyAway> {
  const away = new Map<string, WhyAway>()
  /** What counts as said of the items passed so far. */
  const said = new Map<string, string[]>()
  for (const section of input.checklist.sections) {
    const ofSection = judge(section.applies_if, section.items, input, said)
    for (const item of section.items) {
      const both = [ofSection, judge(item.applies_if, [item], input, said)]
      const why = both.includes('ruled out') ? 'ruled out' : both.includes('not reached') ? 'not reached' : null
      if (why) away.set(item.id, why)
      else said.set(item.id, valuesOf(item, input))
    }
  }
  return away
}

function judge(
  condition: Condition | undefined,
  items: Section['items'],
  { marks, circumstances }: ScoreInput,
  said: ReadonlyMap<string, string[]>,
): WhyAway | null {
  if (condition === undefined) return null
  if (condition.answer) {
    const values = said.get(condition.answer.item) ?? []
    if (values.filter((value) => condition.answer?.is.includes(value)).length === 0) return 'ruled out'
  }
  const features = new Set(circumstances === undefined ? [] : circumstances.features)
  for (const wanted of condition.dealer?.has ?? []) if (!features.has(wanted)) return 'ruled out'
  for (const unwanted of condition.dealer?.lacks ?? []) if (features.has(unwanted)) return 'ruled out'
  if (condition.last) {
    const outcomes = items.map(({ id }) => circumstances?.last[id] ?? 'none')
    if (!outcomes.some((outcome) => condition.last?.includes(outcome))) return 'ruled out'
  }
  const mark = condition.reached === undefined ? undefined : marks[condition.reached]
  return mark !== undefined && 'reached' in mark ? 'not reached' : null
}

function valuesOf(item: Item, { answers, checklist, frequency }: ScoreInput): string[] {
  const answer = answers[item.id]
  if (frequency && item.frequency && item.frequency !== frequency) return []
  if (!answer || !isValid(item, answer)) return []
  if (answer.type === 'not_applicable') return checklist.scoring.na === 'forbid' ? [] : ['not_applicable']
  if (answer.type === 'yes_no') return [answer.value]
  if (answer.type === 'choice') return [answer.option]
  if (answer.type === 'choices') return answer.options
  if (answer.type === 'scale') return [answer.score, ...(answer.further ?? [])].map((score) => `${score}`)
  return answer.type === 'sample' && answer.checked === 0 ? ['not_applicable'] : []
}
