import { unitOf } from '../../../server/audits/shown-score.ts'
import type { ChecklistContent, Section, Severity } from '../../../server/checklists/format.ts'
import { pick } from '../../../server/i18n/fill.ts'
import { add, fromExact, fromNumber, isZero, multiply, roundHalfUp, zero } from '../../../server/scoring/rational.ts'
import type { ScoreResult, SectionResult } from '../../../server/scoring/result.ts'
import { percentsOf, points, pointsOf, withSign } from './figures.ts'
import { figure, name, prose, type TraceCell, type TracePart, type TraceRow, tableOf, type Wording } from './model.ts'
import { contribution, shareText } from './steps.ts'

/** Sections, groups and what findings of each severity took off. */

/** Whether sections are told by the points they lost, not by a percentage. */
export const tellsLosses = ({ scoring }: ChecklistContent): boolean =>
  unitOf(scoring) === 'points_off' || unitOf(scoring) === 'points_left'

export const sectionsPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart | null => {
  const { t } = wording
  const asked = result.sections.filter((section) => section.asked > 0)
  if (asked.length === 0) return null
  const byLosses = tellsLosses(content)
  const isWeighted = content.scoring.rollup === 'weighted_sections'
  const hasShares = !byLosses && asked.some(({ share }) => share !== null)
  const figures = [
    ...(byLosses ? [t('trace.off')] : [t('trace.points'), t('trace.percent')]),
    ...(isWeighted ? [t('trace.weight')] : []),
    ...(hasShares ? [t('trace.share'), t('trace.part')] : []),
  ]
  const percent = percentsOf(content)
  const rows = asked.map((section): TraceRow => {
    const written = content.sections.find(({ id }) => id === section.id)
    const of = contribution(section)
    const percentText =
      section.percent === null ? t('trace.none') : withSign(wording, percent(fromExact(section.percent)))
    const pointsText =
      section.percent === null ? t('trace.none') : `${pointsOf(section.earned)} / ${pointsOf(section.possible)}`
    return {
      cells: [
        [
          written ? pick(wording.locale, written.title) : section.id,
          ...sectionNotes(wording, content, result, section, written),
        ],
        ...(byLosses ? [[pointsOf(section.lost)]] : [[pointsText], [percentText]]),
        ...(isWeighted ? [[points(fromNumber(written?.weight ?? 0))]] : []),
        ...(hasShares
          ? [[shareText(wording, section) || t('trace.none')], [of ? withSign(wording, percent(of)) : t('trace.none')]]
          : []),
      ],
      ...(section.percent === null ? { tone: 'quiet' as const } : {}),
    }
  })
  return {
    id: 'sections',
    title: t('trace.sections'),
    table: tableOf([name(t('trace.section')), ...figures.map(figure)], rows),
    lines: [],
  }
}

const sectionNotes = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  section: SectionResult,
  written: Section | undefined,
): string[] => {
  const { t } = wording
  const { scoring } = content
  if (section.percent === null) return [t('trace.section.none')]
  const notes: string[] = []
  const mean = written?.rollup ?? scoring.section_rollup ?? 'pooled_points'
  if (written?.start !== undefined) notes.push(t('trace.section.start', { start: points(fromNumber(written.start)) }))
  else if (mean !== 'pooled_points') notes.push(t(`trace.section.${mean}`))
  if (scoring.round?.section !== undefined) notes.push(t('trace.section.rounded', { n: scoring.round.section }))
  if (section.zeroed) notes.push(t('trace.section.zeroed'))
  const taking = takingFrom(content, result, section)
  if (taking.length > 0 && !section.zeroed)
    notes.push(t('trace.section.taken', { gates: taking.join(t('trace.list')) }))
  const decimals = scoring.section_round_decimals
  const percent = (value: ReturnType<typeof fromExact>) => withSign(wording, percentsOf(content)(value))
  const exact = fromExact(section.percent)
  if (decimals !== undefined && scoring.gates.length > 0 && !isZero(exact)) {
    const compared = percent(roundHalfUp(exact, decimals))
    if (compared !== percent(exact)) notes.push(t('trace.section.compared', { percent: compared }))
  }
  if (section.passed !== null && written?.pass_mark !== undefined) {
    const mark = percent(fromNumber(written.pass_mark))
    notes.push(t(section.passed ? 'trace.section.passed' : 'trace.section.missed', { mark }))
  }
  return notes
}

