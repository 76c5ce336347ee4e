import type { Child } from 'hono/jsx'
import type { View } from '../view.ts'
import { Button, LinkButton } from './button.tsx'
import { TextField } from './field.tsx'
import { Form, type FormState } from './form.tsx'

/**
 * A final step said before it is done: what will happen, a reason where one is asked for, the step and the way back. The page answers
 * the GET of the step's own URL (`/audits/:id/submission`); its form posts to the same URL.
 */
export const Confirm = (props: {
  view: View
  title: Child
  action: string
  cancelHref: string
  /** One sentence each; the kind sets the sign in front. */
  will: { text: Child; kind?: 'good' | 'bad' | 'watch' }[]
  confirmLabel: string
  /** Takes something away for good. */
  grave?: boolean
  /** Asks for a reason under the name `reason`. */
  reason?: { label: string; hint?: string; required?: boolean }
  hidden?: Record<string, string | number>
  state?: FormState
  /** Further fields. */
  children?: Child
}) => (
  <section class={props.grave ? 'panel confirm grave' : 'panel confirm'} aria-labelledby="confirm-title">
    <h1 id="confirm-title">{props.title}</h1>
    <div>
      <p>{props.view.t('confirm.will')}</p>
      <ul class="will">
        {props.will.map((one) => (
          <li class={one.kind}>
            <span>{one.text}</span>
          </li>
        ))}
      </ul>
    </div>
    <Form
      view={props.view}
      action={props.action}
      state={props.state}
      hidden={props.hidden}
      unguarded
      actions={
        <>
          <Button kind={props.grave ? 'main-danger' : 'main'}>{props.confirmLabel}</Button>
          <LinkButton href={props.cancelHref} kind="plain">
            {props.view.t('button.cancel')}
          </LinkButton>
        </>
      }
    >
      {props.children}
      {props.reason ? (
        <TextField
          view={props.view}
          state={props.state}
          name="reason"
          label={props.reason.label}
          hint={props.reason.hint}
          required={props.reason.required}
          rows={3}
        />
      ) : null}
    </Form>
  </section>
)
