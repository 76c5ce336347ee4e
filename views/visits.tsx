import type { HistoryEntry } from '../server/activity/store.ts'
import type { ListQuery } from '../server/http/list-query.ts'
import { pick } from '../server/i18n/words.ts'
import type { PlanChoices, Visit, VisitFilters, VisitLine } from '../server/visits/list-store.ts'
import { plannedKinds } from '../server/visits/rules.ts'
import { LogHistory } from './audits/history.tsx'
import { AuditStateTag, checklistTitle, dealerName, regionName, waveName } from './audits/tags.tsx'
import { formatDay, formatList } from './format.ts'
import { Button, LinkButton } from './parts/button.tsx'
import { Facts } from './parts/facts.tsx'
import { CheckField, InputField, type Option, type OptionGroup, SelectField } from './parts/field.tsx'
import { Fieldset, Form, FormGrid, type FormState } from './parts/form.tsx'
import { ListEmpty, ListRegion, ListTools, Pager } from './parts/list.tsx'
import { Columns, PageHead, Panel, Stack } from './parts/page.tsx'
import { DataTable } from './parts/table.tsx'
import { Tag } from './parts/tag.tsx'
import type { View } from './view.ts'

const PlanLink = (props: { view: View }) => (
  <LinkButton href="/visits/new" kind="main">
    {props.view.t('visit.new')}
  </LinkButton>
)

