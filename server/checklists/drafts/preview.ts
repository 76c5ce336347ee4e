import { resolve } from '../content.ts'
import type { ChecklistContent, Common } from '../format.ts'
import { isRecord } from '../place.ts'
import type { Flaw } from '../wording.ts'
import { type Draft, emptyDraft, type Part } from './draft.ts'
import { flawsOfDraft, partAt } from './flaws.ts'

/**
 * What a preview does not show as it is written. `left_out`: it is not there; `stand_in`: something usual stands in its place;
 * `as_written`: it counts as it stands, though it may not be published like that. `part` is where it is mended (null: the outline).
 */
export type Shortcoming = { how: 'left_out' | 'stand_in' | 'as_written'; part: Part | null; flaws: Flaw[] }
/** `content` is null where there is not one whole item to show. */
export type Preview = { content: ChecklistContent | null; shortcomings: Shortcoming[] }

/**
 * As much of a draft as can be answered and scored already: whole items in their sections, with the texts of one language where
 * the other is missing. Whatever was lost or damaged in the draft, this never throws.
 */
export const previewOf = (draft: Draft, common: Common): Preview => {
  let rest = withEitherText(draft)
  const noted = new Map<string, Shortcoming>()
  const note = (how: Shortcoming['how'], flaw: Flaw) => {
    const part = partOfFlaw(rest, flaw)
    const key = JSON.stringify([how, part])
    const known = noted.get(key)
    if (!known) noted.set(key, { how, part, flaws: [flaw] })
    else if (!known.flaws.some(({ word, path }) => word === flaw.word && String(path) === String(flaw.path)))
      known.flaws.push(flaw)
  }
  const mended = new Set<string>()
  for (let round = 0; round < mostRounds && isRecord(rest); round += 1) {
    const flaws = flawsOfDraft(rest as Draft, common)
    const inTheWay = flaws.filter(({ word }) => !harmless.has(word))
    if (inTheWay.length === 0) {
      for (const flaw of flaws) note('as_written', flaw)
      return { content: resolve(rest as Draft, common), shortcomings: [...noted.values()] }
    }
    const before = new Set(mended)
    const repairs = inTheWay.map((flaw) => {
      const { repair, tried } = repairOf(rest as Fields, flaw.path, before)
      if (tried) mended.add(tried)
      note('put' in repair ? 'stand_in' : 'left_out', flaw)
      return repair
    })
    rest = repaired(rest, repairs)
    if (listAt(rest, 'sections').length === 0) break
  }
  return { content: null, shortcomings: [...noted.values()] }
}

/** Every round takes something away; what is left out may leave names behind that lead nowhere, hardly ever over more steps. */
const mostRounds = 24

/** Against the rules, but nothing that an answer or a score stumbles over. */
const harmless: ReadonlySet<string> = new Set(
  [
    'weights',
    'na_forbidden',
    'no_frequency',
    'no_schedule',
    'unscored_points',
    'unscored_critical',
    'bands_not_descending',
    'lowest_band',
    'last_band_asks',
    'band_asks_nothing',
  ].map((name) => `checklist.problem.${name}`),
)

type Fields = Record<string, unknown>
type Place = readonly (string | number)[]
/** What becomes of a place: it is taken out, or something stands in for it. */
type Repair = { at: Place } | { at: Place; put: unknown }

const listAt = (value: unknown, key: string): unknown[] => {
  const found = isRecord(value) ? value[key] : undefined
  return Array.isArray(found) ? found : []
}

