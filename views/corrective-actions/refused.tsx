import type { FormState } from '../parts/form.tsx'
import { Remark } from '../parts/page.tsx'
import type { View } from '../view.ts'

/** What was refused when its form is not on the page any more: the sentences, and what had been typed, to copy. */
export const Refused = (props: { view: View; state: FormState }) => {
  const { state, view } = props
  if (state.errors.length === 0) return null
  const typed = Object.entries(state.values).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' && !codes.has(name) ? [value] : [],
  )
  return (
    <Remark kind="bad">
      {state.errors.map(({ text }) => (
        <p>{text}</p>
      ))}
      {typed.length === 0 ? null : (
        <>
          <p class="small">{view.t('action.typed_before')}</p>
          {typed.map((text) => (
            <p class="quote typed">{text}</p>
          ))}
        </>
      )}
    </Remark>
  )
}
/** Fields that hold codes, not words. */
const codes = new Set(['seen', 'verdict', 'cause_class', 'cause_source', 'check_method', 'owner_id'])
