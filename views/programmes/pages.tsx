import type { AuditState, ProgrammeRow, WaveRow } from '../../server/db/schema.ts'
import { waveState } from '../../server/programmes/rules.ts'
import type { ProgrammeLine } from '../../server/programmes/store.ts'
import { ProgressBar } from '../charts/bars.tsx'
import { dayOf, formatDay, formatNumber } from '../format.ts'
import { historyOf, type LogEntry } from '../history.ts'
import { LinkButton } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { Columns, EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import { type Column, DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { described, nameOf } from './words.ts'

export const ProgrammesPage = (props: { view: View; rows: ProgrammeLine[]; mayManage: boolean }) => {
  const { view } = props
  const { t } = view
  const add = props.mayManage ? (
    <LinkButton href="/programmes/new" kind="main">
      {t('programmes.new')}
    </LinkButton>
  ) : null
  return (
    <>
      <PageHead title={t('programmes.title')} lead={t('programmes.lead')} tools={add} />
      <Panel id="programmes">
        {props.rows.length === 0 ? (
          <EmptyState title={t('programmes.empty')} actions={add}>
            {t(props.mayManage ? 'programmes.empty.text' : 'programmes.empty.reader')}
          </EmptyState>
        ) : (
          <DataTable
            view={view}
            caption={t('programmes.title')}
            hideCaption
            rows={props.rows}
            rowHref={(programme) => `/programmes/${programme.id}`}
            columns={[
              {
                key: 'name',
                label: t('programmes.field.name'),
                cell: (programme) => (
                  <>
                    {nameOf(view, programme)}{' '}
                    {programme.active ? null : <Tag tone="watch">{t('programmes.closed')}</Tag>}
                  </>
                ),
              },
              { key: 'year', label: t('programmes.field.year'), cell: (programme) => programme.year },
              {
                key: 'waves',
                label: t('programmes.waves'),
                cell: (programme) => t('programmes.waves.count', { n: programme.waves ?? 0 }),
              },
              {
                key: 'review',
                label: t('programmes.review'),
                cell: (programme) => t(programme.review_required ? 'programmes.review.yes' : 'programmes.review.no'),
              },
            ]}
          />
        )}
      </Panel>
    </>
  )
}

/** Audits of a wave in the order of their life: released, in review, under way, planned. */
const partsOf = (counts: readonly { state: AuditState; n: number }[]) => {
  const sum = (...states: AuditState[]) =>
    counts.filter((one) => states.includes(one.state)).reduce((total, one) => total + one.n, 0)
  return {
    released: sum('released', 'final'),
    review: sum('submitted', 'in_review'),
    progress: sum('in_progress', 'returned'),
    planned: sum('planned'),
  }
}

const WaveAudits = (props: { view: View; counts: readonly { state: AuditState; n: number }[] }) => {
  const { view } = props
  const { t } = view
  const parts = partsOf(props.counts)
  const total = parts.released + parts.review + parts.progress + parts.planned
  if (total === 0) return <span class="quiet">{t('programmes.wave.audits.none')}</span>
  return (
    <span class="wave-audits">
      <ProgressBar
        parts={[parts.released, parts.review, parts.progress, parts.planned]}
        width={180}
        height={8}
        label={t('programmes.wave.audits.bar', parts)}
      />
      <span>
        {t('programmes.wave.audits.shown', {
          released: formatNumber(view, parts.released),
          total: formatNumber(view, total),
        })}
      </span>
    </span>
  )
}

const waveTones = { coming: 'line', running: 'good', over: 'plain' } as const

export const ProgrammePage = (props: {
  view: View
  programme: ProgrammeRow
  waves: WaveRow[]
  counts: readonly { wave_id: string | null; state: AuditState; n: number }[]
  mayManage: boolean
  history: LogEntry[]
}) => {
  const { programme, view } = props
  const { t } = view
  const today = dayOf(view.now, view.timeZone)
  const at = `/programmes/${programme.id}`
  const add = props.mayManage ? (
    <LinkButton href={`${at}/waves/new`} kind="main">
      {t('programmes.waves.new')}
    </LinkButton>
  ) : null
  const edit: Column<WaveRow>[] = props.mayManage
    ? [
        {
          key: 'edit',
          label: t('button.edit'),
          hideLabel: true,
          cell: (wave) => <a href={`/waves/${wave.id}/edit`}>{t('button.edit')}</a>,
        },
      ]
    : []
  return (
    <>
      <PageHead
        title={nameOf(view, programme)}
        lead={programme.active ? undefined : <Tag tone="watch">{t('programmes.closed')}</Tag>}
        tools={
          props.mayManage ? (
            <>
              {add}
              <LinkButton href={`${at}/edit`}>{t('button.edit')}</LinkButton>
            </>
          ) : null
        }
      />
      <Panel id="waves">
        {props.waves.length === 0 ? (
          <EmptyState title={t('programmes.waves.none')} actions={add}>
            {t('programmes.waves.none.text')}
          </EmptyState>
        ) : (
          <DataTable
            view={view}
            caption={t('programmes.waves')}
            rows={props.waves}
            rowHref={(wave) => `/audits?wave=${wave.id}`}
            columns={[
              { key: 'name', label: t('programmes.field.name'), cell: (wave) => nameOf(view, wave) },
              {
                key: 'days',
                label: t('programmes.wave.days'),
                cell: (wave) =>
                  t('programmes.wave.range', {
                    from: formatDay(view, wave.from_on),
                    to: formatDay(view, wave.to_on),
                  }),
              },
              {
                key: 'state',
                label: t('programmes.wave.state'),
                cell: (wave) => {
                  const state = waveState(wave, today)
                  return <Tag tone={waveTones[state]}>{t(`programmes.wave.${state}`)}</Tag>
                },
              },
              {
                key: 'audits',
                label: t('programmes.wave.audits'),
                cell: (wave) => (
                  <WaveAudits view={view} counts={props.counts.filter((one) => one.wave_id === wave.id)} />
                ),
              },
              {
                key: 'appeal_days',
                label: t('programmes.wave.appeal_days'),
                cell: (wave) => t('programmes.wave.appeal_days.value', { n: wave.appeal_days }),
              },
              ...edit,
            ]}
          />
        )}
      </Panel>
      <Columns kind="halves">
        <Panel id="facts">
          <Facts
            facts={[
              { label: t('programmes.field.year'), value: programme.year },
              { label: t('programmes.field.name_zh'), value: programme.name_zh },
              programme.name_en !== '' && { label: t('programmes.field.name_en'), value: programme.name_en },
              {
                label: t('programmes.review'),
                value: t(programme.review_required ? 'programmes.review.yes' : 'programmes.review.no'),
              },
            ]}
          />
        </Panel>
        <Panel id="history" title={t('history.title')}>
          <History view={view} entries={historyOf(view, props.history, (details) => described(view, details))} />
        </Panel>
      </Columns>
    </>
  )
}
