import { type Role, roles } from '../../server/access/can.ts'
import type { countPeople, countPlaces, listStranded } from '../../server/dashboards/people-store.ts'
import { dayIn } from '../../server/days.ts'
import { formatDay, formatNumber } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Figures } from '../parts/facts.tsx'
import { Columns, EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'

/** People, dealers and regions in numbers, and who cannot sign in. */
export const AdministratorHome = (props: {
  view: View
  people: Awaited<ReturnType<typeof countPeople>>
  places: Awaited<ReturnType<typeof countPlaces>>
  stranded: Awaited<ReturnType<typeof listStranded>>
}) => {
  const { places, stranded, view } = props
  const { t } = view
  const countOf = (role: Role) => Number(props.people.find((row) => row.role === role)?.n ?? 0)
  const total = roles.reduce((sum, role) => sum + countOf(role), 0)
  const figure = (n: number | null) => formatNumber(view, Number(n ?? 0))
  return (
    <>
      <PageHead
        title={t('dashboard.people')}
        lead={formatDay(view, dayIn(view.now, view.timeZone), 'long')}
        tools={
          <LinkButton href="/users/new" kind="main">
            {t('users.new')}
          </LinkButton>
        }
      />
      <Figures
        figures={[
          { label: t('dashboard.people.active'), figure: figure(total), href: '/users?state=active' },
          { label: t('dashboard.people.dealers'), figure: figure(places.dealers), href: '/dealers' },
          { label: t('dashboard.people.regions'), figure: figure(places.regions), href: '/regions' },
          {
            label: t('dashboard.people.invitations'),
            figure: figure(places.invitations),
            href: '/users?state=invited',
          },
        ]}
      />
      <Columns kind="halves">
        <Panel id="roles" title={t('dashboard.people.by_role')}>
          <DataTable
            view={view}
            caption={t('dashboard.people.table')}
            hideCaption
            scroll
            rows={[...roles]}
            rowHref={(role) => `/users?role=${role}`}
            columns={[
              { key: 'role', label: t('dashboard.people.role'), cell: (role) => t(`role.${role}`) },
              { key: 'n', label: t('dashboard.people.count'), num: true, cell: (role) => figure(countOf(role)) },
            ]}
            foot={{ role: t('dashboard.total'), n: figure(total) }}
          />
        </Panel>
        <Panel
          id="stranded"
          title={t('dashboard.people.stranded')}
          aside={stranded.length > 0 ? t('dashboard.people.stranded.aside') : undefined}
        >
          {stranded.length === 0 ? (
            <EmptyState level={3} title={t('dashboard.people.stranded.none')}>
              {t('dashboard.people.stranded.next')}
            </EmptyState>
          ) : (
            <ul class="rows waits">
              {stranded.map((person) => (
                <li>
                  <div>
                    <h3>
                      <a href={`/users/${person.id}`}>{person.name}</a>
                    </h3>
                    <p>
                      {t(`role.${person.role}`)}
                      {t('dashboard.dot')}
                      {t('dashboard.people.since', {
                        day: formatDay(view, dayIn(person.created_at, view.timeZone), 'short'),
                      })}
                    </p>
                  </div>
                  <LinkButton href={`/users/${person.id}`}>{t('dashboard.people.new_link')}</LinkButton>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </Columns>
    </>
  )
}
