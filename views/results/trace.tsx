import type { ChecklistContent } from '../../server/checklists/format.ts'
import type { ScoreResult } from '../../server/scoring/result.ts'
import { traceOf } from './trace/compose.ts'
import type { Trace, TraceCell, TraceColumn, TraceGroup, TracePart, Wording } from './trace/model.ts'

/** How a score came about, drawn; on the server and in the browser alike. */

const Lines = (props: { cell: TraceCell }) => {
  const [text = '', ...notes] = props.cell
  return (
    <>
      {text}
      {notes.map((note) => (
        <small>{note}</small>
      ))}
    </>
  )
}

const kindOf = (column: TraceColumn | undefined) => (column?.kind === 'figure' ? 'num' : undefined)

// The roles keep the table a table for screen readers where the cards of a phone change its display.
const Rows = (props: { columns: TraceColumn[]; group: TraceGroup; caption: string }) => (
  <div class="list">
    <div class="table-wrap cards" role="group" aria-label={props.caption}>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            {props.columns.map((column) => (
              <th scope="col" role="columnheader" class={kindOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.group.rows.map(({ cells: [first = [], ...cells], tone }) => (
            <tr role="row" class={tone}>
              <th scope="row" role="rowheader">
                <Lines cell={first} />
              </th>
              {cells.map((cell, index) => {
                const column = props.columns[index + 1]
                return (
                  <td role="cell" class={kindOf(column)} data-label={column?.label}>
                    {cell.length === 1 && cell[0] === '' ? null : (
                      <div>
                        <Lines cell={cell} />
                      </div>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </div>
)

const Groups = (props: { part: TracePart }) => {
  const { table, title } = props.part
  if (!table) return null
  return (
    <>
      {table.groups.map((group) =>
        group.title === null ? (
          <Rows columns={table.columns} group={group} caption={title} />
        ) : (
          <details class="rest">
            <summary>
              {group.title} <span class="quiet">{group.aside}</span>
            </summary>
            <Rows columns={table.columns} group={group} caption={group.title} />
          </details>
        ),
      )}
    </>
  )
}

/** A trace as it was composed, for example the one frozen with a report. Headings are `h3`. */
export const TraceParts = (props: { trace: Trace }) => (
  <div class="trace">
    <p>
      <strong>{props.trace.lead}</strong>
    </p>
    {props.trace.parts.map((part) => (
      <section id={`why-${part.id}`} aria-labelledby={`why-${part.id}-title`}>
        <h3 id={`why-${part.id}-title`}>{part.title}</h3>
        <Groups part={part} />
        {part.lines.map((line) => (
          <p>{line}</p>
        ))}
      </section>
    ))}
  </div>
)

/** "Why 81.4 and B?": every step from the points to the grade, in the reader's language. */
export const ScoreTrace = (props: { reader: Wording; content: ChecklistContent; result: ScoreResult }) => (
  <TraceParts trace={traceOf(props.reader, props.content, props.result)} />
)
