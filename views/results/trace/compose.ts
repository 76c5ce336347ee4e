import { unitOf } from '../../../server/audits/shown-score.ts'
import type { ChecklistContent } from '../../../server/checklists/format.ts'
import { pick } from '../../../server/i18n/fill.ts'
import { fromExact } from '../../../server/scoring/rational.ts'
import type { ScoreResult } from '../../../server/scoring/result.ts'
import { displayIndex, displayPercent } from '../../../server/scoring/score.ts'
import { points, pointsOf, shareOf, withSign } from './figures.ts'
import { gatesPart } from './gates.ts'
import { coveragePart, gradesPart, roundingPart } from './grades.ts'
import { itemsPart } from './items.ts'
import type { Trace, Wording } from './model.ts'
import { groupsPart, sectionsPart, severitiesPart } from './sections.ts'
import { stepsPart } from './steps.ts'

/** Why it is this score and this grade, told with every figure. Pure: the same in the server, the browser and for ever. */
export const traceOf = (wording: Wording, content: ChecklistContent, result: ScoreResult): Trace => {
  const shown = scoreWords(wording, content, result)
  const parts = [
    stepsPart(wording, content, result),
    sectionsPart(wording, content, result),
    groupsPart(wording, content, result),
    severitiesPart(wording, content, result),
    gatesPart(wording, content, result),
    gradesPart(wording, content, result),
    coveragePart(wording, content, result),
    roundingPart(wording, content, result, shown),
    itemsPart(wording, content, result),
  ].filter((part) => part !== null)
  return { lead: leadOf(wording, content, result, shown), parts }
}

/** The score as it is shown: 81.4%, 27 points off, 86 points left. */
const scoreWords = (wording: Wording, content: ChecklistContent, result: ScoreResult): string | null => {
  if (result.percent === null) return null
  switch (unitOf(content.scoring)) {
    case 'percent':
      return withSign(wording, displayPercent(result, content) ?? '')
    case 'points_off':
      return wording.t('trace.figure.points_off', { n: pointsOf(result.lost) })
    case 'points_left': {
      const left = shareOf(fromExact(result.percent), fromExact(result.possible))
      return wording.t('trace.figure.points_left', { n: points(left) })
    }
    case 'points_earned':
      return wording.t('trace.figure.points_earned', { n: pointsOf(result.earned) })
  }
}

const leadOf = (
  { locale, t }: Wording,
  content: ChecklistContent,
  result: ScoreResult,
  shown: string | null,
): string => {
  if (shown === null) return t('trace.lead.none')
  const band = content.scoring.bands.find(({ grade }) => grade === result.grade)
  const index = displayIndex(result, content)
  const sentences = [
    t('trace.lead.score', { score: shown }),
    band ? t('trace.lead.grade', { grade: band.grade, word: pick(locale, band) }) : t('trace.lead.no_grade'),
    ...(index === null ? [] : [t('trace.lead.index', { index, scale: content.scoring.index_scale ?? 1000 })]),
  ]
  return sentences.join(locale === 'zh-CN' ? '' : ' ')
}
