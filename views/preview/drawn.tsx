import { scaleOf, scoreValue } from '../../server/audits/shown-score.ts'
import { ScoreTrace } from '../results/trace.tsx'
import { sayScore } from '../score.ts'
import { gradeSoFar, type Sheet } from '../sheet/model.ts'

/** Where the preview belongs to. `itemHref` leads to one item there, `{code}` standing for its code. */
export type Previewed = { of: 'draft' | 'version'; home: string; itemHref: string }

/** The parts of the preview that the browser draws again as answers change. */

/** Back to where the checklist is written or read, at the item that is open. */
export const BackLink = ({ sheet, previewed }: { sheet: Sheet; previewed: Previewed }) => {
  const { t } = sheet.reader
  const { of, home, itemHref } = previewed
  const code = sheet.local.current
  return (
    <a
      class="btn"
      id="preview-back"
      href={code ? itemHref.replace('{code}', encodeURIComponent(code)) : home}
      data-of={of}
      data-home={home}
      data-item-href={itemHref}
    >
      {code ? t(`preview.back.${of}_item`, { code }) : t(`preview.back.${of}`)}
    </a>
  )
}

/** The score in words as it stands: 84.2%, 扣 20 分; null without one. */
export const scoreSaid = ({ data, reader, result }: Sheet): string | null => {
  const { scoring } = data.content
  const value = scoreValue(result, scoring)
  return value === null ? null : sayScore(reader.t, value, scaleOf(scoring))
}

/** The score and the grade in a word: the question that the explanation answers. */
const questionOf = (sheet: Sheet): string => {
  const { t } = sheet.reader
  const score = scoreSaid(sheet)
  const grade = gradeSoFar(sheet)
  if (score === null) return t('preview.why.none')
  return grade === null ? t('preview.why', { score }) : t('preview.why.grade', { score, grade })
}

export const WhyButton = ({ sheet, open }: { sheet: Sheet; open: boolean }) => (
  <button
    type="button"
    class="btn"
    id="why-button"
    data-try="why"
    aria-expanded={open ? 'true' : 'false'}
    aria-controls="why"
  >
    {questionOf(sheet)}
  </button>
)

/** The score explained step by step, beside the sheet; drawn only while it is open. */
export const Why = ({ sheet, open }: { sheet: Sheet; open: boolean }) => (
  <aside class="panel why" id="why" aria-labelledby="why-title" hidden={!open} tabindex={-1}>
    {open ? (
      <>
        <header>
          <h2 id="why-title">{questionOf(sheet)}</h2>
          <button type="button" class="btn plain" data-try="why">
            {sheet.reader.t('preview.why.close')}
          </button>
        </header>
        <ScoreTrace reader={sheet.reader} content={sheet.data.content} result={sheet.result} />
      </>
    ) : (
      <h2 id="why-title">{questionOf(sheet)}</h2>
    )}
  </aside>
)
