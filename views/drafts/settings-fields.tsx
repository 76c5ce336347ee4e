import type { Child } from 'hono/jsx'
import type { OpenDraft } from '../../server/checklists/drafts/open.ts'
import { InputField } from '../parts/field.tsx'
import type { FormState } from '../parts/form.tsx'
import type { View } from '../view.ts'

/** What every form of the settings is drawn from. */
export type SettingsProps = { view: View; open: OpenDraft; state: FormState }

export const severities = ['critical', 'major', 'minor', 'observation'] as const

/** A number: as text, so that what is typed wrongly comes back as it was typed. */
export const Figure = (props: {
  view: View
  state: FormState
  name: string
  label: Child
  hint?: Child
  unit?: Child
  required?: boolean
  placeholder?: string
}) => <InputField {...props} inputmode="decimal" maxlength={20} />

/** Whether a field whose name begins so is filled, wrong or still to do: what folds it away stays open then. */
export const isUsed = (state: FormState, names: readonly string[]): boolean => {
  const isOne = (name: string) => names.some((one) => name === one || name.startsWith(`${one}.`))
  const isFilled = ([name, value]: [string, unknown]) => isOne(name) && String(value ?? '').trim() !== ''
  return (
    Object.entries(state.values).some(isFilled) ||
    [...state.errors, ...(state.todo ?? [])].some(({ field }) => isOne(field)) ||
    // A row that was just added in there.
    isOne(String(state.values._focus ?? ''))
  )
}

/** Fields that few need, folded away until they hold something. */
export const Fold = (props: {
  state: FormState
  summary: Child
  /** What the names of its fields begin with. */
  names: readonly string[]
  children?: Child
}) => (
  <details class="fold" open={isUsed(props.state, props.names)}>
    <summary>{props.summary}</summary>
    <div class="settings-fold">{props.children}</div>
  </details>
)

/** Keeps how a row was called, so that what uses its name can follow. */
export const EarlierName = (props: { state: FormState; row: string }) => (
  <input type="hidden" name={`${props.row}._was`} value={String(props.state.values[`${props.row}._was`] ?? '')} />
)
