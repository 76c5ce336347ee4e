import { canonicalJson, type Vocabulary, vocabularyOf } from '../checklists/content.ts'
import type {
  ChecklistContent,
  Common,
  Item,
  Limits,
  SampleBand,
  Scale,
  WrittenChecklist,
  WrittenItem,
} from '../checklists/format.ts'
import { Problem } from '../problem.ts'

/**
 * The inverse of `resolve`: a checklist as a person writes it. What equals the shared vocabularies is named only; scales,
 * band sets and words that differ come along as the checklist's own, so that reading it again gives the same content.
 * Throws Problem('conflict') when two items use one name for two different scales or band sets.
 */
export function writtenOf(content: ChecklistContent, common: Common): WrittenChecklist {
  const scales = ownOf(scalesIn(content), vocabularyOf(common, {}).scales)
  const sets = ownOf(bandSetsIn(content), vocabularyOf(common, { scales }).sample_band_sets)
  const words = ownWords(content.words, vocabularyOf(common, {}).words)
  return written(content, { scales, sample_band_sets: sets, words })
}

/** The same with every scale, band set and word that the checklist uses written out, whether it is shared or not. */
export const writtenInFull = (content: ChecklistContent): WrittenChecklist =>
  written(content, {
    scales: ownOf(scalesIn(content), {}),
    sample_band_sets: ownOf(bandSetsIn(content), {}),
    words: content.words,
  })

function written({ scoring, sections, words: _, ...rest }: ChecklistContent, own: Record<string, object>) {
  const { grade_on, gates, ...scored } = scoring
  return {
    ...rest,
    scoring: { ...scored, ...(grade_on !== 'exact' && { grade_on }), ...(gates.length > 0 && { gates }) },
    ...Object.fromEntries(Object.entries(own).filter(([, named]) => hasAny(named))),
    sections: sections.map((section) => ({ ...section, items: section.items.map(writtenItem) })),
  } as WrittenChecklist
}

const hasAny = (value: object) => Object.keys(value).length > 0

function writtenItem({ losses, photos, tags, response, ...rest }: Item) {
  return {
    ...rest,
    response: writtenResponse(response),
    ...(losses.length > 0 && { losses }),
    ...(photos.length > 0 && { photos }),
    ...(tags.length > 0 && { tags }),
  }
}

function writtenResponse(response: Item['response']): WrittenItem['response'] {
  switch (response.type) {
    case 'scale': {
      const { type, scale, ratings } = response
      return ratings ? { type, scale, ratings } : { type, scale }
    }
    case 'sample': {
      if (response.rule === 'aql') {
        const { size: _, ...rest } = response
        return rest as WrittenItem['response']
      }
      if (response.rule !== 'bands') return response
      const { band_set, limits: _, ...rest } = response
      return { ...rest, bands: band_set }
    }
    case 'number': {
      const unit = response.unit.zh === response.unit.en ? response.unit.zh : response.unit
      if (response.rule !== 'bands') return { ...response, unit }
      const { else_ratio, ...rest } = response
      return { ...rest, unit, bands: [...response.bands, { else_ratio }] } as WrittenItem['response']
    }
    case 'duration': {
      const { else_ratio, ...rest } = response
      return { ...rest, bands: [...response.bands, { else_ratio }] }
    }
    default:
      return response as WrittenItem['response']
  }
}

type NamedValue<T> = readonly [name: string, value: T][]

const itemsIn = ({ sections }: ChecklistContent) => sections.flatMap((section) => section.items)

const scalesIn = (content: ChecklistContent): NamedValue<Scale> =>
  itemsIn(content).flatMap(({ response }) => {
    if (response.type !== 'scale') return []
    const { scale, max, finding_at_or_below, critical_fail_at_or_below, anchors } = response
    return [[scale, { max, finding_at_or_below, critical_fail_at_or_below, anchors }]]
  })

const bandSetsIn = (content: ChecklistContent): NamedValue<{ limits: Limits; bands: readonly SampleBand[] }> =>
  itemsIn(content).flatMap(({ response }) =>
    response.type === 'sample' && response.rule === 'bands'
      ? [[response.band_set, { limits: response.limits, bands: response.bands }]]
      : [],
  )

/** What differs from the shared thing of the same name; one name may mean only one thing. */
function ownOf<T>(used: NamedValue<T>, shared: Readonly<Record<string, unknown>>): Record<string, T> {
  const own = new Map<string, T>()
  for (const [name, value] of used) {
    const meant = own.get(name) ?? (Object.hasOwn(shared, name) ? shared[name] : undefined)
    if (meant !== undefined && isSame(meant, value)) continue
    if (used.some(([other, its]) => other === name && !isSame(its, value))) {
      throw new Problem('conflict', 'exchange.problem.one_name_two_things', { name })
    }
    own.set(name, value)
  }
  return Object.fromEntries(own)
}

const isSame = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)

function ownWords(used: ChecklistContent['words'], shared: Vocabulary['words']) {
  const kinds = Object.entries(used) as [keyof Vocabulary['words'], Vocabulary['words'][keyof Vocabulary['words']]][]
  const own = kinds.map(([kind, words]) => {
    const differing = Object.entries(words).filter(([name, text]) => !isSame(shared[kind][name] ?? null, text))
    return [kind, Object.fromEntries(differing)] as const
  })
  return Object.fromEntries(own.filter(([, words]) => hasAny(words)))
}
