import { z } from 'zod'
import { isRecord } from '../place.ts'

/**
 * Between a part of a draft and the fields of its form. A field is called as the place of its value:
 * `text.zh`, `losses.0.code`, `response.bands.2.ratio`. Rows may have gaps in their numbers; a row with nothing in it is none.
 * An entry of a record (own scales, words) is a row with its name under `_name`.
 */
type Tree = { [key: string]: Tree | string | string[] }
export type Typed = Readonly<Record<string, string | string[]>>

const entryName = '_name'
/** How a row was called when the form was shown; no value of its own. */
const earlierName = '_was'

/** The value that the fields of a form say, by the shape that it is to have; what cannot be read stays as typed, for zod to refuse. */
export const partFrom = (typed: Typed, shape: z.ZodObject): Record<string, unknown> =>
  (read(treeOf(typed), shape) ?? {}) as Record<string, unknown>

const treeOf = (typed: Typed): Tree => {
  const root: Tree = Object.create(null)
  for (const [name, value] of Object.entries(typed)) {
    const keys = name.split('.')
    const last = keys.pop() as string
    let node = root
    for (const key of keys) {
      if (!isTree(node[key])) node[key] = Object.create(null) as Tree
      node = node[key] as Tree
    }
    node[last] = value
  }
  return root
}

type Node = Tree | string | string[] | undefined
const isTree = (node: Node): node is Tree => typeof node === 'object' && !Array.isArray(node)
const textIn = (node: Node): string =>
  (Array.isArray(node) ? (node.at(-1) ?? '') : isTree(node) ? '' : (node ?? '')).trim()

function read(node: Node, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodOptional) return isBlank(node) ? undefined : read(node, schema.def.innerType)
  if (schema instanceof z.ZodObject) return readObject(node, schema)
  if (schema instanceof z.ZodArray) return readList(node, schema.def.element)
  if (schema instanceof z.ZodRecord) return readRecord(node, schema.def.valueType)
  if (schema instanceof z.ZodUnion) return readUnion(node, schema)
  const text = textIn(node)
  if (schema instanceof z.ZodBoolean) return text !== ''
  if (schema instanceof z.ZodLiteral) {
    const [first] = schema.def.values
    if (first === true) return text !== '' ? true : undefined
    return schema.def.values.find((value) => String(value) === text) ?? (text === '' ? undefined : text)
  }
  if (schema instanceof z.ZodNumber) return text === '' ? undefined : numberIn(text)
  if (schema instanceof z.ZodEnum) return text === '' ? undefined : text
  return text
}

/** A number as typed, also with a full-width sign or a comma for thousands; else the text. */
const numberIn = (text: string): number | string => {
  const plain = text.normalize('NFKC').replace(/(\d),(?=\d{3}\b)/g, '$1')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text
}

