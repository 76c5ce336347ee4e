import type { Operation } from '../../../server/answers/op.ts'
import type { Sheet, Trouble } from '../../sheet/model.ts'
import { saidOf } from '../../sheet/said.ts'
import type { Reader } from '../../view.ts'

/** Says something to whoever listens to the page. */
export const say = (text: string) => {
  const region = document.getElementById('sheet-live')
  if (region) region.textContent = text
}

/** Tells a screen reader which answers are safe now. Notes and photos show it at their place. */
export const announceSaved = (sheet: Sheet, saved: readonly Operation[]): void => {
  const { t } = sheet.reader
  const answers = saved.filter(({ kind }) => kind === 'answer' || kind === 'not_applicable' || kind === 'clear')
  const code = answers.at(-1)?.item_code
  if (code === undefined) return
  const item = sheet.data.content.sections.flatMap((section) => section.items).find(({ id }) => id === code)
  const { answers: given, marks } = sheet.recorded
  const said = item && saidOf(sheet.reader, item, given[code], marks, sheet.results.get(code))
  say(
    said
      ? t(sheet.data.trial ? 'sheet.live.noted' : 'sheet.live.saved', { code, said: said.text })
      : t(sheet.data.trial ? 'sheet.live.cleared_here' : 'sheet.live.cleared', { code }),
  )
}

/** The trouble itself is an alert on the page; that it is over is said here. */
export const announceTrouble = ({ t }: Reader, before: Trouble | null, now: Trouble | null): void => {
  if (before !== null && now === null) say(t('sheet.live.again'))
}
