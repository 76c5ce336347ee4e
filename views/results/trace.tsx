import type { ChecklistContent } from '../../server/checklists/format.ts'
import type { ScoreResult } from '../../server/scoring/result.ts'
import { traceOf } from './trace/compose.ts'
import type { Trace, TraceCell, TraceColumn, TraceGroup, TracePart, Wording } from './trace/model.ts'

/** How a score came about, drawn; on the server and in the browser alike. */

const Cell = (props: { column: TraceColumn; cell: TraceCell }) => {
  const [text = '', ...notes] = props.cell
  const content = (
    <>
      {text}
      {notes.map((note) => (
        <small>{note}</small>
      ))}
    </>
  )
  if (props.column.kind === 'figure') return <td class="num">{content}</td>
  return <td>{content}</td>
}

const Rows = (props: { columns: TraceColumn[]; group: TraceGroup; caption: string }) => (
  // A frame that scrolls must be reachable by keyboard.
  <div class="table-wrap" role="region" aria-label={props.caption} tabindex={0}>
    <table>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th scope="col" class={column.kind === 'figure' ? 'num' : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.group.rows.map((row) => {
          const [first = [], ...cells] = row.cells
          const [text = '', ...notes] = first
          return (
            <tr class={row.tone}>
              <th scope="row">
                {text}
                {notes.map((note) => (
                  <small>{note}</small>
                ))}
              </th>
              {cells.map((cell, index) => (
                <Cell column={props.columns[index + 1] ?? { label: '', kind: 'text' }} cell={cell} />
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
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
