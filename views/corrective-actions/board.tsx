import type { Phase } from '../../server/corrective-actions/flags.ts'
import type { ActionListRow } from '../../server/corrective-actions/list-store.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatNumber } from '../format.ts'
import type { Reader } from '../view.ts'
import { ActionDue, actionTitle, OwnerName, SeverityTag } from './tags.tsx'

/** What a card says of an action. */
export type BoardRow = Pick<
  ActionListRow,
  | 'id'
  | 'title_zh'
  | 'title_en'
  | 'state'
  | 'severity'
  | 'plan_due_on'
  | 'due_on'
  | 'check_on'
  | 'owner_position'
  | 'owner_name'
  | 'dealer_zh'
  | 'dealer_en'
>

export type PhaseColumn = {
  phase: Phase
  total: number
  rows: BoardRow[]
  /** Where the whole column is listed. */
  href: string
}

const Card = (props: { view: Reader; row: BoardRow; dealer?: boolean }) => {
  const { row, view } = props
  return (
    <li>
      <a href={`/corrective-actions/${row.id}`}>{actionTitle(view, row)}</a>
      <p class="foot">
        <ActionDue view={view} action={row} />
        <span class="quiet">
          {props.dealer ? `${pick(view.locale, { zh: row.dealer_zh, en: row.dealer_en })} · ` : null}
          <OwnerName view={view} action={row} />
        </span>
        {row.severity === 'critical' ? <SeverityTag view={view} severity={row.severity} /> : null}
      </p>
    </li>
  )
}

/** Open actions by the phases of PDCA, the most urgent first. `dealers`: says whose each is. */
export const PhaseBoard = (props: { view: Reader; columns: PhaseColumn[]; dealers?: boolean }) => {
  const { t } = props.view
  return (
    <div class="pdca">
      {props.columns.map(({ href, phase, rows, total }) => (
        <section aria-label={t(`action.phase.${phase}`)}>
          <h3>
            <b aria-hidden="true">{phase}</b> {t(`action.phase.${phase}`)}
            <span class="n">{t('action.list.count', { n: formatNumber(props.view, total) })}</span>
          </h3>
          {rows.length === 0 ? <p class="quiet small">{t('action.list.phase_none')}</p> : null}
          <ul class="rows">
            {rows.map((row) => (
              <Card view={props.view} row={row} dealer={props.dealers} />
            ))}
            {total > rows.length ? (
              <li>
                <a href={href}>{t('action.list.more', { n: formatNumber(props.view, total - rows.length) })}</a>
              </li>
            ) : null}
          </ul>
        </section>
      ))}
    </div>
  )
}
