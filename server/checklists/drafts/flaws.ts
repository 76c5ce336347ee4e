import { type Common, writtenChecklist } from '../format.ts'
import { isRecord } from '../place.ts'
import { checkChecklist } from '../rules.ts'
import { type Flaw, flawsOf } from '../wording.ts'
import { type Draft, type Part, pathOf } from './draft.ts'

/** Everything that stands between a draft and its publication: the same rules as for files. */
export const flawsOfDraft = (draft: Draft, common: Common): Flaw[] => {
  const parsed = writtenChecklist.safeParse(draft)
  return [...(parsed.success ? [] : flawsOf(parsed.error.issues, draft)), ...checkChecklist(withTexts(draft), common)]
}

/** With something in place of every text that is still missing: the rules look at whole parts only, and no rule is about texts. */
const withTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withTexts)
  if (!isRecord(value)) return value
  const fields = Object.entries(value).map(([key, inner]) => [key, isMissing(key, inner) ? '…' : withTexts(inner)])
  return Object.fromEntries(fields)
}
const isMissing = (key: string, value: unknown) => (key === 'zh' || key === 'en') && value === ''

/** The flaws of one part, their paths from the part on: what a form shows at its fields. A section's do not hold its items'. */
export const flawsOfPart = (flaws: readonly Flaw[], draft: Draft, part: Part): Flaw[] => {
  const path = pathOf(draft, part)
  if (!path) return []
  return flaws.flatMap((flaw) => {
    const isInside = path.every((key, at) => flaw.path[at] === key)
    const own = flaw.path.slice(path.length)
    if (!isInside || partAt(draft, flaw.path)?.part !== part.part) return []
    return [{ ...flaw, path: own }]
  })
}

const singles = ['scoring', 'scenario', 'timeline', 'schedule'] as const

/** The part in which a place is edited; undefined for what is no field of any (a checklist without sections). */
export const partAt = (draft: Draft, path: Flaw['path']): Part | undefined => {
  const [first, at, list, index] = path
  const single = singles.find((name) => name === first)
  if (single) return { part: single }
  if (first === 'scales' || first === 'sample_band_sets' || first === 'words') return { part: 'vocabulary' }
  if (first !== 'sections') return first === undefined ? undefined : { part: 'head' }
  const section = draft.sections[Number(at)]
  if (!section || at === undefined) return undefined
  const item = list === 'items' && index !== undefined ? section.items[Number(index)] : undefined
  return item ? { part: 'item', id: item.id } : { part: 'section', id: section.id }
}
