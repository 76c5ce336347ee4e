import type { UserRow } from '../../server/db/schema.ts'
import type { ListQuery } from '../../server/http/list-query.ts'
import type { UserPlace } from '../../server/users/store.ts'
import { ImportLink } from '../imports/link.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Instant } from '../parts/facts.tsx'
import { ListEmpty, type ListFilter, ListRegion, ListTools, Pager } from '../parts/list.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import type { Reader, View } from '../view.ts'
import { placeName, positionName, UserState } from './words.tsx'

/** Where someone belongs in a table: two places, then how many more. */
const Places = (props: { view: Reader; places: UserPlace[] }) => {
  const { places, view } = props
  const shown = places.slice(0, 2).map((place) => `${place.code} ${placeName(view, place)}`)
  return (
    <>
      {shown.join(view.t('users.comma'))}
      {places.length > 2 ? <span class="small"> {view.t('users.more_places', { n: places.length - 2 })}</span> : null}
    </>
  )
}

type Listed = UserRow & { places: UserPlace[] }

export const UsersPage = (props: {
  view: View
  query: ListQuery<string, object>
  rows: Listed[]
  total: number
  filters: ListFilter[]
}) => {
  const { query, view } = props
  const { t } = view
  return (
    <>
      <PageHead
        title={t('users.title')}
        tools={
          <>
            <LinkButton href="/users/new" kind="main">
              {t('users.new')}
            </LinkButton>
            <ImportLink view={view} kind="users" />
          </>
        }
      />
      <Panel id="users">
        <ListTools view={view} query={query} search={t('users.search')} filters={props.filters} />
        <ListRegion>
          <DataTable
            view={view}
            caption={t('users.title')}
            hideCaption
            query={query}
            rows={props.rows}
            rowHref={(user) => `/users/${user.id}`}
            empty={
              <ListEmpty view={view} query={query} title={t('users.empty')}>
                {t('users.empty.text')}
              </ListEmpty>
            }
            columns={[
              {
                key: 'name',
                label: t('users.field.name'),
                sort: true,
                cell: (user) => (
                  <>
                    {user.name}
                    {user.alias ? <span class="quiet"> {user.alias}</span> : null}
                  </>
                ),
              },
              {
                key: 'sign_in_name',
                label: t('users.field.sign_in_name'),
                sort: true,
                cell: (user) => user.sign_in_name,
              },
              {
                key: 'role',
                label: t('users.field.role'),
                sort: true,
                cell: (user) => (
                  <span>
                    {t(`role.${user.role}`)}
                    {user.position ? <small>{positionName(view, user.position)}</small> : null}
                  </span>
                ),
              },
              {
                key: 'place',
                label: t('users.field.place'),
                cell: (user) => <Places view={view} places={user.places} />,
              },
              { key: 'state', label: t('users.field.state'), cell: (user) => <UserState view={view} user={user} /> },
              {
                key: 'signed_in_at',
                label: t('users.field.signed_in_at'),
                sort: true,
                cell: (user) =>
                  user.signed_in_at ? (
                    <Instant view={view} at={user.signed_in_at} short />
                  ) : (
                    <span class="quiet">{t('users.never')}</span>
                  ),
              },
            ]}
          />
          <Pager view={view} query={query} total={props.total} />
        </ListRegion>
      </Panel>
    </>
  )
}
