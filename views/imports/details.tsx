import type { ImportKind, ImportLineRow } from '../../server/db/schema.ts'
import { pick, type WordKey } from '../../server/i18n/words.ts'
import type { Change } from '../../server/imports/check.ts'
import { columnsOf } from '../../server/imports/columns.ts'
import type { Flaw, Places } from '../../server/imports/lines.ts'
import { shownValue } from '../../server/imports/workbook.ts'
import type { Reader } from '../view.ts'

const nameOf = (view: Reader, kind: ImportKind, column: string): string => {
  const found = columnsOf[kind].find(({ name }) => name === column)
  return found ? pick(view.locale, found.labels) : ''
}

const worded = (view: Reader, kind: ImportKind, name: string, value: string): string => {
  if (value === '') return view.t('imports.empty_value')
  const column = columnsOf[kind].find((one) => one.name === name)
  return column ? shownValue(column, value, view.locale) : value
}

/** What is wrong in a row: the column as Excel names it, and the sentence. */
const FlawLine = (props: { view: Reader; kind: ImportKind; flaw: Flaw; places: Places }) => {
  const { flaw, kind, places, view } = props
  const place = places[flaw.column]
  const sentence = view.t(flaw.word as WordKey, flaw.params)
  if (!flaw.column) return <li>{sentence}</li>
  return (
    <li>
      <b>{[place?.letters, nameOf(view, kind, flaw.column)].filter(Boolean).join(' ')}</b>
      {view.t('form.colon')}
      {sentence}
    </li>
  )
}

/** What a row of an import says about itself: what is wrong, what changes, or what is new. */
export const RowDetails = (props: { view: Reader; kind: ImportKind; row: ImportLineRow; places: Places }) => {
  const { kind, places, row, view } = props
  const flaws = JSON.parse(row.flaws) as Flaw[]
  const changes = JSON.parse(row.changes) as Change[]
  if (flaws.length > 0) {
    return (
      <ul class="import-flaws">
        {flaws.map((flaw) => (
          <FlawLine view={view} kind={kind} flaw={flaw} places={places} />
        ))}
      </ul>
    )
  }
  if (row.outcome === 'changed') {
    return (
      <ul>
        {changes.map(([name, before, after]) => (
          <li>
            {view.t('imports.change', {
              name: nameOf(view, kind, name),
              before: worded(view, kind, name, before),
              after: worded(view, kind, name, after),
            })}
          </li>
        ))}
      </ul>
    )
  }
  if (row.outcome === 'unchanged') return null
  const values = Object.entries(JSON.parse(row.line) as Record<string, string>).filter(([, value]) => value !== '')
  return (
    <span class="small">
      {values
        .slice(1)
        .map(([name, value]) =>
          view.t('imports.pair', { name: nameOf(view, kind, name), value: worded(view, kind, name, value) }),
        )
        .join(view.t('history.semicolon'))}
    </span>
  )
}
