import type { BandCondition, Gate, Item, Section, Severity } from '../../server/checklists/format.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'
import { type Fraction, fromNumber, less, rounded } from './reference-fractions.ts'

/** Gates and grade rows of the reference. */

export type One = {
  item: Item
  section: string
  state: 'answered' | 'not_applicable' | 'unanswered' | 'not_asked'
  /** Whether it is looked at when one counts what was to be checked. */
  isToCheck: boolean
  counts: boolean
  earned: Fraction
  possible: Fraction
  lost: Fraction
  score: Fraction | null
  failed: boolean
  finding: boolean
  severity: Severity | null
}
export type Part = {
  section: Section
  earned: Fraction
  possible: Fraction
  lost: Fraction
  bonus: Fraction
  percent: Fraction | null
  counts: boolean
  zeroed: boolean
}

export const gravity = ['critical', 'major', 'minor', 'observation'] as const

type Look = {
  input: ScoreInput
  ones: One[]
  parts: Part[]
  groups: { id: string; kind: string; percent: Fraction | null }[]
  coverage: { asked: number; answered: number }
}

/** What made the gate trigger, or null. */
export function tried({ when }: Gate, { input, ones, parts, groups, coverage }: Look): string[] | null {
  const { scoring } = input.checklist
  const decimals = scoring.section_round_decimals
  const isBelow = (percent: Fraction | null, limit: number) =>
    percent !== null && less(decimals === undefined ? percent : rounded(percent, decimals), fromNumber(limit))
  const ids = (own: One[]) => own.map(({ item }) => item.id)
  const found: (string[] | null)[] = []
  const need = (least: number, names: string[]) => found.push(names.length >= least ? names : null)

  if (when.critical_failed_min !== undefined)
    need(when.critical_failed_min, ids(ones.filter((one) => one.item.critical && one.failed)))
  if (when.any_section_below !== undefined) {
    const limit = when.any_section_below
    need(
      1,
      parts.filter(({ percent }) => isBelow(percent, limit)).map(({ section }) => section.id),
    )
  }
  if (when.section_below !== undefined) {
    const { section: id, percent: limit } = when.section_below
    need(
      1,
      parts
        .filter(({ section, percent }) => section.id === id && isBelow(percent, limit))
        .map(({ section }) => section.id),
    )
  }
  if (when.any_group_below !== undefined) {
    const { kind: wanted, percent: limit } = when.any_group_below
    need(
      1,
      groups.filter(({ kind, percent }) => (wanted ?? kind) === kind && isBelow(percent, limit)).map(({ id }) => id),
    )
  }
  if (when.sections_failed_min !== undefined) need(when.sections_failed_min, failedParts(parts, isBelow))
  if (when.item_failed !== undefined) need(1, ids(ones.filter((one) => one.item.id === when.item_failed && one.failed)))
  const atMost = (own: One[], limit: number) =>
    ids(own.filter(({ score }) => score !== null && !less(fromNumber(limit), score)))
  if (when.item_score_at_most !== undefined) {
    const { item: id, score } = when.item_score_at_most
    need(
      1,
      atMost(
        ones.filter(({ item }) => item.id === id),
        score,
      ),
    )
  }
  if (when.critical_score_at_most !== undefined)
    need(
      1,
      atMost(
        ones.filter(({ item }) => item.critical),
        when.critical_score_at_most,
      ),
    )
  if (when.any_score_at_most !== undefined) need(1, atMost(ones, when.any_score_at_most))
  if (when.count_by_severity !== undefined) {
    const wanted = Object.entries(when.count_by_severity) as [Severity, number][]
    const lists = wanted.map(([severity, least]) => ({
      least,
      names: ids(ones.filter((one) => one.finding && one.severity === severity)),
    }))
    found.push(lists.every(({ least, names }) => names.length >= least) ? lists.flatMap(({ names }) => names) : null)
  }
  if (when.max_single !== undefined) {
    const limit = fromNumber(when.max_single)
    need(1, ids(ones.filter((one) => one.counts && !less(one.lost, limit))))
  }
  if (when.coverage_below !== undefined) {
    const [n, m] = when.coverage_below.split('/').map(Number) as [number, number]
    found.push(coverage.answered * m < coverage.asked * n ? [] : null)
  }
  if (when.not_applicable_min !== undefined) {
    const isOne = ({ isToCheck, state }: One) => isToCheck && state === 'not_applicable'
    need(when.not_applicable_min, ids(ones.filter(isOne)))
  }
  if (when.finding_repeat !== undefined)
    need(when.finding_repeat, ids(ones.filter((one) => one.finding && input.repeats?.has(one.item.id))))
  if (found.length === 0 || found.includes(null)) return null
  return [...new Set(found.flatMap((names) => names ?? []))]
}

const failedParts = (parts: Part[], isBelow: (percent: Fraction | null, limit: number) => boolean) =>
  parts
    .filter(({ section, percent }) => section.pass_mark && isBelow(percent, section.pass_mark))
    .map(({ section }) => section.id)

export function firstRow(look: Look & { earned: Fraction; lost: Fraction }, percent: Fraction): number {
  const { scoring } = look.input.checklist
  const decimals = scoring.section_round_decimals
  const isBelow = (value: Fraction | null, limit: number) =>
    value !== null && less(decimals === undefined ? value : rounded(value, decimals), fromNumber(limit))
  const shownPercent = scoring.grade_on === 'displayed' ? rounded(percent, scoring.display_decimals) : percent
  const count = (severity: Severity) => look.ones.filter((one) => one.finding && one.severity === severity).length
  const holds = (row: BandCondition): boolean => {
    const { min: least, min_points, min_section, max_total, max_single } = row
    if (least !== undefined && less(shownPercent, fromNumber(least))) return false
    if (min_points !== undefined && less(look.earned, fromNumber(min_points))) return false
    if (min_section !== undefined && look.parts.some((part) => isBelow(part.percent, min_section))) return false
    if (row.all_sections_pass && failedParts(look.parts, isBelow).length > 0) return false
    if (max_total !== undefined && less(fromNumber(max_total), look.lost)) return false
    if (max_single !== undefined && look.ones.some((one) => less(fromNumber(max_single), one.lost))) return false
    return gravity.every((severity) => count(severity) <= (row[`max_${severity}`] ?? Number.POSITIVE_INFINITY))
  }
  const row = scoring.bands.findIndex((band) => holds(band) && (band.any_of?.some(holds) ?? true))
  return row < 0 ? scoring.bands.length - 1 : row
}
