import { unitOf } from '../../../server/audits/shown-score.ts'
import type { ChecklistContent } from '../../../server/checklists/format.ts'
import { pick } from '../../../server/i18n/fill.ts'
import { reaches } from '../../../server/scoring/coverage.ts'
import { isCounted } from '../../../server/scoring/item.ts'
import { decimalText, fromExact, fromNumber, roundHalfUp } from '../../../server/scoring/rational.ts'
import type { ScoreResult, Unmet } from '../../../server/scoring/result.ts'
import { bandWords } from '../../checklists/scoring-words.ts'
import { percentsOf, points, pointsOf, withSign } from './figures.ts'
import { name, prose, type TracePart, type TraceRow, tableOf, type Wording } from './model.ts'
import { comparesPercent } from './steps.ts'

/** Whether enough was judged; the grade table as it was tried; what was rounded. */

const titleOf = ({ locale }: Wording, content: ChecklistContent, id: string): string => {
  const title = content.sections.find((section) => section.id === id)?.title
  const part = title ?? content.scoring.groups?.find((group) => group.id === id)
  return part ? pick(locale, part) : id
}

type Part = { title: string; answered: number; asked: number }

/** Scorable items of each section (and group) with an answer other than N/A. */
const coverageParts = (wording: Wording, content: ChecklistContent, result: ScoreResult): Part[] => {
  const scored = new Map(result.items.map((item) => [item.code, item]))
  const countOf = (title: string, items: readonly ChecklistContent['sections'][number]['items'][number][]): Part => {
    const asked = items.flatMap((item) => {
      const one = scored.get(item.id)
      return one && isCounted({ item, state: one.state, away: one.away }) ? [one] : []
    })
    return { title, asked: asked.length, answered: asked.filter(({ state }) => state === 'answered').length }
  }
  const items = content.sections.flatMap((section) => section.items)
  const groups = content.scoring.min_coverage.scope === 'group' ? (content.scoring.groups ?? []) : []
  return [
    ...content.sections.map((section) => countOf(titleOf(wording, content, section.id), section.items)),
    ...groups.map(({ id }) =>
      countOf(
        titleOf(wording, content, id),
        items.filter((item) => item.groups?.includes(id)),
      ),
    ),
  ]
}

export const coveragePart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart => {
  const { t } = wording
  const { most_na: most, min: share, scope } = content.scoring.min_coverage
  const verdict = (met: boolean) => t(met ? 'trace.coverage.met' : 'trace.coverage.missed')
  const { answered, asked } = result.coverage
  const lines: string[] = []
  if (share.startsWith('0/')) {
    lines.push(t('trace.coverage.free', { answered, asked }))
  } else if (scope === 'audit') {
    lines.push(t('trace.coverage.audit', { answered, asked, share, verdict: verdict(reaches(share, answered, asked)) }))
  } else {
    const low = coverageParts(wording, content, result).filter((part) => !reaches(share, part.answered, part.asked))
    const parts = t(`trace.coverage.parts.${scope}`)
    if (low.length === 0) lines.push(t('trace.coverage.parts', { parts, share }))
    for (const { title, ...counts } of low) {
      lines.push(t('trace.coverage.part', { part: title, ...counts, share, verdict: verdict(false) }))
    }
  }
  if (most !== undefined) {
    lines.push(t('trace.coverage.most_na', { n: asked - answered, most, verdict: verdict(asked - answered <= most) }))
  }
  if (!result.complete && result.unanswered.length > 0) {
    lines.push(t('trace.unanswered', { n: result.unanswered.length, items: result.unanswered.join(t('trace.list')) }))
  }
  return { id: 'coverage', title: t('trace.coverage'), table: null, lines }
}

