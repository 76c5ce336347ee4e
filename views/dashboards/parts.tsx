import type { ActionReviewLine } from '../../server/dashboards/network-store.ts'
import { dayIn, daysFrom } from '../../server/days.ts'
import { dealerName } from '../audits/tags.tsx'
import { actionTitle, SeverityTag } from '../corrective-actions/tags.tsx'
import { formatNumber } from '../format.ts'
import { EmptyState, Panel } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import type { Reader, View } from '../view.ts'

/** How long something waits, in whole days; said as well when that is too long. */
export const Waiting = (props: { view: Reader; since: string; today: string; late?: boolean }) => {
  const { t, timeZone } = props.view
  const since = props.since.length > 10 ? dayIn(props.since, timeZone) : props.since
  const n = Math.max(0, daysFrom(since, props.today))
  if (props.late) return <Tag tone="bad">{t('dashboard.waits.over', { n })}</Tag>
  return <span class="due">{n === 0 ? t('dashboard.waits.today') : t('dashboard.waits.days', { n })}</span>
}

/** Corrective actions that wait for auditor, region or head office. */
export const ActionReviews = (props: {
  view: View
  today: string
  title: string
  reviews: ActionReviewLine[]
  /** How many wait in all. */
  total: number
}) => {
  const { reviews, today, total, view } = props
  const { t } = view
  const rest = total - reviews.length
  return (
    <Panel id="action-reviews" title={props.title} aside={total > 0 ? t('dashboard.action_reviews.aside') : undefined}>
      {total === 0 ? (
        <EmptyState level={3} title={t('dashboard.action_reviews.none')}>
          {t('dashboard.action_reviews.none.next')}
        </EmptyState>
      ) : (
        <ul class="rows waits">
          {reviews.map((row) => (
            <li>
              <div>
                <h3>
                  <a href={`/corrective-actions/${row.id}`}>{actionTitle(view, row)}</a>
                </h3>
                <p>
                  {dealerName(view, row)}
                  {t('dashboard.dot')}
                  {t(`dashboard.review.${row.state as 'plan_review'}`)}{' '}
                  {row.severity === 'critical' ? <SeverityTag view={view} severity={row.severity} /> : null}
                </p>
              </div>
              <Waiting view={view} today={today} since={row.since} />
            </li>
          ))}
          {rest > 0 ? (
            <li>
              <a href="/corrective-actions?mine=review">{t('dashboard.rest', { n: formatNumber(view, rest) })}</a>
            </li>
          ) : null}
        </ul>
      )}
    </Panel>
  )
}
