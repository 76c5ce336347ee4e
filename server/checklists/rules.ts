import { add, compare, decimalText, fromNumber, zero } from '../scoring/rational.ts'
import { checkConditions } from './condition-rules.ts'
import { type Common, type WrittenItem, writtenItem, writtenTimeline } from './format.ts'
import { isRecord, type Path } from './place.ts'
import { checkUnique, listOf, type Problems, report, textOf } from './problems.ts'
import { checkResponse } from './response-rules.ts'
import { checkScoring } from './scoring-rules.ts'
import { checkOwn, vocabularyNames } from './vocabulary-rules.ts'
import type { Flaw } from './wording.ts'

/**
 * The rules that a schema cannot say: names that point elsewhere, things that must be unique, descend or add up. They look
 * at every part that is well formed by itself, whatever is wrong with the others, so that one reading reports all.
 */

/** What items may refer to; undefined where that part of the files could not be read, and then nothing is said about it. */
type Names = Record<
  | 'positions'
  | 'methods'
  | 'classes'
  | 'factors'
  | 'scales'
  | 'bandSets'
  | 'marks'
  | 'frequencies'
  | 'groups'
  | 'features',
  ReadonlySet<string> | undefined
>

/** Checks a checklist as parsed from YAML (`root` may be anything) against the shared vocabularies. */
export function checkChecklist(root: unknown, common: Common | undefined): Flaw[] {
  if (!isRecord(root)) return []
  const problems: Problems = []
  const sections = listOf(root.sections)
  const groups = listOf(isRecord(root.scoring) ? root.scoring.groups : undefined)
  const names: Names = {
    ...vocabularyNames(root, common),
    marks: checkTimeline(root, problems),
    frequencies: isRecord(root.schedule) ? new Set(Object.keys(root.schedule)) : new Set<string>(),
    groups: new Set(groups.flatMap((group) => textOf(group, 'id') ?? [])),
  }
  const items = sections.flatMap((section, at) =>
    listOf(isRecord(section) ? section.items : []).map((item, index) => ({
      item,
      path: ['sections', at, 'items', index] as Path,
    })),
  )
  checkWeights(root, sections, problems)
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
  checkConditions(root, common, names, problems)
  checkOwn(root, problems)
  const codesOf = (wanted: (item: unknown) => boolean) =>
    new Set(items.flatMap(({ item }) => (wanted(item) ? (textOf(item, 'id') ?? []) : [])))
  checkScoring(
    root,
    { all: codesOf(() => true), unscored: codesOf((item) => isRecord(item) && item.scored === false) },
    problems,
  )
  return problems
}

/** The weights add up to 100, or to what the checklist says that they add up to. */
function checkWeights(root: Record<string, unknown>, sections: readonly unknown[], problems: Problems): void {
  const wanted = isRecord(root.scoring) ? (root.scoring.weights_add_to ?? 100) : 100
  const weights = sections.map((section) => (isRecord(section) ? section.weight : undefined))
  if (weights.length === 0 || ![wanted, ...weights].every(Number.isFinite)) return
  const sum = (weights as number[]).map(fromNumber).reduce(add, zero)
  if (compare(sum, fromNumber(wanted as number)) === 0) return
  report(problems, ['sections'], 'weights', { sum: decimalText(sum, 2).replace(/\.?0+$/, ''), wanted: Number(wanted) })
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
  const { frequencies } = names
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
  if (item.scored === false && isUnscored) report(problems, [...path, 'scored'], 'never_scored')
  else if (item.scored === false && item.critical && item.class !== 'bonus')
    report(problems, [...path, 'scored'], 'unscored_now_critical')
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
  for (const [at, group] of (item.groups ?? []).entries()) {
    if (!names.groups?.has(group)) report(problems, [...path, 'groups', at], 'unknown_group', { name: group })
  }
  checkUnique(
    (item.groups ?? []).map((group, at) => [group, [...path, 'groups', at]]),
    problems,
  )
  checkResponse(item, [...path, 'response'], names, problems)
}
