import { awayWords } from '../../../server/checklists/condition-words.ts'
import type { ChecklistContent, Item } from '../../../server/checklists/format.ts'
import { pick } from '../../../server/i18n/fill.ts'
import {
  compare,
  fromExact,
  fromNumber,
  isBelow,
  isZero,
  one,
  type Rational,
  subtract,
  zero,
} from '../../../server/scoring/rational.ts'
import type { ItemResult, ScoreResult } from '../../../server/scoring/result.ts'
import { asPercent, points, pointsOf, withSign } from './figures.ts'
import { figure, name, prose, type TracePart, type TraceRow, type Wording } from './model.ts'
import { tellsLosses } from './sections.ts'

/** Every item with how its points came about, section by section. */
export const itemsPart = (wording: Wording, content: ChecklistContent, result: ScoreResult): TracePart => {
  const { locale, t } = wording
  const scored = new Map(result.items.map((item) => [item.code, item]))
  const groups = content.sections.flatMap((section) => {
    const rows = section.items.flatMap((item): TraceRow[] => {
      const one = scored.get(item.id)
      return one && one.state !== 'not_asked' ? [rowOf(wording, content, item, one)] : []
    })
    if (rows.length === 0) return []
    const of = result.sections.find(({ id }) => id === section.id)
    const aside =
      !of || of.percent === null
        ? t('trace.section.none')
        : t('trace.figure.points', { n: `${pointsOf(of.earned)} / ${pointsOf(of.possible)}` })
    return [{ title: pick(locale, section.title), aside, rows }]
  })
  const columns = [
    name(t('trace.item')),
    prose(t('trace.item.how')),
    figure(t('trace.points')),
    figure(t(tellsLosses(content) ? 'trace.off' : 'trace.lost')),
  ]
  return { id: 'items', title: t('trace.items'), table: { columns, groups }, lines: [] }
}

const rowOf = (wording: Wording, content: ChecklistContent, item: Item, scored: ItemResult): TraceRow => {
  const { locale, t } = wording
  const [how = '', ...more] = howWords(wording, content, item, scored)
  const isOut = scored.earned === null || scored.possible === null
  return {
    cells: [
      [item.id, pick(locale, item.text), ...factsOf(wording, item, scored)],
      [how, ...more],
      [isOut ? t('trace.none') : `${pointsOf(scored.earned ?? '0/1')} / ${pointsOf(scored.possible ?? '0/1')}`],
      [scored.lost === null || isZero(fromExact(scored.lost)) ? '' : pointsOf(scored.lost)],
    ],
    ...(isOut ? { tone: 'quiet' as const } : {}),
  }
}

/** What gates and the grade table know of an item besides its points. */
const factsOf = ({ t }: Wording, item: Item, { failed, finding, severity }: ItemResult): string[] => [
  ...(item.critical ? [t(failed ? 'trace.item.critical.failed' : 'trace.item.critical')] : []),
  ...(finding && severity ? [t('trace.item.finding', { severity: t(`action.severity.${severity}`) })] : []),
]

const howWords = (wording: Wording, content: ChecklistContent, item: Item, scored: ItemResult): string[] => {
  const { t } = wording
  const { na, round, start_minus } = content.scoring
  if (scored.state === 'not_applicable') {
    const why = scored.away ? [awayWords(wording, scored.away, item, content)] : []
    const counted = scored.earned === null || na === 'forbid' ? 'exclude' : na
    return [t(`trace.item.na.${counted}`), ...why]
  }
  if (scored.state === 'unanswered') return [t(scored.earned === null ? 'trace.item.open' : 'trace.item.open.zero')]
  if (scored.earned === null || scored.ratio === null) return [t('trace.item.unscored')]
  const words = answeredWords(wording, item, scored)
  if (round?.points !== undefined && item.class !== 'bonus') words.push(t('trace.item.rounded', { n: round.points }))
  if (scored.adjusted) {
    const { earned, possible } = scored.adjusted
    words.push(t('trace.item.adjusted', { earned: signedPoints(earned), possible: signedPoints(possible) }))
  }
  if (start_minus?.per_severity && scored.finding && scored.severity) {
    const severity = t(`action.severity.${scored.severity}`)
    words.push(t('trace.item.penalty', { severity, off: pointsOf(scored.lost ?? '0/1') }))
  }
  return words
}

const signedPoints = (exact: string): string => {
  const value = fromExact(exact)
  return isBelow(zero, value) ? `+${points(value)}` : points(value)
}

/** The points before anything was adjusted by hand. */
const ownPoints = ({ adjusted, earned, possible }: ItemResult): { earned: Rational; possible: Rational } => ({
  earned: subtract(fromExact(earned ?? '0/1'), fromExact(adjusted?.earned ?? '0/1')),
  possible: subtract(fromExact(possible ?? '0/1'), fromExact(adjusted?.possible ?? '0/1')),
})

