import { type ReportSnapshot, scalesOf, side, type Verdict } from '../../server/reports/snapshot.ts'
import { pointsText } from '../format.ts'
import { Panel } from '../parts/page.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import { formatScore } from '../score.ts'
import type { View } from '../view.ts'

const looks: Record<Verdict, { tone: Tone; sign?: '✓' | '◐' | '✗' }> = {
  conforms: { tone: 'good', sign: '✓' },
  partly: { tone: 'watch', sign: '◐' },
  fails: { tone: 'bad', sign: '✗' },
  not_applicable: { tone: 'line' },
  not_answered: { tone: 'line' },
  unscored: { tone: 'line' },
  not_scored_now: { tone: 'line' },
}

/** Every item with how it was answered, section by section, folded away until it is wanted. */
export const FullChecklist = (props: { view: View; snapshot: ReportSnapshot }) => {
  const { snapshot, view } = props
  const { locale, t } = view
  const scale = scalesOf(snapshot).section
  if (snapshot.checklistSections.length === 0) return null
  return (
    <Panel
      id="checklist"
      title={t('reports.checklist.full')}
      aside={t('reports.checklist.items', {
        version: snapshot.checklist.version,
        items: snapshot.checklist.items,
        na: snapshot.checklist.notApplicable,
      })}
    >
      {snapshot.checklistSections.map((section) => (
        <details class="rest">
          <summary>
            {side(section.title, locale)}{' '}
            <span class="quiet">
              {section.percentBp === null
                ? t('reports.section.none')
                : scale.unit === 'percent'
                  ? t('reports.section.points', {
                      points: pointsText(section.earned, section.possible),
                      percent: formatScore(t, section.percentBp, scale),
                    })
                  : formatScore(t, section.percentBp, scale)}
            </span>
          </summary>
          <div class="table-wrap" role="region" aria-label={side(section.title, locale)} tabindex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('reports.code')}</th>
                  <th scope="col">{t('reports.item')}</th>
                  <th scope="col">{t('reports.result')}</th>
                  <th scope="col" class="num">
                    {t('reports.points')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {section.items.map((item) => (
                  <tr>
                    <td class="code">{item.code}</td>
                    <th scope="row">
                      {side(item.text, locale)}{' '}
                      {item.critical ? <Tag tone="line">{t('reports.item.critical')}</Tag> : null}
                      {item.note ? <small class="typed">{item.note}</small> : null}
                    </th>
                    <td>
                      <Tag {...looks[item.verdict]}>{t(`result.verdict.item.${item.verdict}`)}</Tag>
                      <small>{side(item.answer, locale)}</small>
                      {item.photoCount > 0 ? <small>{t('reports.item.photos', { n: item.photoCount })}</small> : null}
                    </td>
                    <td class="num">
                      {item.earned === null || item.possible === null ? '–' : pointsText(item.earned, item.possible)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ))}
    </Panel>
  )
}
