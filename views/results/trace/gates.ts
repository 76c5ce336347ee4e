import { unitOf } from '../../../server/audits/shown-score.ts'
import type { ChecklistContent, Gate } from '../../../server/checklists/format.ts'
import { pick } from '../../../server/i18n/fill.ts'
import {
  add,
  divide,
  fromExact,
  fromNumber,
  hundred,
  multiply,
  type Rational,
  roundHalfUp,
} from '../../../server/scoring/rational.ts'
import type { GateResult, ScoreResult } from '../../../server/scoring/result.ts'
import { gateWords } from '../../checklists/scoring-words.ts'
import { percentsOf, points, pointsOf, withSign } from './figures.ts'
import { name, prose, type TracePart, type TraceRow, tableOf, type Wording } from './model.ts'

/** Every gate with its wording, what triggered it with the figures that did, and what it changed. */
export const gatesPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart => {
  const { locale, t } = wording
  const rows = content.scoring.gates.map((gate): TraceRow => {
    const evaluated = result.gates.find(({ id }) => id === gate.id)
    const because = evaluated?.triggered
      ? evaluated.because.map((cause) => causeWords(wording, content, result, gate, cause))
      : []
    const effect = evaluated?.triggered ? effectWords(wording, content, result, gate, evaluated) : t('trace.gate.free')
    return {
      cells: [[gate.id], [pick(locale, gate), gateWords(wording, gate, content), ...because], [effect]],
      tone: evaluated?.triggered ? 'strong' : 'quiet',
    }
  })
  if (rows.length === 0) return { id: 'gates', title: t('trace.gates'), table: null, lines: [t('trace.gates.none')] }
  const columns = [name(t('trace.gate')), prose(t('trace.gate.wording')), prose(t('trace.gate.effect'))]
  return { id: 'gates', title: t('trace.gates'), table: tableOf(columns, rows), lines: [] }
}

/** An item, section or group that met the condition, with the figure that the gate looked at. */
const causeWords = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  gate: Gate,
  cause: string,
): string => {
  const { locale, t } = wording
  const { scoring } = content
  const part = result.sections.find(({ id }) => id === cause) ?? result.groups.find(({ id }) => id === cause)
  if (part) {
    const title =
      content.sections.find(({ id }) => id === cause)?.title ?? scoring.groups?.find(({ id }) => id === cause)
    const exact = fromExact(part.percent ?? '0/1')
    const decimals = scoring.section_round_decimals
    const compared = decimals === undefined ? exact : roundHalfUp(exact, decimals)
    const percent = withSign(wording, percentsOf(content)(compared))
    return t('trace.gate.part', { name: title ? pick(locale, title) : cause, percent })
  }
  const item = content.sections.flatMap(({ items }) => items).find(({ id }) => id === cause)
  const scored = result.items.find(({ code }) => code === cause)
  const params = { code: cause, text: item ? pick(locale, item.text) : '' }
  const { any_score_at_most, critical_score_at_most, item_score_at_most, max_single } = gate.when
  const scoreLimit = any_score_at_most ?? critical_score_at_most ?? item_score_at_most
  if (scoreLimit !== undefined && scored?.score != null) {
    return t('trace.gate.item', { ...params, score: pointsOf(scored.score) })
  }
  if (max_single !== undefined && scored?.lost != null) {
    return t('trace.gate.item.lost', { ...params, lost: pointsOf(scored.lost) })
  }
  return t('trace.gate.item.plain', params)
}

const effectWords = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  { then }: Gate,
  evaluated: GateResult,
): string => {
  const { t } = wording
  if (then.cap_grade !== undefined) {
    const rowOf = (grade: string | null) => content.scoring.bands.findIndex((band) => band.grade === grade)
    const isIdle = rowOf(result.gradeByScore) >= rowOf(then.cap_grade)
    return t(isIdle ? 'trace.gate.cap.idle' : 'trace.gate.cap', { grade: then.cap_grade })
  }
  if (then.set_grade !== undefined) return t('trace.gate.set', { grade: then.set_grade })
  if (then.zero_audit) return t('trace.gate.zero_audit')
  if (then.zero_section !== undefined) return t('trace.gate.zero_section')
  return deductionWords(wording, content, result, then, evaluated)
}

const deductionWords = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  then: Gate['then'],
  { because }: GateResult,
): string => {
  const { t } = wording
  const { deduct_percent_of_possible: share, deduct_points: fixed = 0 } = then
  // Taken off sections, a share is of the points of each, so it is said as a share.
  if (then.from === 'section' && share !== undefined) {
    const effect = withSign(wording, `−${points(fromNumber(share))}`)
    return t('trace.gate.off.section', { effect: then.each ? `${effect} × ${because.length}` : effect })
  }
  const once: Rational = add(
    fromNumber(fixed),
    divide(multiply(fromNumber(share ?? 0), fromExact(result.possible)), hundred),
  )
  const times = then.each ? because.length : 1
  const all = points(multiply(once, fromNumber(times)))
  const effect = then.each
    ? t('trace.gate.off.each', { once: points(once), times, points: all })
    : t('trace.gate.off', { points: all })
  const isShare = share !== undefined && unitOf(content.scoring) === 'percent'
  const said = isShare
    ? `${effect} (${withSign(wording, `−${points(multiply(fromNumber(share), fromNumber(times)))}`)})`
    : effect
  return then.from === 'section' ? t('trace.gate.off.section', { effect: said }) : said
}
