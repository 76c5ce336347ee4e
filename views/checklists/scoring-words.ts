import type {
  Band,
  BandCondition,
  ChecklistContent,
  Gate,
  GateCondition,
  GateEffect,
  Severity,
  Text,
} from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { formatNumber } from '../format.ts'
import type { Reader as WholeReader } from '../view.ts'

/** What wording a rule takes of a reader; the browser has no more. */
type Reader = Pick<WholeReader, 't' | 'locale'>

const severities: readonly Severity[] = ['critical', 'major', 'minor', 'observation']

/** What gates may name: the sections of a version, or of a draft whose titles may still be missing. */
type Sections = { readonly sections: readonly { readonly id: string; readonly title: Text }[] }

const sectionName = (reader: Reader, content: Sections, id: string) => {
  const section = content.sections.find((one) => one.id === id)
  return (section && pick(reader.locale, section.title)) || id
}

/** The words for one condition of each kind; a condition that a gate does not have gives none. */
const whenWords = (reader: Reader, when: GateCondition, content: Sections): string[] => {
  const { t } = reader
  const n = (value: number) => ({ n: formatNumber(reader, value) })
  const words: string[] = []
  if (when.critical_failed_min !== undefined)
    words.push(t('checklists.when.critical_failed_min', { n: when.critical_failed_min }))
  if (when.any_section_below !== undefined)
    words.push(t('checklists.when.any_section_below', n(when.any_section_below)))
  if (when.section_below) {
    const section = sectionName(reader, content, when.section_below.section)
    words.push(t('checklists.when.section_below', { section, ...n(when.section_below.percent) }))
  }
  if (when.any_group_below) {
    const { kind, percent } = when.any_group_below
    words.push(
      kind === undefined
        ? t('checklists.when.any_group_below', n(percent))
        : t('checklists.when.any_group_below_of', { kind, ...n(percent) }),
    )
  }
  if (when.sections_failed_min !== undefined)
    words.push(t('checklists.when.sections_failed_min', { n: when.sections_failed_min }))
  if (when.item_failed !== undefined) words.push(t('checklists.when.item_failed', { item: when.item_failed }))
  if (when.item_score_at_most) {
    const { item, score } = when.item_score_at_most
    words.push(t('checklists.when.item_score_at_most', { item, ...n(score) }))
  }
  if (when.critical_score_at_most !== undefined)
    words.push(t('checklists.when.critical_score_at_most', n(when.critical_score_at_most)))
  if (when.any_score_at_most !== undefined)
    words.push(t('checklists.when.any_score_at_most', n(when.any_score_at_most)))
  for (const severity of severities) {
    const least = when.count_by_severity?.[severity]
    if (least !== undefined) {
      words.push(t('checklists.when.count_by_severity', { severity: t(`action.severity.${severity}`), n: least }))
    }
  }
  if (when.max_single !== undefined) words.push(t('checklists.when.max_single', n(when.max_single)))
  if (when.coverage_below !== undefined) {
    words.push(t('checklists.when.coverage_below', { share: when.coverage_below }))
  }
  if (when.not_applicable_min !== undefined)
    words.push(t('checklists.when.not_applicable_min', { n: when.not_applicable_min }))
  if (when.finding_repeat !== undefined) words.push(t('checklists.when.finding_repeat', { n: when.finding_repeat }))
  return words
}

const deductionWords = (reader: Reader, then: GateEffect): string => {
  const { t } = reader
  let effect =
    then.deduct_points === undefined
      ? t('checklists.then.deduct_percent_of_possible', {
          n: formatNumber(reader, then.deduct_percent_of_possible ?? 0),
        })
      : t('checklists.then.deduct_points', { n: formatNumber(reader, then.deduct_points) })
  if (then.each) effect = t('checklists.then.each', { effect })
  return then.from === 'section' ? t('checklists.then.from_section', { effect }) : effect
}

const thenWords = (reader: Reader, then: GateEffect, content: Sections): string => {
  const { t } = reader
  if (then.cap_grade !== undefined) return t('checklists.then.cap_grade', { grade: then.cap_grade })
  if (then.set_grade !== undefined) return t('checklists.then.set_grade', { grade: then.set_grade })
  if (then.zero_audit) return t('checklists.then.zero_audit')
  if (then.zero_section === true) return t('checklists.then.zero_sections')
  if (then.zero_section !== undefined) {
    return t('checklists.then.zero_section', { section: sectionName(reader, content, then.zero_section) })
  }
  return deductionWords(reader, then)
}

