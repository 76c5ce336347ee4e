import type { Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { displayPoints } from '../../server/scoring/score.ts'
import type { Sheet } from './model.ts'

/** What the item is worth. */
export const pointsText = (sheet: Sheet, item: Item): string => {
  const { t } = sheet.reader
  if (item.scored === false) return t('sheet.item.not_scored_now')
  if (item.class === 'info' || item.response.type === 'text') return t('sheet.item.info')
  return t(item.class === 'bonus' ? 'sheet.item.bonus' : 'sheet.item.points', { n: item.points })
}

/** How it is checked: the sample with its rule, or the method. */
export const methodText = (sheet: Sheet, item: Item): string => {
  const { t, locale } = sheet.reader
  const { response } = item
  if (response.type !== 'sample')
    return pick(locale, sheet.data.content.words.methods[item.method] ?? { zh: '', en: '' })
  if (response.rule === 'aql') {
    return t('sheet.method.aql', { unit: pick(locale, response.unit), aql: response.aql, level: response.level })
  }
  const sample = t('sheet.method.sample', { size: response.size, unit: pick(locale, response.unit) })
  if (response.rule === 'accept')
    return `${sample}${t('reports.comma')}${t('sheet.method.accept', { n: response.accept })}`
  return response.rule === 'bands' ? `${sample}${t('reports.comma')}${t('sheet.method.bands')}` : sample
}

/** The points earned so far; null while there are none to speak of. */
export const earnedText = (sheet: Sheet, item: Item): string | null => {
  const result = sheet.results.get(item.id)
  return result?.earned ? displayPoints(result.earned) : null
}
