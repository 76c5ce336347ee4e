import type { Child } from 'hono/jsx'
import { rowsIn } from '../../server/checklists/drafts/rows.ts'
import { Fieldset, type FormState } from '../parts/form.tsx'
import type { Reader } from '../view.ts'

type RowsProps = {
  view: Reader
  state: FormState
  /** The name of the list; the fields of its rows are called `<name>.<number>.<field>`. */
  name: string
  legend: Child
  hint?: Child
  /** What one row is called, such as "Loss"; its number follows. */
  one: string
  addLabel: string
  /** The fields of a row; `name` is what their names begin with, without the last point. */
  row: (name: string) => Child
}

const Tool = (props: {
  view: Reader
  order: 'up' | 'down' | 'remove'
  row: string
  label: string
  off?: boolean
  focus?: boolean
}) => (
  <button
    type="submit"
    class="btn"
    name={props.order}
    value={props.row}
    aria-label={props.view.t(`drafts.rows.${props.order}`, { row: props.label })}
    title={props.view.t(`drafts.rows.${props.order}`, { row: props.label })}
    disabled={props.off}
    autofocus={props.focus && !props.off ? true : undefined}
    formnovalidate
  >
    <span aria-hidden="true">{{ up: '↑', down: '↓', remove: '✕' }[props.order]}</span>
  </button>
)

const Row = (props: RowsProps & { at: number | 'NEW'; number: number; last: boolean }) => {
  const { at, name, number, state, view } = props
  const row = `${name}.${at}`
  const label = `${props.one} ${number}`
  const focus = state.values._focus === row ? state.values._order : undefined
  const tool = { view, row, label }
  return (
    <li data-row={row}>
      <div class="row" role="group" aria-label={label} tabindex={-1} autofocus={focus === 'add' ? true : undefined}>
        <input type="hidden" name={`${row}._row`} value="" />
        <span class="n" aria-hidden="true">
          {number}
        </span>
        <div class="fields">{props.row(row)}</div>
        <div class="tools">
          <Tool {...tool} order="up" off={number === 1} focus={focus === 'up' || (focus === 'down' && props.last)} />
          <Tool {...tool} order="down" off={props.last} focus={focus === 'down' || (focus === 'up' && number === 1)} />
          <Tool {...tool} order="remove" />
        </div>
      </div>
    </li>
  )
}

/**
 * Rows of fields with add, remove, up and down. Without script the buttons post the form to its own URL, where `rearranged` makes
 * of them a changed form that is not saved; `client/editor.js` does the same at once, and moves a row with Alt and an arrow.
 */
export const Rows = (props: RowsProps) => {
  const { name, state, view } = props
  const rows = rowsIn(state.values, name)
  return (
    <Fieldset legend={props.legend} hint={props.hint} name={name} state={state}>
      <div
        class="row-list"
        data-rows={name}
        data-one={props.one}
        data-moved={view.t('drafts.rows.moved')}
        data-removed={view.t('drafts.rows.removed')}
        data-added={view.t('drafts.rows.added')}
      >
        <ol>
          {rows.map((at, index) => (
            <Row {...props} at={at} number={index + 1} last={index === rows.length - 1} />
          ))}
        </ol>
        <template>
          <Row {...props} at="NEW" number={rows.length + 1} last />
        </template>
        <button
          type="submit"
          class="btn"
          name="add"
          value={name}
          formnovalidate
          autofocus={state.values._focus === name ? true : undefined}
        >
          {props.addLabel}
        </button>
        <p class="sr" role="status"></p>
      </div>
    </Fieldset>
  )
}
