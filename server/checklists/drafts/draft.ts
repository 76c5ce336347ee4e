import type { z } from 'zod'
import { type Kind, type WrittenChecklist, type WrittenItem, writtenChecklist, writtenItem } from '../format.ts'
import type { Path } from '../place.ts'

/**
 * A checklist that is being written, in the written form of the format. Its shape is right at any time; texts may still be
 * empty, lists too short, names lead nowhere and numbers not add up: `flawsOfDraft` says so, and publishing asks for none.
 */
export type Draft = WrittenChecklist
export type DraftSection = Draft['sections'][number]

/** What is edited at once: one form, one save. */
export type Part =
  | { part: 'head' | 'scoring' | 'vocabulary' | 'scenario' | 'timeline' | 'schedule' }
  | { part: 'section'; id: string }
  | { part: 'item'; id: string }

const { sections: sectionsShape, ...headShape } = writtenChecklist.shape
const sectionShape = sectionsShape.element.omit({ items: true })
const shapes = {
  head: writtenChecklist.pick({
    program: true,
    kind: true,
    title: true,
    purpose: true,
    announce: true,
    blind: true,
    duration_min: true,
  }),
  scoring: headShape.scoring,
  vocabulary: writtenChecklist.pick({ scales: true, sample_band_sets: true, words: true }),
  scenario: headShape.scenario.unwrap(),
  timeline: headShape.timeline.unwrap(),
  schedule: headShape.schedule.unwrap(),
  section: sectionShape,
  item: writtenItem,
} as const satisfies Record<Part['part'], z.ZodObject>

/** The fields of a part, as the format declares them. */
export const shapeOf = (part: Part): z.ZodObject => shapes[part.part]

/** Where a part stands; undefined for a section or item that the draft does not have. */
export const pathOf = (draft: Draft, part: Part): Path | undefined => {
  switch (part.part) {
    case 'head':
    case 'vocabulary':
      return []
    case 'section': {
      const at = draft.sections.findIndex(({ id }) => id === part.id)
      return at < 0 ? undefined : ['sections', at]
    }
    case 'item': {
      const at = draft.sections.findIndex(({ items }) => items.some(({ id }) => id === part.id))
      const items = draft.sections[at]?.items ?? []
      return at < 0 ? undefined : ['sections', at, 'items', items.findIndex(({ id }) => id === part.id)]
    }
    default:
      return [part.part]
  }
}

/** A part as it stands: its own fields only. Undefined where the draft does not have it (an optional part is then empty). */
export const partOf = (draft: Draft, part: Part): Record<string, unknown> | undefined => {
  const path = pathOf(draft, part)
  if (!path) return undefined
  const whole = path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    draft,
  ) as Record<string, unknown> | undefined
  return whole && Object.fromEntries(Object.entries(whole).filter(([key]) => Object.hasOwn(shapeOf(part).shape, key)))
}

/** The draft with another part in its place; `value` null takes an optional part away. An unknown place changes nothing. */
export const withPart = (draft: Draft, part: Part, value: Record<string, unknown> | null): Draft => {
  switch (part.part) {
    case 'head':
    case 'vocabulary':
      return { ...without(draft, Object.keys(shapeOf(part).shape)), ...value } as Draft
    case 'section':
      return mapSections(draft, (section) =>
        section.id === part.id && value ? ({ ...value, items: section.items } as DraftSection) : section,
      )
    case 'item':
      return mapSections(draft, (section) => ({
        ...section,
        items: section.items.map((item) => (item.id === part.id && value ? (value as WrittenItem) : item)),
      }))
    default:
      return value === null ? without(draft, [part.part]) : ({ ...draft, [part.part]: value } as Draft)
  }
}

const mapSections = (draft: Draft, change: (section: DraftSection) => DraftSection): Draft => ({
  ...draft,
  sections: draft.sections.map(change),
})

const without = (draft: Draft, keys: readonly string[]): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([key]) => !keys.includes(key))) as Draft

/** A checklist with nothing in it but what it is called and the usual rules of its kind. */
export const emptyDraft = (given: Pick<Draft, 'id' | 'kind' | 'program' | 'title'>): Draft => ({
  schema: 'dealer-checklist/1',
  version: '1.0.0',
  ...given,
  purpose: { zh: '', en: '' },
  announce: announcedAs[given.kind],
  blind: given.kind === 'mystery_shop',
  duration_min: 120,
  scoring: {
    rollup: 'pooled_points',
    na: 'exclude',
    unanswered: 'block_submit',
    min_coverage: { scope: 'audit', min: '2/3' },
    rounding: 'half_up',
    display_decimals: 1,
    bands: [],
  },
  sections: [],
})

const announcedAs: Record<Kind, Draft['announce']> = {
  oem_audit: 'announced',
  mystery_shop: 'covert',
  self_check: 'none',
}
