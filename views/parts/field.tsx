import type { Child } from 'hono/jsx'
import type { Reader } from '../view.ts'
import {
  describedBy,
  errorOf,
  FieldRemarks,
  type FormState,
  fieldId,
  isChosen,
  takesFocus,
  typedValue,
} from './form.tsx'

/** What every field takes. The value and the error come from `state` by the field's name. */
export type FieldProps = {
  view: Reader
  state?: FormState
  name: string
  label: Child
  /** One line under the control: what is expected, with an example. */
  hint?: Child
  required?: boolean
  /** Says "optional" beside the label; for forms in which most fields are required. */
  optional?: boolean
  /** Overrides the value of `state`. */
  value?: string | number | null
  disabled?: boolean
  readonly?: boolean
  /** The whole line of a `FormGrid`. */
  wide?: boolean
  /** For codes, numbers and days: no wider than 12 rem. */
  short?: boolean
  /** The label is only for screen readers. */
  hideLabel?: boolean
}

type Wiring = {
  id: string
  name: string
  required?: true
  disabled?: boolean
  autofocus?: true
  'aria-invalid'?: 'true'
  'aria-describedby'?: string
}

const wiring = (props: FieldProps): Wiring => {
  const id = fieldId(props.state, props.name)
  const error = errorOf(props.state, props.name)
  return {
    id,
    name: props.name,
    required: props.required || undefined,
    disabled: props.disabled || undefined,
    autofocus: takesFocus(props.state, props.name),
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': describedBy(props.state, props.name, props.hint),
  }
}

const typed = (props: FieldProps): string =>
  props.value === undefined || props.value === null ? typedValue(props.state, props.name) : String(props.value)

