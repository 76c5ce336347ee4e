import type { Child } from 'hono/jsx'
import { formatInstant } from '../format.ts'
import type { Reader } from '../view.ts'

export type Tab = { href: string; label: Child; count?: number; current?: boolean }

/** Parts of one thing, each with its own URL. */
export const Tabs = (props: { label: string; tabs: Tab[] }) => (
  <nav class="tabs" aria-label={props.label}>
    {props.tabs.map((tab) => (
      <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
        {tab.label}
        {tab.count === undefined ? null : <span class="count">{tab.count}</span>}
      </a>
    ))}
  </nav>
)

export type Step = {
  label: Child
  state: 'done' | 'on' | 'todo' /** The letter of the phase: P, D, C, A. */
  phase?: string
  note?: Child
}

/** Where a thing stands on its way: a corrective action from plan to close, an audit from plan to release. */
export const Steps = (props: { view: Reader; steps: Step[] }) => {
  const phased = props.steps.some((step) => step.phase)
  return (
    <ol class="stepper" aria-label={props.view.t('step.progress')}>
      {props.steps.map((step) => (
        <li
          class={step.state === 'todo' ? undefined : step.state}
          aria-current={step.state === 'on' ? 'step' : undefined}
        >
          {phased ? <span class="ph">{step.phase ?? ''}</span> : null}
          <b>
            {step.label}
            <span class="sr"> {props.view.t(`step.${step.state}`)}</span>
          </b>
          <small>{step.note}</small>
        </li>
      ))}
    </ol>
  )
}

export type HistoryEntry = {
  /** ISO 8601 UTC. */
  at: string
  who: Child
  what: Child
  /** What was said with it: a reason, a remark, as typed. */
  said?: string | null
}

/** Who did what and when, in the order given (newest first); never changed afterwards. */
export const History = (props: { view: Reader; entries: HistoryEntry[] }) =>
  props.entries.length === 0 ? (
    <p class="quiet">{props.view.t('history.empty')}</p>
  ) : (
    <ol class="log">
      {props.entries.map((entry) => (
        <li>
          <time datetime={entry.at}>{formatInstant(props.view, entry.at, 'short')}</time>
          <p>
            <span class="who">{entry.who}</span> {entry.what}
            {entry.said ? <span class="said typed">{entry.said}</span> : null}
          </p>
        </li>
      ))}
    </ol>
  )

/** How far long work or a count has come, in a bar and in figures. `id` is unique on the page. */
export const Progress = (props: { id: string; label: Child; value: number; max: number; text?: Child }) => (
  <div class="progress">
    <label for={props.id}>{props.label}</label>
    <span>{props.text ?? `${props.value}/${props.max}`}</span>
    <progress id={props.id} value={String(props.value)} max={String(Math.max(1, props.max))} />
  </div>
)

/** What the marks of a chart mean; each mark is a small SVG. */
export const Legend = (props: { items: { mark: Child; label: Child }[] }) => (
  <ul class="legend">
    {props.items.map((item) => (
      <li>
        {item.mark}
        {item.label}
      </li>
    ))}
  </ul>
)
