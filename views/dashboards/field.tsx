import type { AuditToRecord } from '../../server/dashboards/desk-store.ts'
import { addDays } from '../../server/days.ts'
import { pick } from '../../server/i18n/words.ts'
import { checklistTitle, dealerName } from '../audits/tags.tsx'
import { formatDay, formatWeekday } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Progress } from '../parts/progress.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'

/** The day of a visit: today and tomorrow by name, a day that has passed marked as such. */
export const VisitDay = (props: { view: View; today: string; on: string }) => {
  const { on, today, view } = props
  const day = formatDay(view, on, 'short')
  if (on === today) {
    return (
      <p class="due soon">
        <small>{day}</small> <span class="n">{view.t('dashboard.visit.today')}</span>
      </p>
    )
  }
  const before =
    on < today
      ? view.t('dashboard.visits.past')
      : on === addDays(today, 1)
        ? view.t('dashboard.visit.tomorrow')
        : formatWeekday(view, on)
  return (
    <p class={on < today ? 'due late' : 'due'}>
      <small>{before}</small>{' '}
      <span class="n">
        <time datetime={on}>{day}</time>
      </span>
    </p>
  )
}

/** Dealer and city of a visit. */
export const visitPlace = (view: View, audit: AuditToRecord): string =>
  `${dealerName(view, audit)} · ${pick(view.locale, { zh: audit.city_zh, en: audit.city_en })}`

/** Audits that were begun, with how far they have come; returned ones with the reason, first. */
export const BegunAudits = (props: { view: View; audits: AuditToRecord[]; answered: Map<string, number> }) => {
  const { answered, view } = props
  const { t } = view
  const returnedFirst = [...props.audits].sort(
    (a, b) => Number(b.state === 'returned') - Number(a.state === 'returned'),
  )
  return (
    <ul class="rows begun">
      {returnedFirst.map((audit) => {
        const done = Math.min(answered.get(audit.id) ?? 0, audit.item_count)
        return (
          <li>
            <div>
              <h3>
                <a href={`/audits/${audit.id}`}>{checklistTitle(view, audit)}</a>{' '}
                {audit.state === 'returned' ? (
                  <Tag tone="bad" sign="⟳">
                    {t('audit.state.returned')}
                  </Tag>
                ) : null}
                {audit.practice ? <Tag tone="held">{t('audit.practice')}</Tag> : null}
              </h3>
              <p>
                {visitPlace(view, audit)} · {formatDay(view, audit.planned_on, 'short')} ·{' '}
                {t(`audit.kind.${audit.kind}`)}
              </p>
              {audit.state === 'returned' && audit.return_reason ? (
                <p class="typed">
                  {t('audit.returned.because')}
                  {audit.return_reason}
                </p>
              ) : null}
              <Progress
                id={`progress-${audit.id}`}
                label={t('dashboard.answered', { done, all: audit.item_count })}
                value={done}
                max={audit.item_count}
                text={`${Math.floor((done * 100) / Math.max(1, audit.item_count))}%`}
              />
            </div>
            <LinkButton href={`/audits/${audit.id}`} kind={audit.state === 'returned' ? 'main' : 'usual'}>
              {t('dashboard.go_on')}
            </LinkButton>
          </li>
        )
      })}
    </ul>
  )
}

/** Planned audits by visit: one row per dealer and day, with its checklists. */
export const PlannedVisits = (props: { view: View; today: string; audits: AuditToRecord[] }) => {
  const { today, view } = props
  const visits = new Map<string, AuditToRecord[]>()
  for (const audit of props.audits) visits.set(audit.visit_id, [...(visits.get(audit.visit_id) ?? []), audit])
  return (
    <ul class="rows todo">
      {[...visits.values()].map((audits) => {
        const [first] = audits
        if (!first) return null
        return (
          <li>
            <VisitDay view={view} today={today} on={first.planned_on} />
            <div>
              <h3>{visitPlace(view, first)}</h3>
              <ul>
                {audits.map((audit) => (
                  <li>
                    <a href={`/audits/${audit.id}`}>{checklistTitle(view, audit)}</a>
                    <span class="quiet"> {view.t(`audit.kind.${audit.kind}`)}</span>{' '}
                    {audit.practice ? <Tag tone="held">{view.t('audit.practice')}</Tag> : null}
                  </li>
                ))}
              </ul>
            </div>
            {first.planned_on <= today ? (
              <LinkButton href={`/audits/${first.id}`} kind="main">
                {view.t('dashboard.start')}
              </LinkButton>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
