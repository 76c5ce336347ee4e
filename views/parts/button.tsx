import type { Child } from 'hono/jsx'

/** `main`: the one thing to do here. `plain`: no border. `danger`: takes something away. */
export type ButtonKind = 'usual' | 'main' | 'plain' | 'danger' | 'main-danger'

const classes: Record<ButtonKind, string> = {
  usual: 'btn',
  main: 'btn main-act',
  plain: 'btn plain',
  danger: 'btn danger',
  'main-danger': 'btn main-act danger',
}

/**
 * A button; it sends its form unless `type` says otherwise. What cannot be done says why: give `disabled` together with `why`,
 * the id of the element that tells the reason.
 */
export const Button = (props: {
  kind?: ButtonKind
  type?: 'submit' | 'button' | 'reset'
  name?: string
  value?: string
  form?: string
  formaction?: string
  /** Sends without checking the fields, such as for saving a draft. */
  unchecked?: boolean
  disabled?: boolean
  why?: string
  id?: string
  children?: Child
}) => (
  <button
    class={classes[props.kind ?? 'usual']}
    type={props.type ?? 'submit'}
    name={props.name}
    value={props.value}
    form={props.form}
    formaction={props.formaction}
    formnovalidate={props.unchecked}
    disabled={props.disabled}
    aria-describedby={props.why}
    id={props.id}
  >
    {props.children}
  </button>
)

/** A link that looks like a button: goes somewhere, changes nothing. */
export const LinkButton = (props: {
  href: string
  kind?: ButtonKind
  /** The file name when the link downloads; an empty string lets the server name it. */
  download?: string
  newTab?: boolean
  id?: string
  children?: Child
}) => (
  <a
    class={classes[props.kind ?? 'usual']}
    href={props.href}
    download={props.download}
    target={props.newTab ? '_blank' : undefined}
    rel={props.newTab ? 'noopener' : undefined}
    id={props.id}
  >
    {props.children}
  </a>
)

/** Buttons in a row: the main one first. */
export const Actions = (props: { children?: Child }) => <div class="acts">{props.children}</div>

/** A form that is only a button: one step without a question, such as starting an audit. */
export const ButtonForm = (props: {
  action: string
  kind?: ButtonKind
  values?: Record<string, string>
  children?: Child
}) => (
  <form method="post" action={props.action}>
    {Object.entries(props.values ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Button kind={props.kind}>{props.children}</Button>
  </form>
)

/** Further actions behind one button; opens without script. */
export const Menu = (props: { label: Child; start?: boolean; children?: Child }) => (
  <details class={`menu btn-menu${props.start ? ' start' : ''}`}>
    <summary>{props.label}</summary>
    <div class="sheet">{props.children}</div>
  </details>
)
