import type { Conflict, ConflictTip } from '../../server/answers/gather.ts'
import type { SampleRef } from '../../server/answers/op.ts'
import type { Item } from '../../server/checklists/format.ts'
import { shownAt } from '../../server/days.ts'
import { pick } from '../../server/i18n/fill.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'
import { scoreItem } from '../../server/scoring/item.ts'
import { exact } from '../../server/scoring/rational.ts'
import { formatInstant } from '../format.ts'
import type { Sheet } from './model.ts'
import { saidOf } from './said.ts'
import { SaidText } from './signs.tsx'

/** Contents that were recorded without knowledge of each other: all are kept and shown, and a person chooses. */
export const Versus = ({ sheet, code, item }: { sheet: Sheet; code: string; item?: Item }) => {
  const { t } = sheet.reader
  const conflicts = sheet.recorded.conflicts.filter((conflict) => conflict.item_code === code)
  return (
    <>
      {conflicts.map((conflict) => (
        <fieldset class="versus">
          <legend class="small">
            <b>{t(`sheet.versus.register.${conflict.register}` as WordKey)}</b> {t('sheet.versus')}
          </legend>
          {conflict.tips.map((tip) => (
            <Side sheet={sheet} conflict={conflict} tip={tip} item={item} />
          ))}
        </fieldset>
      ))}
    </>
  )
}

const Side = (props: { sheet: Sheet; conflict: Conflict; tip: ConflictTip; item?: Item }) => {
  const { sheet, conflict, tip } = props
  const { t } = sheet.reader
  const { data } = sheet
  const who = tip.userId === data.me ? t('sheet.me') : (data.people[tip.userId] ?? t('sheet.someone'))
  const isJoinable = conflict.register === 'note' && tip === conflict.tips.at(-1)
  return (
    <div>
      <Content sheet={sheet} conflict={conflict} tip={tip} item={props.item} />
      <span>{t('sheet.versus.by', { who, when: formatInstant(sheet.reader, tip.at, 'short') })}</span>
      {data.open ? (
        <span class="acts">
          <button type="button" class="btn" data-do="take" data-register={conflict.register} data-value={tip.op_id}>
            {t('sheet.versus.take')}
          </button>
          {isJoinable ? (
            <button type="button" class="btn plain" data-do="join" data-register={conflict.register}>
              {t('sheet.versus.join')}
            </button>
          ) : null}
        </span>
      ) : null}
    </div>
  )
}

const Content = (props: { sheet: Sheet; conflict: Conflict; tip: ConflictTip; item?: Item }) => {
  const { sheet, conflict, tip, item } = props
  const { t, locale, timeZone } = sheet.reader
  if (tip.value === null || tip.value === '') return <span class="quiet">{t('sheet.versus.empty')}</span>
  switch (conflict.register) {
    case 'answer': {
      if (!item) return null
      const answer = tip.value as ItemAnswer
      const said = saidOf(sheet.reader, item, answer, {}, judged(sheet, item, answer))
      return (
        <>
          {said ? <SaidText said={said} /> : null}
          {'reason' in answer && answer.reason ? <span class="typed">{answer.reason}</span> : null}
          {answer.type === 'text' ? <span class="typed">{answer.text}</span> : null}
        </>
      )
    }
    case 'refs':
      return (
        <span class="typed">
          {(tip.value as SampleRef[]).map(({ ref, conform }) => `${ref}${conform ? '✓' : '✗'}`).join('  ')}
        </span>
      )
    case 'losses':
      return (
        <span class="typed">
          {(tip.value as string[])
            .map((code) => item?.losses.find((loss) => loss.code === code))
            .map((loss) => (loss ? pick(locale, loss) : ''))
            .join(t('reports.list'))}
        </span>
      )
    case 'mark': {
      const value = tip.value as MarkValue
      return <b>{'at' in value ? shownAt(value.at, timeZone).replace('T', ' ') : t('sheet.said.not_reached')}</b>
    }
    default:
      return <span class="typed">{String(tip.value)}</span>
  }
}

/** What this answer alone would come to. */
const judged = (sheet: Sheet, item: Item, answer: ItemAnswer) => {
  const scored = scoreItem(item, '', {
    checklist: sheet.data.content,
    answers: { [item.id]: answer },
    marks: {},
    losses: {},
    mode: 'running',
  })
  return { ...scored, ratio: scored.ratio && exact(scored.ratio) }
}
