import type { RegisterValue } from '../../server/answers/gather.ts'
import type { SampleRef } from '../../server/answers/op.ts'
import type { ChecklistContent, Item } from '../../server/checklists/format.ts'
import { shownAt } from '../../server/days.ts'
import { pick } from '../../server/i18n/fill.ts'
import { type ItemAnswer, type MarkValue, validateAnswer } from '../../server/scoring/answer.ts'
import { scoreItem } from '../../server/scoring/item.ts'
import { exact } from '../../server/scoring/rational.ts'
import type { Reader } from '../view.ts'
import { saidOf } from './said.ts'
import { SaidText } from './signs.tsx'

/** One recorded content in words: an answer as it would be judged alone, a note, ticked losses, case numbers, a time. */
export const RecordedValue = (props: {
  reader: Reader
  content: ChecklistContent
  /** Undefined for a mark, and where the checklist has no such item. */
  item: Item | undefined
  register: string
  value: RegisterValue
}) => {
  const { reader, item, register, value } = props
  const { t, locale, timeZone } = reader
  if (value === null || value === '') return <span class="quiet">{t('sheet.versus.empty')}</span>
  switch (register) {
    case 'answer':
      if (!item || validateAnswer(item, value as ItemAnswer) !== null) {
        // What no item can word is shown as it was sent.
        return <span class="typed">{JSON.stringify(value)}</span>
      }
      return <Answer reader={reader} content={props.content} item={item} answer={value as ItemAnswer} />
    case 'refs':
      return (
        <span class="typed">
          {(value as SampleRef[]).map(({ ref, conform }) => `${ref} ${conform ? '✓' : '✗'}`).join('  ')}
        </span>
      )
    case 'losses': {
      const ticked = (value as string[]).map((code) => item?.losses.find((loss) => loss.code === code))
      return <span class="typed">{ticked.map((loss) => (loss ? pick(locale, loss) : '')).join(t('reports.list'))}</span>
    }
    case 'mark': {
      const mark = value as MarkValue
      return <b>{'at' in mark ? shownAt(mark.at, timeZone).replace('T', ' ') : t('sheet.said.not_reached')}</b>
    }
    default:
      return <span class="typed">{String(value)}</span>
  }
}

const Answer = (props: { reader: Reader; content: ChecklistContent; item: Item; answer: ItemAnswer }) => {
  const { reader, content, item, answer } = props
  const scored = scoreItem(item, '', {
    checklist: content,
    answers: { [item.id]: answer },
    marks: {},
    losses: {},
    mode: 'running',
  })
  const said = saidOf(reader, item, answer, {}, { ...scored, ratio: scored.ratio && exact(scored.ratio) })
  return (
    <>
      {said ? <SaidText said={said} /> : null}
      {'reason' in answer && answer.reason ? <span class="typed"> {answer.reason}</span> : null}
      {answer.type === 'text' ? <span class="typed"> {answer.text}</span> : null}
    </>
  )
}
