import { writtenInFull } from '../../exchange/written.ts'
import { add, fromNumber, isZero, type Rational, zero } from '../../scoring/rational.ts'
import type { ChecklistContent, WrittenChecklist, WrittenItem } from '../format.ts'
import { isRecord } from '../place.ts'
import { changesBetween, type FieldChange, movedIn } from './changes.ts'
import {
  type ChangeKind,
  type Comparability,
  changeKinds,
  gravest,
  likeness,
  type Meaning,
  meaningOf,
} from './comparability.ts'

export type Change = FieldChange & Meaning
type WrittenSection = WrittenChecklist['sections'][number]

/** An item and the section that it is in. */
export type PlacedItem = { readonly item: WrittenItem; readonly section: WrittenSection }
export type MovedItem = PlacedItem & { readonly from: WrittenSection }
export type ChangedItem = PlacedItem & {
  readonly before: WrittenItem
  readonly changes: readonly Change[]
  /** It asks for something else altogether: such an item needs a code of its own. */
  readonly hasOtherMeaning: boolean
}

/** What differs between two versions of a checklist, and what that means for comparing their results. */
export type Difference = {
  readonly before: WrittenChecklist
  readonly after: WrittenChecklist
  /** Outside of sections and items: what the checklist says of itself, scoring, scales, scenario, times. */
  readonly whole: readonly Change[]
  readonly sections: {
    readonly added: readonly WrittenSection[]
    readonly removed: readonly WrittenSection[]
    readonly moved: readonly WrittenSection[]
    readonly changed: readonly { readonly section: WrittenSection; readonly changes: readonly Change[] }[]
  }
  readonly items: {
    readonly added: readonly PlacedItem[]
    readonly removed: readonly PlacedItem[]
    readonly moved: readonly MovedItem[]
    readonly changed: readonly ChangedItem[]
  }
  /** Each kind of change that there is, with how often, the gravest last. */
  readonly kinds: readonly { readonly kind: ChangeKind; readonly effect: Comparability; readonly count: number }[]
  readonly effect: Comparability
  /** Possible points (bonus items only add and do not count); `same` are judged by items that nothing has changed for. */
  readonly points: { readonly before: Rational; readonly after: Rational; readonly same: Rational }
  readonly critical: { readonly before: number; readonly after: number }
}

/** What differs between two published versions. Pure; the order is that of the later one. */
export const differenceBetween = (before: ChecklistContent, after: ChecklistContent): Difference =>
  differenceOf(writtenInFull(before), writtenInFull(after))

/** The same for checklists as they are written, of which texts and whole parts may still be missing. */
export function differenceOf(before: WrittenChecklist, after: WrittenChecklist): Difference {
  const whole = changesOf('whole', headOf(before), headOf(after))
  const sections = betweenSections(before, after)
  const items = betweenItems(before, after)
  const meanings = [
    ...whole,
    ...sections.changed.flatMap(({ changes }) => changes),
    ...items.changed.flatMap(({ changes }) => changes),
    ...sections.moved.map(() => inOrder),
    ...items.moved.map(({ from, section }) => (from.id === section.id ? inOrder : elsewhere)),
    ...items.added.map(({ item }) => (isJudged(item) ? added : noted)),
    ...items.removed.map(({ item }) => (isJudged(item) ? removed : noted)),
    ...[...sections.added, ...sections.removed].map(
      () => ({ kind: 'weights', effect: isPooled(before, after) ? 'same' : 'partly' }) as const,
    ),
  ]
  const points = {
    before: pointsOf(itemsOf(before).map(({ item }) => item)),
    after: pointsOf(itemsOf(after).map(({ item }) => item)),
    same: pointsOf(unchangedItems(before, after, whole, items)),
  }
  const isAllNew = isZero(points.same) && !isZero(points.before)
  return {
    before,
    after,
    whole,
    sections,
    items,
    kinds: changeKinds.flatMap((kind) => {
      const own = meanings.filter((one) => one.kind === kind)
      return own.length === 0 ? [] : { kind, effect: gravest(own.map(({ effect }) => effect)), count: own.length }
    }),
    effect: gravest([...meanings.map(({ effect }) => effect), ...(isAllNew ? (['not'] as const) : [])]),
    points,
    critical: { before: criticalIn(before), after: criticalIn(after) },
  }
}

