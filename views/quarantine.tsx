import { heldValue } from '../server/answers/gather.ts'
import type { Operation, OperationKind } from '../server/answers/op.ts'
import { registerOf } from '../server/answers/register.ts'
import type { QuarantinedRow } from '../server/answers/store.ts'
import type { ChecklistContent } from '../server/checklists/format.ts'
import type { ListQuery } from '../server/http/list-query.ts'
import { pick, type WordKey } from '../server/i18n/words.ts'
import { Instant } from './parts/facts.tsx'
import { ListEmpty, ListRegion, ListTools, Pager } from './parts/list.tsx'
import { PageHead } from './parts/page.tsx'
import { type Column, DataTable } from './parts/table.tsx'
import { Tag } from './parts/tag.tsx'
import { RecordedValue } from './sheet/recorded-value.tsx'
import type { View } from './view.ts'

const reasons = ['reassigned', 'not_open', 'other_version', 'unknown_item', 'invalid_value', 'photo_elsewhere'] as const

/** Recordings that arrived but no longer fit their audit: kept in full, shown to head office. */
export const Quarantine = (props: {
  view: View
  query: ListQuery<string, object>
  rows: QuarantinedRow[]
  total: number
  /** Checklists by version. */
  contents: ReadonlyMap<string, ChecklistContent>
}) => {
  const { view, query, rows } = props
  const { t, locale } = view
  const columns: Column<QuarantinedRow>[] = [
    {
      key: 'audit',
      label: t('answers.quarantine.audit'),
      cell: (row) => (
        <a href={`/audits/${row.audit_id}`}>
          {row.dealer_code} {pick(locale, { zh: row.dealer_zh, en: row.dealer_en })} ·{' '}
          {pick(locale, { zh: row.title_zh, en: row.title_en })}
        </a>
      ),
    },
    { key: 'item', label: t('answers.quarantine.item'), cell: (row) => row.item_code },
    {
      key: 'value',
      label: t('answers.quarantine.value'),
      cell: (row) => (
        <>
          {t(`answers.kind.${row.kind}` as WordKey)}{' '}
          <small>
            <Shown view={view} row={row} content={props.contents.get(row.checklist_version_id)} />
          </small>
        </>
      ),
    },
    {
      key: 'reason',
      label: t('answers.quarantine.reason'),
      cell: (row) => <Tag tone="watch">{t(`answers.quarantine.${row.quarantine}` as WordKey)}</Tag>,
    },
    { key: 'person', label: t('answers.quarantine.person'), cell: (row) => row.person },
    {
      key: 'received',
      label: t('answers.quarantine.received'),
      cell: (row) => <Instant view={view} at={row.received_at} />,
    },
  ]
  return (
    <>
      <PageHead title={t('answers.quarantine.title')} lead={t('answers.quarantine.lead')} />
      <ListTools
        view={view}
        query={query}
        filters={[
          {
            name: 'reason',
            label: t('answers.quarantine.reason'),
            options: reasons.map((reason) => ({ value: reason, label: t(`answers.quarantine.${reason}`) })),
          },
        ]}
      />
      <ListRegion>
        <DataTable
          view={view}
          caption={t('answers.quarantine.title')}
          hideCaption
          columns={columns}
          rows={rows}
          query={query}
          empty={
            <ListEmpty view={view} query={query} title={t('answers.quarantine.empty')}>
              {t('answers.quarantine.empty.next')}
            </ListEmpty>
          }
        />
        <Pager view={view} query={query} total={props.total} />
      </ListRegion>
    </>
  )
}

/** What was recorded, in words as far as the checklist knows them; a photo needs none. */
const Shown = (props: { view: View; row: QuarantinedRow; content: ChecklistContent | undefined }) => {
  const { view, row, content } = props
  const op = { kind: row.kind as OperationKind, value: JSON.parse(row.value) as Operation['value'] }
  const register = registerOf(op)
  if (!content || op.value === null || register.startsWith('photo:')) return null
  const item = content.sections.flatMap((section) => section.items).find(({ id }) => id === row.item_code)
  return <RecordedValue reader={view} content={content} item={item} register={register} value={heldValue(op)} />
}
