import { unitOf } from '../../../server/audits/shown-score.ts'
import type { ChecklistContent } from '../../../server/checklists/format.ts'
import { pick } from '../../../server/i18n/fill.ts'
import {
  add,
  compare,
  divide,
  fromExact,
  fromNumber,
  isBelow,
  isZero,
  multiply,
  type Rational,
  subtract,
  zero,
} from '../../../server/scoring/rational.ts'
import type { ScoreResult, SectionResult, Step } from '../../../server/scoring/result.ts'
import { asPercent, percentsOf, points, pointsOf, shareOf, sumOf, withSign } from './figures.ts'
import { figure, name, prose, type TracePart, tableOf, type Wording } from './model.ts'

/** Where the sum stands: the percentage, and the points off so far. */
type Standing = { percent: Rational; off: Rational }

const exactSum = (values: readonly string[]): Rational => values.map(fromExact).reduce(add, zero)

/** From the sections to the score, each step with its figures and what stands after it. */
export const stepsPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart | null => {
  if (result.steps.length === 0) return null
  const { t } = wording
  const unit = unitOf(content.scoring)
  let before: Standing = { percent: zero, off: exactSum(result.sections.map(({ lost }) => lost)) }
  const rows = result.steps.map((step, index) => {
    const percent = fromExact(step.percent)
    const taken = step.step === 'gate' ? shareOf(subtract(before.percent, percent), fromExact(result.possible)) : zero
    const after = { percent, off: add(before.off, taken) }
    const told =
      index === 0
        ? rollupWords(wording, content, result, step)
        : changeWords(wording, content, result, step, before, after)
    before = after
    const label = step.step === 'gate' ? t('trace.step.gate', { gate: step.gate ?? '' }) : t(`trace.step.${step.step}`)
    return { cells: [[label], told, [standing(wording, content, result, after)]] }
  })
  return {
    id: 'steps',
    title: t(unit === 'points_off' ? 'trace.steps.off' : 'trace.steps'),
    table: tableOf([name(t('trace.steps.step')), prose(t('trace.steps.sum')), figure(t('trace.steps.after'))], rows),
    lines: [],
  }
}

/** What stands after a step, in the unit in which the checklist counts. */
const standing = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  { off, percent }: Standing,
): string => {
  const unit = unitOf(content.scoring)
  if (unit === 'percent') return withSign(wording, percentsOf(content)(percent))
  const n = unit === 'points_off' ? off : shareOf(percent, fromExact(result.possible))
  return wording.t(`trace.figure.${unit}`, { n: points(n) })
}

/** The first step: sections to a whole, with the figures of every section. */
const rollupWords = (wording: Wording, content: ChecklistContent, result: ScoreResult, step: Step): string[] => {
  const { locale, t } = wording
  const { rollup, start_minus } = content.scoring
  const percent = percentsOf(content)
  const whole = withSign(wording, percent(fromExact(step.percent)))
  const scored = result.sections.filter((section) => section.percent !== null)
  const possible = fromExact(result.possible)
  const earned = shareOf(fromExact(step.percent), possible)
  const empty = scored.length < result.sections.filter(({ asked }) => asked > 0).length
  switch (rollup) {
    case 'weighted_sections': {
      const terms = scored.map(
        (section) => `${sectionTerm(wording, percent, section)} × ${shareText(wording, section)}`,
      )
      return [`${terms.join(' + ')} = ${whole}`, ...(empty ? [t('trace.sum.empty')] : [])]
    }
    case 'mean_sections': {
      const terms = scored.map((section) => sectionTerm(wording, percent, section))
      return [`(${terms.join(' + ')}) ÷ ${scored.length} = ${whole}`]
    }
    case 'lowest_section': {
      const lowest = scored.find((section) => section.percent === step.percent) ?? scored[0]
      const title = content.sections.find(({ id }) => id === lowest?.id)?.title
      const section = t('trace.quoted', { name: title ? pick(locale, title) : '' })
      return [t('trace.sum.lowest', { section, percent: whole })]
    }
    case 'start_minus': {
      const off = exactSum(result.sections.map(({ lost }) => lost))
      const start = fromNumber(start_minus?.start ?? 100)
      const bonus = add(subtract(earned, start), off)
      const params = { start: points(start), off: points(off), bonus: points(bonus), left: points(earned) }
      return [
        ...offWords(wording, result),
        t(isZero(bonus) ? 'trace.sum.start' : 'trace.sum.start.bonus', params),
        ...(compare(start, fromNumber(100)) === 0 ? [] : [`${points(earned)} ÷ ${points(start)} = ${whole}`]),
      ]
    }
    case 'demerit_sum': {
      const off = offWords(wording, result)
      if (!comparesPercent(content)) return off
      return [...off, t('trace.sum.kept', { earned: points(earned), possible: points(possible), percent: whole })]
    }
    default:
      return [...pooledWords(wording, content, result, earned), `${points(earned)} ÷ ${points(possible)} = ${whole}`]
  }
}