/** Triggered gates that take points from this section. */
const takingFrom = (content: ChecklistContent, result: ScoreResult, section: SectionResult): string[] => {
  const items = new Set(result.items.filter((item) => item.section === section.id).map(({ code }) => code))
  return result.gates
    .filter(
      ({ because, then, triggered }) =>
        triggered && then.from === 'section' && because.some((cause) => cause === section.id || items.has(cause)),
    )
    .map(({ id }) => id)
    .filter((id) => content.scoring.gates.some((gate) => gate.id === id))
}

export const groupsPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart | null => {
  const { locale, t } = wording
  if (result.groups.length === 0) return null
  const percent = percentsOf(content)
  const decimals = content.scoring.section_round_decimals
  const rows = result.groups.map((group): TraceRow => {
    const written = content.scoring.groups?.find(({ id }) => id === group.id)
    const exact = group.percent === null ? null : fromExact(group.percent)
    const compared =
      exact === null || decimals === undefined ? null : withSign(wording, percent(roundHalfUp(exact, decimals)))
    const shown = exact === null ? t('trace.none') : withSign(wording, percent(exact))
    const cell: TraceCell =
      compared === null || compared === shown ? [shown] : [shown, t('trace.section.compared', { percent: compared })]
    return {
      cells: [
        [written ? pick(locale, written) : group.id],
        [group.kind],
        [group.percent === null ? t('trace.none') : `${pointsOf(group.earned)} / ${pointsOf(group.possible)}`],
        cell,
      ],
      ...(group.percent === null ? { tone: 'quiet' as const } : {}),
    }
  })
  const columns = [
    name(t('trace.group')),
    name(t('trace.group.kind')),
    figure(t('trace.points')),
    figure(t('trace.percent')),
  ]
  return { id: 'groups', title: t('trace.groups'), table: tableOf(columns, rows), lines: [t('trace.groups.lead')] }
}

const gravest: readonly Severity[] = ['critical', 'major', 'minor', 'observation']

/** Where findings cost by their severity: how many of each, and what they take off together. */
export const severitiesPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart | null => {
  const { t } = wording
  const weights = content.scoring.start_minus?.per_severity
  if (!weights) return null
  const rows = gravest.flatMap((severity): TraceRow[] => {
    const each = weights[severity]
    const found = result.items.filter((item) => item.finding && item.severity === severity)
    if (each === undefined && found.length === 0) return []
    const off = found.map(({ lost }) => fromExact(lost ?? '0/1')).reduce(add, zero)
    const once = fromNumber(each ?? 0)
    const plain = multiply(once, fromNumber(found.length))
    const sum = `${found.length} × ${points(once)} = ${points(plain)}`
    const isAdjusted = points(plain) !== points(off)
    return [
      {
        cells: [
          [t(`action.severity.${severity}`)],
          [String(found.length), ...(found.length > 0 ? [found.map(({ code }) => code).join(t('trace.list'))] : [])],
          [points(once)],
          isAdjusted ? [points(off), sum] : [sum],
        ],
        ...(found.length === 0 ? { tone: 'quiet' as const } : {}),
      },
    ]
  })
  const columns = [
    name(t('trace.severity')),
    prose(t('trace.severity.count')),
    figure(t('trace.severity.each')),
    figure(t('trace.off')),
  ]
  return { id: 'severities', title: t('trace.severities'), table: tableOf(columns, rows), lines: [] }
}
