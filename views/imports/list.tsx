import type { ImportKind } from '../../server/db/schema.ts'
import type { ListQuery } from '../../server/http/list-query.ts'
import { mostRows } from '../../server/imports/columns.ts'
import { stateNow } from '../../server/imports/states.ts'
import type { Import } from '../../server/imports/store.ts'
import { formatNumber } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Instant } from '../parts/facts.tsx'
import { FileField, RadioCards } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { ListRegion, Pager } from '../parts/list.tsx'
import { Columns, EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'
import { ImportState } from './tags.tsx'

/** The largest file, as the server takes it. */
const megabytes = 10

const UploadForm = (props: { view: View; kinds: readonly ImportKind[]; form: FormState }) => {
  const { form, kinds, view } = props
  const { t } = view
  const field = { view, state: form }
  const [only] = kinds
  return (
    <Form
      {...field}
      action="/imports"
      files
      unguarded
      hidden={kinds.length === 1 && only ? { kind: only } : undefined}
      actions={<Button kind="main">{t('imports.upload.act')}</Button>}
    >
      {kinds.length > 1 ? (
        <RadioCards
          {...field}
          name="kind"
          label={t('imports.kind')}
          required
          small
          choices={kinds.map((kind) => ({
            value: kind,
            label: t(`imports.kind.${kind}`),
            text: t(`imports.kind.${kind}.text`),
          }))}
        />
      ) : null}
      <FileField
        {...field}
        name="file"
        label={t('imports.upload.file')}
        hint={t('imports.upload.hint', { megabytes, rows: formatNumber(view, mostRows) })}
        required
        accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      />
    </Form>
  )
}

const Files = (props: { view: View; kinds: readonly ImportKind[] }) => {
  const { t } = props.view
  const label = (file: 'template' | 'export', kind: ImportKind) =>
    t('imports.files.of', { file: t(`imports.files.${file}`), kind: t(`imports.kind.${kind}`) })
  return (
    <ul class="rows import-files">
      {props.kinds.map((kind) => (
        <li>
          <div>
            <h3>{t(`imports.kind.${kind}`)}</h3>
            <p class="small">{t(`imports.kind.${kind}.text`)}</p>
          </div>
          <div class="acts">
            <a class="btn" href={`/imports/templates/${kind}`} download="" aria-label={label('template', kind)}>
              {t('imports.files.template')}
            </a>
            <a class="btn plain" href={`/imports/exports/${kind}`} download="" aria-label={label('export', kind)}>
              {t('imports.files.export')}
            </a>
          </div>
        </li>
      ))}
    </ul>
  )
}

export const ImportsPage = (props: {
  view: View
  kinds: readonly ImportKind[]
  query: ListQuery<string, object>
  rows: Import[]
  total: number
  form: FormState
}) => {
  const { kinds, query, rows, view } = props
  const { t } = view
  return (
    <>
      <PageHead title={t('imports.title')} lead={t('imports.lead')} />
      <Columns kind="halves">
        <Panel id="upload" title={t('imports.upload')} stack>
          <UploadForm view={view} kinds={kinds} form={props.form} />
        </Panel>
        <Panel id="files" title={t('imports.files')}>
          <Files view={view} kinds={kinds} />
        </Panel>
      </Columns>
      <Panel id="imports" title={t('imports.done')} aside={t('imports.done.note')}>
        <ListRegion>
          {rows.length === 0 ? (
            <EmptyState level={3} title={t('imports.empty')}>
              {t('imports.empty.text')}
            </EmptyState>
          ) : (
            <DataTable
              view={view}
              caption={t('imports.done')}
              hideCaption
              rows={rows}
              rowHref={(row) => `/imports/${row.id}`}
              columns={[
                { key: 'file', label: t('imports.field.file'), cell: (row) => row.file_name },
                { key: 'kind', label: t('imports.kind'), cell: (row) => t(`imports.kind.${row.kind}`) },
                {
                  key: 'state',
                  label: t('imports.field.state'),
                  cell: (row) => <ImportState view={view} state={stateNow(row, view.now)} />,
                },
                {
                  key: 'rows',
                  label: t('imports.field.rows'),
                  num: true,
                  cell: (row) => formatNumber(view, row.row_count),
                },
                {
                  key: 'wrong',
                  label: t('imports.outcome.wrong'),
                  num: true,
                  cell: (row) => (row.wrong_count > 0 ? formatNumber(view, row.wrong_count) : null),
                },
                { key: 'who', label: t('imports.field.who'), cell: (row) => row.maker },
                {
                  key: 'when',
                  label: t('imports.field.when'),
                  cell: (row) => <Instant view={view} at={row.created_at} short />,
                },
              ]}
            />
          )}
          {rows.length > 0 ? <Pager view={view} query={query} total={props.total} /> : null}
        </ListRegion>
      </Panel>
    </>
  )
}
