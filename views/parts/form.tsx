import { type Child, isValidElement } from 'hono/jsx'
import type { Params, Translate, WordKey } from '../../server/i18n/words.ts'
import type { Reader } from '../view.ts'

/** What a form shows: what was typed, and what is wrong with it. Give the same state to the form and to its fields. */
export type FormState = {
  values: Record<string, unknown>
  errors: { field: string; text: string }[]
  /** What is still to do at fields, of something that may stay unfinished for now; no error of this form. */
  todo?: { field: string; text: string }[]
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

/** What is still to do at a field; nothing where it has an error. */
export const todoOf = (state: FormState | undefined, name: string): string | undefined =>
  errorOf(state, name) === undefined ? state?.todo?.find((todo) => todo.field === name)?.text : undefined

/** The sentences that belong to a control, for screen readers: its hint, its error, what is still to do. */
export const describedBy = (state: FormState | undefined, name: string, hint?: unknown): string | undefined => {
  const id = fieldId(state, name)
  const error = errorOf(state, name)
  const ids = [hint && `${id}-hint`, error && `${id}-error`, todoOf(state, name) && `${id}-todo`]
  return ids.filter(Boolean).join(' ') || undefined
}

/** What is wrong at a field, or still to do there. */
export const FieldRemarks = (props: { state?: FormState; name: string }) => {
  const id = fieldId(props.state, props.name)
  const error = errorOf(props.state, props.name)
  const todo = todoOf(props.state, props.name)
  return (
    <>
      {error ? (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {todo ? (
        <p class="todo-note" id={`${id}-todo`}>
          {todo}
        </p>
      ) : null}
    </>
  )
}

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

/** What the fields among the children are called, so that the list of errors can name them. */
const labelsIn = (children: unknown): Record<string, string> => {
  if (Array.isArray(children)) return Object.assign({}, ...children.map(labelsIn))
  if (!isValidElement(children)) return {}
  const { name, label, legend, children: inner } = children.props
  const text = label ?? legend
  const own = typeof name === 'string' && typeof text === 'string' ? { [name]: text } : {}
  return { ...labelsIn(inner ?? children.children), ...own }
}

/** What a field is called: its own label, else that of the group that it is in (`losses` for `losses.0.zh`). */
export const labelOf = (labels: Readonly<Record<string, string>>, field: string): string | undefined => {
  const keys = field.split('.')
  const known = keys.map((_, at) => keys.slice(0, keys.length - at).join('.')).find((name) => labels[name])
  return known === undefined ? undefined : labels[known]
}

/** What was wrong, at the top: what concerns the whole form, and a link to each field when there is more than one. */
const ErrorSummary = (props: { view: Reader; state: FormState; labels: Record<string, string> }) => {
  const { labels, state, view } = props
  const whole = state.errors.filter((error) => error.field === '')
  const fields = state.errors.filter((error) => error.field !== '')
  if (whole.length === 0 && fields.length < 2) return null
  return (
    <div class="problems" role="alert">
      {whole.map((error) => (
        <p>{error.text}</p>
      ))}
      {fields.length > 1 ? (
        <>
          <h2>{view.t('form.problems', { n: fields.length })}</h2>
          <ul>
            {fields.map(({ field, text }) => (
              <li>
                <a href={`#${fieldId(state, field)}`}>
                  {labelOf(labels, field) ? `${labelOf(labels, field)}${view.t('form.colon')}` : null}
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

/**
 * A form that posts. An error with an empty field name concerns the whole form. `actions` are its buttons, the main one first.
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
  /** What fields are called in the list of errors; needed only for those that are not direct parts of the children. */
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
    data-guarded={props.unguarded ? undefined : ''}
    novalidate
  >
    {Object.entries(props.hidden ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
    {props.state ? (
      <ErrorSummary view={props.view} state={props.state} labels={{ ...labelsIn(props.children), ...props.labels }} />
    ) : null}
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
  const { name, state } = props
  return (
    <fieldset
      class="group"
      id={name ? fieldId(state, name) : undefined}
      aria-describedby={name ? describedBy(state, name) : undefined}
    >
      <legend>{props.legend}</legend>
      {props.hint ? <p class="hint">{props.hint}</p> : null}
      {name ? <FieldRemarks state={state} name={name} /> : null}
      {props.children}
    </fieldset>
  )
}
