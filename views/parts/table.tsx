import type { Child } from 'hono/jsx'
import { type ListQuery, sortHref } from '../../server/http/list-query.ts'
import type { Reader } from '../view.ts'

/** One column. `cell` gives its content for a row; `head` marks the column that names the row (the first, unless said). */
export type Column<Row> = {
  key: string
  label: string
  sort?: boolean
  num?: boolean
  head?: boolean
  /** The label is only for screen readers, such as over a column of buttons. */
  hideLabel?: boolean
  cell: (row: Row) => Child
}

const arrows = { asc: '▲', desc: '▼' } as const

const Head = <Row,>(props: { view: Reader; column: Column<Row>; query?: ListQuery<string, object> }) => {
  const { column, query, view } = props
  const kind = column.num ? 'num' : undefined
  if (!column.sort || !query)
    return (
      <th scope="col" class={kind} role="columnheader">
        {column.hideLabel ? <span class="sr">{column.label}</span> : column.label}
      </th>
    )
  const sorted = query.sort === column.key ? query.dir : undefined
  const next = sorted === 'asc' ? 'list.sort_down' : 'list.sort_up'
  return (
    <th
      scope="col"
      class={kind}
      role="columnheader"
      aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <a href={sortHref(query, column.key)} title={view.t(next, { column: column.label })}>
        {column.label}
        <span class="arrow" aria-hidden="true">
          {sorted ? arrows[sorted] : ''}
        </span>
      </a>
    </th>
  )
}

/**
 * A table of rows. With `query` its sortable columns are links that keep search, filters and size. `rowHref` makes each row a link
 * through the cell that names it. On a phone each row becomes a card, unless `scroll`. Give `empty` for when there are no rows.
 */
export const DataTable = <Row,>(props: {
  view: Reader
  caption: string
  /** The caption is only for screen readers, such as under a panel of the same title. */
  hideCaption?: boolean
  /** A remark behind the caption. */
  note?: Child
  columns: Column<Row>[]
  rows: Row[]
  query?: ListQuery<string, object>
  rowHref?: (row: Row) => string | null
  /** A row that stands out, with a word about it in one of its cells. */
  isMarked?: (row: Row) => boolean
  empty?: Child
  /** Cells of a totals row, by column key. */
  foot?: Record<string, Child>
  /** Wider than the page: scrolls inside its own frame. */
  broad?: boolean
  /** Keeps the table on a phone and scrolls sideways. */
  scroll?: boolean
}) => {
  const { columns, rows } = props
  const named = columns.find((column) => column.head) ?? columns[0]
  const cell = (row: Row, column: Column<Row>) => {
    const href = column === named ? props.rowHref?.(row) : undefined
    const content = href ? (
      <a class="row-link" href={href}>
        {column.cell(row)}
      </a>
    ) : (
      column.cell(row)
    )
    return column === named ? (
      <th scope="row" role="rowheader" class={column.num ? 'num' : undefined}>
        {content}
      </th>
    ) : (
      <td role="cell" class={column.num ? 'num' : undefined} data-label={column.hideLabel ? '' : column.label}>
        {content}
      </td>
    )
  }
  const frame = ['table-wrap', props.broad && 'broad', !props.scroll && 'cards'].filter(Boolean).join(' ')
  return (
    <div class="list">
      {/* A frame that scrolls must be reachable by keyboard; a group, because its panel is a landmark already. */}
      <div class={frame} role="group" aria-label={props.caption} tabindex={props.broad || props.scroll ? 0 : undefined}>
        {/* The roles keep the table a table for screen readers where the cards of a phone change its display. */}
        <table role="table">
          <caption class={props.hideCaption ? 'sr' : undefined}>
            {props.caption}
            {props.note ? <small>{props.note}</small> : null}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <Head view={props.view} column={column as Column<unknown>} query={props.query} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.length === 0 ? (
              <tr class="none" role="row">
                <td role="cell" colspan={columns.length}>
                  {props.empty ?? props.view.t(props.query?.narrowed ? 'list.no_match' : 'list.empty')}
                </td>
              </tr>
            ) : (
              rows.map((row) => (
                <tr
                  role="row"
                  class={
                    [props.rowHref?.(row) && 'linked', props.isMarked?.(row) && 'mark'].filter(Boolean).join(' ') ||
                    undefined
                  }
                >
                  {columns.map((column) => cell(row, column))}
                </tr>
              ))
            )}
          </tbody>
          {props.foot && rows.length > 0 ? (
            <tfoot role="rowgroup">
              <tr role="row">
                {columns.map((column) =>
                  column === named ? (
                    <th scope="row" role="rowheader">
                      {props.foot?.[column.key]}
                    </th>
                  ) : (
                    <td role="cell" class={column.num ? 'num' : undefined} data-label={column.label}>
                      {props.foot?.[column.key]}
                    </td>
                  ),
                )}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
    </div>
  )
}
