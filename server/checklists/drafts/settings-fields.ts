import type { FieldProblem } from '../../problem.ts'
import type { Path } from '../place.ts'
import { isRecord } from '../place.ts'
import type { WrittenGate } from '../scoring-format.ts'
import type { Part } from './draft.ts'
import { fieldsOf, rowsOfRecord, type Typed } from './form-tree.ts'
import { rowsIn } from './rows.ts'
import { type Fields, gateFieldAt, shareText, shownGate, typedGate } from './settings-gates.ts'

/**
 * The fields of the settings of a draft. Most are called as their place in the written form; where a form asks in another way
 * than the format writes (gates, the order of marks, entries of records) the two are translated here. A row of names keeps in
 * `_was` how its entry was called when the form was shown, so that what uses it can follow.
 */
export type SettingsPart = Extract<
  Part,
  { part: 'head' | 'scoring' | 'vocabulary' | 'scenario' | 'timeline' | 'schedule' }
>
export type SettingsName = SettingsPart['part']

/** The lists of a vocabulary whose rows are entries with a name. */
export const wordLists = ['positions', 'methods', 'dealer_features', 'classes', 'factors'] as const
export const namedLists = ['scales', 'sample_band_sets', ...wordLists.map((list) => `words.${list}` as const)] as const
export type NamedList = (typeof namedLists)[number]

/** The rows of a list as the beginnings of their field names. */
export const rowNames = (typed: Typed, list: string): string[] => rowsIn(typed, list).map((at) => `${list}.${at}`)

export const textIn = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat().at(-1) ?? '').trim()

/** What the form of a part shows for its value. */
export const shownFields = (part: SettingsName, value: Record<string, unknown>): Fields => {
  switch (part) {
    case 'scoring':
      return shownScoring(value)
    case 'vocabulary':
      return shownVocabulary(value)
    case 'timeline':
      return shownTimeline(value)
    default:
      return fieldsOf(value)
  }
}

const shownScoring = ({ gates, rounding: _, ...rest }: Record<string, unknown>): Fields =>
  withWas(
    Object.assign(
      fieldsOf(rest),
      ...((gates ?? []) as WrittenGate[]).map((gate, at) => shownGate(gate, `gates.${at}`)),
    ),
    { bands: 'grade', groups: 'id' },
  )

const shownVocabulary = ({ scales, sample_band_sets, words }: Record<string, unknown>): Fields => {
  const lists = { scales, sample_band_sets, ...prefixed(words) }
  const rows = Object.entries(lists).map(([list, entries]) => (isRecord(entries) ? rowsOfRecord(entries, list) : {}))
  return withWas(Object.assign({}, ...rows), Object.fromEntries(namedLists.map((list) => [list, '_name'])))
}
const prefixed = (words: unknown) =>
  Object.fromEntries(Object.entries(isRecord(words) ? words : {}).map(([list, entries]) => [`words.${list}`, entries]))

type Timeline = { marks?: Record<string, unknown>[]; order?: string[]; not_reached_allowed?: string[] }

const shownTimeline = ({ marks = [], order = [], not_reached_allowed = [] }: Timeline): Fields => {
  const rows = marks.map((mark) => ({
    ...mark,
    place: order.includes(String(mark.id)) ? order.indexOf(String(mark.id)) + 1 : undefined,
    may_miss: not_reached_allowed.includes(String(mark.id)),
  }))
  return withWas(Object.assign({}, ...rows.map((row, at) => fieldsOf(row, `marks.${at}`))), { marks: 'id' })
}

const withWas = (fields: Fields, lists: Readonly<Record<string, string>>): Fields => ({
  ...fields,
  ...Object.fromEntries(
    Object.entries(lists).flatMap(([list, key]) =>
      rowNames(fields, list).map((row) => [`${row}._was`, textIn(fields, `${row}.${key}`)]),
    ),
  ),
})

/** What a form says, with the fields called as in the written form, and what of it cannot be kept. */
export type Said = { tree: Fields; problems: FieldProblem[] }

/** Reads the fields of a form (rows without gaps); the inverse of `shownFields`. */
export const saidFields = (part: SettingsName, typed: Typed): Said => {
  switch (part) {
    case 'scoring':
      return saidScoring(typed)
    case 'vocabulary':
      return { tree: { ...typed }, problems: namesMissingOrTwice(typed) }
    case 'timeline':
      return saidTimeline(typed)
    default:
      return { tree: { ...typed }, problems: [] }
  }
}

/** Rollups that add up points: they know no section results. */
const ofPoints: ReadonlySet<string> = new Set(['pooled_points', 'demerit_sum', 'start_minus'])

