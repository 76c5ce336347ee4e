import type { ChecklistContent, Common, Item, Response, Text, WrittenChecklist, WrittenItem } from './format.ts'

/** The scale whose limits judge samples scored by bands (checklist format 0.3). */
export const sampleLimitsScale = 'vda_10'

/**
 * Resolves a checked checklist into its self-contained, frozen content: named scales and band sets are written into the
 * items, and the words of the vocabulary that it uses into `words`. Later changes of the vocabularies cannot reach it.
 */
export function resolve(written: WrittenChecklist, common: Common): ChecklistContent {
  const { scoring, sections, ...rest } = written
  const items = sections.flatMap((section) => section.items)
  const used = (vocabulary: Readonly<Record<string, Text>>, field: 'responsible' | 'method' | 'class' | 'factor') =>
    Object.fromEntries(
      [...new Set(items.map((item) => item[field]))].sort().map((name) => [name, vocabulary[name] as Text]),
    )
  return freeze({
    ...rest,
    scoring: { ...scoring, grade_on: scoring.grade_on ?? 'exact', gates: scoring.gates ?? [] },
    sections: sections.map((section) => ({
      ...section,
      items: section.items.map((item) => resolveItem(item, common)),
    })),
    words: {
      positions: used(common.positions, 'responsible'),
      methods: used(common.methods, 'method'),
      classes: used(common.classes, 'class'),
      factors: used(common.factor_classes, 'factor'),
    },
  })
}

const resolveItem = (item: WrittenItem, common: Common): Item => ({
  ...item,
  response: resolveResponse(item.response, common),
  losses: item.losses ?? [],
  photos: item.photos ?? [],
  tags: item.tags ?? [],
})

function resolveResponse(response: WrittenItem['response'], common: Common): Response {
  switch (response.type) {
    case 'scale':
      return { ...response, ...scaleOf(response.scale, common) }
    case 'sample': {
      if (response.rule !== 'bands') return response
      const { bands: set, ...rest } = response
      const { anchors: _, ...limits } = scaleOf(sampleLimitsScale, common)
      return { ...rest, band_set: set, bands: bandsOf(set, common), limits }
    }
    case 'number':
      return {
        ...response,
        unit: typeof response.unit === 'string' ? { zh: response.unit, en: response.unit } : response.unit,
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

function scaleOf(name: string, common: Common) {
  const scale = common.scales[name]
  if (!scale) throw new Error(`no scale ${name}: checked before`)
  return scale
}

function bandsOf(name: string, common: Common) {
  const bands = common.sample_band_sets[name]
  if (!bands) throw new Error(`no band set ${name}: checked before`)
  return bands
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