/** The smallest repair of a flaw; where that was `tried` before and did not help, a larger one. */
function repairOf(draft: Fields, path: Flaw['path'], before: ReadonlySet<string>): { repair: Repair; tried?: string } {
  const place = path.map((key) => (typeof key === 'number' ? key : String(key)))
  const [first = '', second, third, fourth] = place
  const once = (at: Place, put: unknown, larger: Repair) => {
    const tried = JSON.stringify([at, first === 'sections' ? nameAt(draft, second) : null])
    if (before.has(tried)) return { repair: larger }
    return { repair: put === undefined ? { at } : { at, put }, tried }
  }
  const usual: Fields = { ...emptyDraft({ id: 'preview', kind: 'oem_audit', program: 'preview', title: dash }) }
  switch (first) {
    case 'sections': {
      if (second === undefined) return { repair: { at: [first], put: [] } }
      const section: Place = [first, second]
      if (third === 'items' && fourth !== undefined) return { repair: { at: [...section, third, fourth] } }
      if (third === undefined || third === 'items' || third === 'id') return { repair: { at: section } }
      const name = String(nameAt(draft, second) ?? '') || dash.en
      const standIns: Fields = { title: { zh: name, en: name }, weight: 0 }
      return once([...section, third], standIns[third], { at: section })
    }
    case 'scoring': {
      const standIns: Fields = { ...(usual.scoring as Fields), bands: [{ grade: dash.en, ...dash }] }
      const whole: Repair = { at: [first], put: standIns }
      if (second === undefined) return { repair: whole }
      const isEntry = third !== undefined && listAt(draft.scoring, String(second)).length > 0
      return isEntry ? { repair: { at: [first, second, third] } } : once([first, second], standIns[second], whole)
    }
    case 'scales':
    case 'sample_band_sets':
      return { repair: { at: place.slice(0, 2) } }
    case 'words':
      return { repair: { at: place.slice(0, 3) } }
    default:
      return once([first], { ...usual, purpose: dash }[first], { at: [first] })
  }
}

const dash = { zh: '–', en: '–' }
const nameAt = (draft: Fields, at: string | number | undefined): unknown => {
  const section = listAt(draft, 'sections')[Number(at)]
  return isRecord(section) ? section.id : undefined
}

/** All repairs at once, so that places in lists are those of before; a place that is taken out needs no stand-in. */
function repaired(value: unknown, repairs: readonly Repair[]): unknown {
  const here = repairs.find(({ at }) => at.length === 0)
  if (here) return 'put' in here ? here.put : undefined
  if (repairs.length === 0) return value
  const of = (key: string | number) =>
    repairs.filter(({ at }) => String(at[0]) === String(key)).map((repair) => ({ ...repair, at: repair.at.slice(1) }))
  const gone = (key: string | number) => of(key).some((repair) => repair.at.length === 0 && !('put' in repair))
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => (gone(index) ? [] : [repaired(one, of(index))]))
  }
  if (!isRecord(value)) return value
  const keys = new Set([...Object.keys(value), ...repairs.map(({ at }) => String(at[0]))])
  const fields = [...keys].filter((key) => !gone(key)).map((key) => [key, repaired(value[key], of(key))] as const)
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined))
}

/** A text that is missing in one language is that of the other. */
function withEitherText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withEitherText)
  if (!isRecord(value)) return value
  const fields = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withEitherText(inner)]))
  const side = [fields.zh, fields.en].find((text) => typeof text === 'string' && text.trim() !== '')
  if (side === undefined || !('zh' in fields || 'en' in fields)) return fields
  const isMissing = (text: unknown) => text === undefined || (typeof text === 'string' && text.trim() === '')
  return { ...fields, zh: isMissing(fields.zh) ? side : fields.zh, en: isMissing(fields.en) ? side : fields.en }
}

/** Where a flaw is mended; null for what has no page of its own, also where the draft is too damaged to say. */
function partOfFlaw(draft: unknown, { path }: Flaw): Part | null {
  const isOfSections = path[0] === 'sections'
  if (isOfSections && (path.length < 2 || !isRecord(listAt(draft, 'sections')[Number(path[1])]))) return null
  const part = partAt(draft as Draft, path)
  if (!part || !('id' in part)) return part ?? null
  return typeof part.id === 'string' && part.id !== '' ? part : null
}
