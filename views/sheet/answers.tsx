import type { Item } from '../../server/checklists/format.ts'
import type { Choice } from './choices.ts'
import type { Sheet } from './model.ts'

/** The answers of an item side by side, each with its key. What is not offered keeps its place, so that hands keep their habit. */
export const AnswerButtons = (props: { sheet: Sheet; item: Item; choices: Choice[]; big?: boolean }) => (
  <div
    class={props.big ? 'answers big' : 'answers'}
    role="group"
    aria-label={props.sheet.reader.t('sheet.item.answers', { code: props.item.id })}
  >
    {props.choices.map((choice) => (
      <ChoiceButton choice={choice} />
    ))}
  </div>
)

export const ChoiceButton = ({ choice }: { choice: Choice }) => (
  <button
    type="button"
    class={choice.tone}
    data-do="choose"
    data-value={choice.value}
    aria-pressed={choice.chosen ? 'true' : 'false'}
    disabled={choice.off}
  >
    <kbd aria-hidden="true">{choice.key}</kbd>
    {choice.figure === undefined ? null : <b>{choice.figure}</b>}
    <span>
      {choice.label}
      {choice.worth ? <small> {choice.worth}</small> : null}
    </span>
  </button>
)
