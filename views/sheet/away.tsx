import { awayWords } from '../../server/checklists/condition-words.ts'
import type { Section } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { askedItems, isAway, type Sheet } from './model.ts'

/** What a section does not ask as things stand, folded away, each with the reason. It empties and fills as answers change. */
export const Away = ({ sheet, section }: { sheet: Sheet; section: Section }) => {
  const { t, locale } = sheet.reader
  const { filter, search } = sheet.local
  const items = filter === 'all' && search.trim() === '' ? askedItems(sheet, section) : []
  const away = items.filter((item) => isAway(sheet, item))
  return (
    <div class="away" id={`away-${section.id}`}>
      {away.length > 0 ? (
        <details>
          <summary>{t('sheet.away', { n: away.length })}</summary>
          <ul class="plain-list">
            {away.map((item) => {
              const why = sheet.results.get(item.id)?.away
              return (
                <li data-away={item.id}>
                  <span class="code">{item.id}</span> {pick(locale, item.text)}
                  <small>
                    {why ? awayWords(sheet.reader, why, item, sheet.data.content) : null}
                    {sheet.touched.has(item.id) ? `${t('reports.comma')}${t('sheet.away.kept')}` : null}
                  </small>
                </li>
              )
            })}
          </ul>
        </details>
      ) : null}
    </div>
  )
}
