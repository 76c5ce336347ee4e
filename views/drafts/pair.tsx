import type { Child } from 'hono/jsx'
import { InputField, TextField } from '../parts/field.tsx'
import type { FormState } from '../parts/form.tsx'
import type { Reader } from '../view.ts'

const languages = ['zh', 'en'] as const

/**
 * One text in Chinese and English side by side, named `<name>.zh` and `<name>.en`. Where one language is written and the other is not,
 * that one is marked, also while one types. `rows` makes it several lines; `hideLabel` keeps the label for screen readers.
 */
export const PairField = (props: {
  view: Reader
  state?: FormState
  name: string
  label: string
  hint?: Child
  required?: boolean
  optional?: boolean
  rows?: number
  maxlength?: number
  hideLabel?: boolean
}) => {
  const { label, name, state, view } = props
  const label2 = (language: 'zh' | 'en') => (
    <>
      <span class={props.hideLabel ? 'sr' : undefined}>{label} </span>
      <span class="in-language">{view.t(`drafts.language.${language}`)}</span>
      <span class="untranslated"> {view.t('drafts.untranslated')}</span>
    </>
  )
  return (
    <div class="pair">
      {languages.map((language) => {
        const field = {
          view,
          state,
          name: name === '' ? language : `${name}.${language}`,
          label: label2(language),
          hint: language === 'zh' ? props.hint : undefined,
          required: props.required,
          optional: props.optional,
          maxlength: props.maxlength ?? 4000,
          // Styles see by it whether the field is empty.
          placeholder: ' ',
        }
        return (
          <div lang={language === 'zh' ? 'zh-CN' : 'en'}>
            {props.rows ? <TextField {...field} rows={props.rows} /> : <InputField {...field} />}
          </div>
        )
      })}
    </div>
  )
}
