import type { Conflict, ConflictTip } from '../../server/answers/gather.ts'
import type { Item } from '../../server/checklists/format.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import { formatInstant } from '../format.ts'
import type { Sheet } from './model.ts'
import { RecordedValue } from './recorded-value.tsx'

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
      <RecordedValue
        reader={sheet.reader}
        content={data.content}
        item={props.item}
        register={conflict.register}
        value={tip.value}
      />
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
