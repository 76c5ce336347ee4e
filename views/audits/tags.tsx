import { type ScoreColumns, scoreValueOf } from '../../server/audits/shown-score.ts'
import type { AuditState } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import { ScoreBar } from '../charts/bars.tsx'
import { GradeBox, Tag, type Tone } from '../parts/tag.tsx'
import { formatScore } from '../score.ts'
import type { Reader } from '../view.ts'

const looks: Record<AuditState, { tone: Tone; sign?: '✓' | '✗' | '!' | '⟳' | '◐' }> = {
  planned: { tone: 'line' },
  in_progress: { tone: 'plain', sign: '◐' },
  submitted: { tone: 'watch', sign: '!' },
  in_review: { tone: 'held', sign: '◐' },
  returned: { tone: 'bad', sign: '⟳' },
  released: { tone: 'good', sign: '✓' },
  final: { tone: 'good', sign: '✓' },
  cancelled: { tone: 'line', sign: '✗' },
  voided: { tone: 'line', sign: '✗' },
}

/** The state of an audit in a word. */
export const AuditStateTag = (props: { view: Reader; state: AuditState }) => (
  <Tag {...looks[props.state]}>{props.view.t(`audit.state.${props.state}`)}</Tag>
)

/** Grade limits of a checklist as values of its score, see `shown-score.ts`. */
export type Limits = readonly { minBp: number }[]

/** A score in a table: the figure, the grade in its box; a percentage with a small bar on the scale of the ruler. */
export const ScoreCell = (props: { view: Reader; score: ScoreColumns & { grade: string | null }; limits?: Limits }) => {
  const { limits, score, view } = props
  const value = scoreValueOf(score)
  if (value === null) return <span class="quiet">–</span>
  const unit = score.score_unit ?? 'percent'
  return (
    <span class="score-cell">
      {unit === 'percent' ? <ScoreBar bp={value} width={64} /> : null}
      <b>{formatScore(view.t, value, { unit, limits })}</b>
      {score.grade ? <GradeBox view={view} grade={score.grade} /> : null}
    </span>
  )
}

/** Code and name of a dealer, in the reader's language. */
export const dealerName = (
  view: Reader,
  dealer: { dealer_code: string; dealer_zh: string; dealer_en: string },
): string => `${dealer.dealer_code} ${pick(view.locale, { zh: dealer.dealer_zh, en: dealer.dealer_en })}`

/** The title of a checklist, in the reader's language. */
export const checklistTitle = (view: Reader, checklist: { title_zh: string; title_en: string }): string =>
  pick(view.locale, { zh: checklist.title_zh, en: checklist.title_en })

/** The name of a wave, in the reader's language; null without one. */
export const waveName = (view: Reader, wave: { wave_zh: string | null; wave_en: string | null }): string | null =>
  wave.wave_zh === null ? null : pick(view.locale, { zh: wave.wave_zh, en: wave.wave_en ?? '' })

/** The name of a region, in the reader's language. */
export const regionName = (view: Reader, region: { region_zh: string; region_en: string }): string =>
  pick(view.locale, { zh: region.region_zh, en: region.region_en })
