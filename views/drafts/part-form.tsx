import type { Child } from 'hono/jsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Form, type FormState, fieldId, labelOf } from '../parts/form.tsx'
import { Remark } from '../parts/page.tsx'
import type { Reader } from '../view.ts'

/** What is still to be done in a part, with a way to each field. */
const Todo = (props: { view: Reader; state: FormState; labels: Readonly<Record<string, string>> }) => {
  const { labels, state, view } = props
  const todo = state.errors.length === 0 ? (state.todo ?? []) : []
  if (todo.length === 0) return null
  return (
    <Remark kind="watch">
      <h2>{view.t('drafts.todo', { n: todo.length })}</h2>
      <ul class="todo-fields">
        {todo.map(({ field, text }) => {
          const label = labelOf(labels, field)
          return (
            <li>
              <a href={`#${fieldId(state, field)}`}>
                {label ? `${label}${view.t('form.colon')}` : null}
                {text}
              </a>
            </li>
          )
        })}
      </ul>
    </Remark>
  )
}

/**
 * The form of one part of a draft: what is still to do, what was wrong with the last save, the fields, and saving. `state` comes from
 * `partForm` or `submittedPart`; `labels` say what fields are called by their names or the beginnings of their names.
 */
export const PartForm = (props: {
  view: Reader
  action: string
  state: FormState
  labels: Readonly<Record<string, string>>
  backHref: string
  /** Further ways to save, after the plain one. */
  actions?: Child
  children?: Child
}) => (
  <div class="part-form">
    <Form
      view={props.view}
      action={props.action}
      state={props.state}
      hidden={{ seen: String(props.state.values.seen ?? '') }}
      labels={{ ...props.labels }}
      actions={
        <>
          <Button kind="main">{props.view.t('button.save')}</Button>
          {props.actions}
          <LinkButton kind="plain" href={props.backHref}>
            {props.view.t('button.back')}
          </LinkButton>
        </>
      }
    >
      {/* The first button of a form is what Enter presses: it must not be one that moves a row. */}
      <button type="submit" class="sr" tabindex={-1} aria-hidden="true">
        {props.view.t('button.save')}
      </button>
      <Todo view={props.view} state={props.state} labels={props.labels} />
      {props.children}
    </Form>
  </div>
)