const answeredWords = (wording: Wording, item: Item, scored: ItemResult): string[] => {
  const { t } = wording
  const { response } = item
  const { how } = scored
  const own = ownPoints(scored)
  const ratio = fromExact(scored.ratio ?? '0/1')
  const params = {
    points: points(fromNumber(item.points)),
    earned: points(own.earned),
    possible: points(own.possible),
    ratio: withSign(wording, points(asPercent(ratio))),
  }
  if (item.class === 'bonus') return [t('trace.item.bonus', params)]
  if (how) return howOf(wording, item, scored, how, params)
  if (response.type === 'scale' && scored.score !== null) {
    return [t('trace.item.scale', { ...params, score: pointsOf(scored.score), max: points(fromNumber(response.max)) })]
  }
  if (response.type === 'sample' && response.rule === 'accept') {
    return [t(isZero(ratio) ? 'trace.item.rejected' : 'trace.item.accepted', { ...params, accept: response.accept })]
  }
  if (response.type === 'sample' && response.rule === 'bands' && scored.score !== null) {
    const max = points(fromNumber(response.limits.max))
    return [t('trace.item.banded', { ...params, score: pointsOf(scored.score), max })]
  }
  if (
    (response.type === 'choice' || response.type === 'choices') &&
    response.options.some((option) => option.demerit !== undefined)
  ) {
    const off = subtract(fromNumber(item.points), own.earned)
    if (isZero(off)) return [t('trace.item.demerit.none')]
    const cost = points(off)
    return [t('trace.item.demerit', { off: cost }), t('trace.item.without', { ...params, off: cost })]
  }
  if (compare(own.possible, fromNumber(item.points)) !== 0) return [t('trace.item.own', params)]
  if (compare(ratio, one) === 0) return [t('trace.item.full', params)]
  if (isZero(ratio)) return [t('trace.item.nothing', params)]
  if (response.type === 'duration') return [t('trace.item.duration', params)]
  return [t(response.type === 'sample' ? 'trace.item.conform' : 'trace.item.ratio', params)]
}

/** The rules whose result a ratio alone does not tell. */
const howOf = (
  wording: Wording,
  item: Item,
  scored: ItemResult,
  how: NonNullable<ItemResult['how']>,
  params: { points: string; earned: string; possible: string; ratio: string },
): string[] => {
  const { t } = wording
  const { response } = item
  const isWhole = (off: string) => !isBelow(fromExact(off), fromNumber(item.points))
  switch (how.rule) {
    case 'ratings': {
      const said = {
        ...params,
        n: how.ratings.length,
        ratings: how.ratings.map((rating) => points(fromNumber(rating))).join(t('trace.list')),
      }
      if (how.combine === 'sum' || response.type !== 'scale') return [t('trace.item.ratings.sum', said)]
      const score = pointsOf(scored.score ?? '0/1')
      const max = points(fromNumber(response.max))
      return [
        t(`trace.item.ratings.${how.combine}`, { ...said, score }),
        t('trace.item.scale', { ...params, score, max }),
      ]
    }
    case 'aql': {
      const accepted = how.found <= how.accept
      return [
        t(accepted ? 'trace.item.aql.accepted' : 'trace.item.aql.rejected', { ...params, found: how.found }),
        t('trace.item.aql', { code: how.code, size: how.size, accept: how.accept, reject: how.reject }),
      ]
    }
    case 'count_deduct': {
      const { most, per } =
        response.type === 'number' && response.rule === 'count_deduct' ? response : { most: undefined, per: 0 }
      const limits =
        most !== undefined
          ? [t('trace.item.count.most', { most })]
          : isWhole(how.off)
            ? [t('trace.item.until_empty')]
            : []
      return [
        t('trace.item.count', { per: points(fromNumber(per)), off: pointsOf(how.off) }),
        ...limits,
        lessWords(wording, item, ownPoints(scored).earned),
      ]
    }
    case 'step_deduct': {
      const rule =
        response.type === 'number' && response.rule === 'step_deduct'
          ? response
          : { per_step: 0, steps: 'full' as const }
      const limits = isWhole(how.off) ? [t('trace.item.until_empty')] : []
      const per = points(fromNumber(rule.per_step))
      return [
        t('trace.item.steps', { steps: how.steps, per, off: pointsOf(how.off) }),
        t(`trace.item.steps.${rule.steps}`),
        ...limits,
        lessWords(wording, item, ownPoints(scored).earned),
      ]
    }
    case 'half_credit':
      return [t('trace.item.half_credit')]
  }
}

/** What is left of an item after what was taken off. */
const lessWords = ({ t }: Wording, item: Item, earned: Rational): string => {
  const worth = fromNumber(item.points)
  const off = points(subtract(worth, earned))
  return t('trace.item.without', { points: points(worth), off, earned: points(earned) })
}
