import type { WrittenItem } from '../format.ts'
import { isRecord } from '../place.ts'
import type { Draft, DraftSection } from './draft.ts'

/** Where sections and items stand. What is asked of a place that is not there (somebody was faster) changes nothing. */

/** Puts a new section at the end. */
export const addSection = (draft: Draft, section: DraftSection): Draft => ({
  ...draft,
  sections: [...draft.sections, section],
})

/** Takes a section out, with its items. */
export const removeSection = (draft: Draft, id: string): Draft => ({
  ...draft,
  sections: draft.sections.filter((section) => section.id !== id),
})

/** Puts a section before another, or at the end. */
export const moveSection = (draft: Draft, id: string, before: string | null): Draft => {
  const section = draft.sections.find((one) => one.id === id)
  return section && before !== id
    ? { ...draft, sections: inserted(removeSection(draft, id).sections, section, before) }
    : draft
}

/** Puts a new item into a section, before another or at the end. */
export const addItem = (draft: Draft, sectionId: string, item: WrittenItem, before: string | null = null): Draft => ({
  ...draft,
  sections: draft.sections.map((section) =>
    section.id === sectionId ? { ...section, items: inserted(section.items, item, before) } : section,
  ),
})

export const removeItem = (draft: Draft, code: string): Draft => ({
  ...draft,
  sections: draft.sections.map((section) => ({ ...section, items: section.items.filter(({ id }) => id !== code) })),
})

/** Puts an item into a section (its own or another), before an item there or at the end. */
export const moveItem = (draft: Draft, code: string, sectionId: string, before: string | null): Draft => {
  const item = itemsOf(draft).find(({ id }) => id === code)
  const isThere = draft.sections.some(({ id }) => id === sectionId)
  return item && isThere && before !== code ? addItem(removeItem(draft, code), sectionId, item, before) : draft
}

export const itemsOf = (draft: Draft): WrittenItem[] => draft.sections.flatMap(({ items }) => items)

const inserted = <T extends { id: string }>(list: readonly T[], one: T, before: string | null): T[] => {
  const at = list.findIndex(({ id }) => id === before)
  return at < 0 ? [...list, one] : [...list.slice(0, at), one, ...list.slice(at)]
}

/** A place in the outline. */
export type Place = { section: string } | { item: string }

/** One step up or down; an item goes on into the section before or after. At the ends nothing changes. */
export const stepped = (draft: Draft, place: Place, direction: 'up' | 'down'): Draft => {
  const by = direction === 'up' ? -1 : 1
  if ('section' in place) {
    const at = draft.sections.findIndex(({ id }) => id === place.section)
    if (at < 0 || !draft.sections[at + by]) return draft
    const before = draft.sections[direction === 'up' ? at - 1 : at + 2]
    return moveSection(draft, place.section, before?.id ?? null)
  }
  const at = draft.sections.findIndex(({ items }) => items.some(({ id }) => id === place.item))
  const { id: sectionId = '', items = [] } = draft.sections[at] ?? {}
  const index = items.findIndex(({ id }) => id === place.item)
  if (items[index + by]) {
    return moveItem(draft, place.item, sectionId, items[direction === 'up' ? index - 1 : index + 2]?.id ?? null)
  }
  const next = at < 0 ? undefined : draft.sections[at + by]
  if (!next) return draft
  return moveItem(draft, place.item, next.id, direction === 'up' ? null : (next.items[0]?.id ?? null))
}

/** Gates and conditions name items by other codes from now on. The items themselves stay as they are. */
export const withReferences = (draft: Draft, codes: ReadonlyMap<string, string>): Draft => {
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named)
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, named(one)]))
    return typeof value === 'string' ? (codes.get(value) ?? value) : value
  }
  const condition = <T extends object>(thing: T): T =>
    'applies_if' in thing ? { ...thing, applies_if: named(thing.applies_if) } : thing
  const { gates } = draft.scoring
  return {
    ...draft,
    scoring: {
      ...draft.scoring,
      ...(gates && { gates: gates.map((gate) => ({ ...gate, when: named(gate.when) as typeof gate.when })) }),
    },
    sections: draft.sections.map((section) => ({ ...condition(section), items: section.items.map(condition) })),
  }
}

/** A section is called otherwise from now on, also by the gates that name it. */
export const sectionRenamed = (draft: Draft, from: string, to: string): Draft => {
  const { gates } = draft.scoring
  if (from === to || !gates) return draft
  const renamed = gates.map((gate) => ({
    ...gate,
    when:
      gate.when.section_below?.section === from
        ? { ...gate.when, section_below: { ...gate.when.section_below, section: to } }
        : gate.when,
    // biome-ignore lint/suspicious/noThenProperty: when/then is the format's wording, and `then` never holds a function
    then: gate.then.zero_section === from ? { ...gate.then, zero_section: to } : gate.then,
  }))
  return { ...draft, scoring: { ...draft.scoring, gates: renamed } }
}

/** A copy as a checklist of its own: every item gets a code of its own, also where gates and conditions name it. */
export const renamed = (draft: Draft, id: string, codeOf: (code: string) => string): Draft => {
  const codes = new Map(itemsOf(draft).map((item) => [item.id, codeOf(item.id)]))
  const referring = withReferences(draft, codes)
  return {
    ...referring,
    id,
    version: '1.0.0',
    sections: referring.sections.map((section) => ({
      ...section,
      items: section.items.map((item) => ({ ...item, id: codes.get(item.id) ?? item.id })),
    })),
  }
}
