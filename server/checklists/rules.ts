import { add, compare, decimalText, fromNumber, hundred, zero } from '../scoring/rational.ts'
import {
  type Common,
  type GateCondition,
  type WrittenChecklist,
  type WrittenItem,
  writtenItem,
  writtenScoring,
  writtenTimeline,
} from './format.ts'
import { isRecord, type Path } from './place.ts'
import { checkOwn, report, rises, vocabularyNames } from './vocabulary-rules.ts'
import type { Flaw } from './wording.ts'

/**
 * The rules that a schema cannot say: names that point elsewhere, things that must be unique, descend or add up. They look
 * at every part that is well formed by itself, whatever is wrong with the others, so that one reading reports all.
 */

type Problems = Flaw[]

/** What items may refer to; undefined where that part of the files could not be read, and then nothing is said about it. */
type Names = Record<
  'positions' | 'methods' | 'classes' | 'factors' | 'scales' | 'bandSets' | 'marks' | 'frequencies',
  ReadonlySet<string> | undefined
>

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown, key: string): string | undefined => {
  const found = isRecord(value) ? value[key] : undefined
  return typeof found === 'string' ? found : undefined
}

/** Checks a checklist as parsed from YAML (`root` may be anything) against the shared vocabularies. */
export function checkChecklist(root: unknown, common: Common | undefined): Flaw[] {
  if (!isRecord(root)) return []
  const problems: Problems = []
  const sections = listOf(root.sections)
  const names: Names = {
    ...vocabularyNames(root, common),
    marks: checkTimeline(root, problems),
    frequencies: isRecord(root.schedule) ? new Set(Object.keys(root.schedule)) : new Set<string>(),
  }
  const items = sections.flatMap((section, at) =>
    listOf(isRecord(section) ? section.items : []).map((item, index) => ({
      item,
      path: ['sections', at, 'items', index] as Path,
    })),
  )
  checkWeights(sections, problems)
  checkUnique(
    sections.map((section, at) => [textOf(section, 'id'), ['sections', at, 'id']]),
    problems,
  )
  checkUnique(
    items.map(({ item, path }) => [textOf(item, 'id'), [...path, 'id']]),
    problems,
  )
  for (const { item, path } of items) {
    const parsed = writtenItem.safeParse(item)
    if (parsed.success) checkItem(parsed.data, path, names, problems)
  }
  checkOwn(root, problems)
  checkScoring(root, new Set(items.flatMap(({ item }) => textOf(item, 'id') ?? [])), problems)
  return problems
}

/** Reports the second and later use of a name, with the place of the first. */
function checkUnique(named: [name: string | undefined, path: Path][], problems: Problems): void {
  const first = new Map<string, Path>()
  for (const [name, path] of named) {
    if (name === undefined) continue
    const before = first.get(name)
    if (before) problems.push({ path, word: 'checklist.problem.id_twice', params: { id: name }, first: before })
    else first.set(name, path)
  }
}

function checkWeights(sections: readonly unknown[], problems: Problems): void {
  const weights = sections.map((section) => (isRecord(section) ? section.weight : undefined))
  if (weights.length === 0 || !weights.every((weight) => typeof weight === 'number' && Number.isFinite(weight))) return
  const sum = (weights as number[]).map(fromNumber).reduce(add, zero)
  if (compare(sum, hundred) !== 0) {
    report(problems, ['sections'], 'weights', { sum: decimalText(sum, 2).replace(/\.?0+$/, '') })
  }
}

/** Returns the names of the marks; undefined when the timeline itself is malformed. */
function checkTimeline(root: Record<string, unknown>, problems: Problems): ReadonlySet<string> | undefined {
  if (root.timeline === undefined) return new Set()
  const parsed = writtenTimeline.safeParse(root.timeline)
  if (!parsed.success) return undefined
  const { marks, order, not_reached_allowed } = parsed.data
  checkUnique(
    marks.map(({ id }, at) => [id, ['timeline', 'marks', at, 'id']]),
    problems,
  )
  const names = new Set(marks.map(({ id }) => id))
  for (const [list, values] of Object.entries({ order, not_reached_allowed })) {
    checkUnique(
      values.map((name, at) => [name, ['timeline', list, at]]),
      problems,
    )
    values.forEach((name, at) => {
      if (!names.has(name)) report(problems, ['timeline', list, at], 'unknown_mark', { name })
    })
  }
  return names
}

function checkItem(item: WrittenItem, path: Path, names: Names, problems: Problems): void {
  const { marks, frequencies } = names
  const need = (known: ReadonlySet<string> | undefined, field: keyof WrittenItem, problem: string) => {
    const name = String(item[field])
    if (known && !known.has(name)) report(problems, [...path, field], problem, { name })
  }
  need(names.positions, 'responsible', 'unknown_position')
  need(names.methods, 'method', 'unknown_method')
  need(names.classes, 'class', 'unknown_class')
  need(names.factors, 'factor', 'unknown_factor')

  const isUnscored = item.class === 'info' || item.response.type === 'text'
  if (isUnscored && (item.points !== 0 || item.class !== 'info')) {
    report(problems, [...path, item.class === 'info' ? 'points' : 'class'], 'unscored_points')
  }
  if (item.critical && (item.class === 'info' || item.class === 'bonus')) {
    report(problems, [...path, 'critical'], 'unscored_critical')
  }
  if (item.applies_if && marks && !marks.has(item.applies_if.reached)) {
    report(problems, [...path, 'applies_if', 'reached'], 'unknown_mark', { name: item.applies_if.reached })
  }
  if (item.frequency && !frequencies?.has(item.frequency)) {
    report(problems, [...path, 'frequency'], 'no_schedule', { name: item.frequency })
  }
  if (!item.frequency && frequencies && frequencies.size > 0) report(problems, [...path, 'frequency'], 'no_frequency')
  for (const list of ['losses', 'photos'] as const) {
    checkUnique(
      (item[list] ?? []).map(({ code }, at) => [code, [...path, list, at, 'code']]),
      problems,
    )
  }
  checkResponse(item, [...path, 'response'], names, problems)
}

