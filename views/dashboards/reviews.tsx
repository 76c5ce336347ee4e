import { scoreValueOf } from '../../server/audits/shown-score.ts'
import type { ReviewLine } from '../../server/dashboards/network-store.ts'
import { checklistTitle, dealerName } from '../audits/tags.tsx'
import { formatNumber } from '../format.ts'
import { EmptyState, Panel } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import { formatScore } from '../score.ts'
import type { View } from '../view.ts'
import { Waiting } from './parts.tsx'

/** Audits that wait for review, the oldest first. */
export const ReviewsPanel = (props: {
  view: View
  today: string
  lateBefore: string
  reviews: { rows: ReviewLine[]; total: number }
}) => {
  const { reviews, today, view } = props
  const { t } = view
  const rest = reviews.total - reviews.rows.length
  return (
    <Panel
      id="reviews"
      title={t('dashboard.waiting')}
      aside={reviews.total > 0 ? t('dashboard.reviews.aside', { n: formatNumber(view, reviews.total) }) : undefined}
    >
      {reviews.total === 0 ? (
        <EmptyState level={3} title={t('dashboard.reviews.none')}>
          {t('dashboard.reviews.none.next')}
        </EmptyState>
      ) : (
        <ul class="rows waits">
          {reviews.rows.map((row) => (
            <li>
              <div>
                <h3>
                  <a href={`/audits/${row.id}`}>{dealerName(view, row)}</a>{' '}
                  {row.score_bp === null ? null : (
                    <span class="quiet">
                      {formatScore(t, scoreValueOf(row) ?? 0, { unit: row.score_unit ?? 'percent' })} {row.grade}
                    </span>
                  )}
                </h3>
                <p>
                  {checklistTitle(view, row)}
                  {t('dashboard.dot')}
                  {t(`audit.kind.${row.kind}`)}
                  {row.practice ? (
                    <>
                      {' '}
                      <Tag tone="held">{t('audit.practice')}</Tag>
                    </>
                  ) : null}
                  {row.reviewer ? (
                    <>
                      {t('dashboard.dot')}
                      {t('dashboard.reviewed_by', { name: row.reviewer })}
                    </>
                  ) : null}
                </p>
              </div>
              <Waiting
                view={view}
                today={today}
                since={row.submitted_at ?? view.now}
                late={row.submitted_at !== null && row.submitted_at < props.lateBefore}
              />
            </li>
          ))}
          {rest > 0 ? (
            <li>
              <a href="/audits?state=submitted">{t('dashboard.rest', { n: formatNumber(view, rest) })}</a>
            </li>
          ) : null}
        </ul>
      )}
    </Panel>
  )
}
