import { pick } from '../../server/i18n/words.ts'
import { GradeColumns } from '../charts/bars.tsx'
import { formatNumber, formatShare } from '../format.ts'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import type { RoundShown } from './network.tsx'

/** How many dealers have which grade, with a stroke where the share of the wave before stood. */
export const GradesPanel = (props: { view: View; shown: RoundShown }) => {
  const { shown, view } = props
  const { before, figures } = shown
  const { t } = view
  const compares = before !== null && figures.lastGraded > 0
  // Under the columns there is room for short words only; the table has them all.
  const fits = shown.bands.every((band) => pick(view.locale, band).length <= 10)
  const word = (grade: string) => {
    const band = shown.bands.find((one) => one.grade === grade)
    return band ? pick(view.locale, band) : ''
  }
  const share = (n: number, of: number) => formatShare(n, of) ?? '–'
  const beforeName = before ? pick(view.locale, { zh: before.name_zh, en: before.name_en }) : ''
  return (
    <Panel
      id="grades"
      title={t('dashboard.grades')}
      aside={compares ? t('dashboard.grades.last', { wave: beforeName }) : undefined}
    >
      {figures.graded === 0 ? (
        <p class="quiet">{t('dashboard.grades.none')}</p>
      ) : (
        <>
          <GradeColumns
            label={t('dashboard.grades.label', {
              parts: figures.grades
                .map(({ grade, n }) => t('dashboard.grades.part', { grade, n: formatNumber(view, n) }))
                .join(t('reports.comma')),
            })}
            grades={figures.grades.map(({ grade, lastN, n }) => ({
              grade,
              word: fits ? word(grade) : '',
              count: n,
              // Waves are compared by shares: one that is half released would else look half as good.
              last: compares ? (lastN * figures.graded) / figures.lastGraded : null,
              countText: t('dashboard.grades.dealers', { n: formatNumber(view, n) }),
              shareText: share(n, figures.graded),
            }))}
          />
          <details class="fold">
            <summary>{t('dashboard.table')}</summary>
            <table>
              <caption class="sr">{t('dashboard.grades')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('dashboard.grade')}</th>
                  <th scope="col" class="num">
                    {t('dashboard.dealers')}
                  </th>
                  <th scope="col" class="num">
                    {t('dashboard.share')}
                  </th>
                  {compares ? (
                    <th scope="col" class="num">
                      {beforeName}
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {figures.grades.map(({ grade, lastN, n }) => (
                  <tr>
                    <th scope="row">
                      {grade} {word(grade)}
                    </th>
                    <td class="num">{formatNumber(view, n)}</td>
                    <td class="num">{share(n, figures.graded)}</td>
                    {compares ? <td class="num">{share(lastN, figures.lastGraded)}</td> : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </Panel>
  )
}
