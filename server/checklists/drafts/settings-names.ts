import type { z } from 'zod'
import type { writtenCondition } from '../condition-format.ts'
import { itemsOf } from './arrange.ts'
import type { Draft } from './draft.ts'

/** Names that a checklist gives itself (a scale, a position, a mark) and the items that use them. */
export type NameKind = 'scales' | 'sample_band_sets' | 'positions' | 'methods' | 'dealer_features' | 'groups' | 'marks'

/** A name given to something that had another one before. */
export type Renamed = ReadonlyMap<string, string>

type WrittenCondition = z.infer<typeof writtenCondition>
type Change = (kind: NameKind, name: string) => string

/** Gives what was renamed its new name wherever the items and sections use it. */
export const withRenamed = (draft: Draft, kind: NameKind, names: Renamed): Draft =>
  names.size === 0 ? draft : throughout(draft, (at, name) => (at === kind ? (names.get(name) ?? name) : name))

/** The codes of the items that use a name, in their order; a section's own condition counts as the section. */
export const usersOf = (draft: Draft, kind: NameKind, name: string): string[] => {
  const users: string[] = []
  const look =
    (id: string): Change =>
    (at, used) => {
      if (at === kind && used === name && !users.includes(id)) users.push(id)
      return used
    }
  for (const section of draft.sections) inConditions(section, look(section.id))
  for (const item of itemsOf(draft)) inItem(item, look(item.id))
  return users
}

const throughout = (draft: Draft, change: Change): Draft => ({
  ...draft,
  sections: draft.sections.map((section) => ({
    ...inConditions(section, change),
    items: section.items.map((item) => inItem(item, change)),
  })),
})

type Item = Draft['sections'][number]['items'][number]

const inItem = (item: Item, change: Change): Item => {
  const { response } = item
  return inConditions(
    {
      ...item,
      method: change('methods', item.method),
      responsible: change('positions', item.responsible),
      ...(item.groups && { groups: item.groups.map((group) => change('groups', group)) }),
      response: inResponse(response, change),
    },
    change,
  )
}

const inResponse = (response: Item['response'], change: Change): Item['response'] => {
  if (response.type === 'scale') return { ...response, scale: change('scales', response.scale) }
  if (response.type === 'duration') {
    return { ...response, from: change('marks', response.from), to: change('marks', response.to) }
  }
  if (response.type === 'sample' && response.rule === 'bands') {
    return { ...response, bands: change('sample_band_sets', response.bands) }
  }
  return response
}

/** The mark and the dealer's features that the condition of an item or a section asks for. */
const inConditions = <T extends { applies_if?: WrittenCondition }>(thing: T, change: Change): T => {
  const { applies_if: condition } = thing
  if (!condition) return thing
  const { dealer, reached } = condition
  const features = (names: string[]) => names.map((name) => change('dealer_features', name))
  return {
    ...thing,
    applies_if: {
      ...condition,
      ...(reached !== undefined && { reached: change('marks', reached) }),
      ...(dealer && {
        dealer: {
          ...dealer,
          ...(dealer.has && { has: features(dealer.has) }),
          ...(dealer.lacks && { lacks: features(dealer.lacks) }),
        },
      }),
    },
  }
}