function checkResponse({ response }: WrittenItem, path: Path, names: Names, problems: Problems): void {
  switch (response.type) {
    case 'scale':
      if (names.scales && !names.scales.has(response.scale)) {
        report(problems, [...path, 'scale'], 'unknown_scale', { name: response.scale })
      }
      return
    case 'sample':
      if (response.rule === 'accept' && response.accept >= response.size) {
        report(problems, [...path, 'accept'], 'accepts_all', { size: response.size })
      }
      if (response.rule === 'bands' && names.bandSets && !names.bandSets.has(response.bands)) {
        report(problems, [...path, 'bands'], 'unknown_band_set', { name: response.bands })
      }
      return
    case 'number':
      if (response.min_ok === undefined && response.max_ok === undefined)
        report(problems, [...path, 'min_ok'], 'range_open')
      else if ((response.min_ok ?? -Infinity) > (response.max_ok ?? Infinity)) {
        report(problems, [...path, 'min_ok'], 'range_crossed')
      }
      return
    case 'duration': {
      for (const end of ['from', 'to'] as const) {
        if (names.marks && !names.marks.has(response[end])) {
          report(problems, [...path, end], 'unknown_mark', { name: response[end] })
        }
      }
      if (response.from === response.to) report(problems, [...path, 'to'], 'same_mark')
      const spans = response.bands.flatMap((band, at) => ('max_s' in band ? [{ at, negated: -band.max_s }] : []))
      const fallen = spans[spans.map(({ negated }) => negated).findIndex(rises)]
      if (fallen) report(problems, [...path, 'bands', fallen.at, 'max_s'], 'span_not_ascending')
      const otherwise = response.bands.findIndex((band) => 'else_ratio' in band)
      if (otherwise !== response.bands.length - 1) {
        report(problems, [...path, 'bands', otherwise < 0 ? response.bands.length - 1 : otherwise], 'else_not_last')
      }
      return
    }
    case 'choice':
      checkUnique(
        response.options.map(({ code }, at) => [code, [...path, 'options', at, 'code']]),
        problems,
      )
      if (!response.options.some(({ ratio }) => ratio === 1)) report(problems, [...path, 'options'], 'no_full_option')
      return
    case 'yes_no':
    case 'text':
  }
}

function checkScoring(root: Record<string, unknown>, items: ReadonlySet<string>, problems: Problems): void {
  const parsed = writtenScoring.safeParse(root.scoring)
  if (!parsed.success) return
  const { bands, gates = [], min_coverage } = parsed.data
  checkShare(min_coverage.min, ['scoring', 'min_coverage', 'min'], problems)
  const risen = bands.map(({ min }) => min).findIndex(rises)
  if (risen > 0) report(problems, ['scoring', 'bands', risen, 'min'], 'bands_not_descending')
  if ((bands.at(-1)?.min ?? 0) > 0) report(problems, ['scoring', 'bands', bands.length - 1, 'min'], 'lowest_band')
  checkUnique(
    bands.map(({ grade }, at) => [grade, ['scoring', 'bands', at, 'grade']]),
    problems,
  )
  checkUnique(
    gates.map(({ id }, at) => [id, ['scoring', 'gates', at, 'id']]),
    problems,
  )
  const sections = new Set(listOf(root.sections).flatMap((section) => textOf(section, 'id') ?? []))
  const grades = new Set(bands.map(({ grade }) => grade))
  const names = { items, sections, grades }
  for (const [at, gate] of gates.entries()) checkGate(gate, ['scoring', 'gates', at], names, problems)
}

function checkShare(share: string, path: Path, problems: Problems): void {
  const [n = 0, m = 1] = share.split('/').map(Number)
  if (n > m) report(problems, path, 'share_above_one')
}

type GateNames = Record<'items' | 'sections' | 'grades', ReadonlySet<string>>
type WrittenGate = NonNullable<WrittenChecklist['scoring']['gates']>[number]

function checkGate({ when, then }: WrittenGate, path: Path, names: GateNames, problems: Problems): void {
  const known = (name: string | undefined, set: ReadonlySet<string>, at: Path, problem: string) => {
    if (name !== undefined && !set.has(name)) report(problems, [...path, ...at], problem, { name })
  }
  if (!asksSomething(when)) report(problems, [...path, 'when'], 'no_condition')
  known(when.item_failed, names.items, ['when', 'item_failed'], 'unknown_item')
  known(when.section_below?.section, names.sections, ['when', 'section_below', 'section'], 'unknown_section')
  if (when.coverage_below) checkShare(when.coverage_below, [...path, 'when', 'coverage_below'], problems)
  const { each, ...effects } = then
  if (Object.keys(effects).length !== 1) report(problems, [...path, 'then'], 'one_effect')
  if (each && then.deduct_points === undefined && then.deduct_percent_of_possible === undefined) {
    report(problems, [...path, 'then', 'each'], 'each_without_deduction')
  }
  known(then.cap_grade, names.grades, ['then', 'cap_grade'], 'unknown_grade')
  known(then.set_grade, names.grades, ['then', 'set_grade'], 'unknown_grade')
  if (then.zero_section !== true) known(then.zero_section, names.sections, ['then', 'zero_section'], 'unknown_section')
}

const asksSomething = ({ count_by_severity: counts, ...others }: GateCondition) =>
  Object.keys(others).length > 0 || Object.keys(counts ?? {}).length > 0
