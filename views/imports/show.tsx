import type { ImportLineRow } from '../../server/db/schema.ts'
import { placeText, problemText, type WorkbookProblem } from '../../server/exchange/excel/problem.ts'
import type { ListQuery } from '../../server/http/list-query.ts'
import type { Places } from '../../server/imports/lines.ts'
import { isBusy, type ShownState } from '../../server/imports/states.ts'
import type { Import } from '../../server/imports/store.ts'
import { formatBytes, formatNumber } from '../format.ts'
import { historyOf, type LogEntry } from '../history.ts'
import { ButtonForm, LinkButton } from '../parts/button.tsx'
import { Facts, Figures, Instant } from '../parts/facts.tsx'
import { ListRegion, ListTools, Pager } from '../parts/list.tsx'
import { PageHead, Panel, Remark, Stack } from '../parts/page.tsx'
import { History, Progress } from '../parts/progress.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'
import { RowDetails } from './details.tsx'
import { ImportState, Outcome } from './tags.tsx'

const outcomes = ['wrong', 'new', 'changed', 'unchanged'] as const

/** How far the work has come; the page looks again every second until it is done. */
const Working = (props: { view: View; found: Import }) => {
  const { found, view } = props
  const { t } = view
  const text =
    found.state === 'reading'
      ? t('imports.progress.reading')
      : t('imports.progress', {
          n: formatNumber(view, found.checked_count),
          total: formatNumber(view, found.row_count),
        })
  return (
    <Panel id="progress" stack>
      <Progress
        id="checked"
        label={t(`imports.state.${found.state}`)}
        value={found.checked_count}
        max={found.row_count}
        text={text}
      />
      <p class="quiet">
        {t('imports.progress.leave')} <a href={`/imports/${found.id}`}>{t('imports.progress.reload')}</a>
      </p>
    </Panel>
  )
}

const Totals = (props: { view: View; found: Import }) => {
  const { found, view } = props
  const { t } = view
  const at = `/imports/${found.id}`
  return (
    <Figures
      figures={[
        { label: t('imports.total'), figure: formatNumber(view, found.row_count), href: at },
        ...outcomes.map((outcome) => ({
          label: t(`imports.outcome.${outcome}`),
          figure: formatNumber(view, found[`${outcome}_count`]),
          href: found[`${outcome}_count`] > 0 ? `${at}?outcome=${outcome}` : undefined,
        })),
      ]}
    />
  )
}

/** What the state means for whoever looks at it, and what to do next. */
const Verdict = (props: {
  view: View
  found: Import
  state: ShownState
  moved: readonly number[]
  waiting: number
}) => {
  const { found, moved, state, view, waiting } = props
  const { t } = view
  if (moved.length > 0) {
    const first = moved.slice(0, 20).join(t('exchange.problem.between'))
    const rows = moved.length > 20 ? t('imports.stale.more', { rows: first, n: moved.length }) : first
    return <Remark kind="bad">{t('imports.stale', { rows })}</Remark>
  }
  if (state === 'ready') return <Remark kind="good">{t('imports.ready')}</Remark>
  if (state === 'nothing') return <Remark kind="held">{t('imports.nothing')}</Remark>
  if (state === 'wrong') {
    return (
      <Remark kind="bad">
        {found.wrong_count > 0 ? t('imports.wrong', { n: found.wrong_count }) : t('imports.file_wrong')}
      </Remark>
    )
  }
  if (state === 'failed' && found.problems === '[]') {
    return <Remark kind="bad">{t('imports.problem.interrupted')}</Remark>
  }
  if (state === 'applied' && waiting > 0) {
    return (
      <Remark
        kind="watch"
        action={
          <ButtonForm action={`/imports/${found.id}/invitations`} kind="main">
            {t('imports.invitations.make')}
          </ButtonForm>
        }
      >
        {t('imports.invitations.waiting', { n: waiting })}
      </Remark>
    )
  }
  return null
}