const inOrder: Meaning = { kind: 'order', effect: 'same' }
const elsewhere: Meaning = { kind: 'items_moved', effect: 'partly' }
const added: Meaning = { kind: 'items_added', effect: 'partly' }
const removed: Meaning = { kind: 'items_removed', effect: 'partly' }
/** An item that is only noted down changes no score. */
const noted: Meaning = { kind: 'evidence', effect: 'same' }

/** Whether nothing at all differs. */
export const isNothing = ({ kinds }: Difference): boolean => kinds.length === 0

const headOf = ({ sections: _, schema: __, version: ___, ...head }: WrittenChecklist) => head

const changesOf = (part: 'whole' | 'section' | 'item', before: object, after: object): Change[] =>
  changesBetween(before, after).map((change) => ({ ...change, ...meaningOf(part, change.path) }))

function betweenSections(before: WrittenChecklist, after: WrittenChecklist): Difference['sections'] {
  const [old, now] = [byId(before.sections), byId(after.sections)]
  const changed = [...now.values()].flatMap((section) => {
    const was = old.get(section.id)
    if (!was) return []
    const changes = changesOf('section', ownOf(was), ownOf(section)).map((change) =>
      isPooled(before, after) && change.kind === 'weights' ? { ...change, effect: 'same' as const } : change,
    )
    return changes.length === 0 ? [] : [{ section, changes }]
  })
  const moved = movedIn(
    [...old.keys()].filter((id) => now.has(id)),
    [...now.keys()].filter((id) => old.has(id)),
  )
  return {
    added: [...now.values()].filter(({ id }) => !old.has(id)),
    removed: [...old.values()].filter(({ id }) => !now.has(id)),
    moved: moved.flatMap((id) => now.get(id) ?? []),
    changed,
  }
}

/** Points of all sections go into one sum: their weights are only shown. */
const isPooled = (...checklists: WrittenChecklist[]) =>
  checklists.every(({ scoring }) => scoring.rollup === 'pooled_points')

const ownOf = ({ items: _, ...own }: WrittenSection) => own
const byId = <T extends { readonly id: string }>(list: readonly T[]) => {
  const found = new Map<string, T>()
  // A draft may hold one code twice; the first counts.
  for (const one of list) if (!found.has(one.id)) found.set(one.id, one)
  return found
}

export const itemsOf = ({ sections }: WrittenChecklist): PlacedItem[] =>
  sections.flatMap((section) => section.items.map((item) => ({ item, section })))
const placedIn = (checklist: WrittenChecklist) => byId(itemsOf(checklist).map((one) => ({ ...one, id: one.item.id })))

function betweenItems(before: WrittenChecklist, after: WrittenChecklist): Difference['items'] {
  const [old, now] = [placedIn(before), placedIn(after)]
  const both = [...now.values()].flatMap(({ item, section }) => {
    const was = old.get(item.id)
    return was ? [{ item, section, was }] : []
  })
  const moved = new Set(
    [...new Set(both.map(({ section }) => section.id))].flatMap((id) => {
      const stayed = both.filter(({ section, was }) => section.id === id && was.section.id === id)
      const codes = new Set(stayed.map(({ item }) => item.id))
      return movedIn(
        [...old.keys()].filter((code) => codes.has(code)),
        stayed.map(({ item }) => item.id),
      )
    }),
  )
  return {
    added: [...now.values()].filter(({ id }) => !old.has(id)),
    removed: [...old.values()].filter(({ id }) => !now.has(id)),
    moved: both.flatMap(({ item, section, was }) =>
      moved.has(item.id) || was.section.id !== section.id ? [{ item, section, from: was.section }] : [],
    ),
    changed: both.flatMap(({ item, section, was }) => {
      const changes = answered(changesOf('item', evened(was.item), evened(item))).map(raised)
      if (changes.length === 0) return []
      const hasOtherMeaning = isOtherMeaning(was.item, item)
      return [
        { item, section, before: was.item, changes: changes.map(hasOtherMeaning ? asMeaning : same), hasOtherMeaning },
      ]
    }),
  }
}

