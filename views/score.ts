import type { ScoreScale, ScoreUnit } from '../server/audits/shown-score.ts'
import type { Translate } from '../server/i18n/words.ts'
import { changeText, percentText, scoreText } from '../server/reports/figures.ts'

/**
 * Scores in words. A value is hundredths of its unit, greater is better (see `server/audits/shown-score.ts`); without a scale it is
 * a percentage with one decimal.
 */
export type Scale = Partial<ScoreScale>

/** Points without needless zeros: 27, 3.25. */
const pointsFigure = (value: number): string => percentText(Math.abs(value), 2).replace(/\.?0+$/, '')

/** A score: 84.2 (its sign stands beside it or in the head of its column), 扣 27 分, 余 86 分. */
export const formatScore = (
  t: Translate,
  value: number,
  { decimals = 1, limits = [], unit = 'percent' }: Scale = {},
): string =>
  unit === 'percent'
    ? scoreText(value, decimals, limits)
    : t(`score.${unit}`, { n: value < 0 && unit !== 'points_off' ? `−${pointsFigure(value)}` : pointsFigure(value) })

/** A score in a sentence: 84.2%, 扣 27 分. */
export const sayScore = (t: Translate, value: number, scale: Scale = {}): string => {
  const text = formatScore(t, value, scale)
  return (scale.unit ?? 'percent') === 'percent' ? `${text}%` : text
}

/** The bare figure, where the words stand beside it: 84.2, 27. */
export const scoreFigure = (value: number, { decimals = 1, limits = [], unit = 'percent' }: Scale = {}): string =>
  unit === 'percent' ? scoreText(value, decimals, limits) : pointsFigure(value)

/** How far two scores are apart, without a sign: 2.2, 5. */
export const distanceFigure = (difference: number, { decimals = 1, unit = 'percent' }: Scale = {}): string =>
  unit === 'percent' ? percentText(Math.abs(difference), decimals) : pointsFigure(difference)

/** A change with its sign, plus for better: +2.2, −5. */
export const changeFigure = (difference: number, scale: Scale = {}): string => {
  if ((scale.unit ?? 'percent') === 'percent') return changeText(difference, scale.decimals ?? 1)
  const figure = pointsFigure(difference)
  return difference === 0 ? figure : `${difference < 0 ? '−' : '+'}${figure}`
}

/** What stands behind the large figure of a score, or before it. */
export const unitWords = (t: Translate, unit: ScoreUnit): { before: string; after: string } =>
  unit === 'percent'
    ? { before: '', after: '%' }
    : { before: t(`score.${unit}.before`), after: t(`score.${unit}.after`) }
