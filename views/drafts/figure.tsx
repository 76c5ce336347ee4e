import type { WordKey } from '../../server/i18n/words.ts'
import { InputField } from '../parts/field.tsx'
import type { FormState } from '../parts/form.tsx'
import type { Reader } from '../view.ts'

/** A number, typed as text: also with a full-width sign or a comma for thousands. */
export const Figure = (props: {
  view: Reader
  state: FormState
  name: string
  label: WordKey
  hint?: WordKey
  required?: boolean
}) => (
  <InputField
    view={props.view}
    state={props.state}
    name={props.name}
    label={props.view.t(props.label)}
    hint={props.hint && props.view.t(props.hint)}
    required={props.required}
    short
    inputmode="decimal"
  />
)
