import type { AuditToRecord } from '../../server/dashboards/desk-store.ts'
import { checklistTitle } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { VisitDay, visitPlace } from './field.tsx'

/** A shopper's shops that are still to be done: day, place and checklist. */
export const ShopperHome = (props: { view: View; today: string; shops: AuditToRecord[] }) => {
  const { shops, today, view } = props
  const { t } = view
  return (
    <>
      <PageHead title={t('dashboard.shops')} lead={formatDay(view, today, 'long')} />
      <Panel id="shops" title={t('dashboard.visits')}>
        {shops.length === 0 ? (
          <EmptyState level={3} title={t('dashboard.shops.none')}>
            {t('dashboard.shops.none.next')}
          </EmptyState>
        ) : (
          <ul class="rows todo">
            {shops.map((shop) => (
              <li>
                <VisitDay view={view} today={today} on={shop.planned_on} />
                <div>
                  <h3>
                    <a href={`/audits/${shop.id}`}>{visitPlace(view, shop)}</a>{' '}
                    {shop.state === 'returned' ? (
                      <Tag tone="bad" sign="⟳">
                        {t('audit.state.returned')}
                      </Tag>
                    ) : null}
                  </h3>
                  <p>{checklistTitle(view, shop)}</p>
                  {shop.state === 'returned' && shop.return_reason ? (
                    <p class="typed">
                      {t('audit.returned.because')}
                      {shop.return_reason}
                    </p>
                  ) : null}
                </div>
                <LinkButton href={`/audits/${shop.id}`} kind={shop.planned_on <= today ? 'main' : 'usual'}>
                  {t(shop.state === 'planned' ? 'dashboard.open' : 'dashboard.go_on')}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}
