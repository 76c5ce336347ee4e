import type { DealerRow } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import type { Reader } from '../view.ts'

/** Code and name: D3107 临江店. */
export const dealerLabel = (view: Reader, dealer: Pick<DealerRow, 'code' | 'name_zh' | 'name_en'>): string =>
  `${dealer.code} ${pick(view.locale, { zh: dealer.name_zh, en: dealer.name_en })}`

/** One text of two columns, in the reader's language. */
export const inWords = (view: Reader, zh: string | null, en: string | null) =>
  pick(view.locale, { zh: zh ?? '', en: en ?? '' })