/** What did not hold, with what was found instead. */
const unmetWords = (wording: Wording, content: ChecklistContent, result: ScoreResult, unmet: Unmet): string => {
  const { t } = wording
  if (unmet.condition === 'any_of') {
    const alternatives = unmet.alternatives.map((each) =>
      each.map((one) => unmetWords(wording, content, result, one)).join(t('checklists.and')),
    )
    return t('trace.unmet.any_of', { alternatives: alternatives.join(t('trace.unmet.or')) })
  }
  const { condition, found } = unmet
  const percent = percentsOf(content)
  if (typeof found !== 'string') {
    const named = found.map((id) => {
      const exact = fromExact(result.sections.find((section) => section.id === id)?.percent ?? '0/1')
      const decimals = content.scoring.section_round_decimals
      const compared = decimals === undefined ? exact : roundHalfUp(exact, decimals)
      return t('trace.gate.part', {
        name: titleOf(wording, content, id),
        percent: withSign(wording, percent(compared)),
      })
    })
    const key = condition === 'min_section' ? 'trace.unmet.min_section' : 'trace.unmet.all_sections_pass'
    return t(key, { found: named.join(t('trace.list')), limit: String(unmet.limit) })
  }
  const limit = points(fromNumber(Number(unmet.limit)))
  switch (condition) {
    case 'min':
      return t('trace.unmet.min', { found: percent(fromExact(found)), limit })
    case 'max_critical':
    case 'max_major':
    case 'max_minor':
    case 'max_observation': {
      const severity = t(`action.severity.${severities[condition]}`)
      return t('trace.unmet.max_severity', { severity, found: pointsOf(found), limit })
    }
    case 'min_points':
    case 'max_total':
    case 'max_single':
      return t(`trace.unmet.${condition}`, { found: pointsOf(found), limit })
    default:
      return ''
  }
}
const severities = {
  max_critical: 'critical',
  max_major: 'major',
  max_minor: 'minor',
  max_observation: 'observation',
} as const

/** The grade table from the best row down, and what gates made of the row that the score alone gives. */
export const gradesPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart => {
  const { locale, t } = wording
  const { bands } = content.scoring
  const rows = bands.map((band, index): TraceRow => {
    const tried = result.tried[index]
    const isOwn = tried !== undefined && index === result.tried.length - 1
    const unmet = (tried?.unmet ?? []).map((one) => unmetWords(wording, content, result, one))
    const found = tried === undefined ? [t('trace.grade.not_tried')] : unmet
    // The last row takes what no other took, whatever it asks for.
    const held = t(index === bands.length - 1 ? 'trace.grade.rest' : 'trace.grade.met')
    return {
      cells: [
        [band.grade, pick(locale, band)],
        [bandWords(wording, band, index === bands.length - 1)],
        isOwn ? [held] : found,
      ],
      ...(isOwn ? { tone: 'strong' as const } : tried === undefined ? { tone: 'quiet' as const } : {}),
    }
  })
  const columns = [name(t('trace.grade')), prose(t('trace.grade.asks')), prose(t('trace.grade.found'))]
  return { id: 'grades', title: t('trace.grades'), table: tableOf(columns, rows), lines: gradeLines(wording, result) }
}

const gradeLines = ({ t }: Wording, result: ScoreResult): string[] => {
  const { grade, gradeByScore } = result
  if (gradeByScore === null) return [t('trace.lead.none')]
  const own = t('trace.grade.by_score', { grade: gradeByScore })
  if (grade === null) {
    return [own, t(result.coverage.met ? 'trace.grade.open' : 'trace.grade.incomplete')]
  }
  const triggered = result.gates.filter((gate) => gate.triggered)
  const named = (gates: typeof triggered) => gates.map(({ id }) => id).join(t('trace.list'))
  const setting = triggered.filter(({ then }) => then.set_grade !== undefined)
  const capping = triggered.filter(({ then }) => then.cap_grade === grade)
  if (setting.some(({ then }) => then.set_grade === grade)) {
    return [own, t('trace.grade.set', { gates: named(setting), grade })]
  }
  if (grade === gradeByScore) return [own, t('trace.grade.unchanged', { grade })]
  return [own, t('trace.grade.capped', { gates: named(capping), byScore: gradeByScore, grade })]
}

/** What was rounded and what was compared as it is; the version of the engine. */
export const roundingPart = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  shown: string | null,
): TracePart => {
  const { t } = wording
  const { scoring } = content
  const { round } = scoring
  const lines: string[] = []
  if (result.percent !== null && comparesPercent(content)) {
    const value = fromExact(result.percent)
    const exact = withSign(wording, percentsOf(content)(value))
    const decimals = scoring.display_decimals
    if (scoring.grade_on === 'displayed') {
      const compared = withSign(wording, decimalText(value, decimals))
      lines.push(t('trace.rounding.displayed', { n: decimals, exact, shown: compared }))
    } else lines.push(t('trace.rounding.exact', { exact, shown: shown ?? exact }))
  } else if (unitOf(scoring) !== 'percent') lines.push(t('trace.rounding.points'))
  if (round?.points !== undefined) lines.push(t('trace.rounding.item_points', { n: round.points }))
  if (round?.section !== undefined) lines.push(t('trace.rounding.section', { n: round.section }))
  if (scoring.section_round_decimals !== undefined)
    lines.push(t('trace.rounding.gates', { n: scoring.section_round_decimals }))
  lines.push(t('trace.rounding.always'))
  lines.push(t('trace.engine', { engine: result.engine, checklist: content.id, version: content.version }))
  return { id: 'rounding', title: t('trace.rounding'), table: null, lines }
}
