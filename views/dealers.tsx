import type { Child } from 'hono/jsx'
import type { DealerRow, RegionRow } from '../server/db/schema.ts'
import type { Dealer, DealerLine, listPeopleOf } from '../server/dealers/store.ts'
import type { GroupLine } from '../server/dealers/store-groups.ts'
import type { ListQuery } from '../server/http/list-query.ts'
import { pick, type WordKey } from '../server/i18n/words.ts'
import { changesIn, historyOf, type LogEntry } from './history.ts'
import { Button, ButtonForm, LinkButton } from './parts/button.tsx'
import { Confirm } from './parts/confirm.tsx'
import { Facts } from './parts/facts.tsx'
import { InputField, SelectField } from './parts/field.tsx'
import { Form, FormGrid, type FormState } from './parts/form.tsx'
import { ListEmpty, type ListFilter, ListRegion, ListTools, Pager } from './parts/list.tsx'
import { Columns, PageHead, Panel, Stack } from './parts/page.tsx'
import { History } from './parts/progress.tsx'
import { DataTable } from './parts/table.tsx'
import { Tag } from './parts/tag.tsx'
import { regionOptions } from './regions.tsx'
import { positionName } from './users.tsx'
import type { Reader, View } from './view.ts'

/** Code and name: D3107 临江店. */
export const dealerLabel = (view: Reader, dealer: Pick<DealerRow, 'code' | 'name_zh' | 'name_en'>): string =>
  `${dealer.code} ${pick(view.locale, { zh: dealer.name_zh, en: dealer.name_en })}`

const inWords = (view: Reader, zh: string | null, en: string | null) =>
  pick(view.locale, { zh: zh ?? '', en: en ?? '' })

export const DealersPage = (props: {
  view: View
  query: ListQuery<string, object>
  rows: DealerLine[]
  total: number
  filters: ListFilter[]
  mayManage: boolean
}) => {
  const { query, view } = props
  const { t } = view
  const add = props.mayManage ? (
    <LinkButton href="/dealers/new" kind="main">
      {t('dealers.new')}
    </LinkButton>
  ) : null
  return (
    <>
      <PageHead
        title={t('dealers.title')}
        tools={
          props.mayManage ? (
            <>
              {add}
              <LinkButton href="/dealer-groups">{t('dealers.groups')}</LinkButton>
            </>
          ) : null
        }
      />
      <Panel id="dealers">
        <ListTools view={view} query={query} search={t('dealers.search')} filters={props.filters} />
        <ListRegion>
          <DataTable
            view={view}
            caption={t('dealers.title')}
            hideCaption
            query={query}
            rows={props.rows}
            rowHref={(dealer) => `/dealers/${dealer.id}`}
            empty={
              <ListEmpty view={view} query={query} title={t('dealers.empty')} actions={add}>
                {t('dealers.empty.text')}
              </ListEmpty>
            }
            columns={[
              { key: 'code', label: t('dealers.field.code'), sort: true, cell: (dealer) => dealer.code },
              {
                key: 'name',
                label: t('dealers.field.name'),
                sort: true,
                cell: (dealer) => inWords(view, dealer.name_zh, dealer.name_en),
              },
              {
                key: 'region',
                label: t('dealers.field.region'),
                sort: true,
                cell: (dealer) => inWords(view, dealer.region_zh, dealer.region_en),
              },
              {
                key: 'city',
                label: t('dealers.field.city'),
                sort: true,
                cell: (dealer) => inWords(view, dealer.city_zh, dealer.city_en),
              },
              {
                key: 'group',
                label: t('dealers.field.group'),
                cell: (dealer) => inWords(view, dealer.group_zh, dealer.group_en),
              },
              {
                key: 'state',
                label: t('dealers.field.state'),
                cell: (dealer) =>
                  dealer.active ? t('dealers.state.active') : <Tag tone="watch">{t('dealers.state.inactive')}</Tag>,
              },
            ]}
          />
          <Pager view={view} query={query} total={props.total} />
        </ListRegion>
      </Panel>
    </>
  )
}

export const DealerFormPage = (props: {
  view: View
  title: string
  dealer?: Dealer
  form: FormState
  regions: RegionRow[]
  groups: GroupLine[]
}) => {
  const { dealer, form, view } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} />
      <Panel id="dealer">
        <div class="person-form">
          <Form
            {...field}
            action={dealer ? `/dealers/${dealer.id}` : '/dealers'}
            actions={
              <>
                <Button kind="main">{dealer ? t('button.save') : t('dealers.new')}</Button>
                <LinkButton href={dealer ? `/dealers/${dealer.id}` : '/dealers'} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <FormGrid>
              <InputField {...field} name="code" label={t('dealers.field.code')} required maxlength={40} />
              <InputField {...field} name="name_zh" label={t('dealers.field.name_zh')} required maxlength={100} />
              <InputField {...field} name="name_en" label={t('dealers.field.name_en')} optional maxlength={100} />
              <SelectField
                {...field}
                name="region_id"
                label={t('dealers.field.region')}
                required
                options={regionOptions(view, props.regions)}
              />
              <InputField {...field} name="city_zh" label={t('dealers.field.city_zh')} optional maxlength={60} />
              <InputField {...field} name="city_en" label={t('dealers.field.city_en')} optional maxlength={60} />
              <SelectField
                {...field}
                name="group_id"
                label={t('dealers.field.group')}
                blank={t('dealers.field.group.none')}
                options={props.groups.map((group) => ({
                  value: group.id,
                  label: inWords(view, group.name_zh, group.name_en),
                }))}
              />
              <InputField {...field} name="address" label={t('dealers.field.address')} optional wide maxlength={300} />
              <InputField
                {...field}
                name="appeal_days"
                type="number"
                label={t('dealers.field.appeal_days')}
                hint={t('dealers.field.appeal_days.hint')}
                unit={t('dealers.field.appeal_days.unit')}
                min={0}
                max={60}
                short
                optional
              />
            </FormGrid>
          </Form>
        </div>
      </Panel>
    </>
  )
}