export const VisitListPage = (props: {
  view: View
  query: ListQuery<string, object>
  rows: VisitLine[]
  total: number
  filters: VisitFilters
}) => {
  const { query, view } = props
  const { t } = view
  const wavesOf = (row: VisitLine) => [...new Set(row.audits.map((audit) => waveName(view, audit)))]
  return (
    <>
      <PageHead title={t('visit.title')} lead={t('visit.lead')} />
      <Panel id="visits">
        <ListTools
          view={view}
          query={query}
          search={t('visit.search')}
          filters={[
            { name: 'from', label: t('visit.from') },
            { name: 'to', label: t('visit.to') },
            {
              name: 'wave',
              label: t('visit.wave'),
              options: props.filters.waves.map((wave) => ({
                value: wave.id,
                label: pick(view.locale, { zh: wave.name_zh, en: wave.name_en }),
              })),
            },
            {
              name: 'region',
              label: t('audit.field.region'),
              options: props.filters.regions.map((region) => ({
                value: region.id,
                label: `${'　'.repeat(Math.max(0, region.depth - 1))}${pick(view.locale, { zh: region.name_zh, en: region.name_en })}`,
              })),
            },
          ]}
          tools={<PlanLink view={view} />}
        />
        <ListRegion>
          {props.rows.length === 0 ? (
            <ListEmpty view={view} query={query} title={t('visit.empty')} actions={<PlanLink view={view} />}>
              {t('visit.empty.next')}
            </ListEmpty>
          ) : (
            <DataTable
              view={view}
              caption={t('visit.title')}
              hideCaption
              query={query}
              rows={props.rows}
              rowHref={(row) => `/visits/${row.id}`}
              columns={[
                {
                  key: 'day',
                  label: t('visit.day'),
                  sort: true,
                  cell: (row) => formatDay(view, row.on_day),
                },
                {
                  key: 'dealer',
                  label: t('visit.dealer'),
                  sort: true,
                  head: true,
                  cell: (row) => (
                    <>
                      {dealerName(view, row)}
                      <small>{regionName(view, row)}</small>
                    </>
                  ),
                },
                { key: 'lead', label: t('visit.lead_auditor'), cell: (row) => row.lead },
                {
                  key: 'wave',
                  label: t('visit.wave'),
                  cell: (row) =>
                    wavesOf(row)
                      .map((name) => name ?? t('audit.standalone'))
                      .join(t('reports.comma')),
                },
                {
                  key: 'audits',
                  label: t('visit.audits'),
                  cell: (row) => (
                    <ul class="rows tight">
                      {row.audits.map((audit) => (
                        <li>
                          {checklistTitle(view, audit)} <AuditStateTag view={view} state={audit.state} />
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
          )}
          <Pager view={view} query={query} total={props.total} />
        </ListRegion>
      </Panel>
    </>
  )
}

const peopleOptions = (view: View, people: PlanChoices['people']): OptionGroup[] =>
  (['auditor', 'region_manager', 'head_office', 'shopper'] as const)
    .map((role) => ({
      label: view.t(`visit.people.${role}`),
      options: people.filter((one) => one.role === role).map((one) => ({ value: one.id, label: one.name })),
    }))
    .filter((group) => group.options.length > 0)

/** The newest version of each checklist first, by kind; earlier published versions behind them. */
const checklistOptions = (view: View, versions: PlanChoices['versions']): (Option | OptionGroup)[] => {
  const { t } = view
  const isNewest = (version: PlanChoices['versions'][number]) =>
    versions.find((other) => other.checklist_id === version.checklist_id) === version
  const option = (version: PlanChoices['versions'][number]): Option => ({
    value: version.id,
    label: `${checklistTitle(view, version)} ${version.version}`,
  })
  const group = (label: string, of: PlanChoices['versions']) => ({ label, options: of.map(option) })
  return [
    group(
      t('visit.checklist.oem_audit'),
      versions.filter((version) => isNewest(version) && version.kind === 'oem_audit'),
    ),
    group(
      t('visit.checklist.mystery_shop'),
      versions.filter((version) => isNewest(version) && version.kind === 'mystery_shop'),
    ),
    group(
      t('visit.checklist.earlier'),
      versions.filter((version) => !isNewest(version)),
    ),
  ].filter((one) => one.options.length > 0)
}

/** How many checklists one visit can have, and how many co-auditors. */
export const mostAudits = 4
export const mostCoAuditors = 3
export const rowsUpTo = (most: number): number[] => Array.from({ length: most }, (_, index) => index + 1)

const AuditRow = (props: { view: View; form: FormState; row: number; choices: PlanChoices }) => {
  const { choices, form, row, view } = props
  const { t } = view
  const field = (name: string) => ({ view, state: form, name: `${name}_${row}` })
  return (
    <FormGrid>
      <SelectField
        {...field('checklist')}
        wide
        label={t('visit.checklist')}
        required={row === 1}
        options={checklistOptions(view, choices.versions)}
      />
      <SelectField
        {...field('kind')}
        label={t('visit.kind')}
        blank={false}
        options={plannedKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) }))}
      />
      <SelectField
        {...field('conducted_by')}
        label={t('visit.conducted_by')}
        blank={false}
        options={(['oem', 'third_party', 'region'] as const).map((by) => ({
          value: by,
          label: t(`audit.conducted_by.${by}`),
        }))}
      />
      <SelectField
        {...field('auditor')}
        label={t('visit.auditor')}
        blank={t('visit.auditor.lead')}
        options={peopleOptions(view, choices.people)}
      />
      <CheckField {...field('practice')} wide label={t('visit.practice')} hint={t('visit.practice.hint')} />
    </FormGrid>
  )
}

export const PlanPage = (props: { view: View; form: FormState; choices: PlanChoices }) => {
  const { choices, form, view } = props
  const { t } = view
  const field = (name: string) => ({ view, state: form, name })
  const isTyped = (row: number) =>
    Boolean(form.values[`checklist_${row}`]) || form.errors.some((error) => error.field.endsWith(`_${row}`))
  return (
    <>
      <PageHead title={t('visit.new')} lead={t('visit.new.lead')} />
      <Form
        view={view}
        action="/visits/new"
        state={form}
        actions={
          <>
            <Button kind="main">{t('visit.new')}</Button>
            <LinkButton href="/visits" kind="plain">
              {t('button.cancel')}
            </LinkButton>
          </>
        }
      >
        <Panel id="when" title={t('visit.title')} stack>
          <FormGrid>
            <InputField
              {...field('dealer')}
              label={t('visit.dealer')}
              hint={t('visit.dealer.hint')}
              required
              suggestions={choices.dealers.map(
                (dealer) => `${dealer.code} ${pick(view.locale, { zh: dealer.name_zh, en: dealer.name_en })}`,
              )}
            />
            <InputField {...field('on_day')} type="date" label={t('visit.day')} required />
            <SelectField
              {...field('wave_id')}
              label={t('visit.wave')}
              blank={t('visit.wave.none')}
              options={choices.waves.map((wave) => ({
                value: wave.id,
                label: t('visit.wave.option', {
                  name: pick(view.locale, { zh: wave.name_zh, en: wave.name_en }),
                  from: formatDay(view, wave.from_on),
                  to: formatDay(view, wave.to_on),
                }),
              }))}
            />
            <SelectField
              {...field('lead_id')}
              label={t('visit.lead_auditor')}
              hint={t('visit.lead_auditor.hint')}
              required
              options={peopleOptions(view, choices.people)}
            />
            {rowsUpTo(mostCoAuditors).map((row) => (
              <SelectField
                {...field(`co_auditor_${row}`)}
                label={t('visit.co_auditor', { n: row })}
                blank={t('field.none')}
                options={peopleOptions(view, choices.people)}
              />
            ))}
          </FormGrid>
        </Panel>
        <Panel id="what" title={t('visit.audits')} stack>
          <Fieldset legend={t('visit.audit', { n: 1 })}>
            <AuditRow view={view} form={form} row={1} choices={choices} />
          </Fieldset>
          {rowsUpTo(mostAudits)
            .slice(1)
            .map((row) => (
              <details class="more-fields" open={isTyped(row)}>
                <summary>{t('visit.audit.more', { n: row })}</summary>
                <AuditRow view={view} form={form} row={row} choices={choices} />
              </details>
            ))}
        </Panel>
      </Form>
    </>
  )
}

export const VisitPage = (props: {
  view: View
  visit: Visit
  form: FormState
  canMove: boolean
  entries: HistoryEntry[]
  names: ReadonlyMap<string, string>
}) => {
  const { view, visit } = props
  const { t } = view
  return (
    <>
      <PageHead
        title={t('visit.one', { dealer: dealerName(view, visit), day: formatDay(view, visit.on_day) })}
        lead={formatDay(view, visit.on_day, 'long')}
      />
      <Columns>
        <Stack>
          <Panel id="visit-audits" title={t('visit.audits')}>
            <DataTable
              view={view}
              caption={t('visit.audits')}
              hideCaption
              rows={visit.audits}
              rowHref={(audit) => `/audits/${audit.id}`}
              columns={[
                {
                  key: 'checklist',
                  label: t('audit.field.checklist'),
                  head: true,
                  cell: (audit) => (
                    <>
                      {checklistTitle(view, audit)}{' '}
                      {audit.practice ? <Tag tone="held">{t('audit.practice')}</Tag> : null}
                      <small>{`${t('audit.field.version')} ${audit.version}`}</small>
                    </>
                  ),
                },
                {
                  key: 'kind',
                  label: t('audit.field.kind'),
                  cell: (audit) => (
                    <>
                      {t(`audit.kind.${audit.kind}`)}
                      <small>{t(`audit.conducted_by.${audit.conducted_by}`)}</small>
                    </>
                  ),
                },
                { key: 'auditor', label: t('audit.field.auditor'), cell: (audit) => audit.auditor },
                {
                  key: 'wave',
                  label: t('audit.field.wave'),
                  cell: (audit) => waveName(view, audit) ?? t('audit.standalone'),
                },
                {
                  key: 'state',
                  label: t('audit.field.state'),
                  cell: (audit) => <AuditStateTag view={view} state={audit.state} />,
                },
              ]}
            />
          </Panel>
          <Panel id="visit-history" title={t('history.title')}>
            <LogHistory view={view} entries={props.entries} names={props.names} />
          </Panel>
        </Stack>
        <Stack>
          <Panel id="visit-facts">
            <Facts
              facts={[
                { label: t('audit.field.dealer'), value: dealerName(view, visit) },
                { label: t('audit.field.region'), value: regionName(view, visit) },
                { label: t('visit.lead_auditor'), value: visit.lead },
                visit.coAuditors.length > 0 && {
                  label: t('visit.co_auditors'),
                  value: formatList(view, visit.coAuditors),
                },
              ]}
            />
          </Panel>
          <Panel id="visit-day" title={t('visit.reschedule')} stack>
            {props.canMove ? (
              <Form
                view={view}
                action={`/visits/${visit.id}/day`}
                state={props.form}
                actions={<Button>{t('visit.reschedule.save')}</Button>}
              >
                <InputField view={view} state={props.form} name="on_day" type="date" label={t('visit.day')} required />
              </Form>
            ) : (
              <p class="quiet">{t('visit.begun.why')}</p>
            )}
          </Panel>
        </Stack>
      </Columns>
    </>
  )
}
