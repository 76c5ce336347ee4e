import type { AuditToRecord } from '../../server/dashboards/desk-store.ts'
import type { ActionReviewLine } from '../../server/dashboards/network-store.ts'
import { formatDay, formatNumber } from '../format.ts'
import { Columns, EmptyState, PageHead, Panel, Stack } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { BegunAudits, PlannedVisits } from './field.tsx'
import { ActionReviews } from './parts.tsx'

/** An auditor's desk. */
export const AuditorHome = (props: {
  view: View
  today: string
  audits: AuditToRecord[]
  answered: Map<string, number>
  reviews: ActionReviewLine[]
  /** How many actions wait for review in all. */
  waiting: number
}) => {
  const { audits, reviews, today, view, waiting } = props
  const { t } = view
  const begun = audits.filter((audit) => audit.state !== 'planned')
  const planned = audits.filter((audit) => audit.state === 'planned')
  const due = planned.filter((audit) => audit.planned_on <= today)
  const visitsToday = new Set(planned.filter((audit) => audit.planned_on === today).map((audit) => audit.visit_id)).size
  const needs = begun.length + due.length + waiting
  const lead = [
    formatDay(view, today, 'long'),
    ...(visitsToday > 0 ? [t('dashboard.visits.today', { n: visitsToday })] : []),
  ]
  return (
    <>
      <PageHead
        title={needs > 0 ? t('dashboard.needs', { n: formatNumber(view, needs) }) : t('dashboard.needs.none')}
        lead={lead.join(t('dashboard.dot'))}
      />
      <Columns>
        <Stack>
          <Panel
            id="field"
            title={t('dashboard.field')}
            aside={begun.length > 1 ? t('dashboard.field.aside') : undefined}
          >
            {begun.length > 0 ? (
              <BegunAudits view={view} audits={begun} answered={props.answered} />
            ) : (
              <EmptyState level={3} title={t('dashboard.field.none')}>
                {t('dashboard.field.none.next')}
              </EmptyState>
            )}
          </Panel>
          <Panel id="visits" title={t('dashboard.visits')}>
            {planned.length > 0 ? (
              <PlannedVisits view={view} today={today} audits={planned} />
            ) : (
              <EmptyState level={3} title={t('dashboard.visits.none')}>
                {t('dashboard.visits.none.next')}
              </EmptyState>
            )}
          </Panel>
        </Stack>
        <ActionReviews
          view={view}
          today={today}
          title={t('dashboard.action_reviews')}
          reviews={reviews}
          total={waiting}
        />
      </Columns>
    </>
  )
}
