import type { AuditCase, AuditHead } from '../../server/audits/store.ts'
import { formatDay, formatList } from '../format.ts'
import { Facts, Instant } from '../parts/facts.tsx'
import { PageHead, Panel, Remark } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { AuditStateTag, checklistTitle, dealerName, regionName, waveName } from './tags.tsx'

/** Title, one line about the audit, and its state. */
export const AuditTop = (props: { view: View; audit: AuditCase; head: AuditHead; tools?: unknown }) => {
  const { audit, head, view } = props
  const { t } = view
  const people = audit.kind === 'mystery' ? [head.auditor] : [...new Set([head.auditor, head.lead, ...head.coAuditors])]
  const line = [
    t(`audit.kind.${audit.kind}`),
    formatDay(view, audit.planned_on),
    waveName(view, head) ?? t('audit.standalone'),
    formatList(view, people),
  ]
  return (
    <PageHead
      title={`${checklistTitle(view, head)} · ${dealerName(view, head)}`}
      lead={
        <>
          <AuditStateTag view={view} state={audit.state} />{' '}
          {audit.practice ? <Tag tone="held">{t('audit.practice')}</Tag> : null} {line.join(' · ')}
        </>
      }
      tools={props.tools as never}
    />
  )
}

/** Everything that is fixed about an audit before it has a result. */
export const AuditFactsPanel = (props: { view: View; audit: AuditCase; head: AuditHead }) => {
  const { audit, head, view } = props
  const { t } = view
  return (
    <Panel id="facts">
      <Facts
        facts={[
          { label: t('audit.field.dealer'), value: dealerName(view, head) },
          { label: t('audit.field.region'), value: regionName(view, head) },
          { label: t('audit.field.day'), value: formatDay(view, audit.planned_on, 'long') },
          { label: t('audit.field.checklist'), value: checklistTitle(view, head) },
          { label: t('audit.field.version'), value: head.version, note: t('audit.items', { n: head.item_count }) },
          { label: t('audit.field.kind'), value: t(`audit.kind.${audit.kind}`) },
          { label: t('audit.field.conducted_by'), value: t(`audit.conducted_by.${audit.conducted_by}`) },
          { label: t('audit.field.wave'), value: waveName(view, head) ?? t('audit.standalone') },
          { label: t(audit.kind === 'mystery' ? 'audit.shopper' : 'audit.field.auditor'), value: head.auditor },
          head.lead !== head.auditor && { label: t('audit.field.lead'), value: head.lead },
          head.coAuditors.length > 0 && { label: t('visit.co_auditors'), value: formatList(view, head.coAuditors) },
          audit.started_at !== null && {
            label: t('audit.field.started'),
            value: <Instant view={view} at={audit.started_at} />,
          },
        ]}
      />
    </Panel>
  )
}

/** Why an audit came back or ended, where the auditor sees it at once. */
export const AuditRemarks = (props: { view: View; audit: AuditCase }) => {
  const { audit, view } = props
  const { t } = view
  return (
    <>
      {audit.practice ? <Remark>{t('audit.practice.note')}</Remark> : null}
      {audit.state === 'returned' && audit.return_reason ? (
        <Remark kind="watch">
          <strong>{t('audit.returned.because')}</strong> <span class="typed">{audit.return_reason}</span>
        </Remark>
      ) : null}
      {audit.state === 'cancelled' && audit.cancel_reason ? (
        <Remark kind="watch">
          <strong>{t('audit.cancelled.because')}</strong> <span class="typed">{audit.cancel_reason}</span>
        </Remark>
      ) : null}
    </>
  )
}
