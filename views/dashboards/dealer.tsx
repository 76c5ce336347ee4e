import type { NoticeLine } from '../../server/audits/list-store.ts'
import { phaseNames, phases } from '../../server/corrective-actions/flags.ts'
import type { ActionLine, OpenWindow, OwnDealer } from '../../server/dashboards/dealer-store.ts'
import { dayIn, daysFrom } from '../../server/days.ts'
import type { ActionState } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import { checklistTitle, dealerName } from '../audits/tags.tsx'
import { PhaseBoard } from '../corrective-actions/board.tsx'
import { formatDay, formatNumber, formatWeekday } from '../format.ts'
import { Columns, EmptyState, PageHead, Panel, Stack } from '../parts/page.tsx'
import { TodoList } from '../parts/todo.tsx'
import type { View } from '../view.ts'
import { NoResults, ResultPanel, type ResultShown, SectionsPanel, type SectionsShown } from './dealer-results.tsx'
import { firstMain, todosOf } from './todo.tsx'

/** How many open actions are in a state, and how many of them are late or due soon. */
export type ActionCount = { state: ActionState; n: number; late: number; soon: number }

const sumOf = (counts: ActionCount[], value: (count: ActionCount) => number): number =>
  counts.reduce((sum, count) => sum + Number(value(count)), 0)
const forDealer: readonly ActionState[] = ['planning', 'doing', 'standardising']

/** How much waits for the dealer, and how much of it presses. */
export const pressing = (view: View, today: string, counts: ActionCount[], windows: OpenWindow[]) => {
  const left = windows.map((window) => daysFrom(today, dayIn(window.appeal_closes_at ?? view.now, view.timeZone)))
  return {
    all: sumOf(counts, (count) => (forDealer.includes(count.state) ? count.n : 0)) + windows.length,
    late: sumOf(counts, (count) => count.late),
    soon: sumOf(counts, (count) => count.soon) + left.filter((days) => days <= 3).length,
  }
}

/** Heading of a dealership's first page: how much there is to do, and how much of it presses. */
export const TodoHead = (props: { view: View; today: string; press: ReturnType<typeof pressing>; over?: string }) => {
  const { press, today, view } = props
  const { t } = view
  const lead = [
    formatDay(view, today, 'long'),
    ...(press.late > 0 ? [t('dashboard.late', { n: formatNumber(view, press.late) })] : []),
    ...(press.soon > 0 ? [t('dashboard.soon', { n: formatNumber(view, press.soon) })] : []),
  ]
  return (
    <PageHead
      over={props.over}
      title={press.all > 0 ? t('dashboard.needs', { n: formatNumber(view, press.all) }) : t('dashboard.needs.none')}
      lead={lead.join(t('dashboard.dot'))}
    />
  )
}

const Board = (props: {
  view: View
  dealers: OwnDealer[]
  board: ActionLine[]
  counts: ActionCount[]
  closed: number
}) => {
  const { board, closed, counts, dealers, view } = props
  const { t } = view
  const open = sumOf(counts, (count) => count.n)
  const columns = phaseNames.map((phase) => {
    const states: readonly ActionState[] = phases[phase]
    return {
      phase,
      total: sumOf(counts, (count) => (states.includes(count.state) ? count.n : 0)),
      href: `/corrective-actions?state=${phase}`,
      rows: board
        .filter((row) => states.includes(row.state))
        .map((row) => {
          const dealer = dealers.find((one) => one.id === row.dealer_id)
          return {
            ...row,
            // The next open measure, as in the list of what to do.
            due_on: row.step_due_on ?? row.due_on,
            dealer_zh: dealer?.dealer_zh ?? '',
            dealer_en: dealer?.dealer_en ?? '',
          }
        }),
    }
  })
  return (
    <Panel
      id="board"
      title={t('dashboard.board')}
      aside={t('dashboard.board.aside', { open: formatNumber(view, open), closed: formatNumber(view, closed) })}
    >
      {open === 0 ? (
        <EmptyState level={3} title={t('dashboard.board.none')}>
          {t('dashboard.board.none.next')}
        </EmptyState>
      ) : (
        <PhaseBoard view={view} columns={columns} dealers={dealers.length > 1} />
      )}
    </Panel>
  )
}

