import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import { isShortForm } from '../../server/corrective-actions/states.ts'
import type { ActionPhoto } from '../../server/corrective-actions/store.ts'
import type { ActionRoundRow, ActionStepRow } from '../../server/db/schema.ts'
import { formatDay } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { Panel, Remark } from '../parts/page.tsx'
import { type Photo, PhotoStrip } from '../parts/photos.tsx'
import { Tag } from '../parts/tag.tsx'
import type { Reader } from '../view.ts'
import { instantDay } from './progress.tsx'

/** Photos of an action for a strip; `alt` says what they show. */
export const stripOf = (view: Reader, photos: readonly ActionPhoto[], alt: string): Photo[] =>
  photos.map((photo, index) => {
    const full = `/corrective-actions/${photo.action_id}/photos/${photo.id}`
    return {
      src: `${full}?size=thumb`,
      full,
      alt: photos.length > 1 ? `${alt} ${index + 1}` : alt,
      caption: photo.caption || view.t('action.photo', { n: index + 1 }),
      at: photo.taken_at ?? photo.added_at,
    }
  })

/** Texts of a plan that is not being written: each with its heading, as typed. */
const Written = (props: { label: string; text: string }) =>
  props.text === '' ? null : (
    <div>
      <dt>{props.label}</dt>
      <dd class="typed">{props.text}</dd>
    </div>
  )

/** The cause and the plan of a round, for reading. */
export const PlanPanel = (props: {
  view: Reader
  detail: ActionDetail
  round: ActionRoundRow
  trainingOnly: string | null
}) => {
  const { detail, round, view } = props
  const { t } = view
  const name = (id: string | null) => (id ? (detail.names.get(id) ?? '') : '')
  const whys = round.whys === '' ? [] : (JSON.parse(round.whys) as string[])
  const aside =
    round.plan_verdict === 'approved' && round.plan_reviewed_at
      ? t('action.plan.approved', { day: instantDay(view, round.plan_reviewed_at), who: name(round.plan_reviewed_by) })
      : round.planned_at
        ? t('action.plan.handed_in', { day: instantDay(view, round.planned_at), who: name(round.planned_by) })
        : t('action.plan.draft')
  const w5 = [round.what, round.why, round.where_text, round.when_text, round.who, round.how]
  const isEmpty = [round.cause, round.cause_class, round.what, round.target].every((text) => text === '')
  return (
    <Panel id="plan" title={t('action.plan')} aside={aside} stack>
      {isEmpty ? <p class="quiet">{t('action.plan.none')}</p> : null}
      {round.cause_class === '' ? null : (
        <div>
          <p>
            <b>{t(`action.cause_class.${round.cause_class}`)}</b>{' '}
            <span class="small">{t(`action.cause_class.${round.cause_class}.text`)}</span>
          </p>
          {round.cause === '' ? null : <p class="typed">{round.cause}</p>}
          {round.cause_source === '' ? null : <p class="small">{t(`action.cause_source.${round.cause_source}`)}</p>}
        </div>
      )}
      {props.trainingOnly ? <Remark kind="watch">{props.trainingOnly}</Remark> : null}
      {whys.length === 0 ? null : (
        <ol class="whys">
          {whys.map((why) => (
            <li>{why}</li>
          ))}
        </ol>
      )}
      {w5.every((text) => text === '') ? null : (
        <dl class="w5">
          <Written label={t('action.what')} text={round.what} />
          <Written label={t('action.why')} text={round.why} />
          <Written label={t('action.where')} text={round.where_text} />
          <Written label={t('action.when')} text={round.when_text} />
          <Written label={t('action.who')} text={round.who} />
          <Written label={t('action.how')} text={round.how} />
        </dl>
      )}
      <TargetFacts view={view} round={round} short={isShortForm(detail.action.severity)} />
      {round.due_reason === '' ? null : (
        <Facts facts={[{ label: t('action.due_reason'), value: <span class="typed">{round.due_reason}</span> }]} />
      )}
    </Panel>
  )
}

/** What is to be reached, from where, and how it will be seen. */
export const TargetFacts = (props: { view: Reader; round: ActionRoundRow; short: boolean }) => {
  const { round, view } = props
  const { t } = view
  const unit = round.target_unit ? ` ${round.target_unit}` : ''
  const method = round.check_method || (props.short ? 'desk_check' : '')
  if (round.target === '' && round.target_value === '' && method === '') return null
  return (
    <Facts
      row
      facts={[
        round.target !== '' && { label: t('action.target'), value: round.target },
        round.baseline !== '' && { label: t('action.baseline'), value: round.baseline + unit },
        round.target_value !== '' && { label: t('action.target_value'), value: round.target_value + unit },
        method !== '' && { label: t('action.check_method'), value: t(`action.check_method.${method}`) },
      ]}
    />
  )
}

const StepRow = (props: { view: Reader; detail: ActionDetail; step: ActionStepRow; n: number }) => {
  const { detail, n, step, view } = props
  const { t } = view
  const photos = detail.photos.filter((photo) => photo.step_id === step.id)
  const mayAdd = step.state !== 'cancelled' && detail.action.state === 'doing' && detail.settles.has(step.id)
  const href = `/corrective-actions/${detail.action.id}/steps/${step.id}/completion`
  const settledOn = step.settled_at && instantDay(view, step.settled_at)
  return (
    <li class={step.state === 'done' ? 'done' : undefined}>
      <span class="n">{step.state === 'done' ? <span aria-hidden="true">✓</span> : n}</span>
      <div>
        <h3>{step.what || '–'}</h3>
        <p>
          {[
            step.person_name,
            step.state === 'done' && settledOn
              ? t('action.steps.done_on', { day: settledOn })
              : step.state === 'cancelled' && settledOn
                ? t('action.steps.cancelled_on', { day: settledOn })
                : step.due_on && t('due.on', { day: formatDay(view, step.due_on, 'short') }),
            step.state === 'open' && step.evidence_wanted && t('action.steps.evidence', { text: step.evidence_wanted }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {step.note ? <p class="typed">{step.note}</p> : null}
        {photos.length > 0 ? (
          <PhotoStrip view={view} photos={stripOf(view, photos, t('action.photo.step', { n }))} />
        ) : null}
      </div>
      <div class="end">
        {step.state === 'open' ? null : (
          <Tag tone={step.state === 'done' ? 'good' : 'line'} sign={step.state === 'done' ? '✓' : undefined}>
            {t(`action.steps.state.${step.state}`)}
          </Tag>
        )}
        {mayAdd ? (
          <LinkButton href={href} kind={step.state === 'done' ? 'plain' : 'usual'}>
            {t(step.state === 'done' ? 'action.steps.more_evidence' : 'action.steps.add_evidence')}
          </LinkButton>
        ) : null}
      </div>
    </li>
  )
}

/** The steps of a round with their evidence. */
export const StepsPanel = (props: { view: Reader; detail: ActionDetail; round: number }) => {
  const { detail, view } = props
  const { t } = view
  const steps = detail.steps.filter((step) => step.round === props.round)
  if (steps.length === 0) return null
  const done = steps.filter((step) => step.state === 'done').length
  return (
    <Panel id="steps" title={t('action.steps')} aside={t('action.steps.done', { done, all: steps.length })}>
      <ol class="rows steps">
        {steps.map((step, index) => (
          <StepRow view={view} detail={detail} step={step} n={index + 1} />
        ))}
      </ol>
    </Panel>
  )
}
