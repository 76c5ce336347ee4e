import type { Mark } from '../../server/checklists/format.ts'
import { shownAt } from '../../server/days.ts'
import { pick } from '../../server/i18n/fill.ts'
import { marksBackwards } from '../../server/scoring/marks.ts'
import { Tag } from '../parts/tag.tsx'
import { draftKey, fieldText, type Sheet, safetyOf } from './model.ts'
import { SafeSign } from './signs.tsx'
import { Versus } from './versus.tsx'

/** All times of a mystery visit in one place. */
export const Timeline = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const marks = sheet.data.content.timeline?.marks ?? []
  const done = marks.filter((mark) => sheet.recorded.marks[mark.id] !== undefined).length
  return (
    <section class="items timeline" id="timeline" aria-labelledby="timeline-title" tabindex={-1}>
      <h2 id="timeline-title">
        {t('sheet.marks')}
        <small>
          {t('sheet.marks.progress', { done, all: marks.length })} · {t('sheet.marks.hint')}
        </small>
      </h2>
      <ol class="marks">
        {marks.map((mark, index) => (
          <MarkRow sheet={sheet} mark={mark} place="timeline" isMain={index === 0} />
        ))}
      </ol>
    </section>
  )
}

/** One moment: its day, its time to the second, now, or not reached. `place` keeps ids apart where a mark stands twice. */
export const MarkRow = (props: { sheet: Sheet; mark: Mark; place: string; nowKey?: string; isMain?: boolean }) => {
  const { sheet, mark, place } = props
  const { t, locale, timeZone } = sheet.reader
  const name = pick(locale, mark)
  const value = sheet.recorded.marks[mark.id]
  const shown = value && 'at' in value ? shownAt(value.at, timeZone) : null
  const isNotReached = value !== undefined && 'reached' in value
  const mayBeMissed = sheet.data.content.timeline?.not_reached_allowed.includes(mark.id) ?? false
  const id = `mark-${place}-${mark.id}`
  const isWrong = sheet.local.unreadable.has(draftKey(mark.id, 'time'))
  const before = marksBackwards(sheet.data.content, sheet.recorded.marks).find(([, later]) => later === mark.id)?.[0]
  const earlier = sheet.data.content.timeline?.marks.find((one) => one.id === before)
  const readonly = !sheet.data.open
  return (
    <li class="mark" id={id} data-mark={mark.id}>
      <span class="name">
        <span class="code">{mark.id}</span> {name}
      </span>
      <input
        type="date"
        id={`${id}-day`}
        data-field="day"
        aria-label={t('sheet.mark.day', { mark: name })}
        value={fieldText(sheet, mark.id, 'day', shown?.slice(0, 10) ?? sheet.data.day)}
        disabled={isNotReached || readonly}
      />
      <input
        id={`${id}-time`}
        class="time"
        data-field="time"
        data-main={props.isMain ? 'true' : undefined}
        aria-label={t('sheet.mark.time', { mark: name })}
        aria-invalid={isWrong ? 'true' : undefined}
        value={fieldText(sheet, mark.id, 'time', shown?.slice(11, 19) ?? '')}
        placeholder="--:--:--"
        inputmode="numeric"
        maxlength={12}
        autocomplete="off"
        disabled={isNotReached}
        readonly={readonly}
      />
      <span class="acts">
        <button type="button" class="btn" data-do="now" disabled={readonly}>
          {props.nowKey ? <kbd aria-hidden="true">{props.nowKey}</kbd> : null}
          {t('sheet.mark.now')}
        </button>
        {mayBeMissed ? (
          <button
            type="button"
            class="btn"
            data-do="not-reached"
            aria-pressed={isNotReached ? 'true' : 'false'}
            disabled={readonly}
          >
            {props.nowKey === '2' ? <kbd aria-hidden="true">3</kbd> : null}
            {t('sheet.mark.not_reached')}
          </button>
        ) : null}
      </span>
      <SafeSign sheet={sheet} safety={safetyOf(sheet, mark.id)} />
      {isWrong ? <p class="error">{t('sheet.mark.unreadable')}</p> : null}
      {earlier ? (
        <Tag tone="watch" sign="△">
          {t('sheet.mark.backwards', { mark: pick(locale, earlier) })}
        </Tag>
      ) : null}
      {sheet.contested.has(mark.id) ? <Versus sheet={sheet} code={mark.id} /> : null}
    </li>
  )
}
