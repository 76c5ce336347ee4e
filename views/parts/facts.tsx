import type { Child } from 'hono/jsx'
import { formatInstant } from '../format.ts'
import type { Reader } from '../view.ts'

export type Fact = { label: Child; value: Child; note?: Child }

/** Labels and values: under each other, or with `row` side by side with the values strong. Facts without a value are left out. */
export const Facts = (props: { facts: (Fact | null | false | undefined)[]; row?: boolean; panel?: boolean }) => {
  const facts = props.facts.filter((fact) => !!fact)
  const kind = ['facts', props.row && 'row', props.panel && 'panel'].filter(Boolean).join(' ')
  if (!props.row)
    return (
      <dl class={kind}>
        {facts.map((fact) => (
          <>
            <dt>{fact.label}</dt>
            <dd>
              {fact.value}
              {fact.note ? <small> {fact.note}</small> : null}
            </dd>
          </>
        ))}
      </dl>
    )
  return (
    <dl class={kind}>
      {facts.map((fact) => (
        <div>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note ? <span class="small"> {fact.note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A row of headline figures over a page: each a label, a large figure and a small remark. */
export const Figures = (props: {
  figures: { label: Child; figure: Child; unit?: Child; note?: Child; href?: string }[]
}) => (
  <dl class="panel facts row">
    {props.figures.map((one) => (
      <div>
        <dt>{one.label}</dt>
        <dd class="score">
          <span class="figure">
            {one.href ? <a href={one.href}>{one.figure}</a> : one.figure}
            {one.unit ? <span class="unit">{one.unit}</span> : null}
          </span>
          {one.note ? <span class="small">{one.note}</span> : null}
        </dd>
      </div>
    ))}
  </dl>
)

/** An instant in the reader's zone, readable by machines too. */
export const Instant = (props: { view: Reader; at: string; short?: boolean }) => (
  <time datetime={props.at}>{formatInstant(props.view, props.at, props.short ? 'short' : 'medium')}</time>
)
