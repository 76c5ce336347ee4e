import { pick, type WordKey } from '../../server/i18n/words.ts'
import { formatDay } from '../format.ts'
import { changesIn, type LogDetails } from '../history.ts'
import type { Reader } from '../view.ts'

/** The name of a programme or a wave. */
export const nameOf = (view: Reader, named: { name_zh: string; name_en: string }) =>
  pick(view.locale, { zh: named.name_zh, en: named.name_en })

const labels: Record<string, WordKey> = {
  name_zh: 'programmes.field.name_zh',
  name_en: 'programmes.field.name_en',
  year: 'programmes.field.year',
  review_required: 'programmes.field.review_required',
  active: 'programmes.field.active',
  from_on: 'programmes.wave.from_on',
  to_on: 'programmes.wave.to_on',
  appeal_days: 'programmes.wave.appeal_days',
}

/** What an edit of a programme or a wave changed. */
export const described = (view: Reader, details: LogDetails) =>
  changesIn(view, details, labels, (name, value) => {
    if (name === 'review_required' || name === 'active') return view.t(value ? 'field.yes' : 'field.no')
    return name.endsWith('_on') ? formatDay(view, String(value)) : String(value)
  })
