import type { ScoreScale, ScoreUnit } from '../server/audits/shown-score.ts'
import type { Translate } from '../server/i18n/words.ts'
import { formatChangeBp, formatPoints, percentFigure, scoreText } from './format.ts'

/**
 * Scores in words. A value is hundredths of its unit, greater is better (see `server/audits/shown-score.ts`); without a scale it is
 * a percentage with one decimal.
 */
export type Scale = Partial<ScoreScale>

/** Points off stand without their sign: words or a head say that they are off. */
const pointsFigure = (value: number, unit: ScoreUnit): string =>
  formatPoints(unit === 'points_off' ? Math.abs(value) : value)

/** A score: 84.2 (its sign stands beside it or in the head of its column), 扣 27 分, 余 86 分. */
export const formatScore = (
  t: Translate,
  value: number,
  { decimals = 1, limits = [], unit = 'percent' }: Scale = {},
): string =>
  unit === 'percent' ? scoreText(value, decimals, limits) : t(`score.${unit}`, { n: pointsFigure(value, unit) })

/** A score in a sentence: 84.2%, 扣 27 分. */
export const sayScore = (t: Translate, value: number, scale: Scale = {}): string => {
  const text = formatScore(t, value, scale)
  return (scale.unit ?? 'percent') === 'percent' ? `${text}%` : text
}

/** The bare figure, where the words stand beside it: 84.2, 27. */
export const scoreFigure = (value: number, { decimals = 1, limits = [], unit = 'percent' }: Scale = {}): string =>
  unit === 'percent' ? scoreText(value, decimals, limits) : pointsFigure(value, unit)

/** How far two scores are apart, without a sign: 2.2, 5. */
export const distanceFigure = (difference: number, { decimals = 1, unit = 'percent' }: Scale = {}): string =>
  unit === 'percent' ? percentFigure(Math.abs(difference), decimals) : formatPoints(Math.abs(difference))

/** A change with its sign, plus for better: +2.2, −5. */
export const changeFigure = (difference: number, scale: Scale = {}): string => {
  if ((scale.unit ?? 'percent') === 'percent') return formatChangeBp(difference, scale.decimals ?? 1)
  const figure = formatPoints(Math.abs(difference))
  return difference === 0 ? figure : `${difference < 0 ? '−' : '+'}${figure}`
}

/** What stands behind the large figure of a score, or before it. */
export const unitWords = (t: Translate, unit: ScoreUnit): { before: string; after: string } =>
  unit === 'percent'
    ? { before: '', after: '%' }
    : { before: t(`score.${unit}.before`), after: t(`score.${unit}.after`) }
