import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'
import { decimalText, fromExact } from '../../server/scoring/rational.ts'
import { models } from './scoring-models.ts'

/** `expect` keeps numbers as they are written, because the decimals shown say how far a result is to be rounded. */
type Vector = { id: string; model: string; input: unknown; expect: Record<string, unknown> }
type Decimal = { decimal: string }

function readVectors(source: string): Vector[] {
  const document = parseDocument(source)
  const written = (value: unknown): unknown =>
    isScalar(value) && typeof value.value === 'number'
      ? { decimal: value.source ?? String(value.value) }
      : isNode(value)
        ? value.toJS(document)
        : value
  const list = document.get('vectors')
  if (!isSeq(list)) throw new Error('the file has no list of vectors')
  return list.items.map((node) => {
    if (!isMap(node)) throw new Error('a vector is a map')
    const wanted = node.get('expect')
    const fields = isMap(wanted) ? wanted.items.map(({ key, value }) => [String(key), written(value)]) : []
    return { ...(node.toJS(document) as Vector), expect: Object.fromEntries(fields) }
  })
}

/** An exact actual value in the form the vector shows: rounded half-up to as many decimals. */
function shownLike(wanted: unknown, actual: unknown): unknown {
  if (typeof actual !== 'string' || typeof wanted !== 'object' || wanted === null || !('decimal' in wanted))
    return actual
  const decimals = (wanted as Decimal).decimal.split('.')[1]?.length ?? 0
  return { decimal: actual.includes('/') ? decimalText(fromExact(actual), decimals) : actual }
}

const published = process.env.SCORING_EXAMPLES ?? new URL('./scoring-examples.yaml', import.meta.url)
const own = new URL('./scoring-examples-own.yaml', import.meta.url)
const vectors = [published, own].flatMap((file) => readVectors(readFileSync(file, 'utf8')))
const supported = vectors.filter(({ model }) => model in models)
const others = vectors.filter(({ model }) => !(model in models))

describe('the golden vectors', () => {
  test.each(supported)('$id ($model) comes out as published', ({ model, input, expect: wanted }) => {
    const actual = models[model]?.(input) ?? {}
    const compared = Object.entries(wanted).map(([name, value]) => [name, shownLike(value, actual[name])])
    expect(Object.fromEntries(compared)).toEqual(wanted)
  })

  test('are all run, through checklist files that the reader accepts', () => {
    const named = others.map(({ id, model }) => `${id} ${model}`).join(', ')
    console.log(`scoring examples: ${supported.length} run, ${others.length} not supported yet: ${named || 'none'}`)
    expect(others).toEqual([])
    expect(vectors.every(({ expect: wanted }) => Object.keys(wanted).length > 0)).toBe(true)
  })
})