const FileProblems = (props: { view: View; problems: readonly WorkbookProblem[] }) => {
  const { t } = props.view
  return (
    <Panel id="file-problems" title={t('imports.file_problems')}>
      <ul class="bullets">
        {props.problems.map((problem) => (
          <li>
            <b>{placeText(problem, t)}</b>
            {t('form.colon')}
            {problemText(problem, t)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const Rows = (props: {
  view: View
  found: Import
  query: ListQuery<string, object>
  rows: ImportLineRow[]
  total: number
}) => {
  const { found, query, view } = props
  const { t } = view
  const places = JSON.parse(found.places) as Places
  return (
    <Panel id="rows" title={t('imports.rows.title')}>
      <ListTools
        view={view}
        query={query}
        search={false}
        filters={[
          {
            name: 'outcome',
            label: t('imports.only'),
            options: outcomes.map((outcome) => ({
              value: outcome,
              label: `${t(`imports.outcome.${outcome}`)} (${formatNumber(view, found[`${outcome}_count`])})`,
            })),
          },
        ]}
      />
      <ListRegion>
        <DataTable
          view={view}
          caption={t('imports.rows.title')}
          hideCaption
          rows={props.rows}
          isMarked={(row) => row.moved === 1}
          empty={t('imports.rows.none')}
          columns={[
            { key: 'row', label: t('imports.field.row'), num: true, cell: (row) => row.sheet_row },
            {
              key: 'name',
              label: t('imports.field.name'),
              head: true,
              cell: (row) => {
                const [key] = Object.values(JSON.parse(row.line) as Record<string, string>)
                return `${key ?? ''} ${row.name}`.trim()
              },
            },
            {
              key: 'outcome',
              label: t('imports.field.outcome'),
              cell: (row) => <Outcome view={view} row={row} />,
            },
            {
              key: 'details',
              label: t('imports.field.details'),
              cell: (row) => <RowDetails view={view} kind={found.kind} row={row} places={places} />,
            },
          ]}
        />
        <Pager view={view} query={query} total={props.total} />
      </ListRegion>
    </Panel>
  )
}

export const ImportPage = (props: {
  view: View
  found: Import
  state: ShownState
  query: ListQuery<string, object>
  rows: ImportLineRow[]
  total: number
  /** New people without a password. */
  waiting: number
  /** Rows that stopped a confirmation, because they say something else now. */
  moved: readonly number[]
  history: LogEntry[]
}) => {
  const { found, state, view } = props
  const { t } = view
  const at = `/imports/${found.id}`
  const busy = isBusy(found) && state !== 'failed'
  const problems = JSON.parse(found.problems) as WorkbookProblem[]
  const looksAgain = busy
    ? { 'hx-get': at, 'hx-trigger': 'every 1s', 'hx-select': '#import', 'hx-target': '#import', 'hx-swap': 'outerHTML' }
    : {}
  const canWithdraw = ['ready', 'wrong', 'nothing', 'failed'].includes(state)
  return (
    <div id="import" {...looksAgain}>
      <Stack>
        <PageHead
          title={found.file_name}
          over={t(`imports.kind.${found.kind}`)}
          lead={<ImportState view={view} state={state} />}
          tools={
            <>
              {state === 'ready' ? (
                <LinkButton href={`${at}/confirmation`} kind="main">
                  {t('imports.confirm')}
                </LinkButton>
              ) : null}
              {canWithdraw && !(isBusy(found) && state === 'failed') ? (
                <ButtonForm action={`${at}/withdrawal`}>{t('imports.withdraw')}</ButtonForm>
              ) : null}
            </>
          }
        />
        <Verdict view={view} found={found} state={state} moved={props.moved} waiting={props.waiting} />
        {busy ? <Working view={view} found={found} /> : null}
        {problems.length > 0 ? <FileProblems view={view} problems={problems} /> : null}
        {!busy && found.row_count > 0 ? <Totals view={view} found={found} /> : null}
        {!busy && found.row_count > 0 && state !== 'withdrawn' ? (
          <Rows view={view} found={found} query={props.query} rows={props.rows} total={props.total} />
        ) : null}
        <Panel id="about" title={t('imports.field.file')} stack>
          <Facts
            facts={[
              { label: t('imports.field.who'), value: found.maker },
              { label: t('imports.field.when'), value: <Instant view={view} at={found.created_at} /> },
              found.settler ? { label: t('imports.field.settled'), value: found.settler } : null,
              { label: t('imports.field.file'), value: found.file_name, note: formatBytes(view, found.file_bytes) },
              { label: t('imports.field.hash'), value: <code class="hash">{found.file_hash}</code> },
            ]}
          />
          {found.example_count > 0 ? <p class="quiet">{t('imports.examples')}</p> : null}
          <History view={view} entries={historyOf(view, props.history)} />
        </Panel>
      </Stack>
    </div>
  )
}