/** Label, hint, control and error of one field, tied together for screen readers. For controls that no part gives. */
export const Field = (props: FieldProps & { children?: Child }) => {
  const id = fieldId(props.state, props.name)
  return (
    <div class={['field', props.wide && 'wide', props.short && 'short'].filter(Boolean).join(' ')}>
      <label for={id} class={props.hideLabel ? 'sr' : undefined}>
        {props.label}
        {props.required ? (
          <span class="req">
            <span aria-hidden="true">*</span>
            <span class="sr"> {props.view.t('field.required')}</span>
          </span>
        ) : null}
        {props.optional ? <span class="opt">{props.view.t('field.optional')}</span> : null}
      </label>
      {props.children}
      {/* Below the control, so that the controls of one line stay on one line. */}
      {props.hint ? (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      <FieldRemarks state={props.state} name={props.name} />
    </div>
  )
}

/** One line of text, a number, a day (`type="date"`), a time, an address, a password. `unit` stands behind it. */
export const InputField = (
  props: FieldProps & {
    type?:
      | 'text'
      | 'number'
      | 'date'
      | 'time'
      | 'datetime-local'
      | 'month'
      | 'email'
      | 'tel'
      | 'password'
      | 'search'
      | 'url'
    unit?: Child
    min?: string | number
    max?: string | number
    step?: string | number
    maxlength?: number
    placeholder?: string
    autocomplete?: string
    inputmode?: 'numeric' | 'decimal' | 'text'
    /** Offers earlier entries without forcing them. */
    suggestions?: string[]
  },
) => {
  const wired = wiring(props)
  const list = props.suggestions ? `${wired.id}-list` : undefined
  const input = (
    <input
      type={props.type ?? 'text'}
      {...wired}
      value={props.type === 'password' ? '' : typed(props)}
      readonly={props.readonly}
      min={props.min}
      max={props.max}
      step={props.step}
      maxlength={props.maxlength}
      placeholder={props.placeholder}
      autocomplete={props.autocomplete ?? 'off'}
      inputmode={props.inputmode}
      list={list}
    />
  )
  return (
    <Field {...props}>
      {props.unit ? (
        <span class="with-unit">
          {input}
          <span>{props.unit}</span>
        </span>
      ) : (
        input
      )}
      {list ? (
        <datalist id={list}>
          {props.suggestions?.map((text) => (
            <option value={text} />
          ))}
        </datalist>
      ) : null}
    </Field>
  )
}

/** Text of several lines. */
export const TextField = (props: FieldProps & { rows?: number; maxlength?: number; placeholder?: string }) => (
  <Field {...props}>
    <textarea
      {...wiring(props)}
      rows={props.rows ?? 3}
      maxlength={props.maxlength}
      placeholder={props.placeholder}
      readonly={props.readonly}
    >
      {typed(props)}
    </textarea>
  </Field>
)

export type Option = { value: string; label: string; disabled?: boolean }
export type OptionGroup = { label: string; options: Option[] }

const OptionRows = (props: { options: (Option | OptionGroup)[]; isChosen: (value: string) => boolean }) => (
  <>
    {props.options.map((option) =>
      'options' in option ? (
        <optgroup label={option.label}>
          <OptionRows options={option.options} isChosen={props.isChosen} />
        </optgroup>
      ) : (
        <option value={option.value} selected={props.isChosen(option.value)} disabled={option.disabled}>
          {option.label}
        </option>
      ),
    )}
  </>
)

/** One of many. `blank` words the empty choice; `false` leaves it out. */
export const SelectField = (props: FieldProps & { options: (Option | OptionGroup)[]; blank?: string | false }) => {
  const chosen = typed(props)
  return (
    <Field {...props}>
      <select {...wiring(props)}>
        {props.blank === false ? null : <option value="">{props.blank ?? props.view.t('field.choose')}</option>}
        <OptionRows options={props.options} isChosen={(value) => value === chosen} />
      </select>
    </Field>
  )
}

/** Files to send; the form needs `files`. `accept` as in HTML, such as `image/*`. */
export const FileField = (props: FieldProps & { accept?: string; multiple?: boolean; capture?: boolean }) => (
  <Field {...props}>
    <input
      type="file"
      {...wiring(props)}
      accept={props.accept}
      multiple={props.multiple}
      capture={props.capture ? 'environment' : undefined}
    />
  </Field>
)

/** A single yes or no, sent as `1`. */
export const CheckField = (props: FieldProps & { checked?: boolean }) => {
  const { required: _, ...wired } = wiring(props)
  const given = props.state?.values[props.name]
  const checked = props.checked ?? (given === true || given === 1 || given === '1' || given === 'on')
  return (
    <div class={props.wide ? 'field wide' : 'field'}>
      <label class="check">
        <input type="checkbox" {...wired} value="1" checked={checked} />
        <span>
          {props.label}
          {props.hint ? <small id={`${wired.id}-hint`}>{props.hint}</small> : null}
        </span>
      </label>
      <FieldRemarks state={props.state} name={props.name} />
    </div>
  )
}

export type Choice = { value: string; label: Child; text?: Child; disabled?: boolean }

type ChoiceProps = Omit<FieldProps, 'value' | 'readonly' | 'short'> & { choices: Choice[]; value?: string | string[] }

const ChoiceGroup = (props: ChoiceProps & { role?: 'radiogroup'; children?: Child }) => {
  const id = fieldId(props.state, props.name)
  const error = errorOf(props.state, props.name)
  return (
    <fieldset
      class={props.wide ? 'field wide' : 'field'}
      role={props.role}
      aria-describedby={describedBy(props.state, props.name, props.hint)}
      aria-required={props.role && props.required ? 'true' : undefined}
      aria-invalid={props.role && error ? 'true' : undefined}
    >
      <legend class={props.hideLabel ? 'sr' : undefined}>
        {props.label}
        {props.required ? (
          <span class="req">
            <span aria-hidden="true">*</span>
            <span class="sr"> {props.view.t('field.required')}</span>
          </span>
        ) : null}
      </legend>
      {props.hint ? (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.children}
      <FieldRemarks state={props.state} name={props.name} />
    </fieldset>
  )
}

// The first choice carries the field's id, so that the link in the error summary lands on it.
const choiceId = (props: ChoiceProps, index: number): string =>
  fieldId(props.state, props.name) + (index === 0 ? '' : `-${index}`)

const chosen = (props: ChoiceProps, value: string): boolean =>
  props.value === undefined ? isChosen(props.state, props.name, value) : [props.value].flat().includes(value)

/** One of a few, each on a card with its meaning. `small` for choices that need no explanation. */
export const RadioCards = (props: ChoiceProps & { small?: boolean }) => (
  <ChoiceGroup {...props} role="radiogroup">
    <div class={props.small ? 'causes small-cards' : 'causes'}>
      {props.choices.map((choice, index) => (
        <label>
          <input
            type="radio"
            id={choiceId(props, index)}
            name={props.name}
            value={choice.value}
            checked={chosen(props, choice.value)}
            disabled={choice.disabled || props.disabled}
            autofocus={index === 0 ? takesFocus(props.state, props.name) : undefined}
          />
          <b>{choice.label}</b>
          {choice.text ? <small>{choice.text}</small> : null}
        </label>
      ))}
    </div>
  </ChoiceGroup>
)

/** Any of a list, sent under one name several times. `one` puts each on a line of its own. */
export const CheckList = (props: ChoiceProps & { one?: boolean }) => (
  <ChoiceGroup {...props}>
    <div class={props.one ? 'check-list one' : 'check-list'}>
      {props.choices.map((choice, index) => (
        <label class="check">
          <input
            type="checkbox"
            id={choiceId(props, index)}
            name={props.name}
            value={choice.value}
            checked={chosen(props, choice.value)}
            disabled={choice.disabled || props.disabled}
            autofocus={index === 0 ? takesFocus(props.state, props.name) : undefined}
          />
          <span>
            {choice.label}
            {choice.text ? <small>{choice.text}</small> : null}
          </span>
        </label>
      ))}
    </div>
  </ChoiceGroup>
)
