import type { Child } from 'hono/jsx'
import { dayOf, daysBetween, dueState, formatDay } from '../format.ts'
import type { Reader } from '../view.ts'
import { LinkButton } from './button.tsx'

/** How long is left, as a figure: 逾期 2 天, 今天, 还剩 5 天; with the day for machines and in the title. */
export const DueFigure = (props: { view: Reader; on: string; soonDays?: number }) => {
  const { t } = props.view
  const left = daysBetween(dayOf(props.view.now, props.view.timeZone), props.on)
  const state = dueState(props.view, props.on, props.soonDays)
  const count = Math.abs(left)
  const [before, after] = t('due.days', { n: count }).split(String(count))
  return (
    <p class={state === 'later' ? 'due' : `due ${state}`}>
      <time datetime={props.on} title={formatDay(props.view, props.on)}>
        {left === 0 ? (
          <span class="n">{t('due.label.today')}</span>
        ) : (
          <>
            <small>{t(left < 0 ? 'due.label.late' : 'due.label.left')} </small>
            {before}
            <span class="n">{count}</span>
            {after}
          </>
        )}
      </time>
    </p>
  )
}

export type Todo = {
  title: Child
  href?: string
  /** The due day, `YYYY-MM-DD`; or a word of one's own in `when`. */
  dueOn?: string | null
  when?: Child
  tags?: Child
  text?: Child
  action?: { href: string; label: string; main?: boolean }
}

/** What needs the reader now, in the order given: due first. */
export const TodoList = (props: { view: Reader; todos: Todo[] }) => (
  <ul class="rows todo">
    {props.todos.map((todo) => (
      <li>
        {todo.dueOn ? (
          <DueFigure view={props.view} on={todo.dueOn} />
        ) : (
          <p class="due">{todo.when ?? <small>{props.view.t('due.none')}</small>}</p>
        )}
        <div>
          <h3>
            {todo.href ? <a href={todo.href}>{todo.title}</a> : todo.title} {todo.tags}
          </h3>
          {todo.text ? <p>{todo.text}</p> : null}
        </div>
        {todo.action ? (
          <LinkButton href={todo.action.href} kind={todo.action.main ? 'main' : 'usual'}>
            {todo.action.label}
          </LinkButton>
        ) : (
          <span />
        )}
      </li>
    ))}
  </ul>
)