/** What the machine does with a gate, beside the sentence that its author wrote. */
export const gateWords = (reader: Reader, gate: Pick<Gate, 'when' | 'then'>, content: Sections): string =>
  reader.t('checklists.gate.rule', {
    when: whenWords(reader, gate.when, content).join(reader.t('checklists.and')),
    effect: thenWords(reader, gate.then, content),
  })

const bandConditionWords = (reader: Reader, band: BandCondition): string[] => {
  const { t } = reader
  const words: string[] = []
  for (const name of ['min', 'min_points', 'min_section', 'max_total', 'max_single'] as const) {
    const value = band[name]
    if (value !== undefined) words.push(t(`checklists.band.${name}`, { n: formatNumber(reader, value) }))
  }
  if (band.all_sections_pass) words.push(t('checklists.band.all_sections_pass'))
  for (const severity of severities) {
    const most = band[`max_${severity}`]
    if (most !== undefined) {
      words.push(t('checklists.band.max_severity', { severity: t(`action.severity.${severity}`), n: most }))
    }
  }
  return words
}

/** Alternatives; behind other conditions they stand in brackets. */
const anyWords = ({ t }: Reader, any: string[], isBehind: boolean): string => {
  const joined = any.join(t('checklists.or'))
  return isBehind ? t('checklists.bracketed', { words: joined }) : joined
}

/** When a grade is given. The last row takes what no other took. */
export const bandWords = (reader: Reader, band: Band, isLast: boolean): string => {
  const and = reader.t('checklists.and')
  const own = bandConditionWords(reader, band)
  const any = (band.any_of ?? []).map((one) => bandConditionWords(reader, one).join(and))
  const all = [...own, ...(any.length > 0 ? [anyWords(reader, any, own.length > 0)] : [])]
  return isLast || all.length === 0 ? reader.t('checklists.band.rest') : all.join(and)
}

/** How the whole is computed, one sentence per policy. */
export const scoringWords = (reader: Reader, { scoring }: ChecklistContent): string[] => {
  const { t } = reader
  const n = (value: number) => ({ n: formatNumber(reader, value) })
  const words = [
    t(`checklists.rollup.${scoring.rollup}`, n(scoring.start_minus?.start ?? 0)),
    ...(scoring.section_rollup ? [t(`checklists.section_rollup.${scoring.section_rollup}`)] : []),
    t(`checklists.na.${scoring.na}`),
    t(`checklists.unanswered.${scoring.unanswered}`),
    t(`checklists.coverage.${scoring.min_coverage.scope}`, { share: scoring.min_coverage.min }),
    t('checklists.rounding', { n: scoring.display_decimals }),
  ]
  if (scoring.min_coverage.most_na !== undefined) {
    words.push(t('checklists.coverage.most_na', { n: scoring.min_coverage.most_na }))
  }
  for (const severity of severities) {
    const each = scoring.start_minus?.per_severity?.[severity]
    if (each !== undefined) {
      words.push(t('checklists.per_severity', { severity: t(`action.severity.${severity}`), ...n(each) }))
    }
  }
  for (const level of ['points', 'section', 'whole'] as const) {
    const decimals = scoring.round?.[level]
    if (decimals !== undefined) words.push(t(`checklists.round.${level}`, { n: decimals }))
  }
  if (scoring.weights_add_to !== undefined) words.push(t('checklists.weights_add_to', n(scoring.weights_add_to)))
  if (scoring.groups) {
    const groups = scoring.groups.map((group) =>
      t('checklists.group', { name: pick(reader.locale, group), kind: group.kind }),
    )
    words.push(t('checklists.groups', { groups: groups.join(t('checklists.evidence.comma')) }))
  }
  if (scoring.section_round_decimals !== undefined) {
    words.push(t('checklists.section_rounding', { n: scoring.section_round_decimals }))
  }
  if (scoring.grade_on === 'displayed') words.push(t('checklists.grade_on.displayed'))
  if (scoring.bonus_cap !== undefined) words.push(t('checklists.bonus_cap', n(scoring.bonus_cap)))
  if (scoring.bonus_points_cap !== undefined) {
    words.push(t('checklists.bonus_points_cap', n(scoring.bonus_points_cap)))
  }
  if (scoring.floor !== undefined) words.push(t('checklists.floor', n(scoring.floor)))
  if (scoring.index_scale !== undefined) words.push(t('checklists.index', n(scoring.index_scale)))
  return words
}
