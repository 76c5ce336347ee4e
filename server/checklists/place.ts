import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml'

export type Path = readonly PropertyKey[]

/** The line (from 1) of what `path` names, or of the nearest thing around it that is written: a missing field has no line of its own. */
export function lineOf(document: Document.Parsed, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents
  let offset = rangeOf(node)
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find(
        (candidate) => isScalar(candidate.key) && String(candidate.key.value) === String(key),
      )
      if (!pair) break
      offset = rangeOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      if (node === undefined) break
      offset = rangeOf(node) ?? offset
    } else break
  }
  return offset === undefined ? 1 : lines.linePos(offset).line
}

const rangeOf = (node: unknown) => (node as Node | null)?.range?.[0]

/**
 * A path as a reader finds it: `sections[2].items[0] (6S-3-01).response.scale`. List positions count from 0; the innermost
 * entry that has an id, code or grade shows it. Empty for the file itself.
 */
export function placeOf(root: unknown, path: Path): string {
  const names = namesAlong(root, path)
  const named = names.reduce((last, name, at) => (name === undefined ? last : at), -1)
  return path
    .map((key, at) => {
      const step = typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`
      return at === named ? `${step} (${names[at]})` : step
    })
    .join('')
}

/** For each step into a list, how the entry is called. */
function namesAlong(root: unknown, path: Path): (string | undefined)[] {
  let value = root
  return path.map((key) => {
    value = isRecord(value) || Array.isArray(value) ? (value as Record<PropertyKey, unknown>)[key] : undefined
    if (typeof key !== 'number' || !isRecord(value)) return undefined
    const name = value.id ?? value.code ?? value.grade
    return typeof name === 'string' ? name : undefined
  })
}

/** A plain object, so that its fields can be read whatever the file says. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at `path`, undefined where the file has nothing there. */
export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  )
