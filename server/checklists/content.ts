import { largestSample } from '../scoring/aql.ts'
import type {
  ChecklistContent,
  Common,
  Condition,
  Item,
  Limits,
  Response,
  SampleBand,
  Scale,
  Text,
  WrittenChecklist,
  WrittenItem,
} from './format.ts'
import type { WrittenResponse } from './response-format.ts'
import type { Frozen } from './vocabulary-format.ts'

/** The scale whose limits judge samples scored by bands (checklist format 0.3). */
export const sampleLimitsScale = 'vda_10'

type Own = Frozen<Pick<WrittenChecklist, 'scales' | 'sample_band_sets' | 'words'>>
type Named<T> = Readonly<Record<string, T>>

/** What the names in one checklist mean. */
export type Vocabulary = {
  readonly scales: Named<Scale>
  readonly sample_band_sets: Named<{ readonly limits: Limits; readonly bands: readonly SampleBand[] }>
  readonly words: {
    readonly positions: Named<Text>
    readonly methods: Named<Text>
    readonly classes: Named<Text>
    readonly factors: Named<Text>
    readonly dealer_features: Named<Text>
  }
}

/** The shared vocabularies with what a checklist brings along itself; its own wins. */
export function vocabularyOf(common: Common, { scales: own, sample_band_sets, words }: Own): Vocabulary {
  const scales: Named<Scale> = { ...common.scales, ...own }
  const { anchors: _, ...limits } = scaleOf(sampleLimitsScale, scales)
  const shared = Object.entries(common.sample_band_sets).map(([name, bands]) => [name, { limits, bands }] as const)
  const added = Object.entries(sample_band_sets ?? {}).map(([name, set]) => [name, { limits, ...set }] as const)
  return {
    scales,
    sample_band_sets: Object.fromEntries([...shared, ...added]),
    words: {
      positions: { ...common.positions, ...words?.positions },
      methods: { ...common.methods, ...words?.methods },
      classes: { ...common.classes, ...words?.classes },
      factors: { ...common.factor_classes, ...words?.factors },
      dealer_features: { ...common.dealer_features, ...words?.dealer_features },
    },
  }
}

/**
 * Resolves a checked checklist into its self-contained, frozen content: named scales and band sets are written into the
 * items, and the words of the vocabulary that it uses into `words`. Later changes of the vocabularies cannot reach it.
 */
export function resolve(written: WrittenChecklist, common: Common): ChecklistContent {
  const { scoring, sections, timeline, scales: _, sample_band_sets: __, words: ___, ...rest } = written
  const vocabulary = vocabularyOf(common, written)
  const { positions, methods, classes, factors, dealer_features } = vocabulary.words
  const items = sections.flatMap((section) => section.items)
  const named = (vocabulary: Readonly<Record<string, Text>>, names: readonly string[]) =>
    Object.fromEntries([...new Set(names)].sort().map((name) => [name, vocabulary[name] as Text]))
  const used = (vocabulary: Readonly<Record<string, Text>>, field: 'responsible' | 'method' | 'class' | 'factor') =>
    named(
      vocabulary,
      items.map((item) => item[field]),
    )
  const features = [...sections, ...items].flatMap(({ applies_if }) => featuresIn(applies_if))
  return freeze({
    ...rest,
    ...(timeline && { timeline: { ...timeline, not_reached_allowed: inOrderOfMarks(timeline) } }),
    scoring: { ...scoring, grade_on: scoring.grade_on ?? 'exact', gates: scoring.gates ?? [] },
    sections: sections.map((section) => ({
      ...section,
      items: section.items.map((item) => resolveItem(item, vocabulary)),
    })),
    words: {
      positions: used(positions, 'responsible'),
      methods: used(methods, 'method'),
      classes: used(classes, 'class'),
      factors: used(factors, 'factor'),
      ...(features.length > 0 && { dealer_features: named(dealer_features, features) }),
    },
  })
}

/** The features of a dealer that a condition names. */
export const featuresIn = (condition: Condition | undefined): readonly string[] => [
  ...(condition?.dealer?.has ?? []),
  ...(condition?.dealer?.lacks ?? []),
]

/** A set is written in any order; content has one. */
const inOrderOfMarks = ({ marks, not_reached_allowed }: NonNullable<WrittenChecklist['timeline']>) =>
  marks.flatMap(({ id }) => (not_reached_allowed.includes(id) ? id : []))

const resolveItem = (item: WrittenItem, vocabulary: Vocabulary): Item => ({
  ...item,
  response: resolveResponse(item.response, vocabulary),
  losses: item.losses ?? [],
  photos: item.photos ?? [],
  tags: item.tags ?? [],
})

function resolveResponse(response: WrittenItem['response'], { scales, sample_band_sets }: Vocabulary): Response {
  switch (response.type) {
    case 'scale':
      return { ...response, ...scaleOf(response.scale, scales) }
    case 'sample': {
      if (response.rule === 'aql') return { ...response, size: largestSample(response.aql) }
      if (response.rule !== 'bands') return response
      const { bands: set, ...rest } = response
      return { ...rest, band_set: set, ...bandSetOf(set, sample_band_sets) }
    }
    case 'number': {
      const unit = typeof response.unit === 'string' ? { zh: response.unit, en: response.unit } : response.unit
      return response.rule === 'bands' ? { ...response, unit, ...valueBandsOf(response.bands) } : { ...response, unit }
    }
    case 'duration': {
      const { bands, ...rest } = response
      const last = bands.at(-1)
      return {
        ...rest,
        bands: bands.flatMap((band) => ('max_s' in band ? band : [])),
        else_ratio: last && 'else_ratio' in last ? last.else_ratio : 0,
      }
    }
    default:
      return response
  }
}

function valueBandsOf(written: Extract<WrittenResponse, { type: 'number'; rule: 'bands' }>['bands']) {
  const last = written.at(-1)
  return {
    bands: written.flatMap((band) => ('else_ratio' in band ? [] : band)),
    else_ratio: last && 'else_ratio' in last ? last.else_ratio : 0,
  }
}

function scaleOf(name: string, scales: Vocabulary['scales']) {
  const scale = scales[name]
  if (!scale) throw new Error(`no scale ${name}: checked before`)
  return scale
}

function bandSetOf(name: string, sets: Vocabulary['sample_band_sets']) {
  const set = sets[name]
  if (!set) throw new Error(`no band set ${name}: checked before`)
  return set
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freeze)
    Object.freeze(value)
  }
  return value
}

/** JSON with sorted keys and no spaces: equal content gives equal text, however the file was laid out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
}
