import type { AuditFilters, AuditLine, NoticeLine, RegionChoice } from '../../server/audits/list-store.ts'
import type { AuditState } from '../../server/db/schema.ts'
import type { ListQuery } from '../../server/http/list-query.ts'
import { pick, type WordKey } from '../../server/i18n/words.ts'
import { formatDay } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { ListEmpty, type ListFilter, ListRegion, ListTools, Pager } from '../parts/list.tsx'
import { PageHead, Panel, Stack } from '../parts/page.tsx'
import { type Column, DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { AuditStateTag, checklistTitle, dealerName, type Limits, regionName, ScoreCell, waveName } from './tags.tsx'

/** What a role's list shows: everything, one's own audits, a shopper's own shops, or a dealer's released results. */
export type AuditListKind = 'all' | 'own' | 'shops' | 'results'

const leads: Record<AuditListKind, WordKey> = {
  all: 'audit.lead',
  own: 'audit.own.lead',
  shops: 'audit.own.lead',
  results: 'audit.results.lead',
}
const nexts: Record<AuditListKind, WordKey> = {
  all: 'audit.empty.head_office',
  own: 'audit.empty.own',
  shops: 'audit.empty.own',
  results: 'audit.empty.results',
}

const filtersOf = (
  view: View,
  kind: AuditListKind,
  states: readonly AuditState[],
  choices: AuditFilters,
  regions: RegionChoice[],
): ListFilter[] => {
  const { locale, t } = view
  const named = (pairs: Map<string, { zh: string; en: string }>) =>
    [...pairs].map(([value, pair]) => ({ value, label: pick(locale, pair) }))
  const kinds = (['announced', 'unannounced', 'mystery', 're_audit'] as const).map((value) => ({
    value,
    label: t(`audit.kind.${value}`),
  }))
  const state = { name: 'state', label: t('audit.field.state'), options: [] as { value: string; label: string }[] }
  state.options = states.map((value) => ({ value, label: t(`audit.state.${value}`) }))
  const checklist = { name: 'checklist', label: t('audit.field.checklist'), options: named(choices.checklists) }
  const wave = { name: 'wave', label: t('audit.field.wave'), options: named(choices.waves) }
  const region = {
    name: 'region',
    label: t('audit.field.region'),
    options: regions.map((one) => ({
      value: one.id,
      label: `${'　'.repeat(Math.max(0, one.depth - 1))}${pick(locale, { zh: one.name_zh, en: one.name_en })}`,
    })),
  }
  return [
    ...(kind === 'shops' ? [] : [state, { name: 'kind', label: t('audit.field.kind'), options: kinds }]),
    ...(choices.waves.size > 0 ? [wave] : []),
    ...(choices.checklists.size > 1 ? [checklist] : []),
    ...(regions.length > 1 ? [region] : []),
  ]
}

const columnsOf = (view: View, kind: AuditListKind, limitsOf: Map<string, Limits>): Column<AuditLine>[] => {
  const { t } = view
  const columns: Column<AuditLine>[] = [
    {
      key: 'dealer',
      label: t('audit.field.dealer'),
      sort: true,
      head: true,
      cell: (row) => (
        <>
          {dealerName(view, row)}
          <small>{regionName(view, row)}</small>
        </>
      ),
    },
    {
      key: 'checklist',
      label: t('audit.field.checklist'),
      cell: (row) => (
        <div>
          {checklistTitle(view, row)} {row.practice ? <Tag tone="held">{t('audit.practice')}</Tag> : null}
          <small>{waveName(view, row) ?? t('audit.standalone')}</small>
        </div>
      ),
    },
    { key: 'kind', label: t('audit.field.kind'), cell: (row) => t(`audit.kind.${row.kind}`) },
    { key: 'day', label: t('audit.field.day'), sort: true, cell: (row) => formatDay(view, row.planned_on) },
  ]
  if (kind === 'all') columns.push({ key: 'auditor', label: t('audit.field.auditor'), cell: (row) => row.auditor })
  columns.push({
    key: 'state',
    label: t('audit.field.state'),
    sort: kind !== 'shops',
    cell: (row) => <AuditStateTag view={view} state={row.state} />,
  })
  if (kind === 'shops') return columns
  return [
    ...columns,
    {
      key: 'score',
      label: t('audit.field.score'),
      sort: true,
      num: true,
      cell: (row) => <ScoreCell view={view} score={row} limits={limitsOf.get(row.checklist_version_id)} />,
    },
    {
      key: 'findings',
      label: t('audit.field.findings'),
      num: true,
      cell: (row) =>
        row.score_bp === null ? (
          <span class="quiet">–</span>
        ) : (
          <div>
            {row.finding_count}
            {row.critical_count > 0 ? <small>{t('audit.findings.critical', { n: row.critical_count })}</small> : null}
          </div>
        ),
    },
  ]
}

/** Audits to come that a dealer is told of: day, checklist, auditor. */
const Coming = (props: { view: View; notices: NoticeLine[] }) => {
  const { view } = props
  const { t } = view
  return (
    <Panel id="coming" title={t('audit.coming')} aside={t('audit.coming.note')}>
      <DataTable
        view={view}
        caption={t('audit.coming.note')}
        hideCaption
        columns={[
          {
            key: 'day',
            label: t('audit.field.day'),
            head: true,
            cell: (row) => formatDay(view, row.planned_on, 'long'),
          },
          { key: 'checklist', label: t('audit.field.checklist'), cell: (row) => checklistTitle(view, row) },
          { key: 'dealer', label: t('audit.field.dealer'), cell: (row) => dealerName(view, row) },
          { key: 'auditor', label: t('audit.field.auditor'), cell: (row) => row.auditor },
        ]}
        rows={props.notices}
        rowHref={(row) => `/audits/${row.id}`}
      />
    </Panel>
  )
}

/** The list of audits for every role, each within what it may see. */
export const AuditListPage = (props: {
  view: View
  kind: AuditListKind
  query: ListQuery<string, object>
  states: readonly AuditState[]
  rows: AuditLine[]
  total: number
  limitsOf: Map<string, Limits>
  choices: AuditFilters
  regions: RegionChoice[]
  notices: NoticeLine[]
  mayPlan: boolean
}) => {
  const { kind, query, total, view } = props
  const { t } = view
  const isResults = kind === 'results'
  return (
    <>
      <PageHead title={t(isResults ? 'audit.results' : 'audit.title')} lead={t(leads[kind])} />
      <Stack>
        {props.notices.length > 0 ? <Coming view={view} notices={props.notices} /> : null}
        <Panel id="audits">
          <ListTools
            view={view}
            query={query}
            search={t(isResults ? 'audit.search.results' : 'audit.search')}
            filters={filtersOf(view, kind, props.states, props.choices, props.regions)}
            tools={
              props.mayPlan ? (
                <LinkButton href="/visits/new" kind="main">
                  {t('visit.new')}
                </LinkButton>
              ) : undefined
            }
          />
          <ListRegion>
            {props.rows.length === 0 ? (
              <ListEmpty view={view} query={query} title={t('audit.empty')}>
                {t(nexts[kind])}
              </ListEmpty>
            ) : (
              <DataTable
                view={view}
                caption={t(isResults ? 'audit.results' : 'audit.title')}
                hideCaption
                columns={columnsOf(view, kind, props.limitsOf)}
                rows={props.rows}
                query={query}
                rowHref={(row) => `/audits/${row.id}`}
              />
            )}
            <Pager view={view} query={query} total={total} />
          </ListRegion>
        </Panel>
      </Stack>
    </>
  )
}
