import { canonicalJson } from '../content.ts'
import { isRecord } from '../place.ts'

/** What differs between two values of the written form, field by field. */

/**
 * One field, or one entry of a list, that says something else. `path` is where it stands, `*` for each entry on the way;
 * `entries` are the names of those entries. Undefined is what was not there, or is gone. Of a list in another order, the names.
 */
export type FieldChange = {
  readonly path: readonly string[]
  readonly entries: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

type Place = Pick<FieldChange, 'path' | 'entries'>

/** Records whose names a person chose: each is an entry, as of a list. */
const named = /^(scales|sample_band_sets|words\.(positions|methods|classes|factors))$/

/** Every difference between two values. */
export function changesBetween(
  before: unknown,
  after: unknown,
  at: Place = { path: [], entries: [] },
): readonly FieldChange[] {
  if (isSame(before, after)) return []
  if (isEntries(before, at) || isEntries(after, at)) {
    return betweenLists(entriesOf(before), entriesOf(after), at)
  }
  if ((isRecord(before) || before === undefined) && (isRecord(after) || after === undefined)) {
    const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
    return [...keys].flatMap((key) => changesBetween(before?.[key], after?.[key], { ...at, path: [...at.path, key] }))
  }
  return [{ ...at, before, after }]
}

/** An empty list says as little as none. */
const plain = (value: unknown) => canonicalJson(Array.isArray(value) && value.length === 0 ? null : (value ?? null))
const isSame = (before: unknown, after: unknown) => before === after || plain(before) === plain(after)

const isEntries = (value: unknown, { path }: Place) =>
  Array.isArray(value) ? value.some(isRecord) : isRecord(value) && named.test(path.join('.'))

type Entries = ReadonlyMap<string, unknown>

/** The entries of a list by their names; those that have none are named by what they say. */
function entriesOf(value: unknown): Entries {
  const list: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((entry) => [nameOf(entry), entry] as const)
    : isRecord(value)
      ? Object.entries(value)
      : []
  const entries = new Map<string, unknown>()
  for (const [name, entry] of list) {
    let own = name
    // A draft may hold one name twice.
    for (let n = 2; entries.has(own); n++) own = `${name} (${n})`
    entries.set(own, entry)
  }
  return entries
}

function nameOf(entry: unknown): string {
  if (!isRecord(entry)) return String(entry)
  const name = entry.id ?? entry.code ?? entry.grade ?? entry.score
  return name === undefined ? canonicalJson(entry) : String(name)
}

function betweenLists(before: Entries, after: Entries, at: Place): FieldChange[] {
  const path = [...at.path, '*']
  const names = new Set([...before.keys(), ...after.keys()])
  const changes = [...names].flatMap((name): readonly FieldChange[] => {
    const [old, now] = [before.get(name), after.get(name)]
    const own = { path, entries: [...at.entries, name.startsWith('{') ? '' : name] }
    if (old === undefined || now === undefined) return [{ ...own, before: old, after: now }]
    return changesBetween(old, now, own)
  })
  const [first, then] = [
    [...before.keys()].filter((name) => after.has(name)),
    [...after.keys()].filter((name) => before.has(name)),
  ]
  const isSorted = first.every((name, index) => name === then[index])
  return isSorted ? changes : [...changes, { ...at, path: [...at.path, 'order'], before: first, after: then }]
}

/** Of a list in a new order, those that moved: as few as say it all. Both lists hold the same names. */
export function movedIn(before: readonly string[], after: readonly string[]): string[] {
  const rank = new Map(before.map((name, at) => [name, at]))
  const ranks = after.map((name) => rank.get(name) ?? 0)
  // The longest row of names that kept their order stays; `ends` holds where rows of each length end.
  const ends: number[] = []
  const previous = ranks.map((value, at) => {
    let low = 0
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((ranks[ends[middle] as number] as number) < value) low = middle + 1
      else high = middle
    }
    ends[low] = at
    return low > 0 ? (ends[low - 1] as number) : -1
  })
  const kept = new Set<number>()
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] as number) kept.add(at)
  return after.filter((_, at) => !kept.has(at))
}