/** A unit that is the same in both languages is written once, and means both. */
function evened(item: WrittenItem): WrittenItem {
  const { response } = item
  if (response.type !== 'number' || typeof response.unit !== 'string') return item
  return { ...item, response: { ...response, unit: { zh: response.unit, en: response.unit } } }
}

/** A loss description that raises the severity does more than say something. */
const raised = (change: Change): Change => {
  const said = [change.before, change.after].some((value) => isRecord(value) && value.severity !== undefined)
  return change.path.join('.') === 'losses.*' && said ? { ...change, kind: 'class', effect: 'partly' } : change
}

const same = (change: Change): Change => change
/** Another fact is more than another wording. */
const asMeaning = (change: Change): Change =>
  change.path[0] === 'text' ? { ...change, kind: 'meaning', effect: 'partly' } : change

/** Where the response is another altogether, all that belongs to it goes with it. */
const answered = (changes: readonly Change[]): readonly Change[] =>
  changes.some(({ path }) => path.join('.') === 'response.type')
    ? changes.map((change) =>
        change.path[0] === 'response' ? { ...change, kind: 'answer', effect: 'partly' } : change,
      )
    : changes

/** Texts with less in common than this ask for different facts: of themselves, or where they are answered otherwise too. */
const [unlike, ratherUnlike] = [0.2, 0.45]

/** Whether an item asks for another fact than it did under this code: then trends would follow two facts as if they were one. */
export function isOtherMeaning(before: WrittenItem, after: WrittenItem): boolean {
  const alike = Math.max(likeness(before.text.zh, after.text.zh), likeness(before.text.en, after.text.en))
  return alike < (before.response.type === after.response.type ? unlike : ratherUnlike)
}

/** Codes that an earlier version had, the one before had no more, and that now ask for another fact. */
export function reusedCodes(
  after: WrittenChecklist,
  before: WrittenChecklist | undefined,
  earlier: readonly WrittenChecklist[],
): { readonly code: string; readonly version: string }[] {
  const last = before ? placedIn(before) : new Map()
  return itemsOf(after).flatMap(({ item }) => {
    if (last.has(item.id)) return []
    const other = earlier.find((version) => {
      const was = placedIn(version).get(item.id)
      return was && isOtherMeaning(was.item, item)
    })
    return other ? [{ code: item.id, version: other.version }] : []
  })
}

const isJudged = ({ class: kind }: WrittenItem) => kind !== 'info'
const isPossible = (item: WrittenItem) =>
  isJudged(item) && item.class !== 'bonus' && !('scored' in item && item.scored === false)
const pointsOf = (items: readonly WrittenItem[]): Rational =>
  items
    .filter(isPossible)
    .map(({ points }) => fromNumber(points))
    .reduce(add, zero)
const criticalIn = (checklist: WrittenChecklist) => itemsOf(checklist).filter(({ item }) => item.critical).length

/** Items that are judged as before: nothing about them has changed but words, nor the scale that they are judged by. */
function unchangedItems(
  before: WrittenChecklist,
  after: WrittenChecklist,
  whole: readonly Change[],
  { changed }: Difference['items'],
): WrittenItem[] {
  const old = placedIn(before)
  const otherwise = new Set(
    changed.flatMap(({ item, changes, hasOtherMeaning }) =>
      hasOtherMeaning || changes.some(({ effect }) => effect !== 'same') ? item.id : [],
    ),
  )
  const scales = new Set(
    whole.flatMap(({ path, entries, effect }) =>
      effect !== 'same' && (path[0] === 'scales' || path[0] === 'sample_band_sets') ? (entries[0] ?? []) : [],
    ),
  )
  return [...placedIn(after).values()].flatMap(({ item }) => {
    const { response } = item
    const judgedBy =
      response.type === 'scale'
        ? response.scale
        : response.type === 'sample' && response.rule === 'bands'
          ? response.bands
          : ''
    return old.has(item.id) && !otherwise.has(item.id) && !scales.has(judgedBy) ? item : []
  })
}
