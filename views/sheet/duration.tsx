import type { DurationResponse, Item } from '../../server/checklists/format.ts'
import { elapsedSeconds } from '../../server/scoring/marks.ts'
import { MarkRow } from './marks.tsx'
import type { Sheet } from './model.ts'
import { elapsedText, saidOf } from './said.ts'
import { SaidText } from './signs.tsx'

/** A duration is read from its two marks; they can be set here as well as in the list of all times. */
export const DurationWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: DurationResponse }) => {
  const { t } = sheet.reader
  const marks = sheet.data.content.timeline?.marks ?? []
  const seconds = elapsedSeconds(response, sheet.recorded.marks)
  const said = saidOf(sheet.reader, item, undefined, sheet.recorded.marks, sheet.results.get(item.id))
  const share = (ratio: number) =>
    ratio === 1
      ? t('sheet.duration.full')
      : ratio === 0.5
        ? t('sheet.duration.half')
        : t('sheet.duration.share', { n: Math.round(ratio * 100) })
  const bands = response.bands.map((band) =>
    t('sheet.duration.band', { time: elapsedText(sheet.reader, band.max_s), share: share(band.ratio) }),
  )
  return (
    <div class="duration">
      <ol class="marks">
        {[response.from, response.to].map((id, index) => {
          const mark = marks.find((one) => one.id === id)
          return mark ? (
            <MarkRow sheet={sheet} mark={mark} place={item.id} nowKey={String(index + 1)} isMain={index === 0} />
          ) : null
        })}
      </ol>
      <p>
        {t('sheet.duration.taken')} {said && seconds !== null ? <SaidText said={said} /> : null}
        <small>
          {' '}
          {seconds === null ? t('sheet.duration.open') : null} {bands.join(t('reports.comma'))}
        </small>
      </p>
    </div>
  )
}
