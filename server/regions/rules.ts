/** What of a region decides where it stands in the tree. */
type InTree = { id: string; parent_id: string | null; code: string; path: string }

/** Every region after its parent and before its parent's next child; children by code. */
export const inTreeOrder = <Region extends InTree>(regions: readonly Region[]): Region[] => {
  const known = new Set(regions.map((region) => region.id))
  const children = new Map<string | null, Region[]>()
  for (const region of regions) {
    // Where a filter left the parent out, the region stands at the top.
    const parent = region.parent_id !== null && known.has(region.parent_id) ? region.parent_id : null
    children.set(parent, [...(children.get(parent) ?? []), region])
  }
  const below = (parent: string | null): Region[] =>
    (children.get(parent) ?? [])
      .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
      .flatMap((region) => [region, ...below(region.id)])
  return below(null)
}

/** Path and depth of a region under a parent; without one it is the root of a tree. */
export const placeUnder = (parent: { path: string; depth: number } | null, id: string) => ({
  path: `${parent?.path ?? '/'}${id}/`,
  depth: (parent?.depth ?? 0) + 1,
})

/** Would the region stand under itself or under one of its own parts? */
export const wouldCircle = (region: { path: string }, parent: { path: string } | null): boolean =>
  parent?.path.startsWith(region.path) ?? false

/** Sums a figure of each region over its whole part of the tree: what stands in it and in everything below. */
export const summedUp = (regions: readonly InTree[], own: ReadonlyMap<string, number>): Map<string, number> => {
  const sums = new Map(regions.map((region) => [region.id, 0]))
  for (const region of regions) {
    const count = own.get(region.id) ?? 0
    if (count === 0) continue
    for (const id of region.path.split('/')) {
      const sum = sums.get(id)
      if (sum !== undefined) sums.set(id, sum + count)
    }
  }
  return sums
}