const readObject = (node: Node, { shape }: z.ZodObject) => {
  const tree = isTree(node) ? node : {}
  const fields = Object.entries(shape).map(([key, inner]) => [key, read(tree[key], inner as z.core.$ZodType)] as const)
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

const rowsOf = (node: Node): Node[] => {
  if (Array.isArray(node)) return node
  if (!isTree(node)) return node === undefined ? [] : [node]
  return Object.keys(node)
    .filter((key) => /^\d+$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => node[key])
}

const readList = (node: Node, element: z.core.$ZodType) =>
  rowsOf(node)
    .filter((row) => !isBlank(row))
    .map((row) => read(row, element))

const readRecord = (node: Node, values: z.core.$ZodType) => {
  const entries = rowsOf(node).flatMap((row) => {
    const name = isTree(row) ? textIn(row[entryName]) : ''
    return name === '' ? [] : [[name, read(row, values)] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** The first shape that accepts what is typed, else the one that knows most of the filled fields. */
const readUnion = (node: Node, schema: z.ZodUnion): unknown => {
  const readings = shapesIn(schema).map((option) => ({
    value: isTick(option) ? ticked(node) : read(node, option),
    option,
  }))
  const accepted = readings.find(({ value, option }) => z.safeParse(option, value).success)
  if (accepted) return accepted.value
  const known = ({ option }: { option: z.core.$ZodType }) => matches(node, option)
  return [...readings].sort((a, b) => known(b) - known(a))[0]?.value
}

/** Beside a text (`zero_section`: all of them, or the named one) only the sign of a tick box means true. */
const isTick = (schema: z.core.$ZodType) => schema instanceof z.ZodLiteral && schema.def.values[0] === true
const ticked = (node: Node) => (textIn(node) === 'on' ? true : textIn(node))

const shapesIn = (schema: z.core.$ZodType): z.core.$ZodType[] =>
  schema instanceof z.ZodUnion ? (schema.options as z.core.$ZodType[]).flatMap(shapesIn) : [schema]

/** How well a shape fits: its fixed fields (`type`, `rule`) count most, then how many filled fields it has. */
const matches = (node: Node, option: z.core.$ZodType): number => {
  if (!(option instanceof z.ZodObject)) return isTree(node) ? -1 : 0
  if (!isTree(node)) return -1
  return Object.entries(node).reduce((sum, [key, value]) => {
    const inner = (option.shape as Record<string, z.core.$ZodType>)[key]
    if (isBlank(value)) return sum
    if (inner === undefined) return sum - 1
    const fixed = inner instanceof z.ZodOptional ? inner.def.innerType : inner
    if (!(fixed instanceof z.ZodLiteral)) return sum + 1
    return sum + (fixed.def.values.some((one) => String(one) === textIn(value)) ? 100 : -100)
  }, 0)
}

const isBlank = (node: Node): boolean =>
  isTree(node)
    ? Object.entries(node).every(([key, inner]) => key === earlierName || isBlank(inner))
    : Array.isArray(node)
      ? node.every((one) => one.trim() === '')
      : (node ?? '').trim() === ''

/** The same fields without the rows that hold nothing, the others numbered without gaps: as `partFrom` counts them. */
export const withoutGaps = (typed: Typed): Record<string, string | string[]> => flat(closed(treeOf(typed)))

const closed = (tree: Tree): Tree => {
  const entries = Object.entries(tree).map(([key, node]) => [key, isTree(node) ? closed(node) : node] as const)
  if (entries.length === 0 || !entries.every(([key]) => /^\d+$/.test(key))) return Object.fromEntries(entries)
  const rows = entries.filter(([, node]) => !isBlank(node)).sort(([a], [b]) => Number(a) - Number(b))
  return Object.fromEntries(rows.map(([, node], at) => [String(at), node]))
}

const flat = (tree: Tree, name = ''): Record<string, string | string[]> =>
  Object.assign(
    {},
    ...Object.entries(tree).map(([key, node]) =>
      isTree(node) ? flat(node, under(name, key)) : { [under(name, key)]: node },
    ),
  )

/** What the fields of a form show for a value; the inverse of `partFrom`. */
export const fieldsOf = (value: unknown, name = ''): Record<string, string | string[]> => {
  if (value === undefined || value === null || value === false) return {}
  if (value === true) return { [name]: 'on' }
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return { [name]: value }
  if (Array.isArray(value)) return Object.assign({}, ...value.map((one, at) => fieldsOf(one, under(name, at))))
  if (!isRecord(value)) return { [name]: String(value) }
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => fieldsOf(inner, under(name, key))))
}

/** The same for a record: a row for each entry, with its name. */
export const rowsOfRecord = (
  record: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, string | string[]> =>
  Object.assign(
    {},
    ...Object.entries(record).map(([key, inner], at) => ({
      ...fieldsOf(inner, under(name, at)),
      [under(under(name, at), entryName)]: key,
    })),
  )

const under = (name: string, key: string | number) => (name === '' ? String(key) : `${name}.${key}`)
