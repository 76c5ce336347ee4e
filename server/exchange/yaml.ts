import { Document, isMap, isPair, isScalar, visit } from 'yaml'
import { z } from 'zod'
import { type ChecklistContent, type Common, type WrittenChecklist, writtenChecklist } from '../checklists/format.ts'
import { isRecord } from '../checklists/place.ts'
import { writtenOf } from './written.ts'

/**
 * A checklist as a file of the shipped format. Equal content gives equal bytes: fields stand in the order of the format,
 * names that a person chose in alphabetical order. Reading it with the same shared vocabularies gives the same content.
 */
export const checklistYaml = (content: ChecklistContent, common: Common): string =>
  writtenYaml(writtenOf(content, common))

/** The same for a checklist that is still being written, as it stands. */
export function writtenYaml(written: WrittenChecklist): string {
  const document = new Document(inOrder(written, writtenChecklist), { aliasDuplicateObjects: false })
  visit(document, {
    Collection(_, node, path) {
      const above = path.at(-1)
      const key = isPair(above) && isScalar(above.key) ? above.key.value : undefined
      const parts = node.items.map((item) => (isPair(item) ? item.value : item))
      if (parts.every(isScalar) && (key === 'unit' || !isText(node))) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false, indentSeq: true })
}

/** A text of its own stands on two lines; texts inside a row of a list stay in the row. */
const isText = (node: unknown) => isMap(node) && node.has('zh') && node.items.length === 2

/** The same value with the fields of each object in the order in which the format declares them. */
function inOrder(value: unknown, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodOptional) return inOrder(value, schema.def.innerType)
  if (schema instanceof z.ZodUnion) return inOrder(value, nearest(value, schema))
  if (Array.isArray(value)) {
    const element = schema instanceof z.ZodArray ? schema.def.element : z.unknown()
    return value.map((entry) => inOrder(entry, element))
  }
  if (!isRecord(value)) return value
  if (!(schema instanceof z.ZodObject)) {
    const values = schema instanceof z.ZodRecord ? schema.def.valueType : z.unknown()
    return Object.fromEntries(keysOf(value).map((key) => [key, inOrder(value[key], values)]))
  }
  const { shape } = schema
  const known = Object.keys(shape).filter((key) => value[key] !== undefined)
  const others = keysOf(value).filter((key) => !Object.hasOwn(shape, key))
  return Object.fromEntries([...known, ...others].map((key) => [key, inOrder(value[key], shape[key] ?? z.unknown())]))
}

const keysOf = (value: Record<string, unknown>) =>
  Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()

/** Of several possible shapes, the one that the value has: the first that accepts it, or that knows most of its fields. */
function nearest(value: unknown, { options }: { options: readonly z.core.$ZodType[] }): z.core.$ZodType {
  const accepting = options.find((option) => z.safeParse(option, value).success)
  const known = (option: z.core.$ZodType) =>
    option instanceof z.ZodObject && isRecord(value)
      ? Object.keys(value).filter((key) => Object.hasOwn(option.shape, key)).length
      : 0
  return accepting ?? [...options].sort((a, b) => known(b) - known(a))[0] ?? z.unknown()
}