/** Announced audits to come: day, checklist and auditor. */
const Coming = (props: { view: View; dealers: OwnDealer[]; notices: NoticeLine[] }) => {
  const { view } = props
  return (
    <Panel id="coming" title={view.t('dashboard.coming')}>
      <dl class="facts">
        {props.notices.map((notice) => (
          <>
            <dt>
              <time datetime={notice.planned_on}>
                {formatDay(view, notice.planned_on, 'short')} {formatWeekday(view, notice.planned_on)}
              </time>
            </dt>
            <dd>
              {props.dealers.length > 1
                ? `${pick(view.locale, { zh: notice.dealer_zh, en: notice.dealer_en })}${view.t('dashboard.dot')}`
                : ''}
              <a href={`/audits/${notice.id}`}>
                {view.t('dashboard.coming.notice', {
                  checklist: checklistTitle(view, notice),
                  auditor: notice.auditor,
                })}
              </a>
            </dd>
          </>
        ))}
      </dl>
    </Panel>
  )
}

/** Which of several dealerships the results are of. */
const DealerChoice = (props: { view: View; dealers: OwnDealer[]; chosen: OwnDealer }) => (
  <nav class="tabs" aria-label={props.view.t('dashboard.dealer')}>
    {props.dealers.map((dealer) => (
      <a href={`/?dealer=${dealer.id}`} aria-current={dealer.id === props.chosen.id ? 'page' : undefined}>
        {dealerName(props.view, dealer)}
      </a>
    ))}
  </nav>
)

/** A dealer manager's first page: what to do by when, the latest results, PDCA, what is to come. */
export const DealerHome = (props: {
  view: View
  today: string
  dealers: OwnDealer[]
  chosen: OwnDealer | null
  actions: ActionLine[]
  counts: ActionCount[]
  closed: number
  board: ActionLine[]
  windows: OpenWindow[]
  notices: NoticeLine[]
  results: ResultShown[]
  sections: SectionsShown | null
}) => {
  const { chosen, counts, dealers, notices, results, sections, today, view, windows } = props
  const { t } = view
  const press = pressing(view, today, counts, windows)
  const todos = firstMain(todosOf(view, today, dealers, props.actions, windows))
  const rest = press.all - todos.length
  const [latest, ...others] = results
  // Beside a long list there is room for more than the latest result.
  const tall = todos.length > 5
  const beside = (
    <>
      {latest && sections ? <SectionsPanel view={view} shown={latest} sections={sections} /> : null}
      {notices.length > 0 ? <Coming view={view} dealers={dealers} notices={notices} /> : null}
    </>
  )
  return (
    <>
      <TodoHead
        view={view}
        today={today}
        press={press}
        over={dealers.length === 1 && chosen ? dealerName(view, chosen) : undefined}
      />
      <Columns>
        <Stack>
          <Panel id="todo" title={t('dashboard.todo')} aside={todos.length > 1 ? t('dashboard.todo.aside') : undefined}>
            {todos.length === 0 ? (
              <EmptyState level={3} title={t('dashboard.todo.none')}>
                {t('dashboard.todo.none.next')}
              </EmptyState>
            ) : (
              <TodoList view={view} todos={todos} />
            )}
            {rest > 0 ? (
              <p class="more">
                <a href="/corrective-actions?state=open">{t('dashboard.rest', { n: formatNumber(view, rest) })}</a>
              </p>
            ) : null}
          </Panel>
          <Board view={view} dealers={dealers} board={props.board} counts={counts} closed={props.closed} />
        </Stack>
        <Stack>
          {dealers.length > 1 && chosen ? <DealerChoice view={view} dealers={dealers} chosen={chosen} /> : null}
          {latest ? <ResultPanel view={view} id="result" title={t('dashboard.result')} shown={latest} /> : null}
          {latest ? null : <NoResults view={view} />}
          {tall ? beside : null}
        </Stack>
      </Columns>
      <Columns kind={tall || others.length === 0 ? 'halves' : 'side'}>
        {tall ? null : <Stack>{beside}</Stack>}
        {others.length > 0 ? (
          <section class={tall ? 'span' : undefined} aria-labelledby="others-title">
            <h2 class="sr" id="others-title">
              {t('dashboard.results.others')}
            </h2>
            <Columns kind={tall ? 'thirds' : 'halves'}>
              {others.map((shown) => (
                <ResultPanel
                  view={view}
                  id={`result-${shown.latest.checklist_id}`}
                  title={checklistTitle(view, shown.latest)}
                  shown={shown}
                  other
                />
              ))}
            </Columns>
          </section>
        ) : null}
      </Columns>
    </>
  )
}
