import type { RegionRow } from '../db/schema.ts'
import type { RegionInput } from '../regions/commands.ts'
import { regionForm } from '../regions/form.ts'
import {
  type Checking,
  changesOf,
  checkedLine,
  codeBook,
  Flaws,
  type ImportContext,
  inFull,
  Keys,
  requireFilled,
  type Values,
} from './check.ts'
import type { Line } from './lines.ts'

export type RegionStep = { id: string; isNew: boolean; input: RegionInput }

/** A region as the row of a file; `codes` are the codes of regions by id. */
export const regionValues = (region: RegionRow, codes: ReadonlyMap<string, string>): Values => ({
  code: region.code,
  name_zh: region.name_zh,
  name_en: region.name_en,
  parent: (region.parent_id && codes.get(region.parent_id)) || '',
})

type Node = { id: string; code: string; before?: RegionRow; parent?: string }

/**
 * Checks rows of regions. A row may stand under another of the same file, in any order; the steps come parents first, so that
 * each finds the region above it in its place.
 */
export function* checkRegions(
  lines: readonly Line[],
  known: readonly RegionRow[],
  { newId }: ImportContext,
): Checking<RegionStep[]> {
  const codes = new Map(known.map(({ id, code }) => [id, code]))
  const nodes = codeBook<Node>(
    known.map((before) => ({ id: before.id, code: before.code, before, parent: before.parent_id ?? undefined })),
    ({ code }) => code,
  )
  for (const { values } of lines) {
    const code = values.code ?? ''
    if (code !== '' && !nodes.find(code)) nodes.add({ id: newId(), code })
  }
  const byId = new Map<string, Node>(known.flatMap(({ code }) => nodeOf(nodes.find(code))))
  for (const { values } of lines) {
    const node = nodes.find(values.code ?? '')
    if (!node) continue
    byId.set(node.id, node)
    if (values.parent !== undefined) node.parent = nodes.find(values.parent)?.id
  }

  const keys = new Keys()
  const steps: (RegionStep & { depth: number })[] = []
  for (const line of lines) {
    const flaws = new Flaws(line.flaws)
    const node = nodes.find(line.values.code ?? '')
    const before = node?.before && regionValues(node.before, codes)
    requireFilled('regions', line, !before, flaws)
    keys.take(node?.code ?? '', line.row, flaws, 'code')
    const values = inFull('regions', line, before)
    const parent = values.parent ? nodes.find(values.parent) : undefined
    if (values.parent && !parent) flaws.add('parent', 'imports.problem.no_parent', { code: values.parent })
    const way = node ? wayUp(node, byId) : []
    if (way.circle) {
      flaws.add('parent', 'imports.problem.circle', { codes: way.map(({ code }) => code).join(' → ') })
    }
    if (parent?.before && !parent.before.active && parent.id !== node?.before?.parent_id) {
      flaws.add('parent', 'regions.parent.inactive')
    }
    const after = { ...values, code: node?.code ?? '', parent: parent?.code ?? '' }
    const input = flaws.parse(regionForm, { ...after, parent_id: parent?.id ?? '' }, { parent_id: 'parent' })
    const changes = before ? changesOf('regions', before, after) : []
    const checked = checkedLine(line, values.name_zh ?? '', flaws, before, changes)
    if (node && input && (checked.outcome === 'new' || checked.outcome === 'changed')) {
      steps.push({ id: node.id, isNew: !before, input, depth: way.length })
    }
    yield checked
  }
  return steps.sort((a, b) => a.depth - b.depth)
}

const nodeOf = (node: Node | undefined): [string, Node][] => (node ? [[node.id, node]] : [])

/** The region and everything above it as the file leaves it; a circle ends where it began. */
const wayUp = (from: Node, byId: ReadonlyMap<string, Node>): Node[] & { circle?: boolean } => {
  const way: Node[] & { circle?: boolean } = []
  let node: Node | undefined = from
  const seen = new Set<string>()
  while (node && !seen.has(node.id)) {
    seen.add(node.id)
    way.push(node)
    node = node.parent === undefined ? undefined : byId.get(node.parent)
  }
  if (node) {
    way.push(node)
    way.circle = true
  }
  return way
}
