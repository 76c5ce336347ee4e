import type { ImportLineRow } from '../../server/db/schema.ts'
import type { ShownState } from '../../server/imports/states.ts'
import { Tag, type Tone } from '../parts/tag.tsx'
import type { Reader } from '../view.ts'

const stateTones: Record<ShownState, Tone> = {
  reading: 'held',
  checking: 'held',
  ready: 'watch',
  wrong: 'bad',
  nothing: 'plain',
  failed: 'bad',
  applied: 'good',
  withdrawn: 'plain',
}

export const ImportState = (props: { view: Reader; state: ShownState }) => (
  <Tag tone={stateTones[props.state]}>{props.view.t(`imports.state.${props.state}`)}</Tag>
)

const outcomes = {
  new: { tone: 'good', sign: undefined },
  changed: { tone: 'watch', sign: undefined },
  unchanged: { tone: 'plain', sign: undefined },
  wrong: { tone: 'bad', sign: '✗' },
} as const

export const Outcome = (props: { view: Reader; row: Pick<ImportLineRow, 'outcome' | 'moved'> }) => {
  const { tone, sign } = outcomes[props.row.outcome]
  const { t } = props.view
  return (
    <>
      <Tag tone={tone} sign={sign}>
        {t(`imports.outcome.${props.row.outcome}`)}
      </Tag>{' '}
      {props.row.moved ? (
        <Tag tone="watch" sign="!">
          {t('imports.moved')}
        </Tag>
      ) : null}
    </>
  )
}