function saidScoring(typed: Typed): Said {
  const tree: Fields = { rounding: 'half_up' }
  const problems: FieldProblem[] = []
  const rollup = textIn(typed, 'rollup')
  for (const [name, value] of Object.entries(typed)) {
    const [list] = name.split('.')
    // What the chosen rollup has no use for is not shown, so it is not kept either.
    if (list === 'gates' || (list === 'start_minus' && rollup !== 'start_minus')) continue
    if (name === 'section_rollup' && ofPoints.has(rollup) && value !== 'pooled_points') continue
    if (name === 'bonus_points_cap' && !ofPoints.has(rollup)) continue
    tree[name] = name === 'min_coverage.min' ? shareText(String([value].flat().at(-1) ?? '')) : value
  }
  const gates = withGradesFollowing(typed)
  for (const name of rowNames(gates, 'gates')) {
    const gate = typedGate(gates, name, rowNames(gates, `${name}.conditions`))
    Object.assign(tree, gate.fields)
    problems.push(...gate.problems)
  }
  return { tree, problems }
}

/** A gate that names a grade follows when the grade is called otherwise. */
const withGradesFollowing = (typed: Typed): Fields => {
  const renamed = renamedIn(typed, 'bands', 'grade')
  const follow = (name: string, value: string | string[]) =>
    /^gates\.\d+\.grade$/.test(name) ? (renamed.get(textIn(typed, name)) ?? value) : value
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, follow(name, value)]))
}

function saidTimeline(typed: Typed): Said {
  const rows = rowNames(typed, 'marks')
  const at = (row: string, key: string) => textIn(typed, `${row}.${key}`)
  const tree: Fields = Object.fromEntries(
    rows.flatMap((row) => ['id', 'zh', 'en'].map((key) => [`${row}.${key}`, at(row, key)])),
  )
  const placed = rows.flatMap((row) => (at(row, 'place') === '' ? [] : [{ row, place: Number(at(row, 'place')) }]))
  const problems = placed
    .filter(({ place }) => !Number.isInteger(place) || place < 1)
    .map(({ row }): FieldProblem => ({ field: `${row}.place`, word: 'form.not_whole' }))
  placed.sort((a, b) => a.place - b.place)
  for (const [index, { place, row }] of placed.entries()) {
    if (placed[index - 1]?.place === place)
      problems.push({ field: `${row}.place`, word: 'settings.problem.place_twice' })
  }
  tree.order = placed.map(({ row }) => at(row, 'id'))
  tree.not_reached_allowed = rows.filter((row) => at(row, 'may_miss') !== '').map((row) => at(row, 'id'))
  return { tree, problems }
}

function namesMissingOrTwice(typed: Typed): FieldProblem[] {
  return namedLists.flatMap((list) => {
    const names = rowNames(typed, list).map((row) => ({ field: `${row}._name`, name: textIn(typed, `${row}._name`) }))
    return names.flatMap(({ field, name }, at): FieldProblem[] => {
      if (name === '') return [{ field, word: 'form.required' }]
      // The only text that cannot be the name of an entry.
      if (name === '__proto__') return [{ field, word: 'checklist.problem.bad_code' }]
      const isTwice = names.findIndex((other) => other.name === name) < at
      return isTwice ? [{ field, word: 'settings.problem.name_twice', params: { name } }] : []
    })
  })
}

/** What rows call themselves now, by what they were called; a name that another row took over is not renamed but given away. */
export const renamedIn = (typed: Typed, list: string, key: string): Map<string, string> =>
  new Map(
    rowNames(typed, list).flatMap((row) => {
      const was = textIn(typed, `${row}._was`)
      const now = textIn(typed, `${row}.${key}`)
      return was !== '' && now !== '' && was !== now ? [[was, now] as const] : []
    }),
  )

/** The field at which a flaw is shown: the translation of its path inside the part into the names of the form. */
export const fieldAt = (part: SettingsName, fields: Typed, path: Path): string => {
  const [list, at, ...rest] = path
  const row = `${String(list)}.${String(at)}`
  if (part === 'scoring') {
    if (list === 'gates' && at !== undefined) {
      return gateFieldAt(fields, row, rest, rowNames(fields, `${row}.conditions`))
    }
    const field = path.join('.')
    if (list === 'bands' && path.length === 2) return `${row}.grade`
    if (list === 'bands' && rest[0] === 'any_of' && rest.length === 2) return `${field}.min`
    return wholes[field] ?? field
  }
  if (part === 'timeline') return list === 'marks' && at !== undefined ? path.join('.') : 'marks'
  return part === 'vocabulary' ? entryFieldAt(fields, path) : path.join('.')
}

/** Groups of fields, and the first of each. */
const wholes: Readonly<Record<string, string>> = {
  start_minus: 'start_minus.start',
  min_coverage: 'min_coverage.min',
}

/** An entry of a record is found by its name. */
const entryFieldAt = (fields: Typed, path: Path): string => {
  const depth = path[0] === 'words' ? 2 : 1
  const list = path.slice(0, depth).join('.')
  const name = path[depth]
  const row = rowNames(fields, list).find((one) => name !== undefined && textIn(fields, `${one}._name`) === name)
  if (!row) return list
  const inner = path.slice(depth + 1)
  return inner.length === 0 ? `${row}._name` : `${row}.${inner.join('.')}`
}
