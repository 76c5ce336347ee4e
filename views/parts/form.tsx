import type { Child } from 'hono/jsx'
import type { Params, Translate, WordKey } from '../../server/i18n/words.ts'
import type { Reader } from '../view.ts'

/** What a form shows: what was typed, and what is wrong with it. Give the same state to the form and to its fields. */
export type FormState = {
  values: Record<string, unknown>
  errors: { field: string; text: string }[]
  /** Set when a page has several forms with fields of the same name. */
  id?: string
}

/** The state of a form: `values` are what was typed or what is stored, `problems` are those of a `Problem`. */
export const formState = (
  t: Translate,
  values: Record<string, unknown> = {},
  problems: readonly { field: string; word: WordKey; params?: Params }[] = [],
  id?: string,
): FormState => ({
  values,
  errors: problems.map(({ field, word, params }) => ({ field, text: t(word, params) })),
  id,
})

/** The id of a field's control; the error summary links to it. */
export const fieldId = (state: FormState | undefined, name: string): string =>
  `${state?.id ?? 'f'}-${name.replace(/[^\w-]+/g, '-')}`

export const errorOf = (state: FormState | undefined, name: string): string | undefined =>
  state?.errors.find((error) => error.field === name)?.text

/** What was typed under a name, as text. */
export const typedValue = (state: FormState | undefined, name: string): string => {
  const value = state?.values[name]
  return value === undefined || value === null ? '' : String(value)
}

/** Whether a choice is chosen: a list holds it, or it is the value. */
export const isChosen = (state: FormState | undefined, name: string, value: string): boolean => {
  const given = state?.values[name]
  return Array.isArray(given)
    ? given.map(String).includes(value)
    : given !== undefined && given !== null && String(given) === value
}

/** The first field with an error takes the focus when the page comes back, also without script. */
export const takesFocus = (state: FormState | undefined, name: string): true | undefined =>
  state?.errors[0]?.field === name || undefined

/** What was wrong, at the top, each with a link to its field. `labels` names the fields by their names. */
export const ErrorSummary = (props: { view: Reader; state: FormState; labels?: Record<string, string> }) =>
  props.state.errors.length === 0 ? null : (
    <div class="problems" role="alert">
      <h2>{props.view.t('form.problems', { n: props.state.errors.length })}</h2>
      <ul>
        {props.state.errors.map((error) => (
          <li>
            {props.labels?.[error.field] ? `${props.labels[error.field]}${props.view.t('form.colon')}` : null}
            {error.field ? <a href={`#${fieldId(props.state, error.field)}`}>{error.text}</a> : error.text}
          </li>
        ))}
      </ul>
    </div>
  )

/**
 * A form that posts. Its fields stand in the order of the errors; `actions` are its buttons, the main one first.
 * Leaving with unsaved entries asks first, unless `unguarded`.
 */
export const Form = (props: {
  view: Reader
  action: string
  state?: FormState
  /** Sends files. */
  files?: boolean
  unguarded?: boolean
  id?: string
  /** Values that belong to the form but are not typed. */
  hidden?: Record<string, string | number>
  /** Names the form for screen readers, on a page with several. */
  label?: string
  /** What each field is called, for the list of errors. */
  labels?: Record<string, string>
  actions?: Child
  children?: Child
}) => (
  <form
    class="form"
    method="post"
    action={props.action}
    id={props.id}
    enctype={props.files ? 'multipart/form-data' : undefined}
    aria-label={props.label}
    data-unsaved={props.unguarded ? undefined : props.view.t('form.dirty')}
    novalidate
  >
    {Object.entries(props.hidden ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
    {props.state ? <ErrorSummary view={props.view} state={props.state} labels={props.labels} /> : null}
    {props.children}
    {props.actions ? <div class="acts">{props.actions}</div> : null}
  </form>
)

/** Short fields beside each other; a field with `wide` takes the whole line. */
export const FormGrid = (props: { children?: Child }) => <div class="form-grid">{props.children}</div>

/** Fields that belong together under one heading. `name` is the field that an error of the whole group names. */
export const Fieldset = (props: {
  legend: Child
  hint?: Child
  name?: string
  state?: FormState
  children?: Child
}) => {
  const error = props.name ? errorOf(props.state, props.name) : undefined
  const id = fieldId(props.state, props.name ?? '')
  return (
    <fieldset class="group" id={props.name ? id : undefined} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{props.legend}</legend>
      {props.hint ? <p class="hint">{props.hint}</p> : null}
      {error ? (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {props.children}
    </fieldset>
  )
}
