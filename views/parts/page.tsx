import type { Child } from 'hono/jsx'
import type { Notice as NoticeText, Reader } from '../view.ts'

/** The head of a page: what it is, one line about it, and what can be done here. */
export const PageHead = (props: { title: Child; over?: Child; lead?: Child; tools?: Child }) => (
  <div class="page-head">
    <div>
      {props.over ? <p>{props.over}</p> : null}
      <h1>{props.title}</h1>
      {props.lead ? <p>{props.lead}</p> : null}
    </div>
    {props.tools ? <div class="tools">{props.tools}</div> : null}
  </div>
)

/** A surface with a heading. `id` names the heading (`<id>-title`), so that two panels may share a title. */
export const Panel = (props: {
  id: string
  title?: Child
  aside?: Child
  /** Space between the children; leave out when one child fills the panel. */
  stack?: boolean
  /** The full width of a two-column page. */
  span?: boolean
  children?: Child
}) => (
  <section
    class={['panel', props.stack && 'stack', props.span && 'span'].filter(Boolean).join(' ')}
    id={props.id}
    aria-labelledby={props.title ? `${props.id}-title` : undefined}
  >
    {props.title ? (
      <header>
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        {props.aside ? <p class="aside">{props.aside}</p> : null}
      </header>
    ) : null}
    {props.children}
  </section>
)

/** `main`: wide and a column of 372 px; `side`: 400 px first; `halves`, `thirds`. One column below 1000 px. `even` aligns the feet. */
export const Columns = (props: { kind?: 'main' | 'side' | 'halves' | 'thirds'; even?: boolean; children?: Child }) => {
  const kind = { main: 'cols-main', side: 'cols-side', halves: 'cols-2', thirds: 'cols-3' }[props.kind ?? 'main']
  return <div class={`cols ${kind}${props.even ? ' even' : ''}`}>{props.children}</div>
}

/** Children under each other, at the distance of panels. */
export const Stack = (props: { children?: Child }) => <div class="stack">{props.children}</div>

/** Nothing here yet: says what this place is for and offers the next step. */
export const EmptyState = (props: { title: Child; level?: 2 | 3; children?: Child; actions?: Child }) => (
  <div class="empty">
    {props.level === 3 ? <h3>{props.title}</h3> : <h2>{props.title}</h2>}
    {props.children ? <p>{props.children}</p> : null}
    {props.actions ? <div class="acts">{props.actions}</div> : null}
  </div>
)

const signs = { good: '✓', bad: '✗', watch: '!' } as const

/** A line under the top line, from the last step; announced to screen readers. */
export const NoticeBar = (props: { view: Reader; notice: NoticeText }) => (
  <div class={`notice ${props.notice.kind}`} role={props.notice.kind === 'bad' ? 'alert' : 'status'}>
    <span class="sign" aria-hidden="true">
      {signs[props.notice.kind]}
    </span>
    <span class="sr">{props.view.t(`shell.notice.${props.notice.kind}`)}</span>
    <span>{props.notice.text}</span>
  </div>
)

/** A remark inside a page, beside what it is about. */
export const Remark = (props: { kind?: 'good' | 'bad' | 'watch' | 'held'; children?: Child; action?: Child }) => (
  <div class={`notice within ${props.kind ?? 'held'}`}>
    {props.kind && props.kind !== 'held' ? (
      <span class="sign" aria-hidden="true">
        {signs[props.kind]}
      </span>
    ) : null}
    <div>{props.children}</div>
    {props.action}
  </div>
)