const labels: Record<string, WordKey> = {
  code: 'dealers.field.code',
  name_zh: 'dealers.field.name_zh',
  name_en: 'dealers.field.name_en',
  region_id: 'dealers.field.region',
  group_id: 'dealers.field.group',
  city_zh: 'dealers.field.city_zh',
  city_en: 'dealers.field.city_en',
  address: 'dealers.field.address',
  appeal_days: 'dealers.field.appeal_days',
}

type DealerPerson = Awaited<ReturnType<typeof listPeopleOf>>[number]

const PeoplePanel = (props: { view: View; dealer: Dealer; people: DealerPerson[]; mayManage: boolean }) => {
  const { view } = props
  const { t } = view
  return (
    <Panel id="people" stack>
      <DataTable
        view={view}
        caption={t('dealers.people')}
        rows={props.people}
        rowHref={props.mayManage ? (person) => `/users/${person.id}` : undefined}
        empty={t('dealers.people.none')}
        columns={[
          {
            key: 'name',
            label: t('users.field.name'),
            cell: (person) => (
              <>
                {person.name} {person.active ? null : <Tag tone="watch">{t('users.state.inactive')}</Tag>}
              </>
            ),
          },
          { key: 'role', label: t('users.field.role'), cell: (person) => t(`role.${person.role}`) },
          {
            key: 'position',
            label: t('users.field.position'),
            cell: (person) => positionName(view, person.position),
          },
          { key: 'phone', label: t('users.field.phone'), cell: (person) => person.phone },
        ]}
      />
      {props.mayManage ? (
        <p>
          <a href={`/users?dealer=${props.dealer.id}`}>{t('dealers.people.manage')}</a>
        </p>
      ) : null}
    </Panel>
  )
}

/** A dealer: facts and people; what else is known of it (results, actions) comes as children, history last. */
export const DealerPage = (props: {
  view: View
  dealer: Dealer
  people: DealerPerson[]
  mayManage: boolean
  /** Names of regions and groups, for the history. */
  names: ReadonlyMap<string, string>
  history: LogEntry[] | null
  children?: Child
}) => {
  const { dealer, view } = props
  const { t } = view
  const at = `/dealers/${dealer.id}`
  const region = inWords(view, dealer.region_zh, dealer.region_en)
  return (
    <>
      <PageHead
        title={dealerLabel(view, dealer)}
        lead={dealer.active ? undefined : <Tag tone="watch">{t('dealers.state.inactive')}</Tag>}
        tools={
          props.mayManage ? (
            <>
              <LinkButton href={`${at}/edit`} kind="main">
                {t('button.edit')}
              </LinkButton>
              {dealer.active ? (
                <LinkButton href={`${at}/deactivation`} kind="danger">
                  {t('dealers.deactivate')}
                </LinkButton>
              ) : (
                <ButtonForm action={`${at}/reactivation`}>{t('dealers.reactivate')}</ButtonForm>
              )}
            </>
          ) : null
        }
      />
      {props.children}
      <Columns kind="halves">
        <Stack>
          <Panel id="facts">
            <Facts
              facts={[
                { label: t('dealers.field.code'), value: dealer.code },
                {
                  label: t('dealers.field.region'),
                  value: props.mayManage ? <a href={`/regions/${dealer.region_id}`}>{region}</a> : region,
                },
                dealer.group_zh !== null && {
                  label: t('dealers.field.group'),
                  value: inWords(view, dealer.group_zh, dealer.group_en),
                },
                dealer.city_zh + dealer.city_en !== '' && {
                  label: t('dealers.field.city'),
                  value: inWords(view, dealer.city_zh, dealer.city_en),
                },
                dealer.address !== '' && { label: t('dealers.field.address'), value: dealer.address },
                {
                  label: t('dealers.field.appeal_days'),
                  value:
                    dealer.appeal_days === null
                      ? t('dealers.field.appeal_days.wave')
                      : t('dealers.field.appeal_days.value', { n: dealer.appeal_days }),
                },
              ]}
            />
          </Panel>
          {props.history ? (
            <Panel id="history" title={t('history.title')}>
              <History
                view={view}
                entries={historyOf(view, props.history, (details) =>
                  changesIn(view, details, labels, (_, value) => props.names.get(String(value)) ?? String(value)),
                )}
              />
            </Panel>
          ) : null}
        </Stack>
        <PeoplePanel view={view} dealer={dealer} people={props.people} mayManage={props.mayManage} />
      </Columns>
    </>
  )
}

export const DealerDeactivationPage = (props: {
  view: View
  title: string
  dealer: Dealer
  open: { actions: number }
  people: number
  form: FormState
}) => {
  const { dealer, open, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={props.title}
      action={`/dealers/${dealer.id}/deactivation`}
      cancelHref={`/dealers/${dealer.id}`}
      confirmLabel={t('dealers.deactivate')}
      grave
      will={[
        { text: t('dealers.deactivate.will.plan'), kind: 'bad' },
        ...(open.actions > 0
          ? [{ text: t('dealers.deactivate.will.actions', { n: open.actions }), kind: 'watch' as const }]
          : []),
        ...(props.people > 0
          ? [{ text: t('dealers.deactivate.will.people', { n: props.people }), kind: 'watch' as const }]
          : []),
        { text: t('dealers.deactivate.will.stay'), kind: 'good' },
      ]}
      state={props.form}
    />
  )
}
