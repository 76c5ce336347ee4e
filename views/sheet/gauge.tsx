import { gradeRows, scaleOf, scoreValue } from '../../server/audits/shown-score.ts'
import { displayPoints } from '../../server/scoring/score.ts'
import { Ruler } from '../charts/ruler.tsx'
import { GradeBox, ScoreFigure } from '../parts/tag.tsx'
import { askedSections, gradeSoFar, isSettled, itemsNow, lacksEvidence, type Sheet } from './model.ts'

/** The live score, how far one has come, what is missing, and the way to submit. Sticks to the top. */
export const Gauge = ({ sheet }: { sheet: Sheet }) => (
  <section
    class={sheet.data.showsScore ? 'gauge' : 'gauge scoreless'}
    id="gauge"
    aria-label={sheet.reader.t('sheet.gauge')}
  >
    {sheet.data.showsScore ? <Score sheet={sheet} /> : null}
    <Counts sheet={sheet} />
    {sheet.data.open && !sheet.data.trial ? <Submit sheet={sheet} /> : <div />}
  </section>
)

const Score = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const { content, last } = sheet.data
  const { result } = sheet
  const value = scoreValue(result, content.scoring)
  const scale = scaleOf(content.scoring)
  const grade = gradeSoFar(sheet)
  return (
    <>
      <p class="score">
        {value === null ? (
          <span class="quiet">{t('sheet.no_score')}</span>
        ) : (
          <>
            <ScoreFigure view={sheet.reader} value={value} scale={scale} />
            {grade ? <GradeBox view={sheet.reader} grade={grade} /> : null}
            <small>
              {t('sheet.provisional')}
              {scale.unit === 'percent' ? (
                <>
                  <br />
                  {t('sheet.points', { points: `${displayPoints(result.earned)}/${displayPoints(result.possible)}` })}
                </>
              ) : null}
            </small>
          </>
        )}
      </p>
      <Ruler
        t={t}
        bands={gradeRows(content.scoring)}
        thisBp={value}
        grade={grade}
        lastBp={last?.score}
        decimals={scale.decimals}
        unit={scale.unit}
        width={372}
      />
    </>
  )
}

const Counts = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const { result, recorded, local } = sheet
  const items = askedSections(sheet).flatMap((section) => itemsNow(sheet, section))
  const done = items.filter((item) => isSettled(sheet, item.id)).length
  const lacking = items.filter((item) => lacksEvidence(sheet, item.id)).length
  const capped = result.gates.filter((gate) => gate.triggered && gate.then.cap_grade !== undefined)
  const bands = sheet.data.content.scoring.bands.map((band) => band.grade)
  const cap = capped.map((gate) => gate.then.cap_grade ?? '').sort((a, b) => bands.indexOf(b) - bands.indexOf(a))[0]
  return (
    <div class="counts">
      <button type="button" data-do="filter" data-value={local.filter === 'unanswered' ? 'all' : 'unanswered'}>
        <b>
          {done}
          <small>/{items.length}</small>
        </b>
        {t('sheet.count.answered')}
      </button>
      <Count n={lacking} tone="watch" filter="missing" label={t('sheet.count.evidence')} />
      <Count n={recorded.conflicts.length} tone="watch" filter="missing" label={t('sheet.count.conflicts')} />
      {sheet.data.showsScore ? (
        <Count
          n={result.criticalFailed.length}
          tone="bad"
          filter="findings"
          label={cap === undefined ? t('sheet.count.critical') : t('sheet.count.critical.cap', { grade: cap })}
        />
      ) : null}
      <Count n={local.unsent} tone={local.trouble ? 'bad' : 'held'} label={t('sheet.count.unsent')} />
    </div>
  )
}

/** A figure that only stands there when there is something to say; pressed, it shows those items. */
const Count = (props: { n: number; tone: string; filter?: string; label: string }) =>
  props.n === 0 ? null : props.filter ? (
    <button type="button" class={props.tone} data-do="filter" data-value={props.filter}>
      <b>{props.n}</b>
      {props.label}
    </button>
  ) : (
    <span class={props.tone}>
      <b>{props.n}</b>
      {props.label}
    </span>
  )

const Submit = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const waits = sheet.local.unsent > 0
  const count = new Set(sheet.missing.map((one) => one.item_code)).size
  return (
    <div class="act">
      {count > 0 || waits ? (
        <button class="btn" type="button" disabled aria-describedby="submit-why">
          {t('sheet.submit')}
        </button>
      ) : (
        <a class="btn main-act" href={`/audits/${sheet.data.auditId}/submission`}>
          {t('sheet.submit')}
        </a>
      )}
      <small id="submit-why">
        {count > 0 ? (
          <a href={`/audits/${sheet.data.auditId}/submission`}>{t('sheet.submit.missing', { n: count })}</a>
        ) : (
          t(waits ? 'sheet.submit.unsent' : 'sheet.submit.ready')
        )}
      </small>
    </div>
  )
}
