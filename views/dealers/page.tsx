import type { Child } from 'hono/jsx'
import type { AuditLine } from '../../server/audits/list-store.ts'
import { featuresOf } from '../../server/dealers/features.ts'
import type { Dealer, Feature, listPeopleOf } from '../../server/dealers/store.ts'
import { pick, type WordKey } from '../../server/i18n/words.ts'
import { AuditStateTag, checklistTitle, type Limits, ScoreCell, waveName } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { changesIn, historyOf, type LogEntry } from '../history.ts'
import { ButtonForm, LinkButton } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { Columns, PageHead, Panel, Stack } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { positionName } from '../users/words.tsx'
import type { View } from '../view.ts'
import { dealerLabel, inWords } from './label.ts'

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
  features: 'dealers.field.features',
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

/** Audits of a dealer as far as the reader may know of them, the newest first. */
export const DealerAuditsPanel = (props: {
  view: View
  code: string
  audits: AuditLine[]
  limitsOf: ReadonlyMap<string, Limits>
}) => {
  const { view } = props
  const { t } = view
  return (
    <Panel id="audits" stack>
      <DataTable
        view={view}
        caption={t('dealers.audits')}
        rows={props.audits}
        rowHref={(audit) => `/audits/${audit.id}`}
        empty={t('dealers.audits.none')}
        columns={[
          { key: 'checklist', label: t('audit.field.checklist'), cell: (audit) => checklistTitle(view, audit) },
          { key: 'wave', label: t('audit.field.wave'), cell: (audit) => waveName(view, audit) },
          { key: 'day', label: t('audit.field.day'), cell: (audit) => formatDay(view, audit.planned_on) },
          {
            key: 'state',
            label: t('audit.field.state'),
            cell: (audit) => <AuditStateTag view={view} state={audit.state} />,
          },
          {
            key: 'score',
            label: t('field.score'),
            cell: (audit) => (
              <ScoreCell view={view} score={audit} limits={props.limitsOf.get(audit.checklist_version_id)} />
            ),
          },
        ]}
      />
      {props.audits.length > 0 ? (
        <p>
          <a href={`/audits?q=${encodeURIComponent(props.code)}`}>{t('dealers.audits.all')}</a>
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
  /** All features, with their names. */
  features: Feature[]
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
  const named = (codes: readonly string[]) =>
    props.features
      .flatMap(({ code, name }) => (codes.includes(code) ? pick(view.locale, name) : []))
      .join(t('reports.list')) || t('dealers.field.features.none')
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
                { label: t('dealers.field.features'), value: named(featuresOf(dealer)) },
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
                  changesIn(view, details, labels, (name, value) =>
                    name === 'features'
                      ? named(featuresOf({ features: String(value) }))
                      : (props.names.get(String(value)) ?? String(value)),
                  ),
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