/** Whether some row of the grade table looks at the percentage. */
export const comparesPercent = ({ scoring }: ChecklistContent): boolean =>
  scoring.bands.some(({ any_of = [], min }) => min !== undefined || any_of.some((row) => row.min !== undefined))

const offWords = ({ t }: Wording, result: ScoreResult): string[] => {
  const losses = result.sections.filter(({ lost }) => !isZero(fromExact(lost))).map(({ lost }) => fromExact(lost))
  return [t('trace.sum.off', { terms: sumOf(losses, losses.reduce(add, zero)) })]
}

const pooledWords = (
  { t }: Wording,
  { scoring }: ChecklistContent,
  result: ScoreResult,
  earned: Rational,
): string[] => {
  const counted = result.sections.filter(({ earned, percent }) => percent !== null || !isZero(fromExact(earned)))
  if (counted.length === 0) return []
  const all = exactSum(counted.map((section) => section.earned))
  const words =
    counted.length === 1
      ? []
      : [
          t('trace.sum.earned', {
            terms: sumOf(
              counted.map((section) => fromExact(section.earned)),
              all,
            ),
          }),
          t('trace.sum.possible', {
            terms: sumOf(
              counted.map((section) => fromExact(section.possible)),
              fromExact(result.possible),
            ),
          }),
        ]
  const excess = subtract(all, earned)
  if (scoring.bonus_points_cap === undefined || isZero(excess)) return words
  const params = { cap: points(fromNumber(scoring.bonus_points_cap)), excess: points(excess), earned: points(earned) }
  return [...words, t('trace.sum.bonus_points_cap', params)]
}

/** A section in a sum: "168 / 200" where that is its percentage, else the percentage. */
const sectionTerm = (wording: Wording, percent: (value: Rational) => string, section: SectionResult): string => {
  const own = fromExact(section.percent ?? '0/1')
  const possible = fromExact(section.possible)
  const isPlain = !isZero(possible) && compare(asPercent(divide(fromExact(section.earned), possible)), own) === 0
  if (isPlain && !isBelow(own, zero)) return `${pointsOf(section.earned)} / ${pointsOf(section.possible)}`
  const text = withSign(wording, percent(own))
  return isBelow(own, zero) ? `(${text})` : text
}

export const shareText = (wording: Wording, { share }: SectionResult): string =>
  share === null ? '' : withSign(wording, points(asPercent(fromExact(share))))

/** A later step: what it did to the figure before it. */
const changeWords = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  step: Step,
  before: Standing,
  after: Standing,
): string[] => {
  const { t } = wording
  const { bonus_cap, floor, round } = content.scoring
  const percent = (value: Rational) => withSign(wording, percentsOf(content)(value))
  const was = percent(before.percent)
  switch (step.step) {
    case 'bonus_cap':
      return [t('trace.sum.cap', { before: was, limit: percent(fromNumber(bonus_cap ?? 100)) })]
    case 'floor':
      return [t('trace.sum.floor', { before: was, limit: percent(fromNumber(floor ?? 0)) })]
    case 'round':
      return [t('trace.sum.round', { before: was, n: round?.whole ?? 0 })]
    default:
      return gateWords(wording, content, result, step, before, after)
  }
}

const gateWords = (
  wording: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  step: Step,
  before: Standing,
  after: Standing,
): string[] => {
  const { locale, t } = wording
  const gate = content.scoring.gates.find(({ id }) => id === step.gate)
  const said = gate ? [pick(locale, gate)] : []
  if (gate?.then.zero_audit) return [...said, t('trace.sum.zero_audit')]
  const possible = fromExact(result.possible)
  const off = subtract(before.percent, after.percent)
  const taken = points(shareOf(off, possible))
  switch (unitOf(content.scoring)) {
    case 'points_off':
      return [
        ...said,
        t('trace.sum.deduct.points', { before: points(before.off), points: taken, after: points(after.off) }),
      ]
    case 'percent': {
      const percent = (value: Rational) => withSign(wording, percentsOf(content)(value))
      const params = {
        points: taken,
        before: percent(before.percent),
        off: percent(off),
        after: percent(after.percent),
      }
      return [...said, t('trace.sum.deduct', params)]
    }
    default: {
      const left = (value: Rational) => points(shareOf(value, possible))
      const params = { before: left(before.percent), points: taken, after: left(after.percent) }
      return [...said, t('trace.sum.deduct.left', params)]
    }
  }
}

/** What a share of the whole makes of a section's percentage. */
export const contribution = ({ percent, share }: SectionResult): Rational | null =>
  percent === null || share === null ? null : multiply(fromExact(percent), fromExact(share))
