import { isRecord, type Path } from './place.ts'
import { checkName, checkUnique, listOf, type Problems, report, textOf } from './problems.ts'
import {
  type BandCondition,
  type GateCondition,
  type WrittenGate,
  type WrittenScoring,
  writtenScoring,
} from './scoring-format.ts'

/** Codes of all items, and of those that are kept but not scored. */
type ItemCodes = Record<'all' | 'unscored', ReadonlySet<string>>

/** The rules of `scoring` that a schema cannot say. */
export function checkScoring(root: Record<string, unknown>, items: ItemCodes, problems: Problems): void {
  const parsed = writtenScoring.safeParse(root.scoring)
  if (!parsed.success) return
  const scoring = parsed.data
  const path: Path = ['scoring']
  const sections = listOf(root.sections)
  checkShare(scoring.min_coverage.min, [...path, 'min_coverage', 'min'], problems)
  checkRollup(scoring, sections, path, problems)
  checkPolicies(scoring, sections, path, problems)
  checkBands(scoring, sections, path, problems)
  const { gates = [], groups = [] } = scoring
  checkUnique(
    groups.map(({ id }, at) => [id, [...path, 'groups', at, 'id']]),
    problems,
  )
  checkUnique(
    gates.map(({ id }, at) => [id, [...path, 'gates', at, 'id']]),
    problems,
  )
  const names: GateNames = {
    items: items.all,
    unscored: items.unscored,
    sections: new Set(sections.flatMap((section) => textOf(section, 'id') ?? [])),
    grades: new Set(scoring.bands.map(({ grade }) => grade)),
    kinds: new Set(groups.map(({ kind }) => kind)),
    hasPassMarks: hasPassMark(sections),
  }
  for (const [at, gate] of gates.entries()) checkGate(gate, [...path, 'gates', at], names, problems)
}

const hasPassMark = (sections: readonly unknown[]) =>
  sections.some((section) => isRecord(section) && section.pass_mark !== undefined)

function checkRollup(scoring: WrittenScoring, sections: readonly unknown[], path: Path, problems: Problems): void {
  const { rollup, start_minus, section_rollup, bonus_points_cap } = scoring
  if (rollup === 'start_minus' && !start_minus) report(problems, [...path, 'start_minus'], 'start_missing')
  if (rollup !== 'start_minus' && start_minus) report(problems, [...path, 'start_minus'], 'start_unused')
  const isOfPoints = rollup === 'pooled_points' || rollup === 'demerit_sum' || rollup === 'start_minus'
  const isOfItems = (value: unknown) => value === 'mean_items' || value === 'lowest_item'
  if (isOfPoints && isOfItems(section_rollup)) report(problems, [...path, 'section_rollup'], 'section_rollup_unused')
  for (const [at, section] of sections.entries()) {
    if (!isRecord(section)) continue
    if (isOfPoints && isOfItems(section.rollup)) report(problems, ['sections', at, 'rollup'], 'section_rollup_unused')
    if (section.start !== undefined && section.rollup !== undefined) {
      report(problems, ['sections', at, 'start'], 'start_or_rollup')
    }
  }
  if (bonus_points_cap !== undefined && !isOfPoints) report(problems, [...path, 'bonus_points_cap'], 'bonus_cap_unused')
}

function checkPolicies(scoring: WrittenScoring, sections: readonly unknown[], path: Path, problems: Problems): void {
  if (scoring.min_coverage.scope === 'group' && !scoring.groups) {
    report(problems, [...path, 'min_coverage', 'scope'], 'no_groups')
  }
  if (scoring.na !== 'forbid') return
  for (const [at, section] of sections.entries()) {
    for (const [index, item] of listOf(isRecord(section) ? section.items : []).entries()) {
      if (isRecord(item) && item.na_allowed === true) {
        report(problems, ['sections', at, 'items', index, 'na_allowed'], 'na_forbidden')
      }
    }
  }
}

