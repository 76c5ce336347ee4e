import type { Item, SampleResponse } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { type Cell, cellsOf } from './choices.ts'
import { fieldText, type Sheet } from './model.ts'

const verdicts = { true: 'yes', false: 'no', null: 'open' } as const
const signs = { true: '✓', false: '✗', null: '·' } as const

/** Longest case number; `op.ts` refuses longer ones. */
const longestRef = 60

/** The cases of a sample: each judged by itself, with its number where the checklist asks for numbers. */
export const SampleWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: SampleResponse }) => {
  const { t, locale } = sheet.reader
  const cells = cellsOf(sheet.recorded, item, response)
  const unit = pick(locale, response.unit)
  const asksTimes = item.evidence.timestamps !== undefined
  const asksNumbers = asksTimes || item.evidence.sample_refs !== undefined
  const title = asksTimes ? 'sheet.sample.times' : asksNumbers ? 'sheet.sample.numbers' : 'sheet.sample.cases'
  const judged = cells.filter((cell) => cell.conform !== null)
  return (
    <div>
      <p class="small sample-head">
        <span>{t(title, { n: response.size, unit })}</span>
        <span>
          {t('sheet.sample.checked', {
            n: judged.length,
            size: response.size,
            conform: judged.filter((cell) => cell.conform).length,
          })}
        </span>
        {sheet.data.open ? (
          <>
            <span class="quiet">
              <kbd>Enter</kbd> {asksNumbers && !asksTimes ? <kbd>Space</kbd> : null} <kbd>↑</kbd> <kbd>↓</kbd>
            </span>
            {asksNumbers && !asksTimes ? (
              <button type="button" class="as-link" data-do="copy">
                <kbd aria-hidden="true">s</kbd> {t('sheet.sample.copy')}
              </button>
            ) : null}
          </>
        ) : null}
      </p>
      <ol class={response.size > 5 ? 'samples' : 'samples few'}>
        {cells.map((cell, at) => (
          <CellBox sheet={sheet} item={item} cell={cell} at={at} asksNumbers={asksNumbers} />
        ))}
      </ol>
    </div>
  )
}

const CellBox = (props: { sheet: Sheet; item: Item; cell: Cell; at: number; asksNumbers: boolean }) => {
  const { sheet, item, cell, at } = props
  const { t } = sheet.reader
  const key = String(cell.conform) as keyof typeof verdicts
  const verdict = t(`sheet.sample.verdict.${verdicts[key]}`)
  return (
    <li class={key === 'null' ? undefined : verdicts[key]}>
      <button
        type="button"
        id={`cell-${item.id}-${at}`}
        data-do="case"
        data-at={at}
        data-main={!props.asksNumbers && at === 0 ? 'true' : undefined}
        aria-label={t('sheet.sample.toggle', { n: at + 1, verdict })}
        tabindex={props.asksNumbers ? -1 : undefined}
        disabled={!sheet.data.open}
      >
        <b aria-hidden="true">{signs[key]}</b>
      </button>
      {props.asksNumbers ? (
        <input
          id={`ref-${item.id}-${at}`}
          data-field="ref"
          data-at={at}
          data-main={at === 0 ? 'true' : undefined}
          value={fieldText(sheet, item.id, `ref ${at}`, cell.ref)}
          aria-label={t('sheet.sample.ref', { n: at + 1, verdict })}
          maxlength={longestRef}
          autocomplete="off"
          readonly={!sheet.data.open}
        />
      ) : null}
    </li>
  )
}
