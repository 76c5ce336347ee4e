import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import type { ActionRoundRow } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatDay } from '../format.ts'
import { Facts } from '../parts/facts.tsx'
import { Panel, Remark } from '../parts/page.tsx'
import { PhotoStrip } from '../parts/photos.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { stripOf } from './plan.tsx'
import { instantDay } from './progress.tsx'

/** What the audit saw: the ticked losses and the auditor's words, each time that it was seen. */
export const FindingPanel = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { t } = view
  const findings = [...detail.findings].reverse()
  if (findings.every((finding) => finding.note === '' && finding.lossTexts.length === 0)) return null
  return (
    <Panel id="finding" title={t('action.finding')} stack>
      {findings.map((finding, index) => (
        <div>
          {index < findings.length - 1 ? (
            <p class="small">{t('action.finding.repeat', { day: formatDay(view, finding.planned_on, 'short') })}</p>
          ) : null}
          {finding.lossTexts.length > 0 ? (
            <ul class="bullets">
              {finding.lossTexts.map((loss) => (
                <li>{pick(view.locale, loss)}</li>
              ))}
            </ul>
          ) : null}
          {finding.note ? <p class="quote typed">{finding.note}</p> : null}
        </div>
      ))}
    </Panel>
  )
}

/** Why this round exists: what the one before did not reach, or that the problem came back. */
export const WhyAgain = (props: { view: View; detail: ActionDetail; round: ActionRoundRow }) => {
  const { detail, view } = props
  const { t } = view
  const before = detail.rounds.find((one) => one.round === props.round.round - 1)
  if (!before) return null
  const n = before.round
  if (before.effectiveness_verdict !== 'not_effective') {
    return (
      <Panel id="why-again" title={t('action.why_again')}>
        <p>{t('action.why_again.text', { n: props.round.round })}</p>
      </Panel>
    )
  }
  const unit = before.target_unit ? ` ${before.target_unit}` : ''
  const who = before.effectiveness_checked_by ? (detail.names.get(before.effectiveness_checked_by) ?? '') : ''
  const day = before.effectiveness_checked_at ? instantDay(view, before.effectiveness_checked_at) : ''
  return (
    <Panel id="why-not" title={t('action.why_not', { n })} aside={t('action.why_not.aside', { day, who })} stack>
      <p class="quote typed">{before.miss_cause}</p>
      <Facts
        row
        facts={[
          before.value_before !== '' && { label: t('action.value_before'), value: before.value_before + unit },
          before.value_after !== '' && {
            label: t('action.value_after_round', { n }),
            value: (
              <>
                {before.value_after}
                {unit} <Tag tone="bad">{t('action.verdict.not_effective')}</Tag>
              </>
            ),
          },
          before.target_value !== '' && { label: t('action.target'), value: before.target_value + unit },
        ]}
      />
    </Panel>
  )
}

/** What a reviewer said when sending something back, until it is handed in again. */
export const Returned = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { action, names, round } = detail
  const name = (id: string | null) => (id ? (names.get(id) ?? '') : '')
  const said =
    action.state === 'planning' && round.plan_verdict === 'returned'
      ? {
          word: 'action.plan.returned' as const,
          at: round.plan_reviewed_at,
          by: round.plan_reviewed_by,
          reason: round.plan_reason,
        }
      : action.state === 'doing' && round.implementation_verdict === 'returned'
        ? {
            word: 'action.work.returned' as const,
            at: round.implementation_reviewed_at,
            by: round.implementation_reviewed_by,
            reason: round.implementation_reason,
          }
        : null
  if (!said?.at) return null
  return (
    <Remark kind="watch">
      <b>{view.t(said.word, { day: instantDay(view, said.at), who: name(said.by) })}</b>
      <p class="typed">{said.reason}</p>
    </Remark>
  )
}

/** What the effectiveness check of a round found, and what was standardised. */
export const Outcome = (props: { view: View; detail: ActionDetail; round: ActionRoundRow }) => {
  const { detail, round, view } = props
  const { t } = view
  const verdict = round.effectiveness_verdict
  const photos = detail.photos.filter((photo) => photo.purpose === 'effect' && photo.round === round.round)
  const unit = round.target_unit ? ` ${round.target_unit}` : ''
  if (verdict === '') return null
  return (
    <Panel
      id="outcome"
      title={t('action.state.effectiveness_check')}
      aside={
        <Tag tone={verdict === 'effective' ? 'good' : 'bad'} sign={verdict === 'effective' ? '✓' : '✗'}>
          {t(`action.verdict.${verdict}`)}
        </Tag>
      }
      stack
    >
      {round.value_after === '' ? null : (
        <Facts
          row
          facts={[
            round.value_before !== '' && { label: t('action.value_before'), value: round.value_before + unit },
            round.value_after !== '' && { label: t('action.value_after'), value: round.value_after + unit },
            round.target_value !== '' && { label: t('action.target_value'), value: round.target_value + unit },
          ]}
        />
      )}
      {round.effectiveness_note ? <p class="quote typed">{round.effectiveness_note}</p> : null}
      {round.miss_cause ? <p class="quote typed">{round.miss_cause}</p> : null}
      {photos.length > 0 ? <PhotoStrip view={view} photos={stripOf(view, photos, t('action.photo.effect'))} /> : null}
      {round.standardised_at ? (
        <Facts
          facts={[
            round.standard !== '' && {
              label: t('action.standard'),
              value: <span class="typed">{round.standard}</span>,
            },
            round.training !== '' && {
              label: t('action.training'),
              value: <span class="typed">{round.training}</span>,
            },
            round.read_across !== '' && {
              label: t('action.read_across'),
              value: <span class="typed">{round.read_across}</span>,
            },
          ]}
        />
      ) : null}
    </Panel>
  )
}