function checkBands(scoring: WrittenScoring, sections: readonly unknown[], path: Path, problems: Problems): void {
  const { bands } = scoring
  const at = [...path, 'bands']
  checkUnique(
    bands.map(({ grade }, index) => [grade, [...at, index, 'grade']]),
    problems,
  )
  // Rows that ask for more than their `min` may share one; a plain row after an equal one would never be reached.
  const mins = bands.flatMap((band, row) =>
    band.min === undefined ? [] : [{ row, min: band.min, asksMore: asksMore(band) }],
  )
  const risen = mins.find(({ min }, index) => {
    const before = mins[index - 1]
    return before && (min > before.min || (min === before.min && !before.asksMore))
  })
  if (risen) report(problems, [...at, risen.row, 'min'], 'bands_not_descending')

  const lowest = bands.length - 1
  const last = bands[lowest]
  if ((last?.min ?? 0) > 0) report(problems, [...at, lowest, 'min'], 'lowest_band')
  if (last && asksMore(last)) report(problems, [...at, lowest], 'last_band_asks')
  const open = bands.findIndex((band) => band.min === undefined && !asksMore(band))
  if (open >= 0 && open < lowest) report(problems, [...at, open], 'band_asks_nothing')
  for (const [row, { any_of = [] }] of bands.entries()) {
    const empty = any_of.findIndex((alternative) => Object.keys(alternative).length === 0)
    if (empty >= 0) report(problems, [...at, row, 'any_of', empty], 'band_asks_nothing')
  }
  if (hasPassMark(sections)) return
  for (const [row, { all_sections_pass, any_of = [] }] of bands.entries()) {
    if (all_sections_pass) report(problems, [...at, row, 'all_sections_pass'], 'no_pass_mark')
    for (const [index, each] of any_of.entries()) {
      if (each.all_sections_pass) report(problems, [...at, row, 'any_of', index, 'all_sections_pass'], 'no_pass_mark')
    }
  }
}

/** Whether a row asks for more than its `min`. */
function asksMore(row: BandCondition): boolean {
  const { grade, zh, en, rebate, min, ...conditions } = row as Record<string, unknown>
  return Object.values(conditions).some((value) => value !== undefined)
}

function checkShare(share: string, path: Path, problems: Problems): void {
  const [n = 0, m = 1] = share.split('/').map(Number)
  if (n > m) report(problems, path, 'share_above_one')
}

type GateNames = Record<'items' | 'unscored' | 'sections' | 'grades' | 'kinds', ReadonlySet<string>> & {
  hasPassMarks: boolean
}

function checkGate({ when, then }: WrittenGate, path: Path, names: GateNames, problems: Problems): void {
  const known = (name: string | undefined, set: ReadonlySet<string>, at: Path, problem: string) =>
    checkName(name, set, [...path, ...at], problem, problems)
  if (!asksSomething(when)) report(problems, [...path, 'when'], 'no_condition')
  known(when.item_failed, names.items, ['when', 'item_failed'], 'unknown_item')
  known(when.item_score_at_most?.item, names.items, ['when', 'item_score_at_most', 'item'], 'unknown_item')
  for (const [name, at] of [
    [when.item_failed, ['item_failed']],
    [when.item_score_at_most?.item, ['item_score_at_most', 'item']],
  ] as const) {
    if (name !== undefined && names.unscored.has(name)) {
      report(problems, [...path, 'when', ...at], 'gate_on_unscored', { name })
    }
  }
  known(when.section_below?.section, names.sections, ['when', 'section_below', 'section'], 'unknown_section')
  known(when.any_group_below?.kind, names.kinds, ['when', 'any_group_below', 'kind'], 'unknown_group_kind')
  if (when.any_group_below && names.kinds.size === 0)
    report(problems, [...path, 'when', 'any_group_below'], 'no_groups')
  if (when.sections_failed_min && !names.hasPassMarks) {
    report(problems, [...path, 'when', 'sections_failed_min'], 'no_pass_mark')
  }
  if (when.coverage_below) checkShare(when.coverage_below, [...path, 'when', 'coverage_below'], problems)
  const { each, from, ...effects } = then
  if (Object.keys(effects).length !== 1) report(problems, [...path, 'then'], 'one_effect')
  const deducts = then.deduct_points !== undefined || then.deduct_percent_of_possible !== undefined
  if (each && !deducts) report(problems, [...path, 'then', 'each'], 'each_without_deduction')
  if (from && !deducts) report(problems, [...path, 'then', 'from'], 'from_without_deduction')
  known(then.cap_grade, names.grades, ['then', 'cap_grade'], 'unknown_grade')
  known(then.set_grade, names.grades, ['then', 'set_grade'], 'unknown_grade')
  if (then.zero_section !== true) known(then.zero_section, names.sections, ['then', 'zero_section'], 'unknown_section')
}

const asksSomething = ({ count_by_severity: counts, ...others }: GateCondition) =>
  Object.keys(others).length > 0 || Object.keys(counts ?? {}).length > 0
